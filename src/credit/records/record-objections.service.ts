import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { findingsInDecision, OBJECTION_LIFE, type PointReply } from '../../notices/objection.rules.js';
import { objectionByNumber, type ObjectionDetail } from '../../notices/objections.queries.js';
import { type ObjectionEntry, ObjectionsService, type ThirdParty } from '../../notices/objections.service.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type NamedFile } from '../../platform/files/evidence.js';
import { CorrectionsService } from './corrections.service.js';
import { CREDIT_LIFE } from './record.rules.js';
import { RecordBook } from './record-book.service.js';
import {
  findingsAgainstRecordObjection,
  findingsInRuling,
  RECORD_DESK,
  RECORD_REPLY_WORKING_DAYS,
  type Ruling,
} from './record-objection.rules.js';
import {
  correctionsOf,
  objectionsTo,
  ownRecord,
  publicRecord,
  RECORD_SUBJECT,
  recordById,
  type RecordLine,
} from './records.queries.js';
import { RecordsService } from './records.service.js';

export interface RulingEntry {
  readonly ruling: Ruling;
  readonly reply: string;
  readonly points: readonly PointReply[];
  readonly effect: string | null;
  readonly version: number;
}

/** Objections to records: the record is marked while one is open; the ruling and its effect are one act. (R-CR-17) */
@Injectable()
export class RecordObjectionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly objections: ObjectionsService,
    private readonly corrections: CorrectionsService,
    private readonly records: RecordsService,
    private readonly book: RecordBook,
  ) {}

  /** Receives an objection of the body itself, or of anybody to what anybody can see. Answers its number. */
  lodge(
    person: SignedIn | ThirdParty,
    recordId: string,
    entry: ObjectionEntry & { readonly evidence: readonly NamedFile[] },
  ): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const record = found(
        person.kind === 'user'
          ? await ownRecord(tx, found(person.organizationId), recordId)
          : await publicRecord(tx, recordId, this.clock.today()),
      );
      const findings = findingsAgainstRecordObjection(record.status);
      if (findings.length > 0) return refused<string>(findings);
      const number = await this.objections.receive(tx, {
        ...entry,
        person,
        subject: [RECORD_SUBJECT, recordId],
        noticeNumber: null,
        desk: RECORD_DESK,
        replyWorkingDays: RECORD_REPLY_WORKING_DAYS,
      });
      await this.mark(tx, record, person.kind === 'user' ? person : null, number);
      return accepted(number);
    });
  }

  /**
   * The ruling: upheld with the correction that was proposed for it, upheld by taking the record down, or rejected.
   * Reply, correction and the record's new state are one transaction; whoever entered the record or proposed the
   * correction cannot sign. (domain.md 6.4)
   */
  rule(viewer: SignedIn, number: string, entry: RulingEntry): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { one, record } = await this.ours(tx, number);
      if (record.enteredBy === viewer.accountId) return refused<null>([{ code: 'credit-own-entry' }]);
      const to = entry.ruling === 'REJECTED' ? 'REJECTED' : 'UPHELD';
      const possible = follow(OBJECTION_LIFE, one.status, to === 'UPHELD' ? 'uphold' : 'reject');
      if (!possible.ok) return possible;
      const proposal = (await correctionsOf(tx, record.id)).find(
        ({ status, objectionNumber }) => status === 'PROPOSED' && objectionNumber === number,
      );
      const decision = { to, reply: entry.reply, points: entry.points, effect: entry.effect } as const;
      const findings = [
        ...findingsInDecision(decision, one.points.length),
        ...findingsInRuling(entry.ruling, proposal !== undefined),
      ];
      if (findings.length > 0) return refused<null>(findings);
      const reason = entry.reply.slice(0, 500);
      if (entry.ruling === 'UPHELD' && proposal !== undefined) {
        const verdict = { verdict: 'approve', reason, version: proposal.version } as const;
        const corrected = await this.corrections.decideWithin(tx, viewer, proposal.id, verdict);
        if (!corrected.ok) return corrected;
      }
      if (entry.ruling === 'REMOVED') {
        const removed = await this.records.move(tx, record, 'withdraw', {
          viewer,
          act: 'credit-withdrawn',
          reason,
        });
        if (!removed.ok) return removed;
      }
      const { version } = entry;
      mustBeDone(await this.objections.settle(tx, viewer, number, { ...decision, version }));
      // The matter is decided anew in the same act, so nothing stands still any longer.
      if (to === 'UPHELD')
        mustBeDone(
          await this.objections.remedyWithin(tx, viewer, number, {
            redecision: entry.effect ?? reason,
            version: version + 1,
          }),
        );
      await this.release(tx, viewer, record.id, number);
      return accepted(null);
    });
  }

  /** Taken back by whoever lodged it, or by the desk at a third party's word; the record is no longer marked. */
  withdraw(
    viewer: SignedIn,
    number: string,
    given: { readonly version: number; readonly reason: string | null },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { record } = await this.ours(tx, number);
      const outcome = await this.objections.withdraw(tx, viewer, number, given);
      if (outcome.ok) await this.release(tx, viewer, record.id, number);
      return outcome;
    });
  }

  private async ours(
    tx: EntityManager,
    number: string,
  ): Promise<{ one: ObjectionDetail; record: RecordLine }> {
    const one = found(await objectionByNumber(tx, number));
    if (one.desk !== RECORD_DESK) throw new Problem('not-found');
    return { one, record: found(await recordById(tx, one.subjectId)) };
  }

  private async mark(
    tx: EntityManager,
    record: RecordLine,
    viewer: SignedIn | null,
    number: string,
  ): Promise<void> {
    const next = follow(CREDIT_LIFE, record.status, 'object');
    if (next.ok)
      await this.book.change(
        tx,
        record,
        { status: next.value },
        { viewer, act: 'credit-objected', reason: number },
      );
  }

  /** After the last open objection the record stands; while another is open, it stays marked. */
  private async release(
    tx: EntityManager,
    viewer: SignedIn,
    recordId: string,
    number: string,
  ): Promise<void> {
    const record = found(await recordById(tx, recordId));
    const open = (await objectionsTo(tx, recordId)).find(({ status }) => status === 'OPEN');
    if (open !== undefined) return this.mark(tx, record, null, open.number);
    const next = follow(CREDIT_LIFE, record.status, 'uphold');
    if (next.ok)
      await this.book.change(
        tx,
        record,
        { status: next.value },
        { viewer, act: 'credit-upheld', reason: number },
      );
  }
}

/** What was asked beforehand cannot be refused now; if it is, nothing of the act may stand. */
function mustBeDone(outcome: Outcome<null>): void {
  if (!outcome.ok) throw new Problem('changed-meanwhile');
}
