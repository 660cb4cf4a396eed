import { FormChoice, FormInt, FormLines, FormText } from '../../platform/web/form.js';
import { type Ruling, RULINGS } from './judgement.rules.js';

/** More rules than any set of criteria has. */
const MOST_RULES = 60;

export const SCREENING_STATES = ['todo', 'ready', 'second', 'returned', 'eligible', 'ineligible'] as const;
export type ScreeningState = (typeof SCREENING_STATES)[number];

export class ScreeningForm {
  @FormChoice(['yes', 'no']) eligible: string;
  @FormText({ max: 120, optional: true }) rule?: string;
  @FormText({ max: 300, optional: true, lines: true }) reason?: string;
}

export class RuleForm {
  @FormText({ max: 120 }) key: string;
  /** What the engine said on the page. */
  @FormChoice(['PASS', 'FAIL', 'NEEDS_REVIEW']) engine: 'PASS' | 'FAIL' | 'NEEDS_REVIEW';
  @FormChoice(RULINGS, { optional: true }) officer?: Ruling;
  @FormText({ max: 500, optional: true, lines: true }) reason?: string;
}

export class JudgementsForm {
  @FormLines(() => RuleForm, { max: MOST_RULES }) rules: RuleForm[];
}

export class ScreeningQuery {
  @FormChoice(SCREENING_STATES, { optional: true }) state?: ScreeningState;
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
}

class NumberForm {
  @FormText({ max: 16 }) number: string;
}

export class ConfirmAllForm {
  @FormLines(() => NumberForm, { max: 1_000, min: 1 }) items: NumberForm[];
}
