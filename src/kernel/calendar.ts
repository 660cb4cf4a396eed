/** A civil day of Asia/Shanghai, `2019-07-11`. Sorts as text. */
export type CalendarDay = string;

const DAY_MS = 86_400_000;
/** Asia/Shanghai has had no summer time since 1991; all records of the portal are younger. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Whether the text is a day that exists: `2026-02-30` is not. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && dayAt(at) === text;
}

/** The day in Shanghai on which an instant (ISO text) falls. */
export function shanghaiDayOf(instant: string): CalendarDay {
  return dayAt(millisecondsOf(instant) + SHANGHAI_OFFSET_MS);
}

/** The same instant written as Shanghai time: `2026-11-24T09:00:00+08:00`. */
export function shanghaiInstant(instant: string): string {
  return `${new Date(millisecondsOf(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** An exclusive end as people read it, in Shanghai: midnight is hour 24 of the day that ends. */
export function closingTime(instant: string): string {
  const text = shanghaiInstant(instant);
  const [day, time] = [text.slice(0, 10), text.slice(11, 16)];
  return time === '00:00' ? `${addDays(day, -1)} 24:00` : `${day} ${time}`;
}

/** The first instant of a Shanghai day, in UTC. */
export function startOfShanghaiDay(day: CalendarDay): string {
  return new Date(epochOf(day) - SHANGHAI_OFFSET_MS).toISOString();
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return dayAt(epochOf(day) + days * DAY_MS);
}

/**
 * The same day so many months later; where that month is shorter, its last day (2024-08-31 plus 6 is 2025-02-28).
 * A term of six months that begins on 2024-03-01 is full on 2024-09-01. (R-CR-11)
 */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const [year, month, date] = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const last = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  return `${padded(toYear, 4)}-${padded(toMonth, 2)}-${padded(Math.min(date, last), 2)}`;
}

export function addYears(day: CalendarDay, years: number): CalendarDay {
  return addMonths(day, years * 12);
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((epochOf(to) - epochOf(from)) / DAY_MS);
}

export function compareDays(left: CalendarDay, right: CalendarDay): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(day: CalendarDay): number {
  return ((new Date(epochOf(day)).getUTCDay() + 6) % 7) + 1;
}

export interface HolidayRow {
  readonly date: CalendarDay;
  readonly kind: string;
  readonly name: string;
}

/** Official holidays and make-up workdays (调休), and the years for which they have been announced. */
export interface WorkingDayTable {
  readonly years: ReadonlySet<number>;
  readonly kinds: ReadonlyMap<CalendarDay, 'holiday' | 'make-up-workday'>;
}

/** The table of the rows of `holidays.csv`. A year without a row has not been announced yet. */
export function workingDayTable(rows: readonly HolidayRow[]): WorkingDayTable {
  const kinds = new Map<CalendarDay, 'holiday' | 'make-up-workday'>();
  for (const { date, kind } of rows) {
    if (kind !== 'holiday' && kind !== 'make-up-workday')
      throw new RangeError(`unknown kind of day: ${kind}`);
    kinds.set(date, kind);
  }
  return { years: new Set(rows.map(({ date }) => yearOf(date))), kinds };
}

export interface WorkingDayAnswer {
  readonly working: boolean;
  /** True where the year's holidays are not announced: Monday to Friday is assumed, and pages say so. */
  readonly provisional: boolean;
}

export function isWorkingDay(table: WorkingDayTable, day: CalendarDay): WorkingDayAnswer {
  const kind = table.kinds.get(day);
  const provisional = !table.years.has(yearOf(day));
  if (kind !== undefined) return { working: kind === 'make-up-workday', provisional };
  return { working: weekday(day) <= 5, provisional };
}

export interface Deadline {
  readonly day: CalendarDay;
  readonly provisional: boolean;
}

/**
 * The last day of a period of `count` working days that begins after `from`: day 1 is the next working day; a
 * period of 0 ends on `from` itself. Provisional as soon as one day on the way is. (domain.md 2.2)
 */
export function addWorkingDays(table: WorkingDayTable, from: CalendarDay, count: number): Deadline {
  let day = from;
  let provisional = false;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    const answer = isWorkingDay(table, day);
    provisional ||= answer.provisional;
    if (answer.working) left -= 1;
  }
  return { day, provisional };
}

export interface DayCount {
  readonly days: number;
  readonly provisional: boolean;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(table: WorkingDayTable, from: CalendarDay, to: CalendarDay): DayCount {
  let days = 0;
  let provisional = false;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    const answer = isWorkingDay(table, day);
    provisional ||= answer.provisional;
    if (answer.working) days += 1;
  }
  return { days, provisional };
}

/** Working days that are left on `today` until a last day, today itself not counted; negative when overdue. */
export function workingDaysLeft(table: WorkingDayTable, today: CalendarDay, last: CalendarDay): DayCount {
  if (last >= today) return workingDaysBetween(table, today, last);
  const { days, provisional } = workingDaysBetween(table, last, today);
  return { days: days === 0 ? 0 : -days, provisional };
}

function yearOf(day: CalendarDay): number {
  return Number(day.slice(0, 4));
}

function partsOf(day: CalendarDay): [number, number, number] {
  epochOf(day);
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function epochOf(day: CalendarDay): number {
  if (!isCalendarDay(day)) throw new RangeError(`not a calendar day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`);
}

function dayAt(epoch: number): CalendarDay {
  return new Date(epoch).toISOString().slice(0, 10);
}

function millisecondsOf(instant: string): number {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${instant}`);
  return at;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
