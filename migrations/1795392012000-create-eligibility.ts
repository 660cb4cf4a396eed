import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "eligibility_snapshot" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "purpose" varchar(20) NOT NULL, "moment" varchar(20) NOT NULL, "subject_type" varchar(20) NOT NULL, "subject_id" varchar(40) NOT NULL, "on_day" varchar(10) NOT NULL, "outcome" varchar(14) NOT NULL, "body" text NOT NULL, "sha256" varchar(64) NOT NULL, "taken_at" varchar(24) NOT NULL, CONSTRAINT "fk_eligibility_snapshot_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_eligibility_snapshot_subject" ON "eligibility_snapshot" ("subject_type", "subject_id")`,
];

const POSTGRES = [
  `CREATE TABLE "eligibility_snapshot" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "purpose" character varying(20) NOT NULL, "moment" character varying(20) NOT NULL, "subject_type" character varying(20) NOT NULL, "subject_id" character varying(40) NOT NULL, "on_day" character varying(10) NOT NULL, "outcome" character varying(14) NOT NULL, "body" text NOT NULL, "sha256" character varying(64) NOT NULL, "taken_at" character varying(24) NOT NULL, CONSTRAINT "pk_eligibility_snapshot" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_eligibility_snapshot_subject" ON "eligibility_snapshot" ("subject_type", "subject_id")`,
  `ALTER TABLE "eligibility_snapshot" ADD CONSTRAINT "fk_eligibility_snapshot_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

export class CreateEligibility1795392012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('eligibility_snapshot');
  }
}
