import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "division" ("code" varchar(12) PRIMARY KEY NOT NULL, "name" varchar(60) NOT NULL, "level" integer NOT NULL, "kind" varchar(20) NOT NULL, "parent_code" varchar(12), "valid_from" varchar(10), "valid_to" varchar(10), "basis" varchar(40) NOT NULL)`,
  `CREATE INDEX "ix_division_parent" ON "division" ("parent_code")`,
  `CREATE TABLE "division_succession" ("old_code" varchar(12) PRIMARY KEY NOT NULL, "new_code" varchar(12), "effective_on" varchar(10), "note" varchar(200) NOT NULL)`,
  `CREATE TABLE "department" ("code" varchar(10) PRIMARY KEY NOT NULL, "name_zh" varchar(60) NOT NULL, "name_en" varchar(120) NOT NULL, "valid_from" varchar(10), "valid_to" varchar(10), "successor_code" varchar(10))`,
  `CREATE TABLE "population_figure" ("division_code" varchar(12) NOT NULL, "on_day" varchar(10) NOT NULL, "basis" varchar(20) NOT NULL, "value" integer NOT NULL, "source" varchar(200) NOT NULL, PRIMARY KEY ("division_code", "on_day", "basis"))`,
  `CREATE TABLE "holiday" ("on_day" varchar(10) PRIMARY KEY NOT NULL, "kind" varchar(20) NOT NULL, "name" varchar(40) NOT NULL)`,
  `CREATE TABLE "parameter" ("name" varchar(60) NOT NULL, "valid_from" varchar(10) NOT NULL, "value" varchar(100) NOT NULL, "basis" varchar(200) NOT NULL, PRIMARY KEY ("name", "valid_from"))`,
];

const POSTGRES = [
  `CREATE TABLE "division" ("code" character varying(12) NOT NULL, "name" character varying(60) NOT NULL, "level" integer NOT NULL, "kind" character varying(20) NOT NULL, "parent_code" character varying(12), "valid_from" character varying(10), "valid_to" character varying(10), "basis" character varying(40) NOT NULL, CONSTRAINT "pk_division" PRIMARY KEY ("code"))`,
  `CREATE INDEX "ix_division_parent" ON "division" ("parent_code")`,
  `CREATE TABLE "division_succession" ("old_code" character varying(12) NOT NULL, "new_code" character varying(12), "effective_on" character varying(10), "note" character varying(200) NOT NULL, CONSTRAINT "pk_division_succession" PRIMARY KEY ("old_code"))`,
  `CREATE TABLE "department" ("code" character varying(10) NOT NULL, "name_zh" character varying(60) NOT NULL, "name_en" character varying(120) NOT NULL, "valid_from" character varying(10), "valid_to" character varying(10), "successor_code" character varying(10), CONSTRAINT "pk_department" PRIMARY KEY ("code"))`,
  `CREATE TABLE "population_figure" ("division_code" character varying(12) NOT NULL, "on_day" character varying(10) NOT NULL, "basis" character varying(20) NOT NULL, "value" integer NOT NULL, "source" character varying(200) NOT NULL, CONSTRAINT "pk_population_figure" PRIMARY KEY ("division_code", "on_day", "basis"))`,
  `CREATE TABLE "holiday" ("on_day" character varying(10) NOT NULL, "kind" character varying(20) NOT NULL, "name" character varying(40) NOT NULL, CONSTRAINT "pk_holiday" PRIMARY KEY ("on_day"))`,
  `CREATE TABLE "parameter" ("name" character varying(60) NOT NULL, "valid_from" character varying(10) NOT NULL, "value" character varying(100) NOT NULL, "basis" character varying(200) NOT NULL, CONSTRAINT "pk_parameter" PRIMARY KEY ("name", "valid_from"))`,
];

const TABLES = ['parameter', 'holiday', 'population_figure', 'department', 'division_succession', 'division'];

export class CreateReference1795392002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}
