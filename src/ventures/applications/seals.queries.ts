import { type EntityManager } from 'typeorm';
import { row, rows, sql } from '../../platform/database/sql.js';

/** A seal as it lies in the database. */
export interface SealLine {
  readonly applicationId: string;
  readonly sealed: string;
  readonly openedAt: string | null;
  readonly brokenAt: string | null;
}

/** An application that is to be opened; without a seal where it is from before there were any. */
export interface ToOpen {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly contentHash: string;
  readonly sealed: string | null;
  readonly openedAt: string | null;
}

/** The opening of a round, proposed or done. */
export interface OpeningLine {
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly proposedAt: string;
  readonly confirmedByName: string | null;
  readonly confirmedAt: string | null;
  readonly applications: number | null;
  readonly digest: string | null;
  readonly ledgerSeq: number | null;
}

/** The seal of an application; null where it was never sealed. */
export function sealOf(db: EntityManager, applicationId: string): Promise<SealLine | null> {
  return row<SealLine>(
    db,
    sql`SELECT application_id AS "applicationId", sealed, opened_at AS "openedAt", broken_at AS "brokenAt"
        FROM application_seal WHERE application_id = ${applicationId}`,
  );
}

/** The seals of a body's applications that are still closed; its own list shows their titles. */
export function closedSealsOfBody(
  db: EntityManager,
  organizationId: string,
): Promise<(SealLine & { readonly roundId: string; readonly number: string })[]> {
  return rows(
    db,
    sql`SELECT s.application_id AS "applicationId", s.sealed, s.opened_at AS "openedAt", s.broken_at AS "brokenAt", a.round_id AS "roundId", a.number
        FROM application_seal s JOIN application a ON a.id = s.application_id
        WHERE a.organization_id = ${organizationId} AND s.opened_at IS NULL`,
  );
}

/** The closed seal that holds the name of a file; null where the name lies open. */
export function sealOfFile(
  db: EntityManager,
  attachmentId: string,
): Promise<(SealLine & { readonly roundId: string; readonly number: string }) | null> {
  return row(
    db,
    sql`SELECT s.application_id AS "applicationId", s.sealed, s.opened_at AS "openedAt", s.broken_at AS "brokenAt", a.round_id AS "roundId", a.number
        FROM application_attachment f JOIN application_seal s ON s.application_id = f.application_id JOIN application a ON a.id = s.application_id
        WHERE f.id = ${attachmentId} AND s.opened_at IS NULL`,
  );
}

/** The wrapped key of a round; null before anything was sealed under it. */
export async function wrappedKeyOf(db: EntityManager, roundId: string): Promise<string | null> {
  const found = await row<{ key: string }>(
    db,
    sql`SELECT wrapped_key AS key FROM round_seal WHERE round_id = ${roundId}`,
  );
  return found?.key ?? null;
}

/** What an opening opens: everything that was handed in and not taken back. */
export function toOpen(db: EntityManager, roundId: string): Promise<ToOpen[]> {
  return rows<ToOpen>(
    db,
    sql`SELECT a.id, a.version, a.number, a.content_hash AS "contentHash", s.sealed, s.opened_at AS "openedAt"
        FROM application a LEFT JOIN application_seal s ON s.application_id = a.id
        WHERE a.round_id = ${roundId} AND a.status = 'SUBMITTED' ORDER BY a.number`,
  );
}

export async function openingOf(db: EntityManager, roundId: string): Promise<OpeningLine | null> {
  return row<OpeningLine>(
    db,
    sql`SELECT o.proposed_by AS "proposedBy", p.name AS "proposedByName", o.proposed_at AS "proposedAt", c.name AS "confirmedByName", o.confirmed_at AS "confirmedAt",
          o.applications, o.digest, o.ledger_seq AS "ledgerSeq"
        FROM round_opening o JOIN account p ON p.id = o.proposed_by LEFT JOIN account c ON c.id = o.confirmed_by WHERE o.round_id = ${roundId}`,
  );
}

/** Applications of an opened round whose seal no longer holds what was handed in. */
export async function brokenSeals(db: EntityManager, roundId: string): Promise<string[]> {
  const list = await rows<{ number: string }>(
    db,
    sql`SELECT a.number FROM application_seal s JOIN application a ON a.id = s.application_id
        WHERE a.round_id = ${roundId} AND s.broken_at IS NOT NULL AND s.opened_at IS NULL ORDER BY a.number`,
  );
  return list.map(({ number }) => number);
}

/** What the opened applications of a field in other rounds asked for each beneficiary, in fen. */
export async function earlierPerHead(
  db: EntityManager,
  roundId: string,
  field: string | null,
): Promise<number[]> {
  const list = await rows<{ fen: number | string }>(
    db,
    sql`SELECT a.per_head_fen AS fen FROM application a JOIN grant_round r ON r.id = a.round_id
        WHERE a.field = ${field} AND a.per_head_fen IS NOT NULL AND r.id <> ${roundId} AND r.opened_at IS NOT NULL`,
  );
  return list.map(({ fen }) => Number(fen));
}
