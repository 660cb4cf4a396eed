import { addMonths, addYears, type CalendarDay } from '../../kernel/calendar.js';
import { type Fen } from '../../kernel/money.js';
import { type PenaltyKind } from '../records/record.rules.js';

export const LISTS = ['ABNORMAL', 'SERIOUS'] as const;
export type ListKind = (typeof LISTS)[number];
/** Grounds of the abnormal list (活动异常名录). (Order 60, art. 11; R-CR-08) */
export const ABNORMAL_GROUNDS = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7'] as const;
/** Grounds of the serious list (严重违法失信名单). (Order 60, art. 15; R-CR-12) */
export const SERIOUS_GROUNDS = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8'] as const;
export const GROUNDS = [...ABNORMAL_GROUNDS, ...SERIOUS_GROUNDS] as const;
export type Ground = (typeof GROUNDS)[number];

/** 50,000 yuan: below is a ground of the abnormal list, from there on of the serious list. (R-CR-08 G5, R-CR-12 B4) */
export const SERIOUS_FINE: Fen = 5_000_000;
const ABNORMAL_MONTHS = 6;
const ABNORMAL_TO_SERIOUS_YEARS = 2;
const SERIOUS_YEARS = 2;
const REPEAT_YEARS = 3;

/** The list of a ground: G… abnormal, B… serious. */
export function listOf(ground: Ground): ListKind {
  return ground.startsWith('G') ? 'ABNORMAL' : 'SERIOUS';
}

/** The ground a penalty gives by itself: a fine of 49,999.99 is G5, of 50,000.00 is B4. (R-CR-08, R-CR-12) */
export function groundOfPenalty(kind: PenaltyKind, fine: Fen | null): Ground | null {
  if (kind === 'REVOCATION') return 'B7';
  if (kind === 'SUSPENSION') return 'B3';
  if (kind === 'FINE' && fine !== null && fine >= SERIOUS_FINE) return 'B4';
  return kind === 'WARNING' || kind === 'FINE' ? 'G5' : null;
}

/**
 * Two or more warnings or small fines within three years of the newest decision, the edge included: 2022-05-10 and
 * 2025-05-09 are inside, 2022-05-10 and 2025-05-11 are not. (R-CR-12 B5)
 */
export function isRepeated(decisions: readonly CalendarDay[]): boolean {
  const [newest] = [...decisions].sort().reverse();
  if (newest === undefined) return false;
  const from = addYears(newest, -REPEAT_YEARS);
  return decisions.filter((day) => day >= from && day <= newest).length >= 2;
}

/** With nothing to rectify, an abnormal entry ends six months after its term began. (Order 60, art. 14; R-CR-11) */
export function abnormalEndsOn(termFrom: CalendarDay): CalendarDay {
  return addMonths(termFrom, ABNORMAL_MONTHS);
}

/** Two full years on the abnormal list move a body to the serious one. (Order 60, art. 15; R-CR-12 B1) */
export function becomesSeriousOn(termFrom: CalendarDay): CalendarDay {
  return addYears(termFrom, ABNORMAL_TO_SERIOUS_YEARS);
}

/** The first day on which removal from the serious list may be applied for. (Order 60, art. 17; R-CR-14) */
export function seriousMayEndOn(termFrom: CalendarDay): CalendarDay {
  return addYears(termFrom, SERIOUS_YEARS);
}

/** A new ground during a listing restarts the term. (Order 60, arts 13 and 16; R-CR-10, R-CR-13) */
export function termAfterNewGround(termFrom: CalendarDay, newGroundOn: CalendarDay): CalendarDay {
  return newGroundOn > termFrom ? newGroundOn : termFrom;
}
