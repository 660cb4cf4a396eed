import { addYears, type CalendarDay } from '../kernel/calendar.js';
import { type Finding, type FindingArgument } from '../kernel/outcome.js';
import { type ListKind, SERIOUS_FINE } from '../credit/lists/credit-list.rules.js';
import { type PenaltyKind } from '../credit/records/record.rules.js';
import { type OrganizationStatus } from '../organizations/organization.rules.js';

/** What a body asks for; each purpose has its own criteria. */
export const PURPOSES = ['GRANT', 'FUNCTION', 'INCUBATION'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** All that the engine knows of a body; gathered by one query, frozen with every verdict. */
export interface EligibilityFacts {
  readonly status: OrganizationStatus;
  readonly establishedOn: CalendarDay;
  readonly stays: readonly {
    readonly id: string;
    readonly list: ListKind;
    readonly listedOn: CalendarDay;
    readonly removedOn: CalendarDay | null;
  }[];
  readonly penalties: readonly {
    readonly id: string;
    readonly decidedOn: CalendarDay;
    readonly kind: PenaltyKind | null;
    readonly fineFen: number | null;
  }[];
  /** Years whose annual report is on record. */
  readonly reportYears: readonly number[];
  /** Conclusions of inspections; a failed one that was rectified counts as passed. */
  readonly inspections: readonly {
    readonly id: string;
    readonly on: CalendarDay;
    readonly passed: boolean;
  }[];
  readonly grades: readonly {
    readonly value: string;
    readonly from: CalendarDay;
    readonly to: CalendarDay | null;
  }[];
  /** What the body says of itself; what it has not said needs a look by a person. */
  readonly declared: Readonly<Partial<Record<Declaration, boolean>>>;
}

export const DECLARATIONS = [
  'own-funds',
  'separate-accounts',
  'party-organization',
  'too-few-party-members',
  'staff',
  'office',
  'taxes-paid',
] as const;
export type Declaration = (typeof DECLARATIONS)[number];

/** One condition as data. `years: 0` means on the day itself. */
export type Condition =
  | { readonly kind: 'STATUS'; readonly status: OrganizationStatus }
  | { readonly kind: 'REGISTERED_FOR'; readonly years: number }
  | { readonly kind: 'OFF_LIST'; readonly list: ListKind; readonly years: number }
  | { readonly kind: 'NO_PENALTY'; readonly years: number; readonly major: boolean }
  | { readonly kind: 'REPORTS'; readonly count: number }
  | { readonly kind: 'INSPECTIONS'; readonly count: number }
  | { readonly kind: 'GRADE'; readonly least: string }
  | { readonly kind: 'DECLARED'; readonly what: Declaration };

/** A leaf of the tree cites its rule and source; a branch holds all of its parts, or any of them. */
export type Criterion =
  | { readonly rule: string; readonly source: string; readonly condition: Condition }
  | { readonly all: readonly Criterion[] }
  | { readonly any: readonly Criterion[] };

/** A set of criteria as it was in force from a day on. */
export interface CriteriaSet {
  readonly purpose: Purpose;
  readonly from: CalendarDay;
  readonly criteria: Criterion;
}

export type Outcome3 = 'PASS' | 'FAIL' | 'NEEDS_REVIEW';

/** What would change, so that a condition holds. */
export type Change =
  | { readonly kind: 'WAIT_UNTIL'; readonly day: CalendarDay }
  | { readonly kind: 'REGISTER' }
  | { readonly kind: 'LEAVE_LIST'; readonly id: string; readonly list: ListKind }
  | { readonly kind: 'FILE_REPORT'; readonly year: number }
  | { readonly kind: 'RECTIFY'; readonly id: string; readonly on: CalendarDay }
  | { readonly kind: 'OBTAIN_GRADE'; readonly least: string }
  | { readonly kind: 'DECLARE'; readonly what: Declaration };

export interface Judged {
  readonly outcome: Outcome3;
  /** The value used, for the sentence of the page. */
  readonly value: Readonly<Record<string, FindingArgument>>;
  /** The record the value came from, where there is one. */
  readonly record: string | null;
  /** What could mend it; empty when it holds, or when nothing can. */
  readonly changes: readonly Change[];
}

/** Judges one condition on a day; facts in, answer out. */
export function judge(condition: Condition, facts: EligibilityFacts, on: CalendarDay): Judged {
  switch (condition.kind) {
    case 'STATUS':
      return status(condition.status, facts);
    case 'REGISTERED_FOR':
      return since(facts.establishedOn, condition.years, on);
    case 'OFF_LIST':
      return offList(condition, facts, on);
    case 'NO_PENALTY':
      return noPenalty(condition, facts, on);
    case 'REPORTS':
      return reports(condition.count, facts, on);
    case 'INSPECTIONS':
      return inspections(condition.count, facts, on);
    case 'GRADE':
      return grade(condition.least, facts, on);
    case 'DECLARED':
      return declared(condition.what, facts);
  }
}

/** The body and the day after a change. */
export function afterChange(
  change: Change,
  facts: EligibilityFacts,
  on: CalendarDay,
): { facts: EligibilityFacts; on: CalendarDay } {
  switch (change.kind) {
    case 'WAIT_UNTIL':
      return { facts, on: change.day > on ? change.day : on };
    case 'REGISTER':
      return { facts: { ...facts, status: 'REGISTERED' }, on };
    case 'LEAVE_LIST':
      return {
        facts: {
          ...facts,
          stays: facts.stays.map((stay) => (stay.id === change.id ? { ...stay, removedOn: on } : stay)),
        },
        on,
      };
    case 'FILE_REPORT':
      return { facts: { ...facts, reportYears: [...facts.reportYears, change.year] }, on };
    case 'RECTIFY':
      return {
        facts: {
          ...facts,
          inspections: facts.inspections.map((one) =>
            one.id === change.id ? { ...one, passed: true } : one,
          ),
        },
        on,
      };
    case 'OBTAIN_GRADE':
      return {
        facts: { ...facts, grades: [...facts.grades, { value: change.least, from: on, to: null }] },
        on,
      };
    case 'DECLARE':
      return { facts: { ...facts, declared: { ...facts.declared, [change.what]: true } }, on };
  }
}

/** The last year whose report was due before a day: the report on a year is due on 31 May of the next. (domain.md 1.5) */
export function lastYearDue(on: CalendarDay): number {
  const year = Number(on.slice(0, 4));
  return on.slice(5) > '05-31' ? year - 1 : year - 2;
}

/** The refusal a failed condition gives to whoever decides. */
export function findingOf(rule: string, condition: Condition, { value }: Judged): Finding {
  return { code: FINDINGS[condition.kind], args: { rule, ...value } };
}

const FINDINGS: Readonly<Record<Condition['kind'], string>> = {
  STATUS: 'eligibility-status',
  REGISTERED_FOR: 'eligibility-registered-for',
  OFF_LIST: 'eligibility-listed',
  NO_PENALTY: 'eligibility-penalty',
  REPORTS: 'eligibility-reports',
  INSPECTIONS: 'eligibility-inspections',
  GRADE: 'eligibility-grade',
  DECLARED: 'eligibility-declared',
};

const holds = (value: Judged['value'], record: string | null = null): Judged => ({
  outcome: 'PASS',
  value,
  record,
  changes: [],
});
const fails = (value: Judged['value'], record: string | null, changes: readonly Change[]): Judged => ({
  outcome: 'FAIL',
  value,
  record,
  changes,
});

function status(wanted: OrganizationStatus, facts: EligibilityFacts): Judged {
  const value = { status: facts.status, wanted };
  if (facts.status === wanted) return holds(value);
  return fails(
    value,
    null,
    facts.status === 'PREPARING' && wanted === 'REGISTERED' ? [{ kind: 'REGISTER' }] : [],
  );
}

/** Full years since a day, the anniversary itself included. */
function since(day: CalendarDay, years: number, on: CalendarDay): Judged {
  const from = addYears(day, years);
  const value = { years, since: day, from };
  return on >= from ? holds(value) : fails(value, null, [{ kind: 'WAIT_UNTIL', day: from }]);
}

/** A stay counts for so many years after it ended; a body still listed has to leave first. (R-EL-05, R-CR-21, R-CR-22) */
function offList(
  { list, years }: Extract<Condition, { kind: 'OFF_LIST' }>,
  facts: EligibilityFacts,
  on: CalendarDay,
): Judged {
  const against = facts.stays.filter(
    (stay) =>
      stay.list === list &&
      // A listing corrected on its own day never held. (R-CR-15)
      stay.listedOn !== stay.removedOn &&
      stay.listedOn <= on &&
      (stay.removedOn === null || on < clearFrom(stay.removedOn, years)),
  );
  const value = { list, years, since: against.map(({ listedOn }) => listedOn).sort()[0] ?? null };
  if (against.length === 0) return holds(value);
  const open = against.filter(({ removedOn }) => removedOn === null || removedOn > on);
  const last =
    [...against.map(({ removedOn }) => (removedOn === null || removedOn > on ? on : removedOn))]
      .sort()
      .at(-1) ?? on;
  const clear = clearFrom(last, years);
  return fails(value, against[0]?.id ?? null, [
    ...open.map(({ id }): Change => ({ kind: 'LEAVE_LIST', id, list })),
    ...(clear > on ? [{ kind: 'WAIT_UNTIL', day: clear } as const] : []),
  ]);
}

/** The first day on which something that ended on `day` lies the full years back. */
function clearFrom(day: CalendarDay, years: number): CalendarDay {
  return addYears(day, years);
}

function noPenalty(
  { years, major }: Extract<Condition, { kind: 'NO_PENALTY' }>,
  facts: EligibilityFacts,
  on: CalendarDay,
): Judged {
  const against = facts.penalties
    .filter((one) => (!major || isMajor(one)) && one.decidedOn <= on && on < clearFrom(one.decidedOn, years))
    .sort((a, b) => (a.decidedOn < b.decidedOn ? 1 : -1));
  const [newest] = against;
  const value = { years, since: newest?.decidedOn ?? null };
  if (newest === undefined) return holds(value);
  return fails(value, newest.id, [{ kind: 'WAIT_UNTIL', day: clearFrom(newest.decidedOn, years) }]);
}

/** Suspension, revocation, or a fine that is itself a ground of the serious list. (R-EL-05 with R-CR-12) */
function isMajor({ kind, fineFen }: EligibilityFacts['penalties'][number]): boolean {
  return kind === 'SUSPENSION' || kind === 'REVOCATION' || (fineFen ?? 0) >= SERIOUS_FINE;
}

/** The annual reports of the last `count` years that were due; a body owes none for years before it was founded. */
function reports(count: number, facts: EligibilityFacts, on: CalendarDay): Judged {
  const founded = Number(facts.establishedOn.slice(0, 4));
  const due = Array.from({ length: count }, (_, i) => lastYearDue(on) - i).filter((year) => year >= founded);
  const missing = due.filter((year) => !facts.reportYears.includes(year));
  const value = { count, missing: missing.join(', ') };
  return missing.length === 0
    ? holds(value)
    : fails(
        value,
        null,
        missing.map((year): Change => ({ kind: 'FILE_REPORT', year })),
      );
}

function inspections(count: number, facts: EligibilityFacts, on: CalendarDay): Judged {
  const last = facts.inspections
    .filter((one) => one.on <= on)
    .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : a.id < b.id ? -1 : 1))
    .slice(0, count);
  const failed = last.filter(({ passed }) => !passed);
  const value = { count, failed: failed.map((one) => one.on).join(', ') };
  return failed.length === 0
    ? holds(value, last[0]?.id ?? null)
    : fails(
        value,
        failed[0]?.id ?? null,
        failed.map(({ id, on: day }): Change => ({ kind: 'RECTIFY', id, on: day })),
      );
}

/** The grade on the test day; an expired one does not count. (R-GRD-01) */
function grade(least: string, facts: EligibilityFacts, on: CalendarDay): Judged {
  const best = facts.grades
    .filter(({ from, to }) => from <= on && (to === null || on < to))
    .map(({ value }) => value)
    .sort()
    .at(-1);
  const value = { least, grade: best ?? null };
  return best !== undefined && best >= least
    ? holds(value)
    : fails(value, null, [{ kind: 'OBTAIN_GRADE', least }]);
}

/** What a body has said counts; what it has not said a person has to look at. */
function declared(what: Declaration, facts: EligibilityFacts): Judged {
  const said = facts.declared[what];
  if (said === true) return holds({ what });
  return {
    outcome: said === undefined ? 'NEEDS_REVIEW' : 'FAIL',
    value: { what },
    record: null,
    changes: [{ kind: 'DECLARE', what }],
  };
}
