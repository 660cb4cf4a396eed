import { type CalendarDay, daysBetween } from '../kernel/calendar.js';
import { ORGANIZATION_TYPES, type OrganizationType } from '../kernel/credit-code.js';

/** Report to the supervising unit, report to the registration authority, report of a charity. (domain.md 1.5) */
export const DUTY_KINDS = ['WORK_REPORT', 'ANNUAL_REPORT', 'CHARITY_REPORT'] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** The dated parameters of the yearly duties; `MM-DD` of the year after the one reported on. */
export interface DutyTerms {
  /** First report year of these terms. */
  readonly fromYear: number;
  readonly workReport: string;
  readonly report: string;
  readonly foundationReport: string;
  /** A body established on this day of the year or later is excused for that year; null: nobody is. */
  readonly excusedFrom: string | null;
}

export const DUTY_TERMS: readonly DutyTerms[] = [
  { fromYear: 1998, workReport: '03-31', report: '05-31', foundationReport: '03-31', excusedFrom: '07-01' },
];
/** The first report year whose filings are kept here. */
export const FILED_HERE_SINCE = 2024;
/** The authority whose bodies file here; each authority manages the bodies it registered. (R-CR-02) */
export const FILED_HERE_WITH = '320800';
/** Days before the last day on which a body is reminded. (R-ANN-01) */
export const REMINDER_DAYS = [60, 30, 7, 1] as const;

/** A duty of one type of body for one year, as a rule and as a query can read it. */
export interface DutyLine {
  readonly kind: DutyKind;
  readonly type: OrganizationType;
  readonly year: number;
  readonly dueOn: CalendarDay;
  /** Owed by bodies established before this day. */
  readonly establishedBefore: CalendarDay;
  readonly needsUnit: boolean;
  /** Owed by bodies that were charities on the last day of the year. */
  readonly needsCharity: boolean;
}

/** All duties for a report year. No terms, no duties. */
export function dutyLines(year: number, all: readonly DutyTerms[] = DUTY_TERMS): readonly DutyLine[] {
  const terms = all.filter(({ fromYear }) => fromYear <= year).sort((a, b) => b.fromYear - a.fromYear)[0];
  if (terms === undefined) return [];
  const establishedBefore = terms.excusedFrom === null ? `${year + 1}-01-01` : `${year}-${terms.excusedFrom}`;
  return ORGANIZATION_TYPES.flatMap((type): DutyLine[] => {
    const isFoundation = type === 'FOUNDATION';
    const report = `${year + 1}-${isFoundation ? terms.foundationReport : terms.report}`;
    const line = { type, year, establishedBefore, needsUnit: false, needsCharity: false };
    return [
      ...(isFoundation
        ? []
        : [
            {
              ...line,
              kind: 'WORK_REPORT' as const,
              dueOn: `${year + 1}-${terms.workReport}`,
              needsUnit: true,
            },
          ]),
      { ...line, kind: 'ANNUAL_REPORT', dueOn: report },
      { ...line, kind: 'CHARITY_REPORT', dueOn: report, needsCharity: true },
    ];
  });
}

export interface DutyBody {
  readonly type: OrganizationType;
  readonly establishedOn: CalendarDay;
  readonly endedOn: CalendarDay | null;
  readonly hasSupervisingUnit: boolean;
  /** Whether it was a charity on a day. */
  readonly isCharityOn: (day: CalendarDay) => boolean;
}

export interface Duty {
  readonly kind: DutyKind;
  readonly year: number;
  readonly dueOn: CalendarDay;
}

/**
 * What a body owes for a year and by when: what is owed by its type, unless it was established too late in the year,
 * or had ended by the last day. (domain.md 1.5, R-ANN-01)
 */
export function dutiesOf(
  body: DutyBody,
  year: number,
  terms: readonly DutyTerms[] = DUTY_TERMS,
): readonly Duty[] {
  return dutyLines(year, terms)
    .filter(
      (line) =>
        line.type === body.type &&
        body.establishedOn < line.establishedBefore &&
        (body.endedOn === null || body.endedOn > line.dueOn) &&
        (!line.needsUnit || body.hasSupervisingUnit) &&
        (!line.needsCharity || body.isCharityOn(lastDayOfYear(year))),
    )
    .map(({ kind, dueOn }) => ({ kind, year, dueOn }));
}

export function lastDayOfYear(year: number): CalendarDay {
  return `${year}-12-31`;
}

/** The report years that can be due on a day or still are: from the first one kept here to last year. */
export function reportYears(today: CalendarDay): readonly number[] {
  const last = Number(today.slice(0, 4)) - 1;
  return Array.from({ length: Math.max(0, last - FILED_HERE_SINCE + 1) }, (_, i) => last - i);
}

/** How the reminder stands today: 60, 30, 7 or 1 as the last day comes nearer, else null. (R-ANN-01) */
export function reminderOf(dueOn: CalendarDay, today: CalendarDay): (typeof REMINDER_DAYS)[number] | null {
  const left = daysBetween(today, dueOn);
  if (left < 0) return null;
  return [...REMINDER_DAYS].reverse().find((days) => left <= days) ?? null;
}

/** Overdue: the last day has passed and nothing is handed in; after a return, the day to mend it counts as well. */
export function isOverdue(
  filing: {
    readonly status: string;
    readonly dueOn: CalendarDay;
    readonly mendBy: CalendarDay | null;
  } | null,
  dueOn: CalendarDay,
  today: CalendarDay,
): boolean {
  if (filing === null || filing.status === 'DRAFT') return today > dueOn;
  if (filing.status !== 'RETURNED') return false;
  return today > (filing.mendBy !== null && filing.mendBy > dueOn ? filing.mendBy : dueOn);
}
