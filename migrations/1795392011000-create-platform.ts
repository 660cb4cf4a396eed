import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Sessions, jobs and the mail outbox: tables of the platform, read and written by hand, without entities. */
export class CreatePlatform1795392011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const strict = runner.dataSource.options.type === 'postgres' ? '' : ' STRICT';
    const text = runner.dataSource.options.type === 'postgres' ? 'varchar' : 'TEXT';
    const integer = runner.dataSource.options.type === 'postgres' ? 'bigint' : 'INTEGER';
    await runner.query(`CREATE TABLE "session" (
      "id_hash" ${text} NOT NULL CONSTRAINT "pk_session" PRIMARY KEY,
      "account_id" ${text},
      "data" ${text} NOT NULL CONSTRAINT "ck_session_data" CHECK (length("data") <= 8000),
      "created_at" ${text} NOT NULL,
      "touched_at" ${text} NOT NULL,
      "expires_at" ${text} NOT NULL,
      "address" ${text} NOT NULL
    )${strict}`);
    await runner.query('CREATE INDEX "ix_session_account" ON "session" ("account_id")');
    await runner.query(`CREATE TABLE "job" (
      "key" ${text} NOT NULL CONSTRAINT "pk_job" PRIMARY KEY,
      "name" ${text} NOT NULL,
      "input" ${text} NOT NULL,
      "due_at" ${text} NOT NULL,
      "attempts" ${integer} NOT NULL,
      "claimed_until" ${text},
      "done_at" ${text},
      "failed_at" ${text},
      "error" ${text}
    )${strict}`);
    await runner.query(
      'CREATE INDEX "ix_job_due" ON "job" ("due_at") WHERE "done_at" IS NULL AND "failed_at" IS NULL',
    );
    await runner.query(`CREATE TABLE "outbox_mail" (
      "id" ${text} NOT NULL CONSTRAINT "pk_outbox_mail" PRIMARY KEY,
      "recipient" ${text} NOT NULL,
      "subject" ${text} NOT NULL,
      "body" ${text} NOT NULL,
      "created_at" ${text} NOT NULL,
      "sent_at" ${text}
    )${strict}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['outbox_mail', 'job', 'session']) await runner.query(`DROP TABLE "${table}"`);
  }
}
