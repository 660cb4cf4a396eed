import { addDays, addYears, type CalendarDay } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import { SERIOUS_FINE } from '../credit/lists/credit-list.rules.js';
import { type OrganizationStatus } from '../organizations/organization.rules.js';
import {
  type Change,
  type Condition,
  type EligibilityFacts,
  type Judged,
  type Question,
} from './criterion.rules.js';
import { judgeRequest } from './request.rules.js';

type Kind<K extends Condition['kind']> = Extract<Condition, { readonly kind: K }>;
/** One function for each kind of condition: facts in, answer out. */
type Judges = {
  readonly [K in Condition['kind']]: (condition: Kind<K>, facts: EligibilityFacts, on: CalendarDay) => Judged;
};

const JUDGES: Judges = {
  STATUS: ({ status: wanted }, facts) => status(wanted, facts),
  REGISTERED_FOR: ({ years }, facts, on) => since(facts.establishedOn, years, on),
  OFF_LIST: offList,
  NO_PENALTY: noPenalty,
  NO_OPEN_RECORD: (_, facts, on) => noOpenRecord(facts, on),
  REPORTS: ({ count }, facts, on) => reports(count, facts, on),
  ANNUAL: ({ count }, facts, on) => annual(count, facts, on),
  INSPECTIONS: ({ count }, facts, on) => inspections(count, facts, on),
  NO_FAILED_INSPECTION: ({ years }, facts, on) => noFailedInspection(years, facts, on),
  GRADE: ({ least }, facts, on) => grade(least, facts, on),
  STAFF: staff,
  DECLARED: ({ what }, facts) => stated(facts.declared[what], { what }, { kind: 'DECLARE', what }),
  PERSON: ({ what }, facts) => person(what, facts),
  NO_FLAG: noFlag,
  NO_BREACH: ({ years }, facts, on) => noBreach(years, facts, on),
  MOST_PER_ROUND: judgeRequest,
  NOT_LAST_WINNER: judgeRequest,
  WITHIN_CEILING: judgeRequest,
  GRANTS_SETTLED: judgeRequest,
};

/** Judges one condition on a day; facts in, answer out. */
export function judge<K extends Condition['kind']>(
  condition: Kind<K>,
  facts: EligibilityFacts,
  on: CalendarDay,
): Judged {
  return (JUDGES[condition.kind as K] as Judges[K])(condition, facts, on);
}

/** The last year whose report was due before a day: the report on a year is due on 31 May of the next. (domain.md 1.5) */
export function lastYearDue(on: CalendarDay): number {
  const year = Number(on.slice(0, 4));
  return on.slice(5) > '05-31' ? year - 1 : year - 2;
}

/** The refusal that an unmet condition gives to whoever decides. */
export function findingOf(rule: string, condition: Condition, { value }: Judged): Finding {
  return { code: REASONS[condition.kind], args: { rule, ...value } };
}

