import {
  addWorkingDays,
  type CalendarDay,
  type Deadline,
  type WorkingDayTable,
} from '../../kernel/calendar.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { actorOf, type SignedIn } from '../../kernel/viewer.js';

/** The five legal categories. (Order 60, arts 6–7; R-CR-04) */
export const CREDIT_CATEGORIES = ['BASIC', 'ANNUAL_REPORT', 'INSPECTION', 'PENALTY', 'OTHER'] as const;
export type CreditCategory = (typeof CREDIT_CATEGORIES)[number];
/** Classes of dishonesty information. (国办发〔2025〕22号; R-CR-24) */
export const CREDIT_CLASSES = ['LIGHT', 'GENERAL', 'SERIOUS'] as const;
export type CreditClass = (typeof CREDIT_CLASSES)[number];
export const PENALTY_KINDS = ['WARNING', 'FINE', 'CONFISCATION', 'SUSPENSION', 'REVOCATION'] as const;
export type PenaltyKind = (typeof PENALTY_KINDS)[number];

export const CREDIT_STATUSES = [
  'DRAFT',
  'RECORDED',
  'HELD',
  'PUBLISHED',
  'UNDER_OBJECTION',
  'CORRECTED',
  'UPHELD',
  'REPAIRED',
  'ARCHIVED',
  'WITHDRAWN',
] as const;
export type CreditStatus = (typeof CREDIT_STATUSES)[number];
/** What an approver decides with one button; correction, objection and repair are procedures of their own. */
export type CreditDecision = 'publish' | 'hold' | 'repair' | 'withdraw';
export type CreditAction =
  CreditDecision | 'record' | 'discard' | 'object' | 'uphold' | 'correct' | 'archive';

/**
 * Approved and neither repaired nor withdrawn: what eligibility reckons with. A record whose publication has ended
 * (ARCHIVED) still counts for the years a rule looks back; a repaired one never does. (R-CR-24, R-CR-25)
 */
export const EFFECTIVE_STATUSES = [
  'HELD',
  'PUBLISHED',
  'UNDER_OBJECTION',
  'CORRECTED',
  'UPHELD',
  'ARCHIVED',
] as const satisfies readonly CreditStatus[];

/** What the public may see, as long as it also has a publication day and is not past its last one. */
export const PUBLIC_STATUSES = [
  'PUBLISHED',
  'UNDER_OBJECTION',
  'CORRECTED',
  'UPHELD',
] as const satisfies readonly CreditStatus[];

const LIVE = {
  object: { to: 'UNDER_OBJECTION', by: 'objection.lodge' },
  correct: { to: 'CORRECTED', by: 'credit.approve', needs: 'reason' },
  repair: { to: 'REPAIRED', by: 'credit.approve', needs: 'reason' },
  withdraw: { to: 'WITHDRAWN', by: 'credit.approve', needs: 'reason' },
  archive: { to: 'ARCHIVED', by: 'system' },
} as const;

/**
 * The life of a record (domain.md 2.2). A light one may be held without publication; an objection that is refused or
 * taken back leaves the record upheld. A repaired record stays REPAIRED for the bureau and nobody else (R-CR-24).
 */
export const CREDIT_LIFE: TransitionTable<CreditStatus, CreditAction> = {
  DRAFT: {
    record: { to: 'RECORDED', by: 'credit.enter' },
    discard: { to: 'WITHDRAWN', by: 'credit.enter' },
  },
  RECORDED: {
    publish: { to: 'PUBLISHED', by: 'credit.approve' },
    hold: { to: 'HELD', by: 'credit.approve' },
    withdraw: { to: 'WITHDRAWN', by: 'credit.approve', needs: 'reason' },
  },
  HELD: {
    object: LIVE.object,
    correct: LIVE.correct,
    repair: LIVE.repair,
    withdraw: LIVE.withdraw,
  },
  PUBLISHED: LIVE,
  UNDER_OBJECTION: {
    correct: LIVE.correct,
    uphold: { to: 'UPHELD', by: 'objection.decide', needs: 'reason' },
    withdraw: LIVE.withdraw,
    archive: LIVE.archive,
  },
  CORRECTED: LIVE,
  UPHELD: LIVE,
  REPAIRED: {},
  ARCHIVED: { repair: LIVE.repair, withdraw: LIVE.withdraw },
  WITHDRAWN: {},
};

/** A correction says why; nothing is taken down without a reason. (domain.md 2.2) */
export function needsReason(status: CreditStatus, action: CreditAction): boolean {
  return CREDIT_LIFE[status][action]?.needs === 'reason';
}

const ENTRY_WORKING_DAYS = 5;

/** The last day for entering: five working days after the information was formed or obtained. (Order 60, art. 8; R-CR-05) */
export function entryDueOn(table: WorkingDayTable, formedOn: CalendarDay): Deadline {
  return addWorkingDays(table, formedOn, ENTRY_WORKING_DAYS);
}

/** Penalties are published within 7 working days (双公示), other information within 20. (domain.md 6.2) */
const PUBLISH_WORKING_DAYS = { PENALTY: 7, OTHERS: 20 } as const;

/** The last day for the approval that publishes it. (domain.md 6.2) */
export function approvalDueOn(
  table: WorkingDayTable,
  category: CreditCategory,
  formedOn: CalendarDay,
): Deadline {
  const days = category === 'PENALTY' ? PUBLISH_WORKING_DAYS.PENALTY : PUBLISH_WORKING_DAYS.OTHERS;
  return addWorkingDays(table, formedOn, days);
}

const CORRECTION_WORKING_DAYS = 5;

/** The last day for approving a correction: five working days. (Order 60, art. 18; R-CR-15) */
export function correctionDueOn(table: WorkingDayTable, proposedOn: CalendarDay): Deadline {
  return addWorkingDays(table, proposedOn, CORRECTION_WORKING_DAYS);
}

/** Entered after the last day for it: stays visible as a figure about the bureau, never about the organization. (R-CR-05) */
export function isLate(enteredOn: CalendarDay, dueOn: CalendarDay): boolean {
  return enteredOn > dueOn;
}

/** Whole per cent of entries in time, rounded down so that 100 means all of them; null where there are none. (K-03) */
export function shareInTime({ inTime, all }: { inTime: number; all: number }): number | null {
  return all === 0 ? null : Math.floor((inTime * 100) / all);
}

type Act = Extract<PublicAct['type'], 'credit.recorded' | 'credit.corrected' | 'credit.withdrawn'>;

/** Nothing in the ledger's line names the body or the record: after a repair salt and value go. (security.md 6.3) */
function committed(type: Act, by: string, record: object): PublicAct {
  return { type, by, ref: 'credit', data: {}, hidden: { record: JSON.stringify(record) } };
}

interface Named {
  readonly id: string;
  readonly creditCode: string;
  readonly summary: string;
}

export function creditRecorded(viewer: SignedIn | null, record: Named): PublicAct {
  return committed('credit.recorded', viewer === null ? 'system' : actorOf(viewer), record);
}

export function creditCorrected(viewer: SignedIn, record: Named): PublicAct {
  return committed('credit.corrected', actorOf(viewer), record);
}

export function creditWithdrawn(viewer: SignedIn, record: Named): PublicAct {
  return committed('credit.withdrawn', actorOf(viewer), record);
}
