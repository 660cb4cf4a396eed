import { type CalendarDay } from '../../kernel/calendar.js';
import { type Fen } from '../../kernel/money.js';

/** Points in hundredths, so that 94.99 and 95 are different whole numbers. */
export type Points = number;

/** What can move a local score; each rests on a record, a stay on a list or a grade. (domain.md 2.8) */
export const SCORE_KINDS = [
  'ANNUAL_REPORT_LATE',
  'INSPECTION_FAILED',
  'ABNORMAL_LIST',
  'WARNING',
  'FINE',
  'PROJECT_REPORT_OVERDUE',
  'FUNDS_NOT_RETURNED',
  'AGREEMENT_BREACH',
  'GRADE_3A',
  'GRADE_4A',
  'GRADE_5A',
  'COMMENDATION',
  'GRANT_EXCELLENT',
] as const;
export type ScoreKind = (typeof SCORE_KINDS)[number];

export const SCORE_GRADES = ['A', 'B', 'C', 'D'] as const;
export type ScoreGrade = (typeof SCORE_GRADES)[number];

/** Further points for every full amount of a fine. */
export interface AmountStep {
  readonly everyFen: Fen;
  readonly points: Points;
  readonly most: Points;
}

export interface ScoreRule {
  readonly points: Points;
  readonly step?: AmountStep;
  /** All items of this kind together come to no more than this. */
  readonly together?: Points;
}

/** One dated set of rules: numbers are data, a change is a new set with its own first day. */
export interface ScoreSet {
  readonly from: CalendarDay;
  readonly base: Points;
  readonly most: Points;
  readonly rules: Readonly<Record<ScoreKind, ScoreRule>>;
  /** From how many points on each grade is given, best first; whoever has fewer is D. */
  readonly grades: readonly (readonly [grade: Exclude<ScoreGrade, 'D'>, from: Points])[];
}

/**
 * The proposal of domain.md 2.8, since no city has published its table whole; in force from the day of the city's
 * trial measures of 2018. A fine costs 15 points and one more for every full 10,000 yuan, at most 10 more.
 */
const PROPOSAL: ScoreSet = {
  from: '2018-10-25',
  base: 10_000,
  most: 11_000,
  rules: {
    ANNUAL_REPORT_LATE: { points: -1_000 },
    INSPECTION_FAILED: { points: -2_000 },
    ABNORMAL_LIST: { points: -2_000 },
    WARNING: { points: -1_000 },
    FINE: { points: -1_500, step: { everyFen: 1_000_000, points: -100, most: -1_000 } },
    PROJECT_REPORT_OVERDUE: { points: -500 },
    FUNDS_NOT_RETURNED: { points: -1_500 },
    AGREEMENT_BREACH: { points: -2_000 },
    GRADE_3A: { points: 300 },
    GRADE_4A: { points: 500 },
    GRADE_5A: { points: 800 },
    COMMENDATION: { points: 300, together: 500 },
    GRANT_EXCELLENT: { points: 300 },
  },
  grades: [
    ['A', 9_500],
    ['B', 8_000],
    ['C', 6_000],
  ],
};

/** Every set there has been, oldest first. */
export const SCORE_SETS: readonly ScoreSet[] = [PROPOSAL];

/** The set in force on a day, or null before there was one. */
export function scoreSetOn(on: CalendarDay, sets: readonly ScoreSet[] = SCORE_SETS): ScoreSet | null {
  return sets.filter(({ from }) => from <= on).at(-1) ?? null;
}
