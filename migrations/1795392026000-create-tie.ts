import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What is left out of a text before two are compared: spaces, brackets and the province, which half the world writes. */
const replaced = (column: string, parts: readonly (readonly [string, string])[]): string =>
  parts.reduce((text, [from, to]) => `replace(${text}, '${from}', '${to}')`, column);
const LEFT_OUT = [' ', '\u3000', '(', ')', '\uFF08', '\uFF09', '\u00B7', '\u201C', '\u201D'].map(
  (one) => [one, ''] as const,
);
const DIGITS = Array.from('\uFF10\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19').map(
  (wide, digit) => [wide, String(digit)] as const,
);
const HYPHENS = ['\uFF0D', '\u2014', '\u2013', '\u2010'].map((one) => [one, '-'] as const);
const addressKey = (row: string): string =>
  replaced(`${row}."address"`, [...LEFT_OUT, ...DIGITS, ...HYPHENS, ['\u6C5F\u82CF\u7701', '']]);
const nameKey = (row: string): string => replaced(`${row}."name"`, [...LEFT_OUT, ...DIGITS]);

const NUMERALS = '\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E0123456789';
const PLACES = Array.from({ length: 60 }, (_, i) => `(${i + 1})`).join(', ');

/** The facts of a body as rows: whole name, representative, address, and the name without one of its characters. */
const facts = (row: string, from: string, has: (where: string, what: string) => string): string => {
  const source = from === '' ? '' : ` FROM ${from} ${row}`;
  const places = `${from === '' ? ' FROM' : `${source},`} (SELECT column1 AS place FROM (VALUES ${PLACES}) v) p`;
  return [
    `SELECT ${row}."id", 'NAME', ${nameKey(row)}${source}`,
    `SELECT ${row}."id", 'NEAR', ${nameKey(row)}${source}`,
    `SELECT ${row}."id", 'REPRESENTATIVE', ${row}."legal_representative"${source} WHERE length(${row}."legal_representative") >= 2`,
    `SELECT ${row}."id", 'ADDRESS', ${addressKey(row)}${source} WHERE length(${addressKey(row)}) >= 4`,
    // A numeral tells two bodies apart (No. 2, No. 3), so it is never the character left out.
    `SELECT ${row}."id", 'NEAR', substr(${nameKey(row)}, 1, p.place - 1) || substr(${nameKey(row)}, p.place + 1)${places} WHERE p.place <= length(${nameKey(row)}) AND length(${nameKey(row)}) >= 5 AND ${has(`'${NUMERALS}'`, `substr(${nameKey(row)}, p.place, 1)`)} = 0`,
  ].join(' UNION ');
};

const WATCHED = `"name", "legal_representative", "address"`;
const sqliteFacts = (row: string, from = ''): string =>
  facts(row, from, (where, what) => `instr(${where}, ${what})`);
const SQLITE = [
  `CREATE TABLE "organization_tie" ("organization_id" TEXT NOT NULL, "kind" TEXT NOT NULL, "fact" TEXT NOT NULL, PRIMARY KEY ("kind", "fact", "organization_id")) STRICT, WITHOUT ROWID`,
  `CREATE INDEX "ix_organization_tie_organization" ON "organization_tie" ("organization_id")`,
  `INSERT INTO "organization_tie" ("organization_id", "kind", "fact") ${sqliteFacts('o', '"organization"')}`,
  `CREATE TRIGGER "organization_tie_insert" AFTER INSERT ON "organization" BEGIN
  INSERT INTO "organization_tie" ("organization_id", "kind", "fact") ${sqliteFacts('NEW')};
END`,
  `CREATE TRIGGER "organization_tie_update" AFTER UPDATE OF ${WATCHED} ON "organization" BEGIN
  DELETE FROM "organization_tie" WHERE "organization_id" = OLD."id";
  INSERT INTO "organization_tie" ("organization_id", "kind", "fact") ${sqliteFacts('NEW')};
END`,
  `CREATE TRIGGER "organization_tie_delete" AFTER DELETE ON "organization" BEGIN
  DELETE FROM "organization_tie" WHERE "organization_id" = OLD."id";
END`,
];

const postgresFacts = (from: string): string =>
  facts('o', from, (where, what) => `strpos(${where}, ${what})`);
const POSTGRES = [
  `CREATE TABLE "organization_tie" ("organization_id" character varying(36) NOT NULL, "kind" character varying(16) NOT NULL, "fact" character varying(200) NOT NULL, CONSTRAINT "pk_organization_tie" PRIMARY KEY ("kind", "fact", "organization_id"))`,
  `CREATE INDEX "ix_organization_tie_organization" ON "organization_tie" ("organization_id")`,
  `INSERT INTO "organization_tie" ("organization_id", "kind", "fact") ${postgresFacts('"organization"')}`,
  `CREATE FUNCTION "organization_tie_added"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO "organization_tie" ("organization_id", "kind", "fact") ${postgresFacts('fresh')};
  RETURN NULL; END $$`,
  `CREATE FUNCTION "organization_tie_changed"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM fresh) THEN RETURN NULL; END IF;
  DELETE FROM "organization_tie" t USING fresh o WHERE t."organization_id" = o."id";
  INSERT INTO "organization_tie" ("organization_id", "kind", "fact") ${postgresFacts('fresh')};
  RETURN NULL; END $$`,
  `CREATE FUNCTION "organization_tie_removed"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM "organization_tie" t USING stale o WHERE t."organization_id" = o."id";
  RETURN NULL; END $$`,
  `CREATE TRIGGER "organization_tie_insert" AFTER INSERT ON "organization" REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION "organization_tie_added"()`,
  `CREATE TRIGGER "organization_tie_update" AFTER UPDATE ON "organization" REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION "organization_tie_changed"()`,
  `CREATE TRIGGER "organization_tie_delete" AFTER DELETE ON "organization" REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION "organization_tie_removed"()`,
];

const EVENTS = [
  ['insert', 'added'],
  ['update', 'changed'],
  ['delete', 'removed'],
] as const;

/**
 * The facts by which bodies are found to be related or the same, kept beside the register by triggers: whatever path
 * writes a body, its facts follow, and equal ones meet in an index instead of comparing everybody with everybody.
 */
export class CreateTie1795392026000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const postgres = runner.dataSource.options.type === 'postgres';
    for (const [event, done] of EVENTS) {
      await runner.query(`DROP TRIGGER "organization_tie_${event}"${postgres ? ' ON "organization"' : ''}`);
      if (postgres) await runner.query(`DROP FUNCTION "organization_tie_${done}"()`);
    }
    await runner.dropTable('organization_tie');
  }
}
