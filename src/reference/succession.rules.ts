import { type CalendarDay } from '../kernel/calendar.js';

/** The days on which the yearly lists were taken: observation, not validity. (domain.md 1.4) */
export const SNAPSHOTS: readonly CalendarDay[] = [
  '2017-10-31',
  '2018-10-31',
  '2019-10-31',
  '2020-06-30',
  '2021-10-31',
  '2022-10-31',
  '2023-06-30',
];

/** From the first snapshot when that is not the oldest one, else unknown. (R-DIV-01) */
export function validFromOf(firstSnapshot: CalendarDay): CalendarDay | null {
  return firstSnapshot > (SNAPSHOTS[0] ?? '') ? firstSnapshot : null;
}

/** Until the first snapshot that lacks the code, exclusive; none when the newest has it. (R-DIV-01) */
export function validToOf(lastSnapshot: CalendarDay): CalendarDay | null {
  return SNAPSHOTS.find((day) => day > lastSnapshot) ?? null;
}

/** The kinds of the public JSON: prefecture is `city`, quasi units and zones are `other`. (R-DIV-01) */
export function publicKind(kind: string): string {
  if (kind === 'prefecture') return 'city';
  return ['town', 'township', 'subdistrict', 'county', 'district'].includes(kind) ? kind : 'other';
}
