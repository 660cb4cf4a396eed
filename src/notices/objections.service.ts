import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { shanghaiDayOf } from '../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { follow } from '../kernel/transitions.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { count, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { FieldKeys } from '../platform/field-keys.js';
import { type NamedFile } from '../platform/files/evidence.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { workingDays } from '../reference/reference.queries.js';
import { Objection, ObjectionFile, ObjectionParty } from './objection.entity.js';
import {
  claimText,
  type Decision,
  findingsAgainstObjection,
  findingsInDecision,
  NOTICE_REPLY_WORKING_DAYS,
  OBJECTION_LIFE,
  type ObjectionAction,
  objectionDecided,
  type ObjectionEnd,
  type ObjectionGround,
  objectionReceived,
  replyDueOn,
} from './objection.rules.js';
import {
  noticeSubjects,
  objectionByNumber,
  type ObjectionDetail,
  ownObjection,
  tailPrint,
  takeTurn,
} from './objections.queries.js';

/** Somebody without an account, under their real name; sealed, and shown to the deciding desk alone. */
export interface ThirdParty {
  readonly kind: 'third-party';
  readonly name: string;
  readonly phone: string;
  readonly organization: string | null;
}

export interface ObjectionEntry {
  readonly ground: ObjectionGround;
  /** The facts, point by point; each gets a reply of its own. */
  readonly facts: readonly string[];
  readonly remedy: string;
}

export interface Received extends ObjectionEntry {
  readonly person: SignedIn | ThirdParty;
  readonly subject: readonly [type: string, id: string];
  readonly noticeNumber: string | null;
  /** The address of the desk that decides: '/bureau/objections'. */
  readonly desk: string;
  readonly evidence: readonly NamedFile[];
  readonly replyWorkingDays: number;
}

export interface Redecision {
  readonly redecision: string;
  readonly version: number;
}

export const NOTICE_DESK = '/bureau/objections';

/** Objections: received with a number and a day for the reply, decided point by point, told by the public ledger. */
@Injectable()
export class ObjectionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly keys: FieldKeys,
  ) {}

  /**
   * Receives an objection inside the caller's transaction, who has judged that it may be made; from then on its
   * subject stands still. Answers its number. (domain.md 3.7, R-CR-17)
   */
  async receive(tx: EntityManager, one: Received): Promise<string> {
    const receivedAt = this.clock.now();
    const today = shanghaiDayOf(receivedAt);
    const due = replyDueOn(await workingDays(tx), today, one.replyWorkingDays);
    const [id, number] = [randomUUID(), await nextNumber(tx, today.slice(0, 4))];
    const contentHash = sha256(
      claimText({
        subject: one.subject,
        ground: one.ground,
        points: one.facts,
        remedy: one.remedy,
        evidence: one.evidence.map((file) => file.sha256),
      }),
    );
    const { seq } = await this.ledger.append(
      tx,
      objectionReceived({
        id,
        number,
        noticeNumber: one.noticeNumber,
        subject: one.subject,
        replyDueOn: due.day,
        contentHash,
      }),
    );
    const viewer = one.person.kind === 'user' ? one.person : null;
    await tx.insert(Objection, {
      id,
      number,
      noticeNumber: one.noticeNumber,
      subjectType: one.subject[0],
      subjectId: one.subject[1],
      desk: one.desk,
      lodgedBy: viewer?.accountId ?? null,
      organizationId: viewer?.organizationId ?? null,
      ground: one.ground,
      points: [...one.facts],
      remedy: one.remedy,
      status: 'OPEN',
      receivedAt,
      replyDueOn: due.day,
      isProvisional: due.provisional ? 1 : 0,
      contentHash,
      receivedSeq: seq,
      version: 1,
    });
    if (one.person.kind === 'third-party') await this.seal(tx, { id, number }, one.person);
    for (const [i, { name, sha256: hash, size, type }] of one.evidence.entries())
      await tx.insert(ObjectionFile, {
        id: randomUUID(),
        objectionId: id,
        ordinal: i + 1,
        name,
        sha256: hash,
        size,
        type,
      });
    await this.audit.record(tx, { viewer, action: 'objection-lodged', subject: ['objection', number] });
    return number;
  }

  /**
   * An objection to a notice, while its window runs by the server's clock. `about` narrows it to one of the things
   * the notice names, so that only that one stands still and the others go on. (domain.md 3.7)
   */
  lodge(
    person: SignedIn | ThirdParty,
    entry: ObjectionEntry & {
      readonly notice: string;
      readonly about: string | null;
      readonly evidence: readonly NamedFile[];
    },
  ): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const notice = await noticeSubjects(tx, entry.notice);
      const findings = findingsAgainstObjection(notice, this.clock.today());
      if (notice === null || findings.length > 0) return refused<string>(findings);
      const subject =
        entry.about === null ? notice.subject : notice.items.find(({ key }) => key === entry.about)?.subject;
      if (subject === undefined)
        return refused<string>([{ code: 'objection-about-unknown', field: 'about' }]);
      return accepted(
        await this.receive(tx, {
          ...entry,
          person,
          subject,
          noticeNumber: entry.notice,
          desk: NOTICE_DESK,
          replyWorkingDays: NOTICE_REPLY_WORKING_DAYS,
        }),
      );
    });
  }

  /** Upholds or rejects inside the caller's transaction, with a reply to every point. (features I2) */
  async settle(
    tx: EntityManager,
    viewer: SignedIn,
    number: string,
    decision: Decision & { readonly version: number },
  ): Promise<Outcome<null>> {
    const one = found(await objectionByNumber(tx, number));
    // A page of before the last step is stale, whatever it asks for.
    if (one.version !== decision.version) throw new Problem('changed-meanwhile');
    const action = decision.to === 'UPHELD' ? 'uphold' : 'reject';
    const next = follow(OBJECTION_LIFE, one.status, action);
    if (!next.ok) return next;
    const findings = findingsInDecision(decision, one.points.length);
    if (findings.length > 0) return refused<null>(findings);
    const points = decision.points.slice(0, one.points.length);
    const { reply, effect = null, version } = decision;
    await this.end(tx, viewer, {
      one,
      version,
      to: decision.to,
      said: JSON.stringify({ reply, points, effect }),
      values: { reply, answers: points as never, effect },
    });
    return accepted(null);
  }

  /** The decision of the desk for notices. */
  decide(
    viewer: SignedIn,
    number: string,
    decision: Decision & { readonly version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      // What another desk decides is decided there, with the effects that only it knows.
      if (found(await objectionByNumber(tx, number)).desk !== NOTICE_DESK) throw new Problem('not-found');
      return this.settle(tx, viewer, number, decision);
    });
  }

  /**
   * Taken back inside the caller's transaction: by the person who lodged it, or, for somebody without an account, by
   * the desk at that person's word.
   */
  async withdraw(
    tx: EntityManager,
    viewer: SignedIn,
    number: string,
    { version, reason }: { readonly version: number; readonly reason: string | null },
  ): Promise<Outcome<null>> {
    const one = found(await objectionByNumber(tx, number));
    if (one.lodgedBy !== null) found(await ownObjection(tx, viewer, number));
    if (one.lodgedBy === null && reason === null)
      return refused<null>([{ code: 'objection-reply-needed', field: 'reason' }]);
    return this.move(tx, viewer, { one, version, action: 'withdraw', said: reason });
  }

  /** `withdraw` as a write of its own. */
  takeBack(
    viewer: SignedIn,
    number: string,
    given: { readonly version: number; readonly reason: string | null },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      if (found(await objectionByNumber(tx, number)).desk !== NOTICE_DESK) throw new Problem('not-found');
      return this.withdraw(tx, viewer, number, given);
    });
  }

  /** The matter of an upheld objection has been decided anew; what was done is published, and the subject is free. */
  remedy(viewer: SignedIn, number: string, given: Redecision): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      if (found(await objectionByNumber(tx, number)).desk !== NOTICE_DESK) throw new Problem('not-found');
      return this.remedyWithin(tx, viewer, number, given);
    });
  }

  /** `remedy` inside the caller's transaction, for a desk that mends the matter together with its decision. */
  async remedyWithin(
    tx: EntityManager,
    viewer: SignedIn,
    number: string,
    { redecision, version }: Redecision,
  ): Promise<Outcome<null>> {
    const one = found(await objectionByNumber(tx, number));
    return this.move(tx, viewer, { one, version, action: 'remedy', said: redecision });
  }

  /** Opens the identity of a third party for the deciding desk, and leaves a line in the audit trail; null for others. */
  reveal(viewer: SignedIn, number: string): Promise<Omit<ThirdParty, 'kind'> | null> {
    return this.work.write(async (tx) => {
      const one = found(await objectionByNumber(tx, number));
      const party = await tx.findOneBy(ObjectionParty, { objectionId: one.id });
      if (party === null) return null;
      await this.audit.record(tx, { viewer, action: 'objector-shown', subject: ['objection', number] });
      return {
        name: this.keys.open(party.nameSealed),
        phone: this.keys.open(party.phoneSealed),
        organization: party.organizationSealed === null ? null : this.keys.open(party.organizationSealed),
      };
    });
  }

  /**
   * The objection behind a number and the last four digits of its phone; null for a number never given as for a wrong
   * tail, so that neither can be told from the other.
   */
  async withTail(number: string, tail: string): Promise<ObjectionDetail | null> {
    const db = this.work.reader;
    const one = await objectionByNumber(db, number);
    const print = await tailPrint(db, one?.id ?? '');
    const fits = this.keys.fits(TAIL_PURPOSE, tailText(number, tail), print ?? '0'.repeat(64));
    return fits ? one : null;
  }

  private async move(
    tx: EntityManager,
    viewer: SignedIn,
    step: {
      readonly one: ObjectionDetail;
      readonly version: number;
      readonly action: ObjectionAction;
      readonly said: string | null;
    },
  ): Promise<Outcome<null>> {
    const { one, version, action, said } = step;
    if (one.version !== version) throw new Problem('changed-meanwhile');
    const next = follow(OBJECTION_LIFE, one.status, action);
    if (!next.ok) return next;
    const values = action === 'remedy' ? { redecision: said } : { reply: said };
    await this.end(tx, viewer, { one, version, to: next.value as ObjectionEnd, said: said ?? '', values });
    return accepted(null);
  }

  /** The ledger's line first, since the database takes no decision without one; then the row and the audit line. */
  private async end(
    tx: EntityManager,
    viewer: SignedIn,
    step: {
      readonly one: ObjectionDetail;
      readonly version: number;
      readonly to: ObjectionEnd;
      readonly said: string;
      readonly values: Partial<Pick<Objection, 'reply' | 'answers' | 'effect' | 'redecision'>>;
    },
  ): Promise<void> {
    const { one, version, to, said, values } = step;
    const decidedAt = this.clock.now();
    const decidedOn = shanghaiDayOf(decidedAt);
    // What the objector did names nobody; what a desk did names the role, as everywhere.
    const by = to === 'WITHDRAWN' && one.lodgedBy !== null ? `objector:${one.id}` : actorOf(viewer);
    const { seq } = await this.ledger.append(
      tx,
      objectionDecided(by, {
        id: one.id,
        number: one.number,
        noticeNumber: one.noticeNumber,
        subject: [one.subjectType, one.subjectId],
        result: to,
        decidedOn,
        replyDueOn: one.replyDueOn,
        replyHash: sha256(said),
      }),
    );
    const first = to === 'REMEDIED' ? {} : { decidedBy: viewer.accountId, decidedAt, decidedOn };
    const done = await tx.update(Objection, { id: one.id, version }, {
      ...first,
      ...values,
      status: to,
      decidedSeq: seq,
      version: version + 1,
    } as never);
    if (done.affected === 0) throw new Problem('changed-meanwhile');
    await this.audit.record(tx, {
      viewer,
      action: 'objection-decided',
      subject: ['objection', one.number],
      before: { status: one.status },
      after: { status: to },
    });
  }

  private async seal(
    tx: EntityManager,
    { id, number }: { id: string; number: string },
    { name, phone, organization }: ThirdParty,
  ): Promise<void> {
    await tx.insert(ObjectionParty, {
      objectionId: id,
      nameSealed: this.keys.seal(name),
      phoneSealed: this.keys.seal(phone),
      organizationSealed: organization === null ? null : this.keys.seal(organization),
      tailPrint: this.keys.fingerprint(TAIL_PURPOSE, tailText(number, phone.slice(-4))),
    });
  }
}

const TAIL_PURPOSE = 'objection-tail';
/** What the status page's fingerprint covers: a tail is of use with its own number only. */
const tailText = (number: string, tail: string): string => `${number}:${tail}`;

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** YY-2026-001; unique by constraint. On PostgreSQL the arrivals of a moment take turns, so that none is lost. */
async function nextNumber(tx: EntityManager, year: string): Promise<string> {
  await takeTurn(tx);
  const start = `YY-${year}-`;
  const taken = await count(tx, sql`SELECT count(*) AS n FROM objection WHERE number LIKE ${`${start}%`}`);
  return `${start}${String(taken + 1).padStart(3, '0')}`;
}
