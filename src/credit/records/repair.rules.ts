import {
  addWorkingDays,
  type CalendarDay,
  type Deadline,
  type WorkingDayTable,
} from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { isNegative, type RecordFields } from './record-fields.rules.js';
import { CREDIT_LIFE, type CreditCategory, type CreditClass, type CreditStatus } from './record.rules.js';
import { publicationWindow, type RepairPaper, repairTermsOn } from './repair-terms.rules.js';

export const REPAIR_STATUSES = ['DRAFT', 'SUBMITTED', 'APPROVED', 'REFUSED', 'WITHDRAWN'] as const;
export type RepairStatus = (typeof REPAIR_STATUSES)[number];
export type RepairAction = 'submit' | 'approve' | 'refuse' | 'withdraw';

/** The life of an application for repair; refused with a reason, it may be made again. (R-CR-24) */
export const REPAIR_LIFE: TransitionTable<RepairStatus, RepairAction> = {
  DRAFT: {
    submit: { to: 'SUBMITTED', by: 'credit.repair' },
    withdraw: { to: 'WITHDRAWN', by: 'credit.repair' },
  },
  SUBMITTED: {
    approve: { to: 'APPROVED', by: 'credit.approve', needs: 'reason' },
    refuse: { to: 'REFUSED', by: 'credit.approve', needs: 'reason' },
    withdraw: { to: 'WITHDRAWN', by: 'credit.repair' },
  },
  APPROVED: {},
  REFUSED: {},
  WITHDRAWN: {},
};

/** What the rules must know of a record to say whether it may be repaired. */
export interface Repairable {
  readonly category: CreditCategory;
  readonly recordClass: CreditClass | null;
  readonly status: CreditStatus;
  readonly fields: RecordFields;
  readonly formedOn: CalendarDay;
  readonly publishedOn: CalendarDay | null;
  readonly repairBar: string | null;
}

/** The first day of a repair, or null where there is none. A light record that is not shown may be repaired at once. */
export function earliestRepairOn(record: Repairable): CalendarDay | null {
  if (record.recordClass === null || record.repairBar !== null) return null;
  if (record.publishedOn === null) return record.recordClass === 'LIGHT' ? record.formedOn : null;
  return publicationWindow(record.recordClass, record.publishedOn).earliestRepairOn;
}

/** What stands against repairing it today: a repair is a right, unless a law excludes it. (NDRC Order 36, art. 2; R-CR-24) */
export function findingsAgainstRepair(record: Repairable, today: CalendarDay): Finding[] {
  if (!isNegative(record.category, record.fields)) return [{ code: 'repair-nothing-to-mend' }];
  if (CREDIT_LIFE[record.status].repair === undefined)
    return [{ code: 'repair-not-now', args: { status: record.status } }];
  if (record.repairBar !== null) return [{ code: 'repair-excluded', args: { basis: record.repairBar } }];
  const from = earliestRepairOn(record);
  if (from === null) return [{ code: 'repair-without-terms' }];
  return today < from ? [{ code: 'repair-too-early', args: { from } }] : [];
}

/** The papers that this record's repair takes, by the terms of the day on which it is asked for. */
export function papersFor(recordClass: CreditClass | null, today: CalendarDay): readonly RepairPaper[] {
  return recordClass === null ? [] : repairTermsOn(today).papers[recordClass];
}

export interface RepairChecklist {
  readonly duties: string;
  readonly promise: boolean;
  readonly papers: readonly string[];
}

/** What an application still lacks. (domain.md 2.7) */
export function findingsInRepair(
  { duties, promise, papers }: RepairChecklist,
  needed: readonly RepairPaper[],
): Finding[] {
  return [
    ...(duties === '' ? [{ code: 'form-required', field: 'duties' }] : []),
    ...(promise ? [] : [{ code: 'repair-promise-needed', field: 'promise' }]),
    ...needed
      .filter((paper) => !papers.includes(paper))
      .map((paper) => ({ code: 'repair-paper-missing', field: 'papers', args: { paper } })),
  ];
}

/** The last day for deciding an application that came in on a day. (parameter; domain.md 2.7) */
export function repairDueOn(table: WorkingDayTable, submittedOn: CalendarDay): Deadline {
  return addWorkingDays(table, submittedOn, repairTermsOn(submittedOn).handlingWorkingDays);
}
