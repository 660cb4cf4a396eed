import { type CalendarDay } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import {
  type CriteriaSet,
  type Criterion,
  type EligibilityFacts,
  type Judged,
  type Outcome3,
  type Purpose,
} from './criterion.rules.js';
import { findingOf, judge } from './judge.rules.js';

/** A node of the proof: how each part came out, down to the value used and the record it came from. */
export type Leaf = Extract<Criterion, { readonly rule: string }> & Judged;
export type Proof =
  Leaf | { readonly outcome: Outcome3; readonly of: 'all' | 'any'; readonly parts: readonly Proof[] };

/** The answer to "may this body, on this day, and why not?". Derived; frozen only as a snapshot. */
export interface Verdict {
  readonly purpose: Purpose;
  readonly on: CalendarDay;
  readonly outcome: Outcome3;
  readonly proof: Proof;
}

export function verdictOn(set: CriteriaSet, facts: EligibilityFacts, on: CalendarDay): Verdict {
  const proof = prove(set.criteria, facts, on);
  return { purpose: set.purpose, on, outcome: proof.outcome, proof };
}

/** All: the worst part counts. Any: the best part counts. What needs a look lies between. */
export function prove(criterion: Criterion, facts: EligibilityFacts, on: CalendarDay): Proof {
  if ('condition' in criterion) return { ...criterion, ...judge(criterion.condition, facts, on) };
  const [of, list] =
    'all' in criterion ? (['all', criterion.all] as const) : (['any', criterion.any] as const);
  const parts = list.map((one) => prove(one, facts, on));
  const order: readonly Outcome3[] =
    of === 'all' ? ['FAIL', 'NEEDS_REVIEW', 'PASS'] : ['PASS', 'NEEDS_REVIEW', 'FAIL'];
  const outcome =
    order.find((one) => parts.some((part) => part.outcome === one)) ?? (of === 'all' ? 'PASS' : 'FAIL');
  return { outcome, of, parts };
}

/** Whether the verdict would be PASS, told without a proof. */
export function holds(criterion: Criterion, facts: EligibilityFacts, on: CalendarDay): boolean {
  if ('condition' in criterion) return judge(criterion.condition, facts, on).outcome === 'PASS';
  return 'all' in criterion
    ? criterion.all.every((one) => holds(one, facts, on))
    : criterion.any.some((one) => holds(one, facts, on));
}

/** The leaves that decide against it: of a failed branch the failed parts. */
export function failuresIn(proof: Proof): readonly Leaf[] {
  if (proof.outcome !== 'FAIL') return [];
  return 'rule' in proof ? [proof] : proof.parts.flatMap(failuresIn);
}

/** All leaves of a proof, in their order. */
export function leavesOf(proof: Proof): readonly Leaf[] {
  return 'rule' in proof ? [proof] : proof.parts.flatMap(leavesOf);
}

/** What a service refuses with: one finding for each leaf that decides against it. What needs a look does not refuse. */
export function findingsIn(verdict: Verdict): Finding[] {
  return failuresIn(verdict.proof).map((leaf) => findingOf(leaf.rule, leaf.condition, leaf));
}

/** What is frozen with a decision: enough to judge again to the same bytes, whatever the criteria are by then. */
export interface SnapshotBody {
  readonly set: CriteriaSet;
  readonly on: CalendarDay;
  readonly facts: EligibilityFacts;
  readonly verdict: Verdict;
}

/** The bytes of a snapshot; `digest` of them is kept beside. */
export function snapshotText(set: CriteriaSet, facts: EligibilityFacts, on: CalendarDay): string {
  const body: SnapshotBody = { set, on, facts, verdict: verdictOn(set, facts, on) };
  return JSON.stringify(body);
}

/** Judges a frozen snapshot again from its own criteria and facts; the same text, or something was changed. */
export function rerun(text: string): string {
  const { set, on, facts } = JSON.parse(text) as SnapshotBody;
  return snapshotText(set, facts, on);
}
