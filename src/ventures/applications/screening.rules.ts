import {
  addWorkingDays,
  type CalendarDay,
  type Deadline,
  type WorkingDayTable,
} from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { actorOf, type SignedIn } from '../../kernel/viewer.js';
import { type RoundRules } from '../rounds/round.rules.js';
import { type RoundTerms } from '../rounds/terms.rules.js';
import { type ApplicationStatus } from './application.rules.js';

export const SCREENING_RESULTS = ['ELIGIBLE', 'INELIGIBLE', 'REINSTATED'] as const;
export type ScreeningResult = (typeof SCREENING_RESULTS)[number];

/** Where appeals against the first check are decided. */
export const APPEAL_DESK = '/bureau/appeals';
export const APPLICATION_SUBJECT = 'application';

interface Terms {
  readonly rules: Pick<RoundRules, 'publicityWorkingDays'>;
  readonly terms: Pick<RoundTerms, 'objection' | 'timetable'> | null;
}

/** The last day for an appeal: as many working days as the call gives for objections to its results. (domain.md 3.7) */
export function appealUntil(
  { rules }: Pick<Terms, 'rules'>,
  told: CalendarDay,
  table: WorkingDayTable,
): Deadline {
  return addWorkingDays(table, told, rules.publicityWorkingDays);
}

/** Working days in which an appeal is answered: what the call says, else ten. (domain.md 3.7) */
export function appealReplyDays({ terms }: Pick<Terms, 'terms'>): number {
  return terms?.objection?.replyWorkingDays ?? 10;
}

/** The day by which the first check is done: before the review of the call begins; unknown for a call without days. */
export function screeningDueOn({ terms }: Pick<Terms, 'terms'>): CalendarDay | null {
  return terms?.timetable.reviewedOn ?? null;
}

/** An application is checked once its round has been opened; one that was taken back, or never handed in, is not. */
export function hasFirstCheck(
  status: ApplicationStatus,
  { openedAt, isLegacy }: { readonly openedAt: string | null; readonly isLegacy: boolean },
): boolean {
  return openedAt !== null && !isLegacy && status !== 'DRAFT' && status !== 'WITHDRAWN';
}

export interface AppealFacts {
  readonly status: ApplicationStatus;
  readonly until: CalendarDay | null;
  readonly before: number;
}

/** An appeal is made once, against an exclusion, until the end of its last day in Shanghai. */
export function findingsAgainstAppeal({ status, until, before }: AppealFacts, today: CalendarDay): Finding[] {
  if (status !== 'INELIGIBLE' || until === null) return [{ code: 'appeal-nothing' }];
  if (before > 0) return [{ code: 'appeal-twice' }];
  return today > until ? [{ code: 'appeal-too-late', args: { until } }] : [];
}

/** A panel is not closed over the head of somebody who may still come back to it. */
export function findingsAgainstClosing({
  late,
  pending,
}: {
  readonly late: number;
  /** Open appeals, and exclusions against which one may still be made. */
  readonly pending: number;
}): Finding[] {
  return [
    ...(late > 0 ? [{ code: 'review-late-waiting', args: { count: late } }] : []),
    ...(pending > 0 ? [{ code: 'appeals-pending', args: { count: pending } }] : []),
  ];
}

/** The person who excluded an application does not decide about the appeal. */
export function findingsAgainstDecider(excludedBy: string | null, by: string): Finding[] {
  return excludedBy === by ? [{ code: 'appeal-own-decision' }] : [];
}

/** What the result says is a commitment: the number is public, whether it was eligible is not yet. */
export function applicationScreened(
  viewer: SignedIn,
  one: {
    readonly number: string;
    readonly round: string;
    readonly result: 'ELIGIBLE' | 'INELIGIBLE';
    readonly rule: string | null;
  },
): PublicAct {
  return {
    type: 'application.screened',
    by: actorOf(viewer),
    ref: one.number,
    data: { round: one.round },
    hidden: { result: JSON.stringify({ result: one.result, rule: one.rule }) },
  };
}

/** An application that comes back after an upheld appeal is a public act at once, without what it says. */
export function applicationReinstated(
  viewer: SignedIn,
  one: { readonly number: string; readonly round: string; readonly appeal: string },
): PublicAct {
  return {
    type: 'application.reinstated',
    by: actorOf(viewer),
    ref: one.number,
    data: { round: one.round, appeal: one.appeal },
  };
}
