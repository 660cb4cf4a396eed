import { type CalendarDay } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { type TransitionTable } from '../kernel/transitions.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';

export const LISTING_STATUSES = ['PROPOSED', 'DECLINED', 'LISTED', 'REMOVAL_PROPOSED', 'REMOVED'] as const;
export type ListingStatus = (typeof LISTING_STATUSES)[number];
export type ListingAction = 'confirm' | 'decline' | 'propose-removal' | 'confirm-removal' | 'decline-removal';

/**
 * The life of an entry on a list (列入, 移出): onto it and off it each by two persons. It counts from its confirmation,
 * and goes on counting until the removal is confirmed too. (domain.md 2.3 to 2.5, 6.4)
 */
export const LISTING_LIFE = {
  PROPOSED: {
    confirm: { to: 'LISTED', by: 'credit.list.confirm' },
    decline: { to: 'DECLINED', by: 'credit.list.confirm', needs: 'reason' },
  },
  DECLINED: {},
  LISTED: { 'propose-removal': { to: 'REMOVAL_PROPOSED', by: 'credit.list', needs: 'reason' } },
  REMOVAL_PROPOSED: {
    'confirm-removal': { to: 'REMOVED', by: 'credit.list.confirm' },
    'decline-removal': { to: 'LISTED', by: 'credit.list.confirm', needs: 'reason' },
  },
  REMOVED: {},
} as const satisfies TransitionTable<ListingStatus, ListingAction>;

/** Why an entry ends. Those that were repaired or put right leave no trace in public. (R-CR-11, R-CR-14, R-CR-15, R-CR-25) */
export const REMOVAL_KINDS = [
  'DUTIES_DONE',
  'TERM_FULL',
  'DEREGISTERED',
  'MOVED_TO_SERIOUS',
  'REPAIRED',
  'CORRECTED',
] as const;
export type RemovalKind = (typeof REMOVAL_KINDS)[number];
/** The kinds an officer may propose; a move to the serious list follows from listing there. */
export const PROPOSABLE_REMOVALS = REMOVAL_KINDS.filter((kind) => kind !== 'MOVED_TO_SERIOUS');
/** After these the stay is as if it had never been, in public and for every later decision. (R-CR-15, R-CR-25) */
export const TRACELESS_REMOVALS = ['REPAIRED', 'CORRECTED'] as const satisfies readonly RemovalKind[];

/** What an officer proposes: who, why, from which day, on which document. */
export interface ListingEntry {
  readonly creditCode: string;
  readonly ground: string;
  readonly listedOn: CalendarDay;
  readonly documentNumber: string;
}

export interface RemovalEntry {
  readonly removalKind: string;
  readonly removedOn: CalendarDay;
  readonly reason: string;
}

/** Nobody is listed as from a day that has not come. (T6: the ledger's own time stands beside it) */
export function findingsInListing(entry: ListingEntry, today: CalendarDay): Finding[] {
  return entry.listedOn > today ? [{ code: 'credit-day-in-future', field: 'listedOn' }] : [];
}

/** A removal lies between the listing and today. */
export function findingsInRemoval(listedOn: CalendarDay, entry: RemovalEntry, today: CalendarDay): Finding[] {
  if (entry.removedOn < listedOn) return [{ code: 'credit-removed-before-listing', field: 'removedOn' }];
  return entry.removedOn > today ? [{ code: 'credit-day-in-future', field: 'removedOn' }] : [];
}

/** A listing or its end, for the ledger: a commitment that names nobody. (security.md 6.3 rule 7) */
export function creditListed(
  viewer: SignedIn,
  type: 'credit.recorded' | 'credit.withdrawn',
  listing: { readonly id: string; readonly creditCode: string; readonly ground: string; readonly on: CalendarDay },
): PublicAct {
  return { type, by: actorOf(viewer), ref: 'credit', data: {}, hidden: { listing: JSON.stringify(listing) } };
}
