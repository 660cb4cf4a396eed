import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Two judgements of one moment have an order all the same: the later word counts. */
export class AddJudgementOrder1795392094000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "screening_judgement" ADD COLUMN "ordinal" integer NOT NULL DEFAULT 0`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_screening_judgement_ordinal" ON "screening_judgement" ("application_id", "ordinal") WHERE "ordinal" > 0`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "uq_screening_judgement_ordinal"`);
    await runner.query(`ALTER TABLE "screening_judgement" DROP COLUMN "ordinal"`);
  }
}
