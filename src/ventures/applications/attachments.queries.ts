import { type EntityManager } from 'typeorm';
import { type SignedIn } from '../../kernel/viewer.js';
import { row, rows, sql } from '../../platform/database/sql.js';
import { OPENED } from './applications.queries.js';

export interface AttachmentLine {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  readonly addedAt: string;
}

export async function attachmentsOf(db: EntityManager, applicationId: string): Promise<AttachmentLine[]> {
  return rows<AttachmentLine>(
    db,
    sql`SELECT id, name, sha256, size, type, added_at AS "addedAt" FROM application_attachment WHERE application_id = ${applicationId} ORDER BY added_at, name`,
  );
}

/** An attachment for one who may see its application: its organization, or the bureau after the opening. */
export async function attachmentFor(
  db: EntityManager,
  viewer: SignedIn,
  id: string,
  bureau: boolean,
): Promise<AttachmentLine | null> {
  const scope = bureau ? OPENED : sql`a.organization_id = ${viewer.organizationId}`;
  return row<AttachmentLine>(
    db,
    sql`SELECT f.id, f.name, f.sha256, f.size, f.type, f.added_at AS "addedAt" FROM application_attachment f JOIN application a ON a.id = f.application_id
        JOIN grant_round r ON r.id = a.round_id WHERE f.id = ${id} AND ${scope}`,
  );
}
