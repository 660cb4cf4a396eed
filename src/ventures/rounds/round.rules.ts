import { DEFAULT_PARAMETERS, type GrantParameters } from '../../eligibility/criteria.rules.js';
import { type Fen } from '../../kernel/money.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { actorOf, type SignedIn } from '../../kernel/viewer.js';
import { type BudgetRules, budgetRulesFrom, STANDARD_BUDGET_RULES } from './budget-limits.rules.js';
import { defaultLevels } from './default-levels.rules.js';
import { type Criterion, type RankingMethod } from '../../review/ranking.rules.js';

/** What notices, objections and panels call a round. */
export const ROUND_SUBJECT = 'round';

export const ROUND_STATUSES = [
  'DRAFT',
  'OPEN',
  'CLOSED',
  'REVIEWING',
  'RESULT_PUBLICITY',
  'AWARDED',
  'RUNNING',
  'CLOSED_OUT',
  'ARCHIVED',
] as const;
export type RoundStatus = (typeof ROUND_STATUSES)[number];
export type RoundAction =
  'publish' | 'close' | 'review' | 'award' | 'settle' | 'run' | 'closeOut' | 'archive';

/** The life of a round. (domain.md 3.1) */
export const ROUND_LIFE: TransitionTable<RoundStatus, RoundAction> = {
  DRAFT: { publish: { to: 'OPEN', by: 'round.publish' } },
  OPEN: { close: { to: 'CLOSED', by: 'round.close' } },
  CLOSED: { review: { to: 'REVIEWING', by: 'application.screen' } },
  REVIEWING: { award: { to: 'RESULT_PUBLICITY', by: 'award.confirm' } },
  RESULT_PUBLICITY: { settle: { to: 'AWARDED', by: 'round.close' } },
  AWARDED: { run: { to: 'RUNNING', by: 'round.close' } },
  RUNNING: { closeOut: { to: 'CLOSED_OUT', by: 'round.close' } },
  CLOSED_OUT: { archive: { to: 'ARCHIVED', by: 'round.close' } },
  ARCHIVED: {},
};

export const FIELDS = [
  'ELDERLY',
  'DISABILITY',
  'CHILD_YOUTH',
  'RELIEF',
  'COMMUNITY',
  'CAPACITY',
  'OTHER',
] as const;
export type VentureField = (typeof FIELDS)[number];

/** Everything a round decides by: parameters, not constants, frozen with the call. (domain.md 3.5, 3.6) */
export interface RoundRules extends BudgetRules {
  readonly maxPerOrganization: number;
  readonly criteria: readonly Criterion[];
  readonly method: RankingMethod;
  readonly tieRule: { readonly zh: string; readonly en: string };
  readonly publicityWorkingDays: number;
  /** What the call sets for itself of the eligibility criteria; a round from before that has the usual values. (R-CR-22) */
  readonly eligibility?: GrantParameters;
}

/** What an officer enters for a round. Money in fen, instants in UTC. */
export interface RoundEntry {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly potFen: Fen;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly graceMinutes: number;
  readonly maxGrantFen: Fen;
  readonly maxGrantPercent: number;
  readonly maxLabourPercent: number;
  readonly panelSize: number;
  readonly passLine: number;
  readonly publicityWorkingDays: number;
  /** Look-back in years; absent where the call keeps the usual ones. (R-CR-22) */
  readonly abnormalYears?: number;
  readonly seriousYears?: number;
  readonly majorYears?: number;
  readonly breachYears?: number;
  readonly excludeLastWinner?: boolean;
  readonly criteria: readonly { readonly code: string; readonly points: number }[];
}

const criterion = (
  code: string,
  points: number,
  texts: readonly [nameZh: string, nameEn: string, anchorZh: string, anchorEn: string],
): Criterion => ({
  code,
  points,
  nameZh: texts[0],
  nameEn: texts[1],
  anchorZh: texts[2],
  anchorEn: texts[3],
  levels: defaultLevels(code, points),
});

