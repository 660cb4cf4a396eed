import { type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { type TransitionTable } from '../kernel/transitions.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';
import { type RankedCandidate } from './ranking.rules.js';

export const CONTEST_STATUSES = ['OPEN', 'CLOSED'] as const;
export type ContestStatus = (typeof CONTEST_STATUSES)[number];
export const CONTEST_LIFE: TransitionTable<ContestStatus, 'close'> = {
  OPEN: { close: { to: 'CLOSED', by: 'panel.close' } },
  CLOSED: {},
};

export const ASSIGNMENT_STATUSES = ['ASSIGNED', 'RECUSED'] as const;
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number];
/** The answer to the conflict question; unsure counts as a conflict until the secretary has looked. (R-SC-03) */
export const CONFLICT_ANSWERS = ['NONE', 'CONFLICT', 'UNSURE'] as const;
export type ConflictAnswer = (typeof CONFLICT_ANSWERS)[number];

export interface PairFacts {
  readonly contestStatus: ContestStatus;
  readonly employer: string;
  readonly organizationName: string;
  readonly status: AssignmentStatus | null;
}

/** What forbids giving this candidate to this expert: known ties, an earlier recusal, a closed panel. (R-SC-03) */
export function findingsInPair({ contestStatus, employer, organizationName, status }: PairFacts): Finding[] {
  return [
    ...(contestStatus === 'OPEN' ? [] : [{ code: 'panel-is-closed' }]),
    ...(employer === organizationName
      ? [{ code: 'expert-employed-there', args: { name: organizationName } }]
      : []),
    ...(status === 'RECUSED' ? [{ code: 'expert-recused' }] : []),
    ...(status === 'ASSIGNED' ? [{ code: 'expert-assigned' }] : []),
  ];
}

/** A panel has an odd number of experts and at least so many as the call says. (R-SC-02) */
export function findingsInPanel(members: number, panelSize: number): Finding[] {
  return members === panelSize ? [] : [{ code: 'panel-size', args: { members, panelSize } }];
}

export interface ClosingFacts {
  readonly assignments: number;
  readonly undeclared: number;
  readonly unscored: number;
  readonly candidatesWithoutCards: number;
}

/** A panel closes when every assignment is scored or recused. (C11) */
export function findingsAgainstClosing({
  assignments,
  undeclared,
  unscored,
  candidatesWithoutCards,
}: ClosingFacts): Finding[] {
  return [
    ...(assignments > 0 ? [] : [{ code: 'panel-without-assignments' }]),
    ...(undeclared + unscored === 0
      ? []
      : [{ code: 'panel-cards-missing', args: { count: undeclared + unscored } }]),
    ...(candidatesWithoutCards === 0
      ? []
      : [{ code: 'panel-candidates-without-cards', args: { count: candidatesWithoutCards } }]),
  ];
}

export function conflictDeclared(viewer: SignedIn, ref: string, answer: ConflictAnswer): PublicAct {
  return { type: 'conflict.declared', by: actorOf(viewer), ref, data: {}, hidden: { answer } };
}

export function reviewerAssigned(viewer: SignedIn, ref: string, expert: string): PublicAct {
  return { type: 'reviewer.assigned', by: actorOf(viewer), ref, data: { expert } };
}

export function reviewerRecused(by: string, ref: string, expert: string): PublicAct {
  return { type: 'reviewer.recused', by, ref, data: { expert } };
}

/** A sealed score: committed now, published with its salt when the panel closes. */
export function scoreSealed(viewer: SignedIn, ref: string, card: string): PublicAct {
  return { type: 'score.sealed', by: actorOf(viewer), ref, data: {}, hidden: { card } };
}

export function panelClosed(
  viewer: SignedIn,
  ref: string,
  rankingHash: string,
  ranking: readonly RankedCandidate[],
): PublicAct {
  const totals = ranking.map(({ number, rank, score }) => ({ number, rank, score }));
  return { type: 'panel.closed', by: actorOf(viewer), ref, data: { rankingHash, totals } };
}
