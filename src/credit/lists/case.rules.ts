import {
  addDays,
  addWorkingDays,
  type CalendarDay,
  daysBetween,
  type WorkingDayTable,
} from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { type Ground, isPenaltyGround, listOf } from './credit-list.rules.js';
import { isInForce, type ListTerms } from './terms.rules.js';

export const CASE_STATUSES = [
  'FOUND',
  'NOTICE_SENT',
  'STATEMENT_RECEIVED',
  'WAIVED',
  'VERIFIED',
  'LISTED',
  'NOT_LISTED',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];
export type CaseAction = 'notify' | 'state' | 'waive' | 'verify' | 'list' | 'decline';

/** The procedure before a listing; a penalty goes straight from found to listed. (domain.md 2.3; R-CR-07) */
export const CASE_LIFE: TransitionTable<CaseStatus, CaseAction> = {
  FOUND: {
    notify: { to: 'NOTICE_SENT', by: 'credit.list' },
    list: { to: 'LISTED', by: 'credit.list.confirm', needs: 'reason' },
    decline: { to: 'NOT_LISTED', by: 'credit.list.confirm', needs: 'reason' },
  },
  NOTICE_SENT: {
    state: { to: 'STATEMENT_RECEIVED', by: 'credit.statement' },
    waive: { to: 'WAIVED', by: 'credit.statement' },
    verify: { to: 'VERIFIED', by: 'credit.list', needs: 'reason' },
  },
  STATEMENT_RECEIVED: { verify: { to: 'VERIFIED', by: 'credit.list', needs: 'reason' } },
  WAIVED: { verify: { to: 'VERIFIED', by: 'credit.list', needs: 'reason' } },
  VERIFIED: {
    list: { to: 'LISTED', by: 'credit.list.confirm', needs: 'reason' },
    decline: { to: 'NOT_LISTED', by: 'credit.list.confirm', needs: 'reason' },
  },
  LISTED: {},
  NOT_LISTED: {},
};

/** How the prior notice reached the body. The internet is for those who cannot be reached. (R-CR-07) */
export const DELIVERIES = ['HANDED', 'POST', 'INTERNET'] as const;
export type Delivery = (typeof DELIVERIES)[number];

export const LETTER_OUTCOMES = ['SIGNED', 'UNSIGNED'] as const;
export type LetterOutcome = (typeof LETTER_OUTCOMES)[number];

/** A letter to the registered address; null while nobody knows what became of it. */
export interface Letter {
  readonly sentOn: CalendarDay;
  readonly outcome: LetterOutcome | null;
}

/** What the rules see of a case. */
export interface CaseFacts {
  readonly status: CaseStatus;
  readonly ground: Ground;
  readonly foundOn: CalendarDay;
  readonly recordId: string | null;
  readonly statementDueOn: CalendarDay | null;
  readonly foundBy: string;
  readonly verifiedBy: string | null;
}

/** What stands against opening a case: the day, a move that only the clock makes, a penalty without its record. */
export function findingsAgainstCase(
  entry: { readonly ground: Ground; readonly foundOn: CalendarDay; readonly recordId: string | null },
  today: CalendarDay,
): Finding[] {
  const findings: Finding[] = [];
  if (entry.foundOn > today) findings.push({ code: 'credit-day-in-future', field: 'foundOn' });
  if (!isInForce(entry.foundOn)) findings.push({ code: 'lists-before-order', field: 'foundOn' });
  if (entry.ground === 'B1') findings.push({ code: 'lists-moved-by-clock', field: 'ground' });
  // A withdrawn registration (B7) is no penalty: without a record it takes the whole procedure.
  if (entry.recordId === null && isPenaltyGround(entry.ground) && entry.ground !== 'B7')
    findings.push({ code: 'lists-penalty-needs-record', field: 'ground' });
  return findings;
}

/**
 * The second letter follows an unsigned first one, so many days later; there is no third. (domain.md 2.3)
 */
export function findingsInLetter(
  letters: readonly Letter[],
  sentOn: CalendarDay,
  { today, foundOn, terms }: { today: CalendarDay; foundOn: CalendarDay; terms: ListTerms },
): Finding[] {
  const field = 'sentOn';
  if (sentOn > today) return [{ code: 'credit-day-in-future', field }];
  if (sentOn < foundOn) return [{ code: 'lists-before-found', field, args: { day: foundOn } }];
  const [first, second] = letters;
  if (first === undefined) return [];
  if (second !== undefined) return [{ code: 'lists-letters-done', field }];
  if (first.outcome !== 'UNSIGNED') return [{ code: 'lists-letter-open', field }];
  const { min, max } = terms.letters;
  const from = addDays(first.sentOn, min);
  const to = addDays(first.sentOn, max);
  return sentOn < from || sentOn > to ? [{ code: 'lists-letter-interval', field, args: { from, to } }] : [];
}

/** Two unsigned letters within the interval: the body cannot be reached at its registered address. (R-CR-08 G6) */
export function cannotBeReached(letters: readonly Letter[], terms: ListTerms): boolean {
  const [first, second] = letters;
  if (first?.outcome !== 'UNSIGNED' || second?.outcome !== 'UNSIGNED') return false;
  const days = daysBetween(first.sentOn, second.sentOn);
  return days >= terms.letters.min && days <= terms.letters.max;
}