/** The default rubric of domain.md 3.6; 100 points. */
export const DEFAULT_CRITERIA: readonly Criterion[] = [
  criterion('need', 20, [
    '需求与受益人群',
    'Need and beneficiaries',
    '有调查数据证明需求，受益人群界定清楚，覆盖面合理',
    'Need shown by evidence, group well defined, sensible coverage',
  ]),
  criterion('feasibility', 25, [
    '方案设计与可行性',
    'Design and feasibility',
    '目标可衡量，活动与目标对应，进度与风险安排具体',
    'Measurable goals, activities that fit them, concrete timetable and risks',
  ]),
  criterion('innovation', 10, [
    '创新性',
    'Innovation',
    '方法或机制在本地有新意并说明理由',
    'A method or mechanism new to the place, with reasons',
  ]),
  criterion('capacity', 15, [
    '组织与团队能力',
    'Capacity of organization and team',
    '有同类项目经验，团队专业，治理规范',
    'Track record, professional team, sound governance',
  ]),
  criterion('budget', 15, [
    '预算合理性',
    'Budget',
    '预算与活动一一对应，自筹比例与人均成本合理',
    'Budget follows the activities; own share and unit cost are reasonable',
  ]),
  criterion('benefit', 15, [
    '社会效益与可持续性',
    'Social benefit and sustainability',
    '成效可验证，项目结束后有延续安排',
    'Verifiable outcomes and a plan for what comes after',
  ]),
];

export const TIE_RULE = {
  zh: '总分相同时，依次比较“方案设计与可行性”“需求与受益人群”的平均分；仍相同的，按公布批次时已承诺的随机种子与申报编号的 SHA-256 值由小到大排序（任何人可复算）。不比较提交时间。',
  en: 'Equal totals are ordered by the mean of “design and feasibility”, then “need and beneficiaries”; if still equal, by the SHA-256 value of the seed committed to at publication and the application number, lowest first (anybody can repeat it). Time of submission never counts.',
} as const;

/** The rules that an entry stands for; texts of criteria come from the default rubric, what it does not say from `budget`. */
export function rulesOf(entry: RoundEntry, budget: BudgetRules = STANDARD_BUDGET_RULES): RoundRules {
  const criteria = entry.criteria.map(({ code, points }) => {
    const known = DEFAULT_CRITERIA.find((one) => one.code === code);
    return { ...(known ?? { code, nameZh: code, nameEn: code, anchorZh: '', anchorEn: '' }), points };
  });
  return {
    ...budget,
    maxGrantFen: entry.maxGrantFen,
    maxGrantPercent: entry.maxGrantPercent,
    maxLabourPercent: entry.maxLabourPercent,
    maxPerOrganization: 1,
    criteria,
    method: {
      panelSize: entry.panelSize,
      dropHighLowFrom: 5,
      passLine: entry.passLine,
      tieCriteria: ['feasibility', 'need'],
      leastCards: Math.min(3, entry.panelSize),
    },
    tieRule: TIE_RULE,
    publicityWorkingDays: entry.publicityWorkingDays,
    eligibility: parametersOf(entry),
  };
}

/** The rules in a round's JSON. A call frozen under fewer parameters is read as it was published; its bytes stay. */
export function roundRulesFrom(json: string): RoundRules {
  return budgetRulesFrom(JSON.parse(json) as Omit<RoundRules, keyof BudgetRules> & Partial<BudgetRules>);
}

function parametersOf(entry: RoundEntry): GrantParameters {
  const usual = DEFAULT_PARAMETERS;
  return {
    abnormalYears: entry.abnormalYears ?? usual.abnormalYears,
    seriousYears: entry.seriousYears ?? usual.seriousYears,
    majorYears: entry.majorYears ?? usual.majorYears,
    breachYears: entry.breachYears ?? usual.breachYears,
    mostPerRound: usual.mostPerRound,
    excludeLastWinner: entry.excludeLastWinner ?? usual.excludeLastWinner,
  };
}

/** The eligibility parameters of a round, frozen with its rules. */
export function eligibilityOf({ eligibility }: RoundRules): GrantParameters {
  return eligibility ?? DEFAULT_PARAMETERS;
}

/**
 * The one clock of the deadline: a save or submission counts when the server's time is before `closesAt` plus the
 * published grace, the end exclusive. (security.md T9, C72)
 */
export function isOpenAt(
  round: { opensAt: string; closesAt: string; graceMinutes: number; status: RoundStatus },
  now: string,
): boolean {
  return round.status === 'OPEN' && now >= round.opensAt && now < openUntil(round);
}

/** The end of the call with its grace, exclusive; until then who applied is sealed. (security.md C12) */
export function openUntil(round: { closesAt: string; graceMinutes: number }): string {
  return new Date(Date.parse(round.closesAt) + round.graceMinutes * 60_000).toISOString();
}

export function roundOpened(
  viewer: SignedIn,
  number: string,
  data: { rulesHash: string; potFen: Fen; opensAt: string; closesAt: string; graceMinutes: number },
  drawSeed: string,
): PublicAct {
  return { type: 'round.opened', by: actorOf(viewer), ref: number, data, hidden: { drawSeed } };
}
