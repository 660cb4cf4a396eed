import { type CalendarDay } from '../kernel/calendar.js';
import { type CarriedFile } from '../platform/files/evidence.js';
import {
  cell,
  type Entered,
  type Field,
  type FieldMaker,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
  type Tone,
} from '../platform/views/page.js';
import { DOCUMENT_BYTES, DOCUMENT_KINDS, type DocumentState, documentStateOn } from './document.rules.js';
import { type DocumentLine, type DocumentVersionLine } from './documents.queries.js';
import { type DocumentUse } from './documents.service.js';

export const DOCUMENTS = '/org/documents';
const TONES: Readonly<Record<DocumentState, Tone>> = {
  OPEN_ENDED: 'ok',
  VALID: 'ok',
  AHEAD: 'info',
  EXPIRING: 'warn',
  EXPIRED: 'danger',
};

const key = (name: string, args?: Readonly<Record<string, string | number>>): Text => ({
  key: `files.documents.${name}`,
  ...(args ? { args } : {}),
});

/** How a document stands on a day, as a word with a colour. */
export function documentTag(one: DocumentVersionLine, today: CalendarDay): Tag {
  const state = documentStateOn(one, today);
  return { tone: TONES[state], label: { key: `files.documents.states.${state}` } };
}

type Typed = Entered & { readonly kept: readonly CarriedFile[] };

export interface DocumentFields {
  readonly action: string;
  readonly kind: Field | null;
  readonly title: Field | null;
  readonly days: readonly Field[];
  readonly files: { readonly field: Field; readonly kept: readonly CarriedFile[] };
  readonly version: string;
}

export interface DocumentsPage extends PageBase {
  readonly list: Table;
  readonly warned: readonly { readonly text: Text; readonly href: string }[];
  readonly room: Text;
  readonly form: DocumentFields;
}

/** The store: what is kept, what runs out, how much room there is, and the form that adds to it. */
export function documentsPage(
  items: readonly DocumentVersionLine[],
  { used, today }: { readonly used: number; readonly today: CalendarDay },
  entered?: Typed,
): DocumentsPage {
  const ending = items.filter((one) => ['EXPIRING', 'EXPIRED'].includes(documentStateOn(one, today)));
  return {
    ...pageBase(key('title'), [], entered?.findings),
    list: table(
      key('list'),
      ['name', 'kind', 'version', 'validity', 'state'].map((name) => key(name)),
      items.map((one) => [
        cell.link(one.title, `${DOCUMENTS}/${one.documentId}`, one.name),
        cell.text({ key: `files.documents.kinds.${one.kind}` }),
        cell.text(key('version-n', { n: one.number })),
        cell.text(validity(one)),
        cell.tag(documentTag(one, today)),
      ]),
      key('empty'),
    ),
    warned: ending.map((one) => ({
      text: {
        key: `files.documents.warned.${documentStateOn(one, today)}`,
        args: { title: one.title, day: one.validUntil ?? '' },
      },
      href: `${DOCUMENTS}/${one.documentId}`,
    })),
    room: key('room', { used: megabytes(used), most: megabytes(DOCUMENT_BYTES) }),
    form: documentFields(DOCUMENTS, null, entered),
  };
}

export interface DocumentPage extends PageBase {
  readonly facts: readonly SummaryRow[];
  readonly versions: Table;
  readonly uses: Table;
  /** null once it is out of the store. */
  readonly form: DocumentFields | null;
  readonly shelf: {
    readonly action: string;
    readonly label: Text;
    readonly version: string;
    readonly text: Text;
  };
}

/** One document: its versions, where each is used, a newer version, and the way out of the store and back. */
export function documentPage(
  view: {
    readonly document: DocumentLine;
    readonly versions: readonly DocumentVersionLine[];
    readonly uses: readonly DocumentUse[];
    readonly today: CalendarDay;
  },
  entered?: Typed,
): DocumentPage {
  const { document, versions, uses, today } = view;
  const base = `${DOCUMENTS}/${document.id}`;
  const isEnded = document.endedAt !== null;
  const [newest] = versions;
  const numberOf = new Map(versions.map(({ id, number }) => [id, number]));
  return {
    ...pageBase(document.title, [{ label: key('title'), href: DOCUMENTS }], entered?.findings),
    facts: [
      summaryRow(key('kind'), cell.text({ key: `files.documents.kinds.${document.kind}` })),
      ...(newest === undefined ? [] : [summaryRow(key('state'), cell.tag(documentTag(newest, today)))]),
      ...(isEnded ? [summaryRow(key('ended'), cell.instant(document.endedAt))] : []),
    ],
    versions: table(
      key('versions'),
      [key('version'), key('file'), key('validity'), key('added'), key('hash')],
      versions.map((one) => [
        cell.text(key('version-n', { n: one.number })),
        cell.link(one.name, `${DOCUMENTS}/files/${one.id}`),
        cell.text(validity(one)),
        cell.instant(one.addedAt),
        cell.text(one.sha256.slice(0, 16)),
      ]),
    ),
    uses: table(
      key('uses'),
      [key('where'), key('version'), key('used')],
      uses.map((one) => [
        cell.link(one.where, one.href),
        cell.text(key('version-n', { n: numberOf.get(one.versionId) ?? 0 })),
        cell.instant(one.usedAt),
      ]),
      key('unused'),
    ),
    form: isEnded ? null : documentFields(`${base}/versions`, document.version, entered),
    shelf: {
      action: `${base}/${isEnded ? 'return' : 'end'}`,
      label: key(isEnded ? 'restore' : 'end'),
      version: String(document.version),
      text: key(isEnded ? 'restore-text' : 'end-text'),
    },
  };
}

function documentFields(action: string, version: number | null, entered?: Typed): DocumentFields {
  const field = fieldsOf(entered);
  const isNew = version === null;
  const typed = entered?.values['version'];
  return {
    action,
    kind: isNew
      ? field('kind', {
          label: key('kind'),
          required: true,
          options: DOCUMENT_KINDS.map((kind) => [kind, { key: `files.documents.kinds.${kind}` }] as const),
        })
      : null,
    title: isNew
      ? field('title', { label: key('name'), hint: key('name-hint'), required: true, maxLength: 100 })
      : null,
    days: dayFields(field),
    files: {
      field: field('file', { label: key('file'), hint: key('file-hint'), required: true }),
      kept: entered?.kept ?? [],
    },
    version: typeof typed === 'string' ? typed : String(version ?? ''),
  };
}

function dayFields(field: FieldMaker): readonly Field[] {
  return [
    field('validFrom', { label: key('from') }),
    field('validUntil', { label: key('until'), hint: key('until-hint') }),
  ];
}

function validity({ validFrom, validUntil }: DocumentVersionLine): Text {
  if (validFrom === null && validUntil === null) return key('open-ended');
  return key('from-until', { from: validFrom ?? '', until: validUntil ?? '' });
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
