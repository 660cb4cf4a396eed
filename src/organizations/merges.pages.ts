import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import {
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { type HeldCount, type MergeConflict } from './holdings.queries.js';
import { type MergeStatus } from './merge.rules.js';
import { type MergeLine } from './merges.queries.js';

const LIST = { label: { key: 'relations.merges.title' }, href: '/bureau/merges' };

/** What a table of the database is called at the desk. */
const tableText = (name: string): Text => ({ key: 'relations.merges.table', args: { table: name } });

export function mergeTag(status: MergeStatus): Tag {
  const tone = {
    PROPOSED: 'warn',
    MERGED: 'ok',
    REFUSED: 'neutral',
    UNDO_PROPOSED: 'warn',
    UNDONE: 'neutral',
  } as const;
  return { tone: tone[status], label: { key: `relations.merges.statuses.${status}` } };
}

export interface MergesPage extends PageBase {
  readonly list: Table;
  readonly mayPropose: boolean;
}

export function mergesPage(items: readonly MergeLine[], mayPropose: boolean): MergesPage {
  return {
    ...pageBase({ key: 'relations.merges.title' }),
    list: table(
      { key: 'relations.merges.title' },
      ['number', 'survivor', 'absorbed', 'proposed', 'status'].map((name) => ({
        key: `relations.merges.${name}`,
      })),
      items.map((one) => [
        cell.link(one.number, `/bureau/merges/${one.number}`),
        cell.text(one.survivorName, one.survivorAddress),
        cell.text(one.absorbedName, one.absorbedAddress),
        cell.instant(one.proposedAt),
        cell.tag(mergeTag(one.status)),
      ]),
      { key: 'relations.merges.empty' },
    ),
    mayPropose,
  };
}

function heldTable(held: readonly HeldCount[], title: string): Table {
  return table(
    { key: `relations.merges.${title}` },
    [{ key: 'relations.merges.what' }, [{ key: 'relations.merges.rows' }, 'numeric'] as const],
    held.map((one) => [cell.text(tableText(one.table)), cell.number(one.rows)]),
    { key: 'relations.merges.nothing' },
  );
}

/** What a merge would move, and what forbids it; null where one of the bodies is not known. */
export interface MergePreview {
  readonly survivor: { readonly name: string; readonly status: string };
  readonly absorbed: { readonly name: string; readonly status: string };
  readonly held: readonly HeldCount[];
  readonly conflicts: readonly MergeConflict[];
}

export interface MergeFormPage extends PageBase {
  readonly bodies: readonly Field[];
  readonly reason: Field;
  readonly preview: PreviewPart | null;
}

interface PreviewPart {
  readonly facts: readonly SummaryRow[];
  readonly bothRegistered: boolean;
  readonly held: Table;
  readonly conflicts: Table | null;
}

function previewPart(preview: MergePreview): PreviewPart {
  const { survivor, absorbed, held, conflicts } = preview;
  const fact = (name: string, body: MergePreview['survivor']): SummaryRow =>
    summaryRow(
      { key: `relations.merges.${name}` },
      cell.text(body.name, { key: `organizations.statuses.${body.status}` }),
    );
  return {
    facts: [fact('survivor', survivor), fact('absorbed', absorbed)],
    bothRegistered: survivor.status === 'REGISTERED' && absorbed.status === 'REGISTERED',
    held: heldTable(held, 'moves'),
    conflicts:
      conflicts.length === 0
        ? null
        : table(
            { key: 'relations.merges.conflicts' },
            [{ key: 'relations.merges.what' }, { key: 'relations.merges.both' }],
            conflicts.map((one) => [cell.text(tableText(one.table)), cell.text(one.what)]),
          ),
  };
}

/** The form of a proposal; with two known bodies it shows what would move and what forbids it, before anything is sent. */
export function mergeFormPage(
  asked: { readonly survivor?: string; readonly absorbed?: string },
  preview: MergePreview | null,
  entered?: Entered,
): MergeFormPage {
  const field = fieldsOf(entered);
  return {
    ...pageBase({ key: 'relations.merges.new' }, [LIST], entered?.findings),
    bodies: (['survivor', 'absorbed'] as const).map((name) =>
      field(name, {
        label: { key: `relations.merges.${name}-code` },
        hint: { key: `relations.merges.${name}-hint` },
        required: true,
        maxLength: 30,
        initial: asked[name] ?? '',
      }),
    ),
    reason: field('reason', {
      label: { key: 'relations.merges.reason' },
      hint: { key: 'relations.merges.reason-hint' },
      required: true,
      maxLength: 500,
      rows: 4,
    }),
    preview: preview && previewPart(preview),
  };
}

export interface MergePage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly version: number;
  readonly preview: PreviewPart | null;
  readonly moved: Table | null;
  /** The form that the next step takes, or null where this viewer can do nothing now. */
  readonly step: {
    readonly action: string;
    readonly decision: Field | null;
    readonly area: Field;
    readonly submit: Text;
  } | null;
  /** Why somebody who could otherwise decide may not. */
  readonly note: Text | null;
}

