import { type EntityManager } from 'typeorm';
import { SQLITE_AUDIT, SQLITE_LEDGER } from './append-only.js';
import { rows, sql } from './sql.js';

/** Triggers that PostgreSQL must have, each `ENABLE ALWAYS`. */
const POSTGRES_TRIGGERS = [
  'audit_line_no_change',
  'audit_line_no_truncate',
  'ledger_checkpoint_no_change',
  'ledger_checkpoint_no_truncate',
  'ledger_entry_in_order',
  'ledger_entry_no_change',
  'ledger_entry_no_truncate',
  'ledger_node_no_change',
  'ledger_node_no_truncate',
];

/**
 * Names of append-only tables and triggers whose text in the database is not ours (a rebuild drops triggers and
 * STRICT without a word). The server refuses to start while there are any.
 */
export async function missingGuards(db: EntityManager): Promise<string[]> {
  if (db.dataSource.options.type === 'postgres') {
    const found = await rows<{ tgname: string }>(
      db,
      sql`SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'`,
    );
    const names = new Set(found.map(({ tgname }) => tgname));
    return POSTGRES_TRIGGERS.filter((name) => !names.has(name));
  }
  const found = await rows<{ name: string; sql: string | null }>(
    db,
    sql`SELECT name, sql FROM sqlite_master`,
  );
  const texts = new Map(found.map(({ name, sql: text }) => [name, text ?? '']));
  return [...SQLITE_LEDGER, ...SQLITE_AUDIT]
    .filter(({ name, text }) => texts.get(name) !== text)
    .map(({ name }) => name);
}
