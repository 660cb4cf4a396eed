import { type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS = (text: string, int: string): string =>
  `"round_id" ${text}(36) NOT NULL, "organization_id" ${text}(36) NOT NULL, "until" ${text}(24) NOT NULL, "reason" ${text}(500) NOT NULL, "proposed_by" ${text}(36) NOT NULL, "proposed_at" ${text}(24) NOT NULL, "confirmed_by" ${text}(36), "confirmed_at" ${text}(24), "refused_by" ${text}(36), "refused_at" ${text}(24), "ledger_seq" ${int},
  CONSTRAINT "ck_application_extension_two" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by"),
  CONSTRAINT "fk_application_extension_round" FOREIGN KEY ("round_id") REFERENCES "grant_round" ("id"),
  CONSTRAINT "fk_application_extension_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id")`;
const SQLITE = `CREATE TABLE "application_extension" ("id" varchar(36) PRIMARY KEY NOT NULL, ${COLUMNS('varchar', 'integer')})`;
const POSTGRES = `CREATE TABLE "application_extension" ("id" character varying(36) NOT NULL, ${COLUMNS('character varying', 'integer')}, CONSTRAINT "pk_application_extension" PRIMARY KEY ("id"))`;

/** More time for one body: asked by one person with a reason, confirmed by another; one that stands in a round. */
export class CreateExtension1795392080000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_application_extension" ON "application_extension" ("round_id", "organization_id") WHERE "refused_at" IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('application_extension');
  }
}
