import {
  FormChoice,
  FormCreditCode,
  FormDay,
  FormInt,
  FormLines,
  FormText,
  FormTick,
} from '../../platform/web/form.js';
import { DELIVERIES, type Delivery, LETTER_OUTCOMES, type LetterOutcome } from './case.rules.js';
import { type Ground, GROUNDS } from './credit-list.rules.js';

/** What a clock proposes; correction and application have forms of their own. */
export const CONFIRMED_EXITS = ['TERM_FULL', 'MOVED', 'DEREGISTERED'] as const;
const VERSION = { min: 1, max: 1_000_000 };

export class LeaveForm {
  @FormChoice(CONFIRMED_EXITS) exit: (typeof CONFIRMED_EXITS)[number];
  @FormText({ max: 150 }) reason: string;
  @FormInt(VERSION) version: number;
}

export class CorrectionForm {
  @FormText({ max: 36 }) basisRef: string;
  @FormText({ max: 150 }) correctionReason: string;
  @FormInt(VERSION) version: number;
}

export class NewCaseQuery {
  @FormText({ max: 36, optional: true }) record?: string;
  @FormText({ max: 18, optional: true }) code?: string;
  @FormChoice(GROUNDS, { optional: true }) ground?: Ground;
}

export class CaseForm {
  @FormCreditCode() creditCode: string;
  @FormChoice(GROUNDS) ground: Ground;
  @FormDay() foundOn: string;
  @FormText({ max: 2000, lines: true }) facts: string;
  @FormText({ max: 500, lines: true }) basis: string;
  @FormText({ max: 36, optional: true }) recordId?: string;
}

export class LetterForm {
  @FormDay() sentOn: string;
  @FormText({ max: 40 }) tracking: string;
}

export class LetterOutcomeForm {
  @FormChoice(LETTER_OUTCOMES) outcome: LetterOutcome;
  @FormDay() outcomeOn: string;
}

export class NoticeSentForm {
  @FormChoice(DELIVERIES) delivery: Delivery;
  @FormDay() servedOn: string;
  @FormInt(VERSION) version: number;
}

export class PointForm {
  @FormText({ max: 500, lines: true }) text: string;
}

export class StatementForm {
  @FormLines(() => PointForm, { min: 1, max: 8 }) points: PointForm[];
  @FormInt(VERSION) version: number;
}

export class WaiverForm {
  @FormTick({ must: true }) understood: boolean;
  @FormInt(VERSION) version: number;
}

const ANSWER = { max: 500, lines: true, optional: true } as const;

/** One answer for each point; fields by their place, since a blank one between others must stay blank. */
export class VerificationForm {
  @FormText(ANSWER) answer1?: string;
  @FormText(ANSWER) answer2?: string;
  @FormText(ANSWER) answer3?: string;
  @FormText(ANSWER) answer4?: string;
  @FormText(ANSWER) answer5?: string;
  @FormText(ANSWER) answer6?: string;
  @FormText(ANSWER) answer7?: string;
  @FormText(ANSWER) answer8?: string;
  @FormText({ max: 2000, lines: true }) verification: string;
  @FormInt(VERSION) version: number;
}

/** The answers in the order of the points; an unanswered one is empty. */
export function answersIn(form: VerificationForm): readonly string[] {
  const { answer1, answer2, answer3, answer4, answer5, answer6, answer7, answer8 } = form;
  return [answer1, answer2, answer3, answer4, answer5, answer6, answer7, answer8].map((one) => one ?? '');
}

export class CaseDecisionForm {
  @FormChoice(['list', 'decline']) action: 'list' | 'decline';
  @FormText({ max: 500, lines: true }) reason: string;
  @FormText({ max: 200, optional: true }) certifiedBy?: string;
  @FormInt(VERSION) version: number;
}

export class ExitApplicationForm {
  @FormChoice(['DUTIES_DONE', 'REPAIRED']) way: 'DUTIES_DONE' | 'REPAIRED';
  @FormText({ max: 2000, lines: true }) statement: string;
}

export class ExitCheckForm {
  @FormChoice(['verify', 'refuse']) action: 'verify' | 'refuse';
  @FormText({ max: 1000, lines: true }) finding: string;
  @FormInt(VERSION) version: number;
}

export class RemovalForm {
  @FormInt(VERSION) version: number;
}
