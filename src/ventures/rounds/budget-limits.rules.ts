import { type Fen, yuanText } from '../../kernel/money.js';
import { fieldPath, type Finding } from '../../kernel/outcome.js';
import { type Bilingual, type Sentence } from '../../kernel/sentence.js';

/** Categories of a budget; some have caps of their own. (domain.md 3.5) */
export const BUDGET_CATEGORIES = [
  'ACTIVITY',
  'MATERIAL',
  'PUBLICITY',
  'TRANSPORT',
  'EXPERT',
  'TRAINING',
  'MEETING',
  'LABOUR',
  'ADMIN',
  'TAX',
] as const;
export type BudgetCategory = (typeof BUDGET_CATEGORIES)[number];

/** What one person may cost a day; from a later day on it may be less. (R-BU-05, R-BU-06) */
export interface UnitCap {
  readonly rule: string;
  readonly category: BudgetCategory;
  readonly seniority: 'SENIOR' | 'OTHER' | 'ANY';
  readonly dayFen: Fen;
  /** The first day of the lower rate; 0: the rate stays. */
  readonly laterFromDay: number;
  readonly laterFen: Fen;
}

/** What the grant may not pay, known by words in a row; a word of `except` lets the row pass. (R-BU-08, 09, 11) */
export interface ForbiddenItem {
  readonly rule: string;
  /** `ALWAYS`, or only while the round does not allow it, or only for lottery money. */
  readonly kind: 'ALWAYS' | 'FIXED_ASSET' | 'CASH' | 'LOTTERY';
  readonly reason: Bilingual;
  readonly words: readonly string[];
  readonly except: readonly string[];
}

/** The part of the grant that some categories together must and may have. (R-BU-15) */
export interface ShareLimit {
  readonly rule: string;
  readonly categories: readonly BudgetCategory[];
  readonly leastPercent: number;
  readonly mostPercent: number;
}

/** What a round decides a budget by: parameters, since every call has its own. (domain.md 3.5) */
export interface BudgetRules {
  /** R-BU-01 (60 % and 500,000) or R-BU-02 (50 % and 100,000): which rule the two limits of the grant come from. */
  readonly limitRule: string;
  readonly maxGrantFen: Fen;
  /** Per cent of the whole budget. */
  readonly maxGrantPercent: number;
  /** Per cent of the whole budget; other public money does not count as raised by oneself. */
  readonly minSelfRaisedPercent: number;
  /** Per cent of the grant. */
  readonly maxLabourPercent: number;
  /** Per cent of the grant, where a management fee is allowed at all. */
  readonly maxAdminPercent: number;
  readonly managementFeeAllowed: boolean;
  readonly fixedAssetsAllowed: boolean;
  readonly cashToBeneficiariesAllowed: boolean;
  readonly otherPublicMoneyAllowed: boolean;
  readonly lotteryMoney: boolean;
  readonly peopleOnServiceLines: boolean;
  readonly unitCaps: readonly UnitCap[];
  readonly forbiddenItems: readonly ForbiddenItem[];
  readonly shares: readonly ShareLimit[];
}

const cap = (rule: string, category: BudgetCategory, day: Fen, more: Partial<UnitCap> = {}): UnitCap => ({
  rule,
  category,
  seniority: 'ANY',
  dayFen: day,
  laterFromDay: 0,
  laterFen: 0,
  ...more,
});

export const STANDARD_UNIT_CAPS: readonly UnitCap[] = [
  cap('R-BU-05', 'EXPERT', 500_00, { seniority: 'SENIOR', laterFromDay: 3, laterFen: 200_00 }),
  cap('R-BU-05', 'EXPERT', 300_00, { seniority: 'OTHER', laterFromDay: 3, laterFen: 200_00 }),
  cap('R-BU-06', 'TRAINING', 350_00),
  cap('R-BU-06', 'MEETING', 400_00),
];

const item = (
  [rule, kind]: readonly [string, ForbiddenItem['kind']],
  [zh, en]: readonly [string, string],
  words: string,
  except = '',
): ForbiddenItem => ({ rule, kind, reason: { zh, en }, words: split(words), except: split(except) });
const split = (list: string): string[] => list.split(' ').filter((word) => word !== '');
const RENTED = '租 借用 乘';

