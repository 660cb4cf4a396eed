import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { found } from '../kernel/outcome.js';
import { Clock } from '../platform/clock.js';
import { CRITERIA } from './criteria.rules.js';
import { type Change, type CriteriaSet, type EligibilityFacts, type Purpose } from './criterion.rules.js';
import { EligibilitySnapshot, type Moment } from './eligibility.entity.js';
import { factsOf } from './eligibility.queries.js';
import { smallestFix } from './remedy.rules.js';
import { criteriaOn, snapshotText, type Verdict, verdictOn } from './verdict.rules.js';

export interface Answer {
  readonly verdict: Verdict;
  /** What would turn it to PASS; null when nothing can. */
  readonly fix: readonly Change[] | null;
}

/** One engine for every purpose: "may this body, on this day, and why not?" Grants, functions and incubation ask here. */
@Injectable()
export class EligibilityService {
  constructor(private readonly clock: Clock) {}

  /** The verdict of today; stores nothing. */
  async verdict(db: EntityManager, organizationId: string, purpose: Purpose): Promise<Verdict> {
    const { set, facts } = await this.gather(db, organizationId, purpose);
    return verdictOn(set, facts, this.clock.today());
  }

  /** The verdict with the smallest set of changes that would mend it. */
  async answer(db: EntityManager, organizationId: string, purpose: Purpose): Promise<Answer> {
    const { set, facts } = await this.gather(db, organizationId, purpose);
    const today = this.clock.today();
    return { verdict: verdictOn(set, facts, today), fix: smallestFix(set, facts, today) };
  }

  /** Judges inside the caller's transaction and keeps the verdict with its hash, as it decided. */
  async freeze(
    tx: EntityManager,
    organizationId: string,
    about: { purpose: Purpose; moment: Moment; subject: readonly [type: string, id: string] },
  ): Promise<Verdict> {
    const { set, facts } = await this.gather(tx, organizationId, about.purpose);
    const today = this.clock.today();
    const verdict = verdictOn(set, facts, today);
    const body = snapshotText(set, facts, today);
    const [subjectType, subjectId] = about.subject;
    await tx.insert(EligibilitySnapshot, {
      id: randomUUID(),
      organizationId,
      purpose: about.purpose,
      moment: about.moment,
      subjectType,
      subjectId,
      onDay: today,
      outcome: verdict.outcome,
      body,
      sha256: createHash('sha256').update(body).digest('hex'),
      takenAt: this.clock.now(),
    });
    return verdict;
  }

  private async gather(
    db: EntityManager,
    organizationId: string,
    purpose: Purpose,
  ): Promise<{ set: CriteriaSet; facts: EligibilityFacts }> {
    const facts = found(await factsOf(db, organizationId));
    return { set: criteriaOn(CRITERIA, purpose, this.clock.today()), facts };
  }
}
