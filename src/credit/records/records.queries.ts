import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { among, count, joined, row, rows, type Sql, sql } from '../../platform/database/sql.js';
import { type FieldChange } from './record-fields.rules.js';
import {
  type CreditCategory,
  type CreditClass,
  type CreditStatus,
  EFFECTIVE_STATUSES,
  PUBLIC_STATUSES,
} from './record.rules.js';
import { type RepairStatus } from './repair.rules.js';

export interface RecordLine {
  readonly id: string;
  readonly organizationId: string;
  readonly creditCode: string;
  readonly organizationName: string;
  readonly category: CreditCategory;
  readonly recordClass: CreditClass | null;
  readonly status: CreditStatus;
  readonly summary: string;
  /** The category's own fields as JSON. */
  readonly fields: string;
  readonly formedOn: string;
  readonly dueOn: string;
  readonly recordedAt: string;
  readonly publishedOn: string | null;
  readonly unpublishOn: string | null;
  readonly repairBar: string | null;
  readonly enteredBy: string;
  readonly version: number;
}

const RECORD = sql`r.id, r.organization_id AS "organizationId", o.credit_code AS "creditCode", o.name AS "organizationName", r.category, r.record_class AS "recordClass",
  r.status, r.summary, r.fields, r.formed_on AS "formedOn", r.due_on AS "dueOn", r.recorded_at AS "recordedAt", r.published_on AS "publishedOn",
  r.unpublish_on AS "unpublishOn", r.repair_bar AS "repairBar", r.entered_by AS "enteredBy", r.version`;
const FROM = sql`FROM credit_record r JOIN organization o ON o.id = r.organization_id`;

