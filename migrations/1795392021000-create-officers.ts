import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "officer" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "role" varchar(24) NOT NULL, "name" varchar(60) NOT NULL, "from_on" varchar(10) NOT NULL, "to_on" varchar(10), "basis" varchar(60), "recorded_at" varchar(24) NOT NULL, CONSTRAINT "fk_officer_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_officer_organization" ON "officer" ("organization_id", "role")`,
  `CREATE TABLE "registration_act" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "action" varchar(12) NOT NULL, "from_status" varchar(24), "to_status" varchar(24) NOT NULL, "decided_on" varchar(10) NOT NULL, "given_number" varchar(20), "document_number" varchar(60), "reason" varchar(500), "recorded_at" varchar(24) NOT NULL, CONSTRAINT "fk_registration_act_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_registration_act_organization" ON "registration_act" ("organization_id", "decided_on")`,
];
const POSTGRES = [
  `CREATE TABLE "officer" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "role" character varying(24) NOT NULL, "name" character varying(60) NOT NULL, "from_on" character varying(10) NOT NULL, "to_on" character varying(10), "basis" character varying(60), "recorded_at" character varying(24) NOT NULL, CONSTRAINT "pk_officer" PRIMARY KEY ("id"), CONSTRAINT "fk_officer_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_officer_organization" ON "officer" ("organization_id", "role")`,
  `CREATE TABLE "registration_act" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "action" character varying(12) NOT NULL, "from_status" character varying(24), "to_status" character varying(24) NOT NULL, "decided_on" character varying(10) NOT NULL, "given_number" character varying(20), "document_number" character varying(60), "reason" character varying(500), "recorded_at" character varying(24) NOT NULL, CONSTRAINT "pk_registration_act" PRIMARY KEY ("id"), CONSTRAINT "fk_registration_act_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_registration_act_organization" ON "registration_act" ("organization_id", "decided_on")`,
];

/** What the register already knows: who represents each body, from the day it was established. */
const BACKFILL = `INSERT INTO "officer" ("id", "organization_id", "role", "name", "from_on", "recorded_at") SELECT "id", "id", 'LEGAL_REPRESENTATIVE', "legal_representative", "established_on", "recorded_at" FROM "organization"`;

/** Dated offices, and the acts by which a registration begins, changes and ends. */
export class CreateOfficers1795392021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
    await runner.query(BACKFILL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('registration_act');
    await runner.dropTable('officer');
  }
}
