import { type EntityManager } from 'typeorm';
import { type SignedIn } from '../kernel/viewer.js';
import { row, rows, sql } from '../platform/database/sql.js';
import { type DocumentKind } from './document.rules.js';

/** One version of a document, with what it belongs to. */
export interface DocumentVersionLine {
  readonly id: string;
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly addedAt: string;
}

export interface DocumentLine {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly endedAt: string | null;
  readonly version: number;
}

const VERSION = sql`v.id, v.document_id AS "documentId", d.kind, d.title, v.number, v.name, v.sha256, v.size, v.type,
  v.valid_from AS "validFrom", v.valid_until AS "validUntil", v.added_at AS "addedAt"`;
const FROM = sql`FROM organization_document_version v JOIN organization_document d ON d.id = v.document_id`;

/** The newest version of each document that the viewer's organization keeps. */
export function ownDocuments(db: EntityManager, viewer: SignedIn): Promise<DocumentVersionLine[]> {
  return rows<DocumentVersionLine>(
    db,
    sql`SELECT ${VERSION} ${FROM} WHERE d.organization_id = ${viewer.organizationId} AND d.ended_at IS NULL
        AND v.number = (SELECT max(w.number) FROM organization_document_version w WHERE w.document_id = d.id)
        ORDER BY d.kind, d.title, v.id`,
  );
}

/** A document of the viewer's own organization; another's does not exist. (security.md T12) */
export function ownDocument(db: EntityManager, viewer: SignedIn, id: string): Promise<DocumentLine | null> {
  return row<DocumentLine>(
    db,
    sql`SELECT id, kind, title, ended_at AS "endedAt", version FROM organization_document
        WHERE id = ${id} AND organization_id = ${viewer.organizationId}`,
  );
}

/** All versions of a document, newest first; the caller has asked whose it is. */
export function versionsOf(db: EntityManager, documentId: string): Promise<DocumentVersionLine[]> {
  return rows<DocumentVersionLine>(
    db,
    sql`SELECT ${VERSION} ${FROM} WHERE d.id = ${documentId} ORDER BY v.number DESC`,
  );
}

/** A version of a document of the viewer's own organization, also of one taken out of the store. */
export function ownVersion(
  db: EntityManager,
  viewer: SignedIn,
  versionId: string,
): Promise<DocumentVersionLine | null> {
  return row<DocumentVersionLine>(
    db,
    sql`SELECT ${VERSION} ${FROM} WHERE v.id = ${versionId} AND d.organization_id = ${viewer.organizationId}`,
  );
}

/** What the store of an organization holds: the bytes of its different contents, and its documents. */
export async function documentsHeld(
  db: EntityManager,
  organizationId: string,
): Promise<{ readonly used: number; readonly documents: number }> {
  const held = await row<{ used: number | string | null; documents: number | string }>(
    db,
    sql`SELECT (SELECT sum(size) FROM (SELECT DISTINCT v.sha256, v.size ${FROM} WHERE d.organization_id = ${organizationId}) c) AS used,
        (SELECT count(*) FROM organization_document WHERE organization_id = ${organizationId} AND ended_at IS NULL) AS documents`,
  );
  return { used: Number(held?.used ?? 0), documents: Number(held?.documents ?? 0) };
}
