import {
  cell,
  type Crumb,
  type Entered,
  type Field,
  type FieldOptions,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
} from '../platform/views/page.js';
import { CONTACT_KINDS } from './contact.rules.js';
import { type ContactLine } from './contacts.queries.js';
import { type OpenedContact } from './contacts.service.js';

/** Whose contacts a page is about, and where it stands. */
export interface ContactsPlace {
  readonly name: string;
  /** The address of the list; a contact's own page lies below it. */
  readonly base: string;
  readonly crumbs: readonly Crumb[];
  readonly mayEdit: boolean;
  readonly mayOpen: boolean;
}

export interface ContactsPage extends PageBase {
  readonly list: Table;
  readonly action: string | null;
  readonly kind: Field;
  readonly texts: readonly Field[];
}

export function contactsPage(
  place: ContactsPlace,
  items: readonly ContactLine[],
  entered?: Entered,
): ContactsPage {
  const field = fieldsOf(entered);
  const text = (name: string, more: Partial<FieldOptions>): Field =>
    field(name, {
      label: { key: `relations.contacts.${name}` },
      hint: { key: `relations.contacts.${name}-hint` },
      ...more,
    });
  return {
    ...pageBase(
      { key: 'relations.contacts.title', args: { name: place.name } },
      place.crumbs,
      entered?.findings,
    ),
    list: table(
      { key: 'relations.contacts.list' },
      ['kind', 'value', 'bank', 'recorded'].map((name) => ({ key: `relations.contacts.${name}` })),
      items.map((one) => [
        cell.text({ key: `relations.contacts.kinds.${one.kind}` }),
        place.mayEdit || place.mayOpen
          ? cell.link(one.masked, `${place.base}/${one.id}`)
          : cell.text(one.masked),
        cell.text(one.bank),
        cell.instant(one.recordedAt),
      ]),
      { key: 'relations.contacts.empty' },
    ),
    action: place.mayEdit ? place.base : null,
    kind: field('kind', {
      label: { key: 'relations.contacts.kind' },
      required: true,
      options: CONTACT_KINDS.map((kind) => [kind, { key: `relations.contacts.kinds.${kind}` }] as const),
    }),
    texts: [
      text('value', { required: true, maxLength: 120, autocomplete: 'off' }),
      text('holder', { maxLength: 100 }),
      text('bank', { maxLength: 100 }),
    ],
  };
}

export interface ContactPage extends PageBase {
  readonly facts: readonly SummaryRow[];
  readonly open: string | null;
  readonly end: string | null;
  readonly reason: Field;
}

/** One contact: opened in full only in answer to a reason, and ended on a page of its own, so that no slip ends it. */
export function contactPage(
  place: ContactsPlace,
  one: ContactLine,
  { opened, entered }: { opened?: OpenedContact; entered?: Entered } = {},
): ContactPage {
  const path = `${place.base}/${one.id}`;
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `relations.contacts.${name}` }, value);
  return {
    ...pageBase(
      { key: `relations.contacts.kinds.${one.kind}` },
      [...place.crumbs, { label: { key: 'relations.contacts.list' }, href: place.base }],
      entered?.findings,
    ),
    facts: [
      row('value', cell.text(opened?.value ?? one.masked)),
      ...(opened === undefined || opened.holder === null ? [] : [row('holder', cell.text(opened.holder))]),
      ...(one.bank === null ? [] : [row('bank', cell.text(one.bank))]),
      row('recorded', cell.instant(one.recordedAt)),
    ],
    open: place.mayOpen && opened === undefined ? `${path}/disclosure` : null,
    end: place.mayEdit ? `${path}/end` : null,
    reason: fieldsOf(entered)('reason', {
      label: { key: 'relations.contacts.reason' },
      hint: { key: 'relations.contacts.reason-hint' },
      required: true,
      maxLength: 200,
    }),
  };
}
