import { addMonths, addYears, type CalendarDay } from '../../kernel/calendar.js';
import { type Fen } from '../../kernel/money.js';
import { type PenaltyKind } from '../records/record.rules.js';
import { type ListTerms, termsOn } from './terms.rules.js';

export const LISTS = ['ABNORMAL', 'SERIOUS'] as const;
export type ListKind = (typeof LISTS)[number];
/** Grounds of the abnormal list (活动异常名录). (Order 60, art. 11; R-CR-08) */
export const ABNORMAL_GROUNDS = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7'] as const;
/** Grounds of the serious list (严重违法失信名单). (Order 60, art. 15; R-CR-12) */
export const SERIOUS_GROUNDS = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8'] as const;
export const GROUNDS = [...ABNORMAL_GROUNDS, ...SERIOUS_GROUNDS] as const;
export type Ground = (typeof GROUNDS)[number];

/** 50,000 yuan, the same in every set so far: what counts as a large fine elsewhere too. */
export const SERIOUS_FINE: Fen = termsOn('2018-01-24').seriousFine;

/** The list of a ground: G… abnormal, B… serious. */
export function listOf(ground: Ground): ListKind {
  return ground.startsWith('G') ? 'ABNORMAL' : 'SERIOUS';
}

/** Grounds that an administrative penalty gives; the penalty's own procedure heard the body already. (R-CR-07) */
const PENALTY_GROUNDS: readonly Ground[] = ['G5', 'B3', 'B4', 'B5', 'B7'];

export function isPenaltyGround(ground: Ground): boolean {
  return PENALTY_GROUNDS.includes(ground);
}

/** The ground a penalty gives by itself: a fine of 49,999.99 is G5, of 50,000.00 is B4. (R-CR-08, R-CR-12) */
export function groundOfPenalty(kind: PenaltyKind, fine: Fen | null, terms: ListTerms): Ground | null {
  if (kind === 'REVOCATION') return 'B7';
  if (kind === 'SUSPENSION') return 'B3';
  if (kind === 'FINE' && fine !== null && fine >= terms.seriousFine) return 'B4';
  return kind === 'WARNING' || kind === 'FINE' ? 'G5' : null;
}

/**
 * Two or more warnings or small fines within three years of the newest decision, the edge included: 2022-05-10 and
 * 2025-05-09 are inside, 2022-05-10 and 2025-05-11 are not. (R-CR-12 B5)
 */
export function isRepeated(decisions: readonly CalendarDay[], terms: ListTerms): boolean {
  const [newest] = [...decisions].sort().reverse();
  if (newest === undefined) return false;
  const from = addYears(newest, -terms.repeatYears);
  return decisions.filter((day) => day >= from && day <= newest).length >= 2;
}

export interface Penalty {
  readonly id: string;
  readonly kind: PenaltyKind;
  readonly fineFen: Fen | null;
  readonly decidedOn: CalendarDay;
  /** When it was entered: of several decisions of one day the one known first is the earlier one. */
  readonly recordedAt: string;
}

/**
 * The ground of each penalty of a body: its own, and where an earlier warning or small fine lies within the window,
 * B5 in place of G5, so that one decision lists on one list. (R-CR-08, R-CR-12)
 */
export function groundsOfPenalties(penalties: readonly Penalty[]): ReadonlyMap<string, Ground> {
  const place = ({ decidedOn, recordedAt, id }: Penalty): string => `${decidedOn} ${recordedAt} ${id}`;
  const inOrder = [...penalties].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  const grounds = new Map<string, Ground>();
  const small: CalendarDay[] = [];
  for (const { id, kind, fineFen, decidedOn } of inOrder) {
    const terms = termsOn(decidedOn);
    const own = groundOfPenalty(kind, fineFen, terms);
    if (own === null) continue;
    if (own === 'G5') small.push(decidedOn);
    grounds.set(id, own === 'G5' && isRepeated(small, terms) ? 'B5' : own);
  }
  return grounds;
}

/** With nothing to rectify, an abnormal entry ends six months after its term began. (Order 60, art. 14; R-CR-11) */
export function abnormalEndsOn(termFrom: CalendarDay, terms: ListTerms): CalendarDay {
  return addMonths(termFrom, terms.abnormalMonths);
}

/** Two full years on the abnormal list move a body to the serious one. (Order 60, art. 15; R-CR-12 B1) */
export function becomesSeriousOn(termFrom: CalendarDay, terms: ListTerms): CalendarDay {
  return addYears(termFrom, terms.abnormalToSeriousYears);
}

/** The first day on which removal from the serious list may be applied for. (Order 60, art. 17; R-CR-14) */
export function seriousMayEndOn(termFrom: CalendarDay, terms: ListTerms): CalendarDay {
  return addYears(termFrom, terms.seriousYears);
}
