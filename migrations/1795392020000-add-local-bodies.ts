import { type MigrationInterface, type QueryRunner } from 'typeorm';

const OLD_COLUMNS =
  '"id", "credit_code", "name", "type", "status", "authority_code", "division_code", "legal_representative", "established_on", "ended_on", "address", "supervising_unit", "capital_fen", "business_scope", "initials", "verified_on", "recorded_at", "version"';
const INDICES = [
  `CREATE INDEX "ix_organization_listing" ON "organization" ("status", "name")`,
  `CREATE INDEX "ix_organization_initials" ON "organization" ("initials")`,
];
/** A body has a code exactly when it is registered, and a local number when it is not. */
const IDENTITY = [
  `CONSTRAINT "ck_organization_identity" CHECK ("credit_code" IS NOT NULL OR "local_number" IS NOT NULL)`,
  `CONSTRAINT "ck_organization_legal_status" CHECK ("legal_status" IN ('REGISTERED', 'FILED', 'PREPARING') AND ("legal_status" = 'REGISTERED') = ("credit_code" IS NOT NULL))`,
];

const sqliteTable = (code: string, more: readonly string[], checks: readonly string[]): string =>
  `CREATE TABLE "organization" (${[
    '"id" varchar(36) PRIMARY KEY NOT NULL',
    code,
    ...[
      '"name" varchar(100) NOT NULL',
      '"type" varchar(24) NOT NULL',
      '"status" varchar(24) NOT NULL',
      '"authority_code" varchar(6) NOT NULL',
      '"division_code" varchar(12) NOT NULL',
      '"legal_representative" varchar(60) NOT NULL',
      '"established_on" varchar(10) NOT NULL',
      '"ended_on" varchar(10)',
      '"address" varchar(200) NOT NULL',
      '"supervising_unit" varchar(100)',
      '"capital_fen" bigint',
      '"business_scope" varchar(1000) NOT NULL',
      '"initials" varchar(100) NOT NULL',
      '"verified_on" varchar(10)',
      '"recorded_at" varchar(24) NOT NULL',
      '"version" integer NOT NULL',
    ],
    ...more,
    'CONSTRAINT "uq_organization_credit_code" UNIQUE ("credit_code")',
    ...checks,
    'CONSTRAINT "ck_organization_name" CHECK (length("name") BETWEEN 2 AND 100)',
    'CONSTRAINT "ck_organization_credit_code" CHECK (length("credit_code") = 18)',
  ].join(', ')})`;

/**
 * SQLite cannot drop a NOT NULL: the rows step aside, the table is made anew, and they come back. Going down happens
 * inside a transaction with foreign keys on, so they are asked only at its end, when every row is there again.
 */
const sqliteSwap = (create: string, columns: string, values: string): readonly string[] => [
  `PRAGMA defer_foreign_keys = ON`,
  `CREATE TABLE "organization_kept" AS SELECT * FROM "organization"`,
  `DROP TABLE "organization"`,
  create,
  `INSERT INTO "organization" (${columns}) SELECT ${values} FROM "organization_kept"`,
  `DROP TABLE "organization_kept"`,
  ...INDICES,
];

const SQLITE_UP = sqliteSwap(
  sqliteTable(
    '"credit_code" varchar(18)',
    ['"legal_status" varchar(12) NOT NULL', '"local_number" varchar(20)'],
    ['CONSTRAINT "uq_organization_local_number" UNIQUE ("local_number")', ...IDENTITY],
  ),
  `${OLD_COLUMNS}, "legal_status"`,
  `${OLD_COLUMNS}, 'REGISTERED'`,
);
const SQLITE_DOWN = sqliteSwap(
  sqliteTable('"credit_code" varchar(18) NOT NULL', [], []),
  OLD_COLUMNS,
  OLD_COLUMNS,
);

const POSTGRES_UP = [
  `ALTER TABLE "organization" ALTER COLUMN "credit_code" DROP NOT NULL`,
  `ALTER TABLE "organization" ADD COLUMN "legal_status" character varying(12) NOT NULL DEFAULT 'REGISTERED'`,
  `ALTER TABLE "organization" ALTER COLUMN "legal_status" DROP DEFAULT`,
  `ALTER TABLE "organization" ADD COLUMN "local_number" character varying(20)`,
  `ALTER TABLE "organization" ADD CONSTRAINT "uq_organization_local_number" UNIQUE ("local_number")`,
  ...IDENTITY.map((check) => `ALTER TABLE "organization" ADD ${check}`),
];
const POSTGRES_DOWN = [
  `ALTER TABLE "organization" DROP CONSTRAINT "ck_organization_legal_status"`,
  `ALTER TABLE "organization" DROP CONSTRAINT "ck_organization_identity"`,
  `ALTER TABLE "organization" DROP CONSTRAINT "uq_organization_local_number"`,
  `ALTER TABLE "organization" DROP COLUMN "local_number"`,
  `ALTER TABLE "organization" DROP COLUMN "legal_status"`,
  `ALTER TABLE "organization" ALTER COLUMN "credit_code" SET NOT NULL`,
];

/**
 * Filed and preparing bodies stand in the same table as registered ones: one identity for life. Going down refuses
 * while there is a body without a code, since the old table has no place for it.
 */
export class AddLocalBodies1795392020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES_UP : SQLITE_UP;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES_DOWN : SQLITE_DOWN;
    for (const statement of statements) await runner.query(statement);
  }
}
