import { addWorkingDays, type CalendarDay, type Deadline, type WorkingDayTable } from '../kernel/calendar.js';
import { fieldPath, type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { type TransitionTable } from '../kernel/transitions.js';

export const OBJECTION_GROUNDS = ['FACTS', 'PROCEDURE', 'CONFLICT', 'ELIGIBILITY', 'OTHER'] as const;
export type ObjectionGround = (typeof OBJECTION_GROUNDS)[number];
export const OBJECTION_STATUSES = ['OPEN', 'UPHELD', 'REMEDIED', 'REJECTED', 'WITHDRAWN'] as const;
export type ObjectionStatus = (typeof OBJECTION_STATUSES)[number];
export type ObjectionAction = 'uphold' | 'reject' | 'withdraw' | 'remedy';
/** What a person adds to an open objection's end, or to the end of an upheld one. */
export type ObjectionEnd = Exclude<ObjectionStatus, 'OPEN'>;

/**
 * The life of an objection. An open one keeps its subject standing still, and so does an upheld one until the
 * desk has decided the matter anew (remedied). (domain.md 3.7; features I3, I4)
 */
export const OBJECTION_LIFE: TransitionTable<ObjectionStatus, ObjectionAction> = {
  OPEN: {
    uphold: { to: 'UPHELD', by: 'objection.decide', needs: 'reason' },
    reject: { to: 'REJECTED', by: 'objection.decide', needs: 'reason' },
    withdraw: { to: 'WITHDRAWN', by: 'objection.lodge' },
  },
  UPHELD: { remedy: { to: 'REMEDIED', by: 'objection.decide', needs: 'reason' } },
  REMEDIED: {},
  REJECTED: {},
  WITHDRAWN: {},
};

/** While an objection is in one of these, what it is about cannot be contracted. */
export const HOLDING: readonly ObjectionStatus[] = ['OPEN', 'UPHELD'];

/** A notice's objections are answered in ten working days. (domain.md 3.7) */
export const NOTICE_REPLY_WORKING_DAYS = 10;

/** The last day for the reply: so many working days after the day of receipt. (domain.md 3.7, R-CR-17) */
export function replyDueOn(table: WorkingDayTable, receivedOn: CalendarDay, workingDays: number): Deadline {
  return addWorkingDays(table, receivedOn, workingDays);
}

/** An objection counts until the last minute of the window's last day in Shanghai. */
export function findingsAgainstObjection(
  notice: { readonly windowTo: CalendarDay | null } | null,
  today: CalendarDay,
): Finding[] {
  if (notice === null) return [{ code: 'objection-notice-unknown', field: 'notice' }];
  if (notice.windowTo === null) return [{ code: 'objection-no-window', field: 'notice' }];
  return today > notice.windowTo
    ? [{ code: 'objection-too-late', field: 'notice', args: { to: notice.windowTo } }]
    : [];
}

/** The reply to one point of an objection. */
export interface PointReply {
  readonly agreed: boolean;
  readonly reply: string;
}

export interface Decision {
  readonly to: 'UPHELD' | 'REJECTED';
  /** The reply as a whole. */
  readonly reply: string;
  /** One reply for each point, in the order of the points. */
  readonly points: readonly PointReply[];
  /** What follows from it, in the words that are published; null when nothing does. */
  readonly effect?: string | null;
}

/** Every point gets its reason, and an objection is upheld on at least one point. (features I2) */
export function findingsInDecision(decision: Decision, pointCount: number): Finding[] {
  const missing = Array.from({ length: pointCount }, (_, i) => i)
    .filter((i) => (decision.points[i]?.reply ?? '').trim() === '')
    .map((i): Finding => ({ code: 'objection-point-unanswered', field: fieldPath('points', i, 'reply') }));
  if (decision.reply.trim() === '') missing.push({ code: 'objection-reply-needed', field: 'reply' });
  const upheldOnNothing = decision.to === 'UPHELD' && !decision.points.some(({ agreed }) => agreed);
  return upheldOnNothing
    ? [...missing, { code: 'objection-upheld-on-nothing', field: fieldPath('points', 0, 'agreed') }]
    : missing;
}

/** What the hash of an objection covers, in one order for ever. */
export interface Claim {
  readonly subject: readonly [type: string, id: string];
  readonly ground: ObjectionGround;
  readonly points: readonly string[];
  readonly remedy: string;
  /** The hashes of the files. */
  readonly evidence: readonly string[];
}

/** The text whose SHA-256 the receipt shows. */
export function claimText({ subject, ground, points, remedy, evidence }: Claim): string {
  return JSON.stringify({ subject, ground, points, remedy, evidence });
}

interface Committed {
  /** The row's random id: who objected is nobody's to know. */
  readonly id: string;
  readonly number: string;
  readonly noticeNumber: string | null;
  readonly subject: readonly [type: string, id: string];
}

/**
 * The receipt of an objection as a public act: number, notice and day of the reply. Subject and content stand as a
 * commitment only, since a credit record may be repaired later. (R-CR-25)
 */
export function objectionReceived(
  one: Committed & { readonly replyDueOn: CalendarDay; readonly contentHash: string },
): PublicAct {
  return {
    type: 'objection.received',
    by: `objector:${one.id}`,
    ref: one.number,
    data: { notice: one.noticeNumber, replyDueOn: one.replyDueOn },
    hidden: { objection: JSON.stringify({ subject: one.subject, content: one.contentHash }) },
  };
}

/** The end of an objection as a public act; the words of the reply stand as a commitment only. */
export function objectionDecided(
  by: string,
  one: Committed & {
    readonly result: ObjectionEnd;
    readonly decidedOn: CalendarDay;
    readonly replyDueOn: CalendarDay;
    readonly replyHash: string;
  },
): PublicAct {
  return {
    type: 'objection.decided',
    by,
    ref: one.number,
    data: { notice: one.noticeNumber, result: one.result, late: one.decidedOn > one.replyDueOn },
    hidden: { objection: JSON.stringify({ subject: one.subject, reply: one.replyHash }) },
  };
}
