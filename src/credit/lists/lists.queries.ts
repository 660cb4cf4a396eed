import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { type OrganizationStatus } from '../../organizations/organization.rules.js';
import { among, row, rows, sql, type Sql } from '../../platform/database/sql.js';
import { type ListKind } from './credit-list.rules.js';
import { type ListEvent } from './events.rules.js';
import { type ListTerm, VOID_EXITS } from './listing.rules.js';
import { type ListStay, type Standing, standingAsAt } from './standing.rules.js';

/** The stays (alias `e`) that count: what was corrected away or repaired is as if it had never been. (R-CR-15, R-CR-25) */
export const COUNTS = sql`(e.exit IS NULL OR e.exit NOT IN ${among(VOID_EXITS)})`;

/** The stays of a body that anybody may know of. */
export async function staysOf(db: EntityManager, organizationId: string): Promise<ListStay[]> {
  return rows<ListStay>(
    db,
    sql`SELECT e.list, e.ground, e.listed_on AS "listedOn", e.removed_on AS "removedOn" FROM credit_list_entry e
        WHERE e.organization_id = ${organizationId} AND ${COUNTS} ORDER BY e.listed_on DESC`,
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
    sql`SELECT e.organization_id AS id, e.list, e.ground, e.listed_on AS "listedOn", e.removed_on AS "removedOn" FROM credit_list_entry e
        WHERE e.organization_id IN ${among(organizationIds)} AND ${COUNTS}`,
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

export interface ListedLine extends ListTerm {
  readonly organizationId: string;
  readonly creditCode: string;
  readonly name: string;
  readonly removalReason: string | null;
  readonly proposedBy: string;
  readonly caseNumber: string | null;
  /** The body's registration status. */
  readonly status: OrganizationStatus;
  readonly version: number;
}

/** The stays of a body with their running terms, oldest first; also those that count no more. */
export async function termsOf(
  db: EntityManager,
  organizationId: string,
): Promise<(ListTerm & { readonly caseNumber: string | null })[]> {
  return rows(
    db,
    sql`SELECT e.id, e.list, e.ground, e.listed_on AS "listedOn", e.term_from AS "termFrom", e.removed_on AS "removedOn", e.exit, c.number AS "caseNumber"
        FROM credit_list_entry e LEFT JOIN listing_case c ON c.id = e.case_id WHERE e.organization_id = ${organizationId} ORDER BY e.listed_on, e.id`,
  );
}

/** Who is on a list on a day. */
export async function listedOn(db: EntityManager, list: ListKind, on: CalendarDay): Promise<ListedLine[]> {
  return listed(
    db,
    sql`e.list = ${list} AND e.listed_on <= ${on} AND (e.removed_on IS NULL OR e.removed_on > ${on}) AND ${COUNTS}`,
  );
}

/** Who left a list after one day, up to another. */
export async function leftBetween(
  db: EntityManager,
  list: ListKind,
  [after, until]: readonly [after: CalendarDay, until: CalendarDay],
): Promise<ListedLine[]> {
  return listed(
    db,
    sql`e.list = ${list} AND e.removed_on > ${after} AND e.removed_on <= ${until} AND e.removed_on > e.listed_on AND ${COUNTS}`,
  );
}

/** Every stay that has not ended, on both lists. */
export async function runningStays(db: EntityManager): Promise<ListedLine[]> {
  return listed(db, sql`e.removed_on IS NULL`);
}

export async function listEntry(db: EntityManager, id: string): Promise<ListedLine | null> {
  return (await listed(db, sql`e.id = ${id}`))[0] ?? null;
}

async function listed(db: EntityManager, condition: Sql): Promise<ListedLine[]> {
  return rows<ListedLine>(
    db,
    sql`SELECT e.id, e.organization_id AS "organizationId", o.credit_code AS "creditCode", o.name, e.list, e.ground, e.listed_on AS "listedOn",
               e.term_from AS "termFrom", e.removed_on AS "removedOn", e.exit, e.removal_reason AS "removalReason", e.proposed_by AS "proposedBy",
               c.number AS "caseNumber", o.status, e.version
        FROM credit_list_entry e JOIN organization o ON o.id = e.organization_id LEFT JOIN listing_case c ON c.id = e.case_id
        WHERE ${condition} ORDER BY e.listed_on DESC, o.credit_code`,
  );
}

/** A move as it was recorded, with who confirmed it and why. */
export interface EventLine extends ListEvent {
  readonly person: string;
  readonly personName: string | null;
  readonly reason: string;
  readonly recordedAt: string;
}

/** The moves of a body on both lists, in their order: what `replay` builds every stay from. */
export async function eventsOf(db: EntityManager, organizationId: string): Promise<EventLine[]> {
  return rows<EventLine>(
    db,
    sql`SELECT v.entry_id AS "entryId", v.kind, v.list, v.ground, v.basis_ref AS "basisRef", v.exit, v.on_day AS "onDay", v.rule, v.article, v.terms,
               v.person, a.name AS "personName", v.reason, v.recorded_at AS "recordedAt"
        FROM credit_list_event v LEFT JOIN account a ON a.id = v.person
        WHERE v.organization_id = ${organizationId} ORDER BY v.recorded_at, v.seq`,
  );
}

/**
 * Holds the body for the rest of the transaction, so that two grounds confirmed at the same moment see each other.
 * SQLite has one writer anyway.
 */
export async function holdBody(tx: EntityManager, organizationId: string): Promise<void> {
  if (tx.dataSource.options.type === 'postgres')
    await row(tx, sql`SELECT id FROM organization WHERE id = ${organizationId} FOR UPDATE`);
}
