import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "correction_request" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "organization_id" varchar(36) NOT NULL, "field" varchar(24) NOT NULL, "text" varchar(1000) NOT NULL, "status" varchar(12) NOT NULL, "asked_by" varchar(36) NOT NULL, "asked_at" varchar(24) NOT NULL, "decided_by" varchar(36), "decided_at" varchar(24), "reply" varchar(500), "version" integer NOT NULL, CONSTRAINT "uq_correction_request_number" UNIQUE ("number"), CONSTRAINT "fk_correction_request_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_correction_request_status" ON "correction_request" ("status", "asked_at")`,
];
const POSTGRES = [
  `CREATE TABLE "correction_request" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "organization_id" character varying(36) NOT NULL, "field" character varying(24) NOT NULL, "text" character varying(1000) NOT NULL, "status" character varying(12) NOT NULL, "asked_by" character varying(36) NOT NULL, "asked_at" character varying(24) NOT NULL, "decided_by" character varying(36), "decided_at" character varying(24), "reply" character varying(500), "version" integer NOT NULL, CONSTRAINT "uq_correction_request_number" UNIQUE ("number"), CONSTRAINT "pk_correction_request" PRIMARY KEY ("id"), CONSTRAINT "fk_correction_request_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_correction_request_status" ON "correction_request" ("status", "asked_at")`,
];

/** Requests of bodies to correct what the register says about them. */
export class CreateCorrectionRequest1795392024000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('correction_request');
  }
}
