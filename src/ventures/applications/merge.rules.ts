import { fieldPath } from '../../kernel/outcome.js';
import { canonical } from '../../kernel/sentence.js';

/** What a draft holds: answers by code, nested, with rows that have an `id` of their own. */
export type Content = string | number | boolean | null | readonly Content[] | Fields;
export interface Fields {
  readonly [name: string]: Content | undefined;
}

/** One field that two people changed in different ways; the page shows all three texts. (D2) */
export interface Clash {
  readonly field: string;
  readonly path: readonly string[];
  readonly base: Content | undefined;
  readonly mine: Content | undefined;
  readonly theirs: Content | undefined;
}

export interface Merged {
  /** Both people's changes; where they clash, what was saved first — or the row that the other one removed. */
  readonly merged: Fields;
  readonly clashes: readonly Clash[];
}

type Three = readonly [base: Content | undefined, mine: Content | undefined, theirs: Content | undefined];
interface Joined {
  readonly value: Content | undefined;
  readonly clashes: readonly Clash[];
}

/**
 * Joins what two people made of the same draft, field by field: `base` is what both started from, `theirs` is saved
 * already, `mine` comes now. Whoever changed a field alone wins it; of lists both keep what they added; no text of
 * anybody is dropped, since what cannot stand in the draft stands in a clash. (D2)
 */
export function mergeFields(base: Fields, mine: Fields, theirs: Fields): Merged {
  const { value, clashes } = joinFields([base, mine, theirs], []);
  return { merged: value, clashes };
}

/** The draft with a decision for each clash, by its field; what is not decided stays as it was merged. */
export function settled({ merged, clashes }: Merged, decisions: ReadonlyMap<string, Content>): Fields {
  return clashes.reduce((fields, { field, path }) => {
    const decision = decisions.get(field);
    return decision === undefined ? fields : (placed(fields, path, decision) as Fields);
  }, merged);
}

function same(left: Content | undefined, right: Content | undefined): boolean {
  return canonical(left) === canonical(right) && (left === undefined) === (right === undefined);
}

function join([base, mine, theirs]: Three, path: readonly string[]): Joined {
  if (same(mine, theirs) || same(base, theirs)) return { value: mine, clashes: [] };
  if (same(base, mine)) return { value: theirs, clashes: [] };
  return joinLists([base, mine, theirs], path) ?? joinValues([base, mine, theirs], path);
}

function joinLists([base, mine, theirs]: Three, path: readonly string[]): Joined | null {
  const [old, my, their] = [base ?? [], mine ?? [], theirs ?? []];
  if (isRows(old) && isRows(my) && isRows(their)) return joinRows([old, my, their], path);
  if (isTicks(old) && isTicks(my) && isTicks(their))
    return { value: joinTicks([old, my, their]), clashes: [] };
  return null;
}

function joinValues([base, mine, theirs]: Three, path: readonly string[]): Joined {
  const start = base ?? {};
  if (isFields(start) && isFields(mine) && isFields(theirs)) return joinFields([start, mine, theirs], path);
  return { value: theirs ?? mine, clashes: [clash(path, [base, mine, theirs])] };
}

function clash(path: readonly string[], [base, mine, theirs]: Three): Clash {
  const [first = '', ...rest] = path;
  return { field: fieldPath(first, ...rest), path, base, mine, theirs };
}

function joinFields(
  [base, mine, theirs]: readonly [Fields, Fields, Fields],
  path: readonly string[],
): Joined & { readonly value: Fields } {
  const names = [...new Set([base, theirs, mine].flatMap((fields) => Object.keys(fields)))];
  const joined = names.map(
    (name) => [name, join([own(base, name), own(mine, name), own(theirs, name)], [...path, name])] as const,
  );
  return {
    value: Object.fromEntries(
      joined.filter(([, { value }]) => value !== undefined).map(([name, { value }]) => [name, value]),
    ),
    clashes: joined.flatMap(([, { clashes }]) => clashes),
  };
}

function own(fields: Fields, name: string): Content | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

type Row = Fields & { readonly id: string };

/** Rows are known by their id: added ones are kept, a removed one goes unless the other person changed it. */
function joinRows(
  [base, mine, theirs]: readonly [readonly Row[], readonly Row[], readonly Row[]],
  path: readonly string[],
): Joined {
  const byId = (rows: readonly Row[]): ReadonlyMap<string, Row> => new Map(rows.map((row) => [row.id, row]));
  const [old, my, their] = [byId(base), byId(mine), byId(theirs)];
  const joined = orderOf(base, mine, theirs).map((id) =>
    joinRow([old.get(id), my.get(id), their.get(id)], [...path, id]),
  );
  return {
    value: joined.flatMap(({ value }) => (value === undefined ? [] : [value])),
    clashes: joined.flatMap(({ clashes }) => clashes),
  };
}

function joinRow([base, mine, theirs]: readonly [Row?, Row?, Row?], path: readonly string[]): Joined {
  if (mine !== undefined && theirs !== undefined)
    return joinFields([base ?? { id: mine.id }, mine, theirs], path);
  const left = mine ?? theirs;
  if (base === undefined) return { value: left, clashes: [] };
  if (left === undefined || same(left, base)) return { value: undefined, clashes: [] };
  return { value: left, clashes: [clash(path, [base, mine, theirs])] };
}

/** The order of whoever changed it, theirs first; rows that only the other one has follow. */
function orderOf(base: readonly Row[], mine: readonly Row[], theirs: readonly Row[]): readonly string[] {
  const ids = (rows: readonly Row[]): readonly string[] => rows.map(({ id }) => id);
  const [old, my, their] = [ids(base), ids(mine), ids(theirs)];
  const kept = (list: readonly string[], other: readonly string[]): string =>
    list.filter((id) => other.includes(id)).join('\n');
  const theyMoved = kept(old, their) !== kept(their, old);
  return [...new Set(theyMoved ? [...their, ...my] : [...my, ...their])];
}

/** Ticks of both: what either added is there, what either took away is gone. */
function joinTicks([base, mine, theirs]: readonly [
  readonly string[],
  readonly string[],
  readonly string[],
]): string[] {
  const gone = (value: string): boolean =>
    base.includes(value) && !(mine.includes(value) && theirs.includes(value));
  return [...new Set([...theirs, ...mine])].filter((value) => !gone(value));
}

function isFields(value: Content | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRows(value: Content): value is readonly Row[] {
  if (!Array.isArray(value)) return false;
  const rows = value as readonly Content[];
  const ids = rows.map((row) => (isFields(row) ? row['id'] : undefined));
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
}

function isTicks(value: Content): value is readonly string[] {
  return Array.isArray(value) && (value as readonly Content[]).every((one) => typeof one === 'string');
}

/** The content with one value at a path of names and row ids. */
function placed(content: Content | undefined, path: readonly string[], value: Content): Content {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(content)) {
    const rows = content as readonly Content[];
    const isIt = (row: Content): boolean => isFields(row) && row['id'] === first;
    return rest.length === 0 && value === null
      ? rows.filter((row) => !isIt(row))
      : rows.map((row) => (isIt(row) ? placed(row, rest, value) : row));
  }
  const fields = isFields(content) ? content : {};
  return { ...fields, [first]: placed(own(fields, first), rest, value) };
}
