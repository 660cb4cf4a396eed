import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type BudgetEntry,
  costPerBeneficiary,
  findingsInBudget,
  groupsOf,
  LOTTERY_MARK,
  servesOlderPeople,
  totalOfLine,
  totalsOf,
} from '../../../src/ventures/applications/budget.rules.js';
import {
  BUDGET_CATEGORIES,
  BUDGET_RULES_BEFORE,
  type BudgetRules,
  GRANT_LIMITS,
  SERVICE_CONTRACT_SHARES,
  STANDARD_BUDGET_RULES,
} from '../../../src/ventures/rounds/budget-limits.rules.js';

const STANDARD = STANDARD_BUDGET_RULES;
/** A row over so many fen, paid by the grant unless it says otherwise. */
const row = (fen: number, more: Partial<BudgetEntry> = {}): BudgetEntry => ({
  category: 'ACTIVITY',
  item: '主题活动',
  unitPriceFen: fen,
  quantity: 1,
  times: 1,
  source: 'GRANT',
  ...more,
});
const own = (fen: number): BudgetEntry =>
  row(fen, { source: 'SELF_RAISED', category: 'MATERIAL', item: '物资' });
const yuan = (amount: number): number => amount * 100;
const found = (
  lines: readonly BudgetEntry[],
  rules: Partial<BudgetRules> = {},
  statements: string[] = [],
): string[] =>
  findingsInBudget(lines, { ...STANDARD, ...rules }, { statements }).map(
    ({ code, field }) => `${code} ${field ?? ''}`,
  );
/** Enough of one's own money that no share of the grant matters. */
const PLENTY = own(yuan(1_000_000));

describe('the limits of the grant (R-BU-01, R-BU-02, R-EL-09)', () => {
  test('800,000 with 500,000 asked is 62.5%: refused by ratio', () => {
    expect(findingsInBudget([row(yuan(500_000)), own(yuan(300_000))], STANDARD)).toEqual([
      { code: 'budget-over-ratio', field: 'lines', args: { percent: '62.5', most: 60, rule: 'R-BU-01' } },
    ]);
  });

  test.each<[string, number, number, string[]]>([
    ['900,000 with 500,000 asked is accepted', 500_000_00, 400_000_00, []],
    ['one fen above the ceiling is refused', 500_000_01, 400_000_00, ['budget-over-ceiling lines']],
    [
      '1,000,000 with 600,000 asked is exactly 60% and over the ceiling',
      600_000_00,
      400_000_00,
      ['budget-over-ceiling lines'],
    ],
    ['exactly 60% is accepted', 300_000_00, 200_000_00, []],
    ['60% and one fen of grant is refused', 300_000_01, 200_000_00, ['budget-over-ratio lines']],
    ['60% and one fen less of own money is refused', 300_000_00, 199_999_99, ['budget-over-ratio lines']],
    [
      'both limits are told at once',
      600_000_00,
      300_000_00,
      ['budget-over-ceiling lines', 'budget-over-ratio lines'],
    ],
  ])('%s', (_name, grant, selfRaised, expected) => {
    expect(found([row(grant), own(selfRaised)])).toEqual(expected);
  });

  test.each<[number, number, string[]]>([
    [100_000_00, 100_000_00, []],
    [100_000_01, 100_000_01, ['budget-over-ceiling lines']],
    [50_000_00, 50_000_00, []],
    [50_000_01, 50_000_00, ['budget-over-ratio lines']],
  ])('the alternative is 50%% and 100,000: %i and %i fen (R-BU-02)', (grant, selfRaised, expected) => {
    expect(found([row(grant), own(selfRaised)], GRANT_LIMITS['R-BU-02'])).toEqual(expected);
  });

  test('a budget without rows, and one that asks for nothing', () => {
    expect(found([])).toEqual(['budget-empty lines']);
    expect(found([own(100)])).toEqual(['budget-no-grant lines']);
  });

  test('a row too large to be meant is told before anything is added up', () => {
    expect(found([row(1_000_000_000_00)], { maxGrantPercent: 100, maxGrantFen: 1_000_000_000_00 })).toEqual(
      [],
    );
    expect(found([row(1), row(1_000_000_000_01)])).toEqual(['budget-line-too-large lines[1][unitPriceFen]']);
    expect(found([row(1e11, { quantity: 100_000, times: 10_000 })])).toEqual([
      'budget-line-too-large lines[0][unitPriceFen]',
    ]);
  });
});

