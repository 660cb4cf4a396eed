import { GRANT_ELIGIBILITY } from '../../eligibility/library.rules.js';
import { type CalendarDay, daysBetween, addDays } from '../../kernel/calendar.js';
import { type Fen } from '../../kernel/money.js';
import { type Bilingual } from '../../kernel/sentence.js';
import { defaultForm } from './default-form.rules.js';
import { type RoundSetup } from './readiness.rules.js';
import { DEFAULT_CRITERIA, rulesOf } from './round.rules.js';
import { STANDARD_LETTERS } from './standard-letters.rules.js';
import { settledTimetable, type Timetable, type TimetableRules } from './timetable.rules.js';

/** What an officer says of a new round; the rest is proposed. */
export interface RoundStart {
  readonly name: Bilingual;
  readonly potFen: Fen;
  readonly opensOn: CalendarDay;
}

/** The earliest timetable that the least times allow from an opening day on. (B6) */
export function proposedTimetable(opensOn: CalendarDay, rules: TimetableRules): Timetable {
  const bare: Timetable = {
    opensOn,
    closesOn: opensOn,
    supplementUntil: opensOn,
    reviewedOn: opensOn,
    publicityUntil: opensOn,
    agreementsUntil: opensOn,
    startsOn: opensOn,
  };
  return settledTimetable(bare, rules);
}

/** An earlier timetable from another opening day on: the same distances, moved on where holidays ask for it. (B12) */
export function shiftedTimetable(earlier: Timetable, opensOn: CalendarDay, rules: TimetableRules): Timetable {
  const days = daysBetween(earlier.opensOn, opensOn);
  const moved = Object.fromEntries(
    Object.entries(earlier).map(([step, day]) => [step, day === null ? null : addDays(day, days)]),
  ) as unknown as Timetable;
  return settledTimetable(moved, rules);
}

/** What a new round starts from. Who hears objections and whom to call nobody can guess: both stay to be said. */
export function standardSetup(start: RoundStart, rules: TimetableRules): RoundSetup {
  return {
    name: start.name,
    potFen: start.potFen,
    lots: [],
    rules: rulesOf({
      nameZh: start.name.zh,
      nameEn: start.name.en,
      potFen: start.potFen,
      opensAt: '',
      closesAt: '',
      graceMinutes: 0,
      maxGrantFen: 500_000_00,
      maxGrantPercent: 60,
      maxLabourPercent: 50,
      panelSize: 5,
      passLine: 60,
      publicityWorkingDays: 7,
      criteria: DEFAULT_CRITERIA,
    }),
    timetable: proposedTimetable(start.opensOn, rules),
    hours: { opens: '09:00', closes: '17:00', graceMinutes: 0 },
    form: defaultForm({ lotteryMoney: false }),
    eligibility: GRANT_ELIGIBILITY,
    objection: null,
    contact: null,
    instalments: [
      { percent: 50, trigger: 'ON_SIGNING' },
      { percent: 30, trigger: 'ON_MIDTERM_PASS' },
      { percent: 20, trigger: 'ON_FINAL_ACCEPT' },
    ],
    letters: STANDARD_LETTERS,
  };
}

/** An earlier round as the start of a new one: rules, form and letters, with the new name, pot and days. (B12) */
export function copiedSetup(earlier: RoundSetup, start: RoundStart, rules: TimetableRules): RoundSetup {
  return {
    ...earlier,
    name: start.name,
    potFen: start.potFen,
    timetable: shiftedTimetable(earlier.timetable, start.opensOn, rules),
  };
}
