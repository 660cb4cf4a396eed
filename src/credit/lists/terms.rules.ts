import { type CalendarDay } from '../../kernel/calendar.js';
import { type Fen } from '../../kernel/money.js';

/** Calendar days between two letters, both ends included. */
export interface Interval {
  readonly min: number;
  readonly max: number;
}

/**
 * The two readings of the interval between two unsigned letters: the consultation draft says 20 to 60 days, the final
 * text probably 15 to 30. Letters 20 to 30 days apart hold under both. (domain.md 2.3)
 */
export const LETTER_INTERVALS = {
  DRAFT: { min: 20, max: 60 },
  FINAL: { min: 15, max: 30 },
} as const satisfies Record<string, Interval>;

export const TERMS_VERSIONS = ['ORDER_60', 'REPAIR_2026'] as const;
export type TermsVersion = (typeof TERMS_VERSIONS)[number];

/** Repair of list information, since 2026-04-01: counted from the beginning of the term. */
export interface RepairTerms {
  readonly abnormalMonths: number;
  readonly seriousYears: number;
}

/** All periods of the two lists as one set with its first day; working days where the name says so. */
export interface ListTerms {
  readonly version: TermsVersion;
  readonly from: CalendarDay;
  /** Statement and defence after the prior notice was served. (R-CR-07) */
  readonly statementWorkingDays: number;
  /** The authority's own check of a statement or of duties said to be done. (R-CR-07, R-CR-11) */
  readonly verificationWorkingDays: number;
  /** A notice on the internet counts as served when it has stood so many days. (R-CR-07) */
  readonly internetNoticeDays: number;
  readonly letters: Interval;
  /** Removal after duties were verified. (R-CR-11, R-CR-14) */
  readonly removalWorkingDays: number;
  /** Correction after the basis fell. (R-CR-15) */
  readonly correctionWorkingDays: number;
  /** With nothing to rectify. (R-CR-11) */
  readonly abnormalMonths: number;
  /** (R-CR-12 B1) */
  readonly abnormalToSeriousYears: number;
  /** (R-CR-14) */
  readonly seriousYears: number;
  /** Two or more warnings or small fines within. (R-CR-12 B5) */
  readonly repeatYears: number;
  /** Below: a ground of the abnormal list; from there on: of the serious list. (R-CR-08 G5, R-CR-12 B4) */
  readonly seriousFine: Fen;
  /** Null before the repair rules covered the lists. (domain.md 2.7) */
  readonly repair: RepairTerms | null;
}

/** Order 60 of the ministry, in force on the day it was issued. (社会组织信用信息管理办法, 民政部令第60号) */
const ORDER_60: ListTerms = {
  version: 'ORDER_60',
  from: '2018-01-24',
  statementWorkingDays: 10,
  verificationWorkingDays: 10,
  internetNoticeDays: 30,
  letters: LETTER_INTERVALS.DRAFT,
  removalWorkingDays: 5,
  correctionWorkingDays: 5,
  abnormalMonths: 6,
  abnormalToSeriousYears: 2,
  seriousYears: 2,
  repeatYears: 3,
  seriousFine: 5_000_000,
  repair: null,
};

/**
 * The sets in the order of their first days. The second one is NDRC Order 36 (信用修复管理办法) on top of Order 60: both
 * lists can be repaired, the clocks stay. General information stands at least three months; for the serious list the
 * two years of Order 60 lie within the one to three years of the repair rules and go on to hold.
 */
export const LIST_TERMS: readonly ListTerms[] = [
  ORDER_60,
  {
    ...ORDER_60,
    version: 'REPAIR_2026',
    from: '2026-04-01',
    repair: { abnormalMonths: 3, seriousYears: 2 },
  },
];

/** The set in force on a day; for days before the Order its own, since there is no other. */
export function termsOn(day: CalendarDay): ListTerms {
  return LIST_TERMS.findLast(({ from }) => from <= day) ?? ORDER_60;
}

/** Nobody can be listed before the Order was in force. */
export function isInForce(day: CalendarDay): boolean {
  return day >= ORDER_60.from;
}
