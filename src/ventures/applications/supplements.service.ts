import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { shanghaiDayOf } from '../../kernel/calendar.js';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type NamedFile } from '../../platform/files/evidence.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { workingDays } from '../../reference/reference.queries.js';
import { type Answers } from '../rounds/form.rules.js';
import { roundByNumber, type RoundDetail } from '../rounds/rounds.queries.js';
import { formOf } from '../rounds/terms.rules.js';
import { APPLICATION_LIFE, type ApplicationAction, derivedFrom, gapsIn } from './application.rules.js';
import {
  type ApplicationDetail,
  applicationByNumber,
  budgetOf,
  ownApplication,
} from './applications.queries.js';
import { Attachment } from './attachment.entity.js';
import { attachmentsOf } from './attachments.queries.js';
import { type BudgetEntry, linesTooLarge, totalsOf } from './budget.rules.js';
import { type IdentifiedEntry } from './budget-rows.rules.js';
import { BudgetService } from './budget.service.js';
import { Drafts } from './drafts.service.js';
import { ApplicationSupplement } from './supplement.entity.js';
import {
  addedSince,
  BUDGET_ITEM,
  FILES_ITEM,
  findingsAgainstHandIn,
  findingsInRequest,
  gapsAtOpen,
  openQuestions,
  opens,
  supplementAsked,
  type SupplementContent,
  supplementDays,
  supplementDue,
  type SupplementItem,
  supplementReceived,
  supplementText,
} from './supplement.rules.js';
import { overdueSupplements, type SupplementDetail, supplementOf } from './supplements.queries.js';

const MOST_FILES = 20;

/** What an organization saves of its supplement: read by the definitions of what is opened, and nothing else. */
export interface SupplementEntry {
  readonly answers: Answers;
  /** Null where the budget is not opened. */
  readonly lines: readonly BudgetEntry[] | null;
  readonly version: number;
}

