import {
  type Action,
  cell,
  type Crumb,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  addressOf,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { maskedName } from './organization.rules.js';
import { type DuplicateCandidate } from './duplicates.queries.js';
import { type DismissalLine, type LinkGroups, type NamedBody, type RelatedLine } from './related.queries.js';
import { LINK_KINDS, type DismissalKind, type LinkKind, type Strength } from './related.rules.js';

const kindText = (kind: DismissalKind): Text => ({ key: `relations.kinds.${kind}` });
const home = (address: string): string => `/bureau/organizations/${address}`;

export function strengthTag(strength: Strength): Tag {
  const tone = { STRONG: 'danger', MEDIUM: 'warn', WEAK: 'neutral' } as const;
  return { tone: tone[strength], label: { key: `relations.strengths.${strength}` } };
}

const dismissalHref = (kind: DismissalKind, first: string, second: string): string =>
  addressOf('/bureau/dismissals/new', { kind, first, second });

/** The bodies linked to one, a line for every fact, the strongest body first. */
export function relatedTable(address: string, items: readonly RelatedLine[], mayDismiss: boolean): Table {
  const columns = ['body', 'fact', 'bodies', 'strength', ...(mayDismiss ? ['dismiss'] : [])];
  return table(
    { key: 'relations.related.title' },
    columns.map((name) => ({ key: `relations.related.${name}` })),
    items.flatMap((one) =>
      one.evidence.map(({ kind, bodies }) => [
        cell.link(one.name, home(one.address), one.address),
        cell.text(kindText(kind)),
        cell.number(bodies),
        cell.tag(strengthTag(one.strength)),
        ...(mayDismiss
          ? [cell.link({ key: 'relations.related.dismiss-link' }, dismissalHref(kind, address, one.address))]
          : []),
      ]),
    ),
    { key: 'relations.related.empty' },
  );
}

export interface RelationsPage extends PageBase {
  readonly list: Table;
  readonly more: number;
  readonly address: string;
  readonly mayExport: boolean;
  readonly merge: string | null;
}

export function relationsPage(
  body: NamedBody,
  related: { readonly items: readonly RelatedLine[]; readonly total: number },
  may: { readonly dismiss: boolean; readonly export: boolean; readonly merge: boolean },
): RelationsPage {
  return {
    ...pageBase({ key: 'relations.related.of', args: { name: body.name } }, [
      { label: body.name, href: home(body.address) },
    ]),
    list: relatedTable(body.address, related.items, may.dismiss),
    more: related.total - related.items.length,
    address: body.address,
    mayExport: may.export,
    merge: may.merge ? addressOf('/bureau/merges/new', { survivor: body.address }) : null,
  };
}

export interface LinkGroupsPage extends PageBase {
  readonly kind: Field;
  readonly groups: readonly {
    readonly label: Text;
    readonly count: number;
    readonly members: readonly { readonly href: string; readonly name: string; readonly address: string }[];
    readonly more: number;
  }[];
  readonly pager: Pager;
}

export function linkGroupsPage(list: LinkGroups, kind: LinkKind): LinkGroupsPage {
  const shown = (text: string): string => (kind === 'REPRESENTATIVE' ? maskedName(text) : text);
  return {
    ...pageBase({ key: 'relations.groups.title' }),
    kind: fieldsOf()('kind', {
      label: { key: 'relations.related.fact' },
      initial: kind,
      options: LINK_KINDS.map((one) => [one, kindText(one)] as const),
    }),
    groups: list.items.map((group) => ({
      label: { key: `relations.groups.${group.kind}`, args: { fact: shown(group.shown) } },
      count: group.bodies,
      members: group.members.map((one) => ({
        href: `${home(one.address)}/relations`,
        name: one.name,
        address: one.address,
      })),
      more: group.bodies - group.members.length,
    })),
    pager: pager(list, '/bureau/related-organizations', { kind }),
  };
}

export interface DuplicatesPage extends PageBase {
  readonly candidates: readonly {
    readonly first: { readonly href: string; readonly name: string; readonly address: string };
    readonly second: { readonly href: string; readonly name: string; readonly address: string };
    readonly grounds: readonly Tag[];
    readonly likeness: number;
    readonly merge: string | null;
    readonly dismiss: string | null;
  }[];
  readonly pager: Pager;
}

const PAGE_SIZE = 20;

export function duplicatesPage(
  all: readonly DuplicateCandidate[],
  number: number,
  may: { readonly merge: boolean; readonly dismiss: boolean },
): DuplicatesPage {
  const side = ({ address, name }: NamedBody): DuplicatesPage['candidates'][number]['first'] => ({
    href: home(address),
    name,
    address,
  });
  return {
    ...pageBase({ key: 'relations.duplicates.title' }),
    candidates: all.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE).map((one) => ({
      first: side(one.first),
      second: side(one.second),
      grounds: one.grounds.map((ground): Tag => ({
        tone: ground === 'SAME_NAME' || ground === 'FORMER_NAME' ? 'danger' : 'warn',
        label: { key: `relations.duplicates.grounds.${ground}` },
      })),
      likeness: Math.floor(one.likeness / 10),
      merge: may.merge
        ? addressOf('/bureau/merges/new', { survivor: one.first.address, absorbed: one.second.address })
        : null,
      dismiss: may.dismiss ? dismissalHref('DUPLICATE', one.first.address, one.second.address) : null,
    })),
    pager: pager({ total: all.length, page: number, pageSize: PAGE_SIZE }, '/bureau/duplicates'),
  };
}

