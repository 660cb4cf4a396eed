import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Inquiry } from '../../eligibility/criteria.rules.js';
import {
  type Ahead,
  type Check,
  EligibilityService,
  isUnanswered,
} from '../../eligibility/eligibility.service.js';
import { findingOf } from '../../eligibility/judge.rules.js';
import { type Finding, found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { grantInquiries } from '../applications/applicant.queries.js';
import { failuresLeft, standingsOf, unitsIn } from '../applications/judgement.rules.js';
import { judgementsOf } from '../applications/screening.queries.js';
import { roundByNumber, type RoundDetail } from '../rounds/rounds.queries.js';
import { type AwardLine, awardsOfRound } from './awards.queries.js';

const AHEAD: Ahead = { type: 'application', moment: 'AWARD' };

/** A candidate before the award: who asks, what is asked of the engine, and how it stands today. */
export interface CheckedCandidate {
  readonly award: AwardLine;
  readonly inquiry: Inquiry;
  readonly check: Check;
  /** What bars the body today, without what two persons let pass in the first check. */
  readonly barredBy: readonly Finding[];
}

/** Every candidate is judged again before the award, and what changed since submission is answered for. (A3, C5) */
@Injectable()
export class AwardChecks {
  constructor(
    private readonly work: UnitOfWork,
    private readonly eligibility: EligibilityService,
  ) {}

  /** The candidates that are proposed, judged today; the number of statements does not grow with them. */
  async of(
    db: EntityManager,
    round: RoundDetail,
    awards: readonly AwardLine[],
  ): Promise<readonly CheckedCandidate[]> {
    const proposed = awards.filter(({ status }) => status === 'PROPOSED');
    const inquiries = await grantInquiries(
      db,
      round,
      proposed.map(({ organizationId, applicationId, askedFen }) => ({
        organizationId,
        application: { id: applicationId, askedFen, status: 'SCORED' },
      })),
    );
    const matters = proposed.map((award, i) => ({ award, inquiry: found(inquiries[i]) }));
    const checks = await this.eligibility.checks(
      db,
      AHEAD,
      matters.map(({ award, inquiry }) => ({ ...inquiry, subjectId: award.applicationNumber })),
    );
    const judgements = await judgementsOf(
      db,
      proposed.map(({ applicationId }) => applicationId),
    );
    return matters.map((matter, i) => {
      const check = found(checks[i]);
      const units = unitsIn(check.verdict.proof);
      const left = failuresLeft(standingsOf(units, judgements.get(matter.award.applicationId) ?? []));
      return {
        ...matter,
        check,
        barredBy: left.map((leaf) => findingOf(leaf.rule, leaf.condition, leaf)),
      };
    });
  }

  /** Keeps the verdict of the award inside its transaction. */
  async freeze(tx: EntityManager, { award, inquiry }: CheckedCandidate): Promise<void> {
    const subject = ['application', award.applicationNumber] as const;
    await this.eligibility.freeze(tx, inquiry, { moment: 'AWARD', subject });
  }

  /** Somebody answers for what changed about one candidate. */
  acknowledge(
    viewer: SignedIn,
    application: { roundNumber: string; number: string },
    entry: { sha256: string; reason: string },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, application.roundNumber));
      const candidates = await this.of(tx, round, await awardsOfRound(tx, round.number));
      const one = candidates.find(({ award }) => award.applicationNumber === application.number);
      if (one === undefined) return refused<null>([{ code: 'award-nothing-proposed' }]);
      return this.eligibility.acknowledge(tx, viewer, { ahead: AHEAD, check: one.check }, entry);
    });
  }
}

/** What of today's checks stands against the award: a body that is barred, with its reasons, or an unanswered difference. */
export function findingsFrom(candidates: readonly CheckedCandidate[]): Finding[] {
  const open = candidates.filter(({ check }) => isUnanswered(check));
  const reasons = candidates.flatMap(({ barredBy }) => barredBy);
  const names = open.map(({ award }) => award.organizationName).join('、');
  return [...reasons, ...(open.length === 0 ? [] : [{ code: 'award-difference-open', args: { names } }])];
}
