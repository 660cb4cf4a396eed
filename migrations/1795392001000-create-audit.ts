import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { POSTGRES_AUDIT, SQLITE_AUDIT } from '../src/platform/database/append-only.js';

export class CreateAudit1795392001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const texts = runner.dataSource.options.type === 'postgres' ? POSTGRES_AUDIT : SQLITE_AUDIT;
    for (const { text } of texts) await runner.query(text);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "audit_line"');
    if (runner.dataSource.options.type === 'postgres') await runner.query('DROP TABLE "audit_head"');
  }
}
