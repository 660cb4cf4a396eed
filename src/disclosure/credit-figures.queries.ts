import { type EntityManager } from 'typeorm';
import { type Ground, type ListKind } from '../credit/lists/credit-list.rules.js';
import { EFFECTIVE_STATUSES } from '../credit/records/record.rules.js';
import { COUNTS } from '../credit/lists/lists.queries.js';
import { type CalendarDay } from '../kernel/calendar.js';
import { among, rows, sql } from '../platform/database/sql.js';

export interface GroundCount {
  readonly list: ListKind;
  readonly ground: Ground;
  readonly count: number;
}

/** Who is on the two lists on a day, by ground; what was corrected away is not counted. (K-03, R-CR-25) */
export async function listedByGround(db: EntityManager, on: CalendarDay): Promise<GroundCount[]> {
  const list = await rows<{ list: ListKind; ground: Ground; n: number | string }>(
    db,
    sql`SELECT list, ground, count(*) AS n FROM credit_list_entry e
        WHERE listed_on <= ${on} AND (removed_on IS NULL OR removed_on > ${on})
        AND ${COUNTS} GROUP BY list, ground ORDER BY list, ground`,
  );
  return list.map(({ n, ...one }) => ({ ...one, count: Number(n) }));
}

export interface ObjectionsToRecords {
  readonly decided: number;
  readonly upheld: number;
}

/**
 * Objections to credit records that have been decided, and how many were upheld. Only those to records in force
 * count: one about a repaired record would be a trace of it. (K-03, R-CR-17, R-CR-25)
 */
export async function objectionsToRecords(db: EntityManager): Promise<ObjectionsToRecords> {
  const [sums] = await rows<{ decided: number | string | null; upheld: number | string | null }>(
    db,
    sql`SELECT count(*) AS decided, sum(CASE WHEN j.status IN ('UPHELD', 'REMEDIED') THEN 1 ELSE 0 END) AS upheld
        FROM objection j JOIN credit_record r ON r.id = j.subject_id
        WHERE j.subject_type = 'credit-record' AND j.decided_at IS NOT NULL AND j.status <> 'WITHDRAWN' AND r.status IN ${among(EFFECTIVE_STATUSES)}`,
  );
  return { decided: Number(sums?.decided ?? 0), upheld: Number(sums?.upheld ?? 0) };
}