export const STANDARD_FORBIDDEN_ITEMS: readonly ForbiddenItem[] = [
  item(
    ['R-BU-08', 'ALWAYS'],
    ['房屋和基本建设', 'buildings'],
    '房屋建设 建房 购房 房屋购置 基本建设 基建 土建',
  ),
  item(['R-BU-08', 'ALWAYS'], ['罚款和滞纳金', 'fines'], '罚款 罚金 滞纳金 违约金'),
  item(['R-BU-08', 'ALWAYS'], ['偿还债务', 'debts'], '偿还债务 还债 还贷 归还借款 贷款利息'),
  item(['R-BU-08', 'ALWAYS'], ['投资', 'investment'], '投资 理财 股票 入股'),
  item(['R-BU-08', 'ALWAYS'], ['购置车辆', 'cars'], '购车 购买车辆 车辆购置 轿车 汽车', RENTED),
  item(['R-BU-08', 'ALWAYS'], ['与项目无关的捐赠', 'unrelated donations'], '对外捐赠 捐赠支出 赞助支出'),
  item(
    ['R-BU-09', 'FIXED_ASSET'],
    ['固定资产和装修', 'fixed assets and fitting out'],
    '固定资产 装修 空调 电脑 计算机 打印机 复印机 投影仪 家具',
    `${RENTED} 维修 耗材`,
  ),
  item(
    ['R-BU-09', 'CASH'],
    ['向服务对象发放现金或慰问品', 'cash or comfort goods for beneficiaries'],
    '慰问金 慰问品 红包 现金 补助金 救助金 购物卡 代金券',
  ),
  item(['R-BU-11', 'LOTTERY'], ['出国（境）', 'foreign trips'], '出国 出境 境外'),
  item(['R-BU-11', 'LOTTERY'], ['招待', 'hospitality'], '招待 宴请 烟酒'),
  item(
    ['R-BU-11', 'LOTTERY'],
    ['违规发放的奖金和福利', 'irregular pay'],
    '奖金 福利费 过节费 节日补贴',
    '奖金税',
  ),
  item(['R-BU-11', 'LOTTERY'], ['营利活动', 'profit-making'], '营利 商业经营'),
];

/** Pay at least 70 %, supervision and training 3–4 %, activities and management 10–15 % each. (R-BU-15) */
export const SERVICE_CONTRACT_SHARES: readonly ShareLimit[] = [
  { rule: 'R-BU-15', categories: ['LABOUR'], leastPercent: 70, mostPercent: 100 },
  { rule: 'R-BU-15', categories: ['EXPERT', 'TRAINING'], leastPercent: 3, mostPercent: 4 },
  { rule: 'R-BU-15', categories: ['ACTIVITY', 'MATERIAL'], leastPercent: 10, mostPercent: 15 },
  { rule: 'R-BU-15', categories: ['ADMIN'], leastPercent: 10, mostPercent: 15 },
];

/** The two pairs of limits known from other cities. (R-BU-01, R-BU-02) */
export const GRANT_LIMITS = {
  'R-BU-01': { limitRule: 'R-BU-01', maxGrantFen: 500_000_00, maxGrantPercent: 60 },
  'R-BU-02': { limitRule: 'R-BU-02', maxGrantFen: 100_000_00, maxGrantPercent: 50 },
} as const;

/** What a call asked before these parameters existed: the shares, and no management fee. */
export const BUDGET_RULES_BEFORE: BudgetRules = {
  ...GRANT_LIMITS['R-BU-01'],
  minSelfRaisedPercent: 0,
  maxLabourPercent: 50,
  maxAdminPercent: 10,
  managementFeeAllowed: false,
  fixedAssetsAllowed: true,
  cashToBeneficiariesAllowed: true,
  otherPublicMoneyAllowed: true,
  lotteryMoney: false,
  peopleOnServiceLines: false,
  unitCaps: [],
  forbiddenItems: [],
  shares: [],
};

/** What a new round starts from. (R-BU-01 to R-BU-09) */
export const STANDARD_BUDGET_RULES: BudgetRules = {
  ...BUDGET_RULES_BEFORE,
  fixedAssetsAllowed: false,
  cashToBeneficiariesAllowed: false,
  unitCaps: STANDARD_UNIT_CAPS,
  forbiddenItems: STANDARD_FORBIDDEN_ITEMS,
};

/** The budget rules in a frozen round's JSON; what an older round did not ask, it still does not ask. */
export function budgetRulesFrom<T extends Partial<BudgetRules>>(frozen: T): T & BudgetRules {
  return { ...BUDGET_RULES_BEFORE, ...frozen };
}

/** The forbidden items that count in a round with these permissions. */
export function forbiddenItemsOf(rules: BudgetRules): readonly ForbiddenItem[] {
  const inForce: Record<ForbiddenItem['kind'], boolean> = {
    ALWAYS: true,
    FIXED_ASSET: !rules.fixedAssetsAllowed,
    CASH: !rules.cashToBeneficiariesAllowed,
    LOTTERY: rules.lotteryMoney,
  };
  return rules.forbiddenItems.filter(({ kind }) => inForce[kind]);
}

