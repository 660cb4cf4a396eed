import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { addDays, shanghaiDayOf, startOfShanghaiDay } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import { noticesPage } from '../notices/notices.queries.js';
import { ScriptedClock } from '../platform/clock.js';
import { type Config } from '../platform/config.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';
import { createKeyFile } from '../platform/ledger/keys.js';
import { ledgerEntries, ledgerSize, MOST_ENTRIES } from '../platform/ledger/ledger-reader.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { awardsOfRound } from '../ventures/awards/awards.queries.js';
import { type RehearsalReport, type RehearsalStep } from '../ventures/rounds/rehearsal.rules.js';
import { RehearsalStage } from '../ventures/rounds/rehearsals.service.js';
import { type RoundDetail, roundByNumber } from '../ventures/rounds/rounds.queries.js';
import { AppModule } from './app.module.js';
import { openFoundations } from './foundations.js';
import { RehearsalPlay, RehearsalStopped } from './rehearsal-play.js';

/**
 * Rehearses a round in a whole portal of its own: a fresh SQLite file, keys and files in a folder that is removed when
 * it is over, and a clock that runs along the round's timetable. Nothing of it can be seen from outside. (B12)
 */
export class WorldStage extends RehearsalStage {
  constructor(private readonly config: Config) {
    super();
  }

  async play(round: RoundDetail, onStep: (step: RehearsalStep) => Promise<void>): Promise<RehearsalReport> {
    const folder = join(this.config.dataDir, 'rehearsals');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const dataDir = mkdtempSync(join(folder, 'world-'));
    try {
      return await this.inWorld(dataDir, round, onStep);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }

  private async inWorld(
    dataDir: string,
    round: RoundDetail,
    onStep: (step: RehearsalStep) => Promise<void>,
  ): Promise<RehearsalReport> {
    const config = worldConfig(this.config, dataDir);
    createKeyFile(config.ledgerKeyFile);
    const clock = new ScriptedClock(startOfShanghaiDay(addDays(shanghaiDayOf(round.opensAt), -30)));
    const opened = await openFoundations(config, { claim: false, clock });
    try {
      const app = await NestFactory.createApplicationContext(AppModule.on(config, opened, this), {
        logger: false,
        abortOnError: false,
      });
      try {
        const play = new RehearsalPlay(app, clock, round, onStep);
        const findings = await app.get(Ledger).withoutCheckpoints(() => refusalsOf(play));
        return await reportOf(opened.work, round.number, { steps: play.steps, findings });
      } finally {
        await app.close();
      }
    } finally {
      await opened.work.close();
    }
  }
}

/** The settings of the world: its own folder, database and keys; no mail, no scanner, nobody to listen to. */
function worldConfig(config: Config, dataDir: string): Config {
  return {
    ...config,
    dataDir,
    databaseUrl: null,
    databaseMigrationUrl: null,
    ledgerKeyFile: join(dataDir, 'ledger-key.pem'),
    fieldKeyFile: join(dataDir, 'field.key'),
    smtpUrl: null,
    scannerUrl: null,
    logLevel: 'silent',
  };
}

async function refusalsOf(play: RehearsalPlay): Promise<readonly Finding[]> {
  try {
    await play.run();
    return [];
  } catch (error) {
    if (error instanceof RehearsalStopped) return error.findings;
    throw error;
  }
}

/** What the round would have made public, read from the world before it goes. */
async function reportOf(
  { reader: db }: UnitOfWork,
  number: string,
  { steps, findings }: Pick<RehearsalReport, 'steps' | 'findings'>,
): Promise<RehearsalReport> {
  const round = await roundByNumber(db, number);
  const notices = await noticesPage(db, {}, { today: '', page: 1, pageSize: 100 });
  const awards = await awardsOfRound(db, number);
  return {
    isRehearsal: true,
    number,
    rulesHash: round?.rulesHash ?? null,
    steps,
    applications: round?.applications ?? 0,
    lines: awards.map(({ applicationNumber, title, rank, score, askedFen, amountFen, status }) => ({
      number: applicationNumber,
      title,
      rank,
      score,
      askedFen,
      amountFen,
      status,
    })),
    notices: notices.items.map((one) => ({ number: one.number, title: one.titleZh, until: one.windowTo })),
    acts: await actsOf(db),
    findings,
  };
}

async function actsOf(db: UnitOfWork['reader']): Promise<RehearsalReport['acts']> {
  const counts = new Map<string, number>();
  const size = await ledgerSize(db);
  for (let start = 0; start < size; start += MOST_ENTRIES)
    for (const { body } of await ledgerEntries(db, start, Math.min(size, start + MOST_ENTRIES))) {
      const { type } = JSON.parse(body) as { type: string };
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
  return [...counts].map(([type, count]) => ({ type, count }));
}
