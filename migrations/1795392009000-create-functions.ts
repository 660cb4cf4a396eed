import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "function_item" ("code" varchar(12) PRIMARY KEY NOT NULL, "batch" integer NOT NULL, "name_zh" varchar(100) NOT NULL, "name_en" varchar(200) NOT NULL, "department_code" varchar(10) NOT NULL, "category" varchar(40) NOT NULL, "mode" varchar(20) NOT NULL, "competition_class" varchar(20) NOT NULL, "selection_method" varchar(20) NOT NULL, "min_grade" varchar(20) NOT NULL, "term_months" integer NOT NULL, "core_metric" varchar(200) NOT NULL, "source" varchar(300) NOT NULL, "published_on" varchar(10) NOT NULL)`,
  `CREATE TABLE "function_stage" ("id" varchar(36) PRIMARY KEY NOT NULL, "item_code" varchar(12) NOT NULL, "sequence" integer NOT NULL, "status" varchar(14) NOT NULL, "from_on" varchar(10) NOT NULL, "reason" varchar(200), "recorded_at" varchar(24) NOT NULL, CONSTRAINT "uq_function_stage" UNIQUE ("item_code", "sequence"), CONSTRAINT "fk_function_stage_item" FOREIGN KEY ("item_code") REFERENCES "function_item" ("code") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "undertaking_agreement" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(30) NOT NULL, "item_code" varchar(12) NOT NULL, "organization_id" varchar(36) NOT NULL, "status" varchar(12) NOT NULL, "from_on" varchar(10) NOT NULL, "until_on" varchar(10) NOT NULL, "ended_on" varchar(10), "end_reason" varchar(200), "document_number" varchar(60) NOT NULL, "recorded_by" varchar(36), "confirmed_by" varchar(36), "is_legacy" integer NOT NULL, "ledger_seq" integer, CONSTRAINT "uq_undertaking_agreement_number" UNIQUE ("number"), CONSTRAINT "ck_undertaking_agreement_two_sides" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "recorded_by"), CONSTRAINT "ck_undertaking_agreement_term" CHECK ("until_on" > "from_on"), CONSTRAINT "fk_undertaking_agreement_item" FOREIGN KEY ("item_code") REFERENCES "function_item" ("code") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "fk_undertaking_agreement_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_undertaking_agreement_organization" ON "undertaking_agreement" ("organization_id")`,
  `CREATE INDEX "ix_undertaking_agreement_item" ON "undertaking_agreement" ("item_code", "from_on")`,
  `CREATE TABLE "function_responsibility" ("item_code" varchar(12) NOT NULL, "from_on" varchar(10) NOT NULL, "agreement_id" varchar(36), CONSTRAINT "fk_function_responsibility_item" FOREIGN KEY ("item_code") REFERENCES "function_item" ("code") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("item_code", "from_on"))`,
];

const POSTGRES = [
  `CREATE TABLE "function_item" ("code" character varying(12) NOT NULL, "batch" integer NOT NULL, "name_zh" character varying(100) NOT NULL, "name_en" character varying(200) NOT NULL, "department_code" character varying(10) NOT NULL, "category" character varying(40) NOT NULL, "mode" character varying(20) NOT NULL, "competition_class" character varying(20) NOT NULL, "selection_method" character varying(20) NOT NULL, "min_grade" character varying(20) NOT NULL, "term_months" integer NOT NULL, "core_metric" character varying(200) NOT NULL, "source" character varying(300) NOT NULL, "published_on" character varying(10) NOT NULL, CONSTRAINT "pk_function_item" PRIMARY KEY ("code"))`,
  `CREATE TABLE "function_stage" ("id" character varying(36) NOT NULL, "item_code" character varying(12) NOT NULL, "sequence" integer NOT NULL, "status" character varying(14) NOT NULL, "from_on" character varying(10) NOT NULL, "reason" character varying(200), "recorded_at" character varying(24) NOT NULL, CONSTRAINT "uq_function_stage" UNIQUE ("item_code", "sequence"), CONSTRAINT "pk_function_stage" PRIMARY KEY ("id"))`,
  `CREATE TABLE "undertaking_agreement" ("id" character varying(36) NOT NULL, "number" character varying(30) NOT NULL, "item_code" character varying(12) NOT NULL, "organization_id" character varying(36) NOT NULL, "status" character varying(12) NOT NULL, "from_on" character varying(10) NOT NULL, "until_on" character varying(10) NOT NULL, "ended_on" character varying(10), "end_reason" character varying(200), "document_number" character varying(60) NOT NULL, "recorded_by" character varying(36), "confirmed_by" character varying(36), "is_legacy" integer NOT NULL, "ledger_seq" integer, CONSTRAINT "uq_undertaking_agreement_number" UNIQUE ("number"), CONSTRAINT "ck_undertaking_agreement_two_sides" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "recorded_by"), CONSTRAINT "ck_undertaking_agreement_term" CHECK ("until_on" > "from_on"), CONSTRAINT "pk_undertaking_agreement" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_undertaking_agreement_organization" ON "undertaking_agreement" ("organization_id")`,
  `CREATE INDEX "ix_undertaking_agreement_item" ON "undertaking_agreement" ("item_code", "from_on")`,
  `CREATE TABLE "function_responsibility" ("item_code" character varying(12) NOT NULL, "from_on" character varying(10) NOT NULL, "agreement_id" character varying(36), CONSTRAINT "pk_function_responsibility" PRIMARY KEY ("item_code", "from_on"))`,
  `ALTER TABLE "function_stage" ADD CONSTRAINT "fk_function_stage_item" FOREIGN KEY ("item_code") REFERENCES "function_item"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "undertaking_agreement" ADD CONSTRAINT "fk_undertaking_agreement_item" FOREIGN KEY ("item_code") REFERENCES "function_item"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "undertaking_agreement" ADD CONSTRAINT "fk_undertaking_agreement_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "function_responsibility" ADD CONSTRAINT "fk_function_responsibility_item" FOREIGN KEY ("item_code") REFERENCES "function_item"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const TABLES = ['function_responsibility', 'undertaking_agreement', 'function_stage', 'function_item'];

export class CreateFunctions1795392009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}
