import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Inquiry } from '../../eligibility/criteria.rules.js';
import { UNTIL_OPENED } from '../../eligibility/eligibility.service.js';
import { shanghaiDayOf } from '../../kernel/calendar.js';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { changed, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { shownQuestions } from '../rounds/form.rules.js';
import { type RoundDetail, roundByNumber } from '../rounds/rounds.queries.js';
import {
  APPLICATION_LIFE,
  applicationReceived,
  applicationWithdrawn,
  commonAnswers,
  gapsIn,
  type SectionFinding,
} from './application.rules.js';
import {
  type ApplicationDetail,
  type BudgetRow,
  budgetOf,
  lockOwn,
  ownApplication,
} from './applications.queries.js';
import { type AttachmentLine, attachmentsOf } from './attachments.queries.js';
import { Drafts } from './drafts.service.js';
import { earlierPerHead, sealOf } from './seals.queries.js';
import { Seals } from './seals.service.js';
import {
  perHeadOf,
  type Receipt,
  refusalsToSubmit,
  type WarningFacts,
  warningsIn,
} from './submission.rules.js';

/** A draft as the check page and the submission see it. */
export interface Checked {
  readonly application: ApplicationDetail;
  readonly round: RoundDetail;
  readonly budget: readonly BudgetRow[];
  readonly files: readonly AttachmentLine[];
  /** What stands against the applicant, by the engine of eligibility. */
  readonly applicant: readonly Finding[];
  readonly gaps: readonly SectionFinding[];
  readonly warnings: readonly Finding[];
  readonly closesAt: string;
  readonly isOpen: boolean;
}

/** A receipt with what its page says beside it. */
export interface Received {
  readonly receipt: Receipt;
  readonly application: ApplicationDetail;
  readonly round: RoundDetail;
  readonly files: readonly Pick<AttachmentLine, 'name' | 'size' | 'sha256'>[];
  readonly closesAt: string;
  readonly isOpen: boolean;
}

/** Handing in against one clock, and taking back before it runs out. */
@Injectable()
export class SubmissionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly drafts: Drafts,
    private readonly seals: Seals,
  ) {}

  /** One's own draft checked; null once it has been handed in. */
  async draft(db: EntityManager, viewer: SignedIn, roundNumber: string): Promise<Checked | null> {
    const round = found(await roundByNumber(db, roundNumber));
    const mine = found(await ownApplication(db, viewer, roundNumber));
    if (mine.status !== 'DRAFT') return null;
    const { checked } = await this.check(db, round, mine);
    return { ...checked, warnings: warningsIn(await this.compared(db, checked)) };
  }

  /** What an applicant may want to look at again, from the draft and from what others asked before. */
  private async compared(
    db: EntityManager,
    { application, round, files }: Omit<Checked, 'warnings'>,
  ): Promise<WarningFacts> {
    const { form, content, askedFen, field } = application;
    const { beneficiaries, startOn } = commonAnswers(content);
    const shown = shownQuestions(form, content);
    const texts = form.sections.flatMap(({ questions }) =>
      questions.flatMap(({ code, kind, label }) => {
        const text = content[code];
        return kind === 'LONG_TEXT' && shown.has(code) && typeof text === 'string' ? [{ label, text }] : [];
      }),
    );
    return {
      perHeadFen: perHeadOf(askedFen, beneficiaries),
      earlierFen: await earlierPerHead(db, round.id, field),
      startOn,
      closesOn: shanghaiDayOf(round.closesAt),
      files: files.length,
      texts,
    };
  }

  /** One's own receipt; there is none before handing in, nor after taking back. */
  async received(db: EntityManager, viewer: SignedIn, roundNumber: string): Promise<Received> {
    const round = found(await roundByNumber(db, roundNumber));
    const { application: mine, files } = found(await this.seals.own(db, viewer, round));
    const { closesAt, isOpen } = await this.drafts.deadline(db, round, mine.organizationId);
    return {
      receipt: found(receiptOf(mine)),
      application: mine,
      round,
      files,
      closesAt,
      isOpen: mine.status === 'SUBMITTED' && isOpen,
    };
  }

  /** One's own application as it was handed in, to the byte; sealed or opened since. (E5) */
  async content(
    db: EntityManager,
    viewer: SignedIn,
    roundNumber: string,
  ): Promise<{ readonly receipt: Receipt; readonly text: string }> {
    const round = found(await roundByNumber(db, roundNumber));
    const mine = found(await ownApplication(db, viewer, roundNumber));
    const receipt = found(receiptOf(mine));
    const seal = found(await sealOf(db, mine.id));
    return { receipt, text: await this.seals.textOf(db, round.id, { ...seal, number: receipt.number }) };
  }

  /**
   * Hands in: complete by the same check the page shows, and before the deadline by the server's clock inside the
   * transaction. Whoever comes second is led to the receipt that is there. (T9, C69, E5)
   */
  submit(viewer: SignedIn, roundNumber: string, version: number): Promise<Outcome<Receipt>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      await lockOwn(tx, round.id, found(viewer.organizationId));
      const mine = found(await ownApplication(tx, viewer, roundNumber));
      const before = receiptOf(mine);
      if (mine.status === 'SUBMITTED' && before !== null) return accepted(before);
      if (mine.status !== 'DRAFT') throw new Problem('not-possible');
      const { checked, inquiry } = await this.check(tx, round, mine);
      const findings = refusalsToSubmit(checked, version);
      if (findings.length > 0) return refused<Receipt>(findings);
      const submittedAt = this.clock.now();
      const number = mine.number ?? (await this.nextNumber(tx, round));
      await this.drafts.freeze(tx, inquiry, {
        moment: 'SUBMISSION',
        subject: ['application', number],
        sealedUntil: UNTIL_OPENED,
      });
      const { contentHash, columns } = await this.seals.seal(tx, { mine, round, number });
      const { seq } = await this.ledger.append(tx, applicationReceived(number, roundNumber, contentHash));
      await this.drafts.move(tx, mine, {
        ...columns,
        status: 'SUBMITTED',
        number,
        submittedAt,
        contentHash,
        ledgerSeq: seq,
      });
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
      const closed = await this.drafts.closed(tx, round, mine.organizationId);
      const next = follow(APPLICATION_LIFE, mine.status, 'withdraw');
      if (closed.length > 0) return refused<null>(closed);
      if (!next.ok) return next;
      await this.drafts.move(tx, mine, { status: next.value, submittedAt: null, contentHash: null });
      await this.ledger.append(tx, applicationWithdrawn(mine.number ?? ''));
      await this.audit.record(tx, {
        viewer,
        action: 'application-withdrawn',
        subject: ['application', mine.number ?? mine.id],
      });
      return accepted(null);
    });
  }

  /** The one check: of the page that shows it, and of the submission that enforces it. (D8) */
  private async check(
    db: EntityManager,
    round: RoundDetail,
    mine: ApplicationDetail,
  ): Promise<{ checked: Omit<Checked, 'warnings'>; inquiry: Inquiry }> {
    const { organizationId } = mine;
    const inquiry = await this.drafts.inquiry(db, round, { organizationId, application: mine });
    const budget = await budgetOf(db, mine.id);
    const checked = {
      application: mine,
      round,
      budget,
      files: await attachmentsOf(db, mine.id),
      applicant: await this.drafts.applicantFindings(db, inquiry),
      gaps: gapsIn({ ...mine, lines: budget }, round.rules),
      ...(await this.drafts.deadline(db, round, organizationId)),
    };
    return { checked, inquiry };
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

function receiptOf({ number, submittedAt, contentHash, ledgerSeq }: ApplicationDetail): Receipt | null {
  return number === null || submittedAt === null || contentHash === null || ledgerSeq === null
    ? null
    : { number, submittedAt, contentHash, ledgerSeq };
}
