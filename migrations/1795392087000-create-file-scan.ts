import { type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS = `"state" varchar(8) NOT NULL, "signature" varchar(120), "scanned_at" varchar(24)`;
const CHECKS = `CONSTRAINT "ck_file_scan_state" CHECK ("state" IN ('CLEAN', 'FOUND', 'WAITING')), CONSTRAINT "ck_file_scan_signature" CHECK (("state" = 'FOUND') = ("signature" IS NOT NULL))`;
const SQLITE = `CREATE TABLE "file_scan" ("sha256" varchar(64) PRIMARY KEY NOT NULL, ${COLUMNS}, ${CHECKS})`;
const POSTGRES = `CREATE TABLE "file_scan" ("sha256" varchar(64) NOT NULL, ${COLUMNS}, ${CHECKS}, CONSTRAINT "pk_file_scan" PRIMARY KEY ("sha256"))`;

/** What the virus scanner said of each content. */
export class CreateFileScan1795392087000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE);
    await runner.query(`CREATE INDEX "ix_file_scan_state" ON "file_scan" ("state", "scanned_at")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('file_scan');
  }
}