export interface RecordFilter {
  readonly status?: string | undefined;
  readonly category?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** The bureau's list of all records, newest day first. */
export async function recordsPage(
  db: EntityManager,
  { status, category, page, pageSize }: RecordFilter,
): Promise<{ items: RecordLine[]; total: number; page: number; pageSize: number }> {
  const where = joined(
    [
      ...(status === undefined ? [] : [sql`r.status = ${status}`]),
      ...(category === undefined ? [] : [sql`r.category = ${category}`]),
    ],
    ' AND ',
  );
  const total = await count(db, sql`SELECT count(*) AS n FROM credit_record r WHERE ${where}`);
  const items = await rows<RecordLine>(
    db,
    sql`SELECT ${RECORD} ${FROM} WHERE ${where} ORDER BY r.formed_on DESC, r.id LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
  );
  return { items, total, page, pageSize };
}

/** What waits for somebody: drafts to finish and entries to approve, oldest first. */
export async function waitingRecords(db: EntityManager): Promise<RecordLine[]> {
  return rows<RecordLine>(
    db,
    sql`SELECT ${RECORD} ${FROM} WHERE r.status IN ('DRAFT', 'RECORDED') ORDER BY r.due_on, r.id LIMIT 500`,
  );
}

export async function recordById(db: EntityManager, id: string): Promise<RecordLine | null> {
  return row(db, sql`SELECT ${RECORD} ${FROM} WHERE r.id = ${id}`);
}

/** A body's own record; what has not been approved, or was taken down as wrong, is not its record. */
export async function ownRecord(
  db: EntityManager,
  organizationId: string,
  id: string,
): Promise<RecordLine | null> {
  return row(
    db,
    sql`SELECT ${RECORD} ${FROM} WHERE r.id = ${id} AND r.organization_id = ${organizationId} AND r.status IN ${among(OWN)}`,
  );
}

/** What a body sees of itself: everything approved, repaired ones included. */
const OWN: readonly CreditStatus[] = [...EFFECTIVE_STATUSES, 'REPAIRED'];

/** What may be shown on a day. A repaired, archived or withdrawn record leaves no trace. (R-CR-25) */
function shownOn(on: CalendarDay): Sql {
  return sql`r.status IN ${among(PUBLIC_STATUSES)} AND r.published_on <= ${on} AND (r.unpublish_on IS NULL OR r.unpublish_on > ${on})`;
}

/** What anybody may see of a body on a day: published and not yet past its last day. (R-CR-24, R-CR-25) */
export async function publicRecordsOf(
  db: EntityManager,
  organizationId: string,
  on: CalendarDay,
): Promise<RecordLine[]> {
  return rows<RecordLine>(
    db,
    sql`SELECT ${RECORD} ${FROM} WHERE r.organization_id = ${organizationId} AND ${shownOn(on)} ORDER BY r.formed_on DESC, r.id`,
  );
}

/** A record anybody may see on a day, by its id: what a third party objects to. */
export async function publicRecord(
  db: EntityManager,
  id: string,
  on: CalendarDay,
): Promise<RecordLine | null> {
  return row(db, sql`SELECT ${RECORD} ${FROM} WHERE r.id = ${id} AND ${shownOn(on)}`);
}

export interface PublicCorrection {
  readonly recordId: string;
  readonly summary: string;
  readonly changedAt: string;
  readonly changes: readonly FieldChange[];
}

/** Corrections of what may be shown on a day: before and after with their instant, oldest first. (features A7) */
export async function publicCorrectionsOf(
  db: EntityManager,
  organizationId: string,
  on: CalendarDay,
): Promise<PublicCorrection[]> {
  const list = await rows<Omit<PublicCorrection, 'changes'> & { changes: string }>(
    db,
    sql`SELECT r.id AS "recordId", r.summary, v.changed_at AS "changedAt", v.changes FROM credit_record_version v
        JOIN credit_record r ON r.id = v.record_id
        WHERE r.organization_id = ${organizationId} AND v.act = 'credit-corrected' AND ${shownOn(on)} ORDER BY v.changed_at, r.id`,
  );
  return list.map((one) => ({ ...one, changes: JSON.parse(one.changes) as FieldChange[] }));
}

/** Everything on a body's own record, for itself. */
export async function recordsOf(db: EntityManager, organizationId: string): Promise<RecordLine[]> {
  return rows<RecordLine>(
    db,
    sql`SELECT ${RECORD} ${FROM} WHERE r.organization_id = ${organizationId} AND r.status IN ${among(OWN)} ORDER BY r.formed_on DESC, r.id`,
  );
}

export interface VersionLine {
  readonly number: number;
  readonly act: string;
  readonly changes: readonly FieldChange[];
  readonly reason: string | null;
  /** The person's name; null for the system. */
  readonly changedBy: string | null;
  readonly changedAt: string;
}

/** Every version of a record, oldest first. */
export async function versionsOf(db: EntityManager, recordId: string): Promise<VersionLine[]> {
  const list = await rows<Omit<VersionLine, 'changes'> & { changes: string }>(
    db,
    sql`SELECT v.number, v.act, v.changes, v.reason, a.name AS "changedBy", v.changed_at AS "changedAt"
        FROM credit_record_version v LEFT JOIN account a ON a.id = v.changed_by WHERE v.record_id = ${recordId} ORDER BY v.number`,
  );
  return list.map((one) => ({ ...one, changes: JSON.parse(one.changes) as FieldChange[] }));
}

export interface CreditFileLine {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  readonly addedAt: string;
}

export async function filesOf(
  db: EntityManager,
  subjectType: 'record' | 'repair',
  subjectId: string,
): Promise<CreditFileLine[]> {
  return rows<CreditFileLine>(
    db,
    sql`SELECT id, kind, name, type, size, sha256, added_at AS "addedAt" FROM credit_file
        WHERE subject_type = ${subjectType} AND subject_id = ${subjectId} ORDER BY added_at, id`,
  );
}

/** Records whose last day of publication has come. */
export async function recordsPastTheirDay(db: EntityManager, today: CalendarDay): Promise<RecordLine[]> {
  return rows<RecordLine>(
    db,
    sql`SELECT ${RECORD} ${FROM} WHERE r.status IN ${among(PUBLIC_STATUSES)} AND r.unpublish_on <= ${today} ORDER BY r.unpublish_on, r.id LIMIT 500`,
  );
}

export interface EntryShare {
  readonly month: string;
  readonly category: CreditCategory;
  readonly all: number;
  readonly inTime: number;
}

/**
 * Entries by month and category and how many came in time: about the bureau. Only records in force count, so that a
 * repaired one is missing here as everywhere else and no figure remembers it. (K-03, R-CR-05, R-CR-25)
 */
export async function entryShares(db: EntityManager, since: CalendarDay): Promise<EntryShare[]> {
  const shanghaiMonth =
    db.dataSource.options.type === 'postgres'
      ? sql`to_char((r.recorded_at::timestamptz AT TIME ZONE 'Asia/Shanghai'), 'YYYY-MM')`
      : sql`strftime('%Y-%m', r.recorded_at, '+8 hours')`;
  const day =
    db.dataSource.options.type === 'postgres'
      ? sql`to_char((r.recorded_at::timestamptz AT TIME ZONE 'Asia/Shanghai'), 'YYYY-MM-DD')`
      : sql`strftime('%Y-%m-%d', r.recorded_at, '+8 hours')`;
  const list = await rows<{
    month: string;
    category: CreditCategory;
    all: number | string;
    inTime: number | string;
  }>(
    db,
    sql`SELECT ${shanghaiMonth} AS month, r.category, count(*) AS "all", sum(CASE WHEN ${day} <= r.due_on THEN 1 ELSE 0 END) AS "inTime"
        FROM credit_record r WHERE r.status IN ${among(EFFECTIVE_STATUSES)} AND ${day} >= ${since} GROUP BY 1, 2 ORDER BY 1 DESC, 2`,
  );
  return list.map((one) => ({ ...one, all: Number(one.all), inTime: Number(one.inTime) }));
}

export interface CorrectionLine {
  readonly id: string;
  readonly recordId: string;
  readonly organizationName: string;
  readonly creditCode: string;
  readonly summary: string;
  readonly baseVersion: number;
  readonly changes: readonly FieldChange[];
  readonly reason: string;
  readonly objectionNumber: string | null;
  readonly status: 'PROPOSED' | 'APPROVED' | 'REFUSED';
  readonly proposedBy: string;
  readonly proposerName: string | null;
  readonly proposedAt: string;
  readonly dueOn: string;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
  readonly version: number;
}

async function corrections(db: EntityManager, where: Sql): Promise<CorrectionLine[]> {
  const list = await rows<Omit<CorrectionLine, 'changes'> & { changes: string }>(
    db,
    sql`SELECT c.id, c.record_id AS "recordId", o.name AS "organizationName", o.credit_code AS "creditCode", r.summary, c.base_version AS "baseVersion",
               c.changes, c.reason, c.objection_number AS "objectionNumber", c.status, c.proposed_by AS "proposedBy", a.name AS "proposerName",
               c.proposed_at AS "proposedAt", c.due_on AS "dueOn", c.decided_at AS "decidedAt", c.decision_reason AS "decisionReason", c.version
        FROM credit_correction c JOIN credit_record r ON r.id = c.record_id JOIN organization o ON o.id = r.organization_id
        LEFT JOIN account a ON a.id = c.proposed_by WHERE ${where} ORDER BY c.due_on, c.id LIMIT 500`,
  );
  return list.map((one) => ({ ...one, changes: JSON.parse(one.changes) as FieldChange[] }));
}

/** Corrections that wait for a second person. */
export function openCorrections(db: EntityManager): Promise<CorrectionLine[]> {
  return corrections(db, sql`c.status = 'PROPOSED'`);
}

export function correctionsOf(db: EntityManager, recordId: string): Promise<CorrectionLine[]> {
  return corrections(db, sql`c.record_id = ${recordId}`);
}

export async function correctionById(db: EntityManager, id: string): Promise<CorrectionLine | null> {
  return (await corrections(db, sql`c.id = ${id}`))[0] ?? null;
}

export interface RepairLine {
  readonly id: string;
  readonly number: string;
  readonly recordId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly creditCode: string;
  readonly summary: string;
  readonly status: RepairStatus;
  readonly duties: string;
  readonly promise: number;
  readonly startedAt: string;
  readonly submittedAt: string | null;
  readonly dueOn: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
  readonly version: number;
}

async function repairs(db: EntityManager, where: Sql): Promise<RepairLine[]> {
  return rows<RepairLine>(
    db,
    sql`SELECT p.id, p.number, p.record_id AS "recordId", r.organization_id AS "organizationId", o.name AS "organizationName", o.credit_code AS "creditCode",
               r.summary, p.status, p.duties, p.promise, p.started_at AS "startedAt", p.submitted_at AS "submittedAt", p.due_on AS "dueOn",
               p.decided_at AS "decidedAt", p.decision_reason AS "decisionReason", p.version
        FROM credit_repair p JOIN credit_record r ON r.id = p.record_id JOIN organization o ON o.id = r.organization_id
        WHERE ${where} ORDER BY p.due_on, p.number LIMIT 500`,
  );
}

/** Applications for repair that wait for a decision. */
export function openRepairs(db: EntityManager): Promise<RepairLine[]> {
  return repairs(db, sql`p.status = 'SUBMITTED'`);
}

export function repairsOf(db: EntityManager, recordId: string): Promise<RepairLine[]> {
  return repairs(db, sql`p.record_id = ${recordId}`);
}

export async function repairByNumber(db: EntityManager, number: string): Promise<RepairLine | null> {
  return (await repairs(db, sql`p.number = ${number}`))[0] ?? null;
}

export interface RecordObjection {
  readonly number: string;
  readonly recordId: string;
  readonly status: string;
  readonly dueOn: string;
  readonly summary: string;
  readonly organizationName: string;
  readonly creditCode: string;
}

async function objectionsWhere(db: EntityManager, where: Sql): Promise<RecordObjection[]> {
  return rows<RecordObjection>(
    db,
    sql`SELECT j.number, r.id AS "recordId", j.status, j.reply_due_on AS "dueOn", r.summary, o.name AS "organizationName", o.credit_code AS "creditCode"
        FROM objection j JOIN credit_record r ON r.id = j.subject_id JOIN organization o ON o.id = r.organization_id
        WHERE j.subject_type = ${RECORD_SUBJECT} AND ${where} ORDER BY j.reply_due_on, j.number LIMIT 500`,
  );
}

/** The kind of subject under which the objections engine knows a credit record. */
export const RECORD_SUBJECT = 'credit-record';

/** Objections to records that wait for a decision. */
export function openRecordObjections(db: EntityManager): Promise<RecordObjection[]> {
  return objectionsWhere(db, sql`j.status = 'OPEN'`);
}

export function objectionsTo(db: EntityManager, recordId: string): Promise<RecordObjection[]> {
  return objectionsWhere(db, sql`j.subject_id = ${recordId}`);
}
