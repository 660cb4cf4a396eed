import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { rows, sql } from '../../platform/database/sql.js';
import { type Ground, type ListKind } from './credit-list.rules.js';
import { type Exit, EXITS } from './listing.rules.js';

export interface PublicStay {
  readonly list: ListKind;
  readonly ground: Ground;
  readonly listedOn: CalendarDay;
  readonly removedOn: CalendarDay | null;
  readonly exit: Exit | null;
}

/**
 * The stays of a body that anybody may see on a day: in and out with day and reason. One whose basis fell is
 * corrected as if it never was. (R-CR-15, R-CR-16, R-CR-25)
 */
export async function publicStaysOf(
  db: EntityManager,
  organizationId: string,
  on: CalendarDay,
): Promise<PublicStay[]> {
  const list = await rows<Omit<PublicStay, 'exit'> & { reason: string | null }>(
    db,
    sql`SELECT list, ground, listed_on AS "listedOn", removed_on AS "removedOn", removal_reason AS reason
        FROM credit_list_entry WHERE organization_id = ${organizationId} AND listed_on <= ${on} ORDER BY listed_on DESC, list`,
  );
  return list
    .map(({ reason, ...stay }) => ({ ...stay, exit: EXITS.find((exit) => reason?.startsWith(exit)) ?? null }))
    .filter(({ exit }) => exit !== 'BASIS_FELL');
}