/** What is wrong with the parameters themselves: out of range, or asking what no budget can fulfil. */
export function findingsInBudgetRules(rules: BudgetRules): Finding[] {
  const percents = [
    'maxGrantPercent',
    'minSelfRaisedPercent',
    'maxLabourPercent',
    'maxAdminPercent',
  ] as const;
  const isPercent = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 100;
  const contradiction = (field: string): Finding => ({ code: 'budget-rules-contradict', field });
  const asksMore = (category: BudgetCategory, most: number): boolean =>
    rules.shares.some(
      ({ categories, leastPercent }) =>
        categories.length === 1 && categories[0] === category && leastPercent > most,
    );
  const least = rules.shares.reduce((all, { leastPercent }) => all + leastPercent, 0);
  const adminCap = rules.managementFeeAllowed ? rules.maxAdminPercent : 0;
  return [
    ...percents
      .filter((name) => !isPercent(rules[name]))
      .map((field) => ({ code: 'budget-rules-percent', field })),
    ...(rules.maxGrantFen > 0 ? [] : [{ code: 'budget-rules-ceiling', field: 'maxGrantFen' }]),
    ...(rules.maxGrantPercent === 0 ? [contradiction('maxGrantPercent')] : []),
    ...(asksMore('LABOUR', rules.maxLabourPercent) ? [contradiction('maxLabourPercent')] : []),
    ...(asksMore('ADMIN', adminCap) ? [contradiction('maxAdminPercent')] : []),
    ...(least > 100 ? [contradiction('shares')] : []),
    ...rules.shares.flatMap(({ leastPercent, mostPercent }, i) =>
      isPercent(leastPercent) && isPercent(mostPercent) && leastPercent <= mostPercent
        ? []
        : [{ code: 'budget-rules-percent', field: fieldPath('shares', i, 'leastPercent') }],
    ),
    ...rules.unitCaps.flatMap(({ dayFen, laterFromDay, laterFen }, i) =>
      dayFen > 0 && (laterFromDay === 0 || (laterFromDay > 1 && laterFen >= 0 && laterFen <= dayFen))
        ? []
        : [{ code: 'budget-rules-unit-cap', field: fieldPath('unitCaps', i, 'dayFen') }],
    ),
    ...rules.forbiddenItems.flatMap(({ words }, i) =>
      words.length > 0 && words.every((word) => word.trim().length > 1)
        ? []
        : [{ code: 'budget-rules-words', field: fieldPath('forbiddenItems', i, 'words') }],
    ),
  ];
}

/** A rule in plain words, with a name that stays the same from round to round. */
export interface NamedSentence {
  readonly id: string;
  readonly rule: string;
  readonly text: Sentence;
}

const line = (id: string, rule: string, name: string, args?: Sentence['args']): NamedSentence => ({
  id,
  rule,
  text: { key: `ventures.budget-rules.${name}`, ...(args ? { args } : {}) },
});
const category = (one: BudgetCategory): Sentence => ({ key: `ventures.budget.categories.${one}` });

/** The budget rules of a round as sentences: for the call, and for telling two rounds apart. */
export function budgetSentences(rules: BudgetRules): readonly NamedSentence[] {
  const when = (is: boolean, one: NamedSentence): NamedSentence[] => (is ? [one] : []);
  return [
    line('grant', rules.limitRule, 'grant', {
      percent: rules.maxGrantPercent,
      most: yuanText(rules.maxGrantFen),
    }),
    ...when(
      rules.minSelfRaisedPercent > 0,
      line('self-raised', 'R-BU-01', 'self-raised', { percent: rules.minSelfRaisedPercent }),
    ),
    line('labour', 'R-BU-03', 'labour', { percent: rules.maxLabourPercent }),
    rules.managementFeeAllowed
      ? line('admin', 'R-BU-04', 'admin', { percent: rules.maxAdminPercent })
      : line('admin', 'R-BU-04', 'no-admin'),
    ...rules.unitCaps.map((one) =>
      line(`cap-${one.category}-${one.seniority}`, one.rule, one.laterFromDay === 0 ? 'cap' : 'cap-later', {
        category: category(one.category),
        seniority: { key: `ventures.budget-rules.seniority.${one.seniority}` },
        day: yuanText(one.dayFen),
        ...(one.laterFromDay === 0 ? {} : { from: one.laterFromDay, later: yuanText(one.laterFen) }),
      }),
    ),
    ...when(rules.peopleOnServiceLines, line('people', 'R-BU-07', 'people')),
    ...forbiddenItemsOf(rules).map(({ rule, reason }) =>
      line(`forbidden-${rule}-${reason.zh}`, rule, 'forbidden', { reason }),
    ),
    ...when(rules.lotteryMoney, line('mark', 'R-BU-12', 'mark')),
    ...rules.shares.map(({ rule, categories, leastPercent, mostPercent }) =>
      line(`share-${categories.join('-')}`, rule, categories.length === 1 ? 'share' : 'share-two', {
        category: category(categories[0] ?? 'ACTIVITY'),
        ...(categories[1] === undefined ? {} : { other: category(categories[1]) }),
        least: leastPercent,
        most: mostPercent,
      }),
    ),
    ...when(!rules.otherPublicMoneyAllowed, line('other-public', 'R-EL-08', 'no-other-public')),
  ];
}
