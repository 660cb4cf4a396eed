import { type MigrationInterface, type QueryRunner } from 'typeorm';

const AWARD = `o."status" = 'OPEN' AND ((o."subject_type" = 'round' AND o."subject_id" = (SELECT r."number" FROM "grant_round" r WHERE r."id" = NEW."round_id"))
  OR (o."subject_type" = 'application' AND o."subject_id" = (SELECT p."number" FROM "application" p WHERE p."id" = NEW."application_id")))`;
const AGREEMENT = `o."status" = 'OPEN' AND ((o."subject_type" = 'function' AND o."subject_id" = NEW."item_code") OR (o."subject_type" = 'agreement' AND o."subject_id" = NEW."number"))`;

const SQLITE = [
  `CREATE TABLE "objection" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "notice_number" varchar(20) NOT NULL, "subject_type" varchar(30) NOT NULL, "subject_id" varchar(60) NOT NULL, "lodged_by" varchar(36) NOT NULL, "ground" varchar(20) NOT NULL, "facts" varchar(2000) NOT NULL, "remedy" varchar(500) NOT NULL, "status" varchar(12) NOT NULL, "received_at" varchar(24) NOT NULL, "reply_due_on" varchar(10) NOT NULL, "reply" varchar(2000), "decided_by" varchar(36), "decided_at" varchar(24), "version" integer NOT NULL, CONSTRAINT "uq_objection_number" UNIQUE ("number"))`,
  `CREATE INDEX "ix_objection_subject" ON "objection" ("subject_type", "subject_id", "status")`,
  ...['INSERT', 'UPDATE'].flatMap((event) => [
    `CREATE TRIGGER "award_standstill_${event.toLowerCase()}" BEFORE ${event} ON "award" WHEN NEW."status" = 'CONFIRMED' AND EXISTS (SELECT 1 FROM "objection" o WHERE ${AWARD}) BEGIN SELECT RAISE(ABORT, 'an objection is open'); END`,
    `CREATE TRIGGER "agreement_standstill_${event.toLowerCase()}" BEFORE ${event} ON "undertaking_agreement" WHEN NEW."status" = 'EFFECTIVE' AND EXISTS (SELECT 1 FROM "objection" o WHERE ${AGREEMENT}) BEGIN SELECT RAISE(ABORT, 'an objection is open'); END`,
  ]),
];

const guard = (name: string, status: string, condition: string): string =>
  `CREATE FUNCTION "${name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW."status" = '${status}' AND EXISTS (SELECT 1 FROM "objection" o WHERE ${condition}) THEN RAISE EXCEPTION 'an objection is open' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$`;
const POSTGRES = [
  `CREATE TABLE "objection" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "notice_number" character varying(20) NOT NULL, "subject_type" character varying(30) NOT NULL, "subject_id" character varying(60) NOT NULL, "lodged_by" character varying(36) NOT NULL, "ground" character varying(20) NOT NULL, "facts" character varying(2000) NOT NULL, "remedy" character varying(500) NOT NULL, "status" character varying(12) NOT NULL, "received_at" character varying(24) NOT NULL, "reply_due_on" character varying(10) NOT NULL, "reply" character varying(2000), "decided_by" character varying(36), "decided_at" character varying(24), "version" integer NOT NULL, CONSTRAINT "uq_objection_number" UNIQUE ("number"), CONSTRAINT "pk_objection" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_objection_subject" ON "objection" ("subject_type", "subject_id", "status")`,
  guard('award_standstill', 'CONFIRMED', AWARD),
  `CREATE TRIGGER "award_standstill" BEFORE INSERT OR UPDATE ON "award" FOR EACH ROW EXECUTE FUNCTION "award_standstill"()`,
  guard('agreement_standstill', 'EFFECTIVE', AGREEMENT),
  `CREATE TRIGGER "agreement_standstill" BEFORE INSERT OR UPDATE ON "undertaking_agreement" FOR EACH ROW EXECUTE FUNCTION "agreement_standstill"()`,
];
const SQLITE_DOWN = ['award', 'agreement'].flatMap((table) =>
  ['insert', 'update'].map((event) => `DROP TRIGGER "${table}_standstill_${event}"`),
);
const POSTGRES_DOWN = [
  `DROP TRIGGER "award_standstill" ON "award"`,
  `DROP TRIGGER "agreement_standstill" ON "undertaking_agreement"`,
  `DROP FUNCTION "award_standstill"()`,
  `DROP FUNCTION "agreement_standstill"()`,
];

/** Objections, and the standstill that the database itself holds: nobody contracts what is under objection. */
export class CreateObjection1795392013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES_DOWN : SQLITE_DOWN;
    for (const statement of statements) await runner.query(statement);
    await runner.dropTable('objection');
  }
}
