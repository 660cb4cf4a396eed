import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type DeskFacts,
  deskObjectionPage,
  type DeskObjectionPage,
} from '../../notices/objection-desk.pages.js';
import {
  objectionFormPage,
  type ObjectionFormPage,
  ORG_FORM,
  PUBLIC_FORM,
} from '../../notices/objections.pages.js';
import { type ObjectionDetail } from '../../notices/objections.queries.js';
import { type CarriedFile } from '../../platform/files/evidence.js';
import {
  cell,
  type Entered,
  fieldsOf,
  summaryRow,
  type SummaryRow,
  type Tag,
} from '../../platform/views/page.js';
import { type Effect, effectOfCorrection, effectOfRemoval, type PublicView } from './effect.pages.js';
import { publicationRows, whatItSays } from './record.pages.js';
import { RECORD_DESK, RULINGS } from './record-objection.rules.js';
import { fieldRows, recordTag } from './records.pages.js';
import { type CorrectionLine, type RecordLine } from './records.queries.js';

export interface RecordObjectionFormPage extends ObjectionFormPage {
  readonly about: null;
  readonly record: readonly SummaryRow[];
}

const NO_NOTICE = { number: '', subjects: null };

/** The objections engine's own form, about one record: for the body itself, or for anybody. */
export function recordObjectionFormPage(
  record: RecordLine,
  whose: 'own' | 'public',
  entered?: Entered & { readonly kept: readonly CarriedFile[] },
): RecordObjectionFormPage {
  const own = whose === 'own';
  const form = objectionFormPage(own ? ORG_FORM : PUBLIC_FORM, NO_NOTICE, entered);
  return {
    ...form,
    title: { key: 'records.objection.title' },
    crumbs: own
      ? [
          { label: { key: 'credit.own.title' }, href: '/org/credit' },
          { label: record.summary, href: `/org/credit/records/${record.id}` },
        ]
      : [{ label: record.organizationName, href: `/organizations/${record.creditCode}` }],
    action: own ? `/org/credit/records/${record.id}/objection` : `/objections/records/${record.id}`,
    about: null,
    person:
      form.person === null ? null : { ...form.person, instead: `/org/credit/records/${record.id}/objection` },
    record: [
      summaryRow({ key: 'credit.fields.name' }, cell.text(record.organizationName, record.creditCode)),
      summaryRow({ key: 'credit.fields.summary' }, cell.text(record.summary)),
      ...(own
        ? whatItSays(record)
        : [
            summaryRow(
              { key: 'credit.fields.category' },
              cell.text({ key: `credit.categories.${record.category}` }),
            ),
            ...fieldRows(record.category, JSON.parse(record.fields) as object, true),
          ]),
    ],
  };
}

export interface RulingPage extends DeskObjectionPage {
  readonly record: {
    readonly href: string;
    readonly summary: string;
    readonly tag: Tag;
    readonly facts: readonly SummaryRow[];
  };
  /** Where a correction that answers it is drawn up. */
  readonly propose: string | null;
  readonly correction: { readonly href: string; readonly effect: Effect } | null;
  readonly removal: Effect;
  readonly own: boolean;
}

export interface RulingView {
  readonly record: RecordLine;
  readonly corrections: readonly CorrectionLine[];
  readonly shown: PublicView;
  readonly now: string;
}

/** The decision about an objection, with the public page before and after each ruling, seen before it is signed. */
export function rulingPage(
  one: ObjectionDetail,
  view: RulingView,
  facts: Omit<DeskFacts, 'desk'>,
  entered?: Entered,
): RulingPage {
  const { record, shown, now } = view;
  const { viewer } = facts;
  const proposal = view.corrections.find(
    ({ status, objectionNumber }) => status === 'PROPOSED' && objectionNumber === one.number,
  );
  const desk = deskObjectionPage(one, { ...facts, desk: RECORD_DESK }, entered);
  const own = isOwn(record, proposal, viewer);
  const open = one.status === 'OPEN';
  return {
    ...desk,
    crumbs: [
      { label: { key: 'credit.queue.title' }, href: '/bureau/credit' },
      { label: record.summary, href: `/bureau/credit/${record.id}` },
    ],
    // The record stands above in full; the engine's own line would only say that it is no notice.
    facts: desk.facts.slice(1),
    // Upholding brings a correction or a removal with it, so there is nothing left to decide anew.
    remedy: null,
    decide:
      desk.decide === null || own || !may(viewer, 'credit.approve')
        ? null
        : {
            ...desk.decide,
            to: fieldsOf(entered)('to', {
              label: { key: 'records.ruling.title' },
              required: true,
              options: RULINGS.map((ruling) => [ruling, { key: `records.ruling.${ruling}` }] as const),
            }),
          },
    record: {
      href: `/bureau/credit/${record.id}`,
      summary: record.summary,
      tag: recordTag(record.status),
      facts: [...whatItSays(record), ...publicationRows(record)],
    },
    propose:
      open && proposal === undefined && may(viewer, 'credit.enter')
        ? `/bureau/credit/${record.id}/correction?objection=${one.number}`
        : null,
    correction:
      proposal === undefined
        ? null
        : {
            href: `/bureau/credit/corrections/${proposal.id}`,
            effect: effectOfCorrection(shown, { ...proposal, at: now }),
          },
    removal: effectOfRemoval(shown, record.id),
    own: open && own,
  };
}

function isOwn(record: RecordLine, proposal: CorrectionLine | undefined, viewer: SignedIn): boolean {
  return record.enteredBy === viewer.accountId || proposal?.proposedBy === viewer.accountId;
}
