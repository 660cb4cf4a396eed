import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { frozenRoundGuard } from '../src/ventures/rounds/frozen.rules.js';

const COLUMNS = [
  ['rules_version', 'integer NOT NULL DEFAULT 1'],
  ['readiness', 'text'],
  ['copy_of', 'varchar(10)'],
] as const;

const engineOf = (runner: QueryRunner): 'sqlite' | 'postgres' =>
  runner.dataSource.options.type === 'postgres' ? 'postgres' : 'sqlite';

/** What a published call says cannot be changed by anybody but an amendment, whatever the code does. */
export class FreezeRounds1795392071000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, type] of COLUMNS)
      await runner.query(`ALTER TABLE "grant_round" ADD COLUMN "${name}" ${type}`);
    for (const statement of frozenRoundGuard(engineOf(runner)).up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of frozenRoundGuard(engineOf(runner)).down) await runner.query(statement);
    for (const [name] of COLUMNS) await runner.query(`ALTER TABLE "grant_round" DROP COLUMN "${name}"`);
  }
}
