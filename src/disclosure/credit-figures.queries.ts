import { type EntityManager } from 'typeorm';
import { type Ground, type ListKind } from '../credit/lists/credit-list.rules.js';
import { COUNTS } from '../credit/lists/lists.queries.js';
import { type CalendarDay } from '../kernel/calendar.js';
import { rows, sql } from '../platform/database/sql.js';

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
