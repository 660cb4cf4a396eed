import { type EntityManager } from 'typeorm';
import { count, row, rows, sql } from '../platform/database/sql.js';
import { type NoticeBody, type NoticeKind } from './publicity.rules.js';

export interface NoticeLine {
  readonly number: string;
  readonly kind: NoticeKind;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly publishedAt: string;
  readonly windowTo: string | null;
}

export interface NoticeDetail extends NoticeLine {
  readonly body: NoticeBody;
  readonly windowFrom: string;
  readonly isProvisional: boolean;
  readonly contentHash: string;
  readonly ledgerSeq: number;
}

const LINE = sql`number, kind, title_zh AS "titleZh", title_en AS "titleEn", published_at AS "publishedAt", window_to AS "windowTo"`;

export async function noticesPage(
  db: EntityManager,
  page: number,
  pageSize: number,
): Promise<{ items: NoticeLine[]; total: number; page: number; pageSize: number }> {
  const total = await count(db, sql`SELECT count(*) AS n FROM notice`);
  const items = await rows<NoticeLine>(
    db,
    sql`SELECT ${LINE} FROM notice ORDER BY published_at DESC, number DESC LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
  );
  return { items, total, page, pageSize };
}

/** Publicity periods that run on a day, the nearest end first. */
export async function runningNotices(db: EntityManager, on: string): Promise<NoticeLine[]> {
  return rows<NoticeLine>(
    db,
    sql`SELECT ${LINE} FROM notice WHERE kind = 'PUBLICITY' AND window_to >= ${on} ORDER BY window_to LIMIT 5`,
  );
}

export async function noticeByNumber(db: EntityManager, number: string): Promise<NoticeDetail | null> {
  const found = await row<
    Omit<NoticeDetail, 'body' | 'isProvisional'> & { body: string; provisional: number }
  >(
    db,
    sql`SELECT ${LINE}, body, window_from AS "windowFrom", is_provisional AS provisional, content_hash AS "contentHash", ledger_seq AS "ledgerSeq"
        FROM notice WHERE number = ${number} ORDER BY version DESC LIMIT 1`,
  );
  if (found === null) return null;
  const { body, provisional, ...rest } = found;
  return { ...rest, body: JSON.parse(body) as NoticeBody, isProvisional: provisional === 1 };
}

/** The newest notice about a thing, or null. */
export async function noticeAbout(db: EntityManager, type: string, id: string): Promise<NoticeLine | null> {
  return row<NoticeLine>(
    db,
    sql`SELECT ${LINE} FROM notice WHERE subject_type = ${type} AND subject_id = ${id} ORDER BY published_at DESC LIMIT 1`,
  );
}
