import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  BUDGET_CATEGORIES,
  BUDGET_RULES_BEFORE,
  SERVICE_CONTRACT_SHARES,
} from '../../../src/ventures/rounds/budget-limits.rules.js';
import { BUDGET_SOURCES, type BudgetEntry } from '../../../src/ventures/applications/budget.rules.js';
import { budgetLayout, limitsLayout } from '../../../src/ventures/applications/budget-layout.rules.js';
import { budgetShares } from '../../../src/ventures/applications/budget-shares.rules.js';
import { readBudget } from '../../../src/ventures/applications/budget-sheet.rules.js';

describe('the template', () => {
  const line: fc.Arbitrary<BudgetEntry> = fc.record({
    category: fc.constantFrom(...BUDGET_CATEGORIES),
    item: fc.constantFrom('场地', '小计员补贴', '合计 3 次', '=1+1', '-'),
    unitPriceFen: fc.integer({ min: 1, max: 1_000_000_000 }),
    quantity: fc.integer({ min: 1, max: 1_000 }),
    times: fc.integer({ min: 1, max: 10 }),
    people: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
    source: fc.constantFrom(...BUDGET_SOURCES),
    note: fc.constantFrom('', '每人 20 元'),
  });

  test.each(['zh', 'en'] as const)('is read back as it was written, to the fen (%s)', (language) => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        const rows = budgetLayout(lines, language).rows.map((row) =>
          row.flatMap(({ value, span = 1 }) => [
            value === null ? '' : String(value),
            ...Array.from({ length: span - 1 }, () => ''),
          ]),
        );
        expect(readBudget(rows)).toEqual({ lines, findings: [] });
      }),
    );
  });
});

test('totals and their sum are formulas over the cells of their rows', () => {
  const { rows, stickyRows } = budgetLayout([], 'zh');
  expect(stickyRows).toBe(5);
  expect(rows).toHaveLength(105);
  expect(rows[3]?.[1]?.formula).toBe('SUM(G6:G105)');
  expect(rows[5]?.[6]?.formula).toBe('IF(C6="","",ROUND(C6*D6*E6,2))');
  expect(rows[104]?.[6]?.formula).toBe('IF(C105="","",ROUND(C105*D105*E105,2))');
});

test('each limit is reckoned from the rows by source and category, in the words of the sheet', () => {
  const rules = { ...BUDGET_RULES_BEFORE, shares: SERVICE_CONTRACT_SHARES.slice(1, 2) };
  const limits = budgetShares([], rules).map((share) => ({ share, label: share.id, limit: share.rule }));
  const { rows } = limitsLayout(limits, { fen: 500_000_00, label: 'c', limit: 'l' }, 'en');
  const grant = `SUMIFS('Budget'!$G$6:$G$105,'Budget'!$H$6:$H$105,"Grant")`;
  const paid = (category: string): string =>
    `SUMIFS('Budget'!$G$6:$G$105,'Budget'!$H$6:$H$105,"Grant",'Budget'!$A$6:$A$105,"${category}")`;
  expect(rows.map(([label]) => label?.value)).toEqual([
    'Rule',
    'c',
    'grant',
    'labour',
    'admin',
    'share-EXPERT-TRAINING',
  ]);
  expect(rows[1]?.[1]?.formula).toBe(grant);
  expect(rows[1]?.[3]?.formula).toBe(`IF(${grant}<=500000.00,"yes","no")`);
  expect(rows[2]?.[1]?.formula).toBe(
    `IF(SUM('Budget'!$G$6:$G$105)=0,0,ROUND(${grant}/SUM('Budget'!$G$6:$G$105)*100,1))`,
  );
  const two = `(${paid('Experts')}+${paid('Training')})`;
  expect(rows[5]?.[1]?.formula).toBe(`IF(${grant}=0,0,ROUND(${two}/${grant}*100,1))`);
  expect(rows[5]?.[3]?.formula).toContain('*4,ROUND(');
});
