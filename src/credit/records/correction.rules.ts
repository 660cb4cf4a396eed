import { type CalendarDay } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import {
  changesBetween,
  contentOf,
  type CreditEntry,
  type FieldChange,
  fieldsOfEntry,
  findingsInCreditEntry,
  type RecordFields,
  withChanges,
} from './record-fields.rules.js';
import { CREDIT_LIFE, type CreditCategory, type CreditClass, type CreditStatus } from './record.rules.js';
import { publicationWindow, repairTermsOn } from './repair-terms.rules.js';

/** A record as a correction sees it. */
export interface CorrectableRecord {
  readonly category: CreditCategory;
  readonly status: CreditStatus;
  readonly summary: string;
  readonly formedOn: CalendarDay;
  readonly recordClass: CreditClass | null;
  readonly repairBar: string | null;
  readonly publishedOn: CalendarDay | null;
  readonly fields: RecordFields;
}

type Content = Omit<CreditEntry, 'creditCode' | 'category'>;

/** What a correction would change: old and new of every field that differs. */
export function correctionOf(record: CorrectableRecord, content: Content): FieldChange[] {
  const { summary, formedOn, recordClass = null, repairBar = null } = content;
  const fields = fieldsOfEntry(record.category, content);
  return changesBetween(contentOf(record), contentOf({ summary, formedOn, recordClass, repairBar, fields }));
}

/** What stands against proposing it: the content must be whole, and it must change something. (R-CR-15, R-CR-17) */
export function findingsInCorrection(
  record: CorrectableRecord,
  content: Content,
  today: CalendarDay,
): Finding[] {
  if (CREDIT_LIFE[record.status].correct === undefined)
    return [{ code: 'credit-correction-not-now', args: { status: record.status } }];
  const findings = findingsInCreditEntry({ ...content, category: record.category }, today);
  if (findings.length > 0) return findings;
  return correctionOf(record, content).length === 0 ? [{ code: 'credit-nothing-changed' }] : [];
}

/** The record after a correction: its content, and the window that its class then has from the same publication day. */
export function correctedRecord(
  record: CorrectableRecord,
  changes: readonly FieldChange[],
): Omit<CorrectableRecord, 'category' | 'status'> & { readonly unpublishOn: CalendarDay | null } {
  const next = withChanges(contentOf(record), changes) as unknown as Content;
  const recordClass = (next.recordClass ?? null) as CreditClass | null;
  // What turns out light under terms that show no light information is no longer shown.
  const shown =
    record.publishedOn !== null &&
    (recordClass === null || repairTermsOn(record.publishedOn).byClass[recordClass].published !== 'never');
  const publishedOn = shown ? record.publishedOn : null;
  return {
    summary: next.summary,
    formedOn: next.formedOn,
    recordClass,
    repairBar: next.repairBar ?? null,
    fields: fieldsOfEntry(record.category, next),
    publishedOn,
    unpublishOn: publishedOn === null ? null : publicationWindow(recordClass, publishedOn).unpublishOn,
  };
}
