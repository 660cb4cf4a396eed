import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { type OrganizationStatus } from '../../organizations/organization.rules.js';
import { among, rows, sql, type Sql } from '../../platform/database/sql.js';
import { type Ground, type ListKind } from './credit-list.rules.js';
import { type ListTerm } from './listing.rules.js';
import { type ListStay, type Standing, standingAsAt } from './standing.rules.js';

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
