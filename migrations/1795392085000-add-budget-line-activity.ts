import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A row of a budget says which activity of the plan it pays for. */
export class AddBudgetLineActivity1795392085000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "budget_line" ADD COLUMN "activity" varchar(200)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "budget_line" DROP COLUMN "activity"');
  }
}
