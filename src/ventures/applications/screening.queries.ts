import { type EntityManager } from 'typeorm';
import { among, count, row, rows, sql } from '../../platform/database/sql.js';
import { type Judgement } from './judgement.rules.js';
import { APPEAL_DESK, APPLICATION_SUBJECT, type ScreeningResult } from './screening.rules.js';

/** What was said of the rules of several applications, oldest first; one statement. */
export async function judgementsOf(
  db: EntityManager,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Judgement[]>> {
  const list = await rows<Judgement & { applicationId: string }>(
    db,
    sql`SELECT j.application_id AS "applicationId", j.id, j.rule_key AS "key", j.engine, j.officer, j.reason, j.judged_by AS "judgedBy",
          a.name AS "judgedByName", j.judged_at AS "judgedAt", j.confirms
        FROM screening_judgement j JOIN account a ON a.id = j.judged_by WHERE j.application_id IN ${among(applicationIds)} ORDER BY j.ordinal`,
  );
  const by = new Map<string, Judgement[]>();
  for (const { applicationId, ...one } of list)
    by.set(applicationId, [...(by.get(applicationId) ?? []), one]);
  return by;
}

/** How many judgements there are of an application. */
export function judgementCount(db: EntityManager, applicationId: string): Promise<number> {
  return count(
    db,
    sql`SELECT count(*) AS n FROM screening_judgement WHERE application_id = ${applicationId}`,
  );
}

export interface DecisionLine {
  readonly applicationId: string;
  readonly result: ScreeningResult;
  readonly key: string | null;
  readonly reason: string | null;
  readonly decidedBy: string;
  readonly decidedByName: string;
  readonly decidedAt: string;
  readonly appealUntil: string | null;
  readonly isProvisional: boolean;
  readonly appealNumber: string | null;
  readonly ledgerSeq: number;
}

/** The results of the first check of several applications, oldest first; one statement. */
export async function decisionsOf(
  db: EntityManager,
  applicationIds: readonly string[],
): Promise<readonly DecisionLine[]> {
  const list = await rows<Omit<DecisionLine, 'isProvisional'> & { provisional: number }>(
    db,
    sql`SELECT d.application_id AS "applicationId", d.result, d.rule_key AS "key", d.reason, d.decided_by AS "decidedBy", a.name AS "decidedByName",
          d.decided_at AS "decidedAt", d.appeal_until AS "appealUntil", d.is_provisional AS provisional, d.appeal_number AS "appealNumber", d.ledger_seq AS "ledgerSeq"
        FROM screening_decision d JOIN account a ON a.id = d.decided_by WHERE d.application_id IN ${among(applicationIds)} ORDER BY d.decided_at, d.ledger_seq`,
  );
  return list.map(({ provisional, ...one }) => ({ ...one, isProvisional: provisional === 1 }));
}

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

/** The applications before and after one in the round, by number; for going through them one after the other. */
export async function neighboursOf(
  db: EntityManager,
  roundNumber: string,
  number: string,
): Promise<Neighbours> {
  const one = await row<Neighbours>(
    db,
    sql`SELECT max(CASE WHEN a.number < ${number} THEN a.number END) AS previous, min(CASE WHEN a.number > ${number} THEN a.number END) AS next
        FROM application a JOIN grant_round r ON r.id = a.round_id
        WHERE r.number = ${roundNumber} AND a.number IS NOT NULL AND a.status NOT IN ('DRAFT', 'WITHDRAWN')`,
  );
  return { previous: one?.previous ?? null, next: one?.next ?? null };
}

/** What of a round's applications waits for somebody by a day of its own: a supplement, or the reply to an appeal. */
export interface OpenMatter {
  readonly kind: 'APPEAL' | 'SUPPLEMENT';
  readonly number: string;
  readonly dueOn: string;
}

export async function openMattersOf(db: EntityManager, roundId: string): Promise<readonly OpenMatter[]> {
  return rows<OpenMatter>(
    db,
    sql`SELECT 'APPEAL' AS kind, a.number, j.reply_due_on AS "dueOn" FROM objection j
        JOIN application a ON j.subject_type = ${APPLICATION_SUBJECT} AND a.number = j.subject_id
        WHERE a.round_id = ${roundId} AND j.desk = ${APPEAL_DESK} AND j.status = 'OPEN'
        UNION ALL
        SELECT 'SUPPLEMENT' AS kind, a.number, s.due_on AS "dueOn" FROM application_supplement s JOIN application a ON a.id = s.application_id
        WHERE a.round_id = ${roundId} AND s.status = 'OPEN' ORDER BY 2`,
  );
}
