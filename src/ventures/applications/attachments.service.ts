import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { ownVersion } from '../../organizations/documents.queries.js';
import { DocumentsService } from '../../organizations/documents.service.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type NamedFile } from '../../platform/files/evidence.js';
import { FileScans } from '../../platform/files/file-scans.js';
import { type Answers } from '../rounds/form.rules.js';
import { Application } from './application.entity.js';
import { Attachment } from './attachment.entity.js';
import { type FilePlace, filePlaces, fitting, takesType, withFiles } from './attachment.rules.js';
import {
  attachmentStories,
  type AttachmentStory,
  bytesUploaded,
  documentUses,
  draftsWithFile,
} from './attachments.queries.js';
import { type Draft, Drafts } from './drafts.service.js';

interface NewFile extends NamedFile {
  readonly documentVersionId?: string;
}

interface Desk extends Draft {
  readonly place: FilePlace;
  readonly stories: readonly AttachmentStory[];
  readonly present: readonly AttachmentStory[];
}

/**
 * The files of a draft: uploaded or taken from the organization's store, replaced, ordered, removed and brought back,
 * while the call takes applications by the server's clock in the transaction. (D4, C72)
 */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly drafts: Drafts,
    documents: DocumentsService,
    scans: FileScans,
  ) {
    documents.usedBy(documentUses);
    scans.onFound((tx, sha256) => this.withdrawn(tx, sha256));
  }

  /**
   * Adds files that the store has kept, as many as fit; answers what stands against the others. They count when this
   * transaction runs, however long they were on their way.
   */
  attach(
    viewer: SignedIn,
    roundNumber: string,
    question: string | null,
    files: readonly NamedFile[],
  ): Promise<Outcome<readonly Finding[]>> {
    return this.act(viewer, roundNumber, question, (tx, desk) => this.insert(tx, viewer, desk, files));
  }

  /** Puts a file in the place of another, which is kept as what stood there before. */
  replace(
    viewer: SignedIn,
    roundNumber: string,
    id: string,
    file: NamedFile,
  ): Promise<Outcome<readonly Finding[]>> {
    return this.act(viewer, roundNumber, { id }, async (tx, desk) => {
      const before = found(desk.present.find((one) => one.id === id));
      const room = { ...desk, present: desk.present.filter((one) => one.id !== id) };
      await this.end(tx, id);
      const findings = await this.insert(tx, viewer, room, [file], before);
      if (findings.length > 0) await tx.update(Attachment, { id }, { endedAt: null });
      return findings;
    });
  }

  /** Takes the newest version of a document from the organization's store instead of an upload. */
  pick(
    viewer: SignedIn,
    roundNumber: string,
    question: string | null,
    versionId: string,
  ): Promise<Outcome<readonly Finding[]>> {
    return this.act(viewer, roundNumber, question, async (tx, desk) => {
      const version = await ownVersion(tx, viewer, versionId);
      const field = `document-${question ?? ''}`;
      if (version === null) return [{ code: 'document-unknown', field }];
      if (!takesType(desk.place, version)) return [{ code: 'document-not-taken', field }];
      if (desk.present.some(({ documentVersionId }) => documentVersionId === versionId))
        return [{ code: 'document-there', field }];
      return this.insert(tx, viewer, desk, [{ ...version, documentVersionId: versionId }]);
    });
  }

  /** Removes a file from the draft; it can be brought back. */
  remove(viewer: SignedIn, roundNumber: string, id: string): Promise<Outcome<readonly Finding[]>> {
    return this.act(viewer, roundNumber, { id }, async (tx, { present }) => {
      found(present.find((one) => one.id === id));
      await this.end(tx, id);
      await this.record(tx, viewer, 'attachment-removed', id);
      return [];
    });
  }

  /** Brings a removed file back, if there is still a place for it. */
  restore(viewer: SignedIn, roundNumber: string, id: string): Promise<Outcome<readonly Finding[]>> {
    return this.act(viewer, roundNumber, { id }, async (tx, { stories, present, place }) => {
      const one = found(stories.find((story) => story.id === id && story.endedAt !== null));
      if (one.scan === 'FOUND') throw new Problem('file-quarantined');
      const { findings } = fitting([one], place, { present: present.length, used: 0 });
      if (findings.length > 0) return findings;
      await tx.update(Attachment, { id }, { endedAt: null, position: nextPosition(present) });
      await this.record(tx, viewer, 'attachment-restored', id);
      return [];
    });
  }

  /** Lets a removed file go for good and frees its room; the nightly collection takes the content. */
  discard(viewer: SignedIn, roundNumber: string, id: string): Promise<Outcome<readonly Finding[]>> {
    return this.act(viewer, roundNumber, { id }, async (tx, { stories }) => {
      found(stories.find((story) => story.id === id && story.endedAt !== null));
      await tx.update(Attachment, { replacesId: id }, { replacesId: null });
      await tx.delete(Attachment, { id });
      await this.record(tx, viewer, 'attachment-discarded', id);
      return [];
    });
  }

  /** Moves a file one place up among those of its question. */
  raise(viewer: SignedIn, roundNumber: string, id: string): Promise<Outcome<readonly Finding[]>> {
    return this.act(viewer, roundNumber, { id }, async (tx, { present }) => {
      const at = present.findIndex((one) => one.id === id);
      if (at < 0) throw new Problem('not-found');
      const order = present.map((one) => one.id).filter((one) => one !== id);
      order.splice(Math.max(0, at - 1), 0, id);
      for (const [position, one] of order.entries()) await tx.update(Attachment, { id: one }, { position });
      return [];
    });
  }

  /** One deed on the files of one question: the call is open, the answer to the question follows, the draft moves on. */
  private act(
    viewer: SignedIn,
    roundNumber: string,
    about: string | null | { readonly id: string },
    deed: (tx: EntityManager, desk: Desk) => Promise<readonly Finding[]>,
  ): Promise<Outcome<readonly Finding[]>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.drafts.open(tx, viewer, roundNumber);
      const closed = await this.drafts.closed(tx, round, mine.organizationId);
      if (closed.length > 0) return refused<readonly Finding[]>(closed);
      const all = await attachmentStories(tx, mine.id);
      const question =
        typeof about === 'object' && about !== null
          ? found(all.find(({ id }) => id === about.id)).question
          : about;
      const places = filePlaces(mine.form, mine.content);
      const stories = all.filter((one) => one.question === question);
      const desk = {
        round,
        mine,
        place: found(places.find((one) => one.question === question)),
        stories,
        present: stories.filter(({ endedAt }) => endedAt === null),
      };
      const findings = await deed(tx, desk);
      await this.answered(tx, mine, question);
      return accepted(findings);
    });
  }

  private async insert(
    tx: EntityManager,
    viewer: SignedIn,
    { mine, place, present }: Desk,
    files: readonly NewFile[],
    before?: AttachmentStory,
  ): Promise<readonly Finding[]> {
    const used = await bytesUploaded(tx, mine.organizationId);
    const { taken, findings } = fitting(files, place, { present: present.length, used });
    const first = before?.position ?? nextPosition(present);
    for (const [i, { name, sha256, size, type, documentVersionId }] of taken.entries()) {
      const id = randomUUID();
      await tx.insert(Attachment, {
        id,
        applicationId: mine.id,
        name: [...name].slice(0, 150).join(''),
        sha256,
        size,
        type,
        addedAt: this.clock.now(),
        question: place.question,
        position: first + i,
        documentVersionId: documentVersionId ?? null,
        replacesId: before?.id ?? null,
        endedAt: null,
      });
      await this.record(tx, viewer, before ? 'attachment-replaced' : 'attachment-added', id);
    }
    return findings;
  }

  private async end(tx: EntityManager, id: string): Promise<void> {
    await tx.update(Attachment, { id }, { endedAt: this.clock.now() });
  }

  /** The draft's row moves with its files, so that a submission running at the same time sees all of them or fails. */
  private async answered(
    tx: EntityManager,
    mine: { readonly id: string; readonly version: number; readonly content: Answers },
    question: string | null,
  ): Promise<void> {
    const ids = (await attachmentStories(tx, mine.id))
      .filter((one) => one.question === question && one.endedAt === null)
      .map(({ id }) => id);
    const content = withFiles(mine.content, question, ids);
    await this.drafts.move(tx, mine, { content });
  }

  /** A file that turned out dangerous leaves the drafts that hold it; what was handed in stays, and nobody gets it. */
  private async withdrawn(tx: EntityManager, sha256: string): Promise<void> {
    for (const { id, applicationId } of await draftsWithFile(tx, sha256)) {
      const one = await tx.findOneByOrFail(Attachment, { id });
      const mine = await tx.findOneByOrFail(Application, { id: applicationId });
      await this.end(tx, id);
      await this.answered(tx, mine, one.question);
    }
  }

  private async record(tx: EntityManager, viewer: SignedIn, action: string, id: string): Promise<void> {
    await this.audit.record(tx, { viewer, action, subject: ['attachment', id] });
  }
}

function nextPosition(present: readonly AttachmentStory[]): number {
  return Math.max(-1, ...present.map(({ position }) => position)) + 1;
}
