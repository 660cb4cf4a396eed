import {
  cell,
  type Crumb,
  type Entered,
  fieldsOf,
  type Table,
  table,
  type Tag,
} from '../platform/views/page.js';
import { type FormPage, formPage, slot } from './form.pages.js';
import { type ActLine } from './officers.queries.js';
import { type OfficeHeld, OFFICER_ROLES, publicHeads } from './officers.rules.js';
import { maskedName } from './organization.rules.js';
import { type FormerName, type OrganizationDetail } from './organizations.queries.js';

const RECORDS = { label: { key: 'organizations.list.title' }, href: '/bureau/organizations' };

/** The way back from a page about one body of the bureau's register. */
export function crumbsOf(one: Pick<OrganizationDetail, 'code' | 'name'>): readonly Crumb[] {
  return [RECORDS, { label: one.name, href: `/bureau/organizations/${one.code}` }];
}

const termTag = (toOn: string | null): Tag =>
  toOn === null
    ? { tone: 'ok', label: { key: 'organizations.officers.current' } }
    : { tone: 'neutral', label: { key: 'organizations.officers.former' } };

/** Offices of a body; `endsAt` adds a link that ends an office, for whoever may. */
export function officersTable(list: readonly OfficeHeld[], endsAt: string | null = null): Table {
  return table(
    { key: 'organizations.officers.title' },
    [
      ...['name', 'role', 'from', 'to', 'basis', 'state'].map((name) => ({
        key: `organizations.officers.${name}`,
      })),
      ...(endsAt === null ? [] : [{ key: 'organizations.officers.action' }]),
    ],
    list.map((one) => [
      cell.text(one.name),
      cell.text({ key: `organizations.officers.roles.${one.role}` }),
      cell.day(one.fromOn),
      cell.day(one.toOn),
      cell.text(one.basis),
      cell.tag(termTag(one.toOn)),
      ...(endsAt === null
        ? []
        : [
            one.toOn === null && one.role !== 'LEGAL_REPRESENTATIVE'
              ? cell.link({ key: 'organizations.officers.end' }, `${endsAt}/${one.id}/end`)
              : cell.text(null),
          ]),
    ]),
    { key: 'organizations.officers.empty' },
  );
}

/** Heads of a body for the public: current and former, names masked. (domain.md 6.2, security.md T29) */
export function headsTable(list: readonly OfficeHeld[]): Table {
  return table(
    { key: 'organizations.officers.heads' },
    ['name', 'role', 'from', 'to'].map((name) => ({ key: `organizations.officers.${name}` })),
    publicHeads(list).map((one) => [
      cell.text(maskedName(one.name)),
      cell.text({ key: `organizations.officers.roles.${one.role}` }),
      cell.day(one.fromOn),
      one.toOn === null ? cell.text({ key: 'organizations.officers.current' }) : cell.day(one.toOn),
    ]),
    { key: 'organizations.officers.empty' },
  );
}

export function namesTable(list: readonly FormerName[]): Table {
  return table(
    { key: 'organizations.names.title' },
    ['name', 'from', 'to'].map((name) => ({ key: `organizations.names.${name}` })),
    list.map((one) => [cell.text(one.name), cell.day(one.validFrom), cell.day(one.validTo)]),
    { key: 'organizations.names.empty' },
  );
}

export function actsTable(list: readonly ActLine[]): Table {
  return table(
    { key: 'organizations.acts.title' },
    ['act', 'on', 'number', 'document', 'reason'].map((name) => ({ key: `organizations.acts.${name}` })),
    list.map((one) => [
      cell.text({ key: `organizations.acts.actions.${one.action}` }),
      cell.day(one.decidedOn),
      cell.text(one.givenNumber),
      cell.text(one.documentNumber),
      cell.text(one.reason),
    ]),
    { key: 'organizations.acts.empty' },
  );
}

export function appointPage(one: OrganizationDetail, entered?: Entered): FormPage {
  const field = fieldsOf(entered);
  const label = (name: string): { key: string } => ({ key: `organizations.officers.${name}` });
  return formPage(
    {
      title: { key: 'organizations.officers.add' },
      crumbs: crumbsOf(one),
      lead: { key: 'organizations.officers.lead' },
      action: `/bureau/organizations/${one.code}/officers`,
      fields: [
        slot(
          'select',
          field('role', {
            label: label('role'),
            required: true,
            options: OFFICER_ROLES.filter((role) => role !== 'LEGAL_REPRESENTATIVE').map(
              (role) => [role, { key: `organizations.officers.roles.${role}` }] as const,
            ),
          }),
        ),
        slot('text', field('name', { label: label('name'), required: true, maxLength: 60 })),
        slot('day', field('fromOn', { label: label('from'), required: true })),
        slot('text', field('basis', { label: label('basis'), hint: label('basis-hint'), required: true })),
      ],
      submit: { key: 'common.save' },
    },
    entered,
  );
}

export function endOfficePage(one: OrganizationDetail, office: OfficeHeld, entered?: Entered): FormPage {
  return formPage(
    {
      title: { key: 'organizations.officers.end-title', args: { name: office.name } },
      crumbs: crumbsOf(one),
      lead: { key: `organizations.officers.roles.${office.role}` },
      action: `/bureau/organizations/${one.code}/officers/${office.id}/end`,
      fields: [
        slot(
          'day',
          fieldsOf(entered)('toOn', { label: { key: 'organizations.officers.to' }, required: true }),
        ),
      ],
      submit: { key: 'organizations.officers.end' },
      tone: 'danger',
    },
    entered,
  );
}
