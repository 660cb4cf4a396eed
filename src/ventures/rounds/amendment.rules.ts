import { type CalendarDay } from '../../kernel/calendar.js';
import { type Fen } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { canonical } from '../../kernel/sentence.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { actorOf, type SignedIn } from '../../kernel/viewer.js';
import { type Amendment, amendmentOf, findingsInAmendment } from './difference.rules.js';
import { readinessOf, type RoundSetup } from './readiness.rules.js';
import { isOpenAt, type RoundStatus } from './round.rules.js';
import { moveStep, type TimetableRules } from './timetable.rules.js';

export const AMENDMENT_STATUSES = ['PREPARING', 'PROPOSED', 'PUBLISHED', 'DISCARDED'] as const;
export type AmendmentStatus = (typeof AMENDMENT_STATUSES)[number];
export type AmendmentAction = 'propose' | 'takeBack' | 'publish' | 'discard';

/** The life of an amendment: prepared by one person, published by another. (B10) */
export const AMENDMENT_LIFE: TransitionTable<AmendmentStatus, AmendmentAction> = {
  PREPARING: {
    propose: { to: 'PROPOSED', by: 'round.edit' },
    discard: { to: 'DISCARDED', by: 'round.edit' },
  },
  PROPOSED: {
    publish: { to: 'PUBLISHED', by: 'round.publish' },
    takeBack: { to: 'PREPARING', by: 'round.edit' },
    discard: { to: 'DISCARDED', by: 'round.edit' },
  },
  PUBLISHED: {},
  DISCARDED: {},
};

/** So many working days are left to everybody after an amendment; when there are fewer, the close moves. */
export const LEAST_AFTER_AMENDMENT = 5;

/** An amendment with the set-up that comes out of it: the close moved where the rule asks, and all that follows it. */
export interface Amended extends Amendment {
  readonly setup: RoundSetup;
}

/**
 * What a working copy becomes when it is published on a day. A changed form gets the next version, so that a draft
 * knows which one it was written for; the differences name the days as they come out.
 */
export function amended(
  before: RoundSetup,
  after: RoundSetup,
  { today, calendar }: { readonly today: CalendarDay; readonly calendar: TimetableRules },
): Amended {
  const rules = { amendedOn: today, leastWorkingDays: LEAST_AFTER_AMENDMENT, table: calendar.table };
  const { closesOn, isExtended, provisional } = amendmentOf(before, after, rules);
  const { timetable } = moveStep(after.timetable, ['closesOn', closesOn], calendar);
  const isSameForm = canonical(before.form.sections) === canonical(after.form.sections);
  const version = before.form.version + (isSameForm ? 0 : 1);
  const setup = { ...after, timetable, form: { ...after.form, version } };
  return { ...amendmentOf(before, setup, rules), closesOn, isExtended, provisional, setup };
}

/** What stands against publishing an amendment at an instant; the readiness of a call is asked again. */
export function findingsAgainstAmendment(
  round: {
    readonly status: RoundStatus;
    readonly opensAt: string;
    readonly closesAt: string;
    readonly graceMinutes: number;
  },
  [before, after]: readonly [before: RoundSetup, after: RoundSetup],
  at: { readonly now: string; readonly today: CalendarDay; readonly calendar: TimetableRules },
): Finding[] {
  const hasClosed = !isOpenAt({ ...round, opensAt: '' }, at.now);
  return [
    ...(hasClosed ? [{ code: 'amendment-too-late' }] : []),
    ...findingsInAmendment(before, after, hasClosed ? before.timetable.closesOn : at.today),
    ...(after.hours.opens === before.hours.opens ? [] : [{ code: 'amendment-opening', field: 'opens' }]),
    ...readinessOf(after, at.calendar).flatMap(({ findings }) => findings),
  ];
}

/** A call was amended: its new hash, and when it closes now. */
export function roundAmended(
  viewer: SignedIn,
  number: string,
  data: {
    readonly version: number;
    readonly rulesHash: string;
    readonly potFen: Fen;
    readonly closesAt: string;
    readonly isExtended: boolean;
  },
): PublicAct {
  return { type: 'round.amended', by: actorOf(viewer), ref: number, data };
}
