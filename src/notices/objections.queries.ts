import { type EntityManager } from 'typeorm';
import { count, joined, row, rows, type Sql, sql } from '../platform/database/sql.js';
import { type ObjectionGround, type ObjectionStatus } from './objection.rules.js';

export interface ObjectionLine {
  readonly id: string;
  readonly number: string;
  readonly noticeNumber: string;
  readonly noticeZh: string;
  readonly noticeEn: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly lodgedBy: string;
  readonly ground: ObjectionGround;
  readonly facts: string;
  readonly remedy: string;
  readonly status: ObjectionStatus;
  readonly receivedAt: string;
  readonly replyDueOn: string;
  readonly reply: string | null;
  readonly decidedAt: string | null;
  readonly version: number;
}

async function objections(db: EntityManager, where: Sql): Promise<ObjectionLine[]> {
  return rows<ObjectionLine>(
    db,
    sql`SELECT j.id, j.number, j.notice_number AS "noticeNumber", n.title_zh AS "noticeZh", n.title_en AS "noticeEn", j.subject_type AS "subjectType",
               j.subject_id AS "subjectId", j.lodged_by AS "lodgedBy", j.ground, j.facts, j.remedy, j.status, j.received_at AS "receivedAt",
               j.reply_due_on AS "replyDueOn", j.reply, j.decided_at AS "decidedAt", j.version
        FROM objection j JOIN notice n ON n.number = j.notice_number AND n.version = 1 WHERE ${where}
        ORDER BY CASE WHEN j.status = 'OPEN' THEN 0 ELSE 1 END, j.reply_due_on, j.number LIMIT 200`,
  );
}

/** The bureau's queue: what is open first, by the day of its reply. */
export async function objectionQueue(db: EntityManager): Promise<ObjectionLine[]> {
  return objections(db, sql`1 = 1`);
}

export async function objectionsBy(db: EntityManager, accountId: string): Promise<ObjectionLine[]> {
  return objections(db, sql`j.lodged_by = ${accountId}`);
}

export async function objectionByNumber(db: EntityManager, number: string): Promise<ObjectionLine | null> {
  return (await objections(db, sql`j.number = ${number}`))[0] ?? null;
}

/** Whether a subject stands still: the same question the triggers of the database ask. */
export async function standsStill(
  db: EntityManager,
  ...subjects: readonly (readonly [type: string, id: string])[]
): Promise<boolean> {
  const any = joined(
    subjects.map(([type, id]) => sql`(subject_type = ${type} AND subject_id = ${id})`),
    ' OR ',
    '1 = 0',
  );
  return (await count(db, sql`SELECT count(*) AS n FROM objection WHERE status = 'OPEN' AND (${any})`)) > 0;
}

export async function noticeWindow(
  db: EntityManager,
  number: string,
): Promise<{ windowTo: string | null; subjectType: string; subjectId: string } | null> {
  return row(
    db,
    sql`SELECT window_to AS "windowTo", subject_type AS "subjectType", subject_id AS "subjectId" FROM notice WHERE number = ${number} AND version = 1`,
  );
}
