import { type Finding } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { ROLES, type Role, type SignedIn } from '../kernel/viewer.js';
import {
  type Action,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  type SummaryRow,
  summaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { type OpenSession } from '../platform/web/session-store.js';
import { type AccountLine } from './accounts.queries.js';

export interface Shown {
  readonly values: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

const ADMIN = { label: { key: 'accounts.list.title' }, href: '/admin' };
const roleText = (role: Role): Text => ({ key: `accounts.roles.${role}` });

export interface SignInPage extends PageBase {
  readonly needsToken: true;
  readonly username: Field;
  readonly password: Field;
  readonly next: string;
}

export function signInPage(entered: Entered): SignInPage {
  const field = fieldsOf(entered);
  const next = entered.values['next'];
  return {
    ...pageBase({ key: 'accounts.sign-in.title' }, [], entered.findings),
    needsToken: true,
    username: field('username', {
      label: { key: 'accounts.sign-in.username' },
      required: true,
      autocomplete: 'username',
      maxLength: 60,
    }),
    password: field('password', {
      label: { key: 'accounts.sign-in.password' },
      required: true,
      autocomplete: 'current-password',
      maxLength: 200,
    }),
    next: typeof next === 'string' ? next : '',
  };
}

export interface OwnPage extends PageBase {
  readonly facts: readonly SummaryRow[];
  readonly sessions: Table;
  readonly old: Field;
  readonly password: Field;
  readonly again: Field;
}

export function accountPage(viewer: SignedIn, sessions: readonly OpenSession[], shown?: Shown): OwnPage {
  const field = fieldsOf(shown);
  const secret = (name: string, label: string, autocomplete: string): Field =>
    field(name, { label: { key: `accounts.own.${label}` }, required: true, autocomplete, maxLength: 200 });
  return {
    ...pageBase({ key: 'accounts.own.title' }, [], shown?.findings),
    facts: [
      summaryRow({ key: 'accounts.fields.username' }, cell.text(viewer.username)),
      summaryRow({ key: 'accounts.fields.name' }, cell.text(viewer.name)),
      ...viewer.roles.map((role) => summaryRow({ key: 'accounts.fields.role' }, cell.text(roleText(role)))),
    ],
    sessions: table(
      { key: 'accounts.own.sessions' },
      [{ key: 'accounts.own.since' }, { key: 'accounts.own.last' }, { key: 'accounts.own.address' }],
      sessions.map(({ createdAt, touchedAt, address }) => [
        cell.instant(createdAt),
        cell.instant(touchedAt),
        cell.text(address),
      ]),
    ),
    old: secret('old', 'old', 'current-password'),
    password: secret('password', 'fresh', 'new-password'),
    again: secret('again', 'again', 'new-password'),
  };
}

export interface AccountsListPage extends PageBase {
  readonly accounts: Table;
  readonly pager: Pager;
  readonly mayCreate: boolean;
}

export function accountsListPage(
  list: { items: readonly AccountLine[]; total: number; page: number; pageSize: number },
  viewer: SignedIn,
): AccountsListPage {
  return {
    ...pageBase({ key: 'accounts.list.title' }),
    accounts: table(
      { key: 'accounts.list.title' },
      ['username', 'name', 'role', 'created', 'state'].map((name) => ({ key: `accounts.fields.${name}` })),
      list.items.map((one) => [
        cell.link(one.username, `/admin/accounts/${one.username}`),
        cell.text(one.name),
        cell.text(one.roles[0] === undefined ? '--' : roleText(one.roles[0])),
        cell.day(one.createdAt),
        cell.tag(stateOf(one)),
      ]),
    ),
    pager: pager(list, '/admin'),
    mayCreate: may(viewer, 'account.create'),
  };
}

export interface NewAccountPage extends PageBase {
  readonly fields: readonly Field[];
  readonly role: Field;
}

export function newAccountPage(shown?: Shown): NewAccountPage {
  const field = fieldsOf(shown);
  const text = (name: string, required: boolean): Field =>
    field(name, {
      label: { key: `accounts.fields.${name}` },
      hint: { key: `accounts.hints.${name}` },
      required,
      maxLength: 120,
    });
  return {
    ...pageBase({ key: 'accounts.new.title' }, [ADMIN], shown?.findings),
    fields: [
      text('username', true),
      text('name', true),
      text('departmentCode', false),
      text('centreCode', false),
      text('divisionCode', false),
    ],
    role: roleField(shown),
  };
}

export interface AccountShowPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly username: string;
  readonly role: Field | null;
  readonly held: readonly { readonly role: string; readonly label: Text }[];
  readonly disable: Action | null;
}

export function accountShowPage(account: AccountLine, viewer: SignedIn, shown?: Shown): AccountShowPage {
  const grants = may(viewer, 'role.grant');
  const disables = may(viewer, 'account.disable') && account.disabledAt === null;
  return {
    ...pageBase(account.username, [ADMIN], shown?.findings),
    tag: stateOf(account),
    username: account.username,
    facts: [
      summaryRow({ key: 'accounts.fields.name' }, cell.text(account.name)),
      summaryRow({ key: 'accounts.fields.created' }, cell.instant(account.createdAt)),
    ],
    role: grants ? roleField(shown) : null,
    held: account.roles.map((role) => ({ role, label: roleText(role) })),
    disable: disables
      ? {
          href: `/admin/accounts/${account.username}/disabling`,
          label: { key: 'accounts.show.disable' },
          tone: 'danger',
        }
      : null,
  };
}

function roleField(shown?: Shown): Field {
  return fieldsOf(shown)('role', {
    label: { key: 'accounts.fields.role' },
    required: true,
    options: ROLES.map((role) => [role, roleText(role)] as const),
  });
}

function stateOf({ disabledAt, isDemo }: AccountLine): Tag {
  if (disabledAt !== null) return { tone: 'neutral', label: { key: 'accounts.states.disabled' } };
  return isDemo
    ? { tone: 'special', label: { key: 'accounts.states.demo' } }
    : { tone: 'ok', label: { key: 'accounts.states.active' } };
}
