import { type CalendarDay, shanghaiDayOf, type WorkingDayTable } from '../../kernel/calendar.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  cell,
  type Field,
  fieldsOf,
  type NumberCard,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  type Table,
  table,
  type Text,
} from '../../platform/views/page.js';
import { approvalDueOn, CREDIT_CATEGORIES, CREDIT_STATUSES, isLate, shareInTime } from './record.rules.js';
import { clockTag, recordTag } from './records.pages.js';
import {
  type CorrectionLine,
  type EntryShare,
  type RecordLine,
  type RecordObjection,
  type RepairLine,
} from './records.queries.js';

/** One thing that waits for somebody at this desk. */
export interface WorkItem {
  readonly kind: 'draft' | 'approval' | 'correction' | 'repair' | 'objection';
  readonly href: string;
  readonly title: string;
  readonly name: string;
  readonly creditCode: string;
  readonly dueOn: CalendarDay;
  /** Whether this viewer is one who may do it. */
  readonly mine: boolean;
}

/** What waits in records: one's own drafts to finish, others' entries to approve. */
export function workOfRecords(
  waiting: readonly RecordLine[],
  viewer: SignedIn,
  days: WorkingDayTable,
): WorkItem[] {
  return waiting.map((one) => {
    const draft = one.status === 'DRAFT';
    const own = one.enteredBy === viewer.accountId;
    return {
      kind: draft ? 'draft' : 'approval',
      href: `/bureau/credit/${one.id}`,
      title: one.summary,
      name: one.organizationName,
      creditCode: one.creditCode,
      dueOn: draft ? one.dueOn : approvalDueOn(days, one.category, one.formedOn).day,
      mine: draft ? own : !own && may(viewer, 'credit.approve'),
    };
  });
}

/** What waits in the proceedings about records: corrections, repairs, objections. */
export function workOfProceedings(
  open: {
    readonly corrections: readonly CorrectionLine[];
    readonly repairs: readonly RepairLine[];
    readonly objections: readonly RecordObjection[];
  },
  viewer: SignedIn,
): WorkItem[] {
  const item = (
    kind: WorkItem['kind'],
    one: { readonly summary: string; readonly organizationName: string; readonly creditCode: string },
    rest: Pick<WorkItem, 'href' | 'dueOn' | 'mine'>,
  ): WorkItem => ({
    kind,
    title: one.summary,
    name: one.organizationName,
    creditCode: one.creditCode,
    ...rest,
  });
  const approver = may(viewer, 'credit.approve');
  return [
    ...open.corrections.map((one) =>
      item('correction', one, {
        href: `/bureau/credit/corrections/${one.id}`,
        dueOn: one.dueOn,
        mine: approver && one.proposedBy !== viewer.accountId,
      }),
    ),
    ...open.repairs.map((one) =>
      item('repair', one, {
        href: `/bureau/credit/repairs/${one.number}`,
        dueOn: one.dueOn ?? '',
        mine: approver,
      }),
    ),
    ...open.objections.map((one) =>
      item('objection', one, {
        href: `/bureau/credit/objections/${one.number}`,
        dueOn: one.dueOn,
        mine: may(viewer, 'objection.decide'),
      }),
    ),
  ];
}

export interface QueuePage extends PageBase {
  readonly cards: readonly NumberCard[];
  readonly work: Table;
  /** How many more wait than are shown. */
  readonly more: number;
  readonly whose: readonly { readonly href: string; readonly label: Text; readonly current: boolean }[];
  readonly filters: readonly Field[];
  readonly list: Table;
  readonly pager: Pager;
  readonly export: string;
  readonly share: Table;
  readonly mayEnter: boolean;
}

export interface QueueView {
  readonly work: readonly WorkItem[];
  readonly list: {
    readonly items: readonly RecordLine[];
    readonly total: number;
    readonly page: number;
    readonly pageSize: number;
  };
  readonly shares: readonly EntryShare[];
  readonly days: WorkingDayTable;
  readonly today: CalendarDay;
  readonly filter: {
    readonly whose: 'mine' | 'all';
    readonly status: string | undefined;
    readonly category: string | undefined;
  };
  readonly viewer: SignedIn;
}

/** What is due first is enough to work on; the counts tell the rest. */
const MOST_SHOWN = 40;

