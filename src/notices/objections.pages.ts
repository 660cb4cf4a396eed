import { type CarriedFile } from '../platform/files/evidence.js';
import {
  addressOf,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type FilesField,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { OBJECTION_GROUNDS, type ObjectionStatus } from './objection.rules.js';
import { MOST_FILES, MOST_POINTS } from './objections.forms.js';
import {
  type EvidenceLine,
  type NoticeSubjects,
  type ObjectionDetail,
  type ObjectionLine,
} from './objections.queries.js';

const FIRST_POINTS = 3;
export const key = (name: string): Text => ({ key: `notices.objections.${name}` });

export function objectionTag(status: ObjectionStatus): Tag {
  const tone = {
    OPEN: 'special',
    UPHELD: 'danger',
    REMEDIED: 'ok',
    REJECTED: 'neutral',
    WITHDRAWN: 'neutral',
  } as const;
  return { tone: tone[status], label: { key: `notices.objections.statuses.${status}` } };
}

/** What an objection is about, where a notice says so; a record's desk says it on its own pages. */
export function aboutCell(one: ObjectionLine): ReturnType<typeof cell.text> {
  return one.noticeNumber === null
    ? cell.text(
        one.subjectType === 'application'
          ? { key: 'notices.objections.about-application' }
          : { key: 'notices.objections.about-record' },
        one.subjectType === 'application' ? one.subjectId : null,
      )
    : cell.text({ zh: one.noticeZh ?? one.noticeNumber, en: one.noticeEn }, one.noticeNumber);
}

function ownTable(items: readonly ObjectionLine[]): Table {
  return table(
    key('title'),
    ['number', 'notice', 'ground', 'received', 'due', 'status'].map(key),
    items.map((one) => [
      cell.link(one.number, `/org/objections/${one.number}`),
      aboutCell(one),
      cell.text({ key: `notices.objections.grounds.${one.ground}` }),
      cell.instant(one.receivedAt),
      cell.day(one.replyDueOn),
      cell.tag(objectionTag(one.status)),
    ]),
    key('empty'),
  );
}

export interface ObjectionsPage extends PageBase {
  readonly list: Table;
}

export function ownObjectionsPage(items: readonly ObjectionLine[]): ObjectionsPage {
  return { ...pageBase(key('title')), list: ownTable(items) };
}

export interface ObjectionFormPage extends PageBase {
  readonly needsToken: true;
  readonly action: string;
  readonly notice: Field;
  /** The things of the notice that may be objected to on their own; null where it names none. */
  readonly about: Field | null;
  readonly ground: Field;
  readonly points: readonly Field[];
  readonly remedy: Field;
  readonly files: FilesField;
  /** Who objects, where nobody has signed in. */
  readonly person: PersonFields | null;
}

interface PersonFields {
  /** The same form for somebody who signs in. */
  readonly instead: string;
  readonly texts: readonly Field[];
  readonly truthful: Field;
}

function personFields(notice: string, entered?: Entered): PersonFields {
  const field = fieldsOf(entered);
  const text = (name: string, more: Partial<Parameters<typeof field>[1]>): Field =>
    field(name, { label: key(`person.${name}`), required: true, ...more });
  return {
    instead: addressOf('/org/objections/new', { notice }),
    texts: [
      text('name', { maxLength: 60, autocomplete: 'name' }),
      text('phone', { maxLength: 20, inputMode: 'tel', autocomplete: 'tel', hint: key('person.phone-hint') }),
      text('organization', { maxLength: 120, required: false, autocomplete: 'organization' }),
    ],
    truthful: field('truthful', { label: key('person.truthful'), required: true }),
  };
}

export const ORG_FORM = '/org/objections';
export const PUBLIC_FORM = '/objections';

/** The form of an objection; `kept` are the files of a refused try. */
export function objectionFormPage(
  action: typeof ORG_FORM | typeof PUBLIC_FORM,
  notice: { readonly number: string; readonly subjects: NoticeSubjects | null },
  entered?: Entered & { readonly kept: readonly CarriedFile[] },
): ObjectionFormPage {
  const field = fieldsOf(entered);
  const typed = entered?.values['points'];
  const rows = Math.min(MOST_POINTS, Math.max(FIRST_POINTS, Array.isArray(typed) ? typed.length + 1 : 0));
  const items = notice.subjects?.items ?? [];
  return {
    ...pageBase(key('new'), [], entered?.findings),
    needsToken: true,
    action,
    notice: field('notice', { label: key('notice'), required: true, maxLength: 20, initial: notice.number }),
    about:
      items.length === 0
        ? null
        : field('about', {
            label: key('about'),
            hint: key('about-hint'),
            options: items.map(({ key: value, zh, en }) => [value, { zh, en }] as const),
          }),
    ground: field('ground', {
      label: key('ground'),
      required: true,
      options: OBJECTION_GROUNDS.map((one) => [one, key(`grounds.${one}`)] as const),
    }),
    points: Array.from({ length: rows }, (_, i) =>
      field(`points[${i}][claim]`, {
        label: { key: 'notices.objections.point', args: { n: i + 1 } },
        ...(i === 0 ? { hint: key('point-hint'), required: true } : {}),
        maxLength: 1000,
        rows: 3,
      }),
    ),
    remedy: field('remedy', { label: key('remedy'), required: true, maxLength: 1000, rows: 3 }),
    files: {
      field: field('evidence', {
        label: key('evidence'),
        hint: { key: 'notices.objections.evidence-hint', args: { most: MOST_FILES } },
      }),
      kept: entered?.kept ?? [],
    },
    person: action === PUBLIC_FORM ? personFields(notice.number, entered) : null,
  };
}

interface ShownPoint {
  readonly label: Text;
  readonly claim: string;
  readonly tag: Tag | null;
  readonly reply: string | null;
}

export interface ObjectionPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly points: readonly ShownPoint[];
  readonly outcome: readonly SummaryRow[];
  readonly files: readonly { readonly href: string | null; readonly label: string }[];
  readonly provisional: boolean;
}

