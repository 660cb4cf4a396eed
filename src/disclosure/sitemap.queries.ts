import { type EntityManager } from 'typeorm';
import { count, rows, sql } from '../platform/database/sql.js';

export interface SitePlace {
  readonly path: string;
  /** The last change that is no credit information: of that, nothing may be read from a date. (R-CR-25) */
  readonly changedOn: string | null;
}

const PUBLIC_BODY = sql`status <> 'PREPARING' AND credit_code IS NOT NULL`;

export function publicBodyCount(db: EntityManager): Promise<number> {
  return count(db, sql`SELECT count(*) AS n FROM organization WHERE ${PUBLIC_BODY}`);
}

export async function publicBodies(db: EntityManager, from: number, most: number): Promise<SitePlace[]> {
  const list = await rows<{ code: string; at: string }>(
    db,
    sql`SELECT credit_code AS code, recorded_at AS at FROM organization WHERE ${PUBLIC_BODY} ORDER BY credit_code LIMIT ${most} OFFSET ${from}`,
  );
  return list.map(({ code, at }) => ({ path: `/organizations/${code}`, changedOn: at.slice(0, 10) }));
}

/** Functions, centres, rounds, funded projects and notices; one statement. */
export async function otherPlaces(db: EntityManager): Promise<SitePlace[]> {
  return rows<SitePlace>(
    db,
    sql`SELECT path, "changedOn" FROM (
          SELECT '/functions/' || code AS path, published_on AS "changedOn" FROM function_item
          UNION ALL SELECT '/centres/' || code, opened_on FROM centre
          UNION ALL SELECT '/rounds/' || number, NULL FROM grant_round WHERE status <> 'DRAFT'
          UNION ALL SELECT '/projects/' || project_number, substr(confirmed_at, 1, 10) FROM award WHERE status = 'CONFIRMED'
          UNION ALL SELECT '/notices/' || number, max(substr(published_at, 1, 10)) FROM notice GROUP BY number
        ) place ORDER BY path`,
  );
}
