import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { count, row, rows, sql } from '../../platform/database/sql.js';
import { type CreditCategory, type CreditStatus } from './record.rules.js';

export interface RecordLine {
  readonly id: string;
  readonly creditCode: string;
  readonly organizationName: string;
  readonly category: CreditCategory;
  readonly status: CreditStatus;
  readonly summary: string;
  readonly formedOn: string;
  readonly dueOn: string;
  readonly recordedAt: string;
  readonly publishedOn: string | null;
  readonly enteredBy: string;
  readonly version: number;
}

const RECORD = sql`r.id, o.credit_code AS "creditCode", o.name AS "organizationName", r.category, r.status, r.summary, r.formed_on AS "formedOn",
  r.due_on AS "dueOn", r.recorded_at AS "recordedAt", r.published_on AS "publishedOn", r.entered_by AS "enteredBy", r.version`;
const FROM = sql`FROM credit_record r JOIN organization o ON o.id = r.organization_id`;

/** The bureau's queue: what waits for approval first, then by due day. */
export async function recordsPage(
  db: EntityManager,
  page: number,
  pageSize: number,
): Promise<{ items: RecordLine[]; total: number; page: number; pageSize: number }> {
  const total = await count(db, sql`SELECT count(*) AS n FROM credit_record`);
  const items = await rows<RecordLine>(
    db,
    sql`SELECT ${RECORD} ${FROM} ORDER BY CASE WHEN r.status = 'RECORDED' THEN 0 ELSE 1 END, r.due_on DESC, r.id LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
  );
  return { items, total, page, pageSize };
}

export async function recordById(
  db: EntityManager,
  id: string,
): Promise<(RecordLine & { organizationId: string; fields: string; recordClass: string | null }) | null> {
  return row(
    db,
    sql`SELECT ${RECORD}, r.organization_id AS "organizationId", r.fields, r.record_class AS "recordClass" ${FROM} WHERE r.id = ${id}`,
  );
}

/** What anybody may see of a body on a day: published and not yet past its last day. Repaired ones leave no trace. (R-CR-25) */
export async function publicRecordsOf(
  db: EntityManager,
  organizationId: string,
  on: CalendarDay,
): Promise<RecordLine[]> {
  return rows<RecordLine>(
    db,
    sql`SELECT ${RECORD} ${FROM} WHERE r.organization_id = ${organizationId} AND r.status = 'PUBLISHED' AND r.published_on <= ${on}
        AND (r.unpublish_on IS NULL OR r.unpublish_on > ${on}) ORDER BY r.formed_on DESC`,
  );
}

/** Everything on a body's own record, for itself. */
export async function recordsOf(db: EntityManager, organizationId: string): Promise<RecordLine[]> {
  return rows<RecordLine>(
    db,
    sql`SELECT ${RECORD} ${FROM} WHERE r.organization_id = ${organizationId} AND r.status <> 'WITHDRAWN' ORDER BY r.formed_on DESC`,
  );
}
