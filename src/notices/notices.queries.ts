import { createHash } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { count, joined, row, rows, type Sql, sql } from '../platform/database/sql.js';
import { type NoticeBody, type NoticeKind, noticeText, type RevisionStatus } from './publicity.rules.js';

export interface NoticeLine {
  readonly number: string;
  readonly kind: NoticeKind;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly publishedAt: string;
  readonly windowTo: string | null;
}

export interface NoticeListed extends NoticeLine {
  readonly version: number;
  readonly isProvisional: boolean;
  readonly subjectType: string;
}

export interface NoticeDetail extends NoticeListed {
  readonly subjectId: string;
  readonly body: NoticeBody;
  readonly windowFrom: string;
  readonly contentHash: string;
  readonly ledgerSeq: number;
  readonly reason: string | null;
}

const LINE = sql`n.number, n.kind, n.title_zh AS "titleZh", n.title_en AS "titleEn", n.published_at AS "publishedAt", n.window_to AS "windowTo"`;
const LISTED = sql`${LINE}, n.version, n.is_provisional AS provisional, n.subject_type AS "subjectType"`;
/** Lists show a notice once, in its newest version. */
const NEWEST = sql`NOT EXISTS (SELECT 1 FROM notice v WHERE v.number = n.number AND v.version > n.version)`;

export interface NoticeFilter {
  readonly kind?: NoticeKind | undefined;
  readonly state?: 'running' | 'ended' | undefined;
  readonly subject?: string | undefined;
}

type Raw<T> = Omit<T, 'isProvisional' | 'body'> & { provisional: number; body: string };

export async function noticesPage(
  db: EntityManager,
  filter: NoticeFilter,
  { today, page, pageSize }: { today: string; page: number; pageSize: number },
): Promise<{ items: NoticeListed[]; total: number; page: number; pageSize: number }> {
  const { kind, state, subject } = filter;
  const states = {
    running: sql`n.kind = 'PUBLICITY' AND n.window_to >= ${today}`,
    ended: sql`n.kind = 'PUBLICITY' AND n.window_to < ${today}`,
  };
  const parts: (Sql | undefined)[] = [
    NEWEST,
    kind && sql`n.kind = ${kind}`,
    state && states[state],
    subject === undefined ? undefined : sql`n.subject_type = ${subject}`,
  ];
  const where = joined(
    parts.filter((part): part is Sql => part !== undefined),
    ' AND ',
  );
  const total = await count(db, sql`SELECT count(*) AS n FROM notice n WHERE ${where}`);
  const found = await rows<Raw<NoticeListed>>(
    db,
    sql`SELECT ${LISTED} FROM notice n WHERE ${where}
        ORDER BY n.published_at DESC, n.number DESC LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
  );
  const items = found.map(({ provisional, ...one }): NoticeListed => ({
    ...one,
    isProvisional: provisional === 1,
  }));
  return { items, total, page, pageSize };
}

/** Publicity periods that run on a day, the nearest end first. */
export async function runningNotices(db: EntityManager, on: string): Promise<NoticeLine[]> {
  return rows<NoticeLine>(
    db,
    sql`SELECT ${LINE} FROM notice n WHERE n.kind = 'PUBLICITY' AND n.window_to >= ${on} AND ${NEWEST} ORDER BY n.window_to LIMIT 5`,
  );
}

/** A notice in its newest version, or in the one asked for. */
export async function noticeByNumber(
  db: EntityManager,
  number: string,
  version?: number,
): Promise<NoticeDetail | null> {
  const which = version === undefined ? sql`1 = 1` : sql`n.version = ${version}`;
  const found = await row<Raw<NoticeDetail>>(
    db,
    sql`SELECT ${LISTED}, n.body, n.subject_id AS "subjectId", n.window_from AS "windowFrom", n.content_hash AS "contentHash", n.ledger_seq AS "ledgerSeq", n.reason
        FROM notice n WHERE n.number = ${number} AND ${which} ORDER BY n.version DESC LIMIT 1`,
  );
  if (found === null) return null;
  const { body, provisional, ...rest } = found;
  return { ...rest, body: JSON.parse(body) as NoticeBody, isProvisional: provisional === 1 };
}

export interface NoticeVersion {
  readonly version: number;
  readonly publishedAt: string;
  readonly contentHash: string;
  readonly reason: string | null;
}

/** The versions of a notice, the newest first. */
export async function versionsOf(db: EntityManager, number: string): Promise<NoticeVersion[]> {
  return rows<NoticeVersion>(
    db,
    sql`SELECT version, published_at AS "publishedAt", content_hash AS "contentHash", reason FROM notice
        WHERE number = ${number} ORDER BY version DESC`,
  );
}

/**
 * Whether the text in the table is still the one that was published: its hash is computed anew and compared with the
 * row's and with the public ledger's line. (security.md T11)
 */
export async function isAsPublished(db: EntityManager, one: NoticeDetail): Promise<boolean> {
  const { windowFrom: from, windowTo: to, ...rest } = one;
  const hash = createHash('sha256')
    .update(noticeText({ ...rest, from, to }))
    .digest('hex');
  const line = await row<{ body: string }>(
    db,
    sql`SELECT body FROM ledger_entry WHERE seq = ${one.ledgerSeq}`,
  );
  if (hash !== one.contentHash || line === null) return false;
  const { ref, data } = JSON.parse(line.body) as { ref: string; data: Record<string, unknown> };
  return ref === one.number && data['contentHash'] === hash && data['version'] === one.version;
}

export interface Revision {
  readonly id: string;
  readonly baseVersion: number;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly body: NoticeBody;
  readonly reason: string;
  readonly status: RevisionStatus;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly version: number;
}

/** The version that waits for a second person, or null. */
export async function openRevision(db: EntityManager, number: string): Promise<Revision | null> {
  const found = await row<Omit<Revision, 'body'> & { body: string }>(
    db,
    sql`SELECT id, base_version AS "baseVersion", title_zh AS "titleZh", title_en AS "titleEn", body, reason, status, proposed_by AS "proposedBy",
               proposed_at AS "proposedAt", version
        FROM notice_revision WHERE notice_number = ${number} AND status = 'PROPOSED' ORDER BY proposed_at LIMIT 1`,
  );
  return found === null ? null : { ...found, body: JSON.parse(found.body) as NoticeBody };
}

/** The numbers of notices with a version that waits for a second person. */
export async function waitingRevisions(
  db: EntityManager,
): Promise<{ number: string; titleZh: string; titleEn: string }[]> {
  return rows(
    db,
    sql`SELECT notice_number AS number, title_zh AS "titleZh", title_en AS "titleEn" FROM notice_revision
        WHERE status = 'PROPOSED' ORDER BY proposed_at LIMIT 20`,
  );
}
