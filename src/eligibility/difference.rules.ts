import { type Judged } from './criterion.rules.js';
import { type Leaf, leavesOf, type Proof } from './verdict.rules.js';

export type Side = Pick<Judged, 'outcome' | 'value' | 'record'>;

/** One condition that came out otherwise than at the earlier check; null where only one of the checks had it. */
export interface Difference {
  readonly rule: string;
  readonly source: string;
  readonly article?: string;
  readonly condition: Leaf['condition'];
  readonly then: Side | null;
  readonly now: Side | null;
}

/**
 * What changed between two checks, leaf by leaf: outcome, value used, or the record it came from. No difference is a
 * question that a person has meanwhile answered in favour, which is what the procedure is for, nor a condition that is
 * new with a later set of criteria and holds. (A3, C5)
 */
export function differenceBetween(then: Proof, now: Proof): readonly Difference[] {
  const before = byCondition(then);
  const after = byCondition(now);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [old, fresh] = [before.get(key), after.get(key)];
    const leaf = fresh ?? old;
    if (leaf === undefined || isSettled(old, fresh)) return [];
    const { rule, source, article, condition } = leaf;
    const cited = { rule, source, ...(article === undefined ? {} : { article }), condition };
    return [{ ...cited, then: sideOf(old), now: sideOf(fresh) }];
  });
}

function isSettled(old: Leaf | undefined, fresh: Leaf | undefined): boolean {
  if (fresh === undefined) return false;
  if (old === undefined) return fresh.outcome === 'PASS';
  if (fresh.condition.kind === 'PERSON' && fresh.outcome === 'PASS') return old.outcome !== 'FAIL';
  return JSON.stringify(sideOf(old)) === JSON.stringify(sideOf(fresh));
}

function byCondition(proof: Proof): ReadonlyMap<string, Leaf> {
  return new Map(leavesOf(proof).map((leaf) => [`${leaf.rule} ${JSON.stringify(leaf.condition)}`, leaf]));
}

function sideOf(leaf: Leaf | undefined): Side | null {
  if (leaf === undefined) return null;
  const { outcome, value, record } = leaf;
  return { outcome, value, record };
}