function shownPoints({ points, answers }: ObjectionDetail): ShownPoint[] {
  return points.map((claim, i) => {
    const answer = answers?.[i];
    return {
      label: { key: 'notices.objections.point', args: { n: i + 1 } },
      claim,
      tag:
        answer === undefined
          ? null
          : answer.agreed
            ? { tone: 'warn', label: key('agreed') }
            : { tone: 'neutral', label: key('not-agreed') },
      reply: answer?.reply ?? null,
    };
  });
}

/** What everybody who may see an objection sees of it: content, points with replies, outcome. */
export function objectionBase(
  one: ObjectionDetail,
  files: readonly EvidenceLine[],
  { href, entered }: { readonly href: string | null; readonly entered?: Entered | undefined },
): ObjectionPage {
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow(key(name), value);
  return {
    ...pageBase({ key: 'notices.objections.one', args: { number: one.number } }, [], entered?.findings),
    tag: objectionTag(one.status),
    facts: [
      row(
        'notice',
        one.noticeNumber === null
          ? aboutCell(one)
          : cell.link(
              { zh: one.noticeZh ?? one.noticeNumber, en: one.noticeEn },
              `/notices/${one.noticeNumber}`,
              one.noticeNumber,
            ),
      ),
      ...(one.about === null ? [] : [row('about-one', cell.text(one.about))]),
      row('ground', cell.text(key(`grounds.${one.ground}`))),
      row('remedy', cell.text(one.remedy)),
      row('received', cell.instant(one.receivedAt)),
      row('due', cell.day(one.replyDueOn)),
    ],
    points: shownPoints(one),
    outcome: [
      ...(one.reply === null ? [] : [row('reply', cell.text(one.reply))]),
      ...(one.effect === null ? [] : [row('effect', cell.text(one.effect))]),
      ...(one.redecision === null ? [] : [row('redecision', cell.text(one.redecision))]),
      ...(one.decidedAt === null ? [] : [row('decided-at', cell.instant(one.decidedAt))]),
    ],
    files: files.map(({ id, name }) => ({ href: href === null ? null : `${href}/files/${id}`, label: name })),
    provisional: one.isProvisional,
  };
}

export interface OwnObjectionPage extends ObjectionPage {
  readonly withdraw: string | null;
  readonly version: number;
}

export function ownObjectionPage(
  one: ObjectionDetail,
  files: readonly EvidenceLine[],
  entered?: Entered,
): OwnObjectionPage {
  const href = `/org/objections/${one.number}`;
  return {
    ...objectionBase(one, files, { href, entered }),
    // Each desk takes objections back at its own address, with what only it knows to undo.
    withdraw:
      one.status === 'OPEN' ? `${one.desk.replace('/bureau', '/org')}/${one.number}/withdrawal` : null,
    version: one.version,
  };
}