export interface DismissalFormPage extends PageBase {
  readonly facts: readonly SummaryRow[];
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly reason: Field;
}

const LISTS: Readonly<Record<'link' | 'duplicate', Crumb>> = {
  link: { label: { key: 'relations.groups.title' }, href: '/bureau/related-organizations' },
  duplicate: { label: { key: 'relations.duplicates.title' }, href: '/bureau/duplicates' },
};

export function dismissalFormPage(
  kind: DismissalKind,
  [first, second]: readonly [NamedBody, NamedBody],
  entered?: Entered,
): DismissalFormPage {
  const title = kind === 'DUPLICATE' ? 'two-bodies' : 'false-link';
  return {
    ...pageBase(
      { key: `relations.dismissals.${title}` },
      [LISTS[kind === 'DUPLICATE' ? 'duplicate' : 'link']],
      entered?.findings,
    ),
    facts: [
      summaryRow({ key: 'relations.dismissals.kind' }, cell.text(kindText(kind))),
      summaryRow({ key: 'relations.dismissals.first' }, cell.text(first.name, first.address)),
      summaryRow({ key: 'relations.dismissals.second' }, cell.text(second.name, second.address)),
    ],
    hidden: [
      { name: 'kind', value: kind },
      { name: 'first', value: first.address },
      { name: 'second', value: second.address },
    ],
    reason: fieldsOf(entered)('reason', {
      label: { key: 'relations.dismissals.reason' },
      hint: { key: 'relations.dismissals.reason-hint' },
      required: true,
      maxLength: 300,
      rows: 3,
    }),
  };
}

export interface DismissalsPage extends PageBase {
  readonly items: readonly {
    readonly kind: Text;
    readonly first: string;
    readonly second: string;
    readonly reason: string;
    readonly at: string;
    readonly back: Action | null;
  }[];
}

export function dismissalsPage(list: readonly DismissalLine[], mayDismiss: boolean): DismissalsPage {
  return {
    ...pageBase({ key: 'relations.dismissals.title' }),
    items: list.map((one) => ({
      kind: kindText(one.kind),
      first: one.firstName,
      second: one.secondName,
      reason: one.reason,
      at: one.dismissedAt,
      back: mayDismiss
        ? {
            href: `/bureau/dismissals/${one.id}/withdrawal`,
            label: { key: 'relations.dismissals.withdraw' },
            tone: 'secondary',
          }
        : null,
    })),
  };
}
