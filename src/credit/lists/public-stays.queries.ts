import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { rows, sql } from '../../platform/database/sql.js';
import { type Ground, type ListKind } from './credit-list.rules.js';
import { type Exit } from './listing.rules.js';
import { COUNTS } from './lists.queries.js';

export interface PublicStay {
  readonly list: ListKind;
  readonly ground: Ground;
  readonly listedOn: CalendarDay;
  readonly removedOn: CalendarDay | null;
  readonly exit: Exit | null;
}

/**
 * The stays of a body that anybody may see on a day: in and out with day and reason. One that was corrected or
 * repaired is as if it never was. (R-CR-15, R-CR-16, R-CR-25)
 */
export async function publicStaysOf(
  db: EntityManager,
  organizationId: string,
  on: CalendarDay,
): Promise<PublicStay[]> {
  return rows<PublicStay>(
    db,
    sql`SELECT e.list, e.ground, e.listed_on AS "listedOn", e.removed_on AS "removedOn", e.exit
        FROM credit_list_entry e WHERE e.organization_id = ${organizationId} AND e.listed_on <= ${on} AND ${COUNTS} ORDER BY e.listed_on DESC, e.list`,
  );
}

/** A body entered a list or left it, as anybody may see it now. */
export interface ListChange extends PublicStay {
  readonly creditCode: string;
  readonly name: string;
  readonly kind: 'listed' | 'left';
  readonly on: CalendarDay;
}

/** The newest changes of both lists, made of the stays that are public today: what was corrected is not among them. */
export async function listChanges(db: EntityManager, on: CalendarDay, most: number): Promise<ListChange[]> {
  return rows<ListChange>(
    db,
    sql`SELECT c.kind, c."on", o.credit_code AS "creditCode", o.name, e.list, e.ground, e.listed_on AS "listedOn", e.removed_on AS "removedOn", e.exit
        FROM (SELECT id, 'listed' AS kind, listed_on AS "on" FROM credit_list_entry
              UNION ALL SELECT id, 'left', removed_on FROM credit_list_entry WHERE removed_on IS NOT NULL) c
        JOIN credit_list_entry e ON e.id = c.id JOIN organization o ON o.id = e.organization_id
        WHERE c."on" <= ${on} AND ${COUNTS}
        ORDER BY c."on" DESC, o.credit_code, c.kind LIMIT ${most}`,
  );
}
