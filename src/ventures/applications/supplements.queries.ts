import { type EntityManager } from 'typeorm';
import { rows, type Sql, sql } from '../../platform/database/sql.js';
import { type SupplementContent, type SupplementItem, type SupplementStatus } from './supplement.rules.js';

export interface SupplementDetail {
  readonly id: string;
  readonly applicationId: string;
  readonly number: string;
  readonly roundNumber: string;
  readonly status: SupplementStatus;
  readonly items: readonly SupplementItem[];
  readonly askedAt: string;
  readonly workingDays: number;
  readonly dueOn: string;
  readonly isProvisional: boolean;
  readonly before: SupplementContent;
  readonly draft: SupplementContent;
  readonly after: SupplementContent | null;
  readonly endedAt: string | null;
  readonly contentHash: string | null;
  readonly ledgerSeq: number | null;
  readonly version: number;
}

type Raw = Omit<SupplementDetail, 'items' | 'before' | 'draft' | 'after' | 'isProvisional'> &
  Record<'items' | 'before' | 'draft', string> & { after: string | null; provisional: number };

async function read(db: EntityManager, where: Sql): Promise<SupplementDetail[]> {
  const list = await rows<Raw>(
    db,
    sql`SELECT s.id, s.application_id AS "applicationId", a.number, r.number AS "roundNumber", s.status, s.items, s.asked_at AS "askedAt", s.working_days AS "workingDays",
          s.due_on AS "dueOn", s.is_provisional AS provisional, s."before", s.draft, s."after", s.ended_at AS "endedAt", s.content_hash AS "contentHash",
          s.ledger_seq AS "ledgerSeq", s.version
        FROM application_supplement s JOIN application a ON a.id = s.application_id JOIN grant_round r ON r.id = a.round_id WHERE ${where} ORDER BY s.asked_at, s.id`,
  );
  return list.map(({ items, before, draft, after, provisional, ...one }) => ({
    ...one,
    items: JSON.parse(items) as SupplementItem[],
    before: JSON.parse(before) as SupplementContent,
    draft: JSON.parse(draft) as SupplementContent,
    after: after === null ? null : (JSON.parse(after) as SupplementContent),
    isProvisional: provisional === 1,
  }));
}

/** The one supplement of an application; null where none was asked for. */
export async function supplementOf(
  db: EntityManager,
  applicationId: string,
): Promise<SupplementDetail | null> {
  return (await read(db, sql`s.application_id = ${applicationId}`))[0] ?? null;
}

/** Open supplements whose last day is over. */
export function overdueSupplements(db: EntityManager, today: string): Promise<SupplementDetail[]> {
  return read(db, sql`s.status = 'OPEN' AND s.due_on < ${today}`);
}

/** Something an organization may or must still do about a first check, with its last day. */
export interface FirstCheckDuty {
  readonly kind: 'SUPPLEMENT' | 'APPEAL';
  readonly roundNumber: string;
  readonly title: string;
  readonly number: string;
  readonly dueOn: string;
  readonly isProvisional: boolean;
}

/** Open supplements of an organization, and exclusions against which it may still appeal, by their last day. */
export async function firstCheckDuties(
  db: EntityManager,
  organizationId: string,
  today: string,
): Promise<FirstCheckDuty[]> {
  const list = await rows<Omit<FirstCheckDuty, 'isProvisional'> & { provisional: number }>(
    db,
    sql`SELECT 'SUPPLEMENT' AS kind, r.number AS "roundNumber", a.title, a.number, s.due_on AS "dueOn", s.is_provisional AS provisional
        FROM application_supplement s JOIN application a ON a.id = s.application_id JOIN grant_round r ON r.id = a.round_id
        WHERE a.organization_id = ${organizationId} AND s.status = 'OPEN' AND s.due_on >= ${today}
        UNION ALL
        SELECT 'APPEAL' AS kind, r.number AS "roundNumber", a.title, a.number, d.appeal_until AS "dueOn", d.is_provisional AS provisional
        FROM screening_decision d JOIN application a ON a.id = d.application_id JOIN grant_round r ON r.id = a.round_id
        WHERE a.organization_id = ${organizationId} AND a.status = 'INELIGIBLE' AND d.appeal_until >= ${today}
          AND NOT EXISTS (SELECT 1 FROM objection j WHERE j.subject_type = 'application' AND j.subject_id = a.number AND j.desk = '/bureau/appeals')
        ORDER BY 5, 4`,
  );
  return list.map(({ provisional, ...one }) => ({ ...one, isProvisional: provisional === 1 }));
}

/** A move of an application after its call was closed, by number alone: what is in it stays where it is. */
export interface RoundMove {
  readonly at: string;
  readonly number: string;
  readonly move: 'SUPPLEMENT_ASKED' | 'SUPPLEMENT_RECEIVED' | 'SUPPLEMENT_LAPSED' | 'REINSTATED';
  readonly ledgerSeq: number | null;
}

/** The register of moves of a round, oldest first. (domain.md 3.3) */
export async function movesOfRound(db: EntityManager, roundNumber: string): Promise<RoundMove[]> {
  const from = sql`JOIN application a ON a.id = m.application_id JOIN grant_round r ON r.id = a.round_id WHERE r.number = ${roundNumber}`;
  return rows<RoundMove>(
    db,
    sql`SELECT m.asked_at AS "at", a.number, 'SUPPLEMENT_ASKED' AS move, m.asked_seq AS "ledgerSeq" FROM application_supplement m ${from}
        UNION ALL
        SELECT m.ended_at AS "at", a.number, CASE m.status WHEN 'HANDED_IN' THEN 'SUPPLEMENT_RECEIVED' ELSE 'SUPPLEMENT_LAPSED' END AS move, m.ledger_seq AS "ledgerSeq"
        FROM application_supplement m ${from} AND m.status <> 'OPEN'
        UNION ALL
        SELECT m.decided_at AS "at", a.number, 'REINSTATED' AS move, m.ledger_seq AS "ledgerSeq" FROM screening_decision m ${from} AND m.result = 'REINSTATED'
        ORDER BY 1, 2`,
  );
}
