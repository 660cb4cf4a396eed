import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "round_version" ("id" varchar(36) NOT NULL, "round_id" varchar(36) NOT NULL, "version" integer NOT NULL, "name_zh" varchar(120) NOT NULL, "name_en" varchar(200) NOT NULL, "pot_fen" bigint NOT NULL, "closes_at" varchar(24) NOT NULL, "rules" text NOT NULL, "terms" text NOT NULL, "rules_hash" varchar(64) NOT NULL, "ledger_seq" integer NOT NULL, "published_at" varchar(24) NOT NULL, "reason" varchar(1000), "changes" text NOT NULL, "is_extended" integer NOT NULL, "is_provisional" integer NOT NULL, CONSTRAINT "pk_round_version" PRIMARY KEY ("id"), CONSTRAINT "uq_round_version" UNIQUE ("round_id", "version"), CONSTRAINT "fk_round_version_round" FOREIGN KEY ("round_id") REFERENCES "grant_round" ("id"))`,
  `CREATE TABLE "round_amendment" ("id" varchar(36) NOT NULL, "round_id" varchar(36) NOT NULL, "base_version" integer NOT NULL, "setup" text NOT NULL, "reason" varchar(1000), "status" varchar(12) NOT NULL, "prepared_by" varchar(36) NOT NULL, "prepared_at" varchar(24) NOT NULL, "proposed_by" varchar(36), "proposed_at" varchar(24), "decided_by" varchar(36), "decided_at" varchar(24), "version" integer NOT NULL, CONSTRAINT "pk_round_amendment" PRIMARY KEY ("id"), CONSTRAINT "fk_round_amendment_round" FOREIGN KEY ("round_id") REFERENCES "grant_round" ("id"))`,
  `CREATE UNIQUE INDEX "uq_round_amendment_open" ON "round_amendment" ("round_id") WHERE "status" IN ('PREPARING', 'PROPOSED')`,
  ...['UPDATE', 'DELETE'].map(
    (event) =>
      `CREATE TRIGGER "round_version_no_${event.toLowerCase()}" BEFORE ${event} ON "round_version" BEGIN SELECT RAISE(ABORT, 'round_version is append-only'); END`,
  ),
];

const POSTGRES = [
  `CREATE TABLE "round_version" ("id" character varying(36) NOT NULL, "round_id" character varying(36) NOT NULL, "version" integer NOT NULL, "name_zh" character varying(120) NOT NULL, "name_en" character varying(200) NOT NULL, "pot_fen" bigint NOT NULL, "closes_at" character varying(24) NOT NULL, "rules" text NOT NULL, "terms" text NOT NULL, "rules_hash" character varying(64) NOT NULL, "ledger_seq" integer NOT NULL, "published_at" character varying(24) NOT NULL, "reason" character varying(1000), "changes" text NOT NULL, "is_extended" integer NOT NULL, "is_provisional" integer NOT NULL, CONSTRAINT "uq_round_version" UNIQUE ("round_id", "version"), CONSTRAINT "pk_round_version" PRIMARY KEY ("id"), CONSTRAINT "fk_round_version_round" FOREIGN KEY ("round_id") REFERENCES "grant_round"("id"))`,
  `CREATE TABLE "round_amendment" ("id" character varying(36) NOT NULL, "round_id" character varying(36) NOT NULL, "base_version" integer NOT NULL, "setup" text NOT NULL, "reason" character varying(1000), "status" character varying(12) NOT NULL, "prepared_by" character varying(36) NOT NULL, "prepared_at" character varying(24) NOT NULL, "proposed_by" character varying(36), "proposed_at" character varying(24), "decided_by" character varying(36), "decided_at" character varying(24), "version" integer NOT NULL, CONSTRAINT "pk_round_amendment" PRIMARY KEY ("id"), CONSTRAINT "fk_round_amendment_round" FOREIGN KEY ("round_id") REFERENCES "grant_round"("id"))`,
  `CREATE UNIQUE INDEX "uq_round_amendment_open" ON "round_amendment" ("round_id") WHERE "status" IN ('PREPARING', 'PROPOSED')`,
  `CREATE TRIGGER "round_version_no_change" BEFORE UPDATE OR DELETE ON "round_version" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
  `ALTER TABLE "round_version" ENABLE ALWAYS TRIGGER "round_version_no_change"`,
];

/** Amendments of an open call: one working copy at a time, and every published version for good. (B10) */
export class CreateRoundVersion1795392090000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['round_amendment', 'round_version']) await runner.dropTable(table);
  }
}
