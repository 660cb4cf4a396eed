import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { CRITERIA, criteriaOn, IN_GENERAL, type Inquiry } from './criteria.rules.js';
import { type Change, type CriteriaSet, type EligibilityFacts, type Outcome3 } from './criterion.rules.js';
import { type Difference, differenceBetween } from './difference.rules.js';
import { EligibilityAcknowledgement, EligibilitySnapshot, type Moment } from './eligibility.entity.js';
import {
  type Acknowledged,
  acknowledgementsOf,
  factsOfAll,
  type SnapshotLine,
  snapshotsOfAll,
} from './eligibility.queries.js';
import { smallestFix } from './remedy.rules.js';
import { rerun, type SnapshotBody, snapshotText, type Verdict, verdictOn } from './verdict.rules.js';

export interface Answer {
  readonly set: CriteriaSet;
  readonly facts: EligibilityFacts;
  readonly verdict: Verdict;
  /** What would turn it to PASS; null when nothing can. */
  readonly fix: readonly Change[] | null;
}

/** A matter before its next decision: the verdict of today, and what changed since it was last frozen. */
export interface Check {
  readonly subjectId: string;
  readonly verdict: Verdict;
  readonly before: SnapshotLine | null;
  readonly difference: readonly Difference[];
  /** The hash of the difference; what is acknowledged is this very one. */
  readonly sha256: string;
  readonly acknowledged: Acknowledged | null;
}

export interface Revisited {
  readonly body: SnapshotBody;
  /** Judged again: the same bytes, with the hash that was kept. */
  readonly same: boolean;
  readonly now: Outcome3;
  readonly difference: readonly Difference[];
}

/** A kind of matter and the decision ahead of it. */
export interface Ahead {
  readonly type: string;
  readonly moment: Moment;
}

/** A snapshot that stays with the body itself until an act opens it, whenever that will be. (security.md C12) */
export const UNTIL_OPENED = '9999-12-31T23:59:59.999Z';

