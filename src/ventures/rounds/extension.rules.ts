import { type Finding } from '../../kernel/outcome.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { actorOf, type SignedIn } from '../../kernel/viewer.js';
import { isOpenAt, type RoundStatus } from './round.rules.js';

/**
 * More time for one organization, for a reason that is its own (the portal was down for it, a disaster): proposed by
 * one person, confirmed by another, told to nobody by name but counted in public. (E4)
 */
export interface Extension {
  readonly organizationId: string;
  /** The new closing instant; the grace of the call comes on top, as for everybody. */
  readonly until: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly confirmedBy: string | null;
}

/** What an officer asks for one body. */
export interface ExtensionEntry {
  readonly organization: string;
  readonly until: string;
  readonly reason: string;
}

interface Deadline {
  readonly opensAt: string;
  readonly closesAt: string;
  readonly graceMinutes: number;
  readonly status: RoundStatus;
}

/** A week is the most that one body may be given beyond the others. */
export const MOST_EXTENSION_MS = 7 * 86_400_000;

/** What stands against proposing an extension. */
export function findingsInExtension(
  extension: Pick<Extension, 'until' | 'reason'>,
  {
    round,
    others,
    now,
  }: { readonly round: Deadline; readonly others: readonly Extension[]; readonly now: string },
  organizationId: string,
): Finding[] {
  const latest = Date.parse(round.closesAt) + MOST_EXTENSION_MS;
  return [
    ...(round.status === 'OPEN' ? [] : [{ code: 'extension-round-not-open' }]),
    ...(extension.until > round.closesAt ? [] : [{ code: 'extension-not-later', field: 'until' }]),
    ...(extension.until > now ? [] : [{ code: 'extension-already-over', field: 'until' }]),
    ...(Date.parse(extension.until) <= latest ? [] : [{ code: 'extension-too-long', field: 'until' }]),
    ...(extension.reason.trim() === '' ? [{ code: 'extension-reason', field: 'reason' }] : []),
    ...(others.some((one) => one.organizationId === organizationId) ? [{ code: 'extension-twice' }] : []),
  ];
}

/** What stands against confirming one: it takes a second person, in time. */
export function findingsInConfirmation(extension: Extension, confirmedBy: string, now: string): Finding[] {
  return [
    ...(extension.proposedBy === confirmedBy ? [{ code: 'extension-own-proposal' }] : []),
    ...(extension.confirmedBy === null ? [] : [{ code: 'extension-confirmed-already' }]),
    ...(extension.until > now ? [] : [{ code: 'extension-already-over', field: 'until' }]),
  ];
}

/** When the call closes for an organization: later than for others only by a confirmed extension. */
export function closesAtFor(
  round: Pick<Deadline, 'closesAt'>,
  extensions: readonly Extension[],
  organizationId: string,
): string {
  return extensions
    .filter((one) => one.organizationId === organizationId && one.confirmedBy !== null)
    .reduce((latest, { until }) => (until > latest ? until : latest), round.closesAt);
}

/** The one clock of the deadline, for one organization: its closing instant plus the grace, the end exclusive. */
export function isOpenFor(
  round: Deadline,
  extensions: readonly Extension[],
  at: { readonly organizationId: string; readonly now: string },
): boolean {
  return isOpenAt({ ...round, closesAt: closesAtFor(round, extensions, at.organizationId) }, at.now);
}

/** The instant at which the call is over for everybody: nothing may be opened or closed before. */
export function lastEnd(round: Deadline, extensions: readonly Extension[]): string {
  const latest = extensions
    .filter(({ confirmedBy }) => confirmedBy !== null)
    .reduce((last, { until }) => (until > last ? until : last), round.closesAt);
  return new Date(Date.parse(latest) + round.graceMinutes * 60_000).toISOString();
}

/** What the public page says: how many, never who. */
export function extensionsInForce(extensions: readonly Extension[]): number {
  return extensions.filter(({ confirmedBy }) => confirmedBy !== null).length;
}

/** One more extension, in the ledger: until when and how many there are, never for whom or why. */
export function applicationExtended(
  viewer: SignedIn,
  {
    roundNumber,
    until,
    inForce,
  }: { readonly roundNumber: string; readonly until: string; readonly inForce: number },
): PublicAct {
  return { type: 'application.extended', by: actorOf(viewer), ref: roundNumber, data: { until, inForce } };
}
