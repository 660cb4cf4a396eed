import {
  addDays,
  addWorkingDays,
  type CalendarDay,
  type Deadline,
  daysBetween,
  isWorkingDay,
  type WorkingDayTable,
  workingDaysBetween,
} from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type Sentence } from '../../kernel/sentence.js';

/** The days of a round, in order. (B6; domain.md 3.1) */
export const TIMETABLE_STEPS = [
  'opensOn',
  'closesOn',
  'supplementUntil',
  'reviewedOn',
  'publicityUntil',
  'agreementsUntil',
  'startsOn',
] as const;
export type TimetableStep = (typeof TIMETABLE_STEPS)[number];

/** `null` only for the supplement: a call may go without one. */
export type Timetable = Readonly<Record<Exclude<TimetableStep, 'supplementUntil'>, CalendarDay>> & {
  readonly supplementUntil: CalendarDay | null;
};

/** The least time that must lie between a step and the one before it. */
export interface LeastTime {
  readonly count: number;
  readonly unit: 'DAYS' | 'WORKING_DAYS';
}
export type LeastTimes = Readonly<Record<Exclude<TimetableStep, 'opensOn'>, LeastTime>>;

/** 20 days to apply, 5 working days for a supplement, 7 of publicity; all of them parameters. (domain.md 3.1, 3.3, 3.7) */
export const STANDARD_LEAST_TIMES: LeastTimes = {
  closesOn: { count: 20, unit: 'DAYS' },
  supplementUntil: { count: 5, unit: 'WORKING_DAYS' },
  reviewedOn: { count: 5, unit: 'WORKING_DAYS' },
  publicityUntil: { count: 7, unit: 'WORKING_DAYS' },
  agreementsUntil: { count: 3, unit: 'WORKING_DAYS' },
  startsOn: { count: 0, unit: 'DAYS' },
};

/** Ends of periods in which somebody has to reach the bureau: they fall on a working day. */
const ON_WORKING_DAYS: readonly TimetableStep[] = ['closesOn', 'supplementUntil', 'publicityUntil'];

export interface TimetableFinding extends Finding {
  /** A day on the way lies in a year whose holidays are not announced: the count may still change. */
  readonly provisional: boolean;
}

interface Link {
  readonly step: Exclude<TimetableStep, 'opensOn'>;
  readonly before: TimetableStep;
}

/** Each step with the one before it; a supplement that does not exist is passed over. */
function links(timetable: Timetable): readonly Link[] {
  const present = TIMETABLE_STEPS.filter((step) => timetable[step] !== null);
  return present.slice(1).flatMap((step, i) => {
    const before = present[i];
    return step === 'opensOn' || before === undefined ? [] : [{ step, before }];
  });
}

function dayOf(timetable: Timetable, step: TimetableStep): CalendarDay {
  return timetable[step] ?? timetable.closesOn;
}

/** The first day on which a step may be, and whether that may still change. */
function earliest(timetable: Timetable, { step, before }: Link, { least, table }: TimetableRules): Deadline {
  const { count, unit } = least[step];
  const from = dayOf(timetable, before);
  const first =
    unit === 'WORKING_DAYS'
      ? addWorkingDays(table, from, count)
      : { day: addDays(from, count), provisional: false };
  return ON_WORKING_DAYS.includes(step) ? firstWorkingDay(first, table) : first;
}

/** The day itself where it is worked, else the next one that is. */
function firstWorkingDay(from: Deadline, table: WorkingDayTable): Deadline {
  let { day, provisional } = from;
  for (;;) {
    const answer = isWorkingDay(table, day);
    provisional ||= answer.provisional;
    if (answer.working) return { day, provisional };
    day = addDays(day, 1);
  }
}

export interface TimetableRules {
  readonly least: LeastTimes;
  readonly table: WorkingDayTable;
}

