import { type EntityManager } from 'typeorm';
import { type SignedIn } from '../../kernel/viewer.js';
import { type DocumentUse } from '../../organizations/documents.service.js';
import { among, row, rows, type Sql, sql } from '../../platform/database/sql.js';
import { type ShownScan } from '../../platform/files/file-scans.js';
import { OPENED } from './applications.queries.js';

export interface AttachmentLine {
  readonly id: string;
  /** The question that it answers; null: sent along. */
  readonly question: string | null;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  readonly addedAt: string;
  /** What the virus scanner said of it. */
  readonly scan: ShownScan;
}

/** A file with what became of it; replaced and removed ones are kept. */
export interface AttachmentStory extends AttachmentLine {
  readonly position: number;
  readonly documentVersionId: string | null;
  readonly replacesId: string | null;
  readonly endedAt: string | null;
}

const LINE = sql`f.id, f.question, f.name, f.sha256, f.size, f.type, f.added_at AS "addedAt", coalesce(s.state, 'NOT_SCANNED') AS scan`;
const FROM = sql`FROM application_attachment f LEFT JOIN file_scan s ON s.sha256 = f.sha256`;
const ORDER = sql`ORDER BY f.position, f.added_at, f.name, f.id`;

/** The files that belong to an application, in their order. */
export async function attachmentsOf(db: EntityManager, applicationId: string): Promise<AttachmentLine[]> {
  return rows<AttachmentLine>(
    db,
    sql`SELECT ${LINE} ${FROM} WHERE f.application_id = ${applicationId} AND f.ended_at IS NULL ${ORDER}`,
  );
}

/** Every file that an application ever had, the removed and replaced ones with it. */
export async function attachmentStories(
  db: EntityManager,
  applicationId: string,
): Promise<AttachmentStory[]> {
  return stories(db, sql`f.application_id = ${applicationId}`);
}

/** The files of drafts that hold a content; for the quarantine. */
export async function draftsWithFile(
  db: EntityManager,
  sha256: string,
): Promise<readonly { readonly id: string; readonly applicationId: string }[]> {
  return rows(
    db,
    sql`SELECT f.id, f.application_id AS "applicationId" FROM application_attachment f JOIN application a ON a.id = f.application_id
        WHERE f.sha256 = ${sha256} AND f.ended_at IS NULL AND a.status = 'DRAFT' ORDER BY f.id`,
  );
}

function stories(db: EntityManager, condition: Sql): Promise<AttachmentStory[]> {
  return rows<AttachmentStory>(
    db,
    sql`SELECT ${LINE}, f.position, f.document_version_id AS "documentVersionId", f.replaces_id AS "replacesId", f.ended_at AS "endedAt"
        ${FROM} WHERE ${condition} ${ORDER}`,
  );
}

/** The bytes of the different contents that an organization uploaded to its applications. (C61) */
export async function bytesUploaded(db: EntityManager, organizationId: string): Promise<number> {
  const sum = await row<{ used: number | string | null }>(
    db,
    sql`SELECT sum(size) AS used FROM (SELECT DISTINCT f.sha256, f.size FROM application_attachment f JOIN application a ON a.id = f.application_id
        WHERE a.organization_id = ${organizationId} AND f.document_version_id IS NULL) c`,
  );
  return Number(sum?.used ?? 0);
}

/** Where versions of documents stand in for an upload, by the rounds of the applications. */
export async function documentUses(db: EntityManager, versionIds: readonly string[]): Promise<DocumentUse[]> {
  const list = await rows<{
    versionId: string;
    usedAt: string;
    round: string;
    nameZh: string;
    nameEn: string;
  }>(
    db,
    sql`SELECT f.document_version_id AS "versionId", min(f.added_at) AS "usedAt", r.number AS round, r.name_zh AS "nameZh", r.name_en AS "nameEn"
        FROM application_attachment f JOIN application a ON a.id = f.application_id JOIN grant_round r ON r.id = a.round_id
        WHERE f.document_version_id IN ${among(versionIds)} AND f.ended_at IS NULL
        GROUP BY f.document_version_id, r.number, r.name_zh, r.name_en ORDER BY r.number`,
  );
  return list.map(({ versionId, usedAt, round, nameZh, nameEn }) => ({
    versionId,
    usedAt,
    where: { zh: nameZh, en: nameEn },
    href: `/org/rounds/${round}/application`,
  }));
}

/** A file for one who may see its application: its organization, or the bureau what it holds after the opening. */
export async function attachmentFor(
  db: EntityManager,
  viewer: SignedIn,
  id: string,
  bureau: boolean,
): Promise<AttachmentLine | null> {
  const scope = bureau
    ? sql`f.ended_at IS NULL AND ${OPENED}`
    : sql`a.organization_id = ${viewer.organizationId}`;
  return row<AttachmentLine>(
    db,
    sql`SELECT ${LINE} ${FROM} JOIN application a ON a.id = f.application_id
        JOIN grant_round r ON r.id = a.round_id WHERE f.id = ${id} AND ${scope}`,
  );
}
