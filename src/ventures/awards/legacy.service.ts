import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Application } from '../applications/application.entity.js';
import { BUDGET_RULES_BEFORE } from '../rounds/budget-limits.rules.js';
import { Round } from '../rounds/round.entity.js';
import { type RoundEntry, rulesOf, type VentureField } from '../rounds/round.rules.js';
import { Award } from './award.entity.js';

export interface LegacyProject {
  readonly organizationId: string;
  readonly title: string;
  readonly field: VentureField;
  readonly amountFen: number;
  readonly place: string;
}

/** Rounds from before the portal: what was funded, without clocks, scores or second persons. */
@Injectable()
export class LegacyRoundsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  record(
    number: string,
    entry: RoundEntry,
    decidedAt: string,
    projects: readonly LegacyProject[],
  ): Promise<void> {
    return this.work.write(async (tx) => {
      const id = randomUUID();
      const { nameZh, nameEn, potFen, opensAt, closesAt } = entry;
      const awardedFen = projects.reduce((all, { amountFen }) => all + amountFen, 0);
      await tx.insert(Round, {
        id,
        number,
        nameZh,
        nameEn,
        status: 'ARCHIVED',
        potFen,
        awardedFen,
        opensAt,
        closesAt,
        graceMinutes: 0,
        rules: JSON.stringify(rulesOf(entry, BUDGET_RULES_BEFORE)),
        rulesHash: null,
        drawSeed: null,
        publishedAt: null,
        ledgerSeq: null,
        openedAt: closesAt,
        isLegacy: 1,
        lastNumber: projects.length,
        version: 1,
      });
      for (const [i, project] of projects.entries()) {
        const applicationId = randomUUID();
        const { organizationId, title, field, amountFen, place } = project;
        const own = `${number}-${String(i + 1).padStart(4, '0')}`;
        await tx.insert(Application, {
          id: applicationId,
          roundId: id,
          organizationId,
          number: own,
          status: 'ARCHIVED',
          title,
          field,
          content: { title, field, place } as never,
          prefilled: null,
          askedFen: amountFen,
          submittedAt: null,
          contentHash: null,
          ledgerSeq: null,
          statusReason: null,
          changedAt: decidedAt,
          version: 1,
        });
        await tx.insert(Award, {
          id: randomUUID(),
          roundId: id,
          applicationId,
          projectNumber: `GY${number}-${String(i + 1).padStart(3, '0')}`,
          status: 'CONFIRMED',
          rank: i + 1,
          score: null,
          askedFen: amountFen,
          amountFen,
          proposedBy: null,
          confirmedBy: null,
          confirmedAt: decidedAt,
          ledgerSeq: null,
        });
      }
      await this.audit.record(tx, {
        viewer: null,
        action: 'legacy-round-recorded',
        subject: ['round', number],
        after: { projects: projects.length },
      });
    });
  }
}
