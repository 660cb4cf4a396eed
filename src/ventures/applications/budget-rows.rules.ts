import { yuanInput } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import { type BudgetRules } from '../rounds/budget-limits.rules.js';
import { type BudgetContext, type BudgetEntry, findingsInBudget } from './budget.rules.js';
import { type Content, type Fields } from './merge.rules.js';

/** What a row is made of on the page, in the order of its cells. */
export const ROW_FIELDS = [
  'category',
  'item',
  'unitPriceFen',
  'quantity',
  'times',
  'people',
  'source',
  'activity',
  'note',
] as const;
export type RowField = (typeof ROW_FIELDS)[number];

/** A row as somebody typed it, known by its id from the first moment on. */
export type TypedRow = Readonly<Record<RowField | 'id', string>>;

/** A row of a budget with the id under which it is stored. */
export type IdentifiedEntry = BudgetEntry & { readonly id: string };

export const MOST_ROWS = 100;
const ROW_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A stored row as it stands in the fields of the page. */
export function typedRow(line: IdentifiedEntry): TypedRow {
  return {
    id: line.id,
    category: line.category,
    item: line.item,
    unitPriceFen: yuanInput(line.unitPriceFen),
    quantity: String(line.quantity),
    times: String(line.times),
    people: line.people === null || line.people === undefined ? '' : String(line.people),
    source: line.source,
    activity: line.activity ?? '',
    note: line.note ?? '',
  };
}

/**
 * The rows of a posted page in their order, whatever was sent: texts only, an id of its own for each. Rows that are
 * blank but for their id were spare ones.
 */
export function typedRows(sent: unknown, newId: () => string): readonly TypedRow[] {
  const seen = new Set<string>();
  return listOf(sent)
    .map((row): TypedRow => {
      const id = textIn(row, 'id');
      const own = ROW_ID.test(id) && !seen.has(id) ? id : newId();
      seen.add(own);
      const values = ROW_FIELDS.map((name) => [name, textIn(row, name)] as const);
      return { id: own, ...(Object.fromEntries(values) as Record<RowField, string>) };
    })
    .filter((row) => ROW_FIELDS.some((name) => row[name].trim() !== ''));
}

function listOf(sent: unknown): readonly unknown[] {
  if (Array.isArray(sent)) return sent as readonly unknown[];
  return typeof sent === 'object' && sent !== null ? Object.values(sent) : [];
}

function textIn(row: unknown, name: string): string {
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, name)) return '';
  const value = (row as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : '';
}

export const ROW_ACTS = ['remove', 'copy', 'up', 'down'] as const;
export type RowAct = (typeof ROW_ACTS)[number];

/** What a button of the page asks: save, reckon again, one more row, or something with one row. */
export type BudgetAct =
  { readonly kind: 'save' | 'recalculate' | 'add' } | { readonly kind: RowAct; readonly id: string };

/** The value of the pressed button; whatever is not known saves. */
export function actIn(sent: unknown): BudgetAct {
  if (sent === 'recalculate' || sent === 'add') return { kind: sent };
  const [kind, id] = typeof sent === 'string' ? sent.split(':') : [];
  const act = ROW_ACTS.find((one) => one === kind);
  return act === undefined || id === undefined ? { kind: 'save' } : { kind: act, id };
}

/** The rows after a button without saving: one removed, doubled below itself or moved by one place. */
export function rowsAfter(
  rows: readonly TypedRow[],
  act: BudgetAct,
  newId: () => string,
): readonly TypedRow[] {
  if (!('id' in act)) return rows;
  const at = rows.findIndex(({ id }) => id === act.id);
  const row = rows[at];
  if (row === undefined) return rows;
  if (act.kind === 'remove') return rows.toSpliced(at, 1);
  if (act.kind === 'copy') return rows.toSpliced(at + 1, 0, { ...row, id: newId() });
  const to = act.kind === 'up' ? at - 1 : at + 1;
  return to < 0 || to >= rows.length ? rows : rows.toSpliced(at, 1).toSpliced(to, 0, row);
}

/** The rows in the shape that `mergeFields` joins: every field present, so that an empty one is a value as well. */
export function mergeable(lines: readonly IdentifiedEntry[]): Fields {
  return {
    lines: lines.map((line) => ({
      id: line.id,
      category: line.category,
      item: line.item,
      unitPriceFen: line.unitPriceFen,
      quantity: line.quantity,
      times: line.times,
      people: line.people ?? null,
      source: line.source,
      activity: line.activity ?? null,
      note: line.note ?? '',
    })),
  };
}

/** Back from that shape; what is not a sound row of a budget is left out. */
export function entriesIn(fields: Fields): readonly IdentifiedEntry[] {
  const { lines } = fields;
  if (!Array.isArray(lines)) return [];
  return (lines as readonly Content[]).flatMap((row) => {
    const entry = entryOf(row);
    return entry === null ? [] : [entry];
  });
}

function entryOf(row: Content): IdentifiedEntry | null {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return null;
  const { id, category, item, unitPriceFen, quantity, times, people, source, activity, note } = row as Fields;
  const texts = [category, item, source, note];
  const numbers = [unitPriceFen, quantity, times];
  const sound =
    texts.every((text) => typeof text === 'string') &&
    typeof id === 'string' &&
    ROW_ID.test(id) &&
    numbers.every((number) => Number.isSafeInteger(number) && Number(number) > 0) &&
    (people === null || Number.isSafeInteger(people)) &&
    (activity === null || typeof activity === 'string');
  return sound ? (row as unknown as IdentifiedEntry) : null;
}

/**
 * What the rules of the round say about the rows that can be read, each finding at its row of the page; rows that
 * cannot be read yet count for nothing.
 */
export function findingsAtRows(
  rows: readonly (BudgetEntry | null)[],
  rules: BudgetRules,
  context: BudgetContext,
): readonly Finding[] {
  const read = rows.flatMap((row, i) => (row === null ? [] : [{ row, i }]));
  if (read.length === 0) return [];
  return findingsInBudget(
    read.map(({ row }) => row),
    rules,
    context,
  ).map((finding) => {
    const field = finding.field?.replace(
      /^lines\[(\d+)\]/,
      (_, at: string) => `lines[${read[Number(at)]?.i ?? 0}]`,
    );
    return field === undefined ? finding : { ...finding, field };
  });
}

/** The activities of a plan whose form asks for them row by row: what a budget row can name. */
export function activitiesIn(content: object): readonly { readonly value: string; readonly name: string }[] {
  const { activities } = content as { readonly activities?: unknown };
  if (!Array.isArray(activities)) return [];
  return (activities as readonly unknown[]).flatMap((row) => {
    const name = textIn(row, 'activity').trim();
    const id = textIn(row, 'id');
    return name === '' ? [] : [{ value: id === '' ? name : id, name }];
  });
}

/** The codes of the statements that an application accepts. */
export function statementsIn(content: object): readonly string[] {
  return Object.entries(content).flatMap(([code, answer]) => (answer === true ? [code] : []));
}
