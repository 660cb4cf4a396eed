import { type CalendarDay } from '../kernel/calendar.js';
import {
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
  type Text,
} from '../platform/views/page.js';
import { CORRECTION_FIELDS, type CorrectionStatus } from './correction.rules.js';
import { type CorrectionLine } from './corrections.queries.js';
import { type Slot, slot } from './form.pages.js';
import { namesTable, officersTable } from './officers.pages.js';
import { type BodyHistory } from './history.queries.js';
import { basicFacts, statusTag } from './organizations.pages.js';
import { type OrganizationDetail } from './organizations.queries.js';
import { qualificationsTable } from './qualifications.pages.js';

const key = (name: string): Text => ({ key: `organizations.corrections.${name}` });
const correctionTag = (status: CorrectionStatus): Tag => ({
  tone: ({ OPEN: 'warn', ACCEPTED: 'ok', REFUSED: 'neutral' } as const)[status],
  label: { key: `organizations.corrections.statuses.${status}` },
});

export interface ProfilePage extends PageBase {
  readonly tag: Tag;
  readonly facts: Table;
  readonly names: Table;
  readonly officers: Table;
  readonly qualifications: Table;
  readonly requests: Table;
  readonly field: Field | null;
  readonly text: Field | null;
}

/** What the register holds about the viewer's own body, with source and day of each, and a way to object. */
export function profilePage(
  one: OrganizationDetail,
  more: BodyHistory & { readonly requests: readonly CorrectionLine[] },
  today: CalendarDay,
  entered?: Entered,
): ProfilePage {
  const make = fieldsOf(entered);
  return {
    ...pageBase(key('profile'), [], entered?.findings),
    tag: statusTag(one.status),
    facts: factsTable(one, more),
    names: namesTable(more.formerNames),
    officers: officersTable(more.officers),
    qualifications: qualificationsTable(more.qualifications, today),
    requests: requestsTable(more.requests, null),
    field: make('field', {
      label: key('field'),
      required: true,
      options: CORRECTION_FIELDS.map((field) => [field, key(`fields.${field}`)] as const),
    }),
    text: make('text', {
      label: key('text'),
      hint: key('text-hint'),
      required: true,
      maxLength: 1000,
      rows: 4,
    }),
  };
}

/** Each fact with where it comes from and since when it stands so. */
function factsTable(one: OrganizationDetail, { officers, formerNames, acts }: BodyHistory): Table {
  const head = officers.find(({ role, toOn }) => role === 'LEGAL_REPRESENTATIVE' && toOn === null);
  const [lastName] = formerNames;
  const [lastAct] = acts;
  const special: Readonly<Record<string, readonly [source: Text, day: string]>> = {
    ...(head === undefined
      ? {}
      : { legalRepresentative: [head.basis ?? key('source-register'), head.fromOn] as const }),
    ...(lastAct === undefined
      ? {}
      : { established: [lastAct.documentNumber ?? key('source-register'), one.establishedOn] as const }),
  };
  const rows = basicFacts(one, one.legalRepresentative).filter(({ label }) => nameOf(label) !== 'recorded');
  return table(key('profile'), ['fact', 'value', 'source', 'since'].map(key), [
    [
      cell.text({ key: 'organizations.fields.name' }),
      cell.text(one.name),
      cell.text(key('source-register')),
      cell.day(lastName?.validTo ?? one.establishedOn),
    ],
    ...rows.map(({ label, value }: SummaryRow) => {
      const [source, day] = special[nameOf(label)] ?? [key('source-register'), null];
      return [
        cell.text(label),
        // Contents of every kind stand below each other: an amount is not set to the right here.
        { ...value, numeric: false },
        cell.text(source),
        day === null ? cell.instant(one.recordedAt) : cell.day(day),
      ];
    }),
  ]);
}

function nameOf(label: Text): string {
  return typeof label === 'object' && 'key' in label ? (label.key.split('.').at(-1) ?? '') : '';
}

function requestsTable(list: readonly CorrectionLine[], path: string | null): Table {
  return table(
    key('title'),
    ['number', ...(path === null ? [] : ['organization']), 'field', 'text', 'asked', 'status', 'reply'].map(
      key,
    ),
    list.map((one) => [
      path === null ? cell.text(one.number) : cell.link(one.number, `${path}/${one.number}`),
      ...(path === null ? [] : [cell.text(one.organizationName)]),
      cell.text(key(`fields.${one.field}`)),
      cell.text(one.text),
      cell.instant(one.askedAt),
      cell.tag(correctionTag(one.status)),
      cell.text(one.reply),
    ]),
    key('empty'),
  );
}

export interface CorrectionsPage extends PageBase {
  readonly list: Table;
  readonly pager: Pager;
}

export function correctionsPage(page: {
  items: readonly CorrectionLine[];
  total: number;
  page: number;
  pageSize: number;
}): CorrectionsPage {
  return {
    ...pageBase(key('queue')),
    list: requestsTable(page.items, '/bureau/corrections'),
    pager: pager(page, '/bureau/corrections'),
  };
}

export interface CorrectionPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly action: string | null;
  /** Where the register is changed, for whoever may. */
  readonly edit: string | null;
  readonly version: number;
  readonly fields: readonly Slot[];
}

export function correctionPage(one: CorrectionLine, mayDecide: boolean, entered?: Entered): CorrectionPage {
  const make = fieldsOf(entered);
  return {
    ...pageBase(
      { key: 'organizations.corrections.of', args: { number: one.number } },
      [
        { label: key('queue'), href: '/bureau/corrections' },
        { label: one.organizationName, href: `/bureau/organizations/${one.code}` },
      ],
      entered?.findings,
    ),
    tag: correctionTag(one.status),
    facts: [
      summaryRow(key('organization'), cell.text(one.organizationName, one.code)),
      summaryRow(key('field'), cell.text(key(`fields.${one.field}`))),
      summaryRow(key('text'), cell.text(one.text)),
      summaryRow(key('asked'), cell.instant(one.askedAt)),
      ...(one.decidedAt === null
        ? []
        : [
            summaryRow(key('decided'), cell.instant(one.decidedAt)),
            summaryRow(key('reply'), cell.text(one.reply)),
          ]),
    ],
    action: mayDecide && one.status === 'OPEN' ? `/bureau/corrections/${one.number}` : null,
    edit: mayDecide ? `/bureau/organizations/${one.code}/edit` : null,
    version: one.version,
    fields: [
      slot(
        'choice',
        make('action', {
          label: key('decision'),
          required: true,
          options: (['accept', 'refuse'] as const).map(
            (action) => [action, key(`actions.${action}`)] as const,
          ),
        }),
      ),
      slot('area', make('reply', { label: key('reply'), hint: key('reply-hint'), maxLength: 500, rows: 3 })),
    ],
  };
}
