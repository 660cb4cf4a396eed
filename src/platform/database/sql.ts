import { type EntityManager } from 'typeorm';

/** A hand-written statement whose values travel apart from its text. */
export interface Sql {
  readonly pieces: readonly (string | Bound)[];
}
interface Bound {
  readonly value: unknown;
}

/**
 * ``sql`SELECT name FROM organization WHERE id = ${id}` `` becomes `?` on SQLite and `$1` on PostgreSQL. A nested
 * `sql` is spliced in as text, so that conditions can be put together; everything else is a bound value.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  const pieces = strings.flatMap((piece, i): (string | Bound)[] => {
    if (i >= values.length) return [piece];
    const value = values[i];
    return isSql(value) ? [piece, ...value.pieces] : [piece, { value }];
  });
  return { pieces };
}

type Separator = ' AND ' | ' OR ' | ', ' | ' UNION ALL ' | ' || ';

/** `a AND b AND c`; with no part, `whenEmpty`. */
export function joined(parts: readonly Sql[], separator: Separator, whenEmpty = '1 = 1'): Sql {
  if (parts.length === 0) return { pieces: [whenEmpty] };
  return { pieces: parts.flatMap((part, i) => (i === 0 ? part.pieces : [separator, ...part.pieces])) };
}

/** `(?, ?, ?)` for IN; an empty list matches nothing. */
export function among(values: readonly unknown[]): Sql {
  if (values.length === 0) return { pieces: ['(NULL)'] };
  const bound = joined(
    values.map((value) => ({ pieces: [{ value }] })),
    ', ',
  );
  return { pieces: ['(', ...bound.pieces, ')'] };
}

/** A fixed piece of SQL chosen by code (a column to sort by), never by what somebody typed. */
export function verbatim(text: string): Sql {
  return { pieces: [text] };
}

/** The rows of a hand-written SELECT, as plain objects. */
export async function rows<T>(db: EntityManager, statement: Sql): Promise<T[]> {
  return (await send(db, statement)) as T[];
}

/**
 * The rows that an `UPDATE … RETURNING` or `DELETE … RETURNING` touched: the portable way to see whether a guarded
 * update happened. (TypeORM hands them over as `[rows, count]` on PostgreSQL and as rows on SQLite.)
 */
export async function changed<T>(tx: EntityManager, statement: Sql): Promise<T[]> {
  const answer = await send(tx, statement);
  return (tx.dataSource.options.type === 'postgres' ? (answer as [T[], number])[0] : answer) as T[];
}

/** A statement whose answer nobody reads: an insert into a table that has no entity. */
export async function run(tx: EntityManager, statement: Sql): Promise<void> {
  await send(tx, statement);
}

async function send(db: EntityManager, { pieces }: Sql): Promise<unknown> {
  const numbered = db.dataSource.options.type === 'postgres';
  const values: unknown[] = [];
  const text = pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      values.push(piece.value);
      return numbered ? `$${values.length}` : '?';
    })
    .join('');
  return db.query<unknown>(text, values);
}

/** The first row, or null. */
export async function row<T>(db: EntityManager, statement: Sql): Promise<T | null> {
  return (await rows<T>(db, statement))[0] ?? null;
}

/** A count or sum, which PostgreSQL hands over as text. */
export async function count(db: EntityManager, statement: Sql): Promise<number> {
  const first = await row<Record<string, unknown>>(db, statement);
  return first ? Number(Object.values(first)[0]) : 0;
}

function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && 'pieces' in value;
}
