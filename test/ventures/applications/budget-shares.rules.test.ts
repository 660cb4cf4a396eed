import { expect, test } from '@jest/globals';
import {
  BUDGET_RULES_BEFORE,
  type BudgetRules,
  SERVICE_CONTRACT_SHARES,
} from '../../../src/ventures/rounds/budget-limits.rules.js';
import { type BudgetEntry } from '../../../src/ventures/applications/budget.rules.js';
import { budgetShares, sumOfRows } from '../../../src/ventures/applications/budget-shares.rules.js';

const line = (category: string, source: string, unitPriceFen: number): BudgetEntry => ({
  category,
  source,
  unitPriceFen,
  item: 'x',
  quantity: 1,
  times: 1,
});
const told = (lines: readonly BudgetEntry[], rules: Partial<BudgetRules> = {}): string[] =>
  budgetShares(lines, { ...BUDGET_RULES_BEFORE, ...rules }).map(({ id, percent, isBroken }) =>
    [id, percent, isBroken ? 'broken' : 'kept'].join(' '),
  );

test.each<[string, readonly BudgetEntry[], Partial<BudgetRules>, string[]]>([
  ['nothing yet', [], {}, ['grant 0.0 kept', 'labour 0.0 kept', 'admin 0.0 kept']],
  [
    'R-BU-01 at the cap',
    [line('ACTIVITY', 'GRANT', 60_00), line('ACTIVITY', 'SELF_RAISED', 40_00)],
    {},
    ['grant 60.0 kept', 'labour 0.0 kept', 'admin 0.0 kept'],
  ],
  [
    'R-BU-01 one fen above: shown as 60.0, told as broken',
    [line('ACTIVITY', 'GRANT', 60_01), line('ACTIVITY', 'SELF_RAISED', 40_00)],
    {},
    ['grant 60.0 broken', 'labour 0.0 kept', 'admin 0.0 kept'],
  ],
  [
    'own money: other public money does not count',
    [line('ACTIVITY', 'GRANT', 50_00), line('ACTIVITY', 'OTHER_PUBLIC', 50_00)],
    { minSelfRaisedPercent: 40 },
    ['grant 50.0 kept', 'self-raised 0.0 broken', 'labour 0.0 kept', 'admin 0.0 kept'],
  ],
  [
    'R-BU-03 and R-BU-04: pay from own money is free, a fee from the grant is not allowed',
    [
      line('LABOUR', 'GRANT', 30_00),
      line('ADMIN', 'GRANT', 1),
      line('ACTIVITY', 'GRANT', 29_99),
      line('LABOUR', 'SELF_RAISED', 40_00),
    ],
    {},
    ['grant 60.0 kept', 'labour 50.0 kept', 'admin 0.0 broken'],
  ],
  [
    'R-BU-15',
    [line('LABOUR', 'GRANT', 69_99), line('ACTIVITY', 'GRANT', 15_00), line('ADMIN', 'GRANT', 15_01)],
    {
      maxGrantPercent: 100,
      maxLabourPercent: 100,
      managementFeeAllowed: true,
      maxAdminPercent: 20,
      shares: SERVICE_CONTRACT_SHARES,
    },
    [
      'grant 100.0 kept',
      'labour 70.0 kept',
      'admin 15.0 kept',
      'share-LABOUR 70.0 broken',
      'share-EXPERT-TRAINING 0.0 broken',
      'share-ACTIVITY-MATERIAL 15.0 kept',
      'share-ADMIN 15.0 broken',
    ],
  ],
])('%s', (_, lines, rules, expected) => {
  expect(told(lines, rules)).toEqual(expected);
});

test('sums choose by source and category, and an empty choice is everything', () => {
  const lines = [line('TAX', 'GRANT', 1), line('TAX', 'SELF_RAISED', 20), line('ADMIN', 'GRANT', 300)];
  expect(sumOfRows(lines, { sources: [], categories: [] })).toBe(321);
  expect(sumOfRows(lines, { sources: ['GRANT'], categories: ['TAX'] })).toBe(1);
});
