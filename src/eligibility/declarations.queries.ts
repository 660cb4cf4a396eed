import { type EntityManager } from 'typeorm';
import { rows, sql } from '../platform/database/sql.js';
import { type Statement } from './declaration.rules.js';

export interface StatementLine {
  readonly id: string;
  readonly what: Statement;
  readonly value: number;
  readonly proof: string;
  readonly statedBy: string;
  readonly statedAt: string;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: string | null;
}

/** All that a body ever stated, newest first, withdrawn ones too. */
export async function statementsOf(db: EntityManager, organizationId: string): Promise<StatementLine[]> {
  return rows<StatementLine>(
    db,
    sql`SELECT d.id, d.what, d.value, d.proof, s.name AS "statedBy", d.stated_at AS "statedAt", w.name AS "withdrawnBy", d.withdrawn_at AS "withdrawnAt"
        FROM eligibility_declaration d JOIN account s ON s.id = d.stated_by LEFT JOIN account w ON w.id = d.withdrawn_by
        WHERE d.organization_id = ${organizationId} ORDER BY d.stated_at DESC, d.id LIMIT 200`,
  );
}
