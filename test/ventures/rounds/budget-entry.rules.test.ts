import { describe, expect, test } from '@jest/globals';
import {
  type BudgetRulesEntry,
  budgetRulesOf,
  withBudgetRules,
  withPreset,
} from '../../../src/ventures/rounds/budget-entry.rules.js';
import {
  type BudgetRules,
  findingsInBudgetRules,
  SERVICE_CONTRACT_SHARES,
  STANDARD_BUDGET_RULES,
} from '../../../src/ventures/rounds/budget-limits.rules.js';
import { outlineOf } from '../../../src/ventures/rounds/form-editor.rules.js';
import { aSetup } from './setup.js';

/** The entry that stands for some rules, as the page shows them. */
function entryOf(rules: BudgetRules): BudgetRulesEntry {
  return {
    ...rules,
    limitRule: rules.limitRule === 'R-BU-02' ? 'R-BU-02' : 'R-BU-01',
    unitCaps: rules.unitCaps.map((cap) => ({ ...cap, remove: false })),
    forbiddenItems: rules.forbiddenItems.map(({ kind, reason, words, except }) => ({
      kind,
      reasonZh: reason.zh,
      reasonEn: reason.en,
      words: words.join(' '),
      except: except.join('、'),
      remove: false,
    })),
    shares: rules.shares.map(({ categories: [category = 'TAX', other], leastPercent, mostPercent }) => ({
      category,
      ...(other ? { other } : {}),
      leastPercent,
      mostPercent,
      remove: false,
    })),
  };
}

const SETUP = aSetup();
const save = (change: Partial<BudgetRulesEntry>): string[] => {
  const outcome = withBudgetRules(SETUP, { ...entryOf(STANDARD_BUDGET_RULES), ...change });
  return outcome.ok ? [] : outcome.findings.map(({ code, field }) => `${code} ${field ?? ''}`);
};

describe('the budget rules as entered (R-BU-01 to R-BU-15)', () => {
  test.each<[string, BudgetRules]>([
    ['the standard', STANDARD_BUDGET_RULES],
    ['50% and 100,000', withPreset(STANDARD_BUDGET_RULES, 'R-BU-02')],
    ['a contract for services', withPreset(STANDARD_BUDGET_RULES, 'R-BU-15')],
  ])('%s comes back from its fields as it was', (_, rules) => {
    expect(budgetRulesOf(entryOf(rules))).toEqual(rules);
    expect(findingsInBudgetRules(rules)).toEqual([]);
  });

  test('presets change their own figures and nothing else', () => {
    const lottery = { ...STANDARD_BUDGET_RULES, lotteryMoney: true };
    expect(withPreset(lottery, 'R-BU-02')).toEqual({
      ...lottery,
      limitRule: 'R-BU-02',
      maxGrantFen: 100_000_00,
      maxGrantPercent: 50,
    });
    expect(withPreset(lottery, 'R-BU-15')).toMatchObject({
      shares: SERVICE_CONTRACT_SHARES,
      lotteryMoney: true,
    });
    expect(withPreset(lottery, 'STANDARD')).toEqual(STANDARD_BUDGET_RULES);
  });

  const cap = { category: 'MEETING', seniority: 'ANY', dayFen: 400_00, remove: false } as const;
  const share = { category: 'ACTIVITY', leastPercent: 10, mostPercent: 15, remove: false } as const;
  test.each<[string, Partial<BudgetRulesEntry>, string[]]>([
    ['the standard', {}, []],
    ['a ceiling equal to the pot', { maxGrantFen: SETUP.potFen }, []],
    ['one fen above it', { maxGrantFen: SETUP.potFen + 1 }, ['round-ceiling-over-pot maxGrantFen']],
    ['101 per cent', { maxLabourPercent: 101 }, ['budget-rules-percent maxLabourPercent']],
    [
      'a wrong row behind one that goes: told where it stands on the page',
      { unitCaps: [{ ...cap, remove: true }, cap, { ...cap, laterFromDay: 1 }] },
      ['budget-rules-unit-cap unitCaps[2][dayFen]'],
    ],
    [
      'a share upside down',
      {
        shares: [
          { ...share, remove: true },
          { ...share, leastPercent: 16 },
        ],
      },
      ['budget-rules-percent shares[1][leastPercent]'],
    ],
    [
      'a word of one character',
      { forbiddenItems: [{ kind: 'ALWAYS', reasonZh: '车', reasonEn: 'car', words: '车', remove: false }] },
      ['budget-rules-words forbiddenItems[0][words]'],
    ],
    [
      'pay of at least 70% beside labour of 50%',
      { shares: [{ ...share, category: 'LABOUR', leastPercent: 70, mostPercent: 100 }] },
      ['budget-rules-contradict maxLabourPercent'],
    ],
  ])('%s', (_, change, expected) => {
    expect(save(change)).toEqual(expected);
  });

  test('lottery money brings its statement into the form, and takes it along (R-BU-12)', () => {
    const has = (setup: typeof SETUP): boolean =>
      outlineOf(setup.form).some(({ question }) => question.code === 'lottery-mark');
    const on = withBudgetRules(SETUP, { ...entryOf(STANDARD_BUDGET_RULES), lotteryMoney: true });
    if (!on.ok) throw new Error('refused');
    expect([has(SETUP), has(on.value), on.value.rules.lotteryMoney]).toEqual([false, true, true]);
    const off = withBudgetRules(on.value, entryOf(STANDARD_BUDGET_RULES));
    expect(off.ok && has(off.value)).toBe(false);
    expect(on.value.rules.criteria).toBe(SETUP.rules.criteria);
  });
});
