import { type CalendarDay } from '../../kernel/calendar.js';
import { abnormalEndsOn, becomesSeriousOn, type Ground, type ListKind, listOf } from './credit-list.rules.js';
import {
  type Cited,
  type Exit,
  hardness,
  isVoid,
  lawOf,
  lawOfListing,
  type ListTerm,
} from './listing.rules.js';
import { termsOn, type TermsVersion } from './terms.rules.js';

export const LIST_EVENT_KINDS = ['LISTED', 'RESTARTED', 'GROUND_FELL', 'LEFT'] as const;
export type ListEventKind = (typeof LIST_EVENT_KINDS)[number];

/** One move on a list, as it stands in the append-only table: enough to build every stay again. (A6) */
export interface ListEvent extends Cited {
  readonly entryId: string;
  readonly kind: ListEventKind;
  readonly list: ListKind;
  /** The ground that came, fell, or was left by. */
  readonly ground: Ground;
  /** What the ground rests on: the id of a penalty record, of a case, or of the stay that moved. Null for LEFT. */
  readonly basisRef: string | null;
  readonly exit: Exit | null;
  /** The day from which it holds. */
  readonly onDay: CalendarDay;
  readonly terms: TermsVersion;
}

export interface StayGround {
  readonly ground: Ground;
  readonly from: CalendarDay;
  readonly basisRef: string | null;
}

/** A stay with all grounds that hold; a new ground restarts the term. (R-CR-10, R-CR-13) */
export interface Stay extends ListTerm {
  readonly grounds: readonly StayGround[];
}

/** The stays of one body, from the events of its life on the lists, in their order. */
export function replay(events: readonly ListEvent[]): Stay[] {
  return events.reduce<Stay[]>(after, []);
}

/** The stays after one more event. */
export function after(stays: readonly Stay[], event: ListEvent): Stay[] {
  if (event.kind === 'LISTED') return [...stays, listed(event)];
  return stays.map((stay) => (stay.id === event.entryId ? changedBy(stay, event) : stay));
}

function listed({ entryId, list, ground, basisRef, onDay }: ListEvent): Stay {
  const grounds = [{ ground, from: onDay, basisRef }];
  return { id: entryId, list, grounds, ...readFrom(grounds, onDay), removedOn: null, exit: null };
}

function changedBy(stay: Stay, event: ListEvent): Stay {
  if (event.kind === 'LEFT') return { ...stay, removedOn: stay.removedOn ?? event.onDay, exit: event.exit };
  if (event.kind === 'RESTARTED') {
    const grounds = [...stay.grounds, { ground: event.ground, from: event.onDay, basisRef: event.basisRef }];
    return { ...stay, grounds, ...readFrom(grounds, stay.listedOn) };
  }
  const grounds = stay.grounds.filter(
    ({ ground, basisRef }) => ground !== event.ground || basisRef !== event.basisRef,
  );
  if (grounds.length === 0) return { ...stay, removedOn: stay.removedOn ?? event.onDay, exit: 'BASIS_FELL' };
  const corrected = { ...stay, grounds, ...readFrom(grounds, stay.listedOn) };
  // What moved on only because of the ground that fell would have left by itself.
  if (stay.exit !== 'MOVED' || stillMoves(corrected)) return corrected;
  return {
    ...corrected,
    removedOn: abnormalEndsOn(corrected.termFrom, termsOn(event.onDay)),
    exit: 'TERM_FULL',
  };
}

/** Ground, first day and term of a stay by the grounds that hold: the earliest began it, the newest restarted it. */
function readFrom(
  grounds: readonly StayGround[],
  listedOn: CalendarDay,
): Pick<Stay, 'ground' | 'listedOn' | 'termFrom'> {
  const days = grounds.map(({ from }) => from).sort();
  const leading = leadingGround(grounds);
  return { ground: leading.ground, listedOn: days[0] ?? listedOn, termFrom: days.at(-1) ?? listedOn };
}

/** Of several grounds the one that is hardest to leave by; among equals the first. */
export function leadingGround(grounds: readonly StayGround[]): StayGround {
  return grounds.reduce((most, one) => (hardness(one.ground) > hardness(most.ground) ? one : most));
}

