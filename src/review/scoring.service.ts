import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, found, type Outcome, refused } from '../kernel/outcome.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Assignment, Scorecard } from './contest.entity.js';
import { type ConflictAnswer, conflictDeclared, reviewerRecused, scoreSealed } from './contest.rules.js';
import { findingsInScorecard, refusalsToScore, type ScorecardEntry, totalTenths } from './scoring.rules.js';
import { assignmentsFor, sheetFor } from './review.queries.js';

/** A reviewer's own acts: the conflict question before anything is shown, and the sealed sheet. */
@Injectable()
export class ScoringService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /** Answers the conflict question for each candidate of a contest; a conflict or a doubt recuses at once. (R-SC-03) */
  declare(
    viewer: SignedIn,
    contestId: string,
    answers: ReadonlyMap<string, ConflictAnswer>,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const open = (await assignmentsFor(tx, viewer)).filter(
        (one) => one.contestId === contestId && one.conflictAnswer === null && one.contestStatus === 'OPEN',
      );
      const missing = open
        .filter(({ id }) => !answers.has(id))
        .map(({ id }) => ({ code: 'conflict-answer-missing', field: `answers[${id}]` }));
      if (missing.length > 0) return refused<null>(missing);
      for (const one of open) {
        const answer = answers.get(one.id) ?? 'UNSURE';
        const recused = answer !== 'NONE';
        await tx.update(
          Assignment,
          { id: one.id },
          {
            conflictAnswer: answer,
            declaredAt: this.clock.now(),
            ...(recused ? { status: 'RECUSED' as const, reason: `declared ${answer}` } : {}),
          },
        );
        await this.ledger.append(tx, conflictDeclared(viewer, one.number, answer));
        if (recused)
          await this.ledger.append(tx, reviewerRecused(actorOf(viewer), one.number, viewer.accountId));
      }
      await this.audit.record(tx, {
        viewer,
        action: 'conflicts-declared',
        subject: ['contest', contestId],
        after: { answers: Object.fromEntries(answers) },
      });
      return accepted(null);
    });
  }

  /** Seals a sheet: locked from here on, committed in the ledger, seen by nobody else before the panel closes. (R-SC-08) */
  submit(viewer: SignedIn, assignmentId: string, entry: ScorecardEntry): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const sheet = found(await sheetFor(tx, viewer, assignmentId));
      const findings = [
        ...refusalsToScore({ ...sheet, sealed: sheet.card !== null }),
        ...findingsInScorecard(sheet.criteria, entry),
      ];
      if (findings.length > 0) return refused<null>(findings);
      const marks = entry.marks.map(({ criterion, tenths, comment }) => ({
        criterion,
        tenths,
        comment: comment ?? null,
      }));
      const card = {
        version: 1,
        marks,
        totalTenths: totalTenths(entry.marks),
        comment: entry.comment ?? null,
      };
      const { seq } = await this.ledger.append(tx, scoreSealed(viewer, sheet.number, JSON.stringify(card)));
      await tx.insert(Scorecard, {
        id: randomUUID(),
        assignmentId,
        ...card,
        marks: marks as never,
        sealedAt: this.clock.now(),
        ledgerSeq: seq,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'scorecard-submitted',
        subject: ['assignment', assignmentId],
        after: { totalTenths: card.totalTenths },
      });
      return accepted(null);
    });
  }
}
