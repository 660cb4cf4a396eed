import { describe, expect, test } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { AddLocalBodies1795392020000 } from '../../migrations/1795392020000-add-local-bodies.js';
import { migrations } from '../../migrations/index.js';
import { connect, type DatabaseAddress } from '../../src/platform/database/connections.js';
import { rows, sql, verbatim } from '../../src/platform/database/sql.js';
import { withEmptyDatabase } from '../support/database.js';

const BEFORE = migrations.slice(0, migrations.indexOf(AddLocalBodies1795392020000));
const COLUMNS =
  'id, credit_code, name, type, status, authority_code, division_code, legal_representative, established_on, address, capital_fen, business_scope, initials, recorded_at, version';
const body = (id: string, code: string): string =>
  `INSERT INTO organization (${COLUMNS}) VALUES ('${id}', '${code}', '测试${id}', 'ASSOCIATION', 'REGISTERED', '320800', '320812', '张三', '2015-01-01', '路', 300000000000, '', 'cs', '2026-01-01T00:00:00.000Z', 1)`;

const held = (source: DataSource): Promise<unknown> =>
  rows(
    source.manager,
    sql`SELECT ${verbatim(COLUMNS)}, (SELECT count(*) FROM organization_name n WHERE n.organization_id = o.id) AS names FROM organization o ORDER BY id`,
  );
const open = async (address: DatabaseAddress, list: readonly unknown[]): Promise<DataSource> => {
  const source = await connect(address, { entities: [], migrations: [...list] });
  await source.runMigrations({ transaction: 'each' });
  return source;
};

const engines =
  process.env['TEST_POSTGRES_URL'] === undefined ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const);

describe.each(engines)('bodies without a code on %s', (engine) => {
  test('come up over a filled register, go down and up again, and lose nothing', async () => {
    await withEmptyDatabase(engine, async (address) => {
      const old = await open(address, BEFORE);
      await old.query(body('a', '51320800MJ99000127'));
      await old.query(body('b', '51320800MJ99000202'));
      await old.query(
        `INSERT INTO organization_name (id, organization_id, name, initials, valid_to) VALUES ('n', 'a', '旧名', 'jm', '2020-01-01')`,
      );
      const before = await held(old);
      await old.destroy();

      const source = await open(address, migrations);
      expect(await held(source)).toEqual(before);
      const officers = await source.query<unknown[]>(
        `SELECT organization_id AS id, role, name, from_on AS since FROM officer ORDER BY 1`,
      );
      expect(officers).toEqual(
        ['a', 'b'].map((id) => ({ id, role: 'LEGAL_REPRESENTATIVE', name: '张三', since: '2015-01-01' })),
      );
      for (let undone = migrations.length; undone > BEFORE.length; undone -= 1)
        await source.undoLastMigration({ transaction: 'each' });
      expect(await held(source)).toEqual(before);
      await source.runMigrations({ transaction: 'each' });
      expect(await held(source)).toEqual(before);
      await expect(source.query(body('c', '51320800MJ99000127'))).rejects.toThrow();
      await expect(source.query(`DELETE FROM organization WHERE id = 'a'`)).rejects.toThrow();
      await source.destroy();
    });
  });

  test('do not go down while there is one: the old table has no place for it', async () => {
    await withEmptyDatabase(engine, async (address) => {
      const source = await open(address, migrations.slice(0, BEFORE.length + 1));
      await source.query(
        body('f', 'x')
          .replace(COLUMNS, `${COLUMNS}, local_number, legal_status`)
          .replace(`'x'`, 'NULL')
          .replace(/, 1\)$/, `, 1, 'BA-320812-0001', 'FILED')`),
      );
      await expect(source.undoLastMigration({ transaction: 'each' })).rejects.toThrow();
      expect(await source.query(`SELECT local_number AS number FROM organization`)).toEqual([
        { number: 'BA-320812-0001' },
      ]);
      await source.destroy();
    });
  });
});
