import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, type Finding, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type NamedFile } from '../../platform/files/evidence.js';
import { Attachment } from './attachment.entity.js';
import { attachmentsOf } from './attachments.queries.js';
import { Drafts } from './drafts.service.js';

const MOST_ATTACHMENTS = 20;

/** The files of a draft: added and removed while the round takes applications by the server's clock. (D4) */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly drafts: Drafts,
  ) {}

  /** Adds a file that the store has kept; it counts when this transaction runs, however long it was on its way. (C72) */
  attach(viewer: SignedIn, roundNumber: string, file: NamedFile): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.drafts.open(tx, viewer, roundNumber);
      const full: Finding[] =
        (await attachmentsOf(tx, mine.id)).length >= MOST_ATTACHMENTS
          ? [{ code: 'attachments-full', field: 'file', args: { most: MOST_ATTACHMENTS } }]
          : [];
      const findings = [...(await this.drafts.closed(tx, round, mine.organizationId)), ...full];
      if (findings.length > 0) return refused<null>(findings);
      const { name, sha256, size, type } = file;
      const addedAt = this.clock.now();
      await tx.insert(Attachment, {
        id: randomUUID(),
        applicationId: mine.id,
        name: [...name].slice(0, 150).join(''),
        sha256,
        size,
        type,
        addedAt,
      });
      // The draft's row moves with its files, so that a submission at the same time sees all of them or fails.
      await this.drafts.move(tx, mine, {});
      return accepted(null);
    });
  }

  detach(viewer: SignedIn, roundNumber: string, attachmentId: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { mine } = await this.drafts.open(tx, viewer, roundNumber);
      const done = await tx.delete(Attachment, { id: attachmentId, applicationId: mine.id });
      if (done.affected === 0) throw new Problem('not-found');
      // The draft's row moves with its files, so that a submission at the same time sees all of them or fails.
      await this.drafts.move(tx, mine, {});
      return accepted(null);
    });
  }
}
