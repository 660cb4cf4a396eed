import { addDays, addYears, type CalendarDay } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import {
  type DatedQualification,
  GRADES,
  gradeOn,
  type OrganizationStatus,
  type QualificationKind,
} from './organization.rules.js';

/** How a qualification ended before its time; that it has simply expired is seen from its days. */
export const QUALIFICATION_ENDS = ['LOWERED', 'CANCELLED'] as const;
export type QualificationEnd = (typeof QUALIFICATION_ENDS)[number] | 'REPLACED';

export interface HeldQualification extends DatedQualification {
  readonly id: string;
  readonly endKind: QualificationEnd | null;
  readonly reason: string | null;
  readonly documentNumber: string | null;
}

interface QualificationTerm {
  readonly kind: QualificationKind;
  /** First day of the rule; a qualification goes by the rule of the day it was given. */
  readonly from: CalendarDay;
  /** Years of validity; null: open ended unless the document says otherwise. */
  readonly years: number | null;
  readonly source: string;
}

/** Default validity by kind, dated: a new rule is a new line. (domain.md 1.6, 1.7) */
export const QUALIFICATION_TERMS: readonly QualificationTerm[] = [
  { kind: 'GRADE', from: '1990-01-01', years: 5, source: '社会组织评估管理办法（民政部令第39号）' },
  { kind: 'CHARITY', from: '1990-01-01', years: null, source: '慈善法' },
  { kind: 'FUNDRAISING', from: '1990-01-01', years: null, source: '慈善法' },
  { kind: 'TAX_DEDUCTION', from: '1990-01-01', years: 3, source: '财政部 税务总局 民政部公告2020年第27号' },
  { kind: 'TAX_EXEMPT', from: '1990-01-01', years: 5, source: '非营利组织免税资格认定管理办法' },
  { kind: 'RECEIPT', from: '1990-01-01', years: null, source: '公益事业捐赠票据使用管理办法' },
];
/** Years a body must have been registered before it may be graded, and a grade must have run before a higher one. */
export const GRADING_TERMS = { registeredYears: 2, regradeYears: 3 } as const;

/** The first day on which a qualification no longer counts, by the rule of its first day; null: open ended. (R-GRD-01) */
export function validityEnd(
  kind: QualificationKind,
  validFrom: CalendarDay,
  terms: readonly QualificationTerm[] = QUALIFICATION_TERMS,
): CalendarDay | null {
  const known = terms.filter((term) => term.kind === kind && term.from <= validFrom);
  const years = known.reduce<QualificationTerm | null>(
    (latest, term) => (latest === null || term.from > latest.from ? term : latest),
    null,
  )?.years;
  return years == null ? null : addYears(validFrom, years);
}

export type QualificationState = 'AHEAD' | 'VALID' | 'EXPIRED' | QualificationEnd;

/** How a qualification stands on a day, judged by that day and no other. (R-GRD-01, A13) */
export function qualificationStateOn(
  one: Pick<HeldQualification, 'validFrom' | 'validTo' | 'endedOn' | 'endKind'>,
  on: CalendarDay,
): QualificationState {
  if (on < one.validFrom) return 'AHEAD';
  if (one.endedOn !== null && on >= one.endedOn) return one.endKind ?? 'CANCELLED';
  return one.validTo !== null && on >= one.validTo ? 'EXPIRED' : 'VALID';
}

export interface QualificationEntry {
  readonly kind: QualificationKind;
  /** A grade, or the number of the document. */
  readonly value: string;
  readonly validFrom: CalendarDay;
  /** First day after the validity, where the document states one. */
  readonly validTo?: CalendarDay;
  readonly documentNumber?: string;
  /** Why it is entered although something stands against it. */
  readonly despite?: string;
}

/** What can never be entered: an unknown grade, days in the wrong order, a body that is not registered, twice the same. */
export function findingsInQualification(
  entry: QualificationEntry,
  status: OrganizationStatus,
  held: readonly HeldQualification[],
): Finding[] {
  const valid = held.filter(
    (one) => one.kind === entry.kind && qualificationStateOn(one, entry.validFrom) === 'VALID',
  );
  const isGrade = entry.kind === 'GRADE';
  const best = isGrade ? gradeOn(held, entry.validFrom) : null;
  return [
    ...(status === 'REGISTERED' ? [] : [{ code: 'qualification-not-registered', field: 'kind' }]),
    ...(isGrade && !(GRADES as readonly string[]).includes(entry.value)
      ? [{ code: 'qualification-grade-unknown', field: 'value' }]
      : []),
    ...(entry.validTo !== undefined && entry.validTo <= entry.validFrom
      ? [{ code: 'qualification-days-reversed', field: 'validTo' }]
      : []),
    ...(isGrade && best !== null && entry.value <= best
      ? [{ code: 'qualification-not-higher', field: 'value', args: { grade: best } }]
      : []),
    ...(!isGrade && valid.length > 0 ? [{ code: 'qualification-still-valid', field: 'kind' }] : []),
  ];
}

