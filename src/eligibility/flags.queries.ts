import { type EntityManager } from 'typeorm';
import { row, rows, type Sql, sql } from '../platform/database/sql.js';
import { type FlagStatus } from './flag.rules.js';

export interface FlagLine {
  readonly id: string;
  readonly number: string;
  readonly organizationId: string;
  readonly creditCode: string;
  readonly organizationName: string;
  readonly purposes: string;
  readonly reason: string;
  readonly basis: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly status: FlagStatus;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly proposedAt: string;
  readonly confirmedByName: string | null;
  readonly confirmedAt: string | null;
  readonly endedByName: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly version: number;
}

const FLAG = sql`SELECT f.id, f.number, f.organization_id AS "organizationId", o.credit_code AS "creditCode", o.name AS "organizationName", f.purposes, f.reason, f.basis,
  f.from_on AS "fromOn", f.until_on AS "untilOn", f.status, f.proposed_by AS "proposedBy", p.name AS "proposedByName", f.proposed_at AS "proposedAt",
  c.name AS "confirmedByName", f.confirmed_at AS "confirmedAt", e.name AS "endedByName", f.ended_at AS "endedAt", f.end_reason AS "endReason", f.version
  FROM stop_flag f JOIN organization o ON o.id = f.organization_id JOIN account p ON p.id = f.proposed_by
  LEFT JOIN account c ON c.id = f.confirmed_by LEFT JOIN account e ON e.id = f.ended_by`;

const flags = (db: EntityManager, rest: Sql): Promise<FlagLine[]> => rows<FlagLine>(db, sql`${FLAG} ${rest}`);

/** Every flag: what waits for a second person first, then what is in force, then the rest, by last day. */
export function allFlags(db: EntityManager): Promise<FlagLine[]> {
  return flags(
    db,
    sql`ORDER BY CASE f.status WHEN 'PROPOSED' THEN 0 WHEN 'ACTIVE' THEN 1 ELSE 2 END, f.until_on, f.number LIMIT 500`,
  );
}

export async function flagByNumber(db: EntityManager, number: string): Promise<FlagLine | null> {
  return (await flags(db, sql`WHERE f.number = ${number}`))[0] ?? null;
}

/** The flags of one body, oldest first. */
export function flagsOf(db: EntityManager, organizationId: string): Promise<FlagLine[]> {
  return flags(db, sql`WHERE f.organization_id = ${organizationId} ORDER BY f.proposed_at, f.number`);
}

/** Flags in force whose last day is over. */
export async function overdueFlags(
  db: EntityManager,
  today: string,
): Promise<{ id: string; number: string; untilOn: string; version: number }[]> {
  return rows(
    db,
    sql`SELECT id, number, until_on AS "untilOn", version FROM stop_flag WHERE status = 'ACTIVE' AND until_on < ${today} ORDER BY number`,
  );
}

/** The last running number that was given out in a year. */
export async function lastFlagNumber(db: EntityManager, start: string): Promise<number> {
  const last = await row<{ number: string }>(
    db,
    sql`SELECT number FROM stop_flag WHERE number LIKE ${`${start}%`} ORDER BY number DESC LIMIT 1`,
  );
  return last === null ? 0 : Number(last.number.slice(start.length));
}
