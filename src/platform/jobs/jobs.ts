import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Cron } from 'croner';
import { type EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { changed, row, rows, run, sql } from '../database/sql.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { PortalLogger } from '../logger.js';

/** What a job does; it opens its own write() through a service, and may run twice after a crash. */
export type JobBody = (input: unknown) => Promise<void>;

interface DueJob {
  readonly key: string;
  readonly name: string;
  readonly input: string;
  readonly attempts: number;
}

const CLAIM_MINUTES = 5;
const ATTEMPTS = 8;
const LOOK_EVERY_MS = 5_000;

/**
 * Work that happens later: a row written with its cause, in the same transaction and under a unique key, and run
 * until it succeeds. Several tries with growing pauses; what fails for good stays visible to the operators.
 */
@Injectable()
export class Jobs implements OnApplicationShutdown {
  private readonly bodies = new Map<string, JobBody>();
  private readonly clocks: Cron[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: PortalLogger,
  ) {}

  /** Says what the rows of this name do. */
  define(name: string, body: JobBody): void {
    this.bodies.set(name, body);
  }

  /** Enqueues inside the caller's transaction; a second row under the same key is no second job. */
  async enqueue(
    tx: EntityManager,
    job: { key: string; name: string; input: unknown; dueAt?: string },
  ): Promise<void> {
    await run(
      tx,
      sql`INSERT INTO job ("key", name, input, due_at, attempts) VALUES
          (${job.key}, ${job.name}, ${JSON.stringify(job.input)}, ${job.dueAt ?? this.clock.now()}, 0)
          ON CONFLICT ("key") DO NOTHING`,
    );
  }

  /** Takes a row away inside the caller's transaction; what runs already runs to its end. */
  async forget(tx: EntityManager, key: string): Promise<void> {
    await run(tx, sql`DELETE FROM job WHERE "key" = ${key}`);
  }

  /** A time of day in Asia/Shanghai (cron pattern) at which a body runs; not before `start()`. */
  schedule(pattern: string, body: () => Promise<void>): void {
    const cron = new Cron(
      pattern,
      { timezone: 'Asia/Shanghai', paused: true, protect: true, catch: (error) => this.complain(error) },
      body,
    );
    this.clocks.push(cron);
  }

  /** Begins to look for due rows; the server calls it once, commands and tests call `runDue` themselves. */
  start(): void {
    for (const cron of this.clocks) cron.resume();
    const look = (): void => {
      this.running = this.runDue().catch((error: unknown) => this.complain(error));
      void this.running.then(() => {
        if (this.timer !== null) this.timer = setTimeout(look, LOOK_EVERY_MS).unref();
      });
    };
    this.timer = setTimeout(look, LOOK_EVERY_MS).unref();
  }

  /** Runs what is due now, one after another. Answers how many ran. */
  async runDue(): Promise<number> {
    let done = 0;
    for (let job = await this.claim(); job !== null; job = await this.claim()) {
      await this.runOne(job);
      done += 1;
    }
    return done;
  }

  async onApplicationShutdown(): Promise<void> {
    for (const cron of this.clocks) cron.stop();
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.running;
  }

  private async claim(): Promise<DueJob | null> {
    const now = this.clock.now();
    const due = sql`done_at IS NULL AND failed_at IS NULL AND due_at <= ${now} AND (claimed_until IS NULL OR claimed_until < ${now})`;
    const next = await row<{ key: string }>(
      this.work.reader,
      sql`SELECT "key" FROM job WHERE ${due} ORDER BY due_at, "key" LIMIT 1`,
    );
    if (next === null) return null;
    const until = new Date(Date.parse(now) + CLAIM_MINUTES * 60_000).toISOString();
    const [claimed] = await this.work.write((tx) =>
      changed<DueJob>(
        tx,
        sql`UPDATE job SET claimed_until = ${until}, attempts = attempts + 1 WHERE "key" = ${next.key} AND ${due}
            RETURNING "key", name, input, attempts`,
      ),
    );
    return claimed ?? null;
  }

  private async runOne(job: DueJob): Promise<void> {
    try {
      const body = this.bodies.get(job.name);
      if (body === undefined) throw new Error(`nobody defined the job ${job.name}`);
      await body(JSON.parse(job.input));
      await this.work.write((tx) =>
        run(tx, sql`UPDATE job SET done_at = ${this.clock.now()} WHERE "key" = ${job.key}`),
      );
    } catch (error) {
      this.complain(error);
      await this.putBack(job, String(error));
    }
  }

  private async putBack({ key, attempts }: DueJob, error: string): Promise<void> {
    const now = this.clock.now();
    const again = new Date(Date.parse(now) + 2 ** Number(attempts) * 30_000).toISOString();
    const failed = Number(attempts) >= ATTEMPTS ? now : null;
    await this.work.write((tx) =>
      run(
        tx,
        sql`UPDATE job SET due_at = ${again}, claimed_until = NULL, failed_at = ${failed}, error = ${error.slice(0, 500)}
            WHERE "key" = ${key}`,
      ),
    );
  }

  private complain(error: unknown): void {
    this.logger.error(String(error), error instanceof Error ? error.stack : undefined, 'Jobs');
  }
}

/** Counts by state and the failed ones, for operators. */
export interface JobOverview {
  readonly waiting: number;
  readonly failed: readonly {
    readonly key: string;
    readonly name: string;
    readonly error: string;
    readonly failedAt: string;
  }[];
}

export async function jobOverview(db: EntityManager): Promise<JobOverview> {
  const waiting = await row<{ n: number | string }>(
    db,
    sql`SELECT count(*) AS n FROM job WHERE done_at IS NULL AND failed_at IS NULL`,
  );
  const failed = await rows<JobOverview['failed'][number]>(
    db,
    sql`SELECT "key", name, error, failed_at AS "failedAt" FROM job WHERE failed_at IS NOT NULL ORDER BY failed_at DESC LIMIT 50`,
  );
  return { waiting: Number(waiting?.n ?? 0), failed };
}
