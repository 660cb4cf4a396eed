import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accountsOfOrganization } from '../../accounts/accounts.queries.js';
import { accepted, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Drafts } from './drafts.service.js';
import { ApplicationSection } from './revision.entity.js';
import { findingsInWork, type SectionPlan } from './workspace.rules.js';
import { sectionWorkOf } from './workspace.queries.js';

/** Who of an organization does which part of its application. (D3) */
@Injectable()
export class WorkspaceService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly drafts: Drafts,
    private readonly audit: Audit,
  ) {}

  /** Shares out the pages of a draft and ticks off what is done; the answers themselves stay open to everybody. */
  share(viewer: SignedIn, roundNumber: string, plan: readonly SectionPlan[]): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.drafts.open(tx, viewer, roundNumber);
      const people = await accountsOfOrganization(tx, mine.organizationId);
      const findings = [
        ...(await this.drafts.closed(tx, round, mine.organizationId)),
        ...findingsInWork(plan, mine.form, people),
      ];
      if (findings.length > 0) return refused<null>(findings);
      const before = new Map((await sectionWorkOf(tx, mine.id)).map((one) => [one.section, one]));
      for (const { section, ownerId, isDone } of plan) {
        const known = before.get(section);
        const stays = (known?.doneAt ?? null) !== null && isDone;
        const values = {
          ownerId,
          ...(stays
            ? {}
            : { doneAt: isDone ? this.clock.now() : null, doneBy: isDone ? viewer.accountId : null }),
        };
        if (known) await tx.update(ApplicationSection, { applicationId: mine.id, section }, values);
        else
          await tx.insert(ApplicationSection, {
            id: randomUUID(),
            applicationId: mine.id,
            section,
            doneAt: null,
            doneBy: null,
            ...values,
          });
      }
      await this.audit.record(tx, {
        viewer,
        action: 'application-shared-out',
        subject: ['round', roundNumber],
      });
      return accepted(null);
    });
  }
}
