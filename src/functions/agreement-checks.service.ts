import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { IN_GENERAL, type Inquiry } from '../eligibility/criteria.rules.js';
import {
  type Ahead,
  type Check,
  EligibilityService,
  isUnanswered,
} from '../eligibility/eligibility.service.js';
import { type RequestFacts } from '../eligibility/criterion.rules.js';
import { NO_REQUEST } from '../eligibility/request.rules.js';
import { findingsIn } from '../eligibility/verdict.rules.js';
import { type Finding, found, type Outcome } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type AgreementLine, agreementByNumber, functionByCode, takenBackFrom } from './functions.queries.js';

const AHEAD: Ahead = { type: 'agreement', moment: 'AGREEMENT' };

/** An undertaker is judged when the agreement is drawn up and again when it is confirmed. (A3, C5) */
@Injectable()
export class AgreementChecks {
  constructor(
    private readonly work: UnitOfWork,
    private readonly eligibility: EligibilityService,
  ) {}

  /** Keeps the verdict of the day on which the agreement is drawn up; it decides nothing yet. */
  async start(tx: EntityManager, number: string): Promise<void> {
    const agreement = found(await agreementByNumber(tx, number));
    await this.eligibility.freeze(tx, await this.inquiry(tx, agreement), {
      moment: 'START',
      subject: ['agreement', number],
    });
  }

  /** The undertakers of several drafts today, with what changed since each was drawn up. */
  async of(db: EntityManager, drafts: readonly AgreementLine[]): Promise<readonly Check[]> {
    const matters = [];
    for (const draft of drafts) matters.push({ ...(await this.inquiry(db, draft)), subjectId: draft.number });
    return this.eligibility.checks(db, AHEAD, matters);
  }

  /** What stands against confirming today: the reasons that bar, or a difference that nobody has answered for. */
  async findings(tx: EntityManager, agreement: AgreementLine): Promise<Finding[]> {
    const check = found((await this.of(tx, [agreement]))[0]);
    const open = isUnanswered(check) ? [{ code: 'agreement-difference-open' }] : [];
    return [...findingsIn(check.verdict), ...open];
  }

  /** Keeps the verdict of the confirmation; who confirms has looked at charter and governance. */
  async freeze(tx: EntityManager, agreement: AgreementLine): Promise<void> {
    const inquiry = await this.inquiry(tx, agreement, { charterScope: true, governance: true });
    await this.eligibility.freeze(tx, inquiry, {
      moment: 'AGREEMENT',
      subject: ['agreement', agreement.number],
    });
  }

  /** Somebody answers for what changed since the agreement was drawn up. */
  acknowledge(
    viewer: SignedIn,
    number: string,
    entry: { sha256: string; reason: string },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const agreement = found(await agreementByNumber(tx, number));
      const check = found((await this.of(tx, [agreement]))[0]);
      return this.eligibility.acknowledge(tx, viewer, { ahead: AHEAD, check }, entry);
    });
  }

  private async inquiry(
    db: EntityManager,
    { organizationId, itemCode }: AgreementLine,
    judged: RequestFacts['found'] = {},
  ): Promise<Inquiry> {
    const { minGrade } = found(await functionByCode(db, itemCode));
    // "3A preferred" prefers, and bars nobody. (domain.md 4.3)
    const leastGrade = /^\dA$/.test(minGrade) ? minGrade : null;
    const request = { ...NO_REQUEST, breaches: await takenBackFrom(db, organizationId), found: judged };
    return {
      organizationId,
      purpose: 'FUNCTION',
      request,
      asked: { ...IN_GENERAL, particular: true, leastGrade },
    };
  }
}
