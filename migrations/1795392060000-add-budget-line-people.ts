import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Training, meetings and services are judged by the head: a budget row may say for how many. (R-BU-06, R-BU-07) */
export class AddBudgetLinePeople1795392060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "budget_line" ADD COLUMN "people" integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "budget_line" DROP COLUMN "people"');
  }
}
