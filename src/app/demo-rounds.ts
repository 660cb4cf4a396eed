import { type Outcome } from '../kernel/outcome.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';
import { type RoundsService } from '../ventures/rounds/rounds.service.js';
import { type SetupService } from '../ventures/rounds/setup.service.js';
import { addDays, type CalendarDay, isWorkingDay, type WorkingDayTable } from '../kernel/calendar.js';
import { FORM_BEFORE } from '../ventures/rounds/form-before.rules.js';
import { type RoundSetup } from '../ventures/rounds/readiness.rules.js';
import { allRounds } from '../ventures/rounds/rounds.queries.js';
import { timetableRules } from '../ventures/rounds/setup.queries.js';
import { proposedTimetable, type RoundStart } from '../ventures/rounds/standard-setup.rules.js';
import { settledTimetable, type TimetableRules } from '../ventures/rounds/timetable.rules.js';
import { type Cast, member } from './demo-accounts.js';

interface Hands {
  readonly work: UnitOfWork;
  readonly cast: Cast;
  readonly rounds: RoundsService;
  readonly setups: SetupService;
}

export const GRANT_FEN = 5_000_000;
/** A demo call runs so long, or to the last working day before. */
export const CALL_DAYS = 30;

const OFFICE = { zh: '市民政局社会组织管理处（演示）', en: 'Office for social organizations (demo)' };

export function demoRound(play: {
  readonly name: string;
  readonly english: string;
  readonly opensOn: CalendarDay;
  readonly awards: number;
}): RoundStart {
  return {
    name: {
      zh: `${play.name}公益创投（演示）`,
      en: `${play.english} public-benefit venture round (demo)`,
    },
    potFen: play.awards * GRANT_FEN,
    opensOn: play.opensOn,
  };
}

/** Begins a round, says of it what the standard set-up leaves open, and publishes it. Answers its number. */
export async function announce({ work, cast, rounds, setups }: Hands, start: RoundStart): Promise<string> {
  const officer = member(cast, 'officer');
  const number = value(await setups.create(officer, start));
  const calendar = await timetableRules(work.reader);
  value(await setups.change(officer, number, 1, (setup) => completed(setup, calendar)));
  value(await rounds.publish(officer, number));
  return number;
}

function completed(setup: RoundSetup, calendar: TimetableRules): RoundSetup {
  const { opensOn } = setup.timetable;
  return {
    ...setup,
    rules: {
      ...setup.rules,
      maxGrantFen: GRANT_FEN,
      method: { ...setup.rules.method, passLine: 50 },
    },
    timetable: settledTimetable(
      {
        ...proposedTimetable(opensOn, calendar),
        closesOn: lastWorkingDay(addDays(opensOn, CALL_DAYS - 1), calendar.table),
        reviewedOn: addDays(opensOn, CALL_DAYS + 28),
      },
      calendar,
    ),
    hours: { opens: '00:00', closes: '24:00', graceMinutes: 0 },
    form: FORM_BEFORE,
    objection: { office: OFFICE, replyWorkingDays: 10 },
    contact: { office: OFFICE, phone: '0517-00000000' },
  };
}

function lastWorkingDay(day: CalendarDay, table: WorkingDayTable): CalendarDay {
  return isWorkingDay(table, day).working ? day : lastWorkingDay(addDays(day, -1), table);
}

/** The next round as a draft begun from the newest one, with some of its parts still open. */
export async function seedDraftRound({ work, cast, setups }: Hands, today: CalendarDay): Promise<void> {
  const officer = member(cast, 'officer');
  const [newest] = await allRounds(work.reader);
  const start = demoRound({ name: '第八届', english: 'Eighth', opensOn: addDays(today, 100), awards: 20 });
  const number = value(await setups.create(officer, start, newest?.number ?? null));
  value(
    await setups.change(officer, number, 1, (setup) => ({
      ...setup,
      lots: [
        { field: 'ELDERLY', potFen: 10 * GRANT_FEN },
        { field: 'CHILD_YOUTH', potFen: 6 * GRANT_FEN },
      ],
      contact: null,
      letters: { ...setup.letters, RESERVE: { zh: '', en: '' } },
      instalments: [
        { percent: 60, trigger: 'ON_SIGNING' },
        { percent: 30, trigger: 'ON_FINAL_ACCEPT' },
      ],
    })),
  );
}

/** What a service of the rounds accepted; in the demo nothing is refused. */
export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo ventures: ${JSON.stringify(outcome.findings)}`);
  return outcome.value;
}
