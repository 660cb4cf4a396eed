import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What a call sets beside its rules: form, timetable, lots, instalments, letters; none for rounds from before. */
export class AddRoundTerms1795392070000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "grant_round" ADD COLUMN "terms" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "grant_round" DROP COLUMN "terms"`);
  }
}
