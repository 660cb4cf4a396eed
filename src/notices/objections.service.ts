import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { follow } from '../kernel/transitions.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { count, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { workingDays } from '../reference/reference.queries.js';
import { Objection } from './objection.entity.js';
import {
  findingsAgainstObjection,
  OBJECTION_LIFE,
  type ObjectionAction,
  type ObjectionGround,
  replyDueOn,
} from './objection.rules.js';
import { noticeWindow, objectionByNumber } from './objections.queries.js';

export interface ObjectionEntry {
  readonly notice: string;
  readonly ground: ObjectionGround;
  readonly facts: string;
  readonly remedy: string;
}

/** Objections to publications: received with a number and a day for the reply, decided with a reply. */
@Injectable()
export class ObjectionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Receives an objection within the window; from then on its subject stands still. Answers its number. */
  lodge(viewer: SignedIn, entry: ObjectionEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const notice = await noticeWindow(tx, entry.notice);
      const today = this.clock.today();
      const findings = findingsAgainstObjection(notice, today);
      if (notice === null || findings.length > 0) return refused<string>(findings);
      const start = `YY-${today.slice(0, 4)}-`;
      const taken = await count(
        tx,
        sql`SELECT count(*) AS n FROM objection WHERE number LIKE ${`${start}%`}`,
      );
      const number = `${start}${String(taken + 1).padStart(3, '0')}`;
      await tx.insert(Objection, {
        id: randomUUID(),
        number,
        noticeNumber: entry.notice,
        subjectType: notice.subjectType,
        subjectId: notice.subjectId,
        lodgedBy: viewer.accountId,
        ground: entry.ground,
        facts: entry.facts,
        remedy: entry.remedy,
        status: 'OPEN',
        receivedAt: this.clock.now(),
        replyDueOn: replyDueOn(await workingDays(tx), today).day,
        reply: null,
        decidedBy: null,
        decidedAt: null,
        version: 1,
      });
      await this.audit.record(tx, { viewer, action: 'objection-lodged', subject: ['objection', number] });
      return accepted(number);
    });
  }

  /** Upholds or rejects with a reply, or lets the one who lodged it take it back. */
  decide(
    viewer: SignedIn,
    number: string,
    action: ObjectionAction,
    { reply, version }: { reply?: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await objectionByNumber(tx, number));
      if (action === 'withdraw' && one.lodgedBy !== viewer.accountId) throw new Problem('not-found');
      const next = follow(OBJECTION_LIFE, one.status, action);
      if (!next.ok) return next;
      if (action !== 'withdraw' && reply === undefined)
        return refused<null>([{ code: 'objection-reply-needed', field: 'reply' }]);
      const done = await tx.update(
        Objection,
        { id: one.id, version },
        {
          status: next.value,
          reply: reply ?? null,
          decidedBy: viewer.accountId,
          decidedAt: this.clock.now(),
          version: version + 1,
        },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: 'objection-decided',
        subject: ['objection', number],
        after: { status: next.value },
      });
      return accepted(null);
    });
  }
}
