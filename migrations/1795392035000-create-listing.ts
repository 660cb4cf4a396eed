import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What a ground has to rest on before it holds: a penalty record approved by a second person, the move from the abnormal
 * list, or a case in which the body was heard, gave up being heard, or let the period pass. The day counts, so that an
 * entry dated into the running period is refused as well. (R-CR-07)
 */
const rests = (row: { body: string; record: string; moved: string; case: string; day: string }): string =>
  `((NEW."ground" IN ('G5', 'B3', 'B4', 'B5', 'B7') AND EXISTS (SELECT 1 FROM "credit_record" r WHERE r."id" = ${row.record} AND r."organization_id" = ${row.body} AND r."category" = 'PENALTY' AND r."approved_by" IS NOT NULL))
  OR (NEW."ground" = 'B1' AND EXISTS (SELECT 1 FROM "credit_list_entry" e WHERE e."organization_id" = ${row.body} AND e."exit" = 'MOVED' AND ${row.moved} e."removed_on" <= ${row.day}))
  OR EXISTS (SELECT 1 FROM "listing_case" c WHERE c."id" = ${row.case} AND c."organization_id" = ${row.body} AND c."ground" = NEW."ground" AND c."status" IN ('VERIFIED', 'LISTED')
    AND c."statement_due_on" IS NOT NULL AND (c."statement_at" IS NOT NULL OR c."waived_at" IS NOT NULL OR c."statement_due_on" < ${row.day})))`;
const ENTRY = rests({
  body: 'NEW."organization_id"',
  record: 'NEW."record_id"',
  moved: '',
  case: 'NEW."case_id"',
  day: 'NEW."listed_on"',
});
const EVENT = rests({
  body: 'NEW."organization_id"',
  record: 'NEW."basis_ref"',
  moved: 'e."id" = NEW."basis_ref" AND',
  case: 'NEW."basis_ref"',
  day: 'NEW."on_day"',
});
const EARLY = 'listed without its procedure';
const BASIS = '"list", "ground", "listed_on", "case_id", "record_id"';
/** Everything but the body, which a merge of two entries of the register may re-point. */
const MOVES =
  '"id", "seq", "entry_id", "kind", "list", "ground", "basis_ref", "exit", "on_day", "rule", "article", "terms", "person", "reason", "recorded_at"';
const FIXED = `OLD."statement_due_on" IS NOT NULL AND (NEW."statement_due_on" IS NULL OR NEW."statement_due_on" <> OLD."statement_due_on")`;

