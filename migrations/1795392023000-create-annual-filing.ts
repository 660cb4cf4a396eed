import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "annual_filing" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20), "organization_id" varchar(36) NOT NULL, "year" integer NOT NULL, "kind" varchar(16) NOT NULL, "due_on" varchar(10) NOT NULL, "status" varchar(12) NOT NULL, "figures" text NOT NULL, "summary" varchar(2000) NOT NULL, "unit_checked_on" varchar(10), "first_submitted_at" varchar(24), "submitted_at" varchar(24), "submitted_by" varchar(36), "mend_by" varchar(10), "conclusion" varchar(16), "decided_by" varchar(36), "decided_at" varchar(24), "reason" varchar(500), "version" integer NOT NULL, CONSTRAINT "uq_annual_filing_duty" UNIQUE ("organization_id", "year", "kind"), CONSTRAINT "uq_annual_filing_number" UNIQUE ("number"), CONSTRAINT "fk_annual_filing_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_annual_filing_queue" ON "annual_filing" ("status", "due_on")`,
];
const POSTGRES = [
  `CREATE TABLE "annual_filing" ("id" character varying(36) NOT NULL, "number" character varying(20), "organization_id" character varying(36) NOT NULL, "year" integer NOT NULL, "kind" character varying(16) NOT NULL, "due_on" character varying(10) NOT NULL, "status" character varying(12) NOT NULL, "figures" text NOT NULL, "summary" character varying(2000) NOT NULL, "unit_checked_on" character varying(10), "first_submitted_at" character varying(24), "submitted_at" character varying(24), "submitted_by" character varying(36), "mend_by" character varying(10), "conclusion" character varying(16), "decided_by" character varying(36), "decided_at" character varying(24), "reason" character varying(500), "version" integer NOT NULL, CONSTRAINT "uq_annual_filing_duty" UNIQUE ("organization_id", "year", "kind"), CONSTRAINT "uq_annual_filing_number" UNIQUE ("number"), CONSTRAINT "pk_annual_filing" PRIMARY KEY ("id"), CONSTRAINT "fk_annual_filing_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_annual_filing_queue" ON "annual_filing" ("status", "due_on")`,
];

/** Annual reports and inspections. */
export class CreateAnnualFiling1795392023000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('annual_filing');
  }
}
