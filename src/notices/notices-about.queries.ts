import { type EntityManager } from 'typeorm';
import { joined, rows, sql } from '../platform/database/sql.js';
import { type NoticeLine } from './notices.queries.js';

/** The notices about any of these things, newest first, each in its newest version; one statement. */
export async function noticesAbout(
  db: EntityManager,
  subjects: readonly (readonly [type: string, id: string])[],
): Promise<NoticeLine[]> {
  const any = joined(
    subjects.map(([type, id]) => sql`(n.subject_type = ${type} AND n.subject_id = ${id})`),
    ' OR ',
    '1 = 0',
  );
  return rows<NoticeLine>(
    db,
    sql`SELECT n.number, n.kind, n.title_zh AS "titleZh", n.title_en AS "titleEn", n.published_at AS "publishedAt", n.window_to AS "windowTo"
        FROM notice n WHERE (${any}) AND n.version = (SELECT max(v.version) FROM notice v WHERE v.number = n.number)
        ORDER BY n.published_at DESC, n.number DESC`,
  );
}
