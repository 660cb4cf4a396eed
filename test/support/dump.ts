import { type EntityManager } from 'typeorm';
import { rows, sql, verbatim } from '../../src/platform/database/sql.js';

/** The names of all tables of the portal, on either engine. */
export async function tables(db: EntityManager): Promise<string[]> {
  const list = await rows<{ name: string }>(
    db,
    db.dataSource.options.type === 'postgres'
      ? sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`
      : sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  return list.map(({ name }) => name).sort();
}

/** `table: row` of every row of every table in which the text stands, however deep in a JSON it is. */
export async function rowsWith(db: EntityManager, text: string): Promise<string[]> {
  const hits: string[] = [];
  for (const table of await tables(db)) {
    const list = await rows<Record<string, unknown>>(db, sql`SELECT * FROM ${verbatim(`"${table}"`)}`);
    for (const one of list) {
      const bytes = Object.values(one).map((value) =>
        Buffer.isBuffer(value) ? value.toString('utf8') : value,
      );
      const written = JSON.stringify(bytes);
      if (written.includes(text) || written.includes(JSON.stringify(text).slice(1, -1)))
        hits.push(`${table}: ${written.slice(0, 120)}`);
    }
  }
  return hits;
}
