import { type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS = (text: string): string =>
  `"id" ${text}(36) NOT NULL, "round_id" ${text}(36) NOT NULL, "round_version" integer NOT NULL, "status" ${text}(10) NOT NULL, "step" ${text}(12) NOT NULL, "started_by" ${text}(36) NOT NULL, "started_at" ${text}(24) NOT NULL, "finished_at" ${text}(24), "report" text, "version" integer NOT NULL`;
const SQLITE = `CREATE TABLE "rehearsal" (${COLUMNS('varchar')}, CONSTRAINT "pk_rehearsal" PRIMARY KEY ("id"), CONSTRAINT "uq_rehearsal_round" UNIQUE ("round_id"), CONSTRAINT "fk_rehearsal_round" FOREIGN KEY ("round_id") REFERENCES "grant_round" ("id"))`;
const POSTGRES = `CREATE TABLE "rehearsal" (${COLUMNS('character varying')}, CONSTRAINT "uq_rehearsal_round" UNIQUE ("round_id"), CONSTRAINT "pk_rehearsal" PRIMARY KEY ("id"), CONSTRAINT "fk_rehearsal_round" FOREIGN KEY ("round_id") REFERENCES "grant_round"("id"))`;

/** What is known here of a rehearsal, which itself runs in a database of its own; gone when it is purged. (B12) */
export class CreateRehearsal1795392091000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('rehearsal');
  }
}
