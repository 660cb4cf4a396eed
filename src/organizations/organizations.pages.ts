import {
  type Entered,
  type Field,
  type FieldMaker,
  fieldsOf,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  type Table,
  table,
  cell,
  type Tag,
  type Text,
  summaryRow,
  type SummaryRow,
} from '../platform/views/page.js';
import { ORGANIZATION_TYPES } from '../kernel/credit-code.js';
import { yuanInput } from '../kernel/money.js';
import {
  GRADES,
  ORGANIZATION_STATUSES,
  type OrganizationStatus,
  QUALIFICATION_KINDS,
  type DatedQualification,
} from './organization.rules.js';
import {
  type OrganizationDetail,
  type OrganizationLine,
  type OrganizationsPage,
} from './organizations.queries.js';

export const typeText = (type: string): Text => ({ key: `organizations.types.${type}` });
export const statusTag = (status: OrganizationStatus): Tag => ({
  tone:
    status === 'REGISTERED'
      ? 'ok'
      : status === 'PREPARING'
        ? 'info'
        : status === 'CERTIFICATE_REVOKED'
          ? 'danger'
          : 'neutral',
  label: { key: `organizations.statuses.${status}` },
});

const LIST = { label: { key: 'organizations.list.title' }, href: '/bureau/organizations' };

export interface Filters {
  readonly q: Field;
  readonly type: Field;
  readonly status: Field;
  readonly grade: Field;
}

/** The filter fields, filled with what the address asks for. */
export function filtersOf(query: Readonly<Record<string, unknown>>): Filters {
  const field = fieldsOf({ values: query, findings: [] });
  const choice = (name: string, values: readonly string[], group: string): Field =>
    field(name, {
      label: { key: `organizations.filter.${name}` },
      options: values.map((value) => [value, { key: `organizations.${group}.${value}` }] as const),
    });
  return {
    q: field('q', {
      label: { key: 'organizations.filter.q' },
      hint: { key: 'organizations.filter.q-hint' },
      inputMode: 'search',
      maxLength: 60,
    }),
    type: choice('type', ORGANIZATION_TYPES, 'types'),
    status: choice('status', ORGANIZATION_STATUSES, 'statuses'),
    grade: choice('grade', GRADES, 'grades'),
  };
}

export interface ListPage extends PageBase {
  readonly filters: Filters;
  readonly list: Table;
  readonly pager: Pager;
  readonly mayEdit: boolean;
}

export function organizationsTable(items: readonly OrganizationLine[], path: string): Table {
  return table(
    { key: 'organizations.list.title' },
    ['name', 'type', 'division', 'established', 'grade', 'status'].map((name) => ({
      key: `organizations.fields.${name}`,
    })),
    items.map((one) => [
      cell.link(one.name, `${path}/${one.creditCode}`, one.creditCode),
      cell.text(typeText(one.type)),
      cell.text(one.divisionName ?? one.divisionCode),
      cell.day(one.establishedOn),
      cell.text(one.grade),
      cell.tag(statusTag(one.status)),
    ]),
    { key: 'organizations.list.empty' },
  );
}

export function bureauListPage(
  page: OrganizationsPage,
  query: Readonly<Record<string, unknown>>,
  mayEdit: boolean,
): ListPage {
  const { items, total, pageSize } = page;
  return {
    ...pageBase({ key: 'organizations.list.title' }),
    filters: filtersOf(query),
    list: organizationsTable(items, '/bureau/organizations'),
    pager: pager({ total, page: page.page, pageSize }, '/bureau/organizations', textsOf(query)),
    mayEdit,
  };
}

export function textsOf(query: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[0] !== 'page',
    ),
  );
}

/** The basic section of an organization, in the order of the national platform. People masked unless `inside`. */
export function basicFacts(one: OrganizationDetail, legalRepresentative: string): SummaryRow[] {
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `organizations.fields.${name}` }, value);
  return [
    row('creditCode', cell.text(one.creditCode)),
    row('type', cell.text(typeText(one.type))),
    row('authority', cell.text(one.authorityName ?? one.authorityCode)),
    row('supervisingUnit', cell.text(one.supervisingUnit ?? { key: 'organizations.direct' })),
    row('legalRepresentative', cell.text(legalRepresentative)),
    row('established', cell.day(one.establishedOn)),
    row('capital', cell.money(one.capitalFen)),
    row('division', cell.text(one.divisionName ?? one.divisionCode)),
    row('address', cell.text(one.address)),
    row('businessScope', cell.text(one.businessScope === '' ? null : one.businessScope)),
    row('recorded', cell.instant(one.recordedAt)),
  ];
}

