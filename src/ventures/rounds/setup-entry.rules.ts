import { type GrantParameters } from '../../eligibility/criteria.rules.js';
import { type Fen } from '../../kernel/money.js';
import { type InstalmentPlan, type Letter, type RoundHours, type RoundSetup } from './readiness.rules.js';
import { eligibilityOf, type VentureField } from './round.rules.js';
import {
  moveStep,
  type Move,
  type Timetable,
  TIMETABLE_STEPS,
  type TimetableRules,
} from './timetable.rules.js';

type Change = (setup: RoundSetup) => RoundSetup;

/** Name, pot and its lots by field; a field without an amount has no lot of its own. (B7) */
export function withMoney(entry: {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly potFen: Fen;
  readonly lots: readonly { readonly field: VentureField; readonly potFen?: Fen }[];
}): Change {
  const lots = entry.lots.flatMap(({ field, potFen = 0 }) => (potFen > 0 ? [{ field, potFen }] : []));
  return (setup) => ({
    ...setup,
    name: { zh: entry.nameZh, en: entry.nameEn },
    potFen: entry.potFen,
    lots,
  });
}

export function withTimetable(timetable: Timetable, hours: RoundHours): Change {
  return (setup) => ({ ...setup, timetable, hours });
}

/**
 * What an officer's days lead to: each day that was changed is moved in order, and every later one goes with it as
 * far as it must. (B6)
 */
export function movedTimetable(
  from: Timetable,
  to: Timetable,
  rules: TimetableRules,
): { readonly timetable: Timetable; readonly moves: readonly Move[] } {
  let timetable: Timetable = { ...from, supplementUntil: to.supplementUntil };
  const moves: Move[] = [];
  for (const step of TIMETABLE_STEPS) {
    const day = to[step];
    if (day === null || day === from[step]) continue;
    const moved = moveStep(timetable, [step, day], rules);
    timetable = moved.timetable;
    moves.push(...moved.moves.filter((move) => move.step !== step));
  }
  return { timetable, moves: lastMoves(from, timetable, moves) };
}

/** One sentence for each step that moved along: from where it stood to where it stands now. */
function lastMoves(from: Timetable, to: Timetable, moves: readonly Move[]): readonly Move[] {
  return TIMETABLE_STEPS.flatMap((step) => {
    const last = moves.findLast((move) => move.step === step);
    const [before, after] = [from[step], to[step]];
    return last === undefined || before === null || after === null || before === after || last.to !== after
      ? []
      : [{ ...last, from: before }];
  });
}

/** Who may apply: rules of the library, and how far back a call looks. (R-CR-22) */
export function withEligibility(
  eligibility: readonly string[],
  parameters: Partial<GrantParameters>,
): Change {
  return (setup) => ({
    ...setup,
    eligibility,
    rules: { ...setup.rules, eligibility: { ...eligibilityOf(setup.rules), ...parameters } },
  });
}

export function withPanel(method: {
  readonly panelSize: number;
  readonly leastCards: number;
  readonly dropHighLowFrom: number;
  readonly passLine: number;
}): Change {
  return (setup) => ({
    ...setup,
    rules: { ...setup.rules, method: { ...setup.rules.method, ...method } },
  });
}

/** An office that is named in one language only is still kept, so that the check can say what it lacks. */
export function withPublicity(entry: {
  readonly publicityWorkingDays: number;
  readonly officeZh?: string;
  readonly officeEn?: string;
  readonly replyWorkingDays?: number;
}): Change {
  const { officeZh = '', officeEn = '', replyWorkingDays = 0 } = entry;
  const isBlank = officeZh === '' && officeEn === '' && replyWorkingDays === 0;
  return (setup) => ({
    ...setup,
    rules: { ...setup.rules, publicityWorkingDays: entry.publicityWorkingDays },
    objection: isBlank ? null : { office: { zh: officeZh, en: officeEn }, replyWorkingDays },
  });
}

export function withInstalments(
  entry: readonly { readonly trigger: InstalmentPlan['trigger']; readonly percent?: number }[],
): Change {
  const instalments = entry.flatMap(({ trigger, percent = 0 }) =>
    percent > 0 ? [{ trigger, percent }] : [],
  );
  return (setup) => ({ ...setup, instalments });
}

export function withContact(entry: {
  readonly officeZh?: string;
  readonly officeEn?: string;
  readonly phone?: string;
}): Change {
  const { officeZh = '', officeEn = '', phone = '' } = entry;
  const isBlank = officeZh === '' && officeEn === '' && phone === '';
  return (setup) => ({
    ...setup,
    contact: isBlank ? null : { office: { zh: officeZh, en: officeEn }, phone },
  });
}

export function withLetters(
  entry: readonly { readonly letter: Letter; readonly zh?: string; readonly en?: string }[],
): Change {
  const letters = Object.fromEntries(entry.map(({ letter, zh = '', en = '' }) => [letter, { zh, en }]));
  return (setup) => ({ ...setup, letters: { ...setup.letters, ...letters } });
}
