import { exceedsRatio, type Fen } from '../../kernel/money.js';
import { type BudgetCategory, type BudgetRules } from '../rounds/budget-limits.rules.js';
import { type BudgetEntry, type BudgetSource, percentOf, totalOfLine } from './budget.rules.js';

/** Which rows are added up; an empty list stands for all of them. */
export interface RowChoice {
  readonly sources: readonly BudgetSource[];
  readonly categories: readonly BudgetCategory[];
}

/** One part of the budget beside what the call allows for it: a meter of the page. */
export interface BudgetShare {
  readonly id: string;
  readonly rule: string;
  readonly part: RowChoice;
  readonly whole: RowChoice;
  readonly partFen: Fen;
  readonly wholeFen: Fen;
  readonly percent: string;
  readonly leastPercent: number;
  readonly mostPercent: number;
  readonly isBroken: boolean;
}

const ALL: RowChoice = { sources: [], categories: [] };
const GRANT: RowChoice = { sources: ['GRANT'], categories: [] };
const paidFor = (categories: readonly BudgetCategory[]): RowChoice => ({ sources: ['GRANT'], categories });

/** What the chosen rows cost together, to the fen. */
export function sumOfRows(lines: readonly BudgetEntry[], { sources, categories }: RowChoice): Fen {
  const has = (list: readonly string[], value: string): boolean => list.length === 0 || list.includes(value);
  return lines
    .filter(({ source, category }) => has(sources, source) && has(categories, category))
    .reduce((all, line) => all + totalOfLine(line), 0);
}

/** Every share that the call limits, as it stands now: the grant, one's own money, pay, fee and R-BU-15. (R-BU-01 to 04) */
export function budgetShares(lines: readonly BudgetEntry[], rules: BudgetRules): readonly BudgetShare[] {
  const share = (
    [id, rule]: readonly [string, string],
    [part, whole]: readonly [RowChoice, RowChoice],
    [leastPercent, mostPercent]: readonly [number, number],
  ): BudgetShare => {
    const [partFen, wholeFen] = [sumOfRows(lines, part), sumOfRows(lines, whole)];
    const isBroken =
      exceedsRatio(partFen, wholeFen, mostPercent, 100) ||
      exceedsRatio(wholeFen - partFen, wholeFen, 100 - leastPercent, 100);
    const percent = percentOf(partFen, wholeFen);
    return { id, rule, part, whole, partFen, wholeFen, percent, leastPercent, mostPercent, isBroken };
  };
  const { minSelfRaisedPercent: least, maxLabourPercent, maxAdminPercent } = rules;
  const own: RowChoice = { sources: ['SELF_RAISED'], categories: [] };
  return [
    share(['grant', rules.limitRule], [GRANT, ALL], [0, rules.maxGrantPercent]),
    ...(least > 0 ? [share(['self-raised', 'R-BU-01'], [own, ALL], [least, 100])] : []),
    share(['labour', 'R-BU-03'], [paidFor(['LABOUR']), GRANT], [0, maxLabourPercent]),
    share(
      ['admin', 'R-BU-04'],
      [paidFor(['ADMIN']), GRANT],
      [0, rules.managementFeeAllowed ? maxAdminPercent : 0],
    ),
    ...rules.shares.map(({ rule, categories, leastPercent, mostPercent }) =>
      share(
        [`share-${categories.join('-')}`, rule],
        [paidFor(categories), GRANT],
        [leastPercent, mostPercent],
      ),
    ),
  ];
}
