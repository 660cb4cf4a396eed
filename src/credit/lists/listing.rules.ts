import { addMonths, addYears, type CalendarDay } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type OrganizationStatus } from '../../organizations/organization.rules.js';
import {
  abnormalEndsOn,
  becomesSeriousOn,
  type Ground,
  type ListKind,
  seriousMayEndOn,
} from './credit-list.rules.js';
import { type ListTerms } from './terms.rules.js';

/** Why somebody leaves a list. (R-CR-11, R-CR-12, R-CR-14, R-CR-15; REPAIRED: domain.md 2.7) */
export const EXITS = ['TERM_FULL', 'DUTIES_DONE', 'MOVED', 'DEREGISTERED', 'BASIS_FELL', 'REPAIRED'] as const;
export type Exit = (typeof EXITS)[number];
/** A stay that ended so is shown to nobody outside and bars nothing: as if it had never held. (R-CR-15, R-CR-25) */
export const VOID_EXITS = ['BASIS_FELL', 'REPAIRED'] as const satisfies readonly Exit[];

/** A stay on a list with its running term; `removedOn` is the first day off the list. */
export interface ListTerm {
  readonly id: string;
  readonly list: ListKind;
  /** The ground that is hardest to leave by, of all that hold. */
  readonly ground: Ground;
  readonly listedOn: CalendarDay;
  readonly termFrom: CalendarDay;
  readonly removedOn: CalendarDay | null;
  readonly exit: Exit | null;
}

/** A step and the law it rests on: nothing moves without both. */
export interface Cited {
  readonly rule: string;
  readonly article: number;
}

/** The articles of Order 60; repair rests on article 4 of the repair rules. */
const EXIT_LAW: Readonly<Record<Exit, Readonly<Record<ListKind, Cited>>>> = {
  TERM_FULL: { ABNORMAL: { rule: 'R-CR-11', article: 14 }, SERIOUS: { rule: 'R-CR-14', article: 17 } },
  DUTIES_DONE: { ABNORMAL: { rule: 'R-CR-11', article: 14 }, SERIOUS: { rule: 'R-CR-14', article: 17 } },
  MOVED: { ABNORMAL: { rule: 'R-CR-12', article: 15 }, SERIOUS: { rule: 'R-CR-12', article: 15 } },
  DEREGISTERED: { ABNORMAL: { rule: 'R-CR-14', article: 17 }, SERIOUS: { rule: 'R-CR-14', article: 17 } },
  BASIS_FELL: { ABNORMAL: { rule: 'R-CR-15', article: 18 }, SERIOUS: { rule: 'R-CR-15', article: 18 } },
  REPAIRED: { ABNORMAL: { rule: 'R-CR-24', article: 4 }, SERIOUS: { rule: 'R-CR-24', article: 4 } },
};
const LISTING_LAW: Readonly<Record<'LISTED' | 'RESTARTED', Readonly<Record<ListKind, Cited>>>> = {
  LISTED: { ABNORMAL: { rule: 'R-CR-08', article: 11 }, SERIOUS: { rule: 'R-CR-12', article: 15 } },
  RESTARTED: { ABNORMAL: { rule: 'R-CR-10', article: 13 }, SERIOUS: { rule: 'R-CR-13', article: 16 } },
};

export function lawOf(exit: Exit, list: ListKind): Cited {
  return EXIT_LAW[exit][list];
}

export function lawOfListing(kind: 'LISTED' | 'RESTARTED', list: ListKind): Cited {
  return LISTING_LAW[kind][list];
}

export function isVoid({ exit }: Pick<ListTerm, 'exit'>): boolean {
  return exit === 'BASIS_FELL' || exit === 'REPAIRED';
}

/** What the clock says of a stay: which exit it proposes, and from which day on. A person confirms. */
export interface Clock {
  readonly exit: Exit;
  readonly from: CalendarDay;
  readonly cited: Cited;
}

