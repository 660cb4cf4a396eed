import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { POSTGRES_LEDGER, SQLITE_LEDGER } from '../src/platform/database/append-only.js';

export class CreateLedger1795392000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const texts = runner.dataSource.options.type === 'postgres' ? POSTGRES_LEDGER : SQLITE_LEDGER;
    for (const { text } of texts) await runner.query(text);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['ledger_checkpoint', 'ledger_secret', 'ledger_node', 'ledger_entry']) {
      await runner.query(`DROP TABLE "${table}"`);
    }
    if (runner.dataSource.options.type !== 'postgres') return;
    await runner.query('DROP TABLE "ledger_head"');
    await runner.query('DROP FUNCTION "ledger_in_order"()');
    await runner.query('DROP FUNCTION "refuse_change"()');
  }
}
