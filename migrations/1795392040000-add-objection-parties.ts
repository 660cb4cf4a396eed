import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The guards of the first objections; standstill guards made by one helper take their place in the next migration. */
const FIRST_GUARDS = {
  sqlite: ['award', 'agreement'].flatMap((name) =>
    ['insert', 'update'].map((event) => `DROP TRIGGER "${name}_standstill_${event}"`),
  ),
  postgres: [
    `DROP TRIGGER "award_standstill" ON "award"`,
    `DROP TRIGGER "agreement_standstill" ON "undertaking_agreement"`,
    `DROP FUNCTION "award_standstill"()`,
    `DROP FUNCTION "agreement_standstill"()`,
  ],
};
const AWARD = `o."status" = 'OPEN' AND ((o."subject_type" = 'round' AND o."subject_id" = (SELECT r."number" FROM "grant_round" r WHERE r."id" = NEW."round_id"))
  OR (o."subject_type" = 'application' AND o."subject_id" = (SELECT p."number" FROM "application" p WHERE p."id" = NEW."application_id")))`;
const AGREEMENT = `o."status" = 'OPEN' AND ((o."subject_type" = 'function' AND o."subject_id" = NEW."item_code") OR (o."subject_type" = 'agreement' AND o."subject_id" = NEW."number"))`;
const guarded = [
  ['award', 'award', 'CONFIRMED', AWARD],
  ['agreement', 'undertaking_agreement', 'EFFECTIVE', AGREEMENT],
] as const;
const FIRST_GUARDS_AGAIN = {
  sqlite: guarded.flatMap(([name, table, status, condition]) =>
    ['INSERT', 'UPDATE'].map(
      (event) =>
        `CREATE TRIGGER "${name}_standstill_${event.toLowerCase()}" BEFORE ${event} ON "${table}" WHEN NEW."status" = '${status}' AND EXISTS (SELECT 1 FROM "objection" o WHERE ${condition}) BEGIN SELECT RAISE(ABORT, 'an objection is open'); END`,
    ),
  ),
  postgres: guarded.flatMap(([name, table, status, condition]) => [
    `CREATE FUNCTION "${name}_standstill"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW."status" = '${status}' AND EXISTS (SELECT 1 FROM "objection" o WHERE ${condition}) THEN RAISE EXCEPTION 'an objection is open' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$`,
    `CREATE TRIGGER "${name}_standstill" BEFORE INSERT OR UPDATE ON "${table}" FOR EACH ROW EXECUTE FUNCTION "${name}_standstill"()`,
  ]),
};

const INDEXES = [
  `CREATE INDEX "ix_objection_notice" ON "objection" ("notice_number")`,
  `CREATE INDEX "ix_objection_due" ON "objection" ("status", "reply_due_on")`,
  `CREATE INDEX "ix_objection_subject" ON "objection" ("subject_type", "subject_id", "status")`,
];
const FIRST_COLUMNS = '"id", "number", "notice_number", "subject_type", "subject_id", "lodged_by", "ground"';
const LAST_COLUMNS = '"remedy", "status", "received_at", "reply_due_on"';

