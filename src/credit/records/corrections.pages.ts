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
  type Table,
  type Text,
} from '../../platform/views/page.js';
import { type Effect } from './effect.pages.js';
import { type AnyField, contentFields } from './entry.pages.js';
import { changesTable } from './records.pages.js';
import { type CorrectionLine, type RecordLine } from './records.queries.js';

const QUEUE = { label: { key: 'credit.queue.title' }, href: '/bureau/credit' };

export interface CorrectionFormPage extends PageBase {
  readonly action: string;
  readonly fields: readonly AnyField[];
  readonly reason: Field;
  readonly objection: string;
}

/** The record's own form once more, filled with what it says, and the reason for the change. */
export function correctionFormPage(
  record: RecordLine,
  objection: string,
  entered?: Entered,
): CorrectionFormPage {
  return {
    ...pageBase(
      { key: 'records.correction.title', args: { summary: record.summary } },
      [QUEUE, { label: record.summary, href: `/bureau/credit/${record.id}` }],
      entered?.findings,
    ),
    action: `/bureau/credit/${record.id}/correction`,
    fields: contentFields(record.category, record, entered),
    reason: fieldsOf(entered)('reason', {
      label: { key: 'records.correction.reason' },
      hint: { key: 'records.correction.reason-hint' },
      required: true,
      maxLength: 500,
      rows: 3,
    }),
    objection,
  };
}

export interface VerdictFields {
  readonly verdict: Field;
  readonly reason: Field;
}

/** Approve or refuse, with a reason either way. */
export function verdictFields(group: string, entered?: Entered): VerdictFields {
  const field = fieldsOf(entered);
  return {
    verdict: field('verdict', {
      label: { key: 'credit.verdict' },
      required: true,
      options: ['approve', 'refuse'].map((one) => [one, { key: `records.${group}.${one}` }] as const),
    }),
    reason: field('reason', {
      label: { key: 'credit.fields.reason' },
      hint: { key: 'credit.verdict-hint' },
      required: true,
      maxLength: 500,
      rows: 3,
    }),
  };
}

export interface CorrectionPage extends PageBase {
  readonly facts: readonly SummaryRow[];
  readonly changes: Table;
  readonly effect: Effect | null;
  readonly action: string | null;
  readonly own: boolean;
  readonly fields: VerdictFields;
  readonly version: number;
}

/** A proposed correction: old beside new, and the public page before and after, seen before it is signed. */
export function correctionPage(
  one: CorrectionLine,
  effect: Effect,
  viewer: SignedIn,
  entered?: Entered,
): CorrectionPage {
  const open = one.status === 'PROPOSED';
  const own = one.proposedBy === viewer.accountId;
  const caption: Text = { key: 'records.changes.title' };
  return {
    ...pageBase(
      { key: 'records.correction.one', args: { summary: one.summary } },
      [QUEUE, { label: one.summary, href: `/bureau/credit/${one.recordId}` }],
      entered?.findings,
    ),
    facts: [
      summaryRow(
        { key: 'credit.fields.name' },
        cell.link(one.organizationName, `/bureau/organizations/${one.creditCode}`, one.creditCode),
      ),
      summaryRow(
        { key: 'credit.fields.status' },
        cell.text({ key: `records.correction.statuses.${one.status}` }),
      ),
      summaryRow({ key: 'records.correction.proposer' }, cell.text(one.proposerName)),
      summaryRow({ key: 'records.correction.proposed' }, cell.instant(one.proposedAt)),
      summaryRow({ key: 'credit.fields.due' }, cell.day(one.dueOn)),
      summaryRow({ key: 'credit.fields.reason' }, cell.text(one.reason)),
      ...(one.objectionNumber === null
        ? []
        : [
            summaryRow(
              { key: 'records.correction.objection' },
              cell.link(one.objectionNumber, `/bureau/credit/objections/${one.objectionNumber}`),
            ),
          ]),
      ...(one.decidedAt === null
        ? []
        : [summaryRow({ key: 'records.correction.decision' }, cell.text(one.decisionReason))]),
    ],
    changes: changesTable(caption, one.changes),
    effect: open ? effect : null,
    action: open && !own && may(viewer, 'credit.approve') ? `/bureau/credit/corrections/${one.id}` : null,
    own: open && own,
    fields: verdictFields('correction', entered),
    version: one.version,
  };
}
