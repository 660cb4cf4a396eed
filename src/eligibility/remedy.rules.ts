import { type CalendarDay } from '../kernel/calendar.js';
import { afterChange, type Change, type CriteriaSet, type EligibilityFacts } from './criterion.rules.js';
import { type Proof, prove } from './verdict.rules.js';

/** Waiting can make new duties fall due; they are followed this far. */
const MOST_STEPS = 8;

/**
 * The smallest set of changes that turns the verdict to PASS: applied together it passes, and no proper subset does.
 * Empty when it passes already; null when no change can (a body that is no more). Among sets of one size the first in
 * the order of the criteria.
 */
export function smallestFix(
  set: CriteriaSet,
  facts: EligibilityFacts,
  on: CalendarDay,
): readonly Change[] | null {
  const passes = (changes: readonly Change[]): boolean =>
    prove(set.criteria, ...after(changes, facts, on)).outcome === 'PASS';
  if (passes([])) return [];
  const enough = sufficient(set, facts, on);
  if (!passes(enough)) return null;
  // What every fix must hold is found at once; only the rest has to be searched, by size.
  const needed = enough.filter((one) => !passes(enough.filter((other) => other !== one)));
  const rest = enough.filter((one) => !needed.includes(one));
  for (let size = 0; size <= rest.length; size += 1)
    for (const some of subsets(rest, size)) {
      const fix = enough.filter((one) => needed.includes(one) || some.includes(one));
      if (passes(fix)) return fix;
    }
  return enough;
}

/** The body and the day after all changes; waiting comes last, so that what is mended is mended before. */
export function after(
  changes: readonly Change[],
  facts: EligibilityFacts,
  on: CalendarDay,
): [EligibilityFacts, CalendarDay] {
  const ordered = [
    ...changes.filter(({ kind }) => kind !== 'WAIT_UNTIL'),
    ...changes.filter(({ kind }) => kind === 'WAIT_UNTIL'),
  ];
  const end = ordered.reduce((state, change) => afterChange(change, state.facts, state.on), { facts, on });
  return [end.facts, end.on];
}

/** Every change that any failing part asks for, and those that waiting for them brings with it. */
function sufficient(set: CriteriaSet, facts: EligibilityFacts, on: CalendarDay): readonly Change[] {
  const all = new Map<string, Change>();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const proof = prove(set.criteria, ...after([...all.values()], facts, on));
    if (proof.outcome === 'PASS') break;
    for (const change of changesIn(proof)) all.set(JSON.stringify(change), change);
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