function stillMoves(stay: Stay): boolean {
  return (
    stay.ground !== 'G5' &&
    becomesSeriousOn(stay.termFrom, termsOn(stay.removedOn ?? stay.termFrom)) <= (stay.removedOn ?? '9')
  );
}

/** A ground as it is confirmed. */
export interface ConfirmedGround {
  readonly ground: Ground;
  readonly basisRef: string;
  /** The day on which the ground arose: a penalty's day, otherwise the day of confirmation. */
  readonly arose: CalendarDay;
  /** The day of confirmation: the first on the list. */
  readonly today: CalendarDay;
  /** The id of a new stay, should there be one. */
  readonly newId: string;
}

/**
 * What a confirmed ground does: a new stay, or the running one begins its term anew from the day on which the ground
 * arose. Nothing reaches back before the stay itself began. (R-CR-08, R-CR-10, R-CR-12, R-CR-13)
 */
export function groundConfirmed(stays: readonly Stay[], entry: ConfirmedGround): ListEvent {
  const { ground, basisRef, arose, today, newId } = entry;
  const list = listOf(ground);
  const running = stays.find((stay) => stay.list === list && stay.removedOn === null);
  const kind = running === undefined ? 'LISTED' : 'RESTARTED';
  return {
    entryId: running?.id ?? newId,
    kind,
    list,
    ground,
    basisRef,
    exit: null,
    onDay: running === undefined ? today : arose > running.listedOn ? arose : running.listedOn,
    terms: termsOn(today).version,
    ...lawOfListing(kind, list),
  };
}

/** Leaving a list; whoever moves is on the serious list from the same day. (R-CR-11, R-CR-12, R-CR-14) */
export function leaving(
  stays: readonly Stay[],
  stay: Stay,
  { exit, today, newId }: { exit: Exit; today: CalendarDay; newId: string },
): ListEvent[] {
  const left = leftBy(stay, exit, today);
  if (exit === 'MOVED')
    return [
      left,
      groundConfirmed(after(stays, left), { ground: 'B1', basisRef: stay.id, arose: today, today, newId }),
    ];
  if (exit !== 'REPAIRED') return [left];
  // The stay that led here is part of the same story: repaired with it.
  return [
    left,
    ...stays.filter((one) => !isVoid(one) && movedInto(one, stay)).map((one) => leftBy(one, exit, today)),
  ];
}

function leftBy({ id, list, ground }: Stay, exit: Exit, today: CalendarDay): ListEvent {
  const terms = termsOn(today).version;
  return {
    entryId: id,
    kind: 'LEFT',
    list,
    ground,
    basisRef: null,
    exit,
    onDay: today,
    terms,
    ...lawOf(exit, list),
  };
}

function movedInto(from: Stay, into: Stay): boolean {
  return into.grounds.some(({ ground, basisRef }) => ground === 'B1' && basisRef === from.id);
}

/**
 * The basis of a ground fell: it goes as if it had never held, and so does a move that rested on it alone. The last
 * ground takes the stay with it. (Order 60, art. 18; R-CR-15)
 */
export function groundFallen(
  stays: readonly Stay[],
  stay: Stay,
  fallen: { readonly ground: Ground; readonly basisRef: string | null; readonly today: CalendarDay },
): ListEvent[] {
  const { ground, basisRef, today } = fallen;
  const event: ListEvent = {
    entryId: stay.id,
    kind: 'GROUND_FELL',
    list: stay.list,
    ground,
    basisRef,
    exit: null,
    onDay: today,
    terms: termsOn(today).version,
    ...lawOf('BASIS_FELL', stay.list),
  };
  const now = after(stays, event);
  const corrected = now.find(({ id }) => id === stay.id);
  const next = now.find((one) => !isVoid(one) && movedInto(stay, one));
  if (next === undefined || corrected?.exit === 'MOVED') return [event];
  return [event, ...groundFallen(now, next, { ground: 'B1', basisRef: stay.id, today })];
}
