import { type EntityManager } from 'typeorm';
import { row, rows, sql } from '../platform/database/sql.js';
import { type MergeStatus } from './merge.rules.js';

export interface MergeLine {
  readonly id: string;
  readonly number: string;
  readonly survivorId: string;
  readonly survivorAddress: string;
  readonly survivorName: string;
  readonly absorbedId: string;
  readonly absorbedAddress: string;
  readonly absorbedName: string;
  readonly status: MergeStatus;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly decidedAt: string | null;
  readonly decisionNote: string | null;
  readonly undoReason: string | null;
  readonly undoProposedBy: string | null;
  readonly undoProposedAt: string | null;
  readonly undoDecidedAt: string | null;
  readonly version: number;
}

const MERGE = sql`SELECT id, number, survivor_id AS "survivorId", survivor_address AS "survivorAddress", survivor_name AS "survivorName", absorbed_id AS "absorbedId",
  absorbed_address AS "absorbedAddress", absorbed_name AS "absorbedName", status, reason, proposed_by AS "proposedBy", proposed_at AS "proposedAt",
  decided_at AS "decidedAt", decision_note AS "decisionNote", undo_reason AS "undoReason", undo_proposed_by AS "undoProposedBy",
  undo_proposed_at AS "undoProposedAt", undo_decided_at AS "undoDecidedAt", version FROM organization_merge`;

/** The merges, what waits for a second person first. */
export async function merges(db: EntityManager): Promise<MergeLine[]> {
  return rows<MergeLine>(
    db,
    sql`${MERGE} ORDER BY CASE WHEN status IN ('PROPOSED', 'UNDO_PROPOSED') THEN 0 ELSE 1 END, number DESC LIMIT 200`,
  );
}

export async function mergeByNumber(db: EntityManager, number: string): Promise<MergeLine | null> {
  return row<MergeLine>(db, sql`${MERGE} WHERE number = ${number}`);
}

/** The merge by which a body left the register, while it is out; its pages lead to the survivor. */
export async function mergeThatTook(db: EntityManager, address: string): Promise<MergeLine | null> {
  return row<MergeLine>(
    db,
    sql`${MERGE} WHERE absorbed_address = ${address} AND status IN ('MERGED', 'UNDO_PROPOSED') ORDER BY number DESC LIMIT 1`,
  );
}

/** Those of these credit codes that a merge took out of the register; one statement. */
export async function addressesTaken(db: EntityManager): Promise<Map<string, string>> {
  const list = await rows<{ absorbed: string; survivor: string }>(
    db,
    sql`SELECT absorbed_address AS absorbed, survivor_address AS survivor FROM organization_merge WHERE status IN ('MERGED', 'UNDO_PROPOSED')`,
  );
  return new Map(list.map(({ absorbed, survivor }) => [absorbed, survivor]));
}

/** The number of a waiting proposal that names one of the two bodies, or null. */
export async function waitingMerge(
  db: EntityManager,
  ids: readonly [string, string],
): Promise<string | null> {
  const [a, b] = ids;
  const one = await row<{ number: string }>(
    db,
    sql`SELECT number FROM organization_merge WHERE status IN ('PROPOSED', 'UNDO_PROPOSED')
        AND (survivor_id IN (${a}, ${b}) OR absorbed_id IN (${a}, ${b})) LIMIT 1`,
  );
  return one?.number ?? null;
}

/** What a merge moved, by table; for the page of the event. */
export async function movedByTable(
  db: EntityManager,
  mergeId: string,
): Promise<{ table: string; rows: number }[]> {
  const list = await rows<{ table: string; rows: number | string }>(
    db,
    sql`SELECT table_name AS "table", count(*) AS "rows" FROM organization_merge_row WHERE merge_id = ${mergeId} GROUP BY table_name ORDER BY table_name`,
  );
  return list.map((one) => ({ table: one.table, rows: Number(one.rows) }));
}
