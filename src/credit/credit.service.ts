import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CalendarDay } from '../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { follow } from '../kernel/transitions.js';
import { type SignedIn } from '../kernel/viewer.js';
import { organizationByCode } from '../organizations/organizations.queries.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { workingDays } from '../reference/reference.queries.js';
import { CreditListEntry, CreditRecord } from './credit.entity.js';
import {
  CREDIT_LIFE,
  type CreditAction,
  type CreditCategory,
  type CreditClass,
  type CreditEntry,
  creditRecorded,
  entryDueOn,
  findingsInCreditEntry,
  unpublishOn,
} from './credit.rules.js';
import { type Ground, listOf } from './credit-list.rules.js';
import { listEntry, recordById, staysOf } from './credit.queries.js';
import { standingAsAt } from './standing.rules.js';

export interface ListingEntry {
  readonly creditCode: string;
  readonly ground: string;
  readonly listedOn: CalendarDay;
  readonly proposedBy: string;
}

/** Credit records and the two lists, first floor: entry, approval by another person, listing, removal. */
@Injectable()
export class CreditService {
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
  decide(viewer: SignedIn, id: string, action: CreditAction, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const record = found(await recordById(tx, id));
      if (record.enteredBy === viewer.accountId) return refused<null>([{ code: 'credit-own-entry' }]);
      const next = follow(CREDIT_LIFE, record.status, action);
      if (!next.ok) return next;
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
      await this.audit.record(tx, {
        viewer,
        action: `credit-${action}ed`,
        subject: ['credit-record', id],
        before: { status: record.status },
        after: { status: next.value },
      });
      return accepted(null);
    });
  }

  /** Puts a body on a list: proposed by one person (named by user name), confirmed by the one who acts. */
  list(viewer: SignedIn, entry: ListingEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const organization = await organizationByCode(tx, entry.creditCode);
      if (organization === null)
        return refused<string>([{ code: 'credit-organization-unknown', field: 'creditCode' }]);
      const ground = entry.ground as Ground;
      const standing = standingAsAt(await staysOf(tx, organization.id), entry.listedOn);
      const listed = listOf(ground) === 'ABNORMAL' ? standing.abnormalSince : standing.seriousSince;
      if (listed !== null)
        return refused<string>([
          { code: 'credit-listed-already', field: 'creditCode', args: { since: listed } },
        ]);
      if (entry.listedOn > this.clock.today())
        return refused<string>([{ code: 'credit-day-in-future', field: 'listedOn' }]);
      if (entry.proposedBy === viewer.accountId) return refused<string>([{ code: 'credit-own-entry' }]);
      const id = randomUUID();
      const { listedOn } = entry;
      await tx.insert(CreditListEntry, {
        id,
        organizationId: organization.id,
        list: listOf(ground),
        ground,
        listedOn,
        termFrom: listedOn,
        removedOn: null,
        removalReason: null,
        proposedBy: entry.proposedBy,
        confirmedBy: viewer.accountId,
        version: 1,
      });
      await this.ledger.append(
        tx,
        creditRecorded(viewer, { id, creditCode: entry.creditCode, summary: `${listOf(ground)} ${ground}` }),
      );
      await this.audit.record(tx, {
        viewer,
        action: 'credit-listed',
        subject: ['organization', organization.id],
        after: { ground, listedOn },
      });
      return accepted(id);
    });
  }

  /** Takes a body off a list from a day on. (R-CR-11, R-CR-14) */
  remove(
    viewer: SignedIn,
    id: string,
    entry: { removedOn: CalendarDay; reason: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const listed = found(await listEntry(tx, id));
      if (listed.removedOn !== null) return refused<null>([{ code: 'action-not-possible' }]);
      if (entry.removedOn < listed.listedOn)
        return refused<null>([{ code: 'credit-removed-before-listing', field: 'removedOn' }]);
      const done = await tx.update(
        CreditListEntry,
        { id, version: entry.version },
        { removedOn: entry.removedOn, removalReason: entry.reason, version: entry.version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: 'credit-list-removed',
        subject: ['credit-list-entry', id],
        after: { removedOn: entry.removedOn, reason: entry.reason },
      });
      return accepted(null);
    });
  }
}
