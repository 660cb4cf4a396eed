import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `ALTER TABLE "credit_record" ADD COLUMN "repair_bar" varchar(200)`,
  `CREATE TABLE "credit_record_version" ("id" varchar(36) PRIMARY KEY NOT NULL, "record_id" varchar(36) NOT NULL, "number" integer NOT NULL, "act" varchar(40) NOT NULL, "changes" text NOT NULL, "reason" varchar(500), "changed_by" varchar(36) NOT NULL, "changed_at" varchar(24) NOT NULL, CONSTRAINT "uq_credit_record_version_number" UNIQUE ("record_id", "number"), CONSTRAINT "fk_credit_record_version_record" FOREIGN KEY ("record_id") REFERENCES "credit_record" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "credit_correction" ("id" varchar(36) PRIMARY KEY NOT NULL, "record_id" varchar(36) NOT NULL, "base_version" integer NOT NULL, "changes" text NOT NULL, "reason" varchar(500) NOT NULL, "objection_number" varchar(20), "status" varchar(10) NOT NULL, "proposed_by" varchar(36) NOT NULL, "proposed_at" varchar(24) NOT NULL, "due_on" varchar(10) NOT NULL, "decided_by" varchar(36), "decided_at" varchar(24), "decision_reason" varchar(500), "version" integer NOT NULL, CONSTRAINT "ck_credit_correction_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "proposed_by"), CONSTRAINT "fk_credit_correction_record" FOREIGN KEY ("record_id") REFERENCES "credit_record" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_credit_correction_record" ON "credit_correction" ("record_id", "status")`,
  `CREATE TABLE "credit_repair" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "record_id" varchar(36) NOT NULL, "status" varchar(10) NOT NULL, "duties" varchar(2000) NOT NULL, "promise" integer NOT NULL, "applied_by" varchar(36) NOT NULL, "started_at" varchar(24) NOT NULL, "submitted_at" varchar(24), "due_on" varchar(10), "decided_by" varchar(36), "decided_at" varchar(24), "decision_reason" varchar(500), "version" integer NOT NULL, CONSTRAINT "uq_credit_repair_number" UNIQUE ("number"), CONSTRAINT "ck_credit_repair_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "applied_by"), CONSTRAINT "fk_credit_repair_record" FOREIGN KEY ("record_id") REFERENCES "credit_record" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_credit_repair_record" ON "credit_repair" ("record_id", "status")`,
  `CREATE INDEX "ix_credit_repair_queue" ON "credit_repair" ("status", "due_on")`,
  `CREATE TABLE "credit_file" ("id" varchar(36) PRIMARY KEY NOT NULL, "subject_type" varchar(10) NOT NULL, "subject_id" varchar(36) NOT NULL, "kind" varchar(20) NOT NULL, "name" varchar(200) NOT NULL, "type" varchar(120) NOT NULL, "size" integer NOT NULL, "sha256" varchar(64) NOT NULL, "added_by" varchar(36) NOT NULL, "added_at" varchar(24) NOT NULL)`,
  `CREATE INDEX "ix_credit_file_subject" ON "credit_file" ("subject_type", "subject_id")`,
  ...['UPDATE', 'DELETE'].map(
    (act) =>
      `CREATE TRIGGER "credit_record_version_no_${act.toLowerCase()}" BEFORE ${act} ON "credit_record_version" BEGIN SELECT RAISE(ABORT, 'credit_record_version is append-only'); END`,
  ),
];

