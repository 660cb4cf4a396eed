import { type CalendarDay, type WorkingDayTable } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Tag,
  type Task,
} from '../../platform/views/page.js';
import { verdictFields, type VerdictFields } from './corrections.pages.js';
import { type Effect } from './effect.pages.js';
import { dayWithDoubt, type FileLink, publicationRows, whatItSays } from './record.pages.js';
import { clockTag } from './records.pages.js';
import { type CreditFileLine, type RecordLine, type RepairLine } from './records.queries.js';
import { papersFor, type RepairStatus } from './repair.rules.js';

export function repairTag(status: RepairStatus): Tag {
  const tones = {
    DRAFT: 'neutral',
    SUBMITTED: 'info',
    APPROVED: 'ok',
    REFUSED: 'danger',
    WITHDRAWN: 'neutral',
  } as const;
  return { tone: tones[status], label: { key: `records.repair.statuses.${status}` } };
}

export interface RepairView {
  readonly repair: RepairLine;
  readonly record: RecordLine;
  readonly files: readonly CreditFileLine[];
  readonly today: CalendarDay;
  readonly days: WorkingDayTable;
}

function filesAt(base: string, files: readonly CreditFileLine[]): FileLink[] {
  return files.map(({ id, name, kind }) => ({
    href: `${base}/files/${id}`,
    name,
    kind: { key: `records.repair.papers.${kind}` },
  }));
}

function repairFacts({ repair, days, record }: RepairView): SummaryRow[] {
  return [
    ...whatItSays(record),
    ...publicationRows(record),
    summaryRow({ key: 'records.repair.submitted' }, cell.instant(repair.submittedAt)),
    ...(repair.dueOn === null
      ? []
      : [summaryRow({ key: 'credit.fields.due' }, dayWithDoubt(repair.dueOn, days))]),
    ...(repair.decidedAt === null
      ? []
      : [summaryRow({ key: 'records.repair.decision' }, cell.text(repair.decisionReason))]),
  ];
}

export interface OwnRepairPage extends PageBase {
  readonly number: string;
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly tasks: readonly Task[];
  readonly files: readonly FileLink[];
  readonly draft: boolean;
  readonly fields: {
    readonly duties: Field;
    readonly promise: Field;
    readonly paper: Field;
    readonly file: Field;
  };
  readonly duties: string | null;
  readonly withdraw: string | null;
  readonly object: string | null;
  readonly version: number;
}

/** An application as its body sees it: the checklist, the papers, and what becomes of it. */
export function ownRepairPage(view: RepairView, entered?: Entered): OwnRepairPage {
  const { repair, record, files, today } = view;
  const field = fieldsOf(entered);
  const draft = repair.status === 'DRAFT';
  const needed = papersFor(record.recordClass, today);
  const has = (kind: string): boolean => files.some((one) => one.kind === kind);
  const open: Tag = { tone: 'info', label: { key: 'records.repair.missing' } };
  const task = (label: string, done: boolean): Task => ({
    label: { key: `records.repair.${label}` },
    href: null,
    hint: null,
    tag: done ? null : open,
  });
  return {
    ...pageBase(
      { key: 'records.repair.title', args: { number: repair.number } },
      [
        { label: { key: 'credit.own.title' }, href: '/org/credit' },
        { label: record.summary, href: `/org/credit/records/${record.id}` },
      ],
      entered?.findings,
    ),
    number: repair.number,
    tag: repairTag(repair.status),
    facts: repairFacts(view),
    tasks: draft
      ? [
          task('duties', repair.duties !== ''),
          task('promised', repair.promise === 1),
          ...needed.map((paper) => task(`papers.${paper}`, has(paper))),
        ]
      : [],
    files: filesAt(`/org/credit/repairs/${repair.number}`, files),
    draft,
    fields: {
      duties: field('duties', {
        label: { key: 'records.repair.duties' },
        hint: { key: 'records.repair.duties-hint' },
        required: true,
        maxLength: 2000,
        rows: 6,
        initial: repair.duties,
      }),
      promise: field('promise', {
        label: { key: 'records.repair.promise' },
        initial: repair.promise === 1 ? 'yes' : '',
      }),
      paper: field('paper', {
        label: { key: 'records.repair.paper' },
        required: true,
        options: needed.map((paper) => [paper, { key: `records.repair.papers.${paper}` }] as const),
      }),
      file: field('file', {
        label: { key: 'records.source.field' },
        hint: { key: 'records.source.hint' },
        required: true,
      }),
    },
    duties: draft || repair.duties === '' ? null : repair.duties,
    withdraw:
      draft || repair.status === 'SUBMITTED' ? `/org/credit/repairs/${repair.number}/withdrawal` : null,
    object: repair.status === 'REFUSED' ? `/org/credit/records/${record.id}/objection` : null,
    version: repair.version,
  };
}

export interface RepairDecisionPage extends PageBase {
  readonly tag: Tag;
  readonly clock: Tag | null;
  readonly facts: readonly SummaryRow[];
  readonly duties: string;
  readonly files: readonly FileLink[];
  readonly missing: readonly Finding[];
  readonly effect: Effect | null;
  readonly action: string | null;
  readonly fields: VerdictFields;
  readonly version: number;
}

/** The bureau's decision, with the public page as it will be without the record. (R-CR-24, R-CR-25) */
export function repairDecisionPage(
  view: RepairView & { readonly effect: Effect; readonly against: readonly Finding[] },
  viewer: SignedIn,
  entered?: Entered,
): RepairDecisionPage {
  const { repair, record, files, days, today } = view;
  const open = repair.status === 'SUBMITTED';
  return {
    ...pageBase(
      { key: 'records.repair.title', args: { number: repair.number } },
      [
        { label: { key: 'credit.queue.title' }, href: '/bureau/credit' },
        { label: record.summary, href: `/bureau/credit/${record.id}` },
      ],
      entered?.findings,
    ),
    tag: repairTag(repair.status),
    clock: open && repair.dueOn !== null ? clockTag(days, today, repair.dueOn) : null,
    facts: [
      summaryRow(
        { key: 'credit.fields.name' },
        cell.link(repair.organizationName, `/bureau/organizations/${repair.creditCode}`, repair.creditCode),
      ),
      ...repairFacts(view),
    ],
    duties: repair.duties,
    files: filesAt(`/bureau/credit/repairs/${repair.number}`, files),
    missing: open ? view.against : [],
    effect: open ? view.effect : null,
    action:
      open && may(viewer, 'credit.approve') && record.enteredBy !== viewer.accountId
        ? `/bureau/credit/repairs/${repair.number}`
        : null,
    fields: verdictFields('repair', entered),
    version: repair.version,
  };
}
