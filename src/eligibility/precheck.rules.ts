import { addDays, type CalendarDay } from '../kernel/calendar.js';
import { type OrganizationType } from '../kernel/credit-code.js';
import { type Asked, CRITERIA, criteriaOn, DEFAULT_PARAMETERS, IN_GENERAL } from './criteria.rules.js';
import {
  type Change,
  type Condition,
  type CriteriaSet,
  type Criterion,
  type Declaration,
  type EligibilityFacts,
  type Purpose,
} from './criterion.rules.js';
import { lastYearDue, REASONS } from './judge.rules.js';
import { NO_REQUEST } from './request.rules.js';
import { earliestDay } from './remedy.rules.js';
import { leavesOf, type Verdict } from './verdict.rules.js';

export const REGISTRATIONS = ['REGISTERED', 'PREPARING'] as const;
export const LISTINGS = ['never', 'now', 'left'] as const;
export const TYPES: readonly OrganizationType[] = ['ASSOCIATION', 'SERVICE_INSTITUTION', 'FOUNDATION'];

/** What a visitor answers; with a code only statements and staff count, the rest is on public record. */
export interface PrecheckAnswers {
  readonly registered?: string;
  readonly type?: string;
  readonly established?: CalendarDay;
  readonly abnormal?: string;
  readonly abnormalLeft?: CalendarDay;
  readonly serious?: string;
  readonly seriousLeft?: CalendarDay;
  readonly penalty?: CalendarDay;
  readonly major: boolean;
  /** Day of a failed inspection that is not rectified. */
  readonly inspection?: CalendarDay;
  readonly annualPassed: boolean;
  readonly breach?: CalendarDay;
  readonly statements: readonly string[];
  readonly staff?: number;
  readonly abnormalYears?: number;
  readonly seriousYears?: number;
  readonly majorYears?: number;
  readonly breachYears?: number;
}

type Stated = Pick<EligibilityFacts, 'declared' | 'staff'>;

/** What was ticked counts as stated; what was not ticked is open, not denied. */
function statedIn({ statements, staff }: PrecheckAnswers): Stated {
  const declared = Object.fromEntries(
    statements.map((what): [Declaration, boolean] => [what as Declaration, true]),
  );
  return { declared, staff: staff ?? null };
}

/** The facts that plain answers stand for on a day. */
export function factsFromAnswers(answers: PrecheckAnswers, on: CalendarDay): EligibilityFacts {
  const stay = (
    list: 'ABNORMAL' | 'SERIOUS',
    said: string | undefined,
    left: CalendarDay | undefined,
  ): EligibilityFacts['stays'] => {
    if (said !== 'now' && said !== 'left') return [];
    const removedOn = said === 'left' ? (left ?? on) : null;
    return [{ id: list, list, listedOn: addDays(removedOn ?? on, -1), removedOn }];
  };
  const { penalty, inspection, breach } = answers;
  const year = lastYearDue(on);
  return {
    status: answers.registered === 'PREPARING' ? 'PREPARING' : 'REGISTERED',
    establishedOn: answers.established ?? on,
    type: (answers.type ?? 'SERVICE_INSTITUTION') as OrganizationType,
    stays: [
      ...stay('ABNORMAL', answers.abnormal, answers.abnormalLeft),
      ...stay('SERIOUS', answers.serious, answers.seriousLeft),
    ],
    penalties:
      penalty === undefined
        ? []
        : [
            {
              id: 'penalty',
              decidedOn: penalty,
              kind: answers.major ? 'SUSPENSION' : 'WARNING',
              fineFen: null,
            },
          ],
    reportYears: [],
    inspections: inspection === undefined ? [] : [{ id: 'inspection', on: inspection, passed: false }],
    annual: answers.annualPassed
      ? [year, year - 1].map((one) => ({ year: one, passed: true, record: null }))
      : [],
    request: { ...NO_REQUEST, breaches: breach === undefined ? [] : [{ id: 'breach', on: breach }] },
    grades: [],
    flags: [],
    ...statedIn(answers),
  };
}

/**
 * Of what the engine knows only what anybody may see: published records by their id, stays on the public lists, grades
 * and the register. Stop flags and statements are not public; in their place stands what the visitor ticked.
 */
export function publicFacts(
  facts: EligibilityFacts,
  visible: { readonly records: ReadonlySet<string>; readonly stays: ReadonlySet<string> },
  answers: PrecheckAnswers,
): EligibilityFacts {
  const shown = ({ id }: { readonly id: string }): boolean => visible.records.has(id);
  const annual = (facts.annual ?? []).filter(({ record }) => record !== null && visible.records.has(record));
  return {
    status: facts.status,
    establishedOn: facts.establishedOn,
    ...(facts.type === undefined ? {} : { type: facts.type }),
    stays: facts.stays.filter(({ id }) => visible.stays.has(id)),
    // Until when it is shown and whether it can be repaired follow from its class, which is not public.
    penalties: facts.penalties
      .filter(shown)
      .map(({ id, decidedOn, kind, fineFen }) => ({ id, decidedOn, kind, fineFen })),
    reportYears: annual.map(({ year }) => year),
    inspections: facts.inspections.filter(shown),
    annual,
    grades: facts.grades,
    flags: [],
    ...statedIn(answers),
  };
}

/** What only the bureau can tell: stop flags, and until when a penalty is shown; of a body by its code also breaches. */
const HIDDEN: readonly Condition['kind'][] = ['NO_FLAG', 'NO_OPEN_RECORD'];

/** The criteria of the day without those that public facts cannot judge. */
export function publicCriteria(
  purpose: Purpose,
  on: CalendarDay,
  answers: PrecheckAnswers & { readonly code?: string },
): CriteriaSet {
  const usual = DEFAULT_PARAMETERS;
  const asked: Asked = {
    ...IN_GENERAL,
    parameters: {
      ...usual,
      abnormalYears: answers.abnormalYears ?? usual.abnormalYears,
      seriousYears: answers.seriousYears ?? usual.seriousYears,
      majorYears: answers.majorYears ?? usual.majorYears,
      breachYears: answers.breachYears ?? usual.breachYears,
    },
  };
  const set = criteriaOn(CRITERIA, purpose, on, asked);
  return {
    ...set,
    criteria: without(answers.code === undefined ? HIDDEN : [...HIDDEN, 'NO_BREACH'], set.criteria),
  };
}

function without(hidden: readonly Condition['kind'][], criterion: Criterion): Criterion {
  if (!('all' in criterion)) return criterion;
  return {
    all: criterion.all.filter((one) => !('condition' in one) || !hidden.includes(one.condition.kind)),
  };
}

/** The answer as data for the same address with `.json`; nothing that names a record. */
export function precheckFacts(
  { verdict, fix, set }: { verdict: Verdict; fix: readonly Change[] | null; set: CriteriaSet },
  organization: { readonly creditCode: string; readonly name: string } | null,
): object {
  return {
    purpose: verdict.purpose,
    on: verdict.on,
    organization,
    outcome: verdict.outcome,
    criteriaFrom: set.from,
    criteria: leavesOf(verdict.proof).map(({ rule, source, article, condition, outcome }) => ({
      code: REASONS[condition.kind],
      rule,
      source,
      article: article ?? null,
      condition,
      outcome,
    })),
    fix:
      fix?.map((change) => Object.fromEntries(Object.entries(change).filter(([name]) => name !== 'id'))) ??
      null,
    earliest: fix === null ? null : earliestDay(fix, verdict.on),
  };
}
