import { shanghaiDayOf } from '../../kernel/calendar.js';
import { actionsFrom } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type Action,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
} from '../../platform/views/page.js';
import {
  CREDIT_CATEGORIES,
  CREDIT_CLASSES,
  CREDIT_LIFE,
  type CreditStatus,
  PENALTY_KINDS,
} from './record.rules.js';
import { type RecordLine } from './records.queries.js';

const QUEUE = { label: { key: 'credit.queue.title' }, href: '/bureau/credit' };

export function recordTag(status: CreditStatus): Tag {
  const tone = status === 'PUBLISHED' ? 'warn' : status === 'RECORDED' ? 'info' : 'neutral';
  return { tone, label: { key: `credit.statuses.${status}` } };
}

export function recordsTable(items: readonly RecordLine[], links: boolean): Table {
  return table(
    { key: 'credit.records' },
    ['category', 'summary', 'formed', 'published'].map((name) => ({ key: `credit.fields.${name}` })),
    items.map((one) => [
      cell.text({ key: `credit.categories.${one.category}` }),
      links ? cell.link(one.summary, `/bureau/credit/${one.id}`) : cell.text(one.summary),
      cell.day(one.formedOn),
      cell.day(one.publishedOn),
    ]),
    { key: 'credit.no-records' },
  );
}

export interface QueuePage extends PageBase {
  readonly queue: Table;
  readonly pager: Pager;
  readonly mayEnter: boolean;
}

export function queuePage(
  list: { items: readonly RecordLine[]; total: number; page: number; pageSize: number },
  mayEnter: boolean,
): QueuePage {
  const due = (one: RecordLine): Tag => {
    const late = shanghaiDayOf(one.recordedAt) > one.dueOn;
    return late
      ? { tone: 'danger', label: { key: 'credit.late' } }
      : { tone: 'ok', label: { key: 'credit.in-time' } };
  };
  return {
    ...pageBase({ key: 'credit.queue.title' }),
    queue: table(
      { key: 'credit.queue.title' },
      ['name', 'category', 'summary', 'due', 'entry', 'status'].map((name) => ({
        key: `credit.fields.${name}`,
      })),
      list.items.map((one) => [
        cell.text(one.organizationName, one.creditCode),
        cell.text({ key: `credit.categories.${one.category}` }),
        cell.link(one.summary, `/bureau/credit/${one.id}`),
        cell.day(one.dueOn),
        cell.tag(due(one)),
        cell.tag(recordTag(one.status)),
      ]),
      { key: 'credit.queue.empty' },
    ),
    pager: pager(list, '/bureau/credit'),
    mayEnter,
  };
}

export interface EntryPage extends PageBase {
  readonly code: Field;
  readonly category: Field;
  readonly recordClass: Field;
  readonly formed: Field;
  readonly texts: readonly Field[];
  readonly penaltyKind: Field;
}

export function entryPage(entered?: Entered): EntryPage {
  const field = fieldsOf(entered);
  const label = (name: string): { key: string } => ({ key: `credit.fields.${name}` });
  const options = (
    values: readonly string[],
    group: string,
  ): readonly (readonly [string, { key: string }])[] =>
    values.map((value) => [value, { key: `credit.${group}.${value}` }] as const);
  return {
    ...pageBase({ key: 'credit.enter.title' }, [QUEUE], entered?.findings),
    code: field('creditCode', { label: label('creditCode'), required: true, maxLength: 18 }),
    category: field('category', {
      label: label('category'),
      required: true,
      options: options(CREDIT_CATEGORIES, 'categories'),
    }),
    recordClass: field('recordClass', {
      label: label('recordClass'),
      hint: { key: 'credit.enter.class-hint' },
      options: options(CREDIT_CLASSES, 'classes'),
    }),
    formed: field('formedOn', {
      label: label('formed'),
      hint: { key: 'credit.enter.formed-hint' },
      required: true,
    }),
    texts: [
      field('summary', {
        label: label('summary'),
        hint: { key: 'credit.enter.summary-hint' },
        required: true,
        maxLength: 200,
      }),
      field('documentNumber', { label: label('documentNumber') }),
      field('department', { label: label('department') }),
      field('fineFen', { label: label('fineFen'), inputMode: 'decimal' }),
      field('conclusion', { label: label('conclusion') }),
      field('year', { label: label('year'), inputMode: 'numeric' }),
    ],
    penaltyKind: field('penaltyKind', {
      label: label('penaltyKind'),
      options: options(PENALTY_KINDS, 'penalties'),
    }),
  };
}

export interface RecordPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly actions: readonly Action[];
  readonly first: string | null;
  readonly reason: Field;
  readonly version: number;
}

export function recordPage(
  record: RecordLine & { fields: string; recordClass: string | null },
  viewer: SignedIn,
  entered?: Entered,
): RecordPage {
  const extra = Object.entries(JSON.parse(record.fields) as Record<string, string | number>);
  const actions =
    record.enteredBy === viewer.accountId ? [] : actionsFrom(CREDIT_LIFE, record.status, viewer);
  return {
    ...pageBase(record.summary, [QUEUE], entered?.findings),
    tag: recordTag(record.status),
    facts: [
      summaryRow(
        { key: 'credit.fields.name' },
        cell.link(record.organizationName, `/bureau/organizations/${record.creditCode}`),
      ),
      summaryRow(
        { key: 'credit.fields.category' },
        cell.text({ key: `credit.categories.${record.category}` }),
      ),
      summaryRow(
        { key: 'credit.fields.recordClass' },
        cell.text(record.recordClass === null ? null : { key: `credit.classes.${record.recordClass}` }),
      ),
      summaryRow({ key: 'credit.fields.formed' }, cell.day(record.formedOn)),
      summaryRow({ key: 'credit.fields.due' }, cell.day(record.dueOn)),
      summaryRow({ key: 'credit.fields.recorded' }, cell.instant(record.recordedAt)),
      ...extra.map(([name, value]) =>
        summaryRow(
          { key: `credit.fields.${name}` },
          name === 'fineFen' ? cell.money(Number(value)) : cell.text(String(value)),
        ),
      ),
    ],
    actions: actions.map((action) => ({
      href: `/bureau/credit/${record.id}/${action}`,
      label: { key: `credit.actions.${action}` },
      tone: action === 'publish' ? 'primary' : 'danger',
    })),
    first: actions[0] === undefined ? null : `/bureau/credit/${record.id}/${actions[0]}`,
    reason: fieldsOf(entered)('reason', {
      label: { key: 'credit.fields.reason' },
      hint: { key: 'credit.reason-hint' },
      maxLength: 200,
    }),
    version: record.version,
  };
}