/** What the register knows of a body's yearly report, as far as grading asks. */
export interface ReportedYear {
  readonly year: number;
  /** Owed by then and not handed in. */
  readonly isMissing: boolean;
  readonly conclusion: 'QUALIFIED' | 'BASIC' | 'FAILED' | null;
}

export interface GradingFacts {
  readonly establishedOn: CalendarDay;
  readonly on: CalendarDay;
  readonly wanted: string;
  readonly held: readonly HeldQualification[];
  /** Years already due on the day, the latest first. */
  readonly years: readonly ReportedYear[];
}

/**
 * Why a body should not be graded on this day: younger than two full years, no part in the last yearly report, failed
 * then or "basically qualified" twice running, a higher grade before three years. `bars` are what the credit record
 * adds (lists, penalties). The officer may enter the grade all the same, with a reason that is kept. (domain.md 1.6)
 */
export function barsToGrading(facts: GradingFacts, bars: readonly Finding[]): Finding[] {
  const { establishedOn, on, wanted, held, years } = facts;
  const field = 'despite';
  const twoYears = addYears(establishedOn, GRADING_TERMS.registeredYears);
  const current = held.find((one) => one.kind === 'GRADE' && qualificationStateOn(one, on) === 'VALID');
  const regrade = current && addYears(current.validFrom, GRADING_TERMS.regradeYears);
  const [last, before] = years;
  return [
    ...(on < twoYears ? [{ code: 'grading-too-young', field, args: { from: twoYears } }] : []),
    ...(last?.isMissing === true ? [{ code: 'grading-no-report', field, args: { year: last.year } }] : []),
    ...(last?.conclusion === 'FAILED'
      ? [{ code: 'grading-failed-inspection', field, args: { year: last.year } }]
      : []),
    ...(last?.conclusion === 'BASIC' && before?.conclusion === 'BASIC' && before.year === last.year - 1
      ? [{ code: 'grading-basic-twice', field, args: { first: before.year, second: last.year } }]
      : []),
    ...(current !== undefined && regrade !== undefined && wanted > current.value && on < regrade
      ? [{ code: 'grading-too-early', field, args: { from: regrade } }]
      : []),
    ...bars.map((bar) => ({ ...bar, field })),
  ];
}

export interface QualificationEndEntry {
  readonly endKind: (typeof QUALIFICATION_ENDS)[number];
  readonly endedOn: CalendarDay;
  readonly reason: string;
  readonly documentNumber?: string;
  /** The lower grade that counts from then on. */
  readonly newValue?: string;
}

/** Only what is valid on the day can be lowered or cancelled; only a grade is lowered, and to a lower one. */
export function findingsInQualificationEnd(
  one: HeldQualification,
  entry: QualificationEndEntry,
  today: CalendarDay,
): Finding[] {
  const lowers = entry.endKind === 'LOWERED';
  return [
    ...(qualificationStateOn(one, entry.endedOn) === 'VALID' && entry.endedOn > one.validFrom
      ? []
      : [{ code: 'qualification-not-valid-then', field: 'endedOn' }]),
    ...(entry.endedOn > today ? [{ code: 'qualification-day-in-future', field: 'endedOn' }] : []),
    ...(lowers && one.kind !== 'GRADE'
      ? [{ code: 'qualification-only-grades-lower', field: 'endKind' }]
      : []),
    ...(lowers &&
    one.kind === 'GRADE' &&
    !(GRADES as readonly string[]).some((grade) => grade === entry.newValue && grade < one.value)
      ? [{ code: 'qualification-lower-grade-needed', field: 'newValue', args: { grade: one.value } }]
      : []),
  ];
}

/** The last day on which a qualification counts, for pages. */
export function lastDayOf(one: Pick<HeldQualification, 'validTo' | 'endedOn'>): CalendarDay | null {
  const end = one.endedOn ?? one.validTo;
  return end === null ? null : addDays(end, -1);
}
