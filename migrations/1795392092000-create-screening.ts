import { type MigrationInterface, type QueryRunner } from 'typeorm';

const JUDGEMENT_CHECKS = `CONSTRAINT "uq_screening_judgement_confirms" UNIQUE ("confirms"), CONSTRAINT "ck_screening_judgement_officer" CHECK ("officer" IN ('PASS', 'FAIL')), CONSTRAINT "ck_screening_judgement_reason" CHECK ("confirms" IS NOT NULL OR "engine" = "officer" OR "engine" = 'NEEDS_REVIEW' OR "reason" IS NOT NULL)`;
const DECISION_CHECKS = `CONSTRAINT "ck_screening_decision_rule" CHECK ("result" <> 'INELIGIBLE' OR ("rule_key" IS NOT NULL AND "reason" IS NOT NULL AND "appeal_until" IS NOT NULL)), CONSTRAINT "ck_screening_decision_appeal" CHECK ("result" <> 'REINSTATED' OR "appeal_number" IS NOT NULL)`;
const TABLES = ['screening_judgement', 'screening_decision'] as const;
const INDICES = TABLES.map(
  (table) =>
    `CREATE INDEX "ix_${table}_application" ON "${table}" ("application_id", "${table === 'screening_judgement' ? 'judged_at' : 'decided_at'}")`,
);

const SQLITE = [
  `CREATE TABLE "screening_judgement" ("id" varchar(36) PRIMARY KEY NOT NULL, "application_id" varchar(36) NOT NULL, "rule_key" varchar(120) NOT NULL, "engine" varchar(12) NOT NULL, "officer" varchar(4) NOT NULL, "reason" varchar(500), "judged_by" varchar(36) NOT NULL, "judged_at" varchar(24) NOT NULL, "confirms" varchar(36), ${JUDGEMENT_CHECKS}, CONSTRAINT "fk_screening_judgement_application" FOREIGN KEY ("application_id") REFERENCES "application" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "screening_decision" ("id" varchar(36) PRIMARY KEY NOT NULL, "application_id" varchar(36) NOT NULL, "result" varchar(12) NOT NULL, "rule_key" varchar(120), "reason" varchar(300), "decided_by" varchar(36) NOT NULL, "decided_at" varchar(24) NOT NULL, "appeal_until" varchar(10), "is_provisional" integer NOT NULL, "appeal_number" varchar(20), "ledger_seq" integer NOT NULL, ${DECISION_CHECKS}, CONSTRAINT "fk_screening_decision_application" FOREIGN KEY ("application_id") REFERENCES "application" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  ...INDICES,
  ...TABLES.flatMap((table) =>
    ['UPDATE', 'DELETE'].map(
      (act) =>
        `CREATE TRIGGER "${table}_no_${act.toLowerCase()}" BEFORE ${act} ON "${table}" BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    ),
  ),
];

const POSTGRES = [
  `CREATE TABLE "screening_judgement" ("id" character varying(36) NOT NULL, "application_id" character varying(36) NOT NULL, "rule_key" character varying(120) NOT NULL, "engine" character varying(12) NOT NULL, "officer" character varying(4) NOT NULL, "reason" character varying(500), "judged_by" character varying(36) NOT NULL, "judged_at" character varying(24) NOT NULL, "confirms" character varying(36), ${JUDGEMENT_CHECKS}, CONSTRAINT "pk_screening_judgement" PRIMARY KEY ("id"))`,
  `CREATE TABLE "screening_decision" ("id" character varying(36) NOT NULL, "application_id" character varying(36) NOT NULL, "result" character varying(12) NOT NULL, "rule_key" character varying(120), "reason" character varying(300), "decided_by" character varying(36) NOT NULL, "decided_at" character varying(24) NOT NULL, "appeal_until" character varying(10), "is_provisional" integer NOT NULL, "appeal_number" character varying(20), "ledger_seq" integer NOT NULL, ${DECISION_CHECKS}, CONSTRAINT "pk_screening_decision" PRIMARY KEY ("id"))`,
  ...INDICES,
  ...TABLES.flatMap((table) => [
    `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_application" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    `CREATE TRIGGER "${table}_no_change" BEFORE UPDATE OR DELETE ON "${table}" FOR EACH ROW EXECUTE FUNCTION "refuse_change"()`,
    `ALTER TABLE "${table}" ENABLE ALWAYS TRIGGER "${table}_no_change"`,
  ]),
];

/** The first check with its evidence: what was said of each rule, and the results; both only ever added to. */
export class CreateScreening1795392092000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.dropTable(table);
  }
}