// SQLite cannot drop a NOT NULL, so the table is made anew; an objection of before becomes one of one point.
const SQLITE = [
  `ALTER TABLE "objection" RENAME TO "objection_before"`,
  `CREATE TABLE "objection" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "notice_number" varchar(20), "subject_type" varchar(30) NOT NULL, "subject_id" varchar(60) NOT NULL, "desk" varchar(120) NOT NULL, "lodged_by" varchar(36), "organization_id" varchar(36), "ground" varchar(20) NOT NULL, "points" text NOT NULL, "remedy" varchar(1000) NOT NULL, "status" varchar(12) NOT NULL, "received_at" varchar(24) NOT NULL, "reply_due_on" varchar(10) NOT NULL, "is_provisional" integer NOT NULL, "content_hash" varchar(64) NOT NULL, "received_seq" integer, "reply" varchar(2000), "answers" text, "effect" varchar(500), "decided_by" varchar(36), "decided_at" varchar(24), "decided_on" varchar(10), "decided_seq" integer, "redecision" varchar(500), "version" integer NOT NULL, CONSTRAINT "uq_objection_number" UNIQUE ("number"), CONSTRAINT "ck_objection_decided" CHECK ("status" = 'OPEN' OR ("decided_at" IS NOT NULL AND "decided_by" IS NOT NULL AND "decided_seq" IS NOT NULL)))`,
  `INSERT INTO "objection" (${FIRST_COLUMNS}, "desk", "points", ${LAST_COLUMNS}, "is_provisional", "content_hash", "reply", "decided_by", "decided_at", "decided_on", "decided_seq", "version") SELECT ${FIRST_COLUMNS}, '/bureau/objections', json_array("facts"), ${LAST_COLUMNS}, 0, '', "reply", "decided_by", "decided_at", date("decided_at", '+8 hours'), CASE WHEN "status" = 'OPEN' THEN NULL ELSE -1 END, "version" FROM "objection_before"`,
  `DROP TABLE "objection_before"`,
  ...INDEXES,
  `CREATE TABLE "objection_party" ("objection_id" varchar(36) PRIMARY KEY NOT NULL, "name_sealed" varchar(600) NOT NULL, "phone_sealed" varchar(200) NOT NULL, "organization_sealed" varchar(1000), "tail_print" varchar(64) NOT NULL, CONSTRAINT "fk_objection_party_objection" FOREIGN KEY ("objection_id") REFERENCES "objection" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "objection_file" ("id" varchar(36) PRIMARY KEY NOT NULL, "objection_id" varchar(36) NOT NULL, "ordinal" integer NOT NULL, "name" varchar(200) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer NOT NULL, "type" varchar(120) NOT NULL, CONSTRAINT "uq_objection_file_ordinal" UNIQUE ("objection_id", "ordinal"), CONSTRAINT "fk_objection_file_objection" FOREIGN KEY ("objection_id") REFERENCES "objection" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
];
const POSTGRES = [
  `ALTER TABLE "objection" RENAME TO "objection_before"`,
  ...['pk_objection', 'uq_objection_number'].map(
    (name) => `ALTER TABLE "objection_before" DROP CONSTRAINT "${name}"`,
  ),
  `DROP INDEX "ix_objection_subject"`,
  `CREATE TABLE "objection" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "notice_number" character varying(20), "subject_type" character varying(30) NOT NULL, "subject_id" character varying(60) NOT NULL, "desk" character varying(120) NOT NULL, "lodged_by" character varying(36), "organization_id" character varying(36), "ground" character varying(20) NOT NULL, "points" text NOT NULL, "remedy" character varying(1000) NOT NULL, "status" character varying(12) NOT NULL, "received_at" character varying(24) NOT NULL, "reply_due_on" character varying(10) NOT NULL, "is_provisional" integer NOT NULL, "content_hash" character varying(64) NOT NULL, "received_seq" integer, "reply" character varying(2000), "answers" text, "effect" character varying(500), "decided_by" character varying(36), "decided_at" character varying(24), "decided_on" character varying(10), "decided_seq" integer, "redecision" character varying(500), "version" integer NOT NULL, CONSTRAINT "uq_objection_number" UNIQUE ("number"), CONSTRAINT "ck_objection_decided" CHECK ("status" = 'OPEN' OR ("decided_at" IS NOT NULL AND "decided_by" IS NOT NULL AND "decided_seq" IS NOT NULL)), CONSTRAINT "pk_objection" PRIMARY KEY ("id"))`,
  `INSERT INTO "objection" (${FIRST_COLUMNS}, "desk", "points", ${LAST_COLUMNS}, "is_provisional", "content_hash", "reply", "decided_by", "decided_at", "decided_on", "decided_seq", "version") SELECT ${FIRST_COLUMNS}, '/bureau/objections', json_build_array("facts")::text, ${LAST_COLUMNS}, 0, '', "reply", "decided_by", "decided_at", to_char("decided_at"::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'), CASE WHEN "status" = 'OPEN' THEN NULL ELSE -1 END, "version" FROM "objection_before"`,
  `DROP TABLE "objection_before"`,
  ...INDEXES,
  `CREATE TABLE "objection_party" ("objection_id" character varying(36) NOT NULL, "name_sealed" character varying(600) NOT NULL, "phone_sealed" character varying(200) NOT NULL, "organization_sealed" character varying(1000), "tail_print" character varying(64) NOT NULL, CONSTRAINT "pk_objection_party" PRIMARY KEY ("objection_id"), CONSTRAINT "fk_objection_party_objection" FOREIGN KEY ("objection_id") REFERENCES "objection" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "objection_file" ("id" character varying(36) NOT NULL, "objection_id" character varying(36) NOT NULL, "ordinal" integer NOT NULL, "name" character varying(200) NOT NULL, "sha256" character varying(64) NOT NULL, "size" integer NOT NULL, "type" character varying(120) NOT NULL, CONSTRAINT "pk_objection_file" PRIMARY KEY ("id"), CONSTRAINT "uq_objection_file_ordinal" UNIQUE ("objection_id", "ordinal"), CONSTRAINT "fk_objection_file_objection" FOREIGN KEY ("objection_id") REFERENCES "objection" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
];

// Back to the first form; what the first form has no room for (third parties, objections without a notice) is lost.
const SQLITE_DOWN = [
  `DROP TABLE "objection_file"`,
  `DROP TABLE "objection_party"`,
  `ALTER TABLE "objection" RENAME TO "objection_after"`,
  `CREATE TABLE "objection" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "notice_number" varchar(20) NOT NULL, "subject_type" varchar(30) NOT NULL, "subject_id" varchar(60) NOT NULL, "lodged_by" varchar(36) NOT NULL, "ground" varchar(20) NOT NULL, "facts" varchar(2000) NOT NULL, "remedy" varchar(500) NOT NULL, "status" varchar(12) NOT NULL, "received_at" varchar(24) NOT NULL, "reply_due_on" varchar(10) NOT NULL, "reply" varchar(2000), "decided_by" varchar(36), "decided_at" varchar(24), "version" integer NOT NULL, CONSTRAINT "uq_objection_number" UNIQUE ("number"))`,
];
const POSTGRES_DOWN = [
  `DROP TABLE "objection_file"`,
  `DROP TABLE "objection_party"`,
  `ALTER TABLE "objection" RENAME TO "objection_after"`,
  ...['pk_objection', 'uq_objection_number'].map(
    (name) => `ALTER TABLE "objection_after" DROP CONSTRAINT "${name}"`,
  ),
  `DROP INDEX "ix_objection_subject"`,
  `CREATE TABLE "objection" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "notice_number" character varying(20) NOT NULL, "subject_type" character varying(30) NOT NULL, "subject_id" character varying(60) NOT NULL, "lodged_by" character varying(36) NOT NULL, "ground" character varying(20) NOT NULL, "facts" character varying(2000) NOT NULL, "remedy" character varying(500) NOT NULL, "status" character varying(12) NOT NULL, "received_at" character varying(24) NOT NULL, "reply_due_on" character varying(10) NOT NULL, "reply" character varying(2000), "decided_by" character varying(36), "decided_at" character varying(24), "version" integer NOT NULL, CONSTRAINT "uq_objection_number" UNIQUE ("number"), CONSTRAINT "pk_objection" PRIMARY KEY ("id"))`,
];
const BACK = (facts: string): string[] => [
  `INSERT INTO "objection" (${FIRST_COLUMNS}, "facts", ${LAST_COLUMNS}, "reply", "decided_by", "decided_at", "version") SELECT ${FIRST_COLUMNS}, ${facts}, substr("remedy", 1, 500), "status", "received_at", "reply_due_on", "reply", "decided_by", "decided_at", "version" FROM "objection_after" WHERE "notice_number" IS NOT NULL AND "lodged_by" IS NOT NULL`,
  `DROP TABLE "objection_after"`,
  `CREATE INDEX "ix_objection_subject" ON "objection" ("subject_type", "subject_id", "status")`,
];

/**
 * Objections from persons without an account, about things without a notice, point by point and with evidence; the
 * identity of a third party sealed in a table of its own.
 */
export class AddObjectionParties1795392040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const postgres = runner.dataSource.options.type === 'postgres';
    const guards = postgres ? FIRST_GUARDS.postgres : FIRST_GUARDS.sqlite;
    for (const statement of [...guards, ...(postgres ? POSTGRES : SQLITE)]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const postgres = runner.dataSource.options.type === 'postgres';
    const tables = postgres
      ? [...POSTGRES_DOWN, ...BACK(`substr("points"::json ->> 0, 1, 2000)`)]
      : [...SQLITE_DOWN, ...BACK(`substr(json_extract("points", '$[0]'), 1, 2000)`)];
    const guards = postgres ? FIRST_GUARDS_AGAIN.postgres : FIRST_GUARDS_AGAIN.sqlite;
    for (const statement of [...tables, ...guards]) await runner.query(statement);
  }
}
