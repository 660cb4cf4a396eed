import { type EntityManager } from 'typeorm';
import { shanghaiDayOf } from '../../kernel/calendar.js';
import { found } from '../../kernel/outcome.js';
import { workingDays } from '../../reference/reference.queries.js';
import { openAmendment } from './amendments.queries.js';
import { type RoundSetup } from './readiness.rules.js';
import { roundByNumber, type RoundDetail } from './rounds.queries.js';
import { standardSetup } from './standard-setup.rules.js';
import { setupOf } from './terms.rules.js';
import { STANDARD_LEAST_TIMES, type TimetableRules } from './timetable.rules.js';

/** A round with everything that is set up of it, and the calendar its days are checked by. */
export interface RoundInSetup {
  readonly round: RoundDetail;
  readonly setup: RoundSetup;
  readonly calendar: TimetableRules;
  /** The set-up is that of an amendment in preparation, not the one in force. */
  readonly isWorkingCopy: boolean;
}

/** The working days as known today with the least times between the steps of a call. (B6) */
export async function timetableRules(db: EntityManager): Promise<TimetableRules> {
  return { least: STANDARD_LEAST_TIMES, table: await workingDays(db) };
}

/** The round of that number in set-up; one from before there were terms is shown with the standard ones. */
export async function roundInSetup(db: EntityManager, number: string): Promise<RoundInSetup> {
  const round = found(await roundByNumber(db, number));
  const calendar = await timetableRules(db);
  return { round, setup: setupOf(round) ?? completed(round, calendar), calendar, isWorkingCopy: false };
}

/**
 * What the pages of the set-up edit: a round in set-up, or the working copy of an open call while its amendment is in
 * preparation. A working copy is a draft, under the version of its own. (B10)
 */
export async function workingSetup(db: EntityManager, number: string): Promise<RoundInSetup> {
  const own = await roundInSetup(db, number);
  const amendment = own.round.status === 'OPEN' ? await openAmendment(db, own.round.id) : null;
  if (amendment?.status !== 'PREPARING') return own;
  const { setup, version } = amendment;
  return { ...own, round: { ...own.round, status: 'DRAFT', version }, setup, isWorkingCopy: true };
}

function completed(round: RoundDetail, calendar: TimetableRules): RoundSetup {
  const { nameZh, nameEn, potFen, rules } = round;
  const start = { name: { zh: nameZh, en: nameEn }, potFen, opensOn: shanghaiDayOf(round.opensAt) };
  return { ...standardSetup(start, calendar), rules };
}
