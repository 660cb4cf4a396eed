import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Answer, EligibilityService } from '../../eligibility/eligibility.service.js';
import { type Inquiry } from '../../eligibility/criteria.rules.js';
import { findingsIn } from '../../eligibility/verdict.rules.js';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { changed, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { isOpenAt, openUntil } from '../rounds/round.rules.js';
import { type RoundDetail, roundByNumber } from '../rounds/rounds.queries.js';
import { type Applicant, grantInquiries } from './applicant.queries.js';
import { Application, BudgetLine } from './application.entity.js';
import {
  APPLICATION_LIFE,
  applicationReceived,
  applicationWithdrawn,
  type ApplicationContent,
  EMPTY_CONTENT,
  gapsIn,
} from './application.rules.js';
import { type ApplicationDetail, budgetOf, ownApplication } from './applications.queries.js';
import { attachmentsOf } from './attachments.queries.js';
import { type BudgetEntry, totalOfLine, totalsOf } from './budget.rules.js';

/** What a section saves; only what it names changes. */
export interface SectionEntry {
  readonly title?: string;
  readonly field?: string | null;
  readonly content?: Partial<ApplicationContent>;
  readonly lines?: readonly BudgetEntry[];
}

export interface Receipt {
  readonly number: string;
  readonly submittedAt: string;
  readonly contentHash: string;
  readonly ledgerSeq: number;
}

/** An organization's application: drafted, submitted against one clock, withdrawn. */
@Injectable()
export class ApplicationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly eligibility: EligibilityService,
  ) {}

  /** Begins a draft, or goes on with the one there is. */
  start(viewer: SignedIn, roundNumber: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const organizationId = found(viewer.organizationId);
      const mine = await ownApplication(tx, viewer, roundNumber);
      if (mine !== null && mine.status !== 'WITHDRAWN') return accepted(null);
      const inquiry = await this.inquiry(tx, round, { organizationId, application: mine });
      const findings = [...this.closedFindings(round), ...(await this.applicantFindings(tx, inquiry))];
      if (findings.length > 0) return refused<null>(findings);
      if (mine !== null) {
        await this.move(tx, mine, { status: 'DRAFT' });
        return accepted(null);
      }
      const id = randomUUID();
      await tx.insert(Application, {
        id,
        roundId: round.id,
        organizationId,
        number: null,
        status: 'DRAFT',
        title: '',
        field: null,
        content: EMPTY_CONTENT as never,
        askedFen: 0,
        submittedAt: null,
        contentHash: null,
        ledgerSeq: null,
        statusReason: null,
        changedAt: this.clock.now(),
        version: 1,
      });
      await this.eligibility.freeze(tx, inquiry, {
        moment: 'START',
        subject: ['draft', id],
        sealedUntil: openUntil(round),
      });
      await this.audit.record(tx, { viewer, action: 'application-started', subject: ['round', roundNumber] });
      return accepted(null);
    });
  }

  /** Saves one section of a draft; a page that is out of date is refused, nothing is overwritten. */
  save(viewer: SignedIn, roundNumber: string, entry: SectionEntry, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.draft(tx, viewer, roundNumber);
      const closed = this.closedFindings(round);
      if (closed.length > 0) return refused<null>(closed);
      if (mine.version !== version) throw new Problem('changed-meanwhile');
      const askedFen = entry.lines === undefined ? mine.askedFen : totalsOf(entry.lines).grant;
      if (entry.lines !== undefined) await this.replaceBudget(tx, mine.id, entry.lines);
      await this.move(tx, mine, {
        title: entry.title ?? mine.title,
        field: entry.field === undefined ? mine.field : entry.field,
        content: { ...mine.content, ...entry.content },
        askedFen,
      });
      return accepted(null);
    });
  }

  /**
   * Submits: complete by the same check the page shows, and before the deadline by the server's clock inside the
   * transaction. Answers what the receipt says. (T9, E5)
   */
  submit(viewer: SignedIn, roundNumber: string): Promise<Outcome<Receipt>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.draft(tx, viewer, roundNumber);
      const lines = await budgetOf(tx, mine.id);
      const inquiry = await this.inquiry(tx, round, {
        organizationId: mine.organizationId,
        application: mine,
      });
      const findings: Finding[] = [
        ...this.closedFindings(round),
        ...(await this.applicantFindings(tx, inquiry)),
        ...gapsIn({ ...mine, lines }, round.rules),
      ];
      if (findings.length > 0) return refused<Receipt>(findings);
      const submittedAt = this.clock.now();
      const number = mine.number ?? (await this.nextNumber(tx, round));
      const attachments = (await attachmentsOf(tx, mine.id)).map(({ name, sha256 }) => ({ name, sha256 }));
      const contentHash = createHash('sha256')
        .update(
          JSON.stringify({
            number,
            title: mine.title,
            field: mine.field,
            content: mine.content,
            lines,
            attachments,
          }),
        )
        .digest('hex');
      const { seq } = await this.ledger.append(
        tx,
        applicationReceived(viewer, number, roundNumber, contentHash),
      );
      await this.eligibility.freeze(tx, inquiry, {
        moment: 'SUBMISSION',
        subject: ['application', number],
        sealedUntil: openUntil(round),
      });
      await this.move(tx, mine, { status: 'SUBMITTED', number, submittedAt, contentHash, ledgerSeq: seq });
      await this.audit.record(tx, {
        viewer,
        action: 'application-submitted',
        subject: ['application', number],
        after: { contentHash },
      });
      return accepted({ number, submittedAt, contentHash, ledgerSeq: seq });
    });
  }

  /** Before the deadline; the draft can be opened again and keeps its number. (E6) */
  withdraw(viewer: SignedIn, roundNumber: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const mine = found(await ownApplication(tx, viewer, roundNumber));
      const closed = this.closedFindings(round);
      const next = follow(APPLICATION_LIFE, mine.status, 'withdraw');
      if (closed.length > 0) return refused<null>(closed);
      if (!next.ok) return next;
      await this.move(tx, mine, { status: next.value, submittedAt: null, contentHash: null });
      await this.ledger.append(tx, applicationWithdrawn(viewer, mine.number ?? ''));
      await this.audit.record(tx, {
        viewer,
        action: 'application-withdrawn',
        subject: ['application', mine.number ?? mine.id],
      });
      return accepted(null);
    });
  }

  /** The verdict of today on an applicant with its smallest fix, for the pages of both sides. */
  async applicantAnswer(db: EntityManager, round: RoundDetail, applicant: Applicant): Promise<Answer> {
    return this.eligibility.answer(db, await this.inquiry(db, round, applicant));
  }

  /** What stands against an applicant today, enforced at start and submission. */
  private async applicantFindings(db: EntityManager, inquiry: Inquiry): Promise<Finding[]> {
    return findingsIn(await this.eligibility.verdict(db, inquiry));
  }

  private async inquiry(db: EntityManager, round: RoundDetail, applicant: Applicant): Promise<Inquiry> {
    return found((await grantInquiries(db, round, [applicant]))[0]);
  }

  private closedFindings(round: RoundDetail): Finding[] {
    return isOpenAt(round, this.clock.now()) ? [] : [{ code: 'round-not-open' }];
  }

  private async draft(
    tx: EntityManager,
    viewer: SignedIn,
    roundNumber: string,
  ): Promise<{ round: RoundDetail; mine: ApplicationDetail }> {
    const round = found(await roundByNumber(tx, roundNumber));
    const mine = found(await ownApplication(tx, viewer, roundNumber));
    if (mine.status !== 'DRAFT') throw new Problem('not-possible');
    return { round, mine };
  }

  private async replaceBudget(
    tx: EntityManager,
    applicationId: string,
    lines: readonly BudgetEntry[],
  ): Promise<void> {
    await tx.delete(BudgetLine, { applicationId });
    const list = lines.map((line, position) => ({
      ...line,
      id: randomUUID(),
      applicationId,
      position,
      people: line.people ?? null,
      totalFen: totalOfLine(line),
      note: line.note ?? '',
    }));
    if (list.length > 0) await tx.insert(BudgetLine, list);
  }

  private async move(
    tx: EntityManager,
    mine: { id: string; version: number },
    values: Partial<Application>,
  ): Promise<void> {
    const done = await tx.update(
      Application,
      { id: mine.id, version: mine.version },
      {
        ...values,
        changedAt: this.clock.now(),
        version: mine.version + 1,
      },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }

  /** The next number of the round, given out once: a guarded counter on the round's row. */
  private async nextNumber(tx: EntityManager, round: RoundDetail): Promise<string> {
    const [next] = await changed<{ n: number }>(
      tx,
      sql`UPDATE grant_round SET last_number = last_number + 1 WHERE id = ${round.id} RETURNING last_number AS n`,
    );
    return `${round.number}-${String(found(next).n).padStart(4, '0')}`;
  }
}
