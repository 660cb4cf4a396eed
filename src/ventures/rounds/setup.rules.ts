import { addDays, startOfShanghaiDay, type CalendarDay } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { canonical } from '../../kernel/sentence.js';
import { type RoundSetup } from './readiness.rules.js';
import { type RoundTerms } from './terms.rules.js';

/** What of a set-up stands in columns of its own, since lists and the deadline read it. */
export interface RoundColumns {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly potFen: number;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly graceMinutes: number;
  readonly rules: string;
  readonly terms: string;
}

/** How a set-up is stored: the instants of the call follow from its days and hours. (B6) */
export function columnsOf(setup: RoundSetup): RoundColumns {
  const { timetable, hours } = setup;
  return {
    nameZh: setup.name.zh,
    nameEn: setup.name.en,
    potFen: setup.potFen,
    opensAt: instantOf(timetable.opensOn, hours.opens),
    closesAt: instantOf(timetable.closesOn, hours.closes),
    graceMinutes: hours.graceMinutes,
    rules: JSON.stringify(setup.rules),
    terms: JSON.stringify(termsIn(setup)),
  };
}

/** The part of a set-up that is kept as terms, its fields always in the same order. */
export function termsIn(setup: RoundSetup): RoundTerms {
  const { lots, timetable, hours, form, eligibility, objection, contact, instalments, letters } = setup;
  return { lots, timetable, hours, form, eligibility, objection, contact, instalments, letters };
}

/** The instant of a time of day in Shanghai; `24:00` is the first instant of the next day. */
function instantOf(day: CalendarDay, time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours === 24
    ? startOfShanghaiDay(addDays(day, 1))
    : new Date(Date.parse(startOfShanghaiDay(day)) + (hours * 60 + minutes) * 60_000).toISOString();
}

/** The little that even an unfinished draft must not say; everything else is for the readiness check. */
export function findingsInDraft(setup: RoundSetup): Finding[] {
  const { opensAt, closesAt } = columnsOf(setup);
  return closesAt > opensAt ? [] : [{ code: 'round-closes-before-opening', field: 'closesOn' }];
}

/** The names of what differs between two set-ups, for the audit trail. */
export function changedParts(before: RoundSetup, after: RoundSetup): string[] {
  return (Object.keys(after) as (keyof RoundSetup)[]).filter(
    (name) => canonical(before[name]) !== canonical(after[name]),
  );
}
