import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "application_revision" ("id" varchar(36) NOT NULL, "application_id" varchar(36) NOT NULL, "version" integer NOT NULL, "at" varchar(24) NOT NULL, "account_id" varchar(36) NOT NULL, "kind" varchar(12) NOT NULL, "field" varchar(40) NOT NULL, "change" text NOT NULL, CONSTRAINT "pk_application_revision" PRIMARY KEY ("id"), CONSTRAINT "fk_application_revision_application" FOREIGN KEY ("application_id") REFERENCES "application" ("id"))`,
  `CREATE INDEX "ix_application_revision_application" ON "application_revision" ("application_id", "version")`,
  `CREATE TRIGGER "application_revision_no_update" BEFORE UPDATE ON "application_revision" BEGIN SELECT RAISE(ABORT, 'application_revision is append-only'); END`,
  `CREATE TABLE "application_section" ("id" varchar(36) NOT NULL, "application_id" varchar(36) NOT NULL, "section" varchar(40) NOT NULL, "owner_id" varchar(36), "done_at" varchar(24), "done_by" varchar(36), CONSTRAINT "pk_application_section" PRIMARY KEY ("id"), CONSTRAINT "uq_application_section" UNIQUE ("application_id", "section"), CONSTRAINT "fk_application_section_application" FOREIGN KEY ("application_id") REFERENCES "application" ("id"))`,
  `ALTER TABLE "application" ADD COLUMN "prefilled" text`,
];

const POSTGRES = [
  `CREATE TABLE "application_revision" ("id" character varying(36) NOT NULL, "application_id" character varying(36) NOT NULL, "version" integer NOT NULL, "at" character varying(24) NOT NULL, "account_id" character varying(36) NOT NULL, "kind" character varying(12) NOT NULL, "field" character varying(40) NOT NULL, "change" text NOT NULL, CONSTRAINT "pk_application_revision" PRIMARY KEY ("id"), CONSTRAINT "fk_application_revision_application" FOREIGN KEY ("application_id") REFERENCES "application" ("id"))`,
  `CREATE INDEX "ix_application_revision_application" ON "application_revision" ("application_id", "version")`,
  `CREATE TRIGGER "application_revision_no_change" BEFORE UPDATE ON "application_revision" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
  `ALTER TABLE "application_revision" ENABLE ALWAYS TRIGGER "application_revision_no_change"`,
  `CREATE TABLE "application_section" ("id" character varying(36) NOT NULL, "application_id" character varying(36) NOT NULL, "section" character varying(40) NOT NULL, "owner_id" character varying(36), "done_at" character varying(24), "done_by" character varying(36), CONSTRAINT "uq_application_section" UNIQUE ("application_id", "section"), CONSTRAINT "pk_application_section" PRIMARY KEY ("id"), CONSTRAINT "fk_application_section_application" FOREIGN KEY ("application_id") REFERENCES "application" ("id"))`,
  `ALTER TABLE "application" ADD COLUMN "prefilled" text`,
];

/**
 * The history of drafts, one line for each answer that a save changed, and who does which section. Lines are never
 * changed; they hold what people wrote, and go only together with their application.
 */
export class CreateApplicationRevision1795392075000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "application" DROP COLUMN "prefilled"`);
    await runner.dropTable('application_section');
    await runner.dropTable('application_revision');
  }
}
