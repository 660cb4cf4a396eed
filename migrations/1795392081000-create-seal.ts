import { type MigrationInterface, type QueryRunner } from 'typeorm';

const key = (table: string, column: string, postgres: boolean): string =>
  postgres
    ? `"${column}" character varying(36) NOT NULL, CONSTRAINT "pk_${table}" PRIMARY KEY ("${column}")`
    : `"${column}" varchar(36) PRIMARY KEY NOT NULL`;

/** Sealed applications, the wrapped key of their round, and the act of two people that opens them. */
export class CreateSeal1795392081000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const postgres = runner.dataSource.options.type === 'postgres';
    const text = postgres ? 'character varying' : 'varchar';
    await runner.query(
      `CREATE TABLE "round_seal" (${key('round_seal', 'round_id', postgres)}, "wrapped_key" ${text}(400) NOT NULL, "made_at" ${text}(24) NOT NULL, CONSTRAINT "fk_round_seal_round" FOREIGN KEY ("round_id") REFERENCES "grant_round" ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "application_seal" (${key('application_seal', 'application_id', postgres)}, "sealed" text NOT NULL, "sealed_at" ${text}(24) NOT NULL, "opened_at" ${text}(24), "broken_at" ${text}(24), CONSTRAINT "fk_application_seal_application" FOREIGN KEY ("application_id") REFERENCES "application" ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "round_opening" (${key('round_opening', 'round_id', postgres)}, "proposed_by" ${text}(36) NOT NULL, "proposed_at" ${text}(24) NOT NULL, "confirmed_by" ${text}(36), "confirmed_at" ${text}(24), "applications" integer, "digest" ${text}(64), "ledger_seq" integer, CONSTRAINT "ck_round_opening_two" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by"), CONSTRAINT "fk_round_opening_round" FOREIGN KEY ("round_id") REFERENCES "grant_round" ("id"))`,
    );
    await runner.query(`ALTER TABLE "grant_round" ADD COLUMN "opened_at" ${text}(24)`);
    // Rounds from before there were seals: what was closed is open to read.
    await runner.query(
      `UPDATE "grant_round" SET "opened_at" = "closes_at" WHERE "status" NOT IN ('DRAFT', 'OPEN')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "grant_round" DROP COLUMN "opened_at"`);
    for (const table of ['round_opening', 'application_seal', 'round_seal']) await runner.dropTable(table);
  }
}
