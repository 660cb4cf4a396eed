import { FormChoice, FormLines, FormScaled, FormText } from '../platform/web/form.js';
import { CONFLICT_ANSWERS, type ConflictAnswer } from './contest.rules.js';
import { type MarkEntry, type ScorecardEntry } from './scoring.rules.js';

export class MarkForm implements MarkEntry {
  @FormText({ max: 20 }) criterion: string;
  @FormScaled({ decimals: 1, min: 0, max: 1000 }) tenths: number;
  @FormText({ max: 500, optional: true, lines: true }) comment?: string;
}

export class ScorecardForm implements ScorecardEntry {
  @FormLines(() => MarkForm, { max: 20 }) marks: MarkForm[];
  @FormText({ max: 1000, optional: true, lines: true }) comment?: string;
}

export class AnswerForm {
  @FormText({ max: 36 }) assignment: string;
  @FormChoice(CONFLICT_ANSWERS) answer: ConflictAnswer;
}

export class DeclarationForm {
  @FormLines(() => AnswerForm, { max: 500 }) answers: AnswerForm[];
}

export class MemberForm {
  @FormText({ max: 36 }) expert: string;
}

/** The experts chosen for a panel; the service checks the ids against the pool. */
export class PanelForm {
  @FormLines(() => MemberForm, { max: 60 }) members: MemberForm[];
}

export class PairForm {
  @FormText({ max: 36 }) candidateId: string;
  @FormText({ max: 36 }) expertId: string;
}
