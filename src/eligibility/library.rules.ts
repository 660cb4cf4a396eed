import { type Criterion } from './criterion.rules.js';

/** The rules that a call may choose for itself. What the law or a flag stops, it stops for every call. (domain.md 3.3) */
export const GRANT_ELIGIBILITY = [
  'R-EL-01',
  'R-EL-02',
  'R-EL-03',
  'R-EL-04',
  'R-EL-05',
  'R-EL-06',
  'R-EL-07',
  'R-EL-08',
  'R-EL-09',
  'R-EL-10',
  'R-EL-11',
] as const;

const CHOOSABLE: ReadonlySet<string> = new Set(GRANT_ELIGIBILITY);

/** The criteria that a call has chosen, with all that no call can leave out; null where nothing of it remains. */
export function chosenOnly(criterion: Criterion, chosen: readonly string[]): Criterion | null {
  if ('all' in criterion) {
    const all = criterion.all.flatMap((one) => chosenOnly(one, chosen) ?? []);
    return all.length === 0 ? null : { all };
  }
  if ('any' in criterion) {
    const any = criterion.any.flatMap((one) => chosenOnly(one, chosen) ?? []);
    return any.length === 0 ? null : { any };
  }
  return CHOOSABLE.has(criterion.rule) && !chosen.includes(criterion.rule) ? null : criterion;
}
