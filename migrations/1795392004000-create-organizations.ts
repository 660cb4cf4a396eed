import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "organization" ("id" varchar(36) PRIMARY KEY NOT NULL, "credit_code" varchar(18) NOT NULL, "name" varchar(100) NOT NULL, "type" varchar(24) NOT NULL, "status" varchar(24) NOT NULL, "authority_code" varchar(6) NOT NULL, "division_code" varchar(12) NOT NULL, "legal_representative" varchar(60) NOT NULL, "established_on" varchar(10) NOT NULL, "ended_on" varchar(10), "address" varchar(200) NOT NULL, "supervising_unit" varchar(100), "capital_fen" bigint, "business_scope" varchar(1000) NOT NULL, "initials" varchar(100) NOT NULL, "verified_on" varchar(10), "recorded_at" varchar(24) NOT NULL, "version" integer NOT NULL, CONSTRAINT "uq_organization_credit_code" UNIQUE ("credit_code"), CONSTRAINT "ck_organization_name" CHECK (length("name") BETWEEN 2 AND 100), CONSTRAINT "ck_organization_credit_code" CHECK (length("credit_code") = 18))`,
  `CREATE INDEX "ix_organization_listing" ON "organization" ("status", "name")`,
  `CREATE INDEX "ix_organization_initials" ON "organization" ("initials")`,
  `CREATE TABLE "organization_name" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "name" varchar(100) NOT NULL, "initials" varchar(100) NOT NULL, "valid_from" varchar(10), "valid_to" varchar(10) NOT NULL, CONSTRAINT "fk_organization_name_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_organization_name_organization" ON "organization_name" ("organization_id")`,
  `CREATE TABLE "qualification" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "kind" varchar(24) NOT NULL, "value" varchar(60) NOT NULL, "valid_from" varchar(10) NOT NULL, "valid_to" varchar(10), "ended_on" varchar(10), CONSTRAINT "fk_qualification_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_qualification_organization" ON "qualification" ("organization_id")`,
];

const POSTGRES = [
  `CREATE TABLE "organization" ("id" character varying(36) NOT NULL, "credit_code" character varying(18) NOT NULL, "name" character varying(100) NOT NULL, "type" character varying(24) NOT NULL, "status" character varying(24) NOT NULL, "authority_code" character varying(6) NOT NULL, "division_code" character varying(12) NOT NULL, "legal_representative" character varying(60) NOT NULL, "established_on" character varying(10) NOT NULL, "ended_on" character varying(10), "address" character varying(200) NOT NULL, "supervising_unit" character varying(100), "capital_fen" bigint, "business_scope" character varying(1000) NOT NULL, "initials" character varying(100) NOT NULL, "verified_on" character varying(10), "recorded_at" character varying(24) NOT NULL, "version" integer NOT NULL, CONSTRAINT "uq_organization_credit_code" UNIQUE ("credit_code"), CONSTRAINT "ck_organization_name" CHECK (length("name") BETWEEN 2 AND 100), CONSTRAINT "ck_organization_credit_code" CHECK (length("credit_code") = 18), CONSTRAINT "pk_organization" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_organization_listing" ON "organization" ("status", "name")`,
  `CREATE INDEX "ix_organization_initials" ON "organization" ("initials")`,
  `CREATE TABLE "organization_name" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "name" character varying(100) NOT NULL, "initials" character varying(100) NOT NULL, "valid_from" character varying(10), "valid_to" character varying(10) NOT NULL, CONSTRAINT "pk_organization_name" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_organization_name_organization" ON "organization_name" ("organization_id")`,
  `CREATE TABLE "qualification" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "kind" character varying(24) NOT NULL, "value" character varying(60) NOT NULL, "valid_from" character varying(10) NOT NULL, "valid_to" character varying(10), "ended_on" character varying(10), CONSTRAINT "pk_qualification" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_qualification_organization" ON "qualification" ("organization_id")`,
  `ALTER TABLE "organization_name" ADD CONSTRAINT "fk_organization_name_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "qualification" ADD CONSTRAINT "fk_qualification_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const TABLES = ['qualification', 'organization_name', 'organization'];

export class CreateOrganizations1795392004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}