/** The reason code of each kind of condition; its sentence stands in both catalogues. */
export const REASONS: Readonly<Record<Condition['kind'], string>> = {
  STATUS: 'eligibility-status',
  REGISTERED_FOR: 'eligibility-registered-for',
  OFF_LIST: 'eligibility-listed',
  NO_PENALTY: 'eligibility-penalty',
  NO_OPEN_RECORD: 'eligibility-open-record',
  REPORTS: 'eligibility-reports',
  ANNUAL: 'eligibility-annual',
  INSPECTIONS: 'eligibility-inspections',
  NO_FAILED_INSPECTION: 'eligibility-failed-inspection',
  GRADE: 'eligibility-grade',
  STAFF: 'eligibility-staff',
  DECLARED: 'eligibility-declared',
  PERSON: 'eligibility-person',
  NO_FLAG: 'eligibility-flag',
  NO_BREACH: 'eligibility-breach',
  MOST_PER_ROUND: 'eligibility-most-per-round',
  NOT_LAST_WINNER: 'eligibility-last-winner',
  WITHIN_CEILING: 'eligibility-ceiling',
  GRANTS_SETTLED: 'eligibility-grants-open',
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
const open = (value: Judged['value'], record: string | null, changes: readonly Change[]): Judged => ({
  outcome: 'NEEDS_REVIEW',
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
    (facts.status === 'PREPARING' || facts.status === 'FILED') && wanted === 'REGISTERED'
      ? [{ kind: 'REGISTER' }]
      : [],
  );
}

/** Full years since a day, the anniversary itself included. */
function since(day: CalendarDay, years: number, on: CalendarDay): Judged {
  const from = addYears(day, years);
  const value = { years, since: day, from };
  return on >= from ? holds(value) : fails(value, null, [{ kind: 'WAIT_UNTIL', day: from }]);
}

/** A stay counts for so many years after it ended; a body still listed has to leave first. (R-EL-05, R-CR-21, R-CR-22) */
function offList({ list, years }: Kind<'OFF_LIST'>, facts: EligibilityFacts, on: CalendarDay): Judged {
  const against = facts.stays.filter(
    (stay) =>
      stay.list === list &&
      // A listing corrected on its own day never held. (R-CR-15)
      stay.listedOn !== stay.removedOn &&
      stay.listedOn <= on &&
      (stay.removedOn === null || isWithin(stay.removedOn, years, on)),
  );
  const value = { list, years, since: against.map(({ listedOn }) => listedOn).sort()[0] ?? null };
  if (against.length === 0) return holds(value);
  const still = against.filter(({ removedOn }) => removedOn === null || removedOn > on);
  const last =
    [...against.map(({ removedOn }) => (removedOn === null || removedOn > on ? on : removedOn))]
      .sort()
      .at(-1) ?? on;
  const clear = clearFrom(last, years);
  return fails(value, against[0]?.id ?? null, [
    ...still.map(({ id }): Change => ({ kind: 'LEAVE_LIST', id, list })),
    ...(clear > on ? [{ kind: 'WAIT_UNTIL', day: clear } as const] : []),
  ]);
}

/** The first day on which something that ended on `day` lies the full years back. */
function clearFrom(day: CalendarDay, years: number): CalendarDay {
  return addYears(day, years);
}

/** Whether something that ended on `day` still lies within the full years back. */
function isWithin(day: CalendarDay, years: number, on: CalendarDay): boolean {
  const gap = Number(on.slice(0, 4)) - Number(day.slice(0, 4));
  // The year alone tells of most; only in the year of the anniversary its day has to be reckoned.
  return gap === years ? on < clearFrom(day, years) : gap < years;
}

function noPenalty(
  { years, major, repairable }: Kind<'NO_PENALTY'>,
  facts: EligibilityFacts,
  on: CalendarDay,
): Judged {
  const against = facts.penalties
    .filter((one) => (!major || isMajor(one)) && one.decidedOn <= on && isWithin(one.decidedOn, years, on))
    .sort((a, b) => (a.decidedOn < b.decidedOn ? 1 : -1));
  const [newest] = against;
  const value = { years, since: newest?.decidedOn ?? null };
  if (newest === undefined) return holds(value);
  return fails(value, newest.id, [
    ...(repairable === true ? repairs(against) : []),
    { kind: 'WAIT_UNTIL', day: clearFrom(newest.decidedOn, years) },
  ]);
}

/** Suspension, revocation, or a fine that is itself a ground of the serious list. (R-EL-05 with R-CR-12) */
function isMajor({ kind, fineFen }: EligibilityFacts['penalties'][number]): boolean {
  return kind === 'SUSPENSION' || kind === 'REVOCATION' || (fineFen ?? 0) >= SERIOUS_FINE;
}

function repairs(list: EligibilityFacts['penalties']): readonly Change[] {
  return list.flatMap(({ id, decidedOn, repairableFrom }): Change[] =>
    repairableFrom === null || repairableFrom === undefined
      ? []
      : [{ kind: 'REPAIR', id, on: decidedOn, from: repairableFrom }],
  );
}

/** "No bad credit record": while a penalty is published a person weighs it; it bars by itself only where R-EL-05 says so. (R-EL-06) */
function noOpenRecord(facts: EligibilityFacts, on: CalendarDay): Judged {
  const against = facts.penalties
    .filter(
      ({ decidedOn, shownUntil }) => decidedOn <= on && typeof shownUntil === 'string' && on < shownUntil,
    )
    .sort((a, b) => ((a.shownUntil ?? '') < (b.shownUntil ?? '') ? 1 : -1));
  const [last] = against;
  const value = { since: last?.decidedOn ?? null, until: last?.shownUntil ?? null };
  if (last === undefined) return holds(value);
  return open(value, last.id, [...repairs(against), { kind: 'WAIT_UNTIL', day: last.shownUntil ?? on }]);
}

/** The years whose annual duty has fallen due, newest first; none for years before the body was founded. */
function yearsDue(count: number, facts: EligibilityFacts, on: CalendarDay): readonly number[] {
  const founded = Number(facts.establishedOn.slice(0, 4));
  return Array.from({ length: count }, (_, i) => lastYearDue(on) - i).filter((year) => year >= founded);
}

/** The annual reports of the last `count` years that were due; a body owes none for years before it was founded. */
function reports(count: number, facts: EligibilityFacts, on: CalendarDay): Judged {
  const missing = yearsDue(count, facts, on).filter((year) => !facts.reportYears.includes(year));
  const value = { count, missing: missing.join(', ') };
  return missing.length === 0
    ? holds(value)
    : fails(
        value,
        null,
        missing.map((year): Change => ({ kind: 'FILE_REPORT', year })),
      );
}

/** What the authority concluded on the last annual duties: failed bars, nothing concluded needs a look. (R-EL-06, domain.md 1.5) */
function annual(count: number, facts: EligibilityFacts, on: CalendarDay): Judged {
  const of = (year: number): { readonly passed: boolean | null; readonly record: string | null } =>
    facts.annual?.find((one) => one.year === year) ?? { passed: null, record: null };
  const due = yearsDue(count, facts, on).map((year) => ({ year, ...of(year) }));
  const failed = due.filter(({ passed }) => passed === false);
  const unknown = due.filter(({ passed }) => passed === null);
  const years = (list: typeof due): string => list.map(({ year }) => year).join(', ');
  const value = { count, failed: years(failed), missing: years(unknown) };
  const changes = [
    ...failed.map(({ year }): Change => ({ kind: 'RECTIFY_ANNUAL', year })),
    ...unknown.map(({ year }): Change => ({ kind: 'FILE_REPORT', year })),
  ];
  if (failed.length > 0) return fails(value, failed[0]?.record ?? null, changes);
  return unknown.length > 0 ? open(value, null, changes) : holds(value, due[0]?.record ?? null);
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

/** No failed inspection within the years, rectified ones aside. (domain.md 5.2) */
function noFailedInspection(years: number, facts: EligibilityFacts, on: CalendarDay): Judged {
  const failed = facts.inspections
    .filter((one) => !one.passed && one.on <= on && isWithin(one.on, years, on))
    .sort((a, b) => (a.on < b.on ? 1 : -1));
  const [newest] = failed;
  const value = { years, since: newest?.on ?? null };
  if (newest === undefined) return holds(value);
  return fails(value, newest.id, [
    ...failed.map(({ id, on: day }): Change => ({ kind: 'RECTIFY', id, on: day })),
    { kind: 'WAIT_UNTIL', day: clearFrom(newest.on, years) },
  ]);
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

/** Full-time staff, of an association more than of others. (domain.md 4.3) */
function staff(condition: Kind<'STAFF'>, facts: EligibilityFacts): Judged {
  const least = facts.type === 'ASSOCIATION' ? condition.association : condition.least;
  const has = facts.staff ?? null;
  const said = has === null ? undefined : has >= least;
  return stated(said, { least, staff: has }, { kind: 'STATE_STAFF', least });
}

/** What a body has said counts; what it has not said a person has to look at. */
function stated(said: boolean | undefined, value: Judged['value'], change: Change): Judged {
  if (said === true) return holds(value);
  return said === undefined ? open(value, null, [change]) : fails(value, null, [change]);
}

function person(what: Question, facts: EligibilityFacts): Judged {
  const said = facts.request?.found[what];
  return stated(said, { what }, { kind: 'BE_JUDGED', what });
}

/** A stop flag bars what it lists, to its last day; every refusal names it. */
function noFlag({ purpose }: Kind<'NO_FLAG'>, facts: EligibilityFacts, on: CalendarDay): Judged {
  const against = (facts.flags ?? [])
    .filter((flag) => flag.purposes.includes(purpose) && flag.from <= on && on <= flag.until)
    .sort((a, b) => (a.until < b.until ? 1 : a.until > b.until ? -1 : a.number < b.number ? -1 : 1));
  const [longest] = against;
  if (longest === undefined) return holds({ number: null });
  const { number, from, until, reason } = longest;
  return fails({ number, from, until, reason }, number, [
    ...against.map((flag): Change => ({ kind: 'LIFT_FLAG', number: flag.number })),
    { kind: 'WAIT_UNTIL', day: addDays(until, 1) },
  ]);
}

function noBreach(years: number, facts: EligibilityFacts, on: CalendarDay): Judged {
  const against = (facts.request?.breaches ?? [])
    .filter((one) => one.on <= on && isWithin(one.on, years, on))
    .sort((a, b) => (a.on < b.on ? 1 : -1));
  const [newest] = against;
  const value = { years, since: newest?.on ?? null };
  if (newest === undefined) return holds(value);
  return fails(value, newest.id, [{ kind: 'WAIT_UNTIL', day: clearFrom(newest.on, years) }]);
}
