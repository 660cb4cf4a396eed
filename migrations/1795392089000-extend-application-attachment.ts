import { type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ['question', 'varchar(40)'],
  ['position', 'integer NOT NULL DEFAULT 0'],
  ['document_version_id', 'varchar(36)'],
  ['replaces_id', 'varchar(36)'],
  ['ended_at', 'varchar(24)'],
];
const INDEX = 'ix_application_attachment_document';

/** The question that a file answers, its order, the document it was taken from, and what came before it. */
export class ExtendApplicationAttachment1795392089000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, type] of COLUMNS)
      await runner.query(`ALTER TABLE "application_attachment" ADD COLUMN "${name}" ${type}`);
    await runner.query(`CREATE INDEX "${INDEX}" ON "application_attachment" ("document_version_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "${INDEX}"`);
    for (const [name] of [...COLUMNS].reverse())
      await runner.query(`ALTER TABLE "application_attachment" DROP COLUMN "${name}"`);
  }
}
