import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { organizationByCode } from '../../organizations/organizations.queries.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { workingDays } from '../../reference/reference.queries.js';
import { CreditRecord } from './record.entity.js';
import {
  CREDIT_LIFE,
  type CreditAction,
  type CreditCategory,
  type CreditClass,
  type CreditEntry,
  creditRecorded,
  entryDueOn,
  findingsInCreditEntry,
  needsReason,
  unpublishOn,
} from './record.rules.js';
import { recordById } from './records.queries.js';

/** Credit records: entry, and approval by another person. */
@Injectable()
export class RecordsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /** Enters a record; late entry is possible and stays visible. (R-CR-05) */
  enter(viewer: SignedIn, entry: CreditEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const organization = await organizationByCode(tx, entry.creditCode);
      const unknown =
        organization === null ? [{ code: 'credit-organization-unknown', field: 'creditCode' }] : [];
      const findings = [...unknown, ...findingsInCreditEntry(entry, this.clock.today())];
      if (organization === null || findings.length > 0) return refused<string>(findings);
      const { day: dueOn } = entryDueOn(await workingDays(tx), entry.formedOn);
      const { creditCode, category, recordClass, formedOn, summary, ...fields } = entry;
      const id = randomUUID();
      await tx.insert(CreditRecord, {
        id,
        organizationId: organization.id,
        category: category as CreditCategory,
        recordClass: (recordClass ?? null) as CreditClass | null,
        status: 'RECORDED',
        summary,
        fields: { ...fields },
        formedOn,
        dueOn,
        recordedAt: this.clock.now(),
        enteredBy: viewer.accountId,
        approvedBy: null,
        publishedOn: null,
        unpublishOn: null,
        version: 1,
      });
      await this.ledger.append(tx, creditRecorded(viewer, { id, creditCode, summary }));
      await this.audit.record(tx, {
        viewer,
        action: 'credit-recorded',
        subject: ['credit-record', id],
        after: { category, summary, formedOn },
      });
      return accepted(id);
    });
  }

  /** Publishes, repairs or withdraws a record; whoever entered it may not. (domain.md 6.4) */
  decide(
    viewer: SignedIn,
    id: string,
    action: CreditAction,
    { version, reason }: { version: number; reason?: string },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const record = found(await recordById(tx, id));
      if (record.enteredBy === viewer.accountId) return refused<null>([{ code: 'credit-own-entry' }]);
      const next = follow(CREDIT_LIFE, record.status, action);
      if (!next.ok) return next;
      if (needsReason(record.status, action) && reason === undefined)
        return refused<null>([{ code: 'credit-reason-needed', field: 'reason' }]);
      const today = this.clock.today();
      const published =
        next.value === 'PUBLISHED'
          ? { publishedOn: today, unpublishOn: unpublishOn(record.recordClass as CreditClass | null, today) }
          : {};
      const done = await tx.update(
        CreditRecord,
        { id, version },
        { status: next.value, approvedBy: viewer.accountId, version: version + 1, ...published },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      if (next.value === 'REPAIRED') await this.ledger.forget(tx, 'record', id);
      await this.audit.record(tx, {
        viewer,
        action: `credit-${action}ed`,
        subject: ['credit-record', id],
        before: { status: record.status },
        after: { status: next.value, reason: reason ?? null },
      });
      return accepted(null);
    });
  }
}
