import { type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS = [
  ['end_kind', 12],
  ['reason', 500],
  ['document_number', 60],
] as const;

/** How and why a qualification ended before its time, and the document it rests on. */
export class AddQualificationEnds1795392022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const type = runner.dataSource.options.type === 'postgres' ? 'character varying' : 'varchar';
    for (const [name, length] of COLUMNS)
      await runner.query(`ALTER TABLE "qualification" ADD COLUMN "${name}" ${type}(${length})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of COLUMNS) await runner.query(`ALTER TABLE "qualification" DROP COLUMN "${name}"`);
  }
}
