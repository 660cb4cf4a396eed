import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { type Decision } from '../../notices/objection.rules.js';
import { objectionByNumber, type ObjectionDetail } from '../../notices/objections.queries.js';
import { type ObjectionEntry, ObjectionsService } from '../../notices/objections.service.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type NamedFile } from '../../platform/files/evidence.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { appealFacts, appealStateOf } from './appeals.queries.js';
import { Application } from './application.entity.js';
import { APPLICATION_LIFE } from './application.rules.js';
import { type ApplicationDetail, applicationByNumber, ownApplication } from './applications.queries.js';
import { ScreeningDecision } from './screening.entity.js';
import {
  APPEAL_DESK,
  appealReplyDays,
  APPLICATION_SUBJECT,
  applicationReinstated,
  findingsAgainstAppeal,
  findingsAgainstDecider,
} from './screening.rules.js';

/** Appeals against an exclusion, through the engine of objections; upheld ones reinstate, by a second person. */
@Injectable()
export class AppealsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly objections: ObjectionsService,
  ) {}

  /** Receives the appeal of the organization itself, once and in time. Answers its number. (domain.md 3.7) */
  lodge(
    viewer: SignedIn,
    roundNumber: string,
    entry: ObjectionEntry & { readonly evidence: readonly NamedFile[] },
  ): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const mine = found(await ownApplication(tx, viewer, roundNumber));
      const facts = appealFacts(mine.status, await appealStateOf(tx, mine));
      const findings = findingsAgainstAppeal(facts, this.clock.today());
      if (findings.length > 0) return refused<string>(findings);
      return accepted(
        await this.objections.receive(tx, {
          ...entry,
          person: viewer,
          subject: [APPLICATION_SUBJECT, found(mine.number)],
          noticeNumber: null,
          desk: APPEAL_DESK,
          replyWorkingDays: appealReplyDays(round),
        }),
      );
    });
  }

  /**
   * The decision, point by point, by somebody else than who excluded. An upheld appeal reinstates the application in the
   * same act, so that nothing is left to decide anew.
   */
  decide(
    viewer: SignedIn,
    number: string,
    decision: Decision & { readonly version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { application } = await ours(tx, number);
      const { excludedBy } = await appealStateOf(tx, application);
      const findings = findingsAgainstDecider(excludedBy, viewer.accountId);
      if (findings.length > 0) return refused<null>(findings);
      const settled = await this.objections.settle(tx, viewer, number, decision);
      if (!settled.ok || decision.to === 'REJECTED') return settled;
      const redecision = (decision.effect ?? decision.reply).slice(0, 500);
      const remedied = await this.objections.remedyWithin(tx, viewer, number, {
        redecision,
        version: decision.version + 1,
      });
      if (!remedied.ok) throw new Problem('changed-meanwhile');
      return this.reinstate(tx, viewer, application, number);
    });
  }

  /** Taken back by the organization that made it; the exclusion stands. */
  withdraw(viewer: SignedIn, number: string, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      await ours(tx, number);
      return this.objections.withdraw(tx, viewer, number, { version, reason: null });
    });
  }

  private async reinstate(
    tx: EntityManager,
    viewer: SignedIn,
    { id, number, roundNumber, status, version }: ApplicationDetail,
    appeal: string,
  ): Promise<Outcome<null>> {
    const next = follow(APPLICATION_LIFE, status, 'reinstate');
    // Its appeal is settled by now: if it cannot come back, nothing of the act may stand.
    if (!next.ok) throw new Problem('changed-meanwhile');
    const decidedAt = this.clock.now();
    const done = await tx.update(
      Application,
      { id, version },
      { status: next.value, statusReason: null, changedAt: decidedAt, version: version + 1 },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
    const told = { number: found(number), round: roundNumber, appeal };
    const { seq } = await this.ledger.append(tx, applicationReinstated(viewer, told));
    await tx.insert(ScreeningDecision, {
      id: randomUUID(),
      applicationId: id,
      result: 'REINSTATED',
      key: null,
      reason: null,
      decidedBy: viewer.accountId,
      decidedAt,
      appealUntil: null,
      isProvisional: 0,
      appealNumber: appeal,
      ledgerSeq: seq,
    });
    await this.audit.record(tx, {
      viewer,
      action: 'application-reinstated',
      subject: ['application', told.number],
      after: { appeal },
    });
    return accepted(null);
  }
}

/** An objection of this desk with its application; another desk's does not exist here. */
async function ours(
  db: EntityManager,
  number: string,
): Promise<{ one: ObjectionDetail; application: ApplicationDetail }> {
  const one = found(await objectionByNumber(db, number));
  if (one.desk !== APPEAL_DESK) throw new Problem('not-found');
  return { one, application: found(await applicationByNumber(db, one.subjectId)) };
}
