import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Answer, EligibilityService } from '../../eligibility/eligibility.service.js';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { grantInquiries } from './applicant.queries.js';
import { Application } from './application.entity.js';
import { APPLICATION_LIFE } from './application.rules.js';
import { type ApplicationDetail, applicationByNumber } from './applications.queries.js';

/** The first check of an application by the bureau. (domain.md 3.3) */
@Injectable()
export class ScreeningService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly eligibility: EligibilityService,
  ) {}

  /** The officer's decision of the first check; exclusion needs its reason. (R-EL) */
  screen(
    viewer: SignedIn,
    number: string,
    decision: { eligible: boolean; reason?: string },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const application = found(await applicationByNumber(tx, number));
      if (!decision.eligible && decision.reason === undefined)
        return refused<null>([{ code: 'screening-reason', field: 'reason' }]);
      const next = follow(APPLICATION_LIFE, application.status, decision.eligible ? 'accept' : 'exclude');
      if (!next.ok) return next;
      await this.move(tx, application, { status: next.value, statusReason: decision.reason ?? null });
      await this.audit.record(tx, {
        viewer,
        action: 'application-screened',
        subject: ['application', number],
        after: { status: next.value, reason: decision.reason ?? null },
      });
      return accepted(null);
    });
  }

  /** The verdict of today on an application with its smallest fix; stores nothing. */
  async answer(db: EntityManager, round: RoundDetail, application: ApplicationDetail): Promise<Answer> {
    const { organizationId } = application;
    const [inquiry] = await grantInquiries(db, round, [{ organizationId, application }]);
    return this.eligibility.answer(db, found(inquiry));
  }

  private async move(
    tx: EntityManager,
    { id, version }: { id: string; version: number },
    values: Partial<Application>,
  ): Promise<void> {
    const done = await tx.update(
      Application,
      { id, version },
      { ...values, changedAt: this.clock.now(), version: version + 1 },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }
}
