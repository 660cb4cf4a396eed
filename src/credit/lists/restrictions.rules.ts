import { type ListKind } from './credit-list.rules.js';

/** What a listing costs, or a clean record gives, with the law it rests on; the texts stand in the catalogues. */
export interface Effect {
  readonly effect: string;
  /** `CLEAN`: an incentive of good credit. */
  readonly applies: ListKind | 'CLEAN';
  readonly rule: string;
  /** Whether it bars something by itself, or only weighs where a call or a grading says so. */
  readonly isBar: boolean;
}

/**
 * Effects as data: each sanction names the law it comes from, since a score or a local wish may not invent one.
 * (R-CR-19 to R-CR-23)
 */
export const EFFECTS: readonly Effect[] = [
  { effect: 'no-funding', applies: 'SERIOUS', rule: 'R-CR-20', isBar: true },
  { effect: 'no-purchase', applies: 'SERIOUS', rule: 'R-CR-20', isBar: true },
  { effect: 'no-functions', applies: 'SERIOUS', rule: 'R-CR-21', isBar: true },
  { effect: 'no-honours', applies: 'SERIOUS', rule: 'R-CR-20', isBar: true },
  { effect: 'supervision', applies: 'SERIOUS', rule: 'R-CR-20', isBar: false },
  { effect: 'grade', applies: 'SERIOUS', rule: 'R-CR-20', isBar: false },
  { effect: 'call', applies: 'ABNORMAL', rule: 'R-CR-22', isBar: false },
  { effect: 'assessment', applies: 'ABNORMAL', rule: 'R-CR-22', isBar: true },
  { effect: 'becomes-serious', applies: 'ABNORMAL', rule: 'R-CR-12', isBar: false },
  { effect: 'first-functions', applies: 'CLEAN', rule: 'R-CR-19', isBar: false },
  { effect: 'first-purchase', applies: 'CLEAN', rule: 'R-CR-19', isBar: false },
  { effect: 'first-funding', applies: 'CLEAN', rule: 'R-CR-19', isBar: false },
];

/** What holds for a body on these lists; for one on none, what its good record gives it. */
export function effectsOf(lists: readonly ListKind[]): readonly Effect[] {
  return EFFECTS.filter(({ applies }) =>
    lists.length === 0 ? applies === 'CLEAN' : lists.some((list) => list === applies),
  );
}
