import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `ALTER TABLE "notice" ADD COLUMN "reason" varchar(500)`,
  `CREATE TABLE "notice_revision" ("id" varchar(36) PRIMARY KEY NOT NULL, "notice_number" varchar(20) NOT NULL, "base_version" integer NOT NULL, "title_zh" varchar(120) NOT NULL, "title_en" varchar(200) NOT NULL, "body" text NOT NULL, "reason" varchar(500) NOT NULL, "status" varchar(12) NOT NULL, "proposed_by" varchar(36) NOT NULL, "proposed_at" varchar(24) NOT NULL, "decided_by" varchar(36), "decided_at" varchar(24), "version" integer NOT NULL)`,
  `CREATE INDEX "ix_notice_revision_notice" ON "notice_revision" ("notice_number", "status")`,
  ...['UPDATE', 'DELETE'].map(
    (event) =>
      `CREATE TRIGGER "notice_no_${event.toLowerCase()}" BEFORE ${event} ON "notice" BEGIN SELECT RAISE(ABORT, 'notice is append-only'); END`,
  ),
];

const POSTGRES = [
  `ALTER TABLE "notice" ADD COLUMN "reason" character varying(500)`,
  `CREATE TABLE "notice_revision" ("id" character varying(36) NOT NULL, "notice_number" character varying(20) NOT NULL, "base_version" integer NOT NULL, "title_zh" character varying(120) NOT NULL, "title_en" character varying(200) NOT NULL, "body" text NOT NULL, "reason" character varying(500) NOT NULL, "status" character varying(12) NOT NULL, "proposed_by" character varying(36) NOT NULL, "proposed_at" character varying(24) NOT NULL, "decided_by" character varying(36), "decided_at" character varying(24), "version" integer NOT NULL, CONSTRAINT "pk_notice_revision" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_notice_revision_notice" ON "notice_revision" ("notice_number", "status")`,
  `CREATE TRIGGER "notice_no_change" BEFORE UPDATE OR DELETE ON "notice" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
  `ALTER TABLE "notice" ENABLE ALWAYS TRIGGER "notice_no_change"`,
];

const SQLITE_DOWN = [`DROP TRIGGER "notice_no_update"`, `DROP TRIGGER "notice_no_delete"`];
const POSTGRES_DOWN = [`DROP TRIGGER "notice_no_change" ON "notice"`];

/** Versions of a notice: a proposed one waits for a second person, a published one never changes. (security.md T11) */
export class AddNoticeVersions1795392042000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES_DOWN : SQLITE_DOWN;
    for (const statement of statements) await runner.query(statement);
    await runner.dropTable('notice_revision');
    await runner.query(`ALTER TABLE "notice" DROP COLUMN "reason"`);
  }
}
