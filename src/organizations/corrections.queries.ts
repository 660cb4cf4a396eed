import { type EntityManager } from 'typeorm';
import { count, row, rows, sql, type Sql } from '../platform/database/sql.js';
import { type CorrectionField, type CorrectionStatus } from './correction.rules.js';

export interface CorrectionLine {
  readonly id: string;
  readonly number: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly code: string;
  readonly field: CorrectionField;
  readonly text: string;
  readonly status: CorrectionStatus;
  readonly askedAt: string;
  readonly decidedAt: string | null;
  readonly reply: string | null;
  readonly version: number;
}

const SELECT = sql`SELECT c.id, c.number, c.organization_id AS "organizationId", o.name AS "organizationName", coalesce(o.credit_code, o.local_number) AS code,
  c.field, c.text, c.status, c.asked_at AS "askedAt", c.decided_at AS "decidedAt", c.reply, c.version
  FROM correction_request c JOIN organization o ON o.id = c.organization_id`;
const NEWEST = sql`ORDER BY c.asked_at DESC, c.number DESC`;

export async function correctionsBy(db: EntityManager, organizationId: string): Promise<CorrectionLine[]> {
  return rows<CorrectionLine>(db, sql`${SELECT} WHERE c.organization_id = ${organizationId} ${NEWEST}`);
}

export async function correctionByNumber(db: EntityManager, number: string): Promise<CorrectionLine | null> {
  return row<CorrectionLine>(db, sql`${SELECT} WHERE c.number = ${number}`);
}

/** The bureau's queue: what is open by age, then what was answered; two statements. */
export async function correctionsPage(
  db: EntityManager,
  page: number,
  pageSize: number,
): Promise<{ items: CorrectionLine[]; total: number; page: number; pageSize: number }> {
  const order: Sql = sql`ORDER BY CASE c.status WHEN 'OPEN' THEN 0 ELSE 1 END, CASE c.status WHEN 'OPEN' THEN c.asked_at END, c.asked_at DESC, c.number`;
  return {
    total: await count(db, sql`SELECT count(*) AS n FROM correction_request`),
    items: await rows<CorrectionLine>(
      db,
      sql`${SELECT} ${order} LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
    ),
    page,
    pageSize,
  };
}

export async function lastCorrectionSequence(db: EntityManager, year: string): Promise<number> {
  const found = await row<{ last: string | null }>(
    db,
    sql`SELECT max(number) AS last FROM correction_request WHERE number LIKE ${`GZ${year}-%`}`,
  );
  return Number(found?.last?.slice(`GZ${year}-`.length) ?? 0);
}
