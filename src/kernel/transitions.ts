import { may, type Right } from './rights.js';
import { type Viewer } from './viewer.js';
import { accepted, type Outcome, refused } from './outcome.js';

/** One arrow: where it leads, whose right it takes, and what must come with it. */
export interface Transition<S extends string> {
  readonly to: S;
  readonly by: Right | 'system';
  readonly needs?: 'reason' | 'attachment';
}

/**
 * A state machine as data: status → action → arrow. Guard (`follow`), buttons (`actionsFrom`), test
 * (`unreachable`) and diagram (`asMermaid`) all read this one table. Button texts are catalogue keys
 * `<capability>.action.<action>`.
 */
export type TransitionTable<S extends string, A extends string> = Readonly<
  Record<S, Readonly<Partial<Record<A, Transition<S>>>>>
>;

/** The actions that this viewer may take from this status, in the order of the table. */
export function actionsFrom<S extends string, A extends string>(
  table: TransitionTable<S, A>,
  status: S,
  viewer: Viewer,
): readonly A[] {
  const arrows = Object.entries(table[status]) as [A, Transition<S>][];
  return arrows.filter(([, { by }]) => by !== 'system' && may(viewer, by)).map(([action]) => action);
}

/** The next status, or the finding that this action does not lead on from here. Rights are the route's matter. */
export function follow<S extends string, A extends string>(
  table: TransitionTable<S, A>,
  status: S,
  action: A,
): Outcome<S> {
  const arrow = table[status][action];
  return arrow ? accepted(arrow.to) : refused([{ code: 'action-not-possible', args: { status, action } }]);
}

/** Statuses that no path from `start` reaches. A table is sound when this is empty. */
export function unreachable<S extends string, A extends string>(
  table: TransitionTable<S, A>,
  start: S,
): readonly S[] {
  const seen = new Set<S>([start]);
  const open: S[] = [start];
  for (let status = open.pop(); status !== undefined; status = open.pop()) {
    for (const { to } of Object.values(table[status]) as Transition<S>[]) {
      if (seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  }
  return (Object.keys(table) as S[]).filter((status) => !seen.has(status));
}

/** The table as a Mermaid state diagram, for `docs/state-machines.md`. */
export function asMermaid<S extends string, A extends string>(
  table: TransitionTable<S, A>,
  start: S,
): string {
  const arrows = (Object.entries(table) as [S, Partial<Record<A, Transition<S>>>][]).flatMap(
    ([from, actions]) =>
      (Object.entries(actions) as [A, Transition<S>][]).map(
        ([action, { to, by }]) => `  ${from} --> ${to}: ${action} (${by})`,
      ),
  );
  return ['stateDiagram-v2', `  [*] --> ${start}`, ...arrows].join('\n');
}