describe('own money and other public money are apart (domain.md 3.5)', () => {
  const public_ = (fen: number): BudgetEntry => row(fen, { source: 'OTHER_PUBLIC' });

  test.each<[string, BudgetEntry[], string[]]>([
    ['40% raised by oneself', [row(60_00), own(40_00)], []],
    ['one fen less', [row(60_00), own(39_99), public_(1)], ['budget-self-raised-short lines']],
    ['other public money in its stead', [row(60_00), public_(40_00)], ['budget-self-raised-short lines']],
  ])('at least 40%%: %s', (_name, lines, expected) => {
    expect(found(lines, { minSelfRaisedPercent: 40 })).toEqual(expected);
  });

  test('other public money is refused at its row where the call does not allow it (R-EL-08)', () => {
    const lines = [row(60_00), own(30_00), public_(10_00)];
    expect(found(lines)).toEqual([]);
    expect(found(lines, { otherPublicMoneyAllowed: false })).toEqual([
      'budget-other-public lines[2][source]',
    ]);
    expect(totalsOf(lines)).toEqual({
      all: 100_00,
      grant: 60_00,
      selfRaised: 30_00,
      otherPublic: 10_00,
      labour: 0,
      admin: 0,
    });
  });
});

describe('labour and management (R-BU-03, R-BU-04, R-BU-10, R-BU-15)', () => {
  const labour = (fen: number): BudgetEntry => row(fen, { category: 'LABOUR', item: '志愿者补贴' });
  const admin = (fen: number): BudgetEntry => row(fen, { category: 'ADMIN', item: '管理费' });

  test('half of the grant for labour, and one fen above, told at its largest row', () => {
    expect(found([row(100_00), labour(40_00), labour(60_00), PLENTY])).toEqual([]);
    expect(found([row(100_00), labour(40_00), labour(60_01), PLENTY])).toEqual([
      'budget-labour-over-ratio lines[2][unitPriceFen]',
    ]);
  });

  test('labour paid by oneself is nobody else’s matter', () => {
    expect(found([row(100_00), { ...labour(500_00), source: 'SELF_RAISED' }])).toEqual([]);
  });

  test('no management fee from the grant; where it is allowed, up to its share and not a fen more', () => {
    expect(found([row(90_00), admin(10_00), PLENTY])).toEqual(['budget-management-fee lines[1][category]']);
    expect(found([row(90_00), { ...admin(10_00), source: 'SELF_RAISED' }, PLENTY])).toEqual([]);
    const allowed = { managementFeeAllowed: true, maxAdminPercent: 10 };
    expect(found([row(90_00), admin(10_00), PLENTY], allowed)).toEqual([]);
    expect(found([row(90_00), admin(10_01), PLENTY], allowed)).toEqual([
      'budget-admin-over-ratio lines[1][unitPriceFen]',
    ]);
  });

  const contract: Partial<BudgetRules> = {
    managementFeeAllowed: true,
    maxAdminPercent: 15,
    maxLabourPercent: 100,
    unitCaps: [],
    shares: SERVICE_CONTRACT_SHARES,
  };
  const service = (pay: number, training: number, activity: number, management: number): BudgetEntry[] => [
    labour(pay),
    row(training, { category: 'TRAINING', item: '督导' }),
    row(activity),
    admin(management),
    PLENTY,
  ];
  test.each<[string, BudgetEntry[], string[]]>([
    ['at its own limits', service(73_00, 3_00, 12_00, 12_00), []],
    ['with 70% pay', service(70_00, 4_00, 13_00, 13_00), []],
    [
      'with one fen less pay',
      service(69_99, 4_00, 13_00, 13_01),
      ['budget-share-below lines[0][unitPriceFen]'],
    ],
    [
      'with one fen too much supervision',
      service(70_00, 4_01, 13_00, 12_99),
      ['budget-share-above lines[1][unitPriceFen]'],
    ],
    [
      'with one fen too little supervision',
      service(74_00, 2_99, 11_50, 11_51),
      ['budget-share-below lines[1][unitPriceFen]'],
    ],
    ['with 15% activities', service(71_00, 4_00, 15_00, 10_00), []],
    [
      'with one fen more of them',
      service(71_00, 3_99, 15_01, 10_00),
      ['budget-share-above lines[2][unitPriceFen]'],
    ],
    ['with 10% activities and 15% management', service(71_00, 4_00, 10_00, 15_00), []],
    [
      'with one fen less of activities',
      service(72_01, 4_00, 9_99, 14_00),
      ['budget-share-below lines[2][unitPriceFen]'],
    ],
    [
      'with one fen more of management',
      service(71_00, 3_99, 10_00, 15_01),
      ['budget-admin-over-ratio lines[3][unitPriceFen]', 'budget-share-above lines[3][unitPriceFen]'],
    ],
    [
      'with one fen less of management',
      service(73_01, 4_00, 13_00, 9_99),
      ['budget-share-below lines[3][unitPriceFen]'],
    ],
  ])('a service contract %s', (_name, lines, expected) => {
    expect(found(lines, contract)).toEqual(expected);
  });

  test('three groups: programme with pay inside, administration, taxes', () => {
    expect(groupsOf([row(5), labour(7), admin(2), row(1, { category: 'TAX' }), own(3)])).toEqual({
      programme: 15,
      administration: 2,
      taxes: 1,
    });
  });
});

