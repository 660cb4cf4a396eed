import { addDays } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import {
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Text,
} from '../../platform/views/page.js';
import { setupCrumbs, setupPath } from './setup.pages.js';
import { type RoundInSetup } from './setup.queries.js';
import {
  findingsInTimetable,
  type Move,
  moveSentence,
  provisionalSteps,
  type Timetable,
  TIMETABLE_STEPS,
} from './timetable.rules.js';

export interface TimetablePage extends PageBase {
  readonly action: string;
  readonly moves: string;
  readonly version: number;
  readonly gaps: readonly Finding[];
  /** Whether somebody asked what moves along, and what does. */
  readonly asked: boolean;
  readonly moved: readonly Text[];
  readonly days: readonly { readonly field: Field; readonly provisional: boolean }[];
  readonly hours: readonly Field[];
  readonly back: string;
}

const say = (name: string, args?: Readonly<Record<string, string | number>>): Text => ({
  key: `setup.${name}`,
  ...(args ? { args } : {}),
});

/** The days of a round as fields; `proposal` is what the entered days lead to, shown for confirmation. */
export function timetablePage(
  { round, setup, calendar }: RoundInSetup,
  shown: {
    readonly entered?: Entered;
    readonly proposal?: { timetable: Timetable; moves: readonly Move[] };
  } = {},
): TimetablePage {
  const { entered, proposal } = shown;
  const timetable = proposal?.timetable ?? setup.timetable;
  const unsure = new Set(provisionalSteps(timetable, calendar));
  const asked = proposal === undefined ? entered : daysIn(entered, timetable);
  const field = fieldsOf(asked);
  return {
    ...pageBase({ key: 'rounds.readiness.timetable' }, setupCrumbs(round), entered?.findings),
    action: setupPath(round.number, 'timetable'),
    moves: setupPath(round.number, 'timetable/moves'),
    version: round.version,
    gaps: entered === undefined ? findingsInTimetable(setup.timetable, calendar) : [],
    asked: proposal !== undefined,
    moved: (proposal?.moves ?? []).map(moveSentence),
    days: TIMETABLE_STEPS.map((step) => ({
      field: field(step, {
        label: { key: `rounds.timetable.steps.${step}` },
        initial: timetable[step],
        required: step !== 'supplementUntil',
        ...(step === 'opensOn' || calendar.least[step].count === 0
          ? {}
          : { hint: leastText(calendar.least[step]) }),
      }),
      provisional: unsure.has(step),
    })),
    hours: [
      field('opens', {
        label: say('opens'),
        hint: say('time-hint'),
        initial: setup.hours.opens,
        required: true,
        maxLength: 5,
      }),
      field('closes', {
        label: say('closes'),
        hint: say('closes-hint', { day: addDays(timetable.closesOn, 1) }),
        initial: setup.hours.closes,
        required: true,
        maxLength: 5,
      }),
      field('graceMinutes', {
        label: { key: 'ventures.rounds.fields.graceMinutes' },
        hint: say('grace-hint'),
        initial: setup.hours.graceMinutes,
        inputMode: 'numeric',
        required: true,
      }),
    ],
    back: setupPath(round.number),
  };
}

/** What was typed with the days that are proposed instead. */
function daysIn(entered: Entered | undefined, timetable: Timetable): Entered {
  return {
    values: { ...entered?.values, ...timetable, supplementUntil: timetable.supplementUntil ?? '' },
    findings: entered?.findings ?? [],
  };
}

function leastText({
  count,
  unit,
}: {
  readonly count: number;
  readonly unit: 'DAYS' | 'WORKING_DAYS';
}): Text {
  return say(unit === 'DAYS' ? 'least-days' : 'least-working-days', { count });
}
