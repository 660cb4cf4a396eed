import { type CalendarDay } from '../kernel/calendar.js';
import { type ListKind } from '../credit/lists/credit-list.rules.js';
import { leftTable, listedTable } from '../credit/lists/lists.pages.js';
import { type ListedLine } from '../credit/lists/lists.queries.js';
import { PUBLIC_STATUSES } from '../organizations/organization.rules.js';
import {
  type Filters,
  filtersOf,
  organizationsTable,
  textsOf,
} from '../organizations/organizations.pages.js';
import { type OrganizationsPage } from '../organizations/organizations.queries.js';
import {
  cell,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  type Table,
  table,
} from '../platform/views/page.js';
import { type AwardLine } from '../ventures/awards/awards.queries.js';

export interface OrganizationListPage extends PageBase {
  readonly filters: Filters;
  readonly list: Table;
  readonly pager: Pager;
}

export function organizationListPage(
  page: OrganizationsPage,
  query: Readonly<Record<string, unknown>>,
): OrganizationListPage {
  const { items, total, pageSize } = page;
  return {
    ...pageBase({ key: 'common.nav.organizations' }, []),
    filters: filtersOf(query, PUBLIC_STATUSES),
    list: organizationsTable(items, '/organizations'),
    pager: pager({ total, page: page.page, pageSize }, '/organizations', textsOf(query)),
  };
}

export function projectsTable(items: readonly AwardLine[], withOrganization: boolean): Table {
  return table(
    { key: 'common.nav.projects' },
    [
      { key: 'ventures.fields.title' },
      ...(withOrganization ? [{ key: 'ventures.fields.organization' }] : []),
      { key: 'ventures.fields.field' },
      { key: 'ventures.fields.round' },
      [{ key: 'ventures.fields.amount' }, 'numeric'] as const,
    ],
    items.map((one) => [
      cell.link(one.title, `/projects/${one.projectNumber ?? ''}`, one.projectNumber),
      ...(withOrganization ? [cell.link(one.organizationName, `/organizations/${one.creditCode}`)] : []),
      cell.text(one.field === null ? null : { key: `ventures.categories.${one.field}` }),
      cell.link({ zh: one.roundNameZh, en: one.roundNameEn }, `/rounds/${one.roundNumber}`),
      cell.money(one.amountFen),
    ]),
    { key: 'disclosure.no-projects' },
  );
}

export interface CreditListPage extends PageBase {
  readonly on: CalendarDay;
  readonly list: Table;
  readonly left: Table;
  readonly day: Field;
  readonly action: string;
}

export function creditListPage(
  list: ListKind,
  { items, left }: { items: readonly ListedLine[]; left: readonly ListedLine[] },
  on: CalendarDay,
): CreditListPage {
  return {
    ...pageBase({ key: `credit.lists.${list}` }, [
      { label: { key: 'credit.lookup.title' }, href: '/credit' },
    ]),
    on,
    list: listedTable(list, items, on),
    left: leftTable(list, left),
    day: fieldsOf({ values: { on }, findings: [] })('on', { label: { key: 'disclosure.on-day' } }),
    action: list === 'ABNORMAL' ? '/credit/abnormal' : '/credit/serious',
  };
}
