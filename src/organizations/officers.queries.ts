import { type EntityManager } from 'typeorm';
import { row, rows, sql } from '../platform/database/sql.js';
import { type OfficeHeld } from './officers.rules.js';
import { type OrganizationAction, type OrganizationStatus } from './organization.rules.js';

/** Every office of a body that is or was held, the latest first. */
export async function officersOf(db: EntityManager, organizationId: string): Promise<OfficeHeld[]> {
  return rows<OfficeHeld>(
    db,
    sql`SELECT id, role, name, from_on AS "fromOn", to_on AS "toOn", basis FROM officer
        WHERE organization_id = ${organizationId} ORDER BY from_on DESC, role, name, id`,
  );
}

export interface ActLine {
  readonly action: OrganizationAction | 'enter';
  readonly toStatus: OrganizationStatus;
  readonly decidedOn: string;
  readonly givenNumber: string | null;
  readonly documentNumber: string | null;
  readonly reason: string | null;
}

/** The acts by which the registration began, changed and ended, the latest first. */
export async function actsOf(db: EntityManager, organizationId: string): Promise<ActLine[]> {
  return rows<ActLine>(
    db,
    sql`SELECT action, to_status AS "toStatus", decided_on AS "decidedOn", given_number AS "givenNumber", document_number AS "documentNumber", reason
        FROM registration_act WHERE organization_id = ${organizationId} ORDER BY decided_on DESC, recorded_at DESC, id`,
  );
}

export interface ChangeDays {
  /** Since when the present name and the present legal representative count. */
  readonly nameSince: string;
  readonly representativeSince: string;
  /** The last act, or the establishment. */
  readonly actSince: string;
}

/** The days after which the next change of each kind may lie; one statement. */
export async function changeDaysOf(db: EntityManager, organizationId: string): Promise<ChangeDays | null> {
  return row<ChangeDays>(
    db,
    sql`SELECT coalesce((SELECT max(n.valid_to) FROM organization_name n WHERE n.organization_id = o.id), o.established_on) AS "nameSince",
          coalesce((SELECT max(f.from_on) FROM officer f WHERE f.organization_id = o.id AND f.role = 'LEGAL_REPRESENTATIVE'), o.established_on) AS "representativeSince",
          coalesce((SELECT max(a.decided_on) FROM registration_act a WHERE a.organization_id = o.id), o.established_on) AS "actSince"
        FROM organization o WHERE o.id = ${organizationId}`,
  );
}

/** How many local numbers of a kind a county has given; the next one is one more. */
export async function lastLocalSequence(db: EntityManager, prefix: string): Promise<number> {
  const found = await row<{ last: string | null }>(
    db,
    sql`SELECT max(local_number) AS last FROM organization WHERE local_number LIKE ${`${prefix}%`}`,
  );
  return Number(found?.last?.slice(prefix.length) ?? 0);
}
