import { type EntityManager } from 'typeorm';
import { row, rows, sql } from '../platform/database/sql.js';
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
export interface IssuedPaper {
  readonly kind: 'notice' | 'application' | 'objection';
  readonly number: string;
  readonly at: string;
  readonly digest: string;
}

/** A notice (its newest version), the receipt of an application or of an objection by number, or null. */
export async function issuedPaper(db: EntityManager, number: string): Promise<IssuedPaper | null> {
  return row<IssuedPaper>(
    db,
    sql`SELECT kind, number, at, digest FROM (
          SELECT 'notice' AS kind, number, published_at AS at, content_hash AS digest, version FROM notice WHERE number = ${number}
          UNION ALL
          SELECT 'application', number, submitted_at, content_hash, version FROM application
            WHERE number = ${number} AND submitted_at IS NOT NULL AND content_hash IS NOT NULL
          UNION ALL
          SELECT 'objection', number, received_at, content_hash, version FROM objection WHERE number = ${number}
        ) paper ORDER BY version DESC LIMIT 1`,
  );
}