const SQLITE = [
  `CREATE TABLE "listing_case" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "organization_id" varchar(36) NOT NULL, "ground" varchar(4) NOT NULL, "facts" varchar(2000) NOT NULL, "basis" varchar(500) NOT NULL, "record_id" varchar(36), "found_on" varchar(10) NOT NULL, "found_by" varchar(36) NOT NULL, "status" varchar(20) NOT NULL, "delivery" varchar(10), "notified_on" varchar(10), "served_on" varchar(10), "statement_due_on" varchar(10), "is_provisional" integer NOT NULL, "points" text NOT NULL, "statement_at" varchar(24), "waived_at" varchar(24), "heard_by" varchar(36), "verify_due_on" varchar(10), "answers" text NOT NULL, "verification" varchar(2000), "verified_on" varchar(10), "verified_by" varchar(36), "certified_by" varchar(200), "decision" varchar(500), "decided_on" varchar(10), "decided_by" varchar(36), "entry_id" varchar(36), "version" integer NOT NULL, CONSTRAINT "uq_listing_case_number" UNIQUE ("number"), CONSTRAINT "ck_listing_case_heard" CHECK ("status" NOT IN ('VERIFIED', 'LISTED') OR "record_id" IS NOT NULL OR "statement_at" IS NOT NULL OR "waived_at" IS NOT NULL OR coalesce("verified_on" > "statement_due_on", false)), CONSTRAINT "ck_listing_case_third_person" CHECK ("decided_by" IS NULL OR "verified_by" IS NULL OR "decided_by" <> "verified_by"), CONSTRAINT "ck_listing_case_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "found_by"), CONSTRAINT "fk_listing_case_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "listing_letter" ("id" varchar(36) PRIMARY KEY NOT NULL, "case_id" varchar(36) NOT NULL, "position" integer NOT NULL, "sent_on" varchar(10) NOT NULL, "tracking" varchar(40) NOT NULL, "outcome" varchar(10), "outcome_on" varchar(10), CONSTRAINT "uq_listing_letter_position" UNIQUE ("case_id", "position"), CONSTRAINT "fk_listing_letter_case" FOREIGN KEY ("case_id") REFERENCES "listing_case" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "list_evidence" ("id" varchar(36) PRIMARY KEY NOT NULL, "subject_type" varchar(6) NOT NULL, "subject_id" varchar(36) NOT NULL, "added_by_side" varchar(6) NOT NULL, "name" varchar(150) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer NOT NULL, "type" varchar(100) NOT NULL, "added_at" varchar(24) NOT NULL)`,
  `CREATE TABLE "list_exit" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "entry_id" varchar(36) NOT NULL, "exit" varchar(14) NOT NULL, "statement" varchar(2000) NOT NULL, "submitted_at" varchar(24) NOT NULL, "submitted_by" varchar(36) NOT NULL, "status" varchar(10) NOT NULL, "check_due_on" varchar(10) NOT NULL, "is_provisional" integer NOT NULL, "finding" varchar(1000), "checked_on" varchar(10), "checked_by" varchar(36), "removal_due_on" varchar(10), "removed_by" varchar(36), "version" integer NOT NULL, CONSTRAINT "uq_list_exit_number" UNIQUE ("number"), CONSTRAINT "ck_list_exit_two_persons" CHECK ("removed_by" IS NULL OR "checked_by" IS NULL OR "removed_by" <> "checked_by"))`,
  `CREATE TABLE "credit_list_event" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "seq" integer NOT NULL, "entry_id" varchar(36) NOT NULL, "kind" varchar(12) NOT NULL, "list" varchar(10) NOT NULL, "ground" varchar(4) NOT NULL, "basis_ref" varchar(36), "exit" varchar(14), "on_day" varchar(10) NOT NULL, "rule" varchar(10) NOT NULL, "article" integer NOT NULL, "terms" varchar(12) NOT NULL, "person" varchar(36) NOT NULL, "reason" varchar(500) NOT NULL, "recorded_at" varchar(24) NOT NULL, CONSTRAINT "fk_credit_list_event_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_listing_case_status" ON "listing_case" ("status", "found_on")`,
  `CREATE INDEX "ix_listing_case_organization" ON "listing_case" ("organization_id")`,
  `CREATE INDEX "ix_list_evidence_subject" ON "list_evidence" ("subject_type", "subject_id")`,
  `CREATE INDEX "ix_list_exit_status" ON "list_exit" ("status", "check_due_on")`,
  `CREATE INDEX "ix_list_exit_entry" ON "list_exit" ("entry_id")`,
  `CREATE INDEX "ix_credit_list_event_basis" ON "credit_list_event" ("basis_ref")`,
  `CREATE INDEX "ix_credit_list_event_organization" ON "credit_list_event" ("organization_id", "seq")`,
  `ALTER TABLE "credit_list_entry" ADD COLUMN "exit" varchar(14)`,
  `ALTER TABLE "credit_list_entry" ADD COLUMN "case_id" varchar(36)`,
  `ALTER TABLE "credit_list_entry" ADD COLUMN "record_id" varchar(36)`,
  `CREATE TRIGGER "credit_list_entry_basis_insert" BEFORE INSERT ON "credit_list_entry" WHEN NOT ${ENTRY} BEGIN SELECT RAISE(ABORT, '${EARLY}'); END`,
  `CREATE TRIGGER "credit_list_entry_basis_update" BEFORE UPDATE OF ${BASIS} ON "credit_list_entry" WHEN NOT ${ENTRY} BEGIN SELECT RAISE(ABORT, '${EARLY}'); END`,
  `CREATE TRIGGER "credit_list_event_basis" BEFORE INSERT ON "credit_list_event" WHEN NEW."kind" IN ('LISTED', 'RESTARTED') AND NOT ${EVENT} BEGIN SELECT RAISE(ABORT, '${EARLY}'); END`,
  `CREATE TRIGGER "credit_list_event_no_update" BEFORE UPDATE OF ${MOVES} ON "credit_list_event" BEGIN SELECT RAISE(ABORT, 'credit_list_event is append-only'); END`,
  `CREATE TRIGGER "credit_list_event_no_delete" BEFORE DELETE ON "credit_list_event" BEGIN SELECT RAISE(ABORT, 'credit_list_event is append-only'); END`,
  `CREATE TRIGGER "listing_case_fixed_day" BEFORE UPDATE OF "statement_due_on" ON "listing_case" WHEN ${FIXED} BEGIN SELECT RAISE(ABORT, 'the last day was served'); END`,
];

