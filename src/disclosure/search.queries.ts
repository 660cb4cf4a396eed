import { type EntityManager } from 'typeorm';
import { type NoticeLine } from '../notices/notices.queries.js';
import { type OrganizationStatus } from '../organizations/organization.rules.js';
import { count, rows, type Sql, sql } from '../platform/database/sql.js';
import { prefixRange } from '../platform/search/pinyin.js';

/** By what a body was found, so that a reader is not left wondering. */
export type Why = 'code' | 'name' | 'former' | 'initials';

export interface BodyHit {
  readonly creditCode: string;
  readonly name: string;
  readonly status: OrganizationStatus;
  readonly why: Why;
  /** The former name that matched. */
  readonly former: string | null;
}

export interface Hits<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface SearchPlace {
  readonly page: number;
  readonly pageSize: number;
}

/** Registered bodies by code from its start, pinyin initials, or present and former names; two statements. */
export async function searchBodies(db: EntityManager, q: string, place: SearchPlace): Promise<Hits<BodyHit>> {
  const { why, own, former } = bodyConditions(q.trim());
  const formerName = sql`(SELECT max(f.name) FROM organization_name f WHERE f.organization_id = o.id AND ${former})`;
  const where = sql`o.status <> 'PREPARING' AND o.credit_code IS NOT NULL
    AND (${own} OR o.id IN (SELECT f.organization_id FROM organization_name f WHERE ${former}))`;
  const total = await count(db, sql`SELECT count(*) AS n FROM organization o WHERE ${where}`);
  const items = await rows<Omit<BodyHit, 'why'> & { own: number | string }>(
    db,
    sql`SELECT o.credit_code AS "creditCode", o.name, o.status, CASE WHEN ${own} THEN 1 ELSE 0 END AS own, ${formerName} AS former
        FROM organization o WHERE ${where} ORDER BY 4 DESC, o.name, o.credit_code LIMIT ${place.pageSize} OFFSET ${(place.page - 1) * place.pageSize}`,
  );
  return {
    total,
    items: items.map(({ own: byOwn, ...hit }) => ({
      ...hit,
      why: Number(byOwn) === 1 ? why : 'former',
      former: Number(byOwn) === 1 ? null : hit.former,
    })),
  };
}

function bodyConditions(text: string): { why: Why; own: Sql; former: Sql } {
  if (/^5[123][0-9A-Za-z]{2,16}$/.test(text)) {
    const [from, to] = prefixRange(text.toUpperCase());
    return {
      why: 'code',
      own: sql`(o.credit_code >= ${from} AND o.credit_code < ${to})`,
      former: sql`1 = 0`,
    };
  }
  if (/^[A-Za-z]{2,30}$/.test(text)) {
    const [from, to] = prefixRange(text.toLowerCase());
    return {
      why: 'initials',
      own: sql`(o.initials >= ${from} AND o.initials < ${to})`,
      former: sql`f.initials >= ${from} AND f.initials < ${to}`,
    };
  }
  const pattern = patternOf(text);
  return {
    why: 'name',
    own: sql`o.name LIKE ${pattern} ESCAPE '\\'`,
    former: sql`f.name LIKE ${pattern} ESCAPE '\\'`,
  };
}

/** Notices by number or title in either language, each in its newest version; two statements. */
export async function searchNotices(
  db: EntityManager,
  q: string,
  { page, pageSize }: SearchPlace,
): Promise<Hits<NoticeLine>> {
  const pattern = patternOf(q.trim().toLowerCase());
  const where = sql`n.version = (SELECT max(v.version) FROM notice v WHERE v.number = n.number)
    AND (n.title_zh LIKE ${pattern} ESCAPE '\\' OR lower(n.title_en) LIKE ${pattern} ESCAPE '\\' OR lower(n.number) LIKE ${pattern} ESCAPE '\\')`;
  const total = await count(db, sql`SELECT count(*) AS n FROM notice n WHERE ${where}`);
  const items = await rows<NoticeLine>(
    db,
    sql`SELECT n.number, n.kind, n.title_zh AS "titleZh", n.title_en AS "titleEn", n.published_at AS "publishedAt", n.window_to AS "windowTo"
        FROM notice n WHERE ${where} ORDER BY n.published_at DESC, n.number LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
  );
  return { items, total };
}

/** Wildcards are plain characters. */
function patternOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
