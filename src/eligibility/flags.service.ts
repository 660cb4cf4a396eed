import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { follow } from '../kernel/transitions.js';
import { type SignedIn } from '../kernel/viewer.js';
import { organizationByCode } from '../organizations/organizations.queries.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { StopFlag } from './flag.entity.js';
import {
  findingsAgainstFlagDecision,
  findingsInFlag,
  FLAG_LIFE,
  type FlagAction,
  type FlagEntry,
  purposesText,
} from './flag.rules.js';
import { flagByNumber, lastFlagNumber, overdueFlags } from './flags.queries.js';

/** Stop flags: proposed, confirmed by another person, lifted with a reason, ended by their last day. */
@Injectable()
export class FlagsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Proposes a flag; it stops nothing until somebody else confirms it. Answers its number. */
  propose(viewer: SignedIn, entry: FlagEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const body = await organizationByCode(tx, entry.creditCode);
      const today = this.clock.today();
      const findings = [
        ...(body === null ? [{ code: 'stop-flag-unknown-body', field: 'creditCode' }] : []),
        ...findingsInFlag(entry, today),
      ];
      if (body === null || findings.length > 0) return refused<string>(findings);
      const start = `TZ-${today.slice(0, 4)}-`;
      const number = `${start}${String((await lastFlagNumber(tx, start)) + 1).padStart(3, '0')}`;
      await tx.insert(StopFlag, {
        id: randomUUID(),
        number,
        organizationId: body.id,
        purposes: purposesText(entry.purposes),
        reason: entry.reason,
        basis: entry.basis,
        fromOn: entry.fromOn,
        untilOn: entry.untilOn,
        status: 'PROPOSED',
        proposedBy: viewer.accountId,
        proposedAt: this.clock.now(),
        confirmedBy: null,
        confirmedAt: null,
        endedBy: null,
        endedAt: null,
        endReason: null,
        version: 1,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'stop-flag-proposed',
        subject: ['stop-flag', number],
        after: entry,
      });
      return accepted(number);
    });
  }

  /** Confirms, refuses or lifts. */
  decide(
    viewer: SignedIn,
    number: string,
    action: Exclude<FlagAction, 'expire'>,
    { reason, version }: { reason?: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const flag = found(await flagByNumber(tx, number));
      const next = follow(FLAG_LIFE, flag.status, action);
      if (!next.ok) return next;
      const findings = findingsAgainstFlagDecision(flag, {
        action,
        by: viewer.accountId,
        ...(reason === undefined ? {} : { reason }),
      });
      if (findings.length > 0) return refused<null>(findings);
      const now = this.clock.now();
      const who =
        action === 'confirm'
          ? { confirmedBy: viewer.accountId, confirmedAt: now }
          : { endedBy: viewer.accountId, endedAt: now, endReason: reason ?? null };
      const done = await tx.update(
        StopFlag,
        { id: flag.id, version },
        { ...who, status: next.value, version: version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: `stop-flag-${action}`,
        subject: ['stop-flag', number],
        before: { status: flag.status },
        after: { status: next.value, reason: reason ?? null },
      });
      return accepted(null);
    });
  }

  /** Ends every flag whose last day is over, each with its own audit line; run again, it does nothing. Answers how many. */
  expire(): Promise<number> {
    return this.work.write(async (tx) => {
      const due = await overdueFlags(tx, this.clock.today());
      for (const { id, number, untilOn, version } of due) {
        await tx.update(
          StopFlag,
          { id, version },
          { status: 'EXPIRED', endedAt: this.clock.now(), version: version + 1 },
        );
        await this.audit.record(tx, {
          viewer: null,
          action: 'stop-flag-expired',
          subject: ['stop-flag', number],
          after: { untilOn },
        });
      }
      return due.length;
    });
  }
}
