import { type EntityManager, type EntityMetadata } from 'typeorm';
import { count, joined, row, rows, sql, type Sql, verbatim } from '../platform/database/sql.js';

const REGISTER = 'organization';

/**
 * A column by which rows of a table belong to a body, read from what the tables say of themselves: a relation to the
 * register, a plain `organization_id`, or a subject of the type `organization`. Whoever adds a table adds it here
 * without knowing; no floor above is named.
 */
export interface Holding {
  readonly table: string;
  readonly column: string;
  /** The subject of a row may be named by the id of a body or by what stands for it in addresses. */
  readonly bySubject: boolean;
  /** The columns of the primary key but this one. */
  readonly key: readonly string[];
  /** The other columns of a key that has room for one body only, with its condition. */
  readonly unique: readonly { readonly columns: readonly string[]; readonly where: string | null }[];
}

/** What stands for a body in the rows that belong to it. */
export interface BodyKey {
  readonly id: string;
  readonly address: string;
}

export function holdings(db: EntityManager): Holding[] {
  return db.dataSource.entityMetadatas
    .filter(({ tableName }) => tableName !== REGISTER)
    .flatMap((table) => columnsOf(table).map((column) => holding(table, column)))
    .sort((a, b) => (`${a.table}.${a.column}` < `${b.table}.${b.column}` ? -1 : 1));
}

function columnsOf(table: EntityMetadata): string[] {
  const related = table.relations
    .filter(({ inverseEntityMetadata }) => inverseEntityMetadata.tableName === REGISTER)
    .flatMap(({ joinColumns }) => joinColumns.map(({ databaseName }) => databaseName));
  const names = table.columns.map(({ databaseName }) => databaseName);
  const plain = names.filter((name) => name === 'organization_id');
  const subject = names.includes('subject_type') ? names.filter((name) => name === 'subject_id') : [];
  return [...new Set([...related, ...plain, ...subject])];
}

function holding(table: EntityMetadata, column: string): Holding {
  const keys = [
    ...table.uniques.map((one) => ({ columns: one.columns, where: null })),
    ...table.indices
      .filter(({ isUnique }) => isUnique)
      .map((one) => ({ columns: one.columns, where: one.where ?? null })),
    { columns: table.primaryColumns, where: null },
  ].map(({ columns, where }) => ({ columns: columns.map(({ databaseName }) => databaseName), where }));
  return {
    table: table.tableName,
    column,
    bySubject: column === 'subject_id',
    key: table.primaryColumns.map(({ databaseName }) => databaseName).filter((name) => name !== column),
    unique: keys
      .filter(({ columns }) => columns.includes(column))
      .map(({ columns, where }) => ({ columns: columns.filter((name) => name !== column), where })),
  };
}

const quoted = (name: string): Sql => verbatim(`"${name}"`);

/** The key of a row as one text. */
export function keyOf({ key }: Holding): Sql {
  if (key.length === 0) return sql`''`;
  return joined(
    key.map((name) => sql`CAST(${quoted(name)} AS varchar(100))`),
    ' || ',
  );
}

/** The rows of a holding that belong to a body. */
export function belongsTo({ column, bySubject }: Holding, body: BodyKey): Sql {
  const name = quoted(column);
  return bySubject
    ? sql`("subject_type" = 'organization' AND ${name} IN (${body.id}, ${body.address}))`
    : sql`${name} = ${body.id}`;
}

/** What a row of one body holds once it belongs to another: a subject named by an address stays named by one. */
export function passedOn({ column, bySubject }: Holding, from: BodyKey, to: BodyKey): Sql {
  const name = quoted(column);
  return bySubject ? sql`CASE WHEN ${name} = ${from.id} THEN ${to.id} ELSE ${to.address} END` : sql`${to.id}`;
}

export interface HeldCount {
  readonly table: string;
  readonly rows: number;
}

/** How many rows of each table belong to a body; one statement. */
export async function heldBy(db: EntityManager, body: BodyKey): Promise<HeldCount[]> {
  const parts = holdings(db).map(
    (one) =>
      sql`SELECT ${one.table} AS "table", count(*) AS "rows" FROM ${quoted(one.table)} WHERE ${belongsTo(one, body)}`,
  );
  const found = await rows<{ table: string; rows: number | string }>(
    db,
    sql`SELECT "table", sum("rows") AS "rows" FROM (${joined(parts, ' UNION ALL ')}) u GROUP BY "table" HAVING sum("rows") > 0 ORDER BY "table"`,
  );
  return found.map((one) => ({ table: one.table, rows: Number(one.rows) }));
}