/** The bureau's queue: what waits in working days, overdue first; below it every record. (R-CR-05, features A5) */
export function queuePage(view: QueueView): QueuePage {
  const { list, days, today, filter, viewer } = view;
  const work = [...view.work].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const shown = filter.whose === 'mine' ? work.filter(({ mine }) => mine) : work;
  const query = { status: filter.status, category: filter.category, whose: filter.whose };
  const field = fieldsOf({ values: query, findings: [] });
  const count = (label: string, value: number): NumberCard => ({
    label: { key: `credit.queue.${label}` },
    value: String(value),
    unit: null,
    note: null,
    href: null,
  });
  return {
    ...pageBase({ key: 'credit.queue.title' }),
    cards: [
      count('overdue', work.filter(({ dueOn }) => dueOn < today).length),
      count('waiting', work.length),
      count('can-do', work.filter(({ mine }) => mine).length),
    ],
    work: table(
      { key: 'credit.queue.work' },
      ['what', 'name', 'summary', 'clock', 'due'].map((name) => ({ key: `credit.fields.${name}` })),
      shown
        .slice(0, MOST_SHOWN)
        .map((one) => [
          cell.text({ key: `records.work.${one.kind}` }),
          cell.text(one.name, one.creditCode),
          cell.link(one.title, one.href),
          cell.tag(clockTag(days, today, one.dueOn)),
          cell.day(one.dueOn),
        ]),
      { key: 'credit.queue.nothing' },
    ),
    more: Math.max(0, shown.length - MOST_SHOWN),
    whose: (['mine', 'all'] as const).map((whose) => ({
      href: `/bureau/credit?whose=${whose}`,
      label: { key: `credit.queue.${whose}` },
      current: whose === filter.whose,
    })),
    filters: [
      field('status', {
        label: { key: 'credit.fields.status' },
        options: CREDIT_STATUSES.map((one) => [one, { key: `credit.statuses.${one}` }] as const),
      }),
      field('category', {
        label: { key: 'credit.fields.category' },
        options: CREDIT_CATEGORIES.map((one) => [one, { key: `credit.categories.${one}` }] as const),
      }),
    ],
    list: table(
      { key: 'credit.queue.list' },
      ['name', 'category', 'summary', 'due', 'entry', 'status'].map((name) => ({
        key: `credit.fields.${name}`,
      })),
      list.items.map((one) => [
        cell.text(one.organizationName, one.creditCode),
        cell.text({ key: `credit.categories.${one.category}` }),
        cell.link(one.summary, `/bureau/credit/${one.id}`),
        cell.day(one.dueOn),
        one.status === 'DRAFT'
          ? cell.tag(clockTag(days, today, one.dueOn))
          : cell.tag(
              isLate(shanghaiDayOf(one.recordedAt), one.dueOn)
                ? { tone: 'danger', label: { key: 'credit.late' } }
                : { tone: 'ok', label: { key: 'credit.in-time' } },
            ),
        cell.tag(recordTag(one.status)),
      ]),
      { key: 'credit.queue.empty' },
    ),
    pager: pager(list, '/bureau/credit', query),
    export: exportAddress(query),
    share: shareTable(view.shares),
    mayEnter: may(viewer, 'credit.enter'),
  };
}

function exportAddress({
  status,
  category,
}: {
  status: string | undefined;
  category: string | undefined;
}): string {
  const query = new URLSearchParams();
  if (status !== undefined) query.set('status', status);
  if (category !== undefined) query.set('category', category);
  const text = query.toString();
  return text === '' ? '/bureau/credit/export.csv' : `/bureau/credit/export.csv?${text}`;
}

/** The share of entries in time, by month and category: a figure about the bureau. (K-03, R-CR-05) */
export function shareTable(shares: readonly EntryShare[]): Table {
  return table(
    { key: 'records.share.title' },
    [
      { key: 'records.share.month' },
      { key: 'credit.fields.category' },
      [{ key: 'records.share.all' }, 'numeric'],
      [{ key: 'records.share.in-time' }, 'numeric'],
      [{ key: 'records.share.percent' }, 'numeric'],
    ],
    shares.map((one) => [
      cell.text(one.month),
      cell.text({ key: `credit.categories.${one.category}` }),
      cell.number(one.all),
      cell.number(one.inTime),
      cell.number(shareInTime(one)),
    ]),
    { key: 'records.share.none' },
  );
}

/** The list as rows for a sheet; codes as they stand in the database, so that another program can read them. */
export function exportRows(items: readonly RecordLine[]): string[][] {
  const head = [
    'creditCode',
    'name',
    'category',
    'class',
    'status',
    'summary',
    'formedOn',
    'dueOn',
    'enteredOn',
    'late',
    'publishedOn',
    'unpublishOn',
    'version',
  ];
  return [
    head,
    ...items.map((one) => {
      const enteredOn = shanghaiDayOf(one.recordedAt);
      return [
        one.creditCode,
        one.organizationName,
        one.category,
        one.recordClass ?? '',
        one.status,
        one.summary,
        one.formedOn,
        one.dueOn,
        enteredOn,
        isLate(enteredOn, one.dueOn) ? 'yes' : 'no',
        one.publishedOn ?? '',
        one.unpublishOn ?? '',
        String(one.version),
      ];
    }),
  ];
}
