import { describe, expect, test } from '@jest/globals';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { ENTITIES } from '../../src/app/schema.js';
import { connect } from '../../src/platform/database/connections.js';
import { missingGuards } from '../../src/platform/database/fingerprint.js';
import { withEmptyDatabase } from '../support/database.js';

@Entity('centre')
class DriftedCentre {
  @PrimaryColumn({ type: 'varchar', length: 20 })
  code: string;

  @Column({ type: 'varchar', length: 80, name: 'planted_column' })
  planted: string;
}

const drift = async (source: DataSource): Promise<string[]> =>
  (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

const engines =
  process.env['TEST_POSTGRES_URL'] === undefined ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const);

describe.each(engines)('migrations on %s', (engine) => {
  test('equal the entities, go down and up again, and keep the guards of the ledger', async () => {
    await withEmptyDatabase(engine, async (address) => {
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
    await withEmptyDatabase(engine, async (address) => {
      const source = await connect(address, { entities: [DriftedCentre], migrations: [...migrations] });
      await source.runMigrations({ transaction: 'each' });
      expect((await drift(source)).length).toBeGreaterThan(0);
      await source.destroy();
    });
  });
});
