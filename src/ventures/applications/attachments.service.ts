import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type NamedFile } from '../../platform/files/evidence.js';
import { isOpenAt } from '../rounds/round.rules.js';
import { type RoundDetail, roundByNumber } from '../rounds/rounds.queries.js';
import { Application } from './application.entity.js';
import { Attachment } from './attachment.entity.js';
import { type ApplicationDetail, ownApplication } from './applications.queries.js';
import { attachmentsOf } from './attachments.queries.js';

const MOST_ATTACHMENTS = 20;

/** The files of a draft: added and removed while the round takes applications by the server's clock. (D4) */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Adds a file that the store has kept; it counts when this transaction runs, however long it was on its way. (C72) */
  attach(viewer: SignedIn, roundNumber: string, file: NamedFile): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.draft(tx, viewer, roundNumber);
      const full: Finding[] =
        (await attachmentsOf(tx, mine.id)).length >= MOST_ATTACHMENTS
          ? [{ code: 'attachments-full', field: 'file', args: { most: MOST_ATTACHMENTS } }]
          : [];
      const findings = [...this.closedFindings(round), ...full];
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
      await this.touch(tx, mine);
      return accepted(null);
    });
  }

  detach(viewer: SignedIn, roundNumber: string, attachmentId: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { mine } = await this.draft(tx, viewer, roundNumber);
      const done = await tx.delete(Attachment, { id: attachmentId, applicationId: mine.id });
      if (done.affected === 0) throw new Problem('not-found');
      await this.touch(tx, mine);
      return accepted(null);
    });
  }

  private closedFindings(round: RoundDetail): Finding[] {
    return isOpenAt(round, this.clock.now()) ? [] : [{ code: 'round-not-open' }];
  }

  private async draft(
    tx: EntityManager,
    viewer: SignedIn,
    roundNumber: string,
  ): Promise<{ round: RoundDetail; mine: ApplicationDetail }> {
    const round = found(await roundByNumber(tx, roundNumber));
    const mine = found(await ownApplication(tx, viewer, roundNumber));
    if (mine.status !== 'DRAFT') throw new Problem('not-possible');
    return { round, mine };
  }

  /** The draft's row moves with its files, so that a submission running at the same time sees all of them or fails. */
  private async touch(tx: EntityManager, { id, version }: ApplicationDetail): Promise<void> {
    const changedAt = this.clock.now();
    const done = await tx.update(Application, { id, version }, { changedAt, version: version + 1 });
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }
}
