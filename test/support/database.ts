import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { ENTITIES } from '../../src/app/schema.js';
import { connect, type DatabaseAddress } from '../../src/platform/database/connections.js';
import { grantToApplication } from '../../src/platform/database/grants.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { ROOT } from '../../src/platform/views/assets.js';

export interface TestDatabase {
  readonly work: UnitOfWork;
  readonly address: DatabaseAddress;
  close(): Promise<void>;
}

export const ENGINE: 'sqlite' | 'postgres' =
  process.env['TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite';

/** What a test's database starts from; without anything it is migrated and empty. */
interface Start {
  readonly entities?: readonly (new () => object)[];
  /** A database that `keepDatabase` has put aside. */
  readonly kept?: string;
}

/** A database of its own for one test file, on the engine of TEST_ENGINE. */
export function testDatabase(start: Start = {}): Promise<TestDatabase> {
  return ENGINE === 'postgres' ? onPostgres(start) : onSqlite(start);
}

/** Puts a test's database aside as one that others start from: an SQLite file, or a PostgreSQL database's name. */
export async function keepDatabase({ work, address }: TestDatabase, kept: string): Promise<void> {
  await work.close();
  if (address.engine === 'sqlite') {
    copyFileSync(address.file, kept);
    rmSync(dirname(address.file), { recursive: true, force: true });
    return;
  }
  const name = new URL(address.url).pathname.slice(1);
  const owner = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
  await asAdministrator(owner, (admin) => admin.query(`ALTER DATABASE "${name}" RENAME TO "${kept}"`));
}

async function onSqlite({ entities = ENTITIES, kept }: Start): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-db-'));
  const file = join(folder, 'test.sqlite');
  copyFileSync(kept ?? (await sqliteTemplate()), file);
  const address: DatabaseAddress = { engine: 'sqlite', file };
  const work = await UnitOfWork.open(address, { entities: [...entities] }, () => undefined);
  return {
    work,
    address,
    async close() {
      await work.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Migrated once for a state of the migrations; parallel workers may both make it, the rename is atomic. */
async function sqliteTemplate(): Promise<string> {
  const template = join(tmpdir(), `portal-template-${migrationsHash()}.sqlite`);
  if (existsSync(template)) return template;
  const own = join(tmpdir(), `portal-template-${randomBytes(6).toString('hex')}.sqlite`);
  const source = await connect(
    { engine: 'sqlite', file: own },
    { entities: [], migrations: [...migrations] },
  );
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
  renameSync(own, template);
  return template;
}

async function onPostgres({ entities = ENTITIES, kept }: Start): Promise<TestDatabase> {
  const owner = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
  const template = `template_${migrationsHash()}`;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(owner, async (admin) => {
    await admin.query('SELECT pg_advisory_lock(4711)');
    const known = await admin.query<unknown[]>(`SELECT 1 FROM pg_database WHERE datname = '${template}'`);
    if (known.length === 0) await postgresTemplate(admin, owner, template);
    await admin.query(`CREATE DATABASE "${name}" TEMPLATE "${kept ?? template}"`);
    await admin.query('SELECT pg_advisory_unlock(4711)');
  });
  const address: DatabaseAddress = { engine: 'postgres', url: applicationUrl(owner, name) };
  const work = await UnitOfWork.open(address, { entities: [...entities] }, () => undefined);
  return {
    work,
    address,
    async close() {
      await work.close();
      await asAdministrator(owner, (admin) => admin.query(`DROP DATABASE "${name}" WITH (FORCE)`));
    },
  };
}

async function postgresTemplate(admin: DataSource, owner: URL, template: string): Promise<void> {
  await admin.query(`CREATE DATABASE "${template}"`);
  const at = new URL(owner);
  at.pathname = `/${template}`;
  const source = await connect(
    { engine: 'postgres', url: at.href },
    { entities: [], migrations: [...migrations] },
  );
  await source.runMigrations({ transaction: 'each' });
  await grantToApplication(source, applicationUrl(owner, template));
  await source.destroy();
}

/**
 * A statement by the owner of the tables, with the table's own triggers out of the way: what somebody could do who has
 * the database and not only the application.
 */
export async function asOwner(work: UnitOfWork, table: string, statement: string): Promise<void> {
  if (ENGINE === 'postgres') {
    const [{ name }] = await work.reader.query<[{ name: string }]>('SELECT current_database() AS name');
    const at = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
    at.pathname = `/${name}`;
    await asAdministrator(at, async (owner) => {
      await owner.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
      await owner.query(statement);
      await owner.query(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
    });
    return;
  }
  const [{ file }] = await work.reader.query<[{ file: string }]>('PRAGMA database_list');
  const owner = await connect({ engine: 'sqlite', file }, { entities: [] });
  const triggers = await owner.query<{ name: string; sql: string }[]>(
    `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '${table}'`,
  );
  for (const { name } of triggers) await owner.query(`DROP TRIGGER "${name}"`);
  await owner.query(statement);
  for (const { sql } of triggers) await owner.query(sql);
  await owner.destroy();
}

/** The application's role, which owns nothing; `tools/test.mjs` made it. */
function applicationUrl(owner: URL, database: string): string {
  const url = new URL(owner);
  url.username = 'portal_app';
  url.password = '';
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdministrator<T>(owner: URL, run: (admin: DataSource) => Promise<T>): Promise<T> {
  const admin = await connect({ engine: 'postgres', url: owner.href }, { entities: [] });
  try {
    return await run(admin);
  } finally {
    await admin.destroy();
  }
}

/** An empty database of an engine, for tests of the migrations themselves. */
export async function withEmptyDatabase(
  engine: 'sqlite' | 'postgres',
  run: (address: DatabaseAddress) => Promise<void>,
): Promise<void> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'portal-migrations-'));
    await run({ engine, file: join(folder, 'empty.sqlite') });
    rmSync(folder, { recursive: true, force: true });
    return;
  }
  const owner = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
  const name = `migrations_${randomBytes(5).toString('hex')}`;
  const admin = await connect({ engine, url: owner.href }, { entities: [] });
  await admin.query(`CREATE DATABASE "${name}"`);
  owner.pathname = `/${name}`;
  await run({ engine, url: owner.href });
  await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
  await admin.destroy();
}

/** Of everything a migrated database is made from: the migrations and the sources that they take statements from. */
export function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['migrations', 'src/platform/database'])
    for (const file of readdirSync(join(ROOT, folder)).sort()) {
      const text = readFileSync(join(ROOT, folder, file), 'utf8');
      hash.update(text);
      if (folder === 'migrations')
        for (const [, source = ''] of text.matchAll(/from '\.\.\/(src\/[^']+)\.js'/g))
          hash.update(readFileSync(join(ROOT, `${source}.ts`)));
    }
  return hash.digest('hex').slice(0, 16);
}
