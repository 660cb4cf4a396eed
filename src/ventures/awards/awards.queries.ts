import { type EntityManager } from 'typeorm';
import { count, joined, rows, type Sql, sql } from '../../platform/database/sql.js';
import { type AwardStatus } from './award.rules.js';

export interface AwardLine {
  readonly id: string;
  readonly applicationId: string;
  readonly applicationNumber: string;
  readonly projectNumber: string | null;
  readonly status: AwardStatus;
  readonly rank: number;
  readonly score: string | null;
  readonly title: string;
  readonly field: string | null;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly creditCode: string;
  readonly askedFen: number;
  readonly amountFen: number;
  readonly proposedBy: string | null;
  readonly ledgerSeq: number | null;
  readonly roundNumber: string;
  readonly roundNameZh: string;
  readonly roundNameEn: string;
  readonly applicationVersion: number;
  readonly confirmedAt: string | null;
}

const SELECT = sql`SELECT w.id, a.id AS "applicationId", a.number AS "applicationNumber", w.project_number AS "projectNumber", w.status, w.rank, w.score, a.title, a.field,
  o.id AS "organizationId", o.name AS "organizationName", coalesce(o.credit_code, o.local_number) AS "creditCode", w.asked_fen AS "askedFen", w.amount_fen AS "amountFen", w.proposed_by AS "proposedBy",
  w.ledger_seq AS "ledgerSeq", r.number AS "roundNumber", r.name_zh AS "roundNameZh", r.name_en AS "roundNameEn", a.version AS "applicationVersion", w.confirmed_at AS "confirmedAt"
  FROM award w JOIN application a ON a.id = w.application_id JOIN organization o ON o.id = a.organization_id JOIN grant_round r ON r.id = w.round_id`;

async function read(db: EntityManager, rest: Sql): Promise<AwardLine[]> {
  const list = await rows<AwardLine>(db, sql`${SELECT} ${rest}`);
  return list.map((one) => ({ ...one, askedFen: Number(one.askedFen), amountFen: Number(one.amountFen) }));
}

export function awardsOfRound(db: EntityManager, roundNumber: string): Promise<AwardLine[]> {
  return read(db, sql`WHERE r.number = ${roundNumber} ORDER BY w.rank, a.number`);
}

/** The funded projects of one organization, newest first. */
export function projectsOf(db: EntityManager, organizationId: string): Promise<AwardLine[]> {
  return read(
    db,
    sql`WHERE w.status = 'CONFIRMED' AND o.id = ${organizationId} ORDER BY w.project_number DESC`,
  );
}

export async function projectByNumber(db: EntityManager, number: string): Promise<AwardLine | null> {
  return (await read(db, sql`WHERE w.status = 'CONFIRMED' AND w.project_number = ${number}`))[0] ?? null;
}

export interface ProjectFilter {
  readonly q?: string;
  readonly round?: string;
  readonly field?: string;
  readonly page: number;
  readonly pageSize: number;
}

/** Funded projects with filters; two statements. */
export async function projectsPage(
  db: EntityManager,
  { q, round, field, page, pageSize }: ProjectFilter,
): Promise<{ items: AwardLine[]; total: number; page: number; pageSize: number }> {
  const pattern = `%${(q ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`;
  const where = joined(
    [
      sql`w.status = 'CONFIRMED'`,
      ...(q === undefined
        ? []
        : [sql`(a.title LIKE ${pattern} ESCAPE '\\' OR o.name LIKE ${pattern} ESCAPE '\\')`]),
      ...(round === undefined ? [] : [sql`r.number = ${round}`]),
      ...(field === undefined ? [] : [sql`a.field = ${field}`]),
    ],
    ' AND ',
  );
  const total = await count(
    db,
    sql`SELECT count(*) AS n FROM award w JOIN application a ON a.id = w.application_id JOIN organization o ON o.id = a.organization_id JOIN grant_round r ON r.id = w.round_id WHERE ${where}`,
  );
  return {
    items: await read(
      db,
      sql`WHERE ${where} ORDER BY w.project_number DESC LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
    ),
    total,
    page,
    pageSize,
  };
}

/** How many projects were funded, and for how much, in rounds that were decided by a day. (K-04) */
export async function fundedUntil(
  db: EntityManager,
  day: string,
): Promise<{ projects: number; fen: number }> {
  const [sum] = await rows<{ n: number | string; fen: number | string | null }>(
    db,
    sql`SELECT count(*) AS n, sum(amount_fen) AS fen FROM award WHERE status = 'CONFIRMED' AND confirmed_at < ${`${day}T16:00:00.000Z`}`,
  );
  return { projects: Number(sum?.n ?? 0), fen: Number(sum?.fen ?? 0) };
}