describe('what a person may cost a day (R-BU-05, R-BU-06)', () => {
  const expert = (price: number, quantity: number, times: number, item = '专家授课'): BudgetEntry =>
    row(price, { category: 'EXPERT', item, quantity, times });
  const perHead = (
    category: string,
    fen: number,
    people: number | null,
    item = '骨干培训：场地',
  ): BudgetEntry => row(fen, { category, item, times: 2, people });
  const over = (i: number): string[] => [`budget-over-unit-cap lines[${i}][unitPriceFen]`];

  test.each<[string, BudgetEntry, string[]]>([
    ['300 for one day', expert(300_00, 1, 1), []],
    ['one fen more', expert(300_01, 1, 1), over(0)],
    ['500 for a senior title', expert(500_00, 1, 1, '专家（高级职称）'), []],
    ['one fen more', expert(500_01, 1, 1, '专家（高级职称）'), over(0)],
    ['a professor is senior', expert(500_00, 2, 2, '教授讲座'), []],
    ['three days of a senior at 400 are 500 + 500 + 200', expert(400_00, 1, 3, '高级专家'), []],
    ['one fen a day more', expert(400_01, 1, 3, '高级专家'), over(0)],
    ['four days of another at 250 are 300 + 300 + 200 + 200', expert(250_00, 1, 4), []],
    ['one fen a day more', expert(250_01, 1, 4), over(0)],
    ['ten experts for a day', expert(300_00, 10, 1), []],
  ])('experts: %s', (_name, line, expected) => {
    expect(found([line, PLENTY])).toEqual(expected);
  });

  test.each<[string, number, number]>([
    ['TRAINING', 350_00, 30],
    ['MEETING', 400_00, 12],
  ])('%s: all costs for a person and day', (category, cap, people) => {
    const [hall, meals] = [
      perHead(category, 1_500_00, people),
      (fen: number) => perHead(category, fen, people, '骨干培训:餐费'),
    ];
    const rest = cap * people - 1_500_00;
    expect(found([hall, meals(rest), PLENTY])).toEqual([]);
    expect(found([hall, meals(rest + 1), PLENTY])).toEqual(over(1));
    // Another training has its own people and days.
    expect(found([hall, meals(rest), perHead(category, cap, 1, '第二次培训'), PLENTY])).toEqual([]);
  });

  test('a training that does not say for how many is asked', () => {
    expect(found([perHead('TRAINING', 100, null), PLENTY])).toEqual([
      'budget-people-missing lines[0][people]',
    ]);
    expect(found([perHead('TRAINING', 100, 0), PLENTY])).toEqual(['budget-people-missing lines[0][people]']);
  });

  test('services list their people where the call asks (R-BU-07), and the cost for each is exact', () => {
    expect(found([row(100), PLENTY], { peopleOnServiceLines: true })).toEqual([
      'budget-people-missing lines[0][people]',
    ]);
    expect(found([row(100, { people: 20 }), PLENTY], { peopleOnServiceLines: true })).toEqual([]);
    expect(costPerBeneficiary(100_00, 3)).toBe(33_33);
    expect(costPerBeneficiary(100_00, 6)).toBe(16_67);
    expect(costPerBeneficiary(1, 2)).toBe(1);
    expect(costPerBeneficiary(100_00, 0)).toBeNull();
    expect(costPerBeneficiary(100_00, null)).toBeNull();
  });
});

