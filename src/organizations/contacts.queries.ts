import { type EntityManager } from 'typeorm';
import { row, rows, sql } from '../platform/database/sql.js';
import { type ContactKind } from './contact.rules.js';

/** A contact as everybody at the bureau may see it: masked. */
export interface ContactLine {
  readonly id: string;
  readonly kind: ContactKind;
  readonly masked: string;
  readonly bank: string | null;
  readonly recordedAt: string;
}

/** The contacts that hold, phones first. */
export async function contactsOf(db: EntityManager, organizationId: string): Promise<ContactLine[]> {
  return rows<ContactLine>(
    db,
    sql`SELECT id, kind, masked, bank, recorded_at AS "recordedAt" FROM organization_contact
        WHERE organization_id = ${organizationId} AND ended_at IS NULL ORDER BY kind DESC, recorded_at, id`,
  );
}

export interface SealedContact {
  readonly id: string;
  readonly kind: ContactKind;
  readonly sealed: string;
  readonly holderSealed: string | null;
  readonly masked: string;
}

/** A contact of this very body that holds, as it lies in the database. */
export async function sealedContact(
  db: EntityManager,
  organizationId: string,
  id: string,
): Promise<SealedContact | null> {
  return row<SealedContact>(
    db,
    sql`SELECT id, kind, sealed, holder_sealed AS "holderSealed", masked FROM organization_contact
        WHERE id = ${id} AND organization_id = ${organizationId} AND ended_at IS NULL`,
  );
}

/** Whether a body already has this contact. */
export async function hasContact(
  db: EntityManager,
  organizationId: string,
  kind: ContactKind,
  fingerprint: string,
): Promise<boolean> {
  const held = await row(
    db,
    sql`SELECT id FROM organization_contact WHERE organization_id = ${organizationId} AND kind = ${kind} AND fingerprint = ${fingerprint} AND ended_at IS NULL`,
  );
  return held !== null;
}
