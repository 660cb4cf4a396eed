/**
 * The append-only tables as raw SQL: never the table builder, which would drop triggers, STRICT and CHECK on a
 * rebuild. The migration runs these texts, and the server compares them with what the database has at start.
 */
export interface SchemaText {
  readonly name: string;
  readonly text: string;
}

const forbid = (table: string): SchemaText[] =>
  (['UPDATE', 'DELETE'] as const).map((act) => ({
    name: `${table}_no_${act.toLowerCase()}`,
    text: `CREATE TRIGGER "${table}_no_${act.toLowerCase()}" BEFORE ${act} ON "${table}" BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  }));

/** SQLite: STRICT tables, triggers against change, and one that refuses gaps and earlier times. */
export const SQLITE_LEDGER: readonly SchemaText[] = [
  {
    name: 'ledger_entry',
    text: `CREATE TABLE "ledger_entry" ("seq" INTEGER PRIMARY KEY, "at" TEXT NOT NULL, "body" TEXT NOT NULL, "leaf" BLOB NOT NULL CHECK (length("leaf") = 32)) STRICT`,
  },
  {
    name: 'ledger_node',
    text: `CREATE TABLE "ledger_node" ("level" INTEGER NOT NULL, "idx" INTEGER NOT NULL, "hash" BLOB NOT NULL CHECK (length("hash") = 32), PRIMARY KEY ("level", "idx")) STRICT, WITHOUT ROWID`,
  },
  {
    name: 'ledger_secret',
    text: `CREATE TABLE "ledger_secret" ("seq" INTEGER NOT NULL, "name" TEXT NOT NULL, "salt" BLOB NOT NULL CHECK (length("salt") = 32), "value" TEXT NOT NULL, PRIMARY KEY ("seq", "name")) STRICT, WITHOUT ROWID`,
  },
  {
    name: 'ledger_checkpoint',
    text: `CREATE TABLE "ledger_checkpoint" ("size" INTEGER PRIMARY KEY, "note" TEXT NOT NULL) STRICT`,
  },
  ...forbid('ledger_entry'),
  ...forbid('ledger_node'),
  ...forbid('ledger_checkpoint'),
  {
    name: 'ledger_entry_in_order',
    text: `CREATE TRIGGER "ledger_entry_in_order" BEFORE INSERT ON "ledger_entry" BEGIN
  SELECT RAISE(ABORT, 'ledger_entry has no gaps') WHERE NEW."seq" IS NULL OR NEW."seq" <> (SELECT coalesce(max("seq") + 1, 0) FROM "ledger_entry");
  SELECT RAISE(ABORT, 'ledger time never falls') WHERE NEW."at" < (SELECT coalesce(max("at"), '') FROM "ledger_entry" WHERE "seq" = NEW."seq" - 1);
END`,
  },
];

export const SQLITE_AUDIT: readonly SchemaText[] = [
  {
    name: 'audit_line',
    text: `CREATE TABLE "audit_line" ("seq" INTEGER PRIMARY KEY, "at" TEXT NOT NULL, "actor" TEXT, "actor_name" TEXT, "roles" TEXT NOT NULL, "action" TEXT NOT NULL, "subject_type" TEXT NOT NULL, "subject_id" TEXT NOT NULL, "before" TEXT, "after" TEXT, "address" TEXT, "result" TEXT NOT NULL, "previous_hash" TEXT NOT NULL, "hash" TEXT NOT NULL) STRICT`,
  },
  ...forbid('audit_line'),
  {
    name: 'ix_audit_line_subject',
    text: `CREATE INDEX "ix_audit_line_subject" ON "audit_line" ("subject_type", "subject_id")`,
  },
];

const refusal = (table: string): SchemaText[] => [
  {
    name: `${table}_no_change`,
    text: `CREATE TRIGGER "${table}_no_change" BEFORE UPDATE OR DELETE ON "${table}" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
  },
  {
    name: `${table}_no_truncate`,
    text: `CREATE TRIGGER "${table}_no_truncate" BEFORE TRUNCATE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"()`,
  },
  { name: `${table}_always`, text: `ALTER TABLE "${table}" ENABLE ALWAYS TRIGGER "${table}_no_change"` },
  {
    name: `${table}_always_truncate`,
    text: `ALTER TABLE "${table}" ENABLE ALWAYS TRIGGER "${table}_no_truncate"`,
  },
];

/** PostgreSQL: row and statement triggers, ENABLE ALWAYS; the application's role owns nothing. */
export const POSTGRES_LEDGER: readonly SchemaText[] = [
  {
    name: 'refuse_change',
    text: `CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514'; END $$`,
  },
  {
    name: 'ledger_entry',
    text: `CREATE TABLE "ledger_entry" ("seq" bigint CONSTRAINT "pk_ledger_entry" PRIMARY KEY, "at" text NOT NULL, "body" text NOT NULL, "leaf" bytea NOT NULL CONSTRAINT "ck_ledger_entry_leaf" CHECK (length("leaf") = 32))`,
  },
  {
    name: 'ledger_node',
    text: `CREATE TABLE "ledger_node" ("level" integer NOT NULL, "idx" bigint NOT NULL, "hash" bytea NOT NULL CONSTRAINT "ck_ledger_node_hash" CHECK (length("hash") = 32), CONSTRAINT "pk_ledger_node" PRIMARY KEY ("level", "idx"))`,
  },
  {
    name: 'ledger_secret',
    text: `CREATE TABLE "ledger_secret" ("seq" bigint NOT NULL, "name" text NOT NULL, "salt" bytea NOT NULL, "value" text NOT NULL, CONSTRAINT "pk_ledger_secret" PRIMARY KEY ("seq", "name"))`,
  },
  {
    name: 'ledger_checkpoint',
    text: `CREATE TABLE "ledger_checkpoint" ("size" bigint CONSTRAINT "pk_ledger_checkpoint" PRIMARY KEY, "note" text NOT NULL)`,
  },
  {
    name: 'ledger_head',
    text: `CREATE TABLE "ledger_head" ("one" integer CONSTRAINT "pk_ledger_head" PRIMARY KEY CONSTRAINT "ck_ledger_head_one" CHECK ("one" = 1), "seq" bigint NOT NULL, "at" text NOT NULL)`,
  },
  { name: 'ledger_head_row', text: `INSERT INTO "ledger_head" ("one", "seq", "at") VALUES (1, -1, '')` },
  {
    name: 'ledger_in_order',
    text: `CREATE FUNCTION "ledger_in_order"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW."seq" <> (SELECT coalesce(max("seq") + 1, 0) FROM "ledger_entry") THEN RAISE EXCEPTION 'ledger_entry has no gaps' USING ERRCODE = '23514'; END IF;
  IF NEW."at" < (SELECT coalesce(max("at"), '') FROM "ledger_entry" WHERE "seq" = NEW."seq" - 1) THEN RAISE EXCEPTION 'ledger time never falls' USING ERRCODE = '23514'; END IF;
  RETURN NEW; END $$`,
  },
  {
    name: 'ledger_entry_in_order',
    text: `CREATE TRIGGER "ledger_entry_in_order" BEFORE INSERT ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION "ledger_in_order"()`,
  },
  {
    name: 'ledger_entry_in_order_always',
    text: `ALTER TABLE "ledger_entry" ENABLE ALWAYS TRIGGER "ledger_entry_in_order"`,
  },
  ...refusal('ledger_entry'),
  ...refusal('ledger_node'),
  ...refusal('ledger_checkpoint'),
];

export const POSTGRES_AUDIT: readonly SchemaText[] = [
  {
    name: 'audit_line',
    text: `CREATE TABLE "audit_line" ("seq" bigint CONSTRAINT "pk_audit_line" PRIMARY KEY, "at" text NOT NULL, "actor" text, "actor_name" text, "roles" text NOT NULL, "action" text NOT NULL, "subject_type" text NOT NULL, "subject_id" text NOT NULL, "before" text, "after" text, "address" text, "result" text NOT NULL, "previous_hash" text NOT NULL, "hash" text NOT NULL)`,
  },
  {
    name: 'audit_head',
    text: `CREATE TABLE "audit_head" ("one" integer CONSTRAINT "pk_audit_head" PRIMARY KEY CONSTRAINT "ck_audit_head_one" CHECK ("one" = 1), "seq" bigint NOT NULL, "hash" text NOT NULL)`,
  },
  { name: 'audit_head_row', text: `INSERT INTO "audit_head" ("one", "seq", "hash") VALUES (1, -1, '')` },
  ...refusal('audit_line'),
  {
    name: 'ix_audit_line_subject',
    text: `CREATE INDEX "ix_audit_line_subject" ON "audit_line" ("subject_type", "subject_id")`,
  },
];