describe('what the grant does not pay (R-BU-08, R-BU-09, R-BU-11, R-BU-12)', () => {
  const item = (text: string, more: Partial<BudgetEntry> = {}): BudgetEntry[] => [
    row(100, { item: text, ...more }),
    PLENTY,
  ];
  const no = ['budget-forbidden-item lines[0][item]'];

  test.each<[string, Partial<BudgetRules>, string[]]>([
    ['购车', {}, no],
    ['汽车租赁', {}, []],
    ['偿还债务', {}, no],
    ['场地 投 资', {}, no],
    ['罚款', { fixedAssetsAllowed: true }, no],
    ['空调', {}, no],
    ['空调', { fixedAssetsAllowed: true }, []],
    ['投影仪租用', {}, []],
    ['春节慰问品', {}, no],
    ['春节慰问品', { cashToBeneficiariesAllowed: true }, []],
    ['招待费', {}, []],
    ['招待费', { lotteryMoney: true }, no],
    ['境外考察', { lotteryMoney: true }, no],
    ['主题活动', { lotteryMoney: true }, []],
  ])('%s %j', (text, rules, expected) => {
    expect(found(item(text), rules, [LOTTERY_MARK])).toEqual(expected);
  });

  test('the finding names the word and the rule, also when it stands in the note', () => {
    expect(findingsInBudget(item('设备', { note: '购置打印机1台' }), STANDARD)).toEqual([
      { code: 'budget-forbidden-item', field: 'lines[0][item]', args: { word: '打印机', rule: 'R-BU-09' } },
    ]);
  });

  test('own money may pay for it', () => {
    expect(found([row(100), row(100, { item: '空调', source: 'SELF_RAISED' })])).toEqual([]);
  });

  test('lottery money asks for the mark (R-BU-12)', () => {
    expect(found(item('主题活动'), { lotteryMoney: true })).toEqual(['budget-lottery-mark lines']);
  });

  test('half of a lottery pot serves older people, to the fen (R-BU-13)', () => {
    expect(
      servesOlderPeople([
        { field: 'ELDERLY', fen: 50 },
        { field: 'OTHER', fen: 50 },
      ]),
    ).toBe(true);
    expect(
      servesOlderPeople([
        { field: 'ELDERLY', fen: 50 },
        { field: null, fen: 51 },
      ]),
    ).toBe(false);
    expect(servesOlderPeople([])).toBe(true);
  });
});

describe('sums', () => {
  const anyRow = fc.record({
    category: fc.constantFrom(...BUDGET_CATEGORIES),
    item: fc.constant('活动'),
    unitPriceFen: fc.integer({ min: 1, max: 1_000_000 }),
    quantity: fc.integer({ min: 1, max: 500 }),
    times: fc.integer({ min: 1, max: 60 }),
    people: fc.option(fc.integer({ min: 1, max: 500 })),
    source: fc.constantFrom('GRANT', 'SELF_RAISED', 'OTHER_PUBLIC'),
  });

  test('the sources add up to the whole, and so do the three groups', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (lines) => {
        const { all, grant, selfRaised, otherPublic } = totalsOf(lines);
        expect(grant + selfRaised + otherPublic).toBe(all);
        const { programme, administration, taxes } = groupsOf(lines);
        expect(programme + administration + taxes).toBe(all);
      }),
    );
  });

  test('the verdict on ratio and ceiling is what whole numbers say', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 100 }),
        (lines, percent) => {
          const codes = found(lines, { maxGrantPercent: percent }).map((one) => one.split(' ')[0]);
          const sum = (list: BudgetEntry[]): bigint =>
            list.reduce((all, line) => all + BigInt(totalOfLine(line)), 0n);
          const grant = sum(lines.filter(({ source }) => source === 'GRANT'));
          expect(codes.includes('budget-over-ratio')).toBe(grant * 100n > sum(lines) * BigInt(percent));
          expect(codes.includes('budget-over-ceiling')).toBe(grant > 50_000_000n);
        },
      ),
    );
  });

  test('a round from before the parameters asks only what it asked then', () => {
    const lines = [
      row(100, { item: '空调' }),
      row(100, { category: 'TRAINING' }),
      row(900_00, { category: 'EXPERT' }),
      PLENTY,
    ];
    expect(findingsInBudget(lines, BUDGET_RULES_BEFORE)).toEqual([]);
    expect(findingsInBudget(lines, STANDARD)).toHaveLength(3);
  });
});
