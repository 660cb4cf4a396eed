import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../kernel/calendar.js';
import { among, count, row, rows, sql, type Sql } from '../platform/database/sql.js';
import { type CreditCategory, type CreditStatus } from './credit.rules.js';
import { type OrganizationStatus } from '../organizations/organization.rules.js';
import { type Ground, type ListKind } from './credit-list.rules.js';
import { type ListTerm } from './listing.rules.js';
import { type ListStay, type Standing, standingAsAt } from './standing.rules.js';

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

export async function staysOf(db: EntityManager, organizationId: string): Promise<ListStay[]> {
  return rows<ListStay>(
    db,
    sql`SELECT list, ground, listed_on AS "listedOn", removed_on AS "removedOn" FROM credit_list_entry WHERE organization_id = ${organizationId} ORDER BY listed_on DESC`,
  );
}

/** Where several bodies stand on a day; one statement. */
export async function standingsOf(
  db: EntityManager,
  organizationIds: readonly string[],
  on: CalendarDay,
): Promise<ReadonlyMap<string, Standing>> {
  const list = await rows<ListStay & { id: string }>(
    db,
    sql`SELECT organization_id AS id, list, ground, listed_on AS "listedOn", removed_on AS "removedOn" FROM credit_list_entry WHERE organization_id IN ${among(organizationIds)}`,
  );
  return new Map(
    organizationIds.map((id) => [
      id,
      standingAsAt(
        list.filter((stay) => stay.id === id),
        on,
      ),
    ]),
  );
}

export interface ListedLine {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly list: ListKind;
  readonly ground: Ground;
  readonly listedOn: string;
  readonly termFrom: string;
  readonly removedOn: string | null;
  readonly removalReason: string | null;
  readonly proposedBy: string;
  /** The body's registration status. */
  readonly status: OrganizationStatus;
  readonly version: number;
}

/** The stays of a body with their running terms, oldest first. */
export async function termsOf(db: EntityManager, organizationId: string): Promise<ListTerm[]> {
  return rows<ListTerm>(
    db,
    sql`SELECT id, list, ground, listed_on AS "listedOn", term_from AS "termFrom", removed_on AS "removedOn"
        FROM credit_list_entry WHERE organization_id = ${organizationId} ORDER BY listed_on, id`,
  );
}

/** Who is on a list on a day. */
export async function listedOn(db: EntityManager, list: ListKind, on: CalendarDay): Promise<ListedLine[]> {
  return listed(
    db,
    sql`e.list = ${list} AND e.listed_on <= ${on} AND (e.removed_on IS NULL OR e.removed_on > ${on})`,
  );
}

export async function listEntry(db: EntityManager, id: string): Promise<ListedLine | null> {
  return (await listed(db, sql`e.id = ${id}`))[0] ?? null;
}

async function listed(db: EntityManager, condition: Sql): Promise<ListedLine[]> {
  return rows<ListedLine>(
    db,
    sql`SELECT e.id, o.credit_code AS "creditCode", o.name, e.list, e.ground, e.listed_on AS "listedOn", e.term_from AS "termFrom", e.removed_on AS "removedOn",
               e.removal_reason AS "removalReason", e.proposed_by AS "proposedBy", o.status, e.version
        FROM credit_list_entry e JOIN organization o ON o.id = e.organization_id WHERE ${condition} ORDER BY e.listed_on DESC, o.credit_code`,
  );
}
