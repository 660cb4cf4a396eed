import {
  addMonths,
  addWorkingDays,
  addYears,
  type CalendarDay,
  type Deadline,
  type WorkingDayTable,
} from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
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

export const CREDIT_STATUSES = ['RECORDED', 'PUBLISHED', 'REPAIRED', 'WITHDRAWN'] as const;
export type CreditStatus = (typeof CREDIT_STATUSES)[number];
export type CreditAction = 'publish' | 'repair' | 'withdraw';

/** The life of a record on this floor; objection and repair as procedures come with step 2. (domain.md 2.2) */
export const CREDIT_LIFE: TransitionTable<CreditStatus, CreditAction> = {
  RECORDED: {
    publish: { to: 'PUBLISHED', by: 'credit.approve' },
    withdraw: { to: 'WITHDRAWN', by: 'credit.approve', needs: 'reason' },
  },
  PUBLISHED: {
    repair: { to: 'REPAIRED', by: 'credit.approve', needs: 'reason' },
    withdraw: { to: 'WITHDRAWN', by: 'credit.approve', needs: 'reason' },
  },
  REPAIRED: {},
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

/** The day from which a negative record is no longer shown: 3 months, 1 year, 3 years by class. (R-CR-24) */
export function unpublishOn(recordClass: CreditClass | null, publishedOn: CalendarDay): CalendarDay | null {
  if (recordClass === null) return null;
  if (recordClass === 'LIGHT') return addMonths(publishedOn, 3);
  return addYears(publishedOn, recordClass === 'GENERAL' ? 1 : 3);
}

/** What an officer enters for any category; `fields` are the category's own. */
export interface CreditEntry {
  readonly creditCode: string;
  readonly category: string;
  readonly recordClass?: string;
  readonly formedOn: CalendarDay;
  readonly summary: string;
  readonly documentNumber?: string;
  readonly department?: string;
  readonly penaltyKind?: string;
  readonly fineFen?: number;
  readonly conclusion?: string;
  readonly year?: number;
}

/** Fields that a category cannot do without. (domain.md 2.2) */
const NEEDED: Readonly<Record<CreditCategory, readonly (keyof CreditEntry)[]>> = {
  BASIC: [],
  ANNUAL_REPORT: ['year', 'conclusion'],
  INSPECTION: ['conclusion'],
  PENALTY: ['penaltyKind', 'documentNumber', 'department', 'recordClass'],
  OTHER: [],
};

export function findingsInCreditEntry(entry: CreditEntry, today: CalendarDay): Finding[] {
  const needed = NEEDED[entry.category as CreditCategory];
  const missing = needed
    .filter((name) => entry[name] === undefined)
    .map((field) => ({ code: 'credit-field-needed', field }));
  const fine =
    entry.penaltyKind === 'FINE' && entry.fineFen === undefined
      ? [{ code: 'credit-field-needed', field: 'fineFen' }]
      : [];
  const future = entry.formedOn > today ? [{ code: 'credit-day-in-future', field: 'formedOn' }] : [];
  return [...missing, ...fine, ...future];
}

/** Nothing in the ledger's line names the body or the record: after a repair salt and value go. (security.md 6.3) */
export function creditRecorded(
  viewer: SignedIn,
  record: { id: string; creditCode: string; summary: string },
): PublicAct {
  return {
    type: 'credit.recorded',
    by: actorOf(viewer),
    ref: 'credit',
    data: {},
    hidden: { record: JSON.stringify(record) },
  };
}
