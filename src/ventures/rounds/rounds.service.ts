import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { lastEnd } from './extension.rules.js';
import { extensionsOf } from './extensions.queries.js';
import { Round } from './round.entity.js';
import { frozenText } from './frozen.rules.js';
import { findingsAgainstPublishing, frozenReadiness } from './readiness.rules.js';
import { ROUND_LIFE, type RoundAction, roundOpened } from './round.rules.js';
import { roundByNumber } from './rounds.queries.js';
import { roundInSetup } from './setup.queries.js';
import { columnsOf } from './setup.rules.js';

/** Rounds: published with frozen rules and terms, closed. */
@Injectable()
export class RoundsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /** Freezes rules and terms, puts their hash and the commitment of the draw's seed into the ledger, and opens the call. */
  publish(viewer: SignedIn, number: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { round, setup, calendar } = await roundInSetup(tx, number);
      const next = follow(ROUND_LIFE, round.status, 'publish');
      if (!next.ok) return next;
      const now = this.clock.now();
      const findings = findingsAgainstPublishing(setup, calendar, this.clock.today());
      if (findings.length > 0) return refused<null>(findings);
      const columns = columnsOf(setup);
      const rulesHash = createHash('sha256').update(frozenText(columns)).digest('hex');
      const drawSeed = randomBytes(32).toString('hex');
      const { potFen, opensAt, closesAt, graceMinutes } = columns;
      const { seq } = await this.ledger.append(
        tx,
        roundOpened(viewer, number, { rulesHash, potFen, opensAt, closesAt, graceMinutes }, drawSeed),
      );
      await this.move(tx, round, next.value, {
        ...columns,
        readiness: JSON.stringify(frozenReadiness(setup, calendar, now)),
        rulesHash,
        drawSeed,
        publishedAt: now,
        ledgerSeq: seq,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'round-published',
        subject: ['round', number],
        after: { rulesHash },
      });
      return accepted(null);
    });
  }

  /** Ends the call once its time is over for everybody, whoever was given more; before that nobody can. */
  close(viewer: SignedIn, number: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, number));
      const end = lastEnd(round, await extensionsOf(tx, round.id));
      if (this.clock.now() < end) return refused<null>([{ code: 'round-still-open' }]);
      const next = follow(ROUND_LIFE, round.status, 'close');
      if (!next.ok) return next;
      await this.move(tx, round, next.value, {});
      await this.audit.record(tx, { viewer, action: 'round-closed', subject: ['round', number] });
      return accepted(null);
    });
  }

  /** Moves a round on inside another service's transaction (review opened, results published). */
  async advance(tx: EntityManager, number: string, action: RoundAction): Promise<Outcome<null>> {
    const round = found(await roundByNumber(tx, number));
    const next = follow(ROUND_LIFE, round.status, action);
    if (!next.ok) return next;
    await this.move(tx, round, next.value, {});
    return accepted(null);
  }

  private async move(
    tx: EntityManager,
    round: { id: string; version: number },
    status: Round['status'],
    more: Partial<Round>,
  ): Promise<void> {
    const done = await tx.update(
      Round,
      { id: round.id, version: round.version },
      { ...more, status, version: round.version + 1 },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }
}
