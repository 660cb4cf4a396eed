import { describe, expect, test } from '@jest/globals';
import {
  BUDGET_RULES_BEFORE,
  type BudgetRules,
  budgetRulesFrom,
  budgetSentences,
  findingsInBudgetRules,
  forbiddenItemsOf,
  SERVICE_CONTRACT_SHARES,
  STANDARD_BUDGET_RULES,
  STANDARD_FORBIDDEN_ITEMS,
} from '../../../src/ventures/rounds/budget-limits.rules.js';
import { roundRulesFrom } from '../../../src/ventures/rounds/round.rules.js';

const fieldsOf = (change: Partial<BudgetRules>): string[] =>
  findingsInBudgetRules({ ...STANDARD_BUDGET_RULES, ...change }).map(
    ({ code, field }) => `${code} ${field ?? ''}`,
  );
const [cap, word, share] = [
  {
    rule: 'R-BU-06',
    category: 'MEETING',
    seniority: 'ANY',
    dayFen: 100,
    laterFromDay: 0,
    laterFen: 0,
  } as const,
  { rule: 'R-BU-08', kind: 'ALWAYS', reason: { zh: '某', en: 'x' }, words: ['某物'], except: [] } as const,
  { rule: 'R-BU-15', categories: ['ACTIVITY'], leastPercent: 10, mostPercent: 15 } as const,
];

describe('the parameters of a round (domain.md 3.5)', () => {
  test.each<[string, Partial<BudgetRules>, string[]]>([
    ['the standard', {}, []],
    ['the rules before', BUDGET_RULES_BEFORE, []],
    ['100 per cent', { maxGrantPercent: 100 }, []],
    ['101 per cent', { maxGrantPercent: 101 }, ['budget-rules-percent maxGrantPercent']],
    ['a negative one', { maxLabourPercent: -1 }, ['budget-rules-percent maxLabourPercent']],
    ['half a per cent', { minSelfRaisedPercent: 0.5 }, ['budget-rules-percent minSelfRaisedPercent']],
    ['no grant at all', { maxGrantFen: 0 }, ['budget-rules-ceiling maxGrantFen']],
    ['a grant of no per cent', { maxGrantPercent: 0 }, ['budget-rules-contradict maxGrantPercent']],
    [
      'pay of at least 70% beside labour of at most 50%, and management beside none',
      { shares: SERVICE_CONTRACT_SHARES },
      ['budget-rules-contradict maxLabourPercent', 'budget-rules-contradict maxAdminPercent'],
    ],
    [
      'the same family of rules throughout',
      {
        shares: SERVICE_CONTRACT_SHARES,
        maxLabourPercent: 100,
        managementFeeAllowed: true,
        maxAdminPercent: 15,
      },
      [],
    ],
    [
      'shares that need more than everything',
      {
        shares: [
          { ...share, leastPercent: 60, mostPercent: 70 },
          { ...share, categories: ['MATERIAL'], leastPercent: 41, mostPercent: 50 },
        ],
      },
      ['budget-rules-contradict shares'],
    ],
    [
      'a share upside down',
      { shares: [{ ...share, leastPercent: 16 }] },
      ['budget-rules-percent shares[0][leastPercent]'],
    ],
    [
      'a cap of nothing',
      { unitCaps: [{ ...cap, dayFen: 0 }] },
      ['budget-rules-unit-cap unitCaps[0][dayFen]'],
    ],
    [
      'a later rate above the first',
      { unitCaps: [{ ...cap, laterFromDay: 3, laterFen: 101 }] },
      ['budget-rules-unit-cap unitCaps[0][dayFen]'],
    ],
    [
      'a later rate from the first day',
      { unitCaps: [cap, { ...cap, laterFromDay: 1, laterFen: 50 }] },
      ['budget-rules-unit-cap unitCaps[1][dayFen]'],
    ],
    [
      'a forbidden item without words',
      { forbiddenItems: [{ ...word, words: [] }] },
      ['budget-rules-words forbiddenItems[0][words]'],
    ],
    [
      'one character would hit everything',
      { forbiddenItems: [{ ...word, words: ['车'] }] },
      ['budget-rules-words forbiddenItems[0][words]'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(fieldsOf(change)).toEqual(expected);
  });
});

describe('frozen rounds', () => {
  test('a call frozen under fewer parameters is read with what it asked, and nothing more', () => {
    const frozen = { maxGrantFen: 30_000_00, maxGrantPercent: 55, maxLabourPercent: 40, maxAdminPercent: 10 };
    expect(budgetRulesFrom(frozen)).toEqual({ ...BUDGET_RULES_BEFORE, ...frozen });
    expect(roundRulesFrom(JSON.stringify({ ...frozen, publicityWorkingDays: 7 }))).toMatchObject({
      ...frozen,
      publicityWorkingDays: 7,
      forbiddenItems: [],
      unitCaps: [],
    });
  });

  test('a new one comes back as it was written', () => {
    expect(budgetRulesFrom(JSON.parse(JSON.stringify(STANDARD_BUDGET_RULES)) as BudgetRules)).toEqual(
      STANDARD_BUDGET_RULES,
    );
  });
});

describe('the rules as sentences', () => {
  const ids = (change: Partial<BudgetRules>): string[] =>
    budgetSentences({ ...STANDARD_BUDGET_RULES, ...change }).map(({ id }) => id);

  test('each parameter that asks something has one, with a name of its own', () => {
    const all = ids({
      minSelfRaisedPercent: 40,
      peopleOnServiceLines: true,
      lotteryMoney: true,
      otherPublicMoneyAllowed: false,
      shares: SERVICE_CONTRACT_SHARES,
    });
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(
      expect.arrayContaining([
        'grant',
        'self-raised',
        'labour',
        'admin',
        'people',
        'mark',
        'other-public',
        'share-LABOUR',
      ]),
    );
    expect(all.filter((id) => id.startsWith('forbidden-'))).toHaveLength(STANDARD_FORBIDDEN_ITEMS.length);
    expect(ids(BUDGET_RULES_BEFORE)).toEqual(['grant', 'labour', 'admin']);
  });

  test('what is allowed is not listed as forbidden', () => {
    const kinds = (change: Partial<BudgetRules>): string[] => [
      ...new Set(forbiddenItemsOf({ ...STANDARD_BUDGET_RULES, ...change }).map(({ kind }) => kind)),
    ];
    expect(kinds({})).toEqual(['ALWAYS', 'FIXED_ASSET', 'CASH']);
    expect(kinds({ fixedAssetsAllowed: true, cashToBeneficiariesAllowed: true })).toEqual(['ALWAYS']);
    expect(kinds({ lotteryMoney: true })).toEqual(['ALWAYS', 'FIXED_ASSET', 'CASH', 'LOTTERY']);
  });
});
