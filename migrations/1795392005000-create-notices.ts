import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "notice" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "kind" varchar(14) NOT NULL, "subject_type" varchar(30) NOT NULL, "subject_id" varchar(60) NOT NULL, "title_zh" varchar(120) NOT NULL, "title_en" varchar(200) NOT NULL, "body" text NOT NULL, "published_at" varchar(24) NOT NULL, "window_from" varchar(10) NOT NULL, "window_to" varchar(10), "is_provisional" integer NOT NULL, "version" integer NOT NULL, "content_hash" varchar(64) NOT NULL, "ledger_seq" integer NOT NULL, CONSTRAINT "uq_notice_number" UNIQUE ("number", "version"), CONSTRAINT "ck_notice_window" CHECK ("kind" <> 'PUBLICITY' OR "window_to" IS NOT NULL))`,
  `CREATE INDEX "ix_notice_subject" ON "notice" ("subject_type", "subject_id")`,
  `CREATE INDEX "ix_notice_published" ON "notice" ("published_at")`,
];

const POSTGRES = [
  `CREATE TABLE "notice" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "kind" character varying(14) NOT NULL, "subject_type" character varying(30) NOT NULL, "subject_id" character varying(60) NOT NULL, "title_zh" character varying(120) NOT NULL, "title_en" character varying(200) NOT NULL, "body" text NOT NULL, "published_at" character varying(24) NOT NULL, "window_from" character varying(10) NOT NULL, "window_to" character varying(10), "is_provisional" integer NOT NULL, "version" integer NOT NULL, "content_hash" character varying(64) NOT NULL, "ledger_seq" integer NOT NULL, CONSTRAINT "uq_notice_number" UNIQUE ("number", "version"), CONSTRAINT "ck_notice_window" CHECK ("kind" <> 'PUBLICITY' OR "window_to" IS NOT NULL), CONSTRAINT "pk_notice" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_notice_subject" ON "notice" ("subject_type", "subject_id")`,
  `CREATE INDEX "ix_notice_published" ON "notice" ("published_at")`,
];

const TABLES = ['notice'];

export class CreateNotices1795392005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}