/** What stands against a timetable: a step too early after the one before, or an end on a day off. (B6) */
export function findingsInTimetable(timetable: Timetable, rules: TimetableRules): TimetableFinding[] {
  return links(timetable).flatMap((link): TimetableFinding[] => {
    const day = dayOf(timetable, link.step);
    const { day: first, provisional } = earliest(timetable, link, rules);
    const { count, unit } = rules.least[link.step];
    if (day < first)
      return [
        {
          code: unit === 'DAYS' ? 'timetable-days-short' : 'timetable-working-days-short',
          field: link.step,
          args: { least: count, earliest: first },
          provisional,
        },
      ];
    const own = isWorkingDay(rules.table, day);
    return ON_WORKING_DAYS.includes(link.step) && !own.working
      ? [{ code: 'timetable-day-off', field: link.step, provisional: own.provisional }]
      : [];
  });
}

/** The steps whose day or distance rests on a year without announced holidays; pages say so beside them. */
export function provisionalSteps(timetable: Timetable, { table }: TimetableRules): readonly TimetableStep[] {
  return links(timetable)
    .filter(
      ({ step, before }) =>
        isWorkingDay(table, dayOf(timetable, step)).provisional ||
        workingDaysBetween(table, dayOf(timetable, before), dayOf(timetable, step)).provisional,
    )
    .map(({ step }) => step);
}

export interface Move {
  readonly step: TimetableStep;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  /** Days by which it moves; negative: earlier. */
  readonly days: number;
  readonly provisional: boolean;
}

/**
 * The timetable after one day is moved, and everything that moves with it: a later step moves only as far as its
 * least time asks, an earlier one never. (B6)
 */
export function moveStep(
  timetable: Timetable,
  [step, to]: readonly [TimetableStep, CalendarDay],
  rules: TimetableRules,
): { timetable: Timetable; moves: readonly Move[] } {
  const from = timetable[step] ?? to;
  let moved: Timetable = { ...timetable, [step]: to };
  const moves: Move[] =
    from === to ? [] : [moveOf(step, [from, to], isWorkingDay(rules.table, to).provisional)];
  const order = TIMETABLE_STEPS.indexOf(step);
  for (const link of links(moved)) {
    if (TIMETABLE_STEPS.indexOf(link.step) <= order) continue;
    const day = dayOf(moved, link.step);
    const first = earliest(moved, link, rules);
    if (day >= first.day) continue;
    moves.push(moveOf(link.step, [day, first.day], first.provisional));
    moved = { ...moved, [link.step]: first.day };
  }
  return { timetable: moved, moves };
}

/** A timetable moved on, step by step, to where each least time is kept and no end falls on a day off. */
export function settledTimetable(timetable: Timetable, rules: TimetableRules): Timetable {
  let settled = moveStep(timetable, ['opensOn', timetable.opensOn], rules).timetable;
  for (const step of ON_WORKING_DAYS) {
    const day = settled[step];
    if (day === null) continue;
    const first = firstWorkingDay({ day, provisional: false }, rules.table);
    settled = moveStep(settled, [step, first.day], rules).timetable;
  }
  return settled;
}

function moveOf(
  step: TimetableStep,
  [from, to]: readonly [CalendarDay, CalendarDay],
  provisional: boolean,
): Move {
  return { step, from, to, days: daysBetween(from, to), provisional };
}

/** A move in plain words. */
export function moveSentence({ step, from, to, days, provisional }: Move): Sentence {
  return {
    key: `rounds.timetable.${days < 0 ? 'earlier' : 'later'}${provisional ? '-provisional' : ''}`,
    args: { step: { key: `rounds.timetable.steps.${step}` }, from, to, days: Math.abs(days) },
  };
}

/**
 * The closing day after an amendment: when fewer than `least` working days are left, it moves so far that they are;
 * null when nothing moves. The day of the amendment itself does not count. (B10)
 */
export function extendedClosing(
  { amendedOn, closesOn }: { readonly amendedOn: CalendarDay; readonly closesOn: CalendarDay },
  least: number,
  table: WorkingDayTable,
): { readonly closesOn: CalendarDay; readonly days: number; readonly provisional: boolean } | null {
  const { day, provisional } = addWorkingDays(table, amendedOn, least);
  return day > closesOn ? { closesOn: day, days: daysBetween(closesOn, day), provisional } : null;
}
