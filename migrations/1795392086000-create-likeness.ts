import { type MigrationInterface, type QueryRunner } from 'typeorm';

const CHECKS = `CONSTRAINT "uq_likeness_finding" UNIQUE ("kind", "first_number", "second_number"), CONSTRAINT "ck_likeness_finding_score" CHECK ("score" >= 0 AND "score" <= 1000), CONSTRAINT "ck_likeness_finding_dismissed" CHECK ("status" = 'OPEN' OR ("dismissed_by" IS NOT NULL AND "dismissed_at" IS NOT NULL AND "reason" IS NOT NULL))`;
const ROUND = `FOREIGN KEY ("round_id") REFERENCES "grant_round" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;
const INDICES = [
  `CREATE INDEX "ix_likeness_finding_round" ON "likeness_finding" ("round_id", "score")`,
  `CREATE INDEX "ix_likeness_finding_second" ON "likeness_finding" ("second_number")`,
];

const SQLITE = [
  `CREATE TABLE "likeness_run" ("round_id" varchar(36) PRIMARY KEY NOT NULL, "state" varchar(8) NOT NULL, "percent" integer NOT NULL, "compared" integer NOT NULL, "asked_at" varchar(24) NOT NULL, "finished_at" varchar(24), CONSTRAINT "fk_likeness_run_round" ${ROUND})`,
  `CREATE TABLE "likeness_finding" ("id" varchar(36) PRIMARY KEY NOT NULL, "round_id" varchar(36) NOT NULL, "kind" varchar(12) NOT NULL, "first_number" varchar(16) NOT NULL, "second_number" varchar(40) NOT NULL, "score" integer NOT NULL, "passages" text NOT NULL, "found_at" varchar(24) NOT NULL, "status" varchar(10) NOT NULL, "dismissed_by" varchar(36), "dismissed_at" varchar(24), "reason" varchar(500), "version" integer NOT NULL, ${CHECKS}, CONSTRAINT "fk_likeness_finding_round" ${ROUND})`,
  ...INDICES,
];
const POSTGRES = [
  `CREATE TABLE "likeness_run" ("round_id" character varying(36) NOT NULL, "state" character varying(8) NOT NULL, "percent" integer NOT NULL, "compared" integer NOT NULL, "asked_at" character varying(24) NOT NULL, "finished_at" character varying(24), CONSTRAINT "pk_likeness_run" PRIMARY KEY ("round_id"))`,
  `CREATE TABLE "likeness_finding" ("id" character varying(36) NOT NULL, "round_id" character varying(36) NOT NULL, "kind" character varying(12) NOT NULL, "first_number" character varying(16) NOT NULL, "second_number" character varying(40) NOT NULL, "score" integer NOT NULL, "passages" text NOT NULL, "found_at" character varying(24) NOT NULL, "status" character varying(10) NOT NULL, "dismissed_by" character varying(36), "dismissed_at" character varying(24), "reason" character varying(500), "version" integer NOT NULL, ${CHECKS}, CONSTRAINT "pk_likeness_finding" PRIMARY KEY ("id"))`,
  ...INDICES,
  ...['likeness_run', 'likeness_finding'].map(
    (table) => `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_round" ${ROUND}`,
  ),
];

/** What the comparison of applications found, for a person to judge; nothing follows from it by itself. */
export class CreateLikeness1795392086000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('likeness_finding');
    await runner.dropTable('likeness_run');
  }
}