/** One engine for every purpose: "may this body, on this day, and why not?" Grants, functions and incubation ask here. */
@Injectable()
export class EligibilityService {
  constructor(
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The verdict of today; stores nothing. */
  async verdict(db: EntityManager, inquiry: Inquiry): Promise<Verdict> {
    const { set, facts } = await this.gather(db, inquiry);
    return verdictOn(set, facts, this.clock.today());
  }

  /** The verdict with the smallest set of changes that would mend it; stores nothing. */
  async answer(db: EntityManager, inquiry: Inquiry): Promise<Answer> {
    const { set, facts } = await this.gather(db, inquiry);
    return answerFrom(set, facts, this.clock.today());
  }

  /** Judges inside the caller's transaction and keeps the verdict with its hash, as it decided. */
  async freeze(
    tx: EntityManager,
    inquiry: Inquiry,
    about: { moment: Moment; subject: readonly [type: string, id: string]; sealedUntil?: string },
  ): Promise<Verdict> {
    const { set, facts } = await this.gather(tx, inquiry);
    const today = this.clock.today();
    const verdict = verdictOn(set, facts, today);
    const body = snapshotText(set, facts, today);
    const [subjectType, subjectId] = about.subject;
    await tx.insert(EligibilitySnapshot, {
      id: randomUUID(),
      organizationId: inquiry.organizationId,
      purpose: inquiry.purpose,
      moment: about.moment,
      subjectType,
      subjectId,
      onDay: today,
      outcome: verdict.outcome,
      body,
      sha256: sha256(body),
      takenAt: this.clock.now(),
      sealedUntil: about.sealedUntil ?? null,
    });
    return verdict;
  }

  /** From now on the bureau sees the verdicts that were frozen about these matters. */
  async unseal(tx: EntityManager, subjectType: string, ids: readonly string[]): Promise<void> {
    await tx.update(
      EligibilitySnapshot,
      { subjectType, subjectId: In([...ids]), sealedUntil: UNTIL_OPENED },
      { sealedUntil: this.clock.now() },
    );
  }

  /** Several matters of one kind before the same decision, each judged again and compared with its last snapshot. */
  async checks(
    db: EntityManager,
    ahead: Ahead,
    matters: readonly (Inquiry & { readonly subjectId: string })[],
  ): Promise<readonly Check[]> {
    const ids = matters.map(({ subjectId }) => subjectId);
    const facts = await factsOfAll(
      db,
      matters.map(({ organizationId }) => organizationId),
    );
    const frozen = await snapshotsOfAll(db, ahead.type, ids);
    const seen = await acknowledgementsOf(db, { ...ahead, ids });
    return matters.map((matter) => {
      const { subjectId, organizationId } = matter;
      const body = withRequest(found(facts.get(organizationId)), matter);
      const today = this.clock.today();
      const verdict = verdictOn(setOf(matter, today), body, today);
      const before = frozen.filter((one) => one.subjectId === subjectId).at(-1) ?? null;
      const difference =
        before === null ? [] : differenceBetween(bodyOf(before).verdict.proof, verdict.proof);
      const hash = sha256(JSON.stringify(difference));
      const acknowledged = seen.find((one) => one.subjectId === subjectId && one.sha256 === hash) ?? null;
      return { subjectId, verdict, before, difference, sha256: hash, acknowledged };
    });
  }

  /** Somebody has seen the difference of a matter and answers for it; the decision may then be taken. (C5) */
  async acknowledge(
    tx: EntityManager,
    viewer: SignedIn,
    { ahead, check }: { ahead: Ahead; check: Check },
    entry: { sha256: string; reason: string },
  ): Promise<Outcome<null>> {
    if (check.before === null || check.difference.length === 0)
      return refused<null>([{ code: 'eligibility-no-difference' }]);
    if (check.sha256 !== entry.sha256) throw new Problem('changed-meanwhile');
    if (check.acknowledged !== null) return accepted(null);
    await tx.insert(EligibilityAcknowledgement, {
      id: randomUUID(),
      subjectType: ahead.type,
      subjectId: check.subjectId,
      moment: ahead.moment,
      snapshotId: check.before.id,
      difference: JSON.stringify(check.difference),
      sha256: check.sha256,
      reason: entry.reason,
      acknowledgedBy: viewer.accountId,
      acknowledgedAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      viewer,
      action: 'eligibility-difference-acknowledged',
      subject: [ahead.type, check.subjectId],
      after: { moment: ahead.moment, sha256: check.sha256, reason: entry.reason },
    });
    return accepted(null);
  }

  /** A frozen verdict judged again from what was frozen, and by the same criteria with the facts of today. */
  async revisited(db: EntityManager, line: SnapshotLine): Promise<Revisited> {
    const again = rerun(line.body);
    // What is shown is what the frozen criteria and facts give: a forged proof is not shown as one.
    const body = bodyOf({ body: again });
    const facts = found((await factsOfAll(db, [line.organizationId])).get(line.organizationId));
    const { request } = body.facts;
    const today = withRequest(facts, request === undefined ? {} : { request });
    const now = verdictOn(body.set, today, this.clock.today());
    return {
      body,
      same: again === line.body && sha256(line.body) === line.sha256,
      now: now.outcome,
      difference: differenceBetween(body.verdict.proof, now.proof),
    };
  }

  private async gather(
    db: EntityManager,
    inquiry: Inquiry,
  ): Promise<{ set: CriteriaSet; facts: EligibilityFacts }> {
    const { organizationId } = inquiry;
    const facts = found((await factsOfAll(db, [organizationId])).get(organizationId));
    return { set: setOf(inquiry, this.clock.today()), facts: withRequest(facts, inquiry) };
  }
}

/** The answer from criteria and facts that are at hand. */
export function answerFrom(set: CriteriaSet, facts: EligibilityFacts, on: string): Answer {
  return { set, facts, verdict: verdictOn(set, facts, on), fix: smallestFix(set, facts, on) };
}

/** Differences that nobody has acknowledged: the decision ahead is refused while there are any. */
export function isUnanswered({ difference, acknowledged }: Check): boolean {
  return difference.length > 0 && acknowledged === null;
}

/** What a snapshot holds. */
export function bodyOf({ body }: { readonly body: string }): SnapshotBody {
  return JSON.parse(body) as SnapshotBody;
}

function setOf({ purpose, asked = IN_GENERAL }: Inquiry, on: string): CriteriaSet {
  return criteriaOn(CRITERIA, purpose, on, asked);
}

function withRequest(facts: EligibilityFacts, { request }: Pick<Inquiry, 'request'>): EligibilityFacts {
  return request === undefined ? facts : { ...facts, request };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
