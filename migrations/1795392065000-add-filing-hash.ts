import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The hash of what a yearly filing said when it was handed in, so that its receipt can be verified. */
export class AddFilingHash1795392065000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "annual_filing" ADD COLUMN "content_hash" varchar(64)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "annual_filing" DROP COLUMN "content_hash"`);
  }
}