const POSTGRES = [
  `ALTER TABLE "credit_record" ADD COLUMN "repair_bar" character varying(200)`,
  `CREATE TABLE "credit_record_version" ("id" character varying(36) NOT NULL, "record_id" character varying(36) NOT NULL, "number" integer NOT NULL, "act" character varying(40) NOT NULL, "changes" text NOT NULL, "reason" character varying(500), "changed_by" character varying(36) NOT NULL, "changed_at" character varying(24) NOT NULL, CONSTRAINT "uq_credit_record_version_number" UNIQUE ("record_id", "number"), CONSTRAINT "pk_credit_record_version" PRIMARY KEY ("id"), CONSTRAINT "fk_credit_record_version_record" FOREIGN KEY ("record_id") REFERENCES "credit_record" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "credit_correction" ("id" character varying(36) NOT NULL, "record_id" character varying(36) NOT NULL, "base_version" integer NOT NULL, "changes" text NOT NULL, "reason" character varying(500) NOT NULL, "objection_number" character varying(20), "status" character varying(10) NOT NULL, "proposed_by" character varying(36) NOT NULL, "proposed_at" character varying(24) NOT NULL, "due_on" character varying(10) NOT NULL, "decided_by" character varying(36), "decided_at" character varying(24), "decision_reason" character varying(500), "version" integer NOT NULL, CONSTRAINT "ck_credit_correction_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "proposed_by"), CONSTRAINT "pk_credit_correction" PRIMARY KEY ("id"), CONSTRAINT "fk_credit_correction_record" FOREIGN KEY ("record_id") REFERENCES "credit_record" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_credit_correction_record" ON "credit_correction" ("record_id", "status")`,
  `CREATE TABLE "credit_repair" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "record_id" character varying(36) NOT NULL, "status" character varying(10) NOT NULL, "duties" character varying(2000) NOT NULL, "promise" integer NOT NULL, "applied_by" character varying(36) NOT NULL, "started_at" character varying(24) NOT NULL, "submitted_at" character varying(24), "due_on" character varying(10), "decided_by" character varying(36), "decided_at" character varying(24), "decision_reason" character varying(500), "version" integer NOT NULL, CONSTRAINT "uq_credit_repair_number" UNIQUE ("number"), CONSTRAINT "ck_credit_repair_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "applied_by"), CONSTRAINT "pk_credit_repair" PRIMARY KEY ("id"), CONSTRAINT "fk_credit_repair_record" FOREIGN KEY ("record_id") REFERENCES "credit_record" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_credit_repair_record" ON "credit_repair" ("record_id", "status")`,
  `CREATE INDEX "ix_credit_repair_queue" ON "credit_repair" ("status", "due_on")`,
  `CREATE TABLE "credit_file" ("id" character varying(36) NOT NULL, "subject_type" character varying(10) NOT NULL, "subject_id" character varying(36) NOT NULL, "kind" character varying(20) NOT NULL, "name" character varying(200) NOT NULL, "type" character varying(120) NOT NULL, "size" integer NOT NULL, "sha256" character varying(64) NOT NULL, "added_by" character varying(36) NOT NULL, "added_at" character varying(24) NOT NULL, CONSTRAINT "pk_credit_file" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_credit_file_subject" ON "credit_file" ("subject_type", "subject_id")`,
  `CREATE TRIGGER "credit_record_version_no_change" BEFORE UPDATE OR DELETE ON "credit_record_version" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
  `CREATE TRIGGER "credit_record_version_no_truncate" BEFORE TRUNCATE ON "credit_record_version" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"()`,
  `ALTER TABLE "credit_record_version" ENABLE ALWAYS TRIGGER "credit_record_version_no_change"`,
  `ALTER TABLE "credit_record_version" ENABLE ALWAYS TRIGGER "credit_record_version_no_truncate"`,
];

/** What stood there before versions were kept begins its history with the version it had. */
const FIRST_VERSIONS = `INSERT INTO "credit_record_version" ("id", "record_id", "number", "act", "changes", "reason", "changed_by", "changed_at")
  SELECT "id", "id", "version", 'credit-recorded', '[]', NULL, "entered_by", "recorded_at" FROM "credit_record"`;

/** Conclusions were free text; they become the codes that forms and rules share. */
const CONCLUSIONS = [
  ['不合格', 'UNQUALIFIED'],
  ['基本合格', 'BASICALLY_QUALIFIED'],
  ['合格', 'QUALIFIED'],
  ['已报送', 'QUALIFIED'],
].map(
  ([text, code]) =>
    `UPDATE "credit_record" SET "fields" = replace("fields", '"conclusion":"${text ?? ''}"', '"conclusion":"${code ?? ''}"')`,
);

const TABLES = ['credit_file', 'credit_repair', 'credit_correction', 'credit_record_version'];

/** Versions of credit records that nobody can change, corrections by two persons, repair applications, files. */
export class CreateCreditVersions1795392030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of [...statements, FIRST_VERSIONS, ...CONCLUSIONS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE "${table}"`);
    await runner.query('ALTER TABLE "credit_record" DROP COLUMN "repair_bar"');
  }
}
