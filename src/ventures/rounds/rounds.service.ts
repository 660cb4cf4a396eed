import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { shanghaiDayOf } from '../../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { count, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { lastEnd } from './extension.rules.js';
import { extensionsOf } from './extensions.queries.js';
import { Round } from './round.entity.js';
import {
  findingsAgainstPublishing,
  findingsInRound,
  ROUND_LIFE,
  type RoundAction,
  type RoundEntry,
  roundOpened,
  rulesOf,
} from './round.rules.js';
import { roundByNumber } from './rounds.queries.js';

/** Rounds: drafted, published with frozen rules, closed. */
@Injectable()
export class RoundsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  create(viewer: SignedIn, entry: RoundEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const findings = findingsInRound(entry);
      if (findings.length > 0) return refused<string>(findings);
      const number = await nextNumber(tx, shanghaiDayOf(entry.opensAt).slice(0, 4));
      await tx.insert(Round, {
        id: randomUUID(),
        number,
        status: 'DRAFT',
        awardedFen: 0,
        terms: null,
        rulesHash: null,
        drawSeed: null,
        publishedAt: null,
        ledgerSeq: null,
        isLegacy: 0,
        lastNumber: 0,
        version: 1,
        ...columnsOf(entry),
      });
      await this.audit.record(tx, {
        viewer,
        action: 'round-created',
        subject: ['round', number],
        after: { potFen: entry.potFen },
      });
      return accepted(number);
    });
  }

  change(viewer: SignedIn, number: string, entry: RoundEntry, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, number));
      if (round.status !== 'DRAFT') return refused<null>([{ code: 'round-is-published' }]);
      const findings = findingsInRound(entry);
      if (findings.length > 0) return refused<null>(findings);
      const done = await tx.update(
        Round,
        { id: round.id, version },
        { ...columnsOf(entry), version: version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: 'round-changed',
        subject: ['round', number],
        after: { potFen: entry.potFen },
      });
      return accepted(null);
    });
  }

  /** Freezes the rules, puts their hash and the commitment of the draw's seed into the ledger, and opens the call. */
  publish(viewer: SignedIn, number: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, number));
      const next = follow(ROUND_LIFE, round.status, 'publish');
      if (!next.ok) return next;
      const now = this.clock.now();
      const findings = findingsAgainstPublishing(round, now);
      if (findings.length > 0) return refused<null>(findings);
      const rules = JSON.stringify(round.rules);
      const rulesHash = createHash('sha256').update(rules).digest('hex');
      const drawSeed = randomBytes(32).toString('hex');
      const { potFen, opensAt, closesAt, graceMinutes } = round;
      const { seq } = await this.ledger.append(
        tx,
        roundOpened(viewer, number, { rulesHash, potFen, opensAt, closesAt, graceMinutes }, drawSeed),
      );
      await this.move(tx, round, next.value, {
        rules,
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

function columnsOf(
  entry: RoundEntry,
): Pick<Round, 'nameZh' | 'nameEn' | 'potFen' | 'opensAt' | 'closesAt' | 'graceMinutes' | 'rules'> {
  const { nameZh, nameEn, potFen, opensAt, closesAt, graceMinutes } = entry;
  return { nameZh, nameEn, potFen, opensAt, closesAt, graceMinutes, rules: JSON.stringify(rulesOf(entry)) };
}

/** 2019-01, 2019-02 …: the year of opening and a running number; unique by constraint. */
async function nextNumber(tx: EntityManager, year: string): Promise<string> {
  const taken = await count(tx, sql`SELECT count(*) AS n FROM grant_round WHERE number LIKE ${`${year}-%`}`);
  return `${year}-${String(taken + 1).padStart(2, '0')}`;
}
