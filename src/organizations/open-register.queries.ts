import { type EntityManager } from 'typeorm';
import { count, rows, sql, type Sql } from '../platform/database/sql.js';
import { type OpenBody, openBody } from './open-register.rules.js';

const COLUMNS = sql`o.credit_code AS "creditCode", o.name, o.type, o.status, o.authority_code AS "authorityCode", o.division_code AS "divisionCode",
  o.legal_representative AS "legalRepresentative", o.established_on AS "establishedOn", o.ended_on AS "endedOn", o.address,
  o.supervising_unit AS "supervisingUnit", o.capital_fen AS "capitalFen", o.business_scope AS "businessScope"`;
/** A body that everybody may see: with its code, past its preparation. The triggers of the feed say the same. */
const SHOWN: Sql = sql`o.credit_code IS NOT NULL AND o.status <> 'PREPARING'`;

/** The next bodies of the public register after a code, by code; empty at the end. */
export async function openRegisterAfter(db: EntityManager, after: string, most: number): Promise<OpenBody[]> {
  const found = await rows<OpenBody>(
    db,
    sql`SELECT ${COLUMNS} FROM organization o WHERE ${SHOWN} AND o.credit_code > ${after} ORDER BY o.credit_code LIMIT ${most}`,
  );
  return found.map(openBody);
}

/** The number of the newest change; who has read up to it has read everything. */
export async function changeHead(db: EntityManager): Promise<number> {
  return count(db, sql`SELECT seq FROM organization_change_head WHERE one = 1`);
}

export interface RegisterChange {
  readonly seq: number;
  readonly creditCode: string;
  /** The body as it is now, or null once it has left the public register. */
  readonly organization: OpenBody | null;
}

/**
 * The bodies that changed after a cursor, in the order of their last change, each as it is now. Read from 0 to the end
 * this is the whole register; a body that has left it stands there once, with null.
 */
export async function changesAfter(
  db: EntityManager,
  since: number,
  most: number,
): Promise<RegisterChange[]> {
  const found = await rows<
    { [Name in keyof OpenBody]: OpenBody[Name] | null } & { seq: number | string; code: string }
  >(
    db,
    sql`SELECT c.seq, c.credit_code AS code, ${COLUMNS} FROM organization_change c LEFT JOIN organization o ON o.credit_code = c.credit_code AND ${SHOWN}
        WHERE c.seq > ${since} ORDER BY c.seq LIMIT ${most}`,
  );
  return found.map(({ seq, code, ...body }) => ({
    seq: Number(seq),
    creditCode: code,
    organization: body.creditCode === null ? null : openBody(body as OpenBody),
  }));
}
