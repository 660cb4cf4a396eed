import { type CalendarDay } from '../../kernel/calendar.js';
import { type ListKind } from './credit-list.rules.js';

/** A stay on a list, as the standing sees it; `removedOn` is the first day off the list. */
export interface ListStay {
  readonly list: ListKind;
  readonly ground: string;
  readonly listedOn: CalendarDay;
  readonly removedOn: CalendarDay | null;
}

/** Where a body stands on a day: derived, never stored. (R-CR-21, R-CR-22) */
export interface Standing {
  readonly on: CalendarDay;
  readonly abnormalSince: CalendarDay | null;
  readonly seriousSince: CalendarDay | null;
}

/** The standing as at a day, from all stays. */
export function standingAsAt(stays: readonly ListStay[], on: CalendarDay): Standing {
  const since = (list: ListKind): CalendarDay | null =>
    stays
      .filter((stay) => stay.list === list && covers(stay, on))
      .map(({ listedOn }) => listedOn)
      .sort()[0] ?? null;
  return { on, abnormalSince: since('ABNORMAL'), seriousSince: since('SERIOUS') };
}

function covers({ listedOn, removedOn }: ListStay, on: CalendarDay): boolean {
  return listedOn <= on && (removedOn === null || on < removedOn);
}
