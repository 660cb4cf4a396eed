import { type EntityManager } from 'typeorm';
import { type Ground, listOf } from '../../src/credit/lists/credit-list.rules.js';
import { run, sql } from '../../src/platform/database/sql.js';

/**
 * Puts a body (by id or code) on a list by SQL alone, as far as the database lets anybody: a case that waived its statement stands
 * behind the entry. For tests that need somebody listed and not the procedure.
 */
export async function listBySql(
  tx: EntityManager,
  { id, body, ground, on }: { id: string; body: string; ground: Ground; on: string },
): Promise<void> {
  await run(
    tx,
    sql`INSERT INTO listing_case (id, number, organization_id, ground, facts, basis, found_on, found_by, status, delivery, notified_on, served_on,
          statement_due_on, is_provisional, points, answers, waived_at, verified_on, version)
        SELECT ${`case-${id}`}, ${`T-${id}`.slice(0, 20)}, o.id, ${ground}, 'x', 'x', ${on}, 'somebody', 'VERIFIED', 'HANDED', ${on}, ${on},
          ${on}, 0, '[]', '[]', ${`${on}T00:00:00.000Z`}, ${on}, 1 FROM organization o WHERE ${body} IN (o.id, o.credit_code)`,
  );
  await run(
    tx,
    sql`INSERT INTO credit_list_entry (id, organization_id, list, ground, listed_on, term_from, proposed_by, confirmed_by, version, case_id)
        SELECT ${id}, o.id, ${listOf(ground)}, ${ground}, ${on}, ${on}, 'somebody', 'other', 1, ${`case-${id}`} FROM organization o WHERE ${body} IN (o.id, o.credit_code)`,
  );
}
