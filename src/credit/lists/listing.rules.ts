import { type CalendarDay } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type OrganizationStatus } from '../../organizations/organization.rules.js';
import {
  abnormalEndsOn,
  becomesSeriousOn,
  type Ground,
  type ListKind,
  listOf,
  seriousMayEndOn,
  termAfterNewGround,
} from './credit-list.rules.js';

/** A stay on a list with its running term; `removedOn` is the first day off the list. */
export interface ListTerm {
  readonly id: string;
  readonly list: ListKind;
  readonly ground: Ground;
  readonly listedOn: CalendarDay;
  readonly termFrom: CalendarDay;
  readonly removedOn: CalendarDay | null;
}

/** Why somebody leaves a list. (R-CR-11, R-CR-12, R-CR-14, R-CR-15) */
export const EXITS = ['TERM_FULL', 'DUTIES_DONE', 'MOVED', 'DEREGISTERED', 'BASIS_FELL'] as const;
export type Exit = (typeof EXITS)[number];

/** A step and the law it rests on: nothing moves without both. */
export interface Cited {
  readonly rule: string;
  readonly article: number;
}

const CITED: Readonly<Record<Exit, Readonly<Record<ListKind, Cited>>>> = {
  TERM_FULL: { ABNORMAL: { rule: 'R-CR-11', article: 14 }, SERIOUS: { rule: 'R-CR-14', article: 17 } },
  DUTIES_DONE: { ABNORMAL: { rule: 'R-CR-11', article: 14 }, SERIOUS: { rule: 'R-CR-14', article: 17 } },
  MOVED: { ABNORMAL: { rule: 'R-CR-12', article: 15 }, SERIOUS: { rule: 'R-CR-12', article: 15 } },
  DEREGISTERED: { ABNORMAL: { rule: 'R-CR-14', article: 17 }, SERIOUS: { rule: 'R-CR-14', article: 17 } },
  BASIS_FELL: { ABNORMAL: { rule: 'R-CR-15', article: 18 }, SERIOUS: { rule: 'R-CR-15', article: 18 } },
};

export function lawOf(exit: Exit, list: ListKind): Cited {
  return CITED[exit][list];
}

/** What the clock says of a stay: which exit it proposes, and from which day on. A person confirms. */
export interface Clock {
  readonly exit: Exit;
  readonly from: CalendarDay;
  readonly cited: Cited;
}

/**
 * The next step by the clock, or null where no clock runs: a court's listing ends by correction (B6), a revoked body
 * leaves when it is deregistered (B7). A warning or small fine leaves nothing to rectify and ends after six months;
 * every other abnormal ground moves to the serious list after two years; a serious term may end after two.
 */
export function clockOf(stay: ListTerm, status: OrganizationStatus, today: CalendarDay): Clock | null {
  if (stay.removedOn !== null) return null;
  const clock = (exit: Exit, from: CalendarDay): Clock => ({ exit, from, cited: lawOf(exit, stay.list) });
  if (status === 'DEREGISTERED') return clock('DEREGISTERED', today);
  if (stay.list === 'ABNORMAL')
    return stay.ground === 'G5'
      ? clock('TERM_FULL', abnormalEndsOn(stay.termFrom))
      : clock('MOVED', becomesSeriousOn(stay.termFrom));
  return stay.ground === 'B6' || stay.ground === 'B7'
    ? null
    : clock('DUTIES_DONE', seriousMayEndOn(stay.termFrom));
}

/** What stands against leaving a list this way on this day. */
export function findingsAgainstExit(
  stay: ListTerm,
  exit: Exit,
  status: OrganizationStatus,
  today: CalendarDay,
): Finding[] {
  if (stay.removedOn !== null) return [{ code: 'action-not-possible' }];
  if (today < stay.listedOn) return [{ code: 'credit-removed-before-listing' }];
  if (exit === 'BASIS_FELL') return [];
  if (exit === 'DEREGISTERED') return status === 'DEREGISTERED' ? [] : [{ code: 'credit-not-deregistered' }];
  // Duties can be done at any time on the abnormal list, where there are any; everything else waits for its clock.
  if (exit === 'DUTIES_DONE' && stay.list === 'ABNORMAL')
    return stay.ground === 'G5'
      ? [{ code: 'credit-nothing-to-do', args: { from: abnormalEndsOn(stay.termFrom) } }]
      : [];
  const clock = clockOf(stay, status, today);
  if (clock === null || clock.exit !== exit) return [{ code: 'credit-no-such-exit' }];
  return today < clock.from ? [{ code: 'credit-term-running', args: { from: clock.from } }] : [];
}

export type GroundEffect =
  | { readonly kind: 'listed' }
  | {
      readonly kind: 'restarted';
      readonly stay: ListTerm;
      readonly termFrom: CalendarDay;
      /** The ground that is harder to leave by: a warning on top of a missing report changes nothing, the reverse does. */
      readonly ground: Ground;
    };

/** What a confirmed ground does: a new stay, or the term of the running one begins anew. (R-CR-10, R-CR-13) */
export function afterGround(stays: readonly ListTerm[], ground: Ground, on: CalendarDay): GroundEffect {
  const stay = stays.find(({ list, removedOn }) => list === listOf(ground) && removedOn === null);
  if (stay === undefined) return { kind: 'listed' };
  const harder = hardness(ground) > hardness(stay.ground) ? ground : stay.ground;
  return { kind: 'restarted', stay, termFrom: termAfterNewGround(stay.termFrom, on), ground: harder };
}

/** G5 leaves by itself, B6 only when a court deletes it, B7 only on deregistration. */
function hardness(ground: Ground): number {
  return { G5: 0, B6: 2, B7: 3 }[ground as string] ?? 1;
}
