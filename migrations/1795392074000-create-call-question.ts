import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "call_question" ("id" varchar(36) NOT NULL, "round_id" varchar(36) NOT NULL, "number" integer, "text" varchar(1000) NOT NULL, "asked_at" varchar(24) NOT NULL, "asker_id" varchar(36), "contact_sealed" varchar(600), "status" varchar(12) NOT NULL, "draft_question" varchar(1000), "draft_answer" varchar(4000), "draft_reason" varchar(500), "drafted_by" varchar(36), "drafted_at" varchar(24), "set_aside_reason" varchar(500), "version" integer NOT NULL, CONSTRAINT "pk_call_question" PRIMARY KEY ("id"), CONSTRAINT "uq_call_question_number" UNIQUE ("round_id", "number"), CONSTRAINT "fk_call_question_round" FOREIGN KEY ("round_id") REFERENCES "grant_round" ("id"), CONSTRAINT "fk_call_question_asker" FOREIGN KEY ("asker_id") REFERENCES "organization" ("id"))`,
  `CREATE TABLE "call_answer" ("id" varchar(36) NOT NULL, "question_id" varchar(36) NOT NULL, "version" integer NOT NULL, "question" varchar(1000) NOT NULL, "answer" varchar(4000) NOT NULL, "reason" varchar(500), "published_at" varchar(24) NOT NULL, "published_by" varchar(36) NOT NULL, "ledger_seq" integer NOT NULL, CONSTRAINT "pk_call_answer" PRIMARY KEY ("id"), CONSTRAINT "uq_call_answer_version" UNIQUE ("question_id", "version"), CONSTRAINT "fk_call_answer_question" FOREIGN KEY ("question_id") REFERENCES "call_question" ("id"))`,
  `CREATE TABLE "call_reading" ("round_id" varchar(36) NOT NULL, "organization_id" varchar(36) NOT NULL, "read_until" varchar(24) NOT NULL, CONSTRAINT "pk_call_reading" PRIMARY KEY ("round_id", "organization_id"), CONSTRAINT "fk_call_reading_round" FOREIGN KEY ("round_id") REFERENCES "grant_round" ("id"), CONSTRAINT "fk_call_reading_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id"))`,
  `CREATE INDEX "ix_call_question_round" ON "call_question" ("round_id", "status")`,
  ...['UPDATE', 'DELETE'].map(
    (event) =>
      `CREATE TRIGGER "call_answer_no_${event.toLowerCase()}" BEFORE ${event} ON "call_answer" BEGIN SELECT RAISE(ABORT, 'call_answer is append-only'); END`,
  ),
];

const POSTGRES = [
  `CREATE TABLE "call_question" ("id" character varying(36) NOT NULL, "round_id" character varying(36) NOT NULL, "number" integer, "text" character varying(1000) NOT NULL, "asked_at" character varying(24) NOT NULL, "asker_id" character varying(36), "contact_sealed" character varying(600), "status" character varying(12) NOT NULL, "draft_question" character varying(1000), "draft_answer" character varying(4000), "draft_reason" character varying(500), "drafted_by" character varying(36), "drafted_at" character varying(24), "set_aside_reason" character varying(500), "version" integer NOT NULL, CONSTRAINT "uq_call_question_number" UNIQUE ("round_id", "number"), CONSTRAINT "pk_call_question" PRIMARY KEY ("id"), CONSTRAINT "fk_call_question_round" FOREIGN KEY ("round_id") REFERENCES "grant_round"("id"), CONSTRAINT "fk_call_question_asker" FOREIGN KEY ("asker_id") REFERENCES "organization"("id"))`,
  `CREATE TABLE "call_answer" ("id" character varying(36) NOT NULL, "question_id" character varying(36) NOT NULL, "version" integer NOT NULL, "question" character varying(1000) NOT NULL, "answer" character varying(4000) NOT NULL, "reason" character varying(500), "published_at" character varying(24) NOT NULL, "published_by" character varying(36) NOT NULL, "ledger_seq" integer NOT NULL, CONSTRAINT "uq_call_answer_version" UNIQUE ("question_id", "version"), CONSTRAINT "pk_call_answer" PRIMARY KEY ("id"), CONSTRAINT "fk_call_answer_question" FOREIGN KEY ("question_id") REFERENCES "call_question"("id"))`,
  `CREATE TABLE "call_reading" ("round_id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "read_until" character varying(24) NOT NULL, CONSTRAINT "pk_call_reading" PRIMARY KEY ("round_id", "organization_id"), CONSTRAINT "fk_call_reading_round" FOREIGN KEY ("round_id") REFERENCES "grant_round"("id"), CONSTRAINT "fk_call_reading_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id"))`,
  `CREATE INDEX "ix_call_question_round" ON "call_question" ("round_id", "status")`,
  `CREATE TRIGGER "call_answer_no_change" BEFORE UPDATE OR DELETE ON "call_answer" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
  `ALTER TABLE "call_answer" ENABLE ALWAYS TRIGGER "call_answer_no_change"`,
];

/** Questions on a call, their answers in versions that never change, and how far each applicant has read. (B11) */
export class CreateCallQuestion1795392074000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['call_reading', 'call_answer', 'call_question']) await runner.dropTable(table);
  }
}
