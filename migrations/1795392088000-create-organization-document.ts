import { type MigrationInterface, type QueryRunner } from 'typeorm';

const DOCUMENT = `"organization_id" varchar(36) NOT NULL, "kind" varchar(16) NOT NULL, "title" varchar(100) NOT NULL, "added_at" varchar(24) NOT NULL, "ended_at" varchar(24), "version" integer NOT NULL`;
const DOCUMENT_KEY = `CONSTRAINT "fk_organization_document_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;
const VERSION = `"document_id" varchar(36) NOT NULL, "number" integer NOT NULL, "name" varchar(150) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer NOT NULL, "type" varchar(100) NOT NULL, "valid_from" varchar(10), "valid_until" varchar(10), "added_at" varchar(24) NOT NULL, "added_by" varchar(36) NOT NULL`;
const VERSION_KEYS = `CONSTRAINT "uq_organization_document_version_number" UNIQUE ("document_id", "number"), CONSTRAINT "fk_organization_document_version_document" FOREIGN KEY ("document_id") REFERENCES "organization_document" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;
const INDEX = `CREATE INDEX "ix_organization_document_organization" ON "organization_document" ("organization_id", "ended_at")`;

const SQLITE = [
  `CREATE TABLE "organization_document" ("id" varchar(36) PRIMARY KEY NOT NULL, ${DOCUMENT}, ${DOCUMENT_KEY})`,
  `CREATE TABLE "organization_document_version" ("id" varchar(36) PRIMARY KEY NOT NULL, ${VERSION}, ${VERSION_KEYS})`,
  INDEX,
  ...['UPDATE', 'DELETE'].map(
    (event) =>
      `CREATE TRIGGER "organization_document_version_no_${event.toLowerCase()}" BEFORE ${event} ON "organization_document_version" BEGIN SELECT RAISE(ABORT, 'a version of a document stays as it was'); END`,
  ),
];
const POSTGRES = [
  `CREATE TABLE "organization_document" ("id" varchar(36) NOT NULL, ${DOCUMENT}, CONSTRAINT "pk_organization_document" PRIMARY KEY ("id"), ${DOCUMENT_KEY})`,
  `CREATE TABLE "organization_document_version" ("id" varchar(36) NOT NULL, ${VERSION}, CONSTRAINT "pk_organization_document_version" PRIMARY KEY ("id"), ${VERSION_KEYS})`,
  INDEX,
  `CREATE TRIGGER "organization_document_version_no_change" BEFORE UPDATE OR DELETE ON "organization_document_version" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
];

/** The documents of organizations with their versions, which nothing changes. */
export class CreateOrganizationDocument1795392088000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('organization_document_version');
    await runner.dropTable('organization_document');
  }
}
