import {
  type CalendarDay,
  shanghaiDayOf,
  workingDaysLeft,
  type WorkingDayTable,
} from '../../kernel/calendar.js';
import {
  type Cell,
  cell,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import {
  CATEGORY_FIELDS,
  type FieldChange,
  HIDDEN_FIELDS,
  type RecordFields,
} from './record-fields.rules.js';
import { type CreditCategory, type CreditStatus } from './record.rules.js';
import { type PublicCorrection, type RecordLine } from './records.queries.js';

const TONES: Readonly<Record<CreditStatus, Tag['tone']>> = {
  DRAFT: 'neutral',
  RECORDED: 'info',
  HELD: 'info',
  PUBLISHED: 'warn',
  UNDER_OBJECTION: 'special',
  CORRECTED: 'warn',
  UPHELD: 'warn',
  REPAIRED: 'ok',
  ARCHIVED: 'neutral',
  WITHDRAWN: 'neutral',
};

export function recordTag(status: CreditStatus): Tag {
  return { tone: TONES[status], label: { key: `credit.statuses.${status}` } };
}

/** How much of a clock is left, in working days; says so where the holidays of its year are not announced. */
export function clockTag(table: WorkingDayTable, today: CalendarDay, dueOn: CalendarDay): Tag {
  const { days, provisional } = workingDaysLeft(table, today, dueOn);
  const key = `records.clock.${days < 0 ? 'over' : 'left'}${provisional ? '-provisional' : ''}`;
  const tone = days < 0 ? 'danger' : days <= 1 ? 'warn' : 'info';
  return { tone, label: { key, args: { days: Math.abs(days) } } };
}

/** Where the words of a coded field stand. */
const GROUPS: Readonly<Record<string, string>> = {
  itemType: 'items',
  conclusion: 'conclusions',
  inspectionType: 'inspections',
  penaltyKind: 'penalties',
  otherKind: 'kinds',
  status: 'statuses',
  recordClass: 'classes',
};

export function codedText(field: string, value: string): Text {
  const group = GROUPS[field];
  return group === undefined ? value : { key: `credit.${group}.${value}` };
}

/** The value of a field as people read it. */
export function valueCell(field: string, value: string | number | null): Cell {
  if (value === null) return cell.text(null);
  if (typeof value === 'number') return field === 'fineFen' ? cell.money(value) : cell.text(String(value));
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? cell.day(value) : cell.text(codedText(field, value));
}

/** The category's own fields as rows; without what only the bureau and the body may see where `isPublic`. */
export function fieldRows(category: CreditCategory, fields: RecordFields, isPublic = false): SummaryRow[] {
  return CATEGORY_FIELDS[category]
    .filter(({ name }) => fields[name] !== undefined && !(isPublic && HIDDEN_FIELDS.includes(name)))
    .map(({ name }) => summaryRow({ key: `credit.fields.${name}` }, valueCell(name, fields[name] ?? null)));
}

/** What changed, old beside new. */
export function changesTable(caption: Text, changes: readonly FieldChange[]): Table {
  return table(
    caption,
    ['field', 'from', 'to'].map((name) => ({ key: `records.changes.${name}` })),
    changes.map(({ field, from, to }) => [
      cell.text({ key: `credit.fields.${field}` }),
      valueCell(field, from),
      valueCell(field, to),
    ]),
    { key: 'records.changes.none' },
  );
}

export function recordsTable(items: readonly RecordLine[], caption: Text = { key: 'credit.records' }): Table {
  return table(
    caption,
    ['category', 'summary', 'formed', 'published', 'state'].map((name) => ({ key: `credit.fields.${name}` })),
    items.map((one) => [
      cell.text({ key: `credit.categories.${one.category}` }),
      cell.text(one.summary),
      cell.day(one.formedOn),
      cell.day(one.publishedOn),
      cell.tag(recordTag(one.status)),
    ]),
    { key: 'credit.no-records' },
  );
}

/** The section of a body's public page that shows its credit information: records, and corrections before and after. */
export interface PublicRecords {
  readonly records: Table;
  readonly corrections: Table | null;
}

export function publicRecords(
  records: readonly RecordLine[],
  corrections: readonly PublicCorrection[],
  /** Which of two sections on one page this is. */
  caption: { readonly records: Text; readonly corrections: Text } = {
    records: { key: 'credit.records' },
    corrections: { key: 'records.changes.title' },
  },
): PublicRecords {
  const changes = publicChanges(corrections);
  return {
    records: recordsTable(records, caption.records),
    corrections: changes.length === 0 ? null : publicChangesTable(changes, caption.corrections),
  };
}

/** One corrected value as anybody may see it. (features A7) */
export interface PublicChange extends FieldChange {
  readonly summary: string;
  readonly on: CalendarDay;
}

/** What the public sees of corrections: no facts that may name persons, nothing that merely moved along. */
export function publicChanges(corrections: readonly PublicCorrection[]): PublicChange[] {
  return corrections.flatMap(({ summary, changedAt, changes }) =>
    changes
      .filter(({ field }) => !UNSHOWN_CHANGES.has(field))
      .map((change) => ({ summary, on: shanghaiDayOf(changedAt), ...change })),
  );
}

export function publicChangesTable(changes: readonly PublicChange[], caption: Text): Table {
  return table(
    caption,
    ['record', 'field', 'from', 'to', 'on'].map((name) => ({ key: `records.changes.${name}` })),
    changes.map(({ summary, field, from, to, on }) => [
      cell.text(summary),
      cell.text({ key: `credit.fields.${field}` }),
      valueCell(field, from),
      valueCell(field, to),
      cell.day(on),
    ]),
    { key: 'records.changes.none' },
  );
}

/** Facts that may name persons, and what a correction only moves along. */
const UNSHOWN_CHANGES: ReadonlySet<string> = new Set([
  ...HIDDEN_FIELDS,
  'status',
  'repairBar',
  'unpublishOn',
]);
