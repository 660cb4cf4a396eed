import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { row, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { comparing, matchingPassages, type NearPair, overlappingProjects } from './duplicates.analysis.js';
import { LikenessFinding, LikenessRun } from './likeness.entity.js';
import {
  allComparable,
  type Comparable,
  likenessById,
  openedWithoutRun,
  recordedGrants,
} from './likeness.queries.js';
import {
  comparedText,
  type LikenessKind,
  type MarkedPassage,
  periodOf,
  type RecordedGrant,
  undeclaredGrants,
} from './likeness.rules.js';

const JOB = 'likeness';

interface NewFinding {
  readonly kind: LikenessKind;
  readonly firstNumber: string;
  readonly secondNumber: string;
  readonly score: number;
  readonly passages: readonly MarkedPassage[];
}

/** Comparing the applications of a round with each other and with all earlier ones. (domain.md 3.10, K7) */
@Injectable()
export class LikenessService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
  ) {
    jobs.define(JOB, (input) => this.compare((input as { roundNumber: string }).roundNumber));
  }

  /** Asks for the comparison of an opened round; it runs as a job and can be asked for again. */
  ask(viewer: SignedIn, roundNumber: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      if (round.openedAt === null) return refused<null>([{ code: 'likeness-sealed' }]);
      await this.enqueue(tx, round.id, roundNumber);
      await this.audit.record(tx, { viewer, action: 'likeness-asked', subject: ['round', roundNumber] });
      return accepted(null);
    });
  }

  /** Every round that was opened and waits for its first check is compared once without being asked for. */
  async askForOpened(): Promise<void> {
    await this.work.write(async (tx) => {
      for (const { id, number } of await openedWithoutRun(tx)) await this.enqueue(tx, id, number);
    });
  }

  /** Puts the comparison of a round in the queue, in the transaction of what calls for it. */
  private async enqueue(tx: EntityManager, roundId: string, roundNumber: string): Promise<void> {
    const askedAt = this.clock.now();
    await tx.delete(LikenessRun, { roundId });
    await tx.insert(LikenessRun, {
      roundId,
      state: 'WAITING',
      percent: 0,
      compared: 0,
      askedAt,
      finishedAt: null,
    });
    await this.jobs.enqueue(tx, {
      key: `${JOB}:${roundNumber}:${askedAt}`,
      name: JOB,
      input: { roundNumber },
    });
  }

  /** Compares in small steps, so that pages are answered meanwhile; what was found and judged before stays as it is. */
  async compare(roundNumber: string): Promise<void> {
    const db = this.work.reader;
    const { id: roundId } = found(await roundByNumber(db, roundNumber));
    const all = await allComparable(db);
    const findings = [
      ...(await this.nearTexts(roundId, all)),
      ...overlaps(roundId, all),
      ...undeclared(roundId, all, await recordedGrants(db, roundId)),
    ];
    await this.work.write(async (tx) => {
      const foundAt = this.clock.now();
      for (const finding of findings) {
        const { kind, firstNumber, secondNumber } = finding;
        const before = await row(
          tx,
          sql`SELECT id FROM likeness_finding WHERE kind = ${kind} AND ((first_number = ${firstNumber} AND second_number = ${secondNumber})
              OR (first_number = ${secondNumber} AND second_number = ${firstNumber}))`,
        );
        if (before !== null) continue;
        await tx.insert(LikenessFinding, {
          id: randomUUID(),
          roundId,
          ...finding,
          passages: finding.passages as never,
          foundAt,
          status: 'OPEN',
          dismissedBy: null,
          dismissedAt: null,
          reason: null,
          version: 1,
        });
      }
      await tx.update(
        LikenessRun,
        { roundId },
        { state: 'DONE', percent: 100, compared: all.length, finishedAt: foundAt },
      );
    });
  }

  /** An officer's word that a finding is none, with the reason; nothing else ever follows from a finding. */
  dismiss(
    viewer: SignedIn,
    id: string,
    entry: { reason: string; version: number },
  ): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const finding = found(await likenessById(tx, id));
      if (finding.status !== 'OPEN') return refused<string>([{ code: 'likeness-dismissed' }]);
      const done = await tx.update(
        LikenessFinding,
        { id, version: entry.version },
        {
          status: 'DISMISSED',
          dismissedBy: viewer.accountId,
          dismissedAt: this.clock.now(),
          reason: entry.reason,
          version: entry.version + 1,
        },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      const { firstNumber, secondNumber, kind, roundNumber } = finding;
      await this.audit.record(tx, {
        viewer,
        action: 'likeness-dismissed',
        subject: ['application', firstNumber],
        after: { kind, with: secondNumber, reason: entry.reason },
      });
      return accepted(roundNumber);
    });
  }

  private async nearTexts(roundId: string, all: readonly Comparable[]): Promise<readonly NewFinding[]> {
    const texts = all.map(({ number, form, content }) => ({ number, text: comparedText(form, content) }));
    const work = comparing(texts);
    let told = 0;
    for (;;) {
      const step = work.next();
      if (step.done === true) return textFindings(roundId, all, step.value, texts);
      await turn();
      if (step.value < told + 10) continue;
      told = step.value;
      await this.work.write((tx) => tx.update(LikenessRun, { roundId }, { percent: told }));
    }
  }
}

/** Near pairs with one of the round's own in the first place. */
function textFindings(
  roundId: string,
  all: readonly Comparable[],
  pairs: readonly NearPair[],
  texts: readonly { readonly number: string; readonly text: string }[],
): readonly NewFinding[] {
  const rounds = new Map(all.map((one) => [one.number, one.roundId]));
  const words = new Map(texts.map(({ number, text }) => [number, text]));
  return pairs.flatMap(({ first, second, likeness }): NewFinding[] => {
    const own = [first, second].filter((number) => rounds.get(number) === roundId);
    const [firstNumber] = own;
    if (firstNumber === undefined) return [];
    const secondNumber = firstNumber === first ? second : first;
    const passages = matchingPassages(words.get(firstNumber) ?? '', words.get(secondNumber) ?? '').map(
      (one) => ({ first: one.first, second: one.second, length: one.text.length }),
    );
    return [
      {
        kind: 'TEXT',
        firstNumber,
        secondNumber,
        score: Math.min(1000, Math.round(likeness * 1000)),
        passages,
      },
    ];
  });
}

/** Statuses in which a project asks for money or has it. */
const OVER = ['INELIGIBLE', 'REJECTED'];

/** The same body at the same time, in another round. */
function overlaps(roundId: string, all: readonly Comparable[]): readonly NewFinding[] {
  const projects = all.flatMap((one) => {
    const period = periodOf(one.content);
    return period === null || OVER.includes(one.status) ? [] : [{ ...one, ...period }];
  });
  return projects
    .filter((one) => one.roundId === roundId)
    .flatMap((one) =>
      overlappingProjects(one, projects).map(({ number }) => ({
        kind: 'PERIOD' as const,
        firstNumber: one.number,
        secondNumber: number,
        score: 1000,
        passages: [],
      })),
    );
}

function undeclared(
  roundId: string,
  all: readonly Comparable[],
  grants: readonly RecordedGrant[],
): readonly NewFinding[] {
  return all
    .filter((one) => one.roundId === roundId)
    .flatMap(({ number, organizationId, content }) =>
      undeclaredGrants(
        { number, content },
        grants.filter((grant) => grant.organizationId === organizationId),
      ).map(({ id }) => ({
        kind: 'OTHER_MONEY' as const,
        firstNumber: number,
        secondNumber: id,
        score: 1000,
        passages: [],
      })),
    );
}
