import { type EntityManager } from 'typeorm';
import { rows, sql } from '../platform/database/sql.js';
import { prefixRange } from '../platform/search/pinyin.js';

export interface ReportedBody {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
}

/** The bodies whose id begins with these 8 digits: one, or none; the keyed code tells which, should two ever meet. */
export async function bodiesByIdStart(db: EntityManager, start: string): Promise<ReportedBody[]> {
  const [from, to] = prefixRange(start);
  return rows(
    db,
    sql`SELECT id, credit_code AS "creditCode", name FROM organization WHERE id >= ${from} AND id < ${to}`,
  );
}

/** When a paper left the house, and the hash of what it said; nothing about what it is about. */
export interface Issued {
  readonly kind: 'notice' | 'application' | 'objection' | 'filing';
  readonly number: string;
  readonly version: number;
  readonly at: string;
  readonly digest: string;
}

/** A notice in all its versions, or the receipt of an application, an objection or a yearly report, newest first; none for a number never given. */
export async function issuedPapers(db: EntityManager, number: string): Promise<Issued[]> {
  return rows<Issued>(
    db,
    sql`SELECT kind, number, version, at, digest FROM (
          SELECT 'notice' AS kind, number, version, published_at AS at, content_hash AS digest FROM notice WHERE number = ${number}
          UNION ALL
          SELECT 'application', number, 1, submitted_at, content_hash FROM application
            WHERE number = ${number} AND submitted_at IS NOT NULL AND content_hash IS NOT NULL
          UNION ALL
          SELECT 'objection', number, 1, received_at, content_hash FROM objection WHERE number = ${number}
          UNION ALL
          SELECT 'filing', number, 1, submitted_at, content_hash FROM annual_filing
            WHERE number = ${number} AND submitted_at IS NOT NULL AND content_hash IS NOT NULL
        ) paper ORDER BY version DESC`,
  );
}
