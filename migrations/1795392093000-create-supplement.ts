import { type MigrationInterface, type QueryRunner } from 'typeorm';

const CHECKS = `CONSTRAINT "uq_application_supplement_application" UNIQUE ("application_id"), CONSTRAINT "ck_application_supplement_handed_in" CHECK ("status" <> 'HANDED_IN' OR ("after" IS NOT NULL AND "content_hash" IS NOT NULL AND "ledger_seq" IS NOT NULL))`;
const INDEX = `CREATE INDEX "ix_application_supplement_due" ON "application_supplement" ("status", "due_on")`;
/** What was asked, and what ended, stays as it is; only an open supplement gathers its draft and ends once. */
const FIXED = [
  'id',
  'application_id',
  'items',
  'asked_by',
  'asked_at',
  'working_days',
  'due_on',
  'is_provisional',
  'before',
  'asked_seq',
];
const changes = (same: string): string =>
  `OLD."status" <> 'OPEN' OR NOT (${FIXED.map((column) => `NEW."${column}" ${same} OLD."${column}"`).join(' AND ')})`;
const MESSAGE = 'what was asked of a supplement, and one that ended, is not changed';

const SQLITE = [
  `CREATE TABLE "application_supplement" ("id" varchar(36) PRIMARY KEY NOT NULL, "application_id" varchar(36) NOT NULL, "status" varchar(10) NOT NULL, "items" text NOT NULL, "asked_by" varchar(36) NOT NULL, "asked_at" varchar(24) NOT NULL, "working_days" integer NOT NULL, "due_on" varchar(10) NOT NULL, "is_provisional" integer NOT NULL, "before" text NOT NULL, "draft" text NOT NULL, "after" text, "ended_at" varchar(24), "content_hash" varchar(64), "asked_seq" integer NOT NULL, "ledger_seq" integer, "version" integer NOT NULL, ${CHECKS}, CONSTRAINT "fk_application_supplement_application" FOREIGN KEY ("application_id") REFERENCES "application" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  INDEX,
  `CREATE TRIGGER "application_supplement_fixed" BEFORE UPDATE ON "application_supplement" WHEN ${changes('IS')} BEGIN SELECT RAISE(ABORT, '${MESSAGE}'); END`,
  `CREATE TRIGGER "application_supplement_no_delete" BEFORE DELETE ON "application_supplement" BEGIN SELECT RAISE(ABORT, 'a supplement is not deleted'); END`,
];

const POSTGRES = [
  `CREATE TABLE "application_supplement" ("id" character varying(36) NOT NULL, "application_id" character varying(36) NOT NULL, "status" character varying(10) NOT NULL, "items" text NOT NULL, "asked_by" character varying(36) NOT NULL, "asked_at" character varying(24) NOT NULL, "working_days" integer NOT NULL, "due_on" character varying(10) NOT NULL, "is_provisional" integer NOT NULL, "before" text NOT NULL, "draft" text NOT NULL, "after" text, "ended_at" character varying(24), "content_hash" character varying(64), "asked_seq" integer NOT NULL, "ledger_seq" integer, "version" integer NOT NULL, ${CHECKS}, CONSTRAINT "pk_application_supplement" PRIMARY KEY ("id"))`,
  INDEX,
  `ALTER TABLE "application_supplement" ADD CONSTRAINT "fk_application_supplement_application" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `CREATE FUNCTION "application_supplement_fixed"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ${changes('IS NOT DISTINCT FROM')} THEN RAISE EXCEPTION '${MESSAGE}' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$`,
  `CREATE TRIGGER "application_supplement_fixed" BEFORE UPDATE ON "application_supplement" FOR EACH ROW EXECUTE FUNCTION "application_supplement_fixed"()`,
  `CREATE TRIGGER "application_supplement_no_delete" BEFORE DELETE ON "application_supplement" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
  ...['fixed', 'no_delete'].map(
    (name) => `ALTER TABLE "application_supplement" ENABLE ALWAYS TRIGGER "application_supplement_${name}"`,
  ),
];

/** The one supplement of an application: what was opened and for how long, what it said before and after. */
export class CreateSupplement1795392093000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('application_supplement');
    if (runner.dataSource.options.type === 'postgres')
      await runner.query(`DROP FUNCTION "application_supplement_fixed"()`);
  }
}
