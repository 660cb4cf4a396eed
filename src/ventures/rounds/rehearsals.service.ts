import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Rehearsal } from './rehearsal.entity.js';
import {
  brokenReport,
  findingsAgainstPurge,
  findingsAgainstRehearsal,
  type RehearsalReport,
  type RehearsalStep,
} from './rehearsal.rules.js';
import { rehearsalById, rehearsalOf } from './rehearsals.queries.js';
import { type RoundDetail, roundByNumber } from './rounds.queries.js';

/**
 * Where a round is rehearsed: a portal of its own with a database and a clock of its own, which are gone when it is
 * over. The app floor makes one, since a whole portal is needed for it.
 */
export abstract class RehearsalStage {
  /** Plays the round and answers what came of it; a refusal of the round is part of that. */
  abstract play(round: RoundDetail, onStep: (step: RehearsalStep) => Promise<void>): Promise<RehearsalReport>;
}

const JOB = 'rehearsal';
const keyOf = (id: string): string => `${JOB}:${id}`;

/** Rehearsals: begun in one act, played as a job, purged in one act. (B12) */
@Injectable()
export class RehearsalsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly stage: RehearsalStage,
  ) {
    jobs.define(JOB, (input) => this.play((input as { id: string }).id));
  }

  begin(viewer: SignedIn, number: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, number));
      const before = await rehearsalOf(tx, round.id);
      const findings = findingsAgainstRehearsal(
        { status: round.status, hasTerms: round.terms !== null },
        before !== null,
      );
      if (findings.length > 0) return refused<null>(findings);
      const id = randomUUID();
      await tx.insert(Rehearsal, {
        id,
        roundId: round.id,
        roundVersion: round.version,
        status: 'RUNNING',
        step: 'PREPARE',
        startedBy: viewer.accountId,
        startedAt: this.clock.now(),
        finishedAt: null,
        report: null,
        version: 1,
      });
      await this.jobs.enqueue(tx, { key: keyOf(id), name: JOB, input: { id } });
      await this.audit.record(tx, { viewer, action: 'rehearsal-begun', subject: ['round', number] });
      return accepted(null);
    });
  }

  /** Takes away everything that a rehearsal left: its report and its job. */
  purge(viewer: SignedIn, number: string, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, number));
      const one = found(await rehearsalOf(tx, round.id));
      const findings = findingsAgainstPurge(one, this.clock.now());
      if (findings.length > 0) return refused<null>(findings);
      const done = await tx.delete(Rehearsal, { id: one.id, version });
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.jobs.forget(tx, keyOf(one.id));
      await this.audit.record(tx, { viewer, action: 'rehearsal-purged', subject: ['round', number] });
      return accepted(null);
    });
  }

  private async play(id: string): Promise<void> {
    const one = await rehearsalById(this.work.reader, id);
    // Purged, or played to its end before the server was interrupted.
    if (one?.status !== 'RUNNING') return;
    const round = found(await roundByNumber(this.work.reader, one.roundNumber));
    const report = await this.stage
      .play(round, (step) => this.note(id, { step }))
      .catch(async (error: unknown) => {
        // The desk sees that it stopped; the job tells the operators why.
        await this.finish(id, brokenReport(round.number));
        throw error;
      });
    await this.finish(id, report);
  }

  private finish(id: string, report: RehearsalReport): Promise<void> {
    return this.note(id, {
      status: report.findings.length === 0 ? 'DONE' : 'STOPPED',
      finishedAt: this.clock.now(),
      report,
    });
  }

  private note(id: string, values: Partial<Rehearsal>): Promise<void> {
    return this.work.write(async (tx) => {
      const one = await rehearsalById(tx, id);
      if (one === null) return;
      await tx.update(Rehearsal, { id }, { ...(values as object), version: one.version + 1 });
    });
  }
}
