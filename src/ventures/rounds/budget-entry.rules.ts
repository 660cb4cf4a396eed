import { type Fen } from '../../kernel/money.js';
import { accepted, type Finding, type Outcome, refused } from '../../kernel/outcome.js';
import {
  type BudgetCategory,
  type BudgetRules,
  findingsInBudgetRules,
  type ForbiddenItem,
  GRANT_LIMITS,
  SERVICE_CONTRACT_SHARES,
  STANDARD_BUDGET_RULES,
  type UnitCap,
} from './budget-limits.rules.js';
import { withLotteryStatement } from './form-editor.rules.js';
import { type RoundSetup } from './readiness.rules.js';

export const SENIORITIES = ['SENIOR', 'OTHER', 'ANY'] as const;
export const ITEM_KINDS = ['ALWAYS', 'FIXED_ASSET', 'CASH', 'LOTTERY'] as const;
/** Pairs and families of figures known from other calls, to start from. (R-BU-01, R-BU-02, R-BU-15) */
export const BUDGET_PRESETS = ['R-BU-01', 'R-BU-02', 'R-BU-15', 'STANDARD'] as const;
export type BudgetPreset = (typeof BUDGET_PRESETS)[number];

interface RowEntry {
  readonly remove: boolean;
}

/** The budget rules as entered; words stand apart by spaces or commas. */
export interface BudgetRulesEntry {
  readonly limitRule: 'R-BU-01' | 'R-BU-02';
  readonly maxGrantFen: Fen;
  readonly maxGrantPercent: number;
  readonly minSelfRaisedPercent: number;
  readonly maxLabourPercent: number;
  readonly managementFeeAllowed: boolean;
  readonly maxAdminPercent: number;
  readonly fixedAssetsAllowed: boolean;
  readonly cashToBeneficiariesAllowed: boolean;
  readonly otherPublicMoneyAllowed: boolean;
  readonly lotteryMoney: boolean;
  readonly peopleOnServiceLines: boolean;
  readonly unitCaps: readonly (RowEntry & {
    readonly category: BudgetCategory;
    readonly seniority: UnitCap['seniority'];
    readonly dayFen: Fen;
    readonly laterFromDay?: number;
    readonly laterFen?: Fen;
  })[];
  readonly forbiddenItems: readonly (RowEntry & {
    readonly kind: ForbiddenItem['kind'];
    readonly reasonZh: string;
    readonly reasonEn: string;
    readonly words: string;
    readonly except?: string;
  })[];
  readonly shares: readonly (RowEntry & {
    readonly category: BudgetCategory;
    readonly other?: BudgetCategory;
    readonly leastPercent: number;
    readonly mostPercent: number;
  })[];
}

/** From which rule of the domain a kind of forbidden item comes. */
const RULE_OF_ITEM: Record<ForbiddenItem['kind'], string> = {
  ALWAYS: 'R-BU-08',
  FIXED_ASSET: 'R-BU-09',
  CASH: 'R-BU-09',
  LOTTERY: 'R-BU-11',
};

/** The rules that an entry stands for, rows to be removed left out. (R-BU-01 to R-BU-15) */
export function budgetRulesOf(entry: BudgetRulesEntry): BudgetRules {
  const { unitCaps, forbiddenItems, shares, ...figures } = entry;
  return {
    limitRule: figures.limitRule,
    maxGrantFen: figures.maxGrantFen,
    maxGrantPercent: figures.maxGrantPercent,
    minSelfRaisedPercent: figures.minSelfRaisedPercent,
    maxLabourPercent: figures.maxLabourPercent,
    maxAdminPercent: figures.maxAdminPercent,
    managementFeeAllowed: figures.managementFeeAllowed,
    fixedAssetsAllowed: figures.fixedAssetsAllowed,
    cashToBeneficiariesAllowed: figures.cashToBeneficiariesAllowed,
    otherPublicMoneyAllowed: figures.otherPublicMoneyAllowed,
    lotteryMoney: figures.lotteryMoney,
    peopleOnServiceLines: figures.peopleOnServiceLines,
    unitCaps: unitCaps.filter(stays).map(({ category, seniority, dayFen, laterFromDay, laterFen }) => ({
      rule: seniority === 'ANY' ? 'R-BU-06' : 'R-BU-05',
      category,
      seniority,
      dayFen,
      laterFromDay: laterFromDay ?? 0,
      laterFen: laterFen ?? 0,
    })),
    forbiddenItems: forbiddenItems.filter(stays).map(({ kind, reasonZh, reasonEn, words, except = '' }) => ({
      rule: RULE_OF_ITEM[kind],
      kind,
      reason: { zh: reasonZh, en: reasonEn },
      words: wordsIn(words),
      except: wordsIn(except),
    })),
    shares: shares.filter(stays).map(({ category, other, leastPercent, mostPercent }) => ({
      rule: 'R-BU-15',
      categories: other === undefined || other === category ? [category] : [category, other],
      leastPercent,
      mostPercent,
    })),
  };
}

function stays({ remove }: RowEntry): boolean {
  return !remove;
}

function wordsIn(text: string): string[] {
  return text.split(/[\s、，,;；]+/).filter((word) => word !== '');
}

/** The set-up with other budget rules, and with the statement of lottery money where such money pays. (R-BU-12) */
export function withBudgetRules(setup: RoundSetup, entry: BudgetRulesEntry): Outcome<RoundSetup> {
  const rules = budgetRulesOf(entry);
  const findings = [
    ...findingsInBudgetRules(rules),
    ...(rules.maxGrantFen <= setup.potFen ? [] : [{ code: 'round-ceiling-over-pot', field: 'maxGrantFen' }]),
  ];
  if (findings.length > 0) return refused(findings.map((finding) => asEntered(finding, entry)));
  return accepted({
    ...setup,
    rules: { ...setup.rules, ...rules },
    form: withLotteryStatement(setup.form, rules),
  });
}

const ROW = /^(unitCaps|forbiddenItems|shares)\[(\d+)\](.*)$/;

/** A finding at the row as it stands on the page, where rows to be removed still have their places. */
function asEntered(finding: Finding, entry: BudgetRulesEntry): Finding {
  const [, name = '', row = '', rest = ''] = ROW.exec(finding.field ?? '') ?? [];
  if (name !== 'unitCaps' && name !== 'forbiddenItems' && name !== 'shares') return finding;
  const places = entry[name].flatMap((one, i) => (stays(one) ? [i] : []));
  return { ...finding, field: `${name}[${places[Number(row)] ?? 0}]${rest}` };
}

/** The rules with the figures of a preset in place of their own; everything else stays. */
export function withPreset(rules: BudgetRules, preset: BudgetPreset): BudgetRules {
  if (preset === 'STANDARD') return { ...rules, ...STANDARD_BUDGET_RULES };
  if (preset !== 'R-BU-15') return { ...rules, ...GRANT_LIMITS[preset] };
  return {
    ...rules,
    shares: SERVICE_CONTRACT_SHARES,
    maxLabourPercent: 100,
    managementFeeAllowed: true,
    maxAdminPercent: 15,
  };
}
