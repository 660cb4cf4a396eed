import { type EntityManager } from 'typeorm';
import { rows, type Sql, sql } from '../../platform/database/sql.js';
import { type Extension } from './extension.rules.js';

/** An extension as its desk shows it. */
export interface ExtensionLine extends Extension {
  readonly id: string;
  readonly roundNumber: string;
  readonly organizationName: string;
  readonly creditCode: string;
  readonly proposedByName: string;
  readonly proposedAt: string;
  readonly confirmedByName: string | null;
  readonly confirmedAt: string | null;
  readonly refusedAt: string | null;
}

const lines = (db: EntityManager, condition: Sql): Promise<ExtensionLine[]> =>
  rows<ExtensionLine>(
    db,
    sql`SELECT e.id, r.number AS "roundNumber", e.organization_id AS "organizationId", o.name AS "organizationName", coalesce(o.credit_code, o.local_number) AS "creditCode",
          e.until, e.reason, e.proposed_by AS "proposedBy", p.name AS "proposedByName", e.proposed_at AS "proposedAt", e.confirmed_by AS "confirmedBy", c.name AS "confirmedByName",
          e.confirmed_at AS "confirmedAt", e.refused_at AS "refusedAt"
        FROM application_extension e JOIN grant_round r ON r.id = e.round_id JOIN organization o ON o.id = e.organization_id
        JOIN account p ON p.id = e.proposed_by LEFT JOIN account c ON c.id = e.confirmed_by
        WHERE ${condition} ORDER BY e.proposed_at, e.id`,
  );

/** Every extension asked for in a round, refused ones too; for the desk. */
export function extensionLines(db: EntityManager, roundId: string): Promise<ExtensionLine[]> {
  return lines(db, sql`e.round_id = ${roundId}`);
}

export async function extensionById(db: EntityManager, id: string): Promise<ExtensionLine | null> {
  return (await lines(db, sql`e.id = ${id}`))[0] ?? null;
}

/** What the one clock of the deadline knows beside the call: the extensions that nobody refused. */
export function extensionsOf(db: EntityManager, roundId: string): Promise<Extension[]> {
  return rows<Extension>(
    db,
    sql`SELECT organization_id AS "organizationId", until, reason, proposed_by AS "proposedBy", confirmed_by AS "confirmedBy"
        FROM application_extension WHERE round_id = ${roundId} AND refused_at IS NULL ORDER BY proposed_at, id`,
  );
}

/** The closing instants that are one body's own, by the number of the round. */
export async function ownDeadlines(
  db: EntityManager,
  organizationId: string,
): Promise<ReadonlyMap<string, string>> {
  const list = await rows<{ number: string; until: string }>(
    db,
    sql`SELECT r.number, e.until FROM application_extension e JOIN grant_round r ON r.id = e.round_id
        WHERE e.organization_id = ${organizationId} AND e.confirmed_at IS NOT NULL`,
  );
  return new Map(list.map(({ number, until }) => [number, until]));
}
