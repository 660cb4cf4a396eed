import { type EntityManager } from 'typeorm';
import { rows, type Sql, sql } from '../../platform/database/sql.js';
import { type FieldKeys } from '../../platform/field-keys.js';
import { type FieldRevision, type RevisionKind, type TextChange } from './revision.rules.js';

export interface RevisionLine extends FieldRevision {
  readonly id: string;
  readonly at: string;
  /** The account that saved, and the name it has. */
  readonly by: string;
  readonly byName: string;
}

/** What was saved into a draft after it had a version, oldest first; 0 for everything. */
export function revisionsSince(
  db: EntityManager,
  keys: Pick<FieldKeys, 'open'>,
  { applicationId, version }: { readonly applicationId: string; readonly version: number },
): Promise<RevisionLine[]> {
  return read(db, keys, sql`r.application_id = ${applicationId} AND r.version > ${version}`);
}

/** What clashed in a draft, with the decisions. */
export function asidesOf(
  db: EntityManager,
  keys: Pick<FieldKeys, 'open'>,
  applicationId: string,
): Promise<RevisionLine[]> {
  return read(db, keys, sql`r.application_id = ${applicationId} AND r.kind IN ('SET_ASIDE', 'SETTLED')`);
}

async function read(
  db: EntityManager,
  keys: Pick<FieldKeys, 'open'>,
  condition: Sql,
): Promise<RevisionLine[]> {
  const list = await rows<Omit<RevisionLine, 'change'> & { kind: RevisionKind; change: string }>(
    db,
    sql`SELECT r.id, r.version, r.at, r.account_id AS by, coalesce(a.name, '') AS "byName", r.kind, r.field, r.change
        FROM application_revision r LEFT JOIN account a ON a.id = r.account_id
        WHERE ${condition} ORDER BY r.version, r.at, r.id`,
  );
  return list.map((one) => ({ ...one, change: JSON.parse(keys.open(one.change)) as TextChange }));
}
