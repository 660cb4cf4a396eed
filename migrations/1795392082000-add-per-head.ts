import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What an application asks for each direct beneficiary, kept when it is opened: later ones are compared with it. */
export class AddPerHead1795392082000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "application" ADD COLUMN "per_head_fen" bigint`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "application" DROP COLUMN "per_head_fen"`);
  }
}
