import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SQLITE = [
  `CREATE TABLE "contest" ("id" varchar(36) PRIMARY KEY NOT NULL, "subject_type" varchar(30) NOT NULL, "subject_id" varchar(36) NOT NULL, "ref" varchar(20) NOT NULL, "name_zh" varchar(120) NOT NULL, "name_en" varchar(200) NOT NULL, "criteria" text NOT NULL, "method" text NOT NULL, "status" varchar(10) NOT NULL, "opened_at" varchar(24) NOT NULL, "closed_at" varchar(24), "ranking" text, "ranking_hash" varchar(64), CONSTRAINT "uq_contest_subject" UNIQUE ("subject_type", "subject_id"))`,
  `CREATE TABLE "contest_candidate" ("id" varchar(36) PRIMARY KEY NOT NULL, "contest_id" varchar(36) NOT NULL, "subject_id" varchar(36) NOT NULL, "number" varchar(24) NOT NULL, "title" varchar(120) NOT NULL, "organization_id" varchar(36) NOT NULL, "organization_name" varchar(100) NOT NULL, "dossier" text NOT NULL, CONSTRAINT "uq_contest_candidate_number" UNIQUE ("contest_id", "number"), CONSTRAINT "fk_contest_candidate_contest" FOREIGN KEY ("contest_id") REFERENCES "contest" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "expert" ("id" varchar(36) PRIMARY KEY NOT NULL, "account_id" varchar(36), "name" varchar(60) NOT NULL, "employer" varchar(100) NOT NULL, "fields" varchar(200) NOT NULL)`,
  `CREATE UNIQUE INDEX "uq_expert_account" ON "expert" ("account_id")`,
  `CREATE TABLE "panel_member" ("contest_id" varchar(36) NOT NULL, "expert_id" varchar(36) NOT NULL, CONSTRAINT "fk_panel_member_contest" FOREIGN KEY ("contest_id") REFERENCES "contest" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "fk_panel_member_expert" FOREIGN KEY ("expert_id") REFERENCES "expert" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("contest_id", "expert_id"))`,
  `CREATE TABLE "assignment" ("id" varchar(36) PRIMARY KEY NOT NULL, "candidate_id" varchar(36) NOT NULL, "expert_id" varchar(36) NOT NULL, "status" varchar(10) NOT NULL, "reason" varchar(300), "conflict_answer" varchar(10), "declared_at" varchar(24), CONSTRAINT "uq_assignment_pair" UNIQUE ("candidate_id", "expert_id"), CONSTRAINT "ck_assignment_recused" CHECK ("status" <> 'RECUSED' OR "reason" IS NOT NULL), CONSTRAINT "fk_assignment_candidate" FOREIGN KEY ("candidate_id") REFERENCES "contest_candidate" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "fk_assignment_expert" FOREIGN KEY ("expert_id") REFERENCES "expert" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_assignment_expert" ON "assignment" ("expert_id")`,
  `CREATE TABLE "scorecard" ("id" varchar(36) PRIMARY KEY NOT NULL, "assignment_id" varchar(36) NOT NULL, "version" integer NOT NULL, "marks" text NOT NULL, "total_tenths" integer NOT NULL, "comment" varchar(1000), "sealed_at" varchar(24) NOT NULL, "ledger_seq" integer NOT NULL, CONSTRAINT "uq_scorecard_version" UNIQUE ("assignment_id", "version"), CONSTRAINT "fk_scorecard_assignment" FOREIGN KEY ("assignment_id") REFERENCES "assignment" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
];

const POSTGRES = [
  `CREATE TABLE "contest" ("id" character varying(36) NOT NULL, "subject_type" character varying(30) NOT NULL, "subject_id" character varying(36) NOT NULL, "ref" character varying(20) NOT NULL, "name_zh" character varying(120) NOT NULL, "name_en" character varying(200) NOT NULL, "criteria" text NOT NULL, "method" text NOT NULL, "status" character varying(10) NOT NULL, "opened_at" character varying(24) NOT NULL, "closed_at" character varying(24), "ranking" text, "ranking_hash" character varying(64), CONSTRAINT "uq_contest_subject" UNIQUE ("subject_type", "subject_id"), CONSTRAINT "pk_contest" PRIMARY KEY ("id"))`,
  `CREATE TABLE "contest_candidate" ("id" character varying(36) NOT NULL, "contest_id" character varying(36) NOT NULL, "subject_id" character varying(36) NOT NULL, "number" character varying(24) NOT NULL, "title" character varying(120) NOT NULL, "organization_id" character varying(36) NOT NULL, "organization_name" character varying(100) NOT NULL, "dossier" text NOT NULL, CONSTRAINT "uq_contest_candidate_number" UNIQUE ("contest_id", "number"), CONSTRAINT "pk_contest_candidate" PRIMARY KEY ("id"))`,
  `CREATE TABLE "expert" ("id" character varying(36) NOT NULL, "account_id" character varying(36), "name" character varying(60) NOT NULL, "employer" character varying(100) NOT NULL, "fields" character varying(200) NOT NULL, CONSTRAINT "pk_expert" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_expert_account" ON "expert" ("account_id")`,
  `CREATE TABLE "panel_member" ("contest_id" character varying(36) NOT NULL, "expert_id" character varying(36) NOT NULL, CONSTRAINT "pk_panel_member" PRIMARY KEY ("contest_id", "expert_id"))`,
  `CREATE TABLE "assignment" ("id" character varying(36) NOT NULL, "candidate_id" character varying(36) NOT NULL, "expert_id" character varying(36) NOT NULL, "status" character varying(10) NOT NULL, "reason" character varying(300), "conflict_answer" character varying(10), "declared_at" character varying(24), CONSTRAINT "uq_assignment_pair" UNIQUE ("candidate_id", "expert_id"), CONSTRAINT "ck_assignment_recused" CHECK ("status" <> 'RECUSED' OR "reason" IS NOT NULL), CONSTRAINT "pk_assignment" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_assignment_expert" ON "assignment" ("expert_id")`,
  `CREATE TABLE "scorecard" ("id" character varying(36) NOT NULL, "assignment_id" character varying(36) NOT NULL, "version" integer NOT NULL, "marks" text NOT NULL, "total_tenths" integer NOT NULL, "comment" character varying(1000), "sealed_at" character varying(24) NOT NULL, "ledger_seq" integer NOT NULL, CONSTRAINT "uq_scorecard_version" UNIQUE ("assignment_id", "version"), CONSTRAINT "pk_scorecard" PRIMARY KEY ("id"))`,
  `ALTER TABLE "contest_candidate" ADD CONSTRAINT "fk_contest_candidate_contest" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "panel_member" ADD CONSTRAINT "fk_panel_member_contest" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "panel_member" ADD CONSTRAINT "fk_panel_member_expert" FOREIGN KEY ("expert_id") REFERENCES "expert"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "assignment" ADD CONSTRAINT "fk_assignment_candidate" FOREIGN KEY ("candidate_id") REFERENCES "contest_candidate"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "assignment" ADD CONSTRAINT "fk_assignment_expert" FOREIGN KEY ("expert_id") REFERENCES "expert"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "scorecard" ADD CONSTRAINT "fk_scorecard_assignment" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const TABLES = ['scorecard', 'assignment', 'panel_member', 'expert', 'contest_candidate', 'contest'];

export class CreateReview1795392007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}
