import { type MigrationInterface, type QueryRunner } from 'typeorm';

const INDICES = [
  `CREATE INDEX "ix_stop_flag_organization" ON "stop_flag" ("organization_id", "status")`,
  `CREATE INDEX "ix_eligibility_declaration_organization" ON "eligibility_declaration" ("organization_id", "what")`,
];

const SQLITE = [
  `ALTER TABLE "eligibility_snapshot" ADD COLUMN "sealed_until" varchar(24)`,
  `CREATE TABLE "stop_flag" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "organization_id" varchar(36) NOT NULL, "purposes" varchar(60) NOT NULL, "reason" varchar(500) NOT NULL, "basis" varchar(300) NOT NULL, "from_on" varchar(10) NOT NULL, "until_on" varchar(10) NOT NULL, "status" varchar(10) NOT NULL, "proposed_by" varchar(36) NOT NULL, "proposed_at" varchar(24) NOT NULL, "confirmed_by" varchar(36), "confirmed_at" varchar(24), "ended_by" varchar(36), "ended_at" varchar(24), "end_reason" varchar(500), "version" integer NOT NULL, CONSTRAINT "uq_stop_flag_number" UNIQUE ("number"), CONSTRAINT "ck_stop_flag_reason" CHECK (trim("reason") <> '' AND trim("basis") <> '' AND "purposes" <> ''), CONSTRAINT "ck_stop_flag_days" CHECK ("until_on" >= "from_on"), CONSTRAINT "ck_stop_flag_two_persons" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by"), CONSTRAINT "ck_stop_flag_active" CHECK ("status" NOT IN ('ACTIVE', 'LIFTED', 'EXPIRED') OR "confirmed_by" IS NOT NULL), CONSTRAINT "fk_stop_flag_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "eligibility_declaration" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "what" varchar(24) NOT NULL, "value" integer NOT NULL, "proof" varchar(300) NOT NULL, "stated_by" varchar(36) NOT NULL, "stated_at" varchar(24) NOT NULL, "withdrawn_by" varchar(36), "withdrawn_at" varchar(24), CONSTRAINT "ck_eligibility_declaration_value" CHECK ("value" >= 0), CONSTRAINT "fk_eligibility_declaration_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "eligibility_acknowledgement" ("id" varchar(36) PRIMARY KEY NOT NULL, "subject_type" varchar(20) NOT NULL, "subject_id" varchar(40) NOT NULL, "moment" varchar(20) NOT NULL, "snapshot_id" varchar(36) NOT NULL, "difference" text NOT NULL, "sha256" varchar(64) NOT NULL, "reason" varchar(500) NOT NULL, "acknowledged_by" varchar(36) NOT NULL, "acknowledged_at" varchar(24) NOT NULL, CONSTRAINT "uq_eligibility_acknowledgement" UNIQUE ("subject_type", "subject_id", "moment", "sha256"), CONSTRAINT "fk_eligibility_acknowledgement_snapshot" FOREIGN KEY ("snapshot_id") REFERENCES "eligibility_snapshot" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  ...INDICES,
];

const POSTGRES = [
  `ALTER TABLE "eligibility_snapshot" ADD COLUMN "sealed_until" character varying(24)`,
  `CREATE TABLE "stop_flag" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "organization_id" character varying(36) NOT NULL, "purposes" character varying(60) NOT NULL, "reason" character varying(500) NOT NULL, "basis" character varying(300) NOT NULL, "from_on" character varying(10) NOT NULL, "until_on" character varying(10) NOT NULL, "status" character varying(10) NOT NULL, "proposed_by" character varying(36) NOT NULL, "proposed_at" character varying(24) NOT NULL, "confirmed_by" character varying(36), "confirmed_at" character varying(24), "ended_by" character varying(36), "ended_at" character varying(24), "end_reason" character varying(500), "version" integer NOT NULL, CONSTRAINT "uq_stop_flag_number" UNIQUE ("number"), CONSTRAINT "ck_stop_flag_reason" CHECK (trim("reason") <> '' AND trim("basis") <> '' AND "purposes" <> ''), CONSTRAINT "ck_stop_flag_days" CHECK ("until_on" >= "from_on"), CONSTRAINT "ck_stop_flag_two_persons" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by"), CONSTRAINT "ck_stop_flag_active" CHECK ("status" NOT IN ('ACTIVE', 'LIFTED', 'EXPIRED') OR "confirmed_by" IS NOT NULL), CONSTRAINT "pk_stop_flag" PRIMARY KEY ("id"))`,
  `CREATE TABLE "eligibility_declaration" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "what" character varying(24) NOT NULL, "value" integer NOT NULL, "proof" character varying(300) NOT NULL, "stated_by" character varying(36) NOT NULL, "stated_at" character varying(24) NOT NULL, "withdrawn_by" character varying(36), "withdrawn_at" character varying(24), CONSTRAINT "ck_eligibility_declaration_value" CHECK ("value" >= 0), CONSTRAINT "pk_eligibility_declaration" PRIMARY KEY ("id"))`,
  `CREATE TABLE "eligibility_acknowledgement" ("id" character varying(36) NOT NULL, "subject_type" character varying(20) NOT NULL, "subject_id" character varying(40) NOT NULL, "moment" character varying(20) NOT NULL, "snapshot_id" character varying(36) NOT NULL, "difference" text NOT NULL, "sha256" character varying(64) NOT NULL, "reason" character varying(500) NOT NULL, "acknowledged_by" character varying(36) NOT NULL, "acknowledged_at" character varying(24) NOT NULL, CONSTRAINT "uq_eligibility_acknowledgement" UNIQUE ("subject_type", "subject_id", "moment", "sha256"), CONSTRAINT "pk_eligibility_acknowledgement" PRIMARY KEY ("id"))`,
  `ALTER TABLE "stop_flag" ADD CONSTRAINT "fk_stop_flag_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "eligibility_declaration" ADD CONSTRAINT "fk_eligibility_declaration_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "eligibility_acknowledgement" ADD CONSTRAINT "fk_eligibility_acknowledgement_snapshot" FOREIGN KEY ("snapshot_id") REFERENCES "eligibility_snapshot"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  ...INDICES,
];

/** Stop flags, statements of a body about itself, acknowledged differences; until when a snapshot is sealed. */
export class ExtendEligibility1795392045000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['eligibility_acknowledgement', 'eligibility_declaration', 'stop_flag'])
      await runner.dropTable(table);
    await runner.query(`ALTER TABLE "eligibility_snapshot" DROP COLUMN "sealed_until"`);
  }
}
