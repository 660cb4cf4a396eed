import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readable } from '../../../src/platform/i18n/translator.js';
import { budgetExamples } from '../../../src/ventures/applications/budget-examples.rules.js';
import { withPreset } from '../../../src/ventures/rounds/budget-entry.rules.js';
import {
  BUDGET_RULES_BEFORE,
  type BudgetRules,
  STANDARD_BUDGET_RULES,
} from '../../../src/ventures/rounds/budget-limits.rules.js';

const NONE: BudgetRules = { ...BUDGET_RULES_BEFORE, maxLabourPercent: 100 };
const lines = (rules: BudgetRules): string[] =>
  budgetExamples(rules).map(({ rule, text, refused }) =>
    [rule, readable('zh-CN', text), refused === null ? '通过' : readable('zh-CN', { finding: refused })].join(
      ' | ',
    ),
  );

describe('what the figures do at their edges (domain.md 3.5)', () => {
  test('800,000, 900,000 and 600,000 asked, as the domain has them', () => {
    expect(lines(NONE).slice(0, 3)).toEqual([
      'R-BU-01 | 总预算 800,000.00 元，申请资助 500,000.00 元 | 申请资助占预算 62.5%，超过上限 60%（R-BU-01）',
      'R-BU-01 | 总预算 900,000.00 元，申请资助 500,000.00 元 | 通过',
      'R-BU-01 | 总预算 1,000,000.00 元，申请资助 600,000.00 元 | 申请资助 600,000.00 元，超过上限 500,000.00 元（R-BU-01）',
    ]);
  });

  test('the alternative of 50% and 100,000 (R-BU-02)', () => {
    expect(lines(withPreset(NONE, 'R-BU-02')).slice(0, 3)).toEqual([
      'R-BU-02 | 总预算 180,000.00 元，申请资助 100,000.00 元 | 申请资助占预算 55.6%，超过上限 50%（R-BU-02）',
      'R-BU-02 | 总预算 200,000.00 元，申请资助 100,000.00 元 | 通过',
      'R-BU-02 | 总预算 240,000.00 元，申请资助 120,000.00 元 | 申请资助 120,000.00 元，超过上限 100,000.00 元（R-BU-02）',
    ]);
  });

  test('every rule with a number is shown at its edge and one fen beyond', () => {
    const rules = {
      ...withPreset(STANDARD_BUDGET_RULES, 'R-BU-15'),
      minSelfRaisedPercent: 20,
      maxLabourPercent: 80,
    };
    const shown = budgetExamples(rules);
    const verdicts = (rule: string): boolean[] =>
      shown.filter((one) => one.rule === rule).map(({ refused }) => refused === null);
    expect(lines(rules).filter((one) => one.includes('自筹'))).toEqual([
      'R-BU-01 | 总预算 100,000.00 元，自筹 20,000.00 元 | 通过',
      expect.stringMatching(/^R-BU-01 \| 总预算 100,000.00 元，自筹 19,999.99 元 \| 自筹/),
    ]);
    expect(lines(rules).filter((one) => one.startsWith('R-BU-03'))).toEqual([
      'R-BU-03 | 资助 100,000.00 元，其中人员补贴 80,000.00 元 | 通过',
      'R-BU-03 | 资助 100,000.00 元，其中人员补贴 80,000.01 元 | 人员补贴占资助 80.0%，超过上限 80%（R-BU-03）',
    ]);
    expect(verdicts('R-BU-04')).toEqual([true, false]);
    expect(lines(rules).filter((one) => one.startsWith('R-BU-05'))[0]).toBe(
      'R-BU-05 | 专家补贴（高级职称）：1 人 3 天，合计 1,200.00 元 | 通过',
    );
    expect(verdicts('R-BU-05')).toEqual([true, false, true, false]);
    expect(verdicts('R-BU-06')).toEqual([true, false, true, false]);
    // Pay has no upper edge at 100 per cent; the others have both.
    expect(verdicts('R-BU-15')).toEqual([
      false,
      true,
      true,
      ...[1, 2, 3].flatMap(() => [false, true, true, false]),
    ]);
  });

  test('no management fee: one fen of it is refused', () => {
    expect(lines(STANDARD_BUDGET_RULES)).toContain(
      'R-BU-04 | 资助 100,000.00 元，其中管理费用 0.01 元 | 不得从资助中列支管理费（R-BU-04）',
    );
  });

  test('whatever the figures: the sentences can be read, and the ceiling is met and passed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 100_000_000_00 }),
        fc.integer({ min: 1, max: 100 }),
        (most, percent) => {
          const rules = { ...NONE, maxGrantFen: most, maxGrantPercent: percent };
          const grant = budgetExamples(rules).filter(({ rule }) => rule === 'R-BU-01');
          expect(lines(rules).length).toBeGreaterThan(2);
          expect(grant.at(-2)?.refused).toBeNull();
          expect(grant.at(-1)?.refused?.code).toBe('budget-over-ceiling');
          expect(grant.slice(0, -2).map(({ refused }) => refused?.code)).toEqual(
            grant.slice(0, -2).map(() => 'budget-over-ratio'),
          );
        },
      ),
    );
  });
});
