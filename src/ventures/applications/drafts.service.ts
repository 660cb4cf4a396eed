import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Inquiry } from '../../eligibility/criteria.rules.js';
import { type Answer, EligibilityService } from '../../eligibility/eligibility.service.js';
import { findingsIn } from '../../eligibility/verdict.rules.js';
import { type Finding, found, Problem } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { closesAtFor, isOpenFor } from '../rounds/extension.rules.js';
import { extensionsOf } from '../rounds/extensions.queries.js';
import { type RoundDetail, roundByNumber } from '../rounds/rounds.queries.js';
import { type Applicant, grantInquiries } from './applicant.queries.js';
import { Application } from './application.entity.js';
import { type ApplicationDetail, lockOwn, ownApplication } from './applications.queries.js';

/** A draft and the round it is for. */
export interface Draft {
  readonly round: RoundDetail;
  readonly mine: ApplicationDetail;
}

/** What every step of an organization's application asks first, inside the transaction of that step. */
@Injectable()
export class Drafts {
  constructor(
    private readonly clock: Clock,
    private readonly eligibility: EligibilityService,
  ) {}

  /** One's own draft; nothing else can be written into. Two who write at once come one after the other. */
  async open(tx: EntityManager, viewer: SignedIn, roundNumber: string): Promise<Draft> {
    const round = found(await roundByNumber(tx, roundNumber));
    await lockOwn(tx, round.id, found(viewer.organizationId));
    const mine = found(await ownApplication(tx, viewer, roundNumber));
    if (mine.status !== 'DRAFT') throw new Problem('not-possible');
    return { round, mine };
  }

  /** What the one clock of the deadline has against a body's writing at this very instant. (security.md T9, E1) */
  async closed(tx: EntityManager, round: RoundDetail, organizationId: string): Promise<Finding[]> {
    const { isOpen } = await this.deadline(tx, round, organizationId);
    return isOpen ? [] : [{ code: 'round-not-open' }];
  }

  /** When the call closes for a body, its own extension included, and whether it may still write. (E4) */
  async deadline(
    db: EntityManager,
    round: RoundDetail,
    organizationId: string,
  ): Promise<{ readonly closesAt: string; readonly isOpen: boolean }> {
    const extensions = await extensionsOf(db, round.id);
    return {
      closesAt: closesAtFor(round, extensions, organizationId),
      isOpen: isOpenFor(round, extensions, { organizationId, now: this.clock.now() }),
    };
  }

  /** Writes one step further; a page that is out of date is refused. */
  async move(
    tx: EntityManager,
    mine: { readonly id: string; readonly version: number },
    values: Partial<Application>,
  ): Promise<void> {
    const done = await tx.update(
      Application,
      { id: mine.id, version: mine.version },
      { ...values, changedAt: this.clock.now(), version: mine.version + 1 },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }

  /** What the engine of eligibility is asked about an applicant of a round. */
  async inquiry(db: EntityManager, round: RoundDetail, applicant: Applicant): Promise<Inquiry> {
    return found((await grantInquiries(db, round, [applicant]))[0]);
  }

  /** Keeps the verdict of this moment, as it decided. */
  async freeze(
    tx: EntityManager,
    inquiry: Inquiry,
    about: Parameters<EligibilityService['freeze']>[2],
  ): Promise<void> {
    await this.eligibility.freeze(tx, inquiry, about);
  }

  /** What stands against an applicant today, enforced at start and submission. */
  async applicantFindings(db: EntityManager, inquiry: Inquiry): Promise<Finding[]> {
    return findingsIn(await this.eligibility.verdict(db, inquiry));
  }

  /** The verdict of today on an applicant with its smallest fix, for the pages of both sides. */
  async answer(db: EntityManager, round: RoundDetail, applicant: Applicant): Promise<Answer> {
    return this.eligibility.answer(db, await this.inquiry(db, round, applicant));
  }
}
