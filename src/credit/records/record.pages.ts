import {
  type CalendarDay,
  isWorkingDay,
  shanghaiDayOf,
  type WorkingDayTable,
} from '../../kernel/calendar.js';
import { may } from '../../kernel/rights.js';
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
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import { type RecordFields } from './record-fields.rules.js';
import { approvalDueOn, CREDIT_LIFE, type CreditDecision, isLate } from './record.rules.js';
import { changesTable, clockTag, fieldRows, recordTag } from './records.pages.js';
import { type CreditFileLine, type RecordLine, type VersionLine } from './records.queries.js';
import { earliestRepairOn, findingsAgainstRepair } from './repair.rules.js';
import { waysToApprove } from './repair-terms.rules.js';

const QUEUE = { label: { key: 'credit.queue.title' }, href: '/bureau/credit' };

/** One version as a page shows it: who, when, why, and old beside new. */
export interface VersionShown {
  readonly title: Text;
  readonly when: string;
  readonly who: Text;
  readonly reason: string | null;
  readonly changes: Table;
}

/** What a record page shows of its life beside the record itself. */
export interface RecordView {
  readonly record: RecordLine;
  readonly versions: readonly VersionLine[];
  readonly files: readonly CreditFileLine[];
  readonly days: WorkingDayTable;
  readonly today: CalendarDay;
}

export interface FileLink {
  readonly href: string;
  readonly name: string;
  readonly kind: Text;
}

export interface RecordPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly versions: readonly VersionShown[];
  readonly files: readonly FileLink[];
  readonly attach: string | null;
  readonly source: Field;
  readonly edit: string | null;
  readonly correct: string | null;
  readonly own: boolean;
  readonly actions: readonly Action[];
  readonly first: string | null;
  readonly reason: Field;
  readonly version: number;
}

/** A record at the bureau: what it says, its clocks, every version, and what this person may decide. */
export function recordPage(view: RecordView, viewer: SignedIn, entered?: Entered): RecordPage {
  const { record, files } = view;
  const own = record.enteredBy === viewer.accountId;
  const open = record.status === 'DRAFT' || record.status === 'RECORDED';
  const decisions = own ? [] : decisionsOn(view, viewer);
  const field = fieldsOf(entered);
  return {
    ...pageBase(record.summary, [QUEUE], entered?.findings),
    tag: recordTag(record.status),
    facts: [
      summaryRow(
        { key: 'credit.fields.name' },
        cell.link(record.organizationName, `/bureau/organizations/${record.creditCode}`, record.creditCode),
      ),
      ...whatItSays(record),
      ...bureauClocks(view),
      ...publicationRows(record),
    ],
    versions: versionsShown(view.versions),
    files: files.map(({ id, name, kind }) => ({
      href: `/bureau/credit/${record.id}/files/${id}`,
      name,
      kind: { key: `records.files.${kind}` },
    })),
    attach: open && may(viewer, 'credit.enter') ? `/bureau/credit/${record.id}/source` : null,
    source: field('file', {
      label: { key: 'records.source.field' },
      hint: { key: 'records.source.hint' },
      required: true,
    }),
    edit: record.status === 'DRAFT' && own ? `/bureau/credit/${record.id}/entry` : null,
    correct:
      CREDIT_LIFE[record.status].correct !== undefined && may(viewer, 'credit.enter')
        ? `/bureau/credit/${record.id}/correction`
        : null,
    own: own && record.status === 'RECORDED' && may(viewer, 'credit.approve'),
    actions: decisions.map((action) => ({
      href: `/bureau/credit/${record.id}/${action}`,
      label: { key: `credit.actions.${action}` },
      tone: action === 'publish' ? 'primary' : action === 'hold' ? 'secondary' : 'danger',
    })),
    first: decisions[0] === undefined ? null : `/bureau/credit/${record.id}/${decisions[0]}`,
    reason: field('reason', {
      label: { key: 'credit.fields.reason' },
      hint: { key: 'credit.reason-hint' },
      maxLength: 200,
    }),
    version: record.version,
  };
}

const DECISIONS: readonly string[] = ['publish', 'hold', 'repair', 'withdraw'] satisfies CreditDecision[];

function decisionsOn({ record, today }: RecordView, viewer: SignedIn): CreditDecision[] {
  const possible = actionsFrom(CREDIT_LIFE, record.status, viewer).filter((one): one is CreditDecision =>
    DECISIONS.includes(one),
  );
  const ways = waysToApprove(record.recordClass, today);
  const repairable = findingsAgainstRepair(withFields(record), today).length === 0;
  return possible.filter((one) => (one === 'repair' ? repairable : one === 'withdraw' || ways.includes(one)));
}

/** A record with its fields read. */
export function withFields(
  record: RecordLine,
): Omit<RecordLine, 'fields'> & { readonly fields: RecordFields } {
  return { ...record, fields: JSON.parse(record.fields) as RecordFields };
}

/** Category, class and everything the category holds. */
export function whatItSays(record: RecordLine): SummaryRow[] {
  return [
    summaryRow({ key: 'credit.fields.category' }, cell.text({ key: `credit.categories.${record.category}` })),
    ...(record.recordClass === null
      ? []
      : [
          summaryRow(
            { key: 'credit.fields.recordClass' },
            cell.text({ key: `credit.classes.${record.recordClass}` }),
          ),
        ]),
    summaryRow({ key: 'credit.fields.formed' }, cell.day(record.formedOn)),
    ...fieldRows(record.category, withFields(record).fields),
  ];
}

