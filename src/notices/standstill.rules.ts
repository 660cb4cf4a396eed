import { HOLDING } from './objection.rules.js';

/** A table whose rows contract something, and what a row is about. */
export interface ContractTable {
  readonly table: string;
  /** The name of the triggers, without an ending. */
  readonly name: string;
  /** The statuses of `"status"` that contract or pay. */
  readonly contracts: readonly string[];
  /** The subjects of a row: the type, and SQL that gives the id from `NEW`. */
  readonly subjects: readonly (readonly [type: string, id: string])[];
}

export interface GuardTexts {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

export type Engine = 'sqlite' | 'postgres';

const MESSAGE = 'an objection is open';
const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

function held({ subjects }: ContractTable): string {
  const about = subjects.map(([type, id]) => `(o."subject_type" = '${type}' AND o."subject_id" = ${id})`);
  return `EXISTS (SELECT 1 FROM "objection" o WHERE o."status" IN (${list(HOLDING)}) AND (${about.join(' OR ')}))`;
}

/**
 * The triggers that keep a row of this table from contracting while its subject is under objection, for a migration.
 * By subject, so that agreements, contracts and payments attach the same way. (domain.md 3.7; features I3)
 *
 * On PostgreSQL the guard and the arrival of an objection take one lock: of two that overlap, the later one sees the
 * earlier one's row. SQLite has one writer, which says the same.
 */
export function standstillGuard(engine: Engine, spec: ContractTable): GuardTexts {
  const { table, name, contracts } = spec;
  const contracting = `NEW."status" IN (${list(contracts)})`;
  if (engine === 'sqlite')
    return {
      up: ['INSERT', 'UPDATE'].map(
        (event) =>
          `CREATE TRIGGER "${name}_${event.toLowerCase()}" BEFORE ${event} ON "${table}" WHEN ${contracting} AND ${held(spec)} BEGIN SELECT RAISE(ABORT, '${MESSAGE}'); END`,
      ),
      down: ['insert', 'update'].map((event) => `DROP TRIGGER "${name}_${event}"`),
    };
  return {
    up: [
      `CREATE FUNCTION "${name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ${contracting} THEN PERFORM ${LOCK}; IF ${held(spec)} THEN RAISE EXCEPTION '${MESSAGE}' USING ERRCODE = '23514'; END IF; END IF; RETURN NEW; END $$`,
      `CREATE TRIGGER "${name}" BEFORE INSERT OR UPDATE ON "${table}" FOR EACH ROW EXECUTE FUNCTION "${name}"()`,
      `ALTER TABLE "${table}" ENABLE ALWAYS TRIGGER "${name}"`,
    ],
    down: [`DROP TRIGGER "${name}" ON "${table}"`, `DROP FUNCTION "${name}"()`],
  };
}

const LOCK = `pg_advisory_xact_lock(hashtext('standstill'))`;
const CLAIM = [
  'id',
  'number',
  'notice_number',
  'subject_type',
  'subject_id',
  'desk',
  'lodged_by',
  'organization_id',
  'ground',
  'points',
  'remedy',
  'received_at',
  'reply_due_on',
  'is_provisional',
  'content_hash',
  'received_seq',
];

/** What stands against a change of an objection's row, as SQL over OLD and NEW; each with what the database says. */
function refusals(inString: (text: string, part: string) => string): readonly (readonly [string, string])[] {
  const same = (column: string): string => `NEW."${column}" IS NOT DISTINCT FROM OLD."${column}"`;
  const arrows = `(OLD."status" = 'OPEN' AND NEW."status" IN ('UPHELD', 'REJECTED', 'WITHDRAWN')) OR (OLD."status" = 'UPHELD' AND NEW."status" = 'REMEDIED')`;
  const told = `EXISTS (SELECT 1 FROM "ledger_entry" e WHERE e."seq" = NEW."decided_seq" AND ${inString('e."body"', `'"type":"objection.decided"'`)} AND ${inString('e."body"', `'"ref":"' || NEW."number" || '"'`)})`;
  return [
    ['what was objected is not changed', `NOT (${CLAIM.map(same).join(' AND ')})`],
    ['an objection that was decided stays so', `NOT (${arrows})`],
    ['a decision stands in the public ledger', `NOT ${told}`],
  ];
}

/**
 * The triggers of the objections themselves: never deleted, never reopened, what was said never changed, and decided
 * only together with the line of the public ledger that says so.
 */
export function objectionGuard(engine: Engine): GuardTexts {
  if (engine === 'sqlite') {
    const rules = refusals((text, part) => `instr(${text}, ${part}) > 0`);
    return {
      up: [
        `CREATE TRIGGER "objection_no_delete" BEFORE DELETE ON "objection" BEGIN SELECT RAISE(ABORT, 'an objection is not deleted'); END`,
        `CREATE TRIGGER "objection_decided_once" BEFORE UPDATE ON "objection" BEGIN ${rules.map(([message, when]) => `SELECT RAISE(ABORT, '${message}') WHERE ${when};`).join(' ')} END`,
        ...['UPDATE', 'DELETE'].map(
          (event) =>
            `CREATE TRIGGER "objection_file_no_${event.toLowerCase()}" BEFORE ${event} ON "objection_file" BEGIN SELECT RAISE(ABORT, 'objection_file is append-only'); END`,
        ),
      ],
      down: [
        'objection_no_delete',
        'objection_decided_once',
        'objection_file_no_update',
        'objection_file_no_delete',
      ].map((name) => `DROP TRIGGER "${name}"`),
    };
  }
  const rules = refusals((text, part) => `strpos(${text}, ${part}) > 0`);
  const checks = rules.map(
    ([message, when]) => `IF ${when} THEN RAISE EXCEPTION '${message}' USING ERRCODE = '23514'; END IF;`,
  );
  return {
    up: [
      `CREATE FUNCTION "objection_decided_once"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${checks.join(' ')} RETURN NEW; END $$`,
      `CREATE TRIGGER "objection_decided_once" BEFORE UPDATE ON "objection" FOR EACH ROW EXECUTE FUNCTION "objection_decided_once"()`,
      `CREATE TRIGGER "objection_no_delete" BEFORE DELETE ON "objection" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
      `CREATE TRIGGER "objection_file_no_change" BEFORE UPDATE OR DELETE ON "objection_file" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
      `CREATE FUNCTION "objection_waits"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM ${LOCK}; RETURN NEW; END $$`,
      `CREATE TRIGGER "objection_waits" BEFORE INSERT ON "objection" FOR EACH ROW EXECUTE FUNCTION "objection_waits"()`,
      ...['objection_decided_once', 'objection_no_delete', 'objection_waits'].map(
        (name) => `ALTER TABLE "objection" ENABLE ALWAYS TRIGGER "${name}"`,
      ),
      `ALTER TABLE "objection_file" ENABLE ALWAYS TRIGGER "objection_file_no_change"`,
    ],
    down: [
      `DROP TRIGGER "objection_waits" ON "objection"`,
      `DROP TRIGGER "objection_no_delete" ON "objection"`,
      `DROP TRIGGER "objection_decided_once" ON "objection"`,
      `DROP TRIGGER "objection_file_no_change" ON "objection_file"`,
      `DROP FUNCTION "objection_waits"()`,
      `DROP FUNCTION "objection_decided_once"()`,
    ],
  };
}
