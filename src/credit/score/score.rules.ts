import { type CalendarDay } from '../../kernel/calendar.js';
import { type Fen } from '../../kernel/money.js';
import { type DatedQualification, gradeOn } from '../../organizations/organization.rules.js';
import { type ListStay, standingAsAt } from '../lists/standing.rules.js';
import { type CreditCategory } from '../records/record.rules.js';
import {
  type Points,
  SCORE_KINDS,
  SCORE_SETS,
  type ScoreGrade,
  type ScoreKind,
  type ScoreRule,
  type ScoreSet,
  scoreSetOn,
} from './score-items.rules.js';

/** A record that is in force, as the score sees it. */
export interface ScoredRecord {
  readonly id: string;
  readonly category: CreditCategory;
  readonly recordClass: string | null;
  readonly formedOn: CalendarDay;
  readonly summary: string;
  readonly fields: {
    readonly penaltyKind?: string | null;
    readonly fineFen?: Fen | null;
    readonly otherKind?: string | null;
  };
}

export interface ScoreFacts {
  readonly records: readonly ScoredRecord[];
  readonly stays: readonly ListStay[];
  readonly qualifications: readonly DatedQualification[];
}

/** One line behind the number: what, since when, from which record, and what it came to. */
export interface ScoreItem {
  readonly kind: ScoreKind;
  readonly on: CalendarDay;
  readonly points: Points;
  /** The record it rests on; null for a list or a grade. */
  readonly recordId: string | null;
  readonly summary: string | null;
}

export interface Score {
  readonly on: CalendarDay;
  readonly set: ScoreSet;
  readonly points: Points;
  readonly grade: ScoreGrade;
  readonly items: readonly ScoreItem[];
  /** More was earned than the most a body can have. */
  readonly capped: boolean;
  /** Since when the serious list alone makes it D. */
  readonly seriousSince: CalendarDay | null;
}

/**
 * The local score as at a day, made of what is in force then and stored nowhere, so that a repair or correction shows
 * at once. It steers supervision and preference; it bars nothing. (domain.md 2.8, R-CR-23)
 */
export function scoreAsAt(
  { records, stays, qualifications }: ScoreFacts,
  on: CalendarDay,
  sets: readonly ScoreSet[] = SCORE_SETS,
): Score | null {
  const set = scoreSetOn(on, sets);
  if (set === null) return null;
  const { abnormalSince, seriousSince } = standingAsAt(stays, on);
  const grade = gradeOn(qualifications, on);
  const items = [
    ...records.flatMap((record) => itemOf(record, set)),
    ...(abnormalSince === null ? [] : [plain('ABNORMAL_LIST', abnormalSince, set)]),
    ...(grade === null ? [] : gradeItem(grade, qualifications, { on, set })),
  ];
  const limited = withinTogether(items, set);
  const earned = limited.reduce((all, { points }) => all + points, set.base);
  const points = Math.max(0, Math.min(earned, set.most));
  return {
    on,
    set,
    points,
    grade: seriousSince === null ? gradeFor(points, set) : 'D',
    items: [...limited].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)),
    capped: earned > set.most,
    seriousSince,
  };
}

/** A from 95, B from 80, C from 60, D below: exact at the hundredth. */
export function gradeFor(points: Points, { grades }: ScoreSet): ScoreGrade {
  return grades.find(([, from]) => points >= from)?.[0] ?? 'D';
}

/** What a fine costs: its base and a step for every full amount, up to the most. */
export function fineRule({ points, step }: ScoreRule, fineFen: Fen): Points {
  if (step === undefined) return points;
  return points + Math.max(step.most, Math.floor(fineFen / step.everyFen) * step.points);
}

/** `-15.00`, `+3.00`, `94.99`: hundredths as a person reads them. */
export function pointsText(points: Points, signed = false): string {
  const size = Math.abs(points);
  const text = `${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
  if (points < 0) return `−${text}`;
  return signed ? `+${text}` : text;
}

/** What kind of item a record is; most records are none. */
function kindOf({ category, recordClass, fields }: ScoredRecord): ScoreKind | null {
  // Only dishonesty information has a class: a report that was filed and a check that was passed have none. (R-CR-24)
  if (category === 'ANNUAL_REPORT') return recordClass === null ? null : 'ANNUAL_REPORT_LATE';
  if (category === 'INSPECTION') return recordClass === null ? null : 'INSPECTION_FAILED';
  const own = category === 'PENALTY' ? fields.penaltyKind : fields.otherKind;
  const kinds: readonly ScoreKind[] = category === 'PENALTY' ? ['WARNING', 'FINE'] : OTHERS;
  return kinds.find((kind) => kind === own) ?? null;
}

const OTHERS = SCORE_KINDS.filter((kind) => !['WARNING', 'FINE', 'ABNORMAL_LIST'].includes(kind));

function itemOf(record: ScoredRecord, set: ScoreSet): ScoreItem[] {
  const kind = kindOf(record);
  if (kind === null) return [];
  const points = fineRule(set.rules[kind], kind === 'FINE' ? (record.fields.fineFen ?? 0) : 0);
  return [{ kind, on: record.formedOn, points, recordId: record.id, summary: record.summary }];
}

function plain(kind: ScoreKind, on: CalendarDay, set: ScoreSet): ScoreItem {
  return { kind, on, points: set.rules[kind].points, recordId: null, summary: null };
}

/** Only the grade valid on the day counts, and only from 3A on. (R-GRD-01) */
function gradeItem(
  grade: string,
  qualifications: readonly DatedQualification[],
  { on, set }: { on: CalendarDay; set: ScoreSet },
): ScoreItem[] {
  const kind = SCORE_KINDS.find((one) => one === `GRADE_${grade}`);
  const since = qualifications.find(
    (one) => one.kind === 'GRADE' && one.value === grade && one.validFrom <= on && (one.validTo ?? '9') > on,
  )?.validFrom;
  return kind === undefined || since === undefined ? [] : [plain(kind, since, set)];
}

/** Items of a kind beyond what all of that kind may come to count with what is left, and are still shown. */
function withinTogether(items: readonly ScoreItem[], set: ScoreSet): ScoreItem[] {
  const left = new Map<ScoreKind, Points>();
  return items.map((item) => {
    const { together } = set.rules[item.kind];
    if (together === undefined) return item;
    const room = left.get(item.kind) ?? together;
    const points = Math.min(item.points, room);
    left.set(item.kind, room - points);
    return { ...item, points };
  });
}