/** The one supplement of an application: asked for by the officer, limited to what is named and to its days. (E9) */
@Injectable()
export class SupplementsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly drafts: Drafts,
    private readonly budget: BudgetService,
  ) {}

  /** Opens what is named for the days of the round; the application waits for it. */
  ask(viewer: SignedIn, number: string, items: readonly SupplementItem[]): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const application = found(await applicationByNumber(tx, number));
      const round = found(await roundByNumber(tx, application.roundNumber));
      const before = await supplementOf(tx, application.id);
      const table = await workingDays(tx);
      const days = supplementDays(round.terms, table);
      const findings = findingsInRequest(formOf(round), items, { before: before === null ? 0 : 1, days });
      if (findings.length > 0 || days === null) return refused<null>(findings);
      const moved = await this.move(tx, application, 'return');
      if (!moved.ok) return moved;
      const askedAt = this.clock.now();
      const due = supplementDue(table, shanghaiDayOf(askedAt), days);
      const content = await this.contentOf(tx, { application, round, items });
      const { seq } = await this.ledger.append(
        tx,
        supplementAsked(viewer, { number, round: round.number, dueOn: due.day }),
      );
      await tx.insert(ApplicationSupplement, {
        id: randomUUID(),
        applicationId: application.id,
        status: 'OPEN',
        items: items as never,
        askedBy: viewer.accountId,
        askedAt,
        workingDays: days,
        dueOn: due.day,
        isProvisional: due.provisional ? 1 : 0,
        before: content as never,
        draft: content as never,
        after: null,
        endedAt: null,
        contentHash: null,
        askedSeq: seq,
        ledgerSeq: null,
        version: 1,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'supplement-asked',
        subject: ['application', number],
        after: { opened: items.map(({ code }) => code).join(' '), dueOn: due.day },
      });
      return accepted(null);
    });
  }

  /** Saves what was entered so far; it counts for nothing until it is handed in. */
  save(viewer: SignedIn, roundNumber: string, entry: SupplementEntry): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { supplement, findings } = await this.own(tx, viewer, roundNumber);
      if (findings.length > 0) return refused<null>(findings);
      if (supplement.version !== entry.version) throw new Problem('changed-meanwhile');
      await this.keep(tx, supplement, { draft: merged(supplement, entry) });
      return accepted(null);
    });
  }

  /** Adds a file that the store has kept; the bureau sees it when the supplement is handed in, and not before. */
  attach(viewer: SignedIn, roundNumber: string, file: NamedFile): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { application, supplement, findings } = await this.own(tx, viewer, roundNumber);
      if (findings.length > 0) return refused<null>(findings);
      if (!opens(supplement.items, FILES_ITEM)) throw new Problem('not-possible');
      if ((await attachmentsOf(tx, application.id)).length >= MOST_FILES)
        return refused<null>([{ code: 'attachments-full', field: 'file', args: { most: MOST_FILES } }]);
      const { name, sha256, size, type } = file;
      await tx.insert(Attachment, {
        id: randomUUID(),
        applicationId: application.id,
        name: [...name].slice(0, 150).join(''),
        sha256,
        size,
        type,
        addedAt: this.clock.now(),
      });
      await this.keep(tx, supplement, {});
      return accepted(null);
    });
  }

  /** Takes out a file that was added for the supplement; what was handed in before stays. */
  detach(viewer: SignedIn, roundNumber: string, attachmentId: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { application, supplement, findings } = await this.own(tx, viewer, roundNumber);
      if (findings.length > 0) return refused<null>(findings);
      const added = addedSince(supplement.askedAt, await attachmentsOf(tx, application.id));
      const { id } = found(added.find((one) => one.id === attachmentId));
      await tx.delete(Attachment, { id, applicationId: application.id });
      await this.keep(tx, supplement, {});
      return accepted(null);
    });
  }

  /**
   * Hands in what is opened, by the server's clock inside the transaction; it takes the place of what stood there, the
   * first check goes on, and both stay side by side. Answers the hash the receipt shows.
   */
  handIn(viewer: SignedIn, roundNumber: string, entry: SupplementEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const { application, supplement, findings } = await this.own(tx, viewer, roundNumber);
      if (findings.length > 0) return refused<string>(findings);
      if (supplement.version !== entry.version) throw new Problem('changed-meanwhile');
      const files = (await attachmentsOf(tx, application.id)).map(({ name, sha256 }) => ({ name, sha256 }));
      const after = {
        ...merged(supplement, entry),
        ...(opens(supplement.items, FILES_ITEM) ? { files } : {}),
      };
      const number = found(application.number);
      const gaps = await this.gaps(tx, application, { items: supplement.items, after });
      if (gaps.length > 0) return refused<string>(gaps);
      const text = supplementText(number, supplement.items, after);
      if (text === supplementText(number, supplement.items, supplement.before))
        return refused<string>([{ code: 'supplement-unchanged' }]);
      const contentHash = createHash('sha256').update(text, 'utf8').digest('hex');
      const moved = await this.move(tx, application, 'supplement', after);
      if (!moved.ok) return moved;
      const { seq } = await this.ledger.append(
        tx,
        supplementReceived(viewer, { number, round: roundNumber, contentHash }),
      );
      await this.keep(tx, supplement, {
        status: 'HANDED_IN',
        draft: after,
        after,
        endedAt: this.clock.now(),
        contentHash,
        ledgerSeq: seq,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'supplement-handed-in',
        subject: ['application', number],
        after: { contentHash },
      });
      return accepted(contentHash);
    });
  }

  /** Closes supplements whose last day is over; the first check goes on with what was handed in before. */
  closeOverdue(): Promise<number> {
    return this.work.write(async (tx) => {
      const overdue = await overdueSupplements(tx, this.clock.today());
      for (const supplement of overdue) {
        const application = found(await applicationByNumber(tx, supplement.number));
        const moved = await this.move(tx, application, 'lapse');
        if (!moved.ok) throw new Problem('changed-meanwhile');
        for (const { id } of addedSince(supplement.askedAt, await attachmentsOf(tx, application.id)))
          await tx.delete(Attachment, { id, applicationId: application.id });
        await this.keep(tx, supplement, { status: 'LAPSED', endedAt: this.clock.now() });
        await this.audit.record(tx, {
          viewer: null,
          action: 'supplement-lapsed',
          subject: ['application', supplement.number],
          after: { dueOn: supplement.dueOn },
        });
      }
      return overdue.length;
    });
  }

  /** What is still missing or wrong in what is opened, by the same check as at the submission. */
  private async gaps(
    tx: EntityManager,
    application: ApplicationDetail,
    { items, after }: { readonly items: readonly SupplementItem[]; readonly after: SupplementContent },
  ): Promise<readonly Finding[]> {
    const round = found(await roundByNumber(tx, application.roundNumber));
    const lines = after.lines ?? (await budgetOf(tx, application.id));
    const content: Answers = { ...application.content, ...after.answers };
    return [
      ...linesTooLarge(lines),
      ...gapsAtOpen(items, gapsIn({ ...application, content, lines }, round.rules)),
    ];
  }

  /** One's own open supplement, and whether it still takes anything by the server's clock. */
  private async own(
    tx: EntityManager,
    viewer: SignedIn,
    roundNumber: string,
  ): Promise<{ application: ApplicationDetail; supplement: SupplementDetail; findings: readonly Finding[] }> {
    const application = found(await ownApplication(tx, viewer, roundNumber));
    const supplement = found(await supplementOf(tx, application.id));
    return { application, supplement, findings: findingsAgainstHandIn(supplement, this.clock.now()) };
  }

  private async contentOf(
    tx: EntityManager,
    one: {
      readonly application: ApplicationDetail;
      readonly round: RoundDetail;
      readonly items: readonly SupplementItem[];
    },
  ): Promise<SupplementContent> {
    const { application, round, items } = one;
    const all = application.content;
    const files = (await attachmentsOf(tx, application.id)).map(({ name, sha256 }) => ({ name, sha256 }));
    const lines = (await budgetOf(tx, application.id)).map(({ totalFen: _, ...line }) => line);
    return {
      answers: Object.fromEntries(
        openQuestions(formOf(round), items).map(({ code }) => [code, all[code] ?? null]),
      ),
      ...(opens(items, BUDGET_ITEM) ? { lines } : {}),
      ...(opens(items, FILES_ITEM) ? { files } : {}),
    };
  }

  /** Moves the application on, with what was handed in where there is something. */
  private async move(
    tx: EntityManager,
    application: ApplicationDetail,
    action: ApplicationAction,
    after: SupplementContent | null = null,
  ): Promise<Outcome<null>> {
    const next = follow(APPLICATION_LIFE, application.status, action);
    if (!next.ok) return next;
    const content: Answers = { ...application.content, ...after?.answers };
    const lines = after?.lines;
    if (lines !== undefined) await this.budget.replace(tx, application.id, lines.map(identified));
    await this.drafts.move(tx, application, {
      status: next.value,
      ...(after === null ? {} : { content: content as never, ...derivedFrom(content) }),
      ...(lines === undefined ? {} : { askedFen: totalsOf(lines).grant }),
    });
    return accepted(null);
  }

  private async keep(
    tx: EntityManager,
    { id, version }: SupplementDetail,
    values: Partial<ApplicationSupplement>,
  ): Promise<void> {
    const done = await tx.update(ApplicationSupplement, { id, version }, {
      ...values,
      version: version + 1,
    } as never);
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }
}

function merged({ draft, items }: SupplementDetail, { answers, lines }: SupplementEntry): SupplementContent {
  return {
    ...draft,
    answers: { ...draft.answers, ...answers },
    ...(lines !== null && opens(items, BUDGET_ITEM) ? { lines } : {}),
  };
}

/** Rows that were entered anew have no id yet. */
function identified(line: BudgetEntry): IdentifiedEntry {
  return { ...line, id: line.id ?? randomUUID() };
}
