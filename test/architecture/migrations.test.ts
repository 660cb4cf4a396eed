import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { ENTITIES } from '../../src/app/schema.js';
import { connect, type DatabaseAddress } from '../../src/platform/database/connections.js';
import { missingGuards } from '../../src/platform/database/fingerprint.js';

@Entity('centre')
class DriftedCentre {
  @PrimaryColumn({ type: 'varchar', length: 20 })
  code: string;

  @Column({ type: 'varchar', length: 80, name: 'planted_column' })
  planted: string;
}

async function withEmpty(
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

const drift = async (source: DataSource): Promise<string[]> =>
  (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

const engines =
  process.env['TEST_POSTGRES_URL'] === undefined ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const);

describe.each(engines)('migrations on %s', (engine) => {
  test('equal the entities, go down and up again, and keep the guards of the ledger', async () => {
    await withEmpty(engine, async (address) => {
      const source = await connect(address, { entities: [...ENTITIES], migrations: [...migrations] });
      await source.runMigrations({ transaction: 'each' });
      expect(await drift(source)).toEqual([]);
      expect(await missingGuards(source.manager)).toEqual([]);
      for (const _ of migrations) await source.undoLastMigration({ transaction: 'each' });
      await source.runMigrations({ transaction: 'each' });
      expect(await drift(source)).toEqual([]);
      await source.destroy();
    });
  });

  test('a planted drift is seen', async () => {
    await withEmpty(engine, async (address) => {
      const source = await connect(address, { entities: [DriftedCentre], migrations: [...migrations] });
      await source.runMigrations({ transaction: 'each' });
      expect((await drift(source)).length).toBeGreaterThan(0);
      await source.destroy();
    });
  });
});
