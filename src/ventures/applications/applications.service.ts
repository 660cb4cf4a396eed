import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Answer, EligibilityService } from '../../eligibility/eligibility.service.js';
import { accepted, found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { openUntil } from '../rounds/round.rules.js';
import { type RoundDetail, roundByNumber } from '../rounds/rounds.queries.js';
import { type Applicant } from './applicant.queries.js';
import { Application } from './application.entity.js';
import { ownApplication } from './applications.queries.js';
import { Drafts } from './drafts.service.js';
import { Seals } from './seals.service.js';

/** An organization's application: begun, and written section by section. */
@Injectable()
export class ApplicationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly eligibility: EligibilityService,
    private readonly drafts: Drafts,
    private readonly seals: Seals,
  ) {}

  /** Begins a draft, or goes on with the one there is. */
  start(viewer: SignedIn, roundNumber: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const organizationId = found(viewer.organizationId);
      const mine = await ownApplication(tx, viewer, roundNumber);
      if (mine !== null && mine.status !== 'WITHDRAWN') return accepted(null);
      const inquiry = await this.drafts.inquiry(tx, round, { organizationId, application: mine });
      const findings = [
        ...(await this.drafts.closed(tx, round, organizationId)),
        ...(await this.drafts.applicantFindings(tx, inquiry)),
      ];
      if (findings.length > 0) return refused<null>(findings);
      if (mine !== null) {
        const columns = await this.seals.reopened(tx, round.id, mine);
        await this.drafts.move(tx, mine, { ...columns, status: 'DRAFT' });
        return accepted(null);
      }
      const id = randomUUID();
      await tx.insert(Application, {
        id,
        roundId: round.id,
        organizationId,
        number: null,
        status: 'DRAFT',
        title: '',
        field: null,
        content: {},
        prefilled: null,
        askedFen: 0,
        submittedAt: null,
        contentHash: null,
        ledgerSeq: null,
        statusReason: null,
        changedAt: this.clock.now(),
        version: 1,
      });
      await this.eligibility.freeze(tx, inquiry, {
        moment: 'START',
        subject: ['draft', id],
        sealedUntil: openUntil(round),
      });
      await this.audit.record(tx, { viewer, action: 'application-started', subject: ['round', roundNumber] });
      return accepted(null);
    });
  }

  /** The verdict of today on an applicant with its smallest fix, for the pages of both sides. */
  async applicantAnswer(db: EntityManager, round: RoundDetail, applicant: Applicant): Promise<Answer> {
    return this.drafts.answer(db, round, applicant);
  }
}
