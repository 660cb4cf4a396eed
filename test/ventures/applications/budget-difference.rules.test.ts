import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { budgetDifference } from '../../../src/ventures/applications/budget-difference.rules.js';
import { type BudgetEntry, totalsOf } from '../../../src/ventures/applications/budget.rules.js';

const line = (item: string, more: Partial<BudgetEntry> = {}): BudgetEntry => ({
  category: 'ACTIVITY',
  item,
  unitPriceFen: 100,
  quantity: 1,
  times: 1,
  source: 'GRANT',
  ...more,
});
const told = (before: BudgetEntry[], after: BudgetEntry[]): string[] =>
  budgetDifference(before, after).rows.map(({ kind, before: old, after: now, fields, byFen }) =>
    [kind, (now ?? old)?.item, fields.join(','), byFen].join(' ').replace(/ +/g, ' '),
  );

describe('the difference of two budgets (D6)', () => {
  test.each<[string, BudgetEntry[], BudgetEntry[], string[]]>([
    ['nothing changed', [line('甲'), line('乙')], [line('甲'), line('乙')], []],
    ['another order', [line('甲'), line('乙')], [line('乙'), line('甲')], []],
    ['an empty note is no note', [line('甲')], [line('甲', { note: '', people: null })], []],
    ['a row more', [line('甲')], [line('甲'), line('乙')], ['ADDED 乙 100']],
    ['a row less', [line('甲'), line('乙')], [line('乙')], ['REMOVED 甲 -100']],
    ['a price', [line('甲')], [line('甲', { unitPriceFen: 150 })], ['CHANGED 甲 unitPriceFen 50']],
    [
      'times and source',
      [line('甲')],
      [line('甲', { times: 3, source: 'SELF_RAISED' })],
      ['CHANGED 甲 times,source 200'],
    ],
    ['another category', [line('甲')], [line('甲', { category: 'TRAINING' })], ['CHANGED 甲 category 0']],
    [
      'two of a name, one of them changed',
      [line('甲'), line('甲', { quantity: 2 })],
      [line('甲'), line('甲', { quantity: 3 })],
      ['CHANGED 甲 quantity 100'],
    ],
    ['a new name is a new row', [line('甲')], [line('乙')], ['ADDED 乙 100', 'REMOVED 甲 -100']],
  ])('%s', (_name, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  test('the changes of the rows add up to the change of the whole', () => {
    const budget = fc.array(
      fc.record({
        item: fc.constantFrom('甲', '乙', '丙'),
        category: fc.constantFrom('ACTIVITY', 'LABOUR'),
        unitPriceFen: fc.integer({ min: 1, max: 3 }),
        quantity: fc.integer({ min: 1, max: 3 }),
        times: fc.constant(1),
        source: fc.constantFrom('GRANT', 'SELF_RAISED'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(budget, budget, (before, after) => {
        const { rows, byFen, grantByFen } = budgetDifference(before, after);
        expect(rows.reduce((all, one) => all + one.byFen, 0)).toBe(byFen);
        expect(byFen).toBe(totalsOf(after).all - totalsOf(before).all);
        expect(grantByFen).toBe(totalsOf(after).grant - totalsOf(before).grant);
      }),
    );
  });
});
