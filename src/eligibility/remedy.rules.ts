import { type CalendarDay } from '../kernel/calendar.js';
import { type Change, type CriteriaSet, type EligibilityFacts } from './criterion.rules.js';
import { NO_REQUEST, requestAfter } from './request.rules.js';
import { holds, type Proof, prove } from './verdict.rules.js';

/** Waiting can make new duties fall due; they are followed this far. */
const MOST_STEPS = 8;

/**
 * The smallest set of changes that turns the verdict to PASS: applied together it passes, and no proper subset does.
 * Empty when it passes already; null when no change can (a body that is no more). Among sets of one size the one that
 * is done first, then the first in the order of the criteria.
 */
export function smallestFix(
  set: CriteriaSet,
  facts: EligibilityFacts,
  on: CalendarDay,
): readonly Change[] | null {
  const passes = (changes: readonly Change[]): boolean => holds(set.criteria, ...after(changes, facts, on));
  if (passes([])) return [];
  const all = sufficient(set, [facts, on], [], false);
  const quick = all.filter((one) => !takesTime(one));
  let best: readonly Change[] | null = null;
  for (const times of waysToWait(all)) {
    // What takes time can bring new duties, what takes none only helps: so each way is followed on its own.
    const enough = sufficient(set, [facts, on], [...quick, ...times], true);
    // Only what is smaller, or as small and sooner, can still win.
    if (best !== null && times.length > best.length) continue;
    if (!passes(enough)) continue;
    const fix = leastOf(enough, passes);
    if (best === null || isSooner(fix, best, on)) best = fix;
  }
  if (best === null) return null;
  const order = all.map((change) => JSON.stringify(change));
  const place = (change: Change): number =>
    (order.indexOf(JSON.stringify(change)) + order.length + 1) % (order.length + 1);
  return [...best].sort((a, b) => place(a) - place(b));
}

function isSooner(fix: readonly Change[], best: readonly Change[], on: CalendarDay): boolean {
  if (fix.length !== best.length) return fix.length < best.length;
  return earliestDay(fix, on) < earliestDay(best, on);
}

/** Every choice of what takes time: at most one waiting, since the longest holds the others, and any of the repairs. */
function waysToWait(changes: readonly Change[]): readonly (readonly Change[])[] {
  const waits = changes.filter(({ kind }) => kind === 'WAIT_UNTIL');
  const repairs = changes.filter(({ kind }) => kind === 'REPAIR');
  const some = Array.from({ length: repairs.length + 1 }, (_, size) => [...subsets(repairs, size)]).flat();
  return some.flatMap((chosen) => [chosen, ...waits.map((wait) => [...chosen, wait])]);
}

/** Of a set that is enough the least that is: what every fix must hold is found at once, the rest searched by size. */
function leastOf(
  enough: readonly Change[],
  passes: (changes: readonly Change[]) => boolean,
): readonly Change[] {
  const needed = enough.filter((one) => takesTime(one) || !passes(enough.filter((other) => other !== one)));
  const rest = enough.filter((one) => !needed.includes(one));
  for (let size = 0; size < rest.length; size += 1)
    for (const some of subsets(rest, size)) {
      const fix = enough.filter((one) => needed.includes(one) || some.includes(one));
      if (passes(fix)) return fix;
    }
  return enough;
}

/** Changes that take time; they come last, so that what is mended is mended before. */
export function takesTime({ kind }: Change): boolean {
  return kind === 'WAIT_UNTIL' || kind === 'REPAIR';
}

/** The body and the day after all changes. */
export function after(
  changes: readonly Change[],
  facts: EligibilityFacts,
  on: CalendarDay,
): [EligibilityFacts, CalendarDay] {
  const ordered = [...changes.filter((one) => !takesTime(one)), ...changes.filter(takesTime)];
  const end = ordered.reduce(
    (state, change) => ({ facts: factsAfter(change, state.facts, state.on), on: dayAfter(change, state.on) }),
    { facts, on },
  );
  return [end.facts, end.on];
}

