import {
  type Field,
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
import { GRADES, ORGANIZATION_STATUSES, type OrganizationStatus } from './organization.rules.js';
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
      : status === 'PREPARING' || status === 'FILED'
        ? 'info'
        : status === 'CERTIFICATE_REVOKED'
          ? 'danger'
          : 'neutral',
  label: { key: `organizations.statuses.${status}` },
});

export interface Filters {
  readonly q: Field;
  readonly type: Field;
  readonly status: Field;
  readonly grade: Field;
}

/** The filter fields, filled with what the address asks for. */
export function filtersOf(
  query: Readonly<Record<string, unknown>>,
  statuses: readonly OrganizationStatus[] = ORGANIZATION_STATUSES,
): Filters {
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
    status: choice('status', statuses, 'statuses'),
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
      cell.link(one.name, `${path}/${one.code}`, one.code),
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
    one.creditCode === null
      ? row('localNumber', cell.text(one.localNumber))
      : row('creditCode', cell.text(one.creditCode)),
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
