import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { EligibilityDeclaration } from './declaration.entity.js';
import { findingsInStatement, type Statement, type StatementEntry, valueOf } from './declaration.rules.js';

/** What a body states of itself: kept with day and person, replaced by a later statement, withdrawn by the body alone. */
@Injectable()
export class DeclarationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  state(viewer: SignedIn, entry: StatementEntry): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const organizationId = found(viewer.organizationId);
      const findings = findingsInStatement(entry);
      const value = valueOf(entry);
      if (value === null) return refused<null>(findings);
      const what = entry.what as Statement;
      const now = this.clock.now();
      // Of each kind one statement stands: a later one takes the earlier back.
      await tx.update(
        EligibilityDeclaration,
        { organizationId, what, withdrawnAt: IsNull() },
        { withdrawnBy: viewer.accountId, withdrawnAt: now },
      );
      await tx.insert(EligibilityDeclaration, {
        id: randomUUID(),
        organizationId,
        what,
        value,
        proof: entry.proof,
        statedBy: viewer.accountId,
        statedAt: now,
        withdrawnBy: null,
        withdrawnAt: null,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'eligibility-stated',
        subject: ['organization', organizationId],
        after: { what: entry.what, value },
      });
      return accepted(null);
    });
  }

  /** Takes a statement back; somebody else's, or one taken back before, does not exist. */
  withdraw(viewer: SignedIn, id: string): Promise<void> {
    return this.work.write(async (tx) => {
      const organizationId = found(viewer.organizationId);
      const done = await tx.update(
        EligibilityDeclaration,
        { id, organizationId, withdrawnAt: IsNull() },
        { withdrawnBy: viewer.accountId, withdrawnAt: this.clock.now() },
      );
      if (done.affected === 0) throw new Problem('not-found');
      await this.audit.record(tx, {
        viewer,
        action: 'eligibility-statement-withdrawn',
        subject: ['organization', organizationId],
        after: { statement: id },
      });
    });
  }
}
