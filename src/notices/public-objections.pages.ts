import {
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
} from '../platform/views/page.js';
import { key, objectionBase, type ObjectionPage } from './objections.pages.js';
import { type EvidenceLine, type ObjectionDetail, type ObjectionReceipt } from './objections.queries.js';

export interface StatusFormPage extends PageBase {
  readonly needsToken: true;
  readonly number: Field;
  readonly tail: Field;
}

export function statusFormPage(entered?: Entered): StatusFormPage {
  const field = fieldsOf(entered);
  return {
    ...pageBase(key('status-title'), [], entered?.findings),
    needsToken: true,
    number: field('number', {
      label: key('number'),
      hint: key('number-hint'),
      required: true,
      maxLength: 20,
    }),
    tail: field('tail', { label: key('tail'), required: true, maxLength: 4, inputMode: 'numeric' }),
  };
}

/** What the one who objected sees: everything but the files, which stay with the desk. */
export function statusPage(one: ObjectionDetail, files: readonly EvidenceLine[]): ObjectionPage {
  return objectionBase(one, files, { href: null });
}

export interface ReceiptPage extends PageBase {
  readonly number: string;
  readonly facts: readonly SummaryRow[];
  readonly provisional: boolean;
  readonly hash: string;
  readonly proof: string | null;
}

export function receiptPage(one: ObjectionReceipt): ReceiptPage {
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow(key(name), value);
  return {
    ...pageBase({ key: 'notices.objections.receipt', args: { number: one.number } }),
    number: one.number,
    facts: [
      row('number', cell.text(one.number)),
      row('received', cell.instant(one.receivedAt)),
      row('due', cell.day(one.replyDueOn)),
      ...(one.decidedAt === null ? [] : [row('decided-at', cell.instant(one.decidedAt))]),
      ...(one.receivedSeq === null ? [] : [row('ledger-index', cell.number(one.receivedSeq))]),
    ],
    provisional: one.isProvisional,
    hash: one.contentHash,
    proof:
      one.receivedSeq === null ? null : `/ledger/entries?start=${one.receivedSeq}&end=${one.receivedSeq + 1}`,
  };
}
