import { addWorkingDays, type CalendarDay, type Deadline, type WorkingDayTable } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import { type TransitionTable } from '../kernel/transitions.js';

export const OBJECTION_GROUNDS = ['FACTS', 'PROCEDURE', 'CONFLICT', 'ELIGIBILITY', 'OTHER'] as const;
export type ObjectionGround = (typeof OBJECTION_GROUNDS)[number];
export const OBJECTION_STATUSES = ['OPEN', 'UPHELD', 'REJECTED', 'WITHDRAWN'] as const;
export type ObjectionStatus = (typeof OBJECTION_STATUSES)[number];
export type ObjectionAction = 'uphold' | 'reject' | 'withdraw';

/** The life of an objection; only an open one keeps its subject standing still. (domain.md 3.7) */
export const OBJECTION_LIFE: TransitionTable<ObjectionStatus, ObjectionAction> = {
  OPEN: {
    uphold: { to: 'UPHELD', by: 'objection.decide', needs: 'reason' },
    reject: { to: 'REJECTED', by: 'objection.decide', needs: 'reason' },
    withdraw: { to: 'WITHDRAWN', by: 'objection.lodge' },
  },
  UPHELD: {},
  REJECTED: {},
  WITHDRAWN: {},
};

const REPLY_WORKING_DAYS = 10;

/** The last day for the reply: ten working days after it was received. (domain.md 3.7) */
export function replyDueOn(table: WorkingDayTable, receivedOn: CalendarDay): Deadline {
  return addWorkingDays(table, receivedOn, REPLY_WORKING_DAYS);
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
