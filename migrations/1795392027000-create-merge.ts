import { type MigrationInterface, type QueryRunner } from 'typeorm';

const INDICES = [
  `CREATE INDEX "ix_organization_merge_absorbed" ON "organization_merge" ("absorbed_id")`,
  `CREATE INDEX "ix_organization_merge_survivor" ON "organization_merge" ("survivor_id")`,
];
const CHECKS = `CONSTRAINT "uq_organization_merge_number" UNIQUE ("number"), CONSTRAINT "ck_organization_merge_two_bodies" CHECK ("survivor_id" <> "absorbed_id"), CONSTRAINT "ck_organization_merge_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "proposed_by"), CONSTRAINT "ck_organization_merge_two_persons_back" CHECK ("undo_decided_by" IS NULL OR "undo_decided_by" <> "undo_proposed_by")`;

const SQLITE = [
  `CREATE TABLE "organization_merge" ("id" varchar(36) PRIMARY KEY NOT NULL, "number" varchar(20) NOT NULL, "survivor_id" varchar(36) NOT NULL, "survivor_address" varchar(30) NOT NULL, "survivor_name" varchar(100) NOT NULL, "absorbed_id" varchar(36) NOT NULL, "absorbed_address" varchar(30) NOT NULL, "absorbed_name" varchar(100) NOT NULL, "status" varchar(16) NOT NULL, "reason" varchar(500) NOT NULL, "proposed_by" varchar(36) NOT NULL, "proposed_at" varchar(24) NOT NULL, "decided_by" varchar(36), "decided_at" varchar(24), "decision_note" varchar(500), "absorbed_row" text, "undo_reason" varchar(500), "undo_proposed_by" varchar(36), "undo_proposed_at" varchar(24), "undo_decided_by" varchar(36), "undo_decided_at" varchar(24), "version" integer NOT NULL, ${CHECKS})`,
  ...INDICES,
  `CREATE TABLE "organization_merge_row" ("merge_id" varchar(36) NOT NULL, "table_name" varchar(63) NOT NULL, "column_name" varchar(63) NOT NULL, "row_key" varchar(200) NOT NULL, CONSTRAINT "fk_organization_merge_row_merge" FOREIGN KEY ("merge_id") REFERENCES "organization_merge" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("merge_id", "table_name", "column_name", "row_key"))`,
];

const POSTGRES = [
  `CREATE TABLE "organization_merge" ("id" character varying(36) NOT NULL, "number" character varying(20) NOT NULL, "survivor_id" character varying(36) NOT NULL, "survivor_address" character varying(30) NOT NULL, "survivor_name" character varying(100) NOT NULL, "absorbed_id" character varying(36) NOT NULL, "absorbed_address" character varying(30) NOT NULL, "absorbed_name" character varying(100) NOT NULL, "status" character varying(16) NOT NULL, "reason" character varying(500) NOT NULL, "proposed_by" character varying(36) NOT NULL, "proposed_at" character varying(24) NOT NULL, "decided_by" character varying(36), "decided_at" character varying(24), "decision_note" character varying(500), "absorbed_row" text, "undo_reason" character varying(500), "undo_proposed_by" character varying(36), "undo_proposed_at" character varying(24), "undo_decided_by" character varying(36), "undo_decided_at" character varying(24), "version" integer NOT NULL, ${CHECKS}, CONSTRAINT "pk_organization_merge" PRIMARY KEY ("id"))`,
  ...INDICES,
  `CREATE TABLE "organization_merge_row" ("merge_id" character varying(36) NOT NULL, "table_name" character varying(63) NOT NULL, "column_name" character varying(63) NOT NULL, "row_key" character varying(200) NOT NULL, CONSTRAINT "pk_organization_merge_row" PRIMARY KEY ("merge_id", "table_name", "column_name", "row_key"))`,
  `ALTER TABLE "organization_merge_row" ADD CONSTRAINT "fk_organization_merge_row_merge" FOREIGN KEY ("merge_id") REFERENCES "organization_merge"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

/** Merges of two bodies: who proposed, who confirmed, the absorbed body whole, and every row that moved. */
export class CreateMerge1795392027000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('organization_merge_row');
    await runner.dropTable('organization_merge');
  }
}