export interface StatementPeriod {
  /** The day on which the notice counts as served. */
  readonly servedOn: CalendarDay;
  /** The last day for the statement, until its last minute in Shanghai. */
  readonly dueOn: CalendarDay;
  readonly provisional: boolean;
}

/**
 * Ten working days from the day of service; a notice on the internet is served when it has stood thirty days.
 * (Order 60, art. 10; R-CR-07)
 */
export function statementPeriod(
  table: WorkingDayTable,
  { delivery, on }: { readonly delivery: Delivery; readonly on: CalendarDay },
  terms: ListTerms,
): StatementPeriod {
  const servedOn = delivery === 'INTERNET' ? addDays(on, terms.internetNoticeDays) : on;
  const { day: dueOn, provisional } = addWorkingDays(table, servedOn, terms.statementWorkingDays);
  return { servedOn, dueOn, provisional };
}

/** What stands against sending the notice this way. */
export function findingsAgainstNotice(
  { ground, foundOn, recordId }: Pick<CaseFacts, 'ground' | 'foundOn' | 'recordId'>,
  notice: { readonly delivery: Delivery; readonly on: CalendarDay },
  { letters, terms, today }: { letters: readonly Letter[]; terms: ListTerms; today: CalendarDay },
): Finding[] {
  const { delivery, on } = notice;
  if (recordId !== null) return [{ code: 'lists-penalty-no-notice' }];
  const unreachable = cannotBeReached(letters, terms);
  if (ground === 'G6' && !unreachable) return [{ code: 'lists-letters-needed', field: 'delivery' }];
  if (ground === 'G6' && delivery !== 'INTERNET') return [{ code: 'lists-internet-only', field: 'delivery' }];
  if (delivery === 'INTERNET' && !unreachable) return [{ code: 'lists-letters-needed', field: 'delivery' }];
  // What stands on the internet can only begin today; what was handed over may be entered afterwards.
  if (delivery === 'INTERNET' && on !== today) return [{ code: 'lists-internet-today', field: 'servedOn' }];
  if (on > today) return [{ code: 'credit-day-in-future', field: 'servedOn' }];
  return on < foundOn ? [{ code: 'lists-before-found', field: 'servedOn', args: { day: foundOn } }] : [];
}

/** The statement counts until the last minute of the last day; an internet notice may be answered from its first. */
export function findingsAgainstStatement(
  { statementDueOn }: Pick<CaseFacts, 'statementDueOn'>,
  today: CalendarDay,
): Finding[] {
  return statementDueOn !== null && today > statementDueOn
    ? [{ code: 'lists-statement-over', args: { to: statementDueOn } }]
    : [];
}

/** Whether the statement period still runs with neither statement nor waiver on file. (R-CR-07) */
export function isWaiting(
  { status, statementDueOn }: Pick<CaseFacts, 'status' | 'statementDueOn'>,
  today: CalendarDay,
): boolean {
  return status === 'NOTICE_SENT' && (statementDueOn === null || today <= statementDueOn);
}

/** Verifying waits for the statement, the waiver or the end of the period: nothing is listed early. (R-CR-07) */
export function findingsAgainstVerification(one: CaseFacts, today: CalendarDay): Finding[] {
  return isWaiting(one, today) ? [{ code: 'lists-statement-running', args: { to: one.statementDueOn } }] : [];
}

/** Who found or verified may not decide; only a penalty on record is listed without notice. (domain.md 6.4, R-CR-07) */
export function findingsAgainstDecision(
  one: CaseFacts,
  decision: { readonly action: 'list' | 'decline'; readonly person: string; readonly certified: boolean },
): Finding[] {
  const { action, person, certified } = decision;
  if (person === one.foundBy || person === one.verifiedBy) return [{ code: 'credit-own-entry' }];
  if (action === 'list' && one.status === 'FOUND' && one.recordId === null)
    return [{ code: 'lists-notice-needed' }];
  // Order 60, art. 12 speaks of the abnormal list alone. (R-CR-09)
  if (action === 'decline' && certified && listOf(one.ground) !== 'ABNORMAL')
    return [{ code: 'lists-certificate-abnormal-only', field: 'certifiedBy' }];
  return [];
}

/** The last day of the bureau's own check, from the statement, the waiver, or the end of the period. (R-CR-07) */
export function verificationDueOn(
  table: WorkingDayTable,
  from: CalendarDay,
  terms: ListTerms,
): { readonly day: CalendarDay; readonly provisional: boolean } {
  return addWorkingDays(table, from, terms.verificationWorkingDays);
}

export const EXIT_STATUSES = ['SUBMITTED', 'VERIFIED', 'REFUSED', 'REMOVED'] as const;
export type ExitStatus = (typeof EXIT_STATUSES)[number];
export type ExitAction = 'verify' | 'refuse' | 'remove';

/** An application to leave a list: verified by one person, carried out by another. (R-CR-11, R-CR-14, R-CR-24) */
export const EXIT_LIFE: TransitionTable<ExitStatus, ExitAction> = {
  SUBMITTED: {
    verify: { to: 'VERIFIED', by: 'credit.list', needs: 'reason' },
    refuse: { to: 'REFUSED', by: 'credit.list', needs: 'reason' },
  },
  VERIFIED: { remove: { to: 'REMOVED', by: 'credit.list.confirm' } },
  REFUSED: {},
  REMOVED: {},
};
