import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Whether the register shows a body to everybody: it has its code and is past its preparation. */
const shown = (row: string): string => `${row}."credit_code" IS NOT NULL AND ${row}."status" <> 'PREPARING'`;

const note = (code: string): string =>
  `UPDATE "organization_change_head" SET "seq" = "seq" + 1 WHERE "one" = 1;
  INSERT INTO "organization_change" ("credit_code", "seq") SELECT ${code}, "seq" FROM "organization_change_head" WHERE true ON CONFLICT ("credit_code") DO UPDATE SET "seq" = excluded."seq";`;
const known = (code: string): string =>
  `EXISTS (SELECT 1 FROM "organization_change" c WHERE c."credit_code" = ${code})`;

const SQLITE = [
  `CREATE TABLE "organization_change" ("credit_code" TEXT PRIMARY KEY, "seq" INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID`,
  `CREATE TABLE "organization_change_head" ("one" INTEGER PRIMARY KEY CHECK ("one" = 1), "seq" INTEGER NOT NULL) STRICT`,
  `INSERT INTO "organization_change" ("credit_code", "seq") SELECT o."credit_code", row_number() OVER (ORDER BY o."credit_code") FROM "organization" o WHERE ${shown('o')}`,
  `INSERT INTO "organization_change_head" ("one", "seq") SELECT 1, count(*) FROM "organization_change"`,
  `CREATE TRIGGER "organization_change_insert" AFTER INSERT ON "organization" WHEN ${shown('NEW')} BEGIN
  ${note('NEW."credit_code"')}
END`,
  `CREATE TRIGGER "organization_change_update" AFTER UPDATE ON "organization" WHEN (${shown('NEW')}) OR ${known('NEW."credit_code"')} BEGIN
  ${note('NEW."credit_code"')}
END`,
  `CREATE TRIGGER "organization_change_recode" AFTER UPDATE OF "credit_code" ON "organization" WHEN OLD."credit_code" IS NOT NEW."credit_code" AND ${known('OLD."credit_code"')} BEGIN
  ${note('OLD."credit_code"')}
END`,
  `CREATE TRIGGER "organization_change_delete" AFTER DELETE ON "organization" WHEN ${known('OLD."credit_code"')} BEGIN
  ${note('OLD."credit_code"')}
END`,
];

/** One locked row gives the numbers: without gaps, and in the order in which the changes are committed. */
const noteAll = (codes: string): string => `
  SELECT count(*) INTO n FROM (${codes}) x;
  IF n = 0 THEN RETURN NULL; END IF;
  UPDATE "organization_change_head" SET "seq" = "seq" + n WHERE "one" = 1 RETURNING "seq" - n INTO base;
  INSERT INTO "organization_change" ("credit_code", "seq") SELECT x.code, base + row_number() OVER (ORDER BY x.code) FROM (${codes}) x
    ON CONFLICT ("credit_code") DO UPDATE SET "seq" = excluded."seq";
  RETURN NULL;`;
const fn = (name: string, codes: string): string =>
  `CREATE FUNCTION "${name}"() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE n bigint; base bigint; BEGIN${noteAll(codes)} END $$`;
const FRESH = `SELECT o."credit_code" AS code FROM fresh o WHERE ${shown('o')}`;

const POSTGRES = [
  `CREATE TABLE "organization_change" ("credit_code" character varying(18) NOT NULL, "seq" bigint NOT NULL, CONSTRAINT "pk_organization_change" PRIMARY KEY ("credit_code"), CONSTRAINT "uq_organization_change_seq" UNIQUE ("seq") DEFERRABLE INITIALLY DEFERRED)`,
  `CREATE TABLE "organization_change_head" ("one" integer NOT NULL CONSTRAINT "ck_organization_change_head_one" CHECK ("one" = 1), "seq" bigint NOT NULL, CONSTRAINT "pk_organization_change_head" PRIMARY KEY ("one"))`,
  `INSERT INTO "organization_change" ("credit_code", "seq") SELECT o."credit_code", row_number() OVER (ORDER BY o."credit_code") FROM "organization" o WHERE ${shown('o')}`,
  `INSERT INTO "organization_change_head" ("one", "seq") SELECT 1, count(*) FROM "organization_change"`,
  fn('organization_change_added', FRESH),
  fn(
    'organization_change_changed',
    `${FRESH} UNION SELECT o."credit_code" FROM fresh o JOIN "organization_change" c ON c."credit_code" = o."credit_code" UNION SELECT o."credit_code" FROM stale o JOIN "organization_change" c ON c."credit_code" = o."credit_code"`,
  ),
  fn(
    'organization_change_removed',
    `SELECT o."credit_code" AS code FROM stale o JOIN "organization_change" c ON c."credit_code" = o."credit_code"`,
  ),
  `CREATE TRIGGER "organization_change_insert" AFTER INSERT ON "organization" REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION "organization_change_added"()`,
  `CREATE TRIGGER "organization_change_update" AFTER UPDATE ON "organization" REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION "organization_change_changed"()`,
  `CREATE TRIGGER "organization_change_delete" AFTER DELETE ON "organization" REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION "organization_change_removed"()`,
];

const SQLITE_DOWN = ['insert', 'update', 'recode', 'delete'].map(
  (event) => `DROP TRIGGER "organization_change_${event}"`,
);
const POSTGRES_DOWN = [
  ...['insert', 'update', 'delete'].map(
    (event) => `DROP TRIGGER "organization_change_${event}" ON "organization"`,
  ),
  ...['added', 'changed', 'removed'].map((done) => `DROP FUNCTION "organization_change_${done}"()`),
];

/**
 * The number of the last change of every body that the public register showed, given by triggers, so that no path
 * forgets it: who has read up to a number asks for what came after. A body no longer shown keeps its row as tombstone.
 */
export class CreateOrganizationChange1795392028000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES_DOWN : SQLITE_DOWN;
    for (const statement of statements) await runner.query(statement);
    await runner.dropTable('organization_change_head');
    await runner.dropTable('organization_change');
  }
}
