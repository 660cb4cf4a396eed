import { type EntityManager } from 'typeorm';
import { rows, sql } from '../../platform/database/sql.js';

/** Who does a page of the application, and who called it done. */
export interface SectionWork {
  /** The last part of the page's address. */
  readonly section: string;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly doneAt: string | null;
  readonly doneByName: string | null;
}

export function sectionWorkOf(db: EntityManager, applicationId: string): Promise<SectionWork[]> {
  return rows<SectionWork>(
    db,
    sql`SELECT s.section, s.owner_id AS "ownerId", o.name AS "ownerName", s.done_at AS "doneAt", d.name AS "doneByName"
        FROM application_section s LEFT JOIN account o ON o.id = s.owner_id LEFT JOIN account d ON d.id = s.done_by
        WHERE s.application_id = ${applicationId} ORDER BY s.section`,
  );
}
