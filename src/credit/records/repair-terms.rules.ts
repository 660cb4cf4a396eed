import { addMonths, type CalendarDay } from '../../kernel/calendar.js';
import { type CreditClass } from './record.rules.js';

/** How a class of dishonesty information is published and when it may be repaired. Months from the publication day. */
export interface ClassTerms {
  /** `never`: entered and held, not shown; `may`: the approver decides. */
  readonly published: 'always' | 'may' | 'never';
  /** null: this set knows no repair of the class. */
  readonly earliestMonths: number | null;
  /** null: this set knows no last day. */
  readonly latestMonths: number | null;
}

/** The papers of a repair application, by class. */
export const REPAIR_PAPERS = ['DUTY', 'CREDIT_REPORT', 'TRAINING'] as const;
export type RepairPaper = (typeof REPAIR_PAPERS)[number];

/** One set of terms, in force from a day on. */
export interface RepairTerms {
  readonly from: CalendarDay;
  readonly source: string;
  readonly byClass: Readonly<Record<CreditClass, ClassTerms>>;
  /** Months after which a stay on a list may be repaired; null where the set does not reach the lists. */
  readonly stays: Readonly<Record<'ABNORMAL' | 'SERIOUS', number>> | null;
  /** Working days for handling an application. No text names them: a parameter. */
  readonly handlingWorkingDays: number;
  readonly papers: Readonly<Record<CreditClass, readonly RepairPaper[]>>;
}

const ALWAYS_OPEN: ClassTerms = { published: 'always', earliestMonths: null, latestMonths: null };
const PAPERS = {
  LIGHT: ['DUTY'],
  GENERAL: ['DUTY', 'CREDIT_REPORT'],
  SERIOUS: ['DUTY', 'CREDIT_REPORT', 'TRAINING'],
} as const;

/** The sets of terms, oldest first. (R-CR-24; domain.md 2.7) */
export const REPAIR_TERMS: readonly RepairTerms[] = [
  {
    from: '2018-01-24',
    source: '社会组织信用信息管理办法（民政部令第60号）',
    byClass: { LIGHT: ALWAYS_OPEN, GENERAL: ALWAYS_OPEN, SERIOUS: ALWAYS_OPEN },
    stays: null,
    handlingWorkingDays: 10,
    papers: PAPERS,
  },
  {
    from: '2023-05-01',
    source: '失信行为纠正后的信用信息修复管理办法（试行）',
    byClass: {
      LIGHT: { published: 'never', earliestMonths: 0, latestMonths: null },
      GENERAL: { published: 'always', earliestMonths: 3, latestMonths: 36 },
      SERIOUS: { published: 'always', earliestMonths: 12, latestMonths: 36 },
    },
    stays: null,
    handlingWorkingDays: 10,
    papers: PAPERS,
  },
  {
    from: '2026-04-01',
    source: '信用修复管理办法（国家发展改革委令第36号）',
    byClass: {
      LIGHT: { published: 'may', earliestMonths: 0, latestMonths: 3 },
      GENERAL: { published: 'always', earliestMonths: 3, latestMonths: 12 },
      SERIOUS: { published: 'always', earliestMonths: 12, latestMonths: 36 },
    },
    stays: { ABNORMAL: 3, SERIOUS: 12 },
    handlingWorkingDays: 10,
    papers: PAPERS,
  },
];

/** The set in force on a day; days before the first set are judged by it. */
export function repairTermsOn(day: CalendarDay): RepairTerms {
  const inForce = REPAIR_TERMS.filter(({ from }) => from <= day).at(-1) ?? REPAIR_TERMS[0];
  if (inForce === undefined) throw new RangeError('no repair terms');
  return inForce;
}

/** When a published record may be repaired at the earliest, and the first day on which it is no longer shown. */
export interface PublicationWindow {
  readonly earliestRepairOn: CalendarDay | null;
  readonly unpublishOn: CalendarDay | null;
}

/**
 * The window by class, judged by the set in force on the publication day; later sets change nothing about it.
 * Information without a class is neither repaired nor taken down by date. (R-CR-24)
 */
export function publicationWindow(
  recordClass: CreditClass | null,
  publishedOn: CalendarDay,
): PublicationWindow {
  if (recordClass === null) return { earliestRepairOn: null, unpublishOn: null };
  const { earliestMonths, latestMonths } = repairTermsOn(publishedOn).byClass[recordClass];
  const after = (months: number | null): CalendarDay | null =>
    months === null ? null : addMonths(publishedOn, months);
  return { earliestRepairOn: after(earliestMonths), unpublishOn: after(latestMonths) };
}

/** Which ways of approving the class has on a day: shown, held, or either. (R-CR-24) */
export function waysToApprove(
  recordClass: CreditClass | null,
  today: CalendarDay,
): readonly ('publish' | 'hold')[] {
  if (recordClass === null) return ['publish'];
  const { published } = repairTermsOn(today).byClass[recordClass];
  if (published === 'may') return ['publish', 'hold'];
  return published === 'always' ? ['publish'] : ['hold'];
}

/**
 * The first day on which a stay on a list may be repaired, by the terms in force today; null where they do not reach
 * the lists. From 2026-04-01 they do; the clocks of Order 60 go on beside it. (NDRC Order 36, art. 4)
 */
export function earliestStayRepair(
  list: 'ABNORMAL' | 'SERIOUS',
  listedOn: CalendarDay,
  today: CalendarDay,
): CalendarDay | null {
  const { stays } = repairTermsOn(today);
  return stays === null ? null : addMonths(listedOn, stays[list]);
}
