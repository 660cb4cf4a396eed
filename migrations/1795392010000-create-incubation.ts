import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "centre" ("code" varchar(20) PRIMARY KEY NOT NULL, "name_zh" varchar(80) NOT NULL, "name_en" varchar(160) NOT NULL, "level" varchar(10) NOT NULL, "parent_code" varchar(20), "operator" varchar(100) NOT NULL, "seats" integer NOT NULL, "area_m2" integer NOT NULL, "services" varchar(500) NOT NULL, "opening" varchar(200) NOT NULL, "opened_on" varchar(10) NOT NULL, "version" integer NOT NULL)`,
  `CREATE TABLE "centre_location" ("centre_code" varchar(20) NOT NULL, "from_on" varchar(10) NOT NULL, "division_code" varchar(12) NOT NULL, "address" varchar(200) NOT NULL, CONSTRAINT "fk_centre_location_centre" FOREIGN KEY ("centre_code") REFERENCES "centre" ("code") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("centre_code", "from_on"))`,
];

const POSTGRES = [
  `CREATE TABLE "centre" ("code" character varying(20) NOT NULL, "name_zh" character varying(80) NOT NULL, "name_en" character varying(160) NOT NULL, "level" character varying(10) NOT NULL, "parent_code" character varying(20), "operator" character varying(100) NOT NULL, "seats" integer NOT NULL, "area_m2" integer NOT NULL, "services" character varying(500) NOT NULL, "opening" character varying(200) NOT NULL, "opened_on" character varying(10) NOT NULL, "version" integer NOT NULL, CONSTRAINT "pk_centre" PRIMARY KEY ("code"))`,
  `CREATE TABLE "centre_location" ("centre_code" character varying(20) NOT NULL, "from_on" character varying(10) NOT NULL, "division_code" character varying(12) NOT NULL, "address" character varying(200) NOT NULL, CONSTRAINT "pk_centre_location" PRIMARY KEY ("centre_code", "from_on"))`,
  `ALTER TABLE "centre_location" ADD CONSTRAINT "fk_centre_location_centre" FOREIGN KEY ("centre_code") REFERENCES "centre"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const TABLES = ['centre_location', 'centre'];

export class CreateIncubation1795392010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}
