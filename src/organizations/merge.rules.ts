import { type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { type TransitionTable } from '../kernel/transitions.js';

export const MERGE_STATUSES = ['PROPOSED', 'MERGED', 'REFUSED', 'UNDO_PROPOSED', 'UNDONE'] as const;
export type MergeStatus = (typeof MERGE_STATUSES)[number];
export type MergeAction = 'merge' | 'refuse' | 'ask-back' | 'undo' | 'keep';

/** A merge and its way back: each takes a reason and two persons. (A4) */
export const MERGE_LIFE: TransitionTable<MergeStatus, MergeAction> = {
  PROPOSED: {
    merge: { to: 'MERGED', by: 'organization.merge.confirm' },
    refuse: { to: 'REFUSED', by: 'organization.merge.confirm', needs: 'reason' },
  },
  MERGED: { 'ask-back': { to: 'UNDO_PROPOSED', by: 'organization.merge', needs: 'reason' } },
  UNDO_PROPOSED: {
    undo: { to: 'UNDONE', by: 'organization.merge.confirm' },
    keep: { to: 'MERGED', by: 'organization.merge.confirm', needs: 'reason' },
  },
  UNDONE: {},
  REFUSED: {},
};

/** What decides whether two bodies may be merged. */
export interface MergeFacts {
  readonly sameBody: boolean;
  /** The number of another proposal that waits and names one of the two, or null. */
  readonly waiting: string | null;
  /** Rows of both that cannot stand side by side, as both having applied in one round. */
  readonly conflicts: number;
}

/** What stands against a merge, named at the field where the bodies are chosen. */
export function findingsAgainstMerge({ sameBody, waiting, conflicts }: MergeFacts): Finding[] {
  return [
    ...(sameBody ? [{ code: 'merge-same-body', field: 'absorbed' }] : []),
    ...(waiting === null ? [] : [{ code: 'merge-waits', field: 'absorbed', args: { number: waiting } }]),
    ...(conflicts > 0 ? [{ code: 'merge-conflicts', field: 'absorbed', args: { conflicts } }] : []),
  ];
}

/** Whoever proposed a step may not confirm it. (domain.md 6.4) */
export function findingsAgainstSecond(proposedBy: string, secondPerson: string): Finding[] {
  return proposedBy === secondPerson ? [{ code: 'merge-second-person' }] : [];
}

interface MergedBodies {
  readonly number: string;
  readonly survivorAddress: string;
  readonly absorbedAddress: string;
}

/** One body taken into another, as a public act: the two codes, and how many rows moved. */
export function registerMerged(by: string, { number, ...bodies }: MergedBodies, rows: number): PublicAct {
  return {
    type: 'register.merged',
    by,
    ref: number,
    data: { survivor: bodies.survivorAddress, absorbed: bodies.absorbedAddress, rows },
  };
}

/** The same taken back. */
export function registerUnmerged(by: string, { number, ...bodies }: MergedBodies, rows: number): PublicAct {
  return {
    type: 'register.unmerged',
    by,
    ref: number,
    data: { survivor: bodies.survivorAddress, absorbed: bodies.absorbedAddress, rows },
  };
}
