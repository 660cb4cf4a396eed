import { type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  type Engine,
  type GuardTexts,
  objectionGuard,
  standstillGuard,
} from '../src/notices/standstill.rules.js';

const guards = (engine: Engine): GuardTexts[] => [
  standstillGuard(engine, {
    table: 'award',
    name: 'award_standstill',
    contracts: ['CONFIRMED'],
    subjects: [
      ['round', '(SELECT r."number" FROM "grant_round" r WHERE r."id" = NEW."round_id")'],
      ['application', '(SELECT p."number" FROM "application" p WHERE p."id" = NEW."application_id")'],
    ],
  }),
  standstillGuard(engine, {
    table: 'undertaking_agreement',
    name: 'agreement_standstill',
    contracts: ['EFFECTIVE'],
    subjects: [
      ['function', 'NEW."item_code"'],
      ['agreement', 'NEW."number"'],
    ],
  }),
  objectionGuard(engine),
];

/** What is under objection is not contracted, and an objection is neither deleted, reopened nor decided in silence. */
export class ConstrainStandstill1795392041000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const { up } of guards(runner.dataSource.options.type === 'postgres' ? 'postgres' : 'sqlite'))
      for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { down } of guards(runner.dataSource.options.type === 'postgres' ? 'postgres' : 'sqlite'))
      for (const statement of down) await runner.query(statement);
  }
}