/** One merge: the event, what it moves or moved, and the one step that may follow. */
export function mergePage(
  one: MergeLine,
  viewer: SignedIn,
  { preview, moved }: { preview: MergePreview | null; moved: readonly HeldCount[] | null },
  entered?: Entered,
): MergePage {
  const step = stepOf(one, viewer, fieldsOf(entered));
  const waits = one.status === 'PROPOSED' || one.status === 'UNDO_PROPOSED';
  const own = waits && firstPerson(one) === viewer.accountId;
  return {
    ...pageBase({ key: 'relations.merges.one', args: { number: one.number } }, [LIST], entered?.findings),
    tag: mergeTag(one.status),
    facts: factsOf(one),
    version: one.version,
    preview: preview && previewPart(preview),
    moved: moved && heldTable(moved, 'moved'),
    step,
    note: own ? { key: 'relations.merges.own' } : null,
  };
}

const firstPerson = (one: MergeLine): string | null =>
  one.status === 'UNDO_PROPOSED' ? one.undoProposedBy : one.proposedBy;

function stepOf(one: MergeLine, viewer: SignedIn, field: ReturnType<typeof fieldsOf>): MergePage['step'] {
  const path = `/bureau/merges/${one.number}`;
  const area = (name: string): Field =>
    field(name, {
      label: { key: `relations.merges.${name}` },
      hint: { key: `relations.merges.${name}-hint` },
      maxLength: 500,
      rows: 3,
      required: name === 'reason',
    });
  if (one.status === 'MERGED' && may(viewer, 'organization.merge'))
    return {
      action: `${path}/reversal`,
      decision: null,
      area: area('reason'),
      submit: { key: 'relations.merges.ask-back' },
    };
  const ways = { PROPOSED: ['merge', 'refuse'], UNDO_PROPOSED: ['undo', 'keep'] } as const;
  if (one.status !== 'PROPOSED' && one.status !== 'UNDO_PROPOSED') return null;
  if (!may(viewer, 'organization.merge.confirm') || firstPerson(one) === viewer.accountId) return null;
  return {
    action: `${path}/${one.status === 'PROPOSED' ? 'decision' : 'reversal-decision'}`,
    decision: field('decision', {
      label: { key: 'relations.merges.decision' },
      required: true,
      options: ways[one.status].map((way) => [way, { key: `relations.merges.ways.${way}` }] as const),
    }),
    area: area('note'),
    submit: { key: 'relations.merges.decide' },
  };
}

function factsOf(one: MergeLine): SummaryRow[] {
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `relations.merges.${name}` }, value);
  const optional = (name: string, text: string | null): SummaryRow[] =>
    text === null ? [] : [row(name, cell.text(text))];
  const instant = (name: string, at: string | null): SummaryRow[] =>
    at === null ? [] : [row(name, cell.instant(at))];
  return [
    row(
      'survivor',
      cell.link(one.survivorName, `/bureau/organizations/${one.survivorAddress}`, one.survivorAddress),
    ),
    row('absorbed', cell.text(one.absorbedName, one.absorbedAddress)),
    row('reason', cell.text(one.reason)),
    row('proposed', cell.instant(one.proposedAt)),
    ...instant('decided', one.decidedAt),
    ...optional('note', one.decisionNote),
    ...optional('undo-reason', one.undoReason),
    ...instant('undo-proposed', one.undoProposedAt),
    ...instant('undo-decided', one.undoDecidedAt),
  ];
}