export interface MergeConflict {
  readonly table: string;
  /** What both have, as a person knows it: the number of a round, a year. */
  readonly what: string;
}

/** Rows of both bodies that one body cannot have side by side, because a key has room for one; one statement. */
export async function mergeConflicts(
  db: EntityManager,
  survivor: BodyKey,
  absorbed: BodyKey,
): Promise<MergeConflict[]> {
  const parts = holdings(db).flatMap((one) =>
    one.unique.map(({ columns, where }) => {
      const side = (body: BodyKey): Sql =>
        sql`(SELECT * FROM ${quoted(one.table)} WHERE ${belongsTo(one, body)}${where === null ? sql`` : sql` AND (${verbatim(where)})`})`;
      const equal = joined(
        columns.map((name) => sql`a.${quoted(name)} = b.${quoted(name)}`),
        ' AND ',
      );
      return sql`SELECT ${one.table} AS "table", ${whatOf(db, one.table, columns)} AS what FROM ${side(survivor)} a JOIN ${side(absorbed)} b ON ${equal}`;
    }),
  );
  if (parts.length === 0) return [];
  return rows<MergeConflict>(
    db,
    sql`SELECT DISTINCT "table", what FROM (${joined(parts, ' UNION ALL ')}) u ORDER BY "table", what`,
  );
}

/** The columns as a person knows them: where one points to a thing with a number or code, that. */
function whatOf(db: EntityManager, table: string, columns: readonly string[]): Sql {
  const metadata = db.dataSource.entityMetadatas.find(({ tableName }) => tableName === table);
  const parts = columns.map((name): Sql => {
    const relation = metadata?.relations.find(({ joinColumns }) =>
      joinColumns.some((one) => one.databaseName === name),
    );
    const target = relation?.inverseEntityMetadata;
    const known = target?.columns.find(({ databaseName }) => ['number', 'code'].includes(databaseName));
    const own = relation?.joinColumns[0]?.referencedColumn?.databaseName;
    if (target === undefined || known === undefined || own === undefined)
      return sql`CAST(a.${quoted(name)} AS varchar(100))`;
    return sql`(SELECT CAST(t.${quoted(known.databaseName)} AS varchar(100)) FROM ${quoted(target.tableName)} t WHERE t.${quoted(own)} = a.${quoted(name)})`;
  });
  const [first = sql`''`, ...rest] = parts;
  return rest.reduce((text, part) => sql`${text} || ' · ' || ${part}`, first);
}

/** Secrets and what only serves to compare: not part of what is held on a body. */
const WITHHELD = /password|sealed|fingerprint|secret/;

/**
 * Everything held on a body: its row, and every row of any table that belongs to it. Tables, rows and columns sorted,
 * numbers as numbers, no time of making: the same holdings give the same bytes, on both engines. (A4)
 */
export async function holdingsExport(db: EntityManager, body: BodyKey): Promise<string> {
  const parts: [string, Record<string, unknown>[]][] = [];
  const own = await row<Record<string, unknown>>(
    db,
    sql`SELECT * FROM "organization" WHERE "id" = ${body.id}`,
  );
  for (const one of holdings(db)) {
    const found = await rows<Record<string, unknown>>(
      db,
      sql`SELECT * FROM ${quoted(one.table)} WHERE ${belongsTo(one, body)}`,
    );
    if (found.length > 0)
      parts.push([`${one.table}.${one.column}`, found.map((each) => plainRow(db, one.table, each))]);
  }
  const held = Object.fromEntries(
    parts.map(([name, list]) => [
      name,
      list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ]),
  );
  return `${JSON.stringify({ organization: own && plainRow(db, REGISTER, own), held }, null, 2)}\n`;
}

function plainRow(db: EntityManager, table: string, found: Record<string, unknown>): Record<string, unknown> {
  const metadata = db.dataSource.entityMetadatas.find(({ tableName }) => tableName === table);
  const numeric = new Set(
    metadata?.columns.filter(({ type }) => type === 'bigint').map(({ databaseName }) => databaseName),
  );
  return Object.fromEntries(
    Object.entries(found)
      .filter(([name]) => !WITHHELD.test(name))
      .map(([name, value]): [string, unknown] => [
        name,
        numeric.has(name) && value !== null ? Number(value) : value,
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** How many rows of a merge stand recorded. */
export async function movedRows(db: EntityManager, mergeId: string): Promise<number> {
  return count(db, sql`SELECT count(*) AS n FROM organization_merge_row WHERE merge_id = ${mergeId}`);
}
