import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
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
  table,
  type Tag,
} from '../platform/views/page.js';
import { OBJECTION_GROUNDS, type ObjectionStatus } from './objection.rules.js';
import { type ObjectionLine } from './objections.queries.js';

export function objectionTag(status: ObjectionStatus): Tag {
  const tone = { OPEN: 'warn', UPHELD: 'danger', REJECTED: 'neutral', WITHDRAWN: 'neutral' } as const;
  return { tone: tone[status], label: { key: `notices.objections.statuses.${status}` } };
}

export interface ObjectionsPage extends PageBase {
  readonly list: Table;
}

export function objectionsPage(items: readonly ObjectionLine[], base: string): ObjectionsPage {
  return {
    ...pageBase({ key: 'notices.objections.title' }),
    list: table(
      { key: 'notices.objections.title' },
      ['number', 'notice', 'ground', 'received', 'due', 'status'].map((name) => ({
        key: `notices.objections.${name}`,
      })),
      items.map((one) => [
        cell.link(one.number, `${base}/${one.number}`),
        cell.text({ zh: one.noticeZh, en: one.noticeEn }, one.noticeNumber),
        cell.text({ key: `notices.objections.grounds.${one.ground}` }),
        cell.instant(one.receivedAt),
        cell.day(one.replyDueOn),
        cell.tag(objectionTag(one.status)),
      ]),
      { key: 'notices.objections.empty' },
    ),
  };
}

export interface ObjectionFormPage extends PageBase {
  readonly notice: Field;
  readonly ground: Field;
  readonly areas: readonly Field[];
}

export function objectionFormPage(notice: string, entered?: Entered): ObjectionFormPage {
  const field = fieldsOf(entered);
  return {
    ...pageBase({ key: 'notices.objections.new' }, [], entered?.findings),
    notice: field('notice', {
      label: { key: 'notices.objections.notice' },
      required: true,
      maxLength: 20,
      initial: notice,
    }),
    ground: field('ground', {
      label: { key: 'notices.objections.ground' },
      required: true,
      options: OBJECTION_GROUNDS.map(
        (ground) => [ground, { key: `notices.objections.grounds.${ground}` }] as const,
      ),
    }),
    areas: [
      field('facts', {
        label: { key: 'notices.objections.facts' },
        hint: { key: 'notices.objections.facts-hint' },
        required: true,
        maxLength: 2000,
        rows: 8,
      }),
      field('remedy', {
        label: { key: 'notices.objections.remedy' },
        required: true,
        maxLength: 500,
        rows: 3,
      }),
    ],
  };
}

export interface ObjectionPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly decide: string | null;
  readonly withdraw: string | null;
  readonly decision: Field;
  readonly reply: Field;
  readonly version: number;
}

export function objectionPage(one: ObjectionLine, viewer: SignedIn, entered?: Entered): ObjectionPage {
  const field = fieldsOf(entered);
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `notices.objections.${name}` }, value);
  const open = one.status === 'OPEN';
  return {
    ...pageBase({ key: 'notices.objections.one', args: { number: one.number } }, [], entered?.findings),
    tag: objectionTag(one.status),
    facts: [
      row(
        'notice',
        cell.link({ zh: one.noticeZh, en: one.noticeEn }, `/notices/${one.noticeNumber}`, one.noticeNumber),
      ),
      row('ground', cell.text({ key: `notices.objections.grounds.${one.ground}` })),
      row('facts', cell.text(one.facts)),
      row('remedy', cell.text(one.remedy)),
      row('received', cell.instant(one.receivedAt)),
      row('due', cell.day(one.replyDueOn)),
      row('reply', cell.text(one.reply)),
    ],
    decide: open && may(viewer, 'objection.decide') ? `/bureau/objections/${one.number}/decision` : null,
    withdraw: open && one.lodgedBy === viewer.accountId ? `/org/objections/${one.number}/withdrawal` : null,
    decision: field('decision', {
      label: { key: 'notices.objections.decision' },
      required: true,
      options: ['uphold', 'reject'].map((way) => [way, { key: `notices.objections.${way}` }] as const),
    }),
    reply: field('reply', {
      label: { key: 'notices.objections.reply' },
      required: true,
      maxLength: 2000,
      rows: 5,
    }),
    version: one.version,
  };
}
