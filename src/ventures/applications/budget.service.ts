import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { BudgetLine } from './application.entity.js';
import { budgetOf } from './applications.queries.js';
import { type BudgetEntry, linesTooLarge, totalOfLine, totalsOf } from './budget.rules.js';
import { entriesIn, type IdentifiedEntry, mergeable } from './budget-rows.rules.js';
import { Drafts } from './drafts.service.js';
import { mergeFields, type Merged } from './merge.rules.js';

/** What a page sends: the rows it started from and the rows as they are now. */
export interface BudgetChange {
  readonly base: readonly IdentifiedEntry[];
  readonly lines: readonly BudgetEntry[];
}

export type BudgetSaved =
  /** Stored; `joined` when somebody else's changes since the page was opened are in it as well. */
  | { readonly kind: 'saved'; readonly joined: boolean }
  /** The same field changed in two ways: nothing is stored before a person has looked at both. */
  | { readonly kind: 'clash'; readonly merged: Merged; readonly saved: readonly IdentifiedEntry[] };

/** The rows of an application's budget. */
@Injectable()
export class BudgetService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly drafts: Drafts,
  ) {}

  /** Joins the rows with what others saved meanwhile, row by row and field by field, and stores them. (D2, D5) */
  save(viewer: SignedIn, roundNumber: string, { base, lines }: BudgetChange): Promise<Outcome<BudgetSaved>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.drafts.open(tx, viewer, roundNumber);
      const findings = [
        ...(await this.drafts.closed(tx, round, mine.organizationId)),
        ...linesTooLarge(lines),
      ];
      if (findings.length > 0) return refused<BudgetSaved>(findings);
      const own = lines.map((line) => ({ ...line, id: line.id ?? randomUUID() }));
      const saved = await budgetOf(tx, mine.id);
      const [start, theirs] = [mergeable(base), mergeable(saved)];
      const merged = mergeFields(start, mergeable(own), theirs);
      if (merged.clashes.length > 0) return accepted<BudgetSaved>({ kind: 'clash', merged, saved });
      const entries = entriesIn(merged.merged);
      await this.replace(tx, mine.id, entries);
      await this.drafts.move(tx, mine, { askedFen: totalsOf(entries).grant });
      const joined = JSON.stringify(mergeable(entries)) !== JSON.stringify(mergeable(own));
      return accepted<BudgetSaved>({ kind: 'saved', joined });
    });
  }

  /** Stores the rows as they are inside the caller's transaction, who has judged that they may be. */
  async replace(
    tx: EntityManager,
    applicationId: string,
    entries: readonly IdentifiedEntry[],
  ): Promise<void> {
    await tx.delete(BudgetLine, { applicationId });
    const list = entries.map((line, position) => ({
      ...line,
      applicationId,
      position,
      people: line.people ?? null,
      activity: line.activity ?? null,
      totalFen: totalOfLine(line),
      note: line.note ?? '',
    }));
    if (list.length > 0) await tx.insert(BudgetLine, list);
  }
}