export interface ShowPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly qualifications: Table;
  readonly formerNames: readonly { readonly name: string; readonly validTo: string }[];
  readonly creditCode: string;
  /** Everything about the body in one order, for those who decide. */
  readonly timeline: string | null;
  readonly mayEdit: boolean;
  readonly kind: Field | null;
  readonly value: Field | null;
  readonly validFrom: Field | null;
}

export function qualificationsTable(list: readonly DatedQualification[]): Table {
  return table(
    { key: 'organizations.qualifications.title' },
    ['kind', 'value', 'from', 'to'].map((name) => ({ key: `organizations.qualifications.${name}` })),
    list.map(({ kind, value, validFrom, validTo }) => [
      cell.text({ key: `organizations.kinds.${kind}` }),
      cell.text(value),
      cell.day(validFrom),
      cell.day(validTo),
    ]),
    { key: 'organizations.qualifications.empty' },
  );
}

export function showPage(
  one: OrganizationDetail,
  more: {
    qualifications: readonly DatedQualification[];
    formerNames: readonly { name: string; validTo: string }[];
    mayEdit: boolean;
    mayDecide: boolean;
  },
  entered?: Entered,
): ShowPage {
  const field = fieldsOf(entered);
  return {
    ...pageBase(one.name, [LIST], entered?.findings),
    tag: statusTag(one.status),
    facts: basicFacts(one, one.legalRepresentative),
    qualifications: qualificationsTable(more.qualifications),
    formerNames: more.formerNames,
    creditCode: one.creditCode,
    timeline: more.mayDecide ? `/bureau/organizations/${one.creditCode}/timeline` : null,
    mayEdit: more.mayEdit,
    kind: more.mayEdit
      ? field('kind', {
          label: { key: 'organizations.qualifications.kind' },
          required: true,
          options: QUALIFICATION_KINDS.map((kind) => [kind, { key: `organizations.kinds.${kind}` }] as const),
        })
      : null,
    value: more.mayEdit
      ? field('value', {
          label: { key: 'organizations.qualifications.value' },
          hint: { key: 'organizations.qualifications.value-hint' },
          required: true,
        })
      : null,
    validFrom: more.mayEdit
      ? field('validFrom', { label: { key: 'organizations.qualifications.from' }, required: true })
      : null,
  };
}

export interface EditPage extends PageBase {
  readonly action: string;
  readonly texts: readonly Field[];
  readonly type: Field;
  readonly status: Field;
  readonly established: Field;
  readonly scope: Field;
  readonly code: Field;
  readonly version: number;
}

/** The form for a new body, or for an existing one with its values. */
export function editPage(one: OrganizationDetail | null, entered?: Entered): EditPage {
  const field = fieldsOf(entered);
  return {
    ...pageBase(
      one === null
        ? { key: 'organizations.edit.new' }
        : { key: 'organizations.edit.title', args: { name: one.name } },
      [LIST],
      entered?.findings,
    ),
    action: one === null ? '/bureau/organizations' : `/bureau/organizations/${one.creditCode}`,
    ...editFields(field, one),
    version: one?.version ?? 1,
  };
}

function editFields(
  field: FieldMaker,
  one: OrganizationDetail | null,
): Pick<EditPage, 'texts' | 'type' | 'status' | 'established' | 'scope' | 'code'> {
  const label = (name: string): Text => ({ key: `organizations.fields.${name}` });
  const text = (name: string, key: string, initial: string | null | undefined, required = true): Field =>
    field(name, { label: label(key), required, initial: initial ?? '' });
  return {
    code: field('creditCode', {
      label: label('creditCode'),
      hint: { key: 'organizations.edit.code-hint' },
      required: true,
      maxLength: 18,
      initial: one?.creditCode ?? '',
    }),
    texts: [
      text('name', 'name', one?.name),
      text('legalRepresentative', 'legalRepresentative', one?.legalRepresentative),
      text('divisionCode', 'divisionCode', one?.divisionCode),
      text('address', 'address', one?.address),
      text('supervisingUnit', 'supervisingUnit', one?.supervisingUnit, false),
      text('capitalFen', 'capital', one?.capitalFen == null ? '' : yuanInput(one.capitalFen), false),
    ],
    type: field('type', {
      label: label('type'),
      required: true,
      initial: one?.type ?? '',
      options: ORGANIZATION_TYPES.map((type) => [type, typeText(type)] as const),
    }),
    status: field('status', {
      label: label('status'),
      required: true,
      initial: one?.status ?? 'REGISTERED',
      options: ORGANIZATION_STATUSES.map(
        (status) => [status, { key: `organizations.statuses.${status}` }] as const,
      ),
    }),
    established: field('establishedOn', {
      label: label('established'),
      required: true,
      initial: one?.establishedOn ?? '',
    }),
    scope: field('businessScope', {
      label: label('businessScope'),
      initial: one?.businessScope ?? '',
      maxLength: 1000,
    }),
  };
}