/** The first day on which a set of changes can be complete. */
export function earliestDay(changes: readonly Change[], on: CalendarDay): CalendarDay {
  return changes.reduce((day, change) => dayAfter(change, day), on);
}

function dayAfter(change: Change, on: CalendarDay): CalendarDay {
  const day = change.kind === 'WAIT_UNTIL' ? change.day : change.kind === 'REPAIR' ? change.from : on;
  return day > on ? day : on;
}

/** How each kind of change leaves the facts; what is not named here leaves them as they are. */
const EFFECTS: {
  readonly [K in Change['kind']]?: (
    change: Extract<Change, { readonly kind: K }>,
    facts: EligibilityFacts,
    on: CalendarDay,
  ) => Partial<EligibilityFacts>;
} = {
  REGISTER: () => ({ status: 'REGISTERED' }),
  LEAVE_LIST: ({ id }, { stays }, on) => ({
    stays: stays.map((stay) => (stay.id === id ? { ...stay, removedOn: on } : stay)),
  }),
  REPAIR: ({ id }, { penalties }) => ({ penalties: penalties.filter((one) => one.id !== id) }),
  FILE_REPORT: ({ year }, { reportYears, annual = [] }) => ({
    reportYears: [...reportYears, year],
    annual: [...annual.filter((one) => one.year !== year), { year, passed: true, record: null }],
  }),
  RECTIFY: ({ id }, { inspections }) => ({
    inspections: inspections.map((one) => (one.id === id ? { ...one, passed: true } : one)),
  }),
  RECTIFY_ANNUAL: ({ year }, { annual = [] }) => ({
    annual: annual.map((one) => (one.year === year ? { ...one, passed: true } : one)),
  }),
  OBTAIN_GRADE: ({ least }, { grades }, on) => ({
    grades: [...grades, { value: least, from: on, to: null }],
  }),
  STATE_STAFF: ({ least }) => ({ staff: least }),
  DECLARE: ({ what }, { declared }) => ({ declared: { ...declared, [what]: true } }),
  LIFT_FLAG: ({ number }, { flags = [] }) => ({ flags: flags.filter((flag) => flag.number !== number) }),
};

function factsAfter(change: Change, facts: EligibilityFacts, on: CalendarDay): EligibilityFacts {
  const effect = EFFECTS[change.kind] as
    ((change: Change, facts: EligibilityFacts, on: CalendarDay) => Partial<EligibilityFacts>) | undefined;
  const request = requestAfter(change, facts.request ?? NO_REQUEST);
  return { ...facts, ...(effect === undefined ? {} : effect(change, facts, on)), request };
}

/**
 * `begun` with every change that any failing part asks for, and with those that waiting for them brings along; of what
 * takes time only what is begun with, where `settled` says so.
 */
function sufficient(
  { criteria }: CriteriaSet,
  [facts, on]: readonly [EligibilityFacts, CalendarDay],
  begun: readonly Change[],
  settled: boolean,
): readonly Change[] {
  const all = new Map(begun.map((change) => [JSON.stringify(change), change]));
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const [body, day] = after([...all.values()], facts, on);
    if (holds(criteria, body, day)) break;
    const before = all.size;
    for (const change of changesIn(prove(criteria, body, day)))
      if (!settled || !takesTime(change)) all.set(JSON.stringify(change), change);
    if (all.size === before) break;
  }
  return [...all.values()];
}

function changesIn(proof: Proof): readonly Change[] {
  if (proof.outcome === 'PASS') return [];
  return 'rule' in proof ? proof.changes : proof.parts.flatMap(changesIn);
}

function* subsets<T>(list: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let i = from; i <= list.length - size; i += 1)
    for (const rest of subsets(list, size - 1, i + 1)) yield [list[i] as T, ...rest];
}
