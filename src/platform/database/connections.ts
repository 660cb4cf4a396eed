import Sqlite from 'better-sqlite3';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';

export type DatabaseAddress = { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string };
/** Entities, migrations, migrationsRun, logging: whatever both engines share. */
export type SharedOptions = Pick<
  DataSourceOptions,
  'entities' | 'migrations' | 'migrationsRun' | 'migrationsTransactionMode' | 'logging'
>;
const PRAGMAS = [
  'synchronous = FULL',
  'foreign_keys = ON',
  'recursive_triggers = ON',
  'trusted_schema = OFF',
  'cache_size = -32000',
  'temp_store = MEMORY',
];

/** A read-only connection of its own: the reader above, and that of the worker thread for reports and exports. */
export interface Reader {
  readonly manager: EntityManager;
  /** Everything read inside sees one moment. For the worker thread, which runs one report at a time. */
  snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openReader(address: DatabaseAddress, shared: SharedOptions): Promise<Reader> {
  const postgres = { extra: { max: 10, options: '-c default_transaction_read_only=on' } };
  const sqlite = { readonly: true, timeout: 1_000, prepareDatabase: setPragmas };
  const source = await connect(address, {
    ...shared,
    migrationsRun: false,
    ...(address.engine === 'postgres' ? postgres : sqlite),
  });
  return {
    manager: source.manager,
    snapshot: (work) =>
      address.engine === 'postgres' ? source.transaction('REPEATABLE READ', work) : source.transaction(work),
    close: () => source.destroy(),
  };
}

/** NB: a connection nobody refers to is closed by the garbage collector, and its lock goes with it. */
const claims = new Set<Sqlite.Database>();

/**
 * Claims the file for one server. The lock is the operating system's, so a crash or `kill -9` frees it and no
 * stale file has to be judged. Only the server and `manage migrate|restore` claim; other commands go through write().
 */
export function claimForOneServer(file: string): () => void {
  const lock = new Sqlite(`${file}.lock`, { timeout: 1_000 }); // a process that was killed may need a moment
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new Error(`another server is using ${file}`, { cause });
  }
  claims.add(lock);
  return () => {
    claims.delete(lock);
    lock.close();
  };
}

/** The driver's own code: SQLITE_CONSTRAINT_UNIQUE, 23505 and the like; '' where there is none. */
export function codeOf(error: unknown): string {
  const code = (error as { driverError?: { code?: unknown } } | null)?.driverError?.code;
  return typeof code === 'string' ? code : '';
}

export function connect(address: DatabaseAddress, own: object): Promise<DataSource> {
  const where =
    address.engine === 'postgres'
      ? { type: 'postgres', url: address.url }
      : { type: 'better-sqlite3', database: address.file };
  return new DataSource({ ...where, ...own, synchronize: false } as DataSourceOptions).initialize();
}

function setPragmas(db: Sqlite.Database): void {
  for (const pragma of PRAGMAS) db.pragma(pragma);
}

/** TypeORM always says BEGIN TRANSACTION, which is deferred; the write lock must be taken at once. */
export function prepareWriter(db: Sqlite.Database): void {
  setPragmas(db);
  const prepare = db.prepare.bind(db);
  db.prepare = (sql: string) => prepare(sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql);
}

export async function one(manager: EntityManager, sql: string): Promise<unknown> {
  const [row] = await manager.query<Record<string, unknown>[]>(sql);
  return row && Object.values(row)[0];
}