const guard = (name: string, condition: string, message: string): string =>
  `CREATE FUNCTION "${name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ${condition} THEN RAISE EXCEPTION '${message}' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$`;
const trigger = (name: string, on: string): string =>
  `CREATE TRIGGER "${name}" BEFORE ${on} FOR EACH ROW EXECUTE FUNCTION "${name}"()`;
const POSTGRES = [
  `CREATE TABLE "listing_case" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "organization_id" character varying(36) NOT NULL, "ground" character varying(4) NOT NULL, "facts" character varying(2000) NOT NULL, "basis" character varying(500) NOT NULL, "record_id" character varying(36), "found_on" character varying(10) NOT NULL, "found_by" character varying(36) NOT NULL, "status" character varying(20) NOT NULL, "delivery" character varying(10), "notified_on" character varying(10), "served_on" character varying(10), "statement_due_on" character varying(10), "is_provisional" integer NOT NULL, "points" text NOT NULL, "statement_at" character varying(24), "waived_at" character varying(24), "heard_by" character varying(36), "verify_due_on" character varying(10), "answers" text NOT NULL, "verification" character varying(2000), "verified_on" character varying(10), "verified_by" character varying(36), "certified_by" character varying(200), "decision" character varying(500), "decided_on" character varying(10), "decided_by" character varying(36), "entry_id" character varying(36), "version" integer NOT NULL, CONSTRAINT "uq_listing_case_number" UNIQUE ("number"), CONSTRAINT "ck_listing_case_heard" CHECK ("status" NOT IN ('VERIFIED', 'LISTED') OR "record_id" IS NOT NULL OR "statement_at" IS NOT NULL OR "waived_at" IS NOT NULL OR coalesce("verified_on" > "statement_due_on", false)), CONSTRAINT "ck_listing_case_third_person" CHECK ("decided_by" IS NULL OR "verified_by" IS NULL OR "decided_by" <> "verified_by"), CONSTRAINT "ck_listing_case_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "found_by"), CONSTRAINT "pk_listing_case" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_listing_case_status" ON "listing_case" ("status", "found_on")`,
  `CREATE INDEX "ix_listing_case_organization" ON "listing_case" ("organization_id")`,
  `CREATE TABLE "listing_letter" ("id" character varying(36) NOT NULL, "case_id" character varying(36) NOT NULL, "position" integer NOT NULL, "sent_on" character varying(10) NOT NULL, "tracking" character varying(40) NOT NULL, "outcome" character varying(10), "outcome_on" character varying(10), CONSTRAINT "uq_listing_letter_position" UNIQUE ("case_id", "position"), CONSTRAINT "pk_listing_letter" PRIMARY KEY ("id"))`,
  `CREATE TABLE "list_evidence" ("id" character varying(36) NOT NULL, "subject_type" character varying(6) NOT NULL, "subject_id" character varying(36) NOT NULL, "added_by_side" character varying(6) NOT NULL, "name" character varying(150) NOT NULL, "sha256" character varying(64) NOT NULL, "size" integer NOT NULL, "type" character varying(100) NOT NULL, "added_at" character varying(24) NOT NULL, CONSTRAINT "pk_list_evidence" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_list_evidence_subject" ON "list_evidence" ("subject_type", "subject_id")`,
  `CREATE TABLE "list_exit" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "entry_id" character varying(36) NOT NULL, "exit" character varying(14) NOT NULL, "statement" character varying(2000) NOT NULL, "submitted_at" character varying(24) NOT NULL, "submitted_by" character varying(36) NOT NULL, "status" character varying(10) NOT NULL, "check_due_on" character varying(10) NOT NULL, "is_provisional" integer NOT NULL, "finding" character varying(1000), "checked_on" character varying(10), "checked_by" character varying(36), "removal_due_on" character varying(10), "removed_by" character varying(36), "version" integer NOT NULL, CONSTRAINT "uq_list_exit_number" UNIQUE ("number"), CONSTRAINT "ck_list_exit_two_persons" CHECK ("removed_by" IS NULL OR "checked_by" IS NULL OR "removed_by" <> "checked_by"), CONSTRAINT "pk_list_exit" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_list_exit_status" ON "list_exit" ("status", "check_due_on")`,
  `CREATE INDEX "ix_list_exit_entry" ON "list_exit" ("entry_id")`,
  `CREATE TABLE "credit_list_event" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "seq" integer NOT NULL, "entry_id" character varying(36) NOT NULL, "kind" character varying(12) NOT NULL, "list" character varying(10) NOT NULL, "ground" character varying(4) NOT NULL, "basis_ref" character varying(36), "exit" character varying(14), "on_day" character varying(10) NOT NULL, "rule" character varying(10) NOT NULL, "article" integer NOT NULL, "terms" character varying(12) NOT NULL, "person" character varying(36) NOT NULL, "reason" character varying(500) NOT NULL, "recorded_at" character varying(24) NOT NULL, CONSTRAINT "pk_credit_list_event" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_credit_list_event_basis" ON "credit_list_event" ("basis_ref")`,
  `CREATE INDEX "ix_credit_list_event_organization" ON "credit_list_event" ("organization_id", "seq")`,
  `ALTER TABLE "credit_list_entry" ADD "exit" character varying(14)`,
  `ALTER TABLE "credit_list_entry" ADD "case_id" character varying(36)`,
  `ALTER TABLE "credit_list_entry" ADD "record_id" character varying(36)`,
  `ALTER TABLE "listing_case" ADD CONSTRAINT "fk_listing_case_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "listing_letter" ADD CONSTRAINT "fk_listing_letter_case" FOREIGN KEY ("case_id") REFERENCES "listing_case"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "credit_list_event" ADD CONSTRAINT "fk_credit_list_event_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  guard('credit_list_entry_basis', `NOT ${ENTRY}`, EARLY),
  trigger('credit_list_entry_basis', `INSERT OR UPDATE OF ${BASIS} ON "credit_list_entry"`),
  guard('credit_list_event_basis', `NEW."kind" IN ('LISTED', 'RESTARTED') AND NOT ${EVENT}`, EARLY),
  trigger('credit_list_event_basis', 'INSERT ON "credit_list_event"'),
  `CREATE TRIGGER "credit_list_event_no_change" BEFORE DELETE OR UPDATE OF ${MOVES} ON "credit_list_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
  guard('listing_case_fixed_day', FIXED, 'the last day was served'),
  trigger('listing_case_fixed_day', 'UPDATE OF "statement_due_on" ON "listing_case"'),
];
const SQLITE_DOWN = [
  'DROP TRIGGER "credit_list_entry_basis_insert"',
  'DROP TRIGGER "credit_list_entry_basis_update"',
];
const POSTGRES_DOWN = [
  'DROP TRIGGER "credit_list_entry_basis" ON "credit_list_entry"',
  'DROP TRIGGER "credit_list_event_basis" ON "credit_list_event"',
  'DROP TRIGGER "listing_case_fixed_day" ON "listing_case"',
  'DROP FUNCTION "credit_list_entry_basis"()',
  'DROP FUNCTION "credit_list_event_basis"()',
  'DROP FUNCTION "listing_case_fixed_day"()',
];
const COLUMNS = ['record_id', 'case_id', 'exit'].map(
  (name) => `ALTER TABLE "credit_list_entry" DROP COLUMN "${name}"`,
);
const TABLES = ['list_exit', 'list_evidence', 'listing_letter', 'credit_list_event', 'listing_case'];

/** The procedure before a listing, its moves for good, and the guard against listing anybody early. */
export class CreateListing1795392035000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES_DOWN : SQLITE_DOWN;
    for (const statement of statements) await runner.query(statement);
    for (const table of TABLES) await runner.dropTable(table);
    for (const column of COLUMNS) await runner.query(column);
  }
}