function bureauClocks({ record, days, today }: RecordView): SummaryRow[] {
  const enteredOn = shanghaiDayOf(record.recordedAt);
  const approval = approvalDueOn(days, record.category, record.formedOn);
  return [
    summaryRow({ key: 'credit.fields.due' }, dayWithDoubt(record.dueOn, days)),
    record.status === 'DRAFT'
      ? summaryRow({ key: 'credit.fields.entry' }, cell.tag(clockTag(days, today, record.dueOn)))
      : summaryRow(
          { key: 'credit.fields.recorded' },
          {
            ...cell.instant(record.recordedAt),
            sub: { key: isLate(enteredOn, record.dueOn) ? 'credit.late' : 'credit.in-time' },
          },
        ),
    ...(record.status === 'RECORDED'
      ? [summaryRow({ key: 'credit.fields.approval' }, cell.tag(clockTag(days, today, approval.day)))]
      : []),
  ];
}

/** A day, with a word beside it where the holidays of its year are not announced yet. */
export function dayWithDoubt(day: CalendarDay, days: WorkingDayTable): SummaryRow['value'] {
  return {
    ...cell.day(day),
    sub: isWorkingDay(days, day).provisional ? { key: 'credit.provisional' } : null,
  };
}

/** When it became public, when it may be repaired, when it is taken down at the latest. (R-CR-24) */
export function publicationRows(record: RecordLine): SummaryRow[] {
  if (record.status === 'DRAFT' || record.status === 'RECORDED') return [];
  const earliest = earliestRepairOn(withFields(record));
  return [
    summaryRow({ key: 'credit.fields.published' }, cell.day(record.publishedOn)),
    ...(record.recordClass === null
      ? []
      : [
          summaryRow(
            { key: 'credit.fields.earliest' },
            record.repairBar === null
              ? cell.day(earliest)
              : cell.text({ key: 'records.repair.barred', args: { basis: record.repairBar } }),
          ),
          summaryRow({ key: 'credit.fields.unpublishOn' }, cell.day(record.unpublishOn)),
        ]),
  ];
}

export function versionsShown(versions: readonly VersionLine[]): VersionShown[] {
  return versions.map(({ number, act, changes, reason, changedBy, changedAt }) => {
    const title: Text = {
      key: 'records.versions.one',
      args: { number, act: { key: `records.acts.${act}` } },
    };
    return {
      title,
      when: changedAt,
      who: changedBy ?? { key: 'records.versions.system' },
      reason,
      changes: changesTable(title, changes),
    };
  });
}

/** What an objection to it may look like, and the repair, at the body's own page. */
export interface OwnRecordView extends RecordView {
  readonly repairs: readonly {
    readonly number: string;
    readonly status: string;
    readonly dueOn: string | null;
  }[];
  readonly objections: readonly {
    readonly number: string;
    readonly status: string;
    readonly dueOn: string;
  }[];
}

export interface OwnRecordPage extends PageBase {
  readonly tag: Tag;
  readonly meaning: Text;
  readonly facts: readonly SummaryRow[];
  readonly steps: readonly Text[];
  readonly repair: { readonly action: string; readonly findings: readonly { code: string }[] } | null;
  readonly object: string | null;
  readonly repairs: Table;
  readonly objections: Table;
  readonly versions: readonly VersionShown[];
  readonly files: readonly FileLink[];
}

/** A record as its body reads it: what it says, why, since when, what it does, how and when it can be mended. */
export function ownRecordPage(view: OwnRecordView, viewer: SignedIn): OwnRecordPage {
  const { record, today, days } = view;
  const findings = findingsAgainstRepair(withFields(record), today);
  const pending = view.repairs.some(({ status }) => status === 'DRAFT' || status === 'SUBMITTED');
  const negative = record.recordClass !== null;
  return {
    ...pageBase(record.summary, [{ label: { key: 'credit.own.title' }, href: '/org/credit' }]),
    tag: recordTag(record.status),
    meaning: { key: `credit.own.meaning.${record.status}` },
    facts: [...whatItSays(record), ...publicationRows(record)],
    steps: (negative ? ['duty', 'wait', 'apply', 'answer'] : ['check']).map((step) => ({
      key: `credit.own.steps.${step}`,
    })),
    repair:
      negative && !pending && may(viewer, 'credit.repair') && CREDIT_LIFE[record.status].repair !== undefined
        ? { action: `/org/credit/records/${record.id}/repair`, findings }
        : null,
    object:
      CREDIT_LIFE[record.status].object !== undefined && may(viewer, 'objection.lodge')
        ? `/org/credit/records/${record.id}/objection`
        : null,
    repairs: table(
      { key: 'records.repair.mine' },
      ['number', 'status', 'due'].map((name) => ({ key: `credit.fields.${name}` })),
      view.repairs.map((one) => [
        cell.link(one.number, `/org/credit/repairs/${one.number}`),
        cell.text({ key: `records.repair.statuses.${one.status}` }),
        one.dueOn === null ? cell.text(null) : dayWithDoubt(one.dueOn, days),
      ]),
      { key: 'records.repair.none' },
    ),
    objections: table(
      { key: 'records.objection.mine' },
      ['number', 'status', 'due'].map((name) => ({ key: `credit.fields.${name}` })),
      view.objections.map((one) => [
        cell.link(one.number, `/org/objections/${one.number}`),
        cell.text({ key: `notices.objections.statuses.${one.status}` }),
        dayWithDoubt(one.dueOn, days),
      ]),
      { key: 'records.objection.none' },
    ),
    versions: versionsShown(view.versions.filter(({ act }) => act !== 'credit-drafted')),
    files: view.files.map(({ id, name, kind }) => ({
      href: `/org/credit/records/${record.id}/files/${id}`,
      name,
      kind: { key: `records.files.${kind}` },
    })),
  };
}