/** The facts and the parameters of the day on which a step is judged. */
export interface Moment {
  readonly status: OrganizationStatus;
  readonly today: CalendarDay;
  readonly terms: ListTerms;
}

/**
 * The next step by the clock, or null where no clock runs: a court's listing ends by correction (B6), a revoked body
 * leaves when it is deregistered (B7). A warning or small fine leaves nothing to rectify and ends after six months;
 * every other abnormal ground moves to the serious list after two years; a serious term may end after two.
 */
export function clockOf(stay: ListTerm, { status, today, terms }: Moment): Clock | null {
  if (stay.removedOn !== null) return null;
  const clock = (exit: Exit, from: CalendarDay): Clock => ({ exit, from, cited: lawOf(exit, stay.list) });
  if (status === 'DEREGISTERED') return clock('DEREGISTERED', today);
  if (stay.list === 'ABNORMAL')
    return stay.ground === 'G5'
      ? clock('TERM_FULL', abnormalEndsOn(stay.termFrom, terms))
      : clock('MOVED', becomesSeriousOn(stay.termFrom, terms));
  return stay.ground === 'B6' || stay.ground === 'B7'
    ? null
    : clock('DUTIES_DONE', seriousMayEndOn(stay.termFrom, terms));
}

/** The first day on which a stay can be repaired; null where the rules of the day know no repair of it. (R-CR-24) */
export function repairableFrom(
  { list, ground, termFrom }: Pick<ListTerm, 'list' | 'ground' | 'termFrom'>,
  { repair }: ListTerms,
): CalendarDay | null {
  if (repair === null || ground === 'B6' || ground === 'B7') return null;
  return list === 'ABNORMAL'
    ? addMonths(termFrom, repair.abnormalMonths)
    : addYears(termFrom, repair.seriousYears);
}

/** What stands against leaving a list this way on this day. */
export function findingsAgainstExit(stay: ListTerm, exit: Exit, moment: Moment): Finding[] {
  const { status, today, terms } = moment;
  // A correction reaches back to stays that are over, and so does a repair: what they show has to go as well.
  if (isVoid(stay) || (stay.removedOn !== null && exit !== 'BASIS_FELL' && exit !== 'REPAIRED'))
    return [{ code: 'action-not-possible' }];
  if (today < stay.listedOn) return [{ code: 'credit-removed-before-listing' }];
  if (exit === 'BASIS_FELL') return [];
  if (exit === 'REPAIRED') return findingsAgainstRepair(stay, today, terms);
  if (exit === 'DEREGISTERED') return status === 'DEREGISTERED' ? [] : [{ code: 'credit-not-deregistered' }];
  // Duties can be done at any time on the abnormal list, where there are any; everything else waits for its clock.
  if (exit === 'DUTIES_DONE' && stay.list === 'ABNORMAL')
    return stay.ground === 'G5'
      ? [{ code: 'credit-nothing-to-do', args: { from: abnormalEndsOn(stay.termFrom, terms) } }]
      : [];
  const clock = clockOf(stay, moment);
  if (clock === null || clock.exit !== exit) return [{ code: 'credit-no-such-exit' }];
  return today < clock.from ? [{ code: 'credit-term-running', args: { from: clock.from } }] : [];
}

/** What moved on to the serious list is repaired together with that stay, not before it. */
function findingsAgainstRepair(stay: ListTerm, today: CalendarDay, terms: ListTerms): Finding[] {
  if (terms.repair === null) return [{ code: 'lists-no-repair-yet' }];
  const from = repairableFrom(stay, terms);
  if (from === null || stay.exit === 'MOVED') return [{ code: 'credit-no-such-exit' }];
  return today < from ? [{ code: 'credit-term-running', args: { from } }] : [];
}

/** G5 leaves by itself, B6 only when a court deletes it, B7 only on deregistration. */
export function hardness(ground: Ground): number {
  return { G5: 0, B6: 2, B7: 3 }[ground as string] ?? 1;
}
