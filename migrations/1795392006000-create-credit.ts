import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "credit_record" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "category" varchar(20) NOT NULL, "record_class" varchar(10), "status" varchar(20) NOT NULL, "summary" varchar(200) NOT NULL, "fields" text NOT NULL, "formed_on" varchar(10) NOT NULL, "due_on" varchar(10) NOT NULL, "recorded_at" varchar(24) NOT NULL, "entered_by" varchar(36) NOT NULL, "approved_by" varchar(36), "published_on" varchar(10), "unpublish_on" varchar(10), "version" integer NOT NULL, CONSTRAINT "ck_credit_record_two_persons" CHECK ("approved_by" IS NULL OR "approved_by" <> "entered_by"), CONSTRAINT "fk_credit_record_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_credit_record_queue" ON "credit_record" ("status", "due_on")`,
  `CREATE INDEX "ix_credit_record_organization" ON "credit_record" ("organization_id", "status")`,
  `CREATE TABLE "credit_list_entry" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "list" varchar(10) NOT NULL, "ground" varchar(4) NOT NULL, "listed_on" varchar(10) NOT NULL, "term_from" varchar(10) NOT NULL, "removed_on" varchar(10), "removal_reason" varchar(200), "proposed_by" varchar(36) NOT NULL, "confirmed_by" varchar(36) NOT NULL, "version" integer NOT NULL, CONSTRAINT "ck_credit_list_entry_two_persons" CHECK ("confirmed_by" <> "proposed_by"), CONSTRAINT "ck_credit_list_entry_order" CHECK ("removed_on" IS NULL OR "removed_on" >= "listed_on"), CONSTRAINT "fk_credit_list_entry_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_credit_list_entry_list" ON "credit_list_entry" ("list", "listed_on")`,
  `CREATE INDEX "ix_credit_list_entry_organization" ON "credit_list_entry" ("organization_id")`,
];

const POSTGRES = [
  `CREATE TABLE "credit_record" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "category" character varying(20) NOT NULL, "record_class" character varying(10), "status" character varying(20) NOT NULL, "summary" character varying(200) NOT NULL, "fields" text NOT NULL, "formed_on" character varying(10) NOT NULL, "due_on" character varying(10) NOT NULL, "recorded_at" character varying(24) NOT NULL, "entered_by" character varying(36) NOT NULL, "approved_by" character varying(36), "published_on" character varying(10), "unpublish_on" character varying(10), "version" integer NOT NULL, CONSTRAINT "ck_credit_record_two_persons" CHECK ("approved_by" IS NULL OR "approved_by" <> "entered_by"), CONSTRAINT "pk_credit_record" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_credit_record_queue" ON "credit_record" ("status", "due_on")`,
  `CREATE INDEX "ix_credit_record_organization" ON "credit_record" ("organization_id", "status")`,
  `CREATE TABLE "credit_list_entry" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "list" character varying(10) NOT NULL, "ground" character varying(4) NOT NULL, "listed_on" character varying(10) NOT NULL, "term_from" character varying(10) NOT NULL, "removed_on" character varying(10), "removal_reason" character varying(200), "proposed_by" character varying(36) NOT NULL, "confirmed_by" character varying(36) NOT NULL, "version" integer NOT NULL, CONSTRAINT "ck_credit_list_entry_two_persons" CHECK ("confirmed_by" <> "proposed_by"), CONSTRAINT "ck_credit_list_entry_order" CHECK ("removed_on" IS NULL OR "removed_on" >= "listed_on"), CONSTRAINT "pk_credit_list_entry" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_credit_list_entry_list" ON "credit_list_entry" ("list", "listed_on")`,
  `CREATE INDEX "ix_credit_list_entry_organization" ON "credit_list_entry" ("organization_id")`,
  `ALTER TABLE "credit_record" ADD CONSTRAINT "fk_credit_record_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "credit_list_entry" ADD CONSTRAINT "fk_credit_list_entry_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const TABLES = ['credit_list_entry', 'credit_record'];

export class CreateCredit1795392006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}
