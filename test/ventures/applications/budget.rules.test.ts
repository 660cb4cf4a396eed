import { describe, expect, test } from '@jest/globals';
import { type BudgetEntry, findingsInBudget } from '../../../src/ventures/applications/budget.rules.js';

const rules = { maxGrantFen: 50_000_000, maxGrantPercent: 60, maxLabourPercent: 50 };
const line = (source: string, yuan: number, category = 'ACTIVITY'): BudgetEntry => ({
  category,
  item: 'x',
  unitPriceFen: yuan * 100,
  quantity: 1,
  times: 1,
  source,
});
const codes = (lines: BudgetEntry[]): string[] => findingsInBudget(lines, rules).map(({ code }) => code);

describe('the budget rules of domain.md 3.5', () => {
  test('800,000 with 500,000 asked is 62.5%: refused by ratio', () => {
    expect(findingsInBudget([line('GRANT', 500_000), line('SELF_RAISED', 300_000)], rules)).toMatchObject([
      { code: 'budget-over-ratio', args: { percent: '62.5', most: 60 } },
    ]);
  });

  test('900,000 with 500,000 asked is accepted', () => {
    expect(codes([line('GRANT', 500_000), line('SELF_RAISED', 400_000)])).toEqual([]);
  });

  test('1,000,000 with 600,000 asked is exactly 60% and over the ceiling', () => {
    expect(codes([line('GRANT', 600_000), line('SELF_RAISED', 400_000)])).toEqual(['budget-over-ceiling']);
  });

  test('labour is accepted at half of the grant and refused one fen above (R-BU-03)', () => {
    const half = [line('GRANT', 100), line('GRANT', 100, 'LABOUR'), line('SELF_RAISED', 500)];
    expect(codes(half)).toEqual([]);
    expect(
      codes([
        ...half.slice(0, 1),
        { ...line('GRANT', 100, 'LABOUR'), unitPriceFen: 10_001 },
        ...half.slice(2),
      ]),
    ).toEqual(['budget-labour-over-ratio']);
  });

  test('no management fee from the grant (R-BU-04)', () => {
    expect(
      findingsInBudget([line('GRANT', 100), line('GRANT', 1, 'ADMIN'), line('SELF_RAISED', 200)], rules),
    ).toMatchObject([{ code: 'budget-management-fee', field: 'lines[1][category]' }]);
  });
});
