import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type NamedFile } from '../platform/files/evidence.js';
import { type Text } from '../platform/views/page.js';
import { OrganizationDocument, OrganizationDocumentVersion } from './document.entity.js';
import { type DocumentKind, type DocumentTerm, findingsInVersion } from './document.rules.js';
import { documentsHeld, ownDocument, versionsOf } from './documents.queries.js';

export interface DocumentEntry extends DocumentTerm {
  readonly kind: DocumentKind;
  readonly title: string;
}

/** Where a version of a document stands in for an upload. */
export interface DocumentUse {
  readonly versionId: string;
  readonly where: Text;
  readonly href: string;
  readonly usedAt: string;
}
type UseReader = (db: EntityManager, versionIds: readonly string[]) => Promise<readonly DocumentUse[]>;

/** The document store of organizations: uploaded once, used everywhere; versions are added, never changed. (D4) */
@Injectable()
export class DocumentsService {
  private readonly readers: UseReader[] = [];

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Floors above say here how to find where they use a version. */
  usedBy(reader: UseReader): void {
    this.readers.push(reader);
  }

  async usesOf(db: EntityManager, versionIds: readonly string[]): Promise<DocumentUse[]> {
    const uses: DocumentUse[] = [];
    if (versionIds.length === 0) return uses;
    for (const reader of this.readers) uses.push(...(await reader(db, versionIds)));
    return uses.sort((a, b) => (a.usedAt < b.usedAt ? 1 : -1));
  }

  /** Keeps a document with its first version; answers its id. The store has judged the file before. */
  add(viewer: SignedIn, entry: DocumentEntry, file: NamedFile): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const organizationId = found(viewer.organizationId);
      const { used, documents } = await documentsHeld(tx, organizationId);
      const findings = findingsInVersion(entry, { used, size: file.size, documents: documents + 1 });
      if (findings.length > 0) return refused<string>(findings);
      const id = randomUUID();
      const { kind, title } = entry;
      const addedAt = this.clock.now();
      await tx.insert(OrganizationDocument, {
        id,
        organizationId,
        kind,
        title,
        addedAt,
        endedAt: null,
        version: 1,
      });
      await this.insert(tx, viewer, { documentId: id, number: 1, term: entry, file });
      await this.record(tx, viewer, id, 'document-added');
      return accepted(id);
    });
  }

  /** A newer version of a document; the ones before stay where they were used. */
  renew(
    viewer: SignedIn,
    document: { readonly id: string; readonly version: number },
    term: DocumentTerm,
    file: NamedFile,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const mine = found(await ownDocument(tx, viewer, document.id));
      if (mine.endedAt !== null) throw new Problem('not-possible');
      const { used } = await documentsHeld(tx, found(viewer.organizationId));
      const findings = findingsInVersion(term, { used, size: file.size, documents: 0 });
      if (findings.length > 0) return refused<null>(findings);
      await this.move(tx, document, {});
      const [newest] = await versionsOf(tx, mine.id);
      const number = found(newest).number + 1;
      await this.insert(tx, viewer, { documentId: mine.id, number, term, file });
      await this.record(tx, viewer, mine.id, 'document-renewed');
      return accepted(null);
    });
  }

  /** Takes a document out of the store, or puts it back. */
  shelve(
    viewer: SignedIn,
    document: { readonly id: string; readonly version: number },
    isEnded: boolean,
  ): Promise<null> {
    return this.work.write(async (tx) => {
      const mine = found(await ownDocument(tx, viewer, document.id));
      if ((mine.endedAt !== null) === isEnded) throw new Problem('not-possible');
      await this.move(tx, document, { endedAt: isEnded ? this.clock.now() : null });
      await this.record(tx, viewer, mine.id, isEnded ? 'document-ended' : 'document-restored');
      return null;
    });
  }

  private async insert(
    tx: EntityManager,
    viewer: SignedIn,
    one: { documentId: string; number: number; term: DocumentTerm; file: NamedFile },
  ): Promise<void> {
    const { documentId, number, term, file } = one;
    const { name, sha256, size, type } = file;
    await tx.insert(OrganizationDocumentVersion, {
      id: randomUUID(),
      documentId,
      number,
      name: [...name].slice(0, 150).join(''),
      sha256,
      size,
      type,
      validFrom: term.validFrom,
      validUntil: term.validUntil,
      addedAt: this.clock.now(),
      addedBy: viewer.accountId,
    });
  }

  private async move(
    tx: EntityManager,
    { id, version }: { readonly id: string; readonly version: number },
    values: Partial<OrganizationDocument>,
  ): Promise<void> {
    const done = await tx.update(OrganizationDocument, { id, version }, { ...values, version: version + 1 });
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }

  private async record(tx: EntityManager, viewer: SignedIn, id: string, action: string): Promise<void> {
    await this.audit.record(tx, { viewer, action, subject: ['document', id] });
  }
}
