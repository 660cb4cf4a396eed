import { type Finding } from '../../kernel/outcome.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { actorOf, type SignedIn } from '../../kernel/viewer.js';
import { type Extension, lastEnd } from '../rounds/extension.rules.js';
import { type RoundStatus } from '../rounds/round.rules.js';

/** What decides whether a round may be opened now. */
export interface OpeningFacts {
  readonly round: {
    readonly status: RoundStatus;
    readonly opensAt: string;
    readonly closesAt: string;
    readonly graceMinutes: number;
    readonly openedAt: string | null;
  };
  readonly extensions: readonly Extension[];
  readonly opening: { readonly proposedBy: string } | null;
  readonly now: string;
}

/** What stands against proposing or doing the opening: the call is over for everybody, and two persons act. (E7) */
export function findingsAgainstOpening(
  { round, extensions, opening, now }: OpeningFacts,
  { by, act }: { readonly by: string; readonly act: 'propose' | 'confirm' },
): Finding[] {
  if (round.openedAt !== null) return [{ code: 'opening-done' }];
  const early = now < lastEnd(round, extensions) || round.status === 'OPEN' || round.status === 'DRAFT';
  const twice = act === 'propose' && opening !== null;
  const unasked = act === 'confirm' && opening === null;
  const own = act === 'confirm' && opening?.proposedBy === by;
  return [
    ...(early ? [{ code: 'opening-too-early' }] : []),
    ...(twice ? [{ code: 'opening-proposed-already' }] : []),
    ...(unasked ? [{ code: 'opening-not-proposed' }] : []),
    ...(own ? [{ code: 'opening-own-proposal' }] : []),
  ];
}

/** The opening, in the ledger: how many, a hash over what was opened, and who acted; no organization, no title. */
export function roundUnsealed(
  viewer: SignedIn,
  {
    roundNumber,
    proposedBy,
    applications,
    digest,
    broken,
  }: {
    readonly roundNumber: string;
    readonly proposedBy: string;
    readonly applications: number;
    readonly digest: string;
    readonly broken: readonly string[];
  },
): PublicAct {
  return {
    type: 'application.opened',
    by: actorOf(viewer),
    ref: roundNumber,
    data: { applications, digest, broken, proposedBy },
  };
}
