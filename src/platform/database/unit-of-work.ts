/**
 * The one door to the database, the same on SQLite and PostgreSQL.
 *
 *   reader       the read-only connection, for everything that only looks
 *   write()      one transaction on the one writer; gives `tx`, which is handed on as an argument
 *   savepoint()  a part of a write that may fail without taking the whole with it
 *   afterCommit  work for when the rows are safe: wake a job, clear a cache; it may write again
 *
 * Why it exists. TypeORM keeps ONE connection per SQLite data source and hands it to every caller. Two
 * requests that overlap then share one transaction: a row that was acknowledged disappears when the other
 * request rolls back, and the rows of a failed request stay. So nothing but this class holds a DataSource,
 * and no repository is injected anywhere.
 *
 * What it promises.
 *   SQLite      writers queue here, one transaction at a time, begun with BEGIN IMMEDIATE (a deferred BEGIN
 *               that later writes fails with SQLITE_BUSY_SNAPSHOT, whatever the busy timeout). Waiting for
 *               another process (a `manage` command) happens in JavaScript, because SQLite's own wait stops
 *               the event loop. synchronous=FULL: NORMAL loses acknowledged rows when the power fails.
 *   PostgreSQL  a pool; serialization failures (40001) and deadlocks (40P01) are tried again, so the body
 *               may run up to three times and must be repeatable. READ COMMITTED: counters and budgets are
 *               guarded by a conditional UPDATE, a CHECK or a row lock, never by isolation level alone.
 *
 * Rules for the body of write(): database work only. No network, mail, hashing or file work (it would hold
 * the only writer), no Promise.all of savepoints, nothing left un-awaited.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import {
  codeOf,
  connect,
  type DatabaseAddress,
  one,
  openReader,
  prepareWriter,
  type Reader,
  type SharedOptions,
} from './connections.js';

/** The queue is full or the file stays locked: the answer is 503 with Retry-After, never 500. */
export class DatabaseBusy extends Error {}

interface Scope {
  readonly tx: EntityManager;
  readonly hooks: (() => unknown)[];
  open: boolean;
}

const LONGEST_QUEUE = 200;
/** In JavaScript; SQLite itself may wait 5 ms (`timeout`), because its wait stops the event loop. */
const PATIENCE_MS = 5_000;
const TRIES = 3;
const TRY_AGAIN = new Set(['40001', '40P01']);
const SAFE_SQLITE = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  recursive_triggers: 1,
  trusted_schema: 0,
};
const UNSAFE_POSTGRES = { fsync: ['off'], full_page_writes: ['off'], synchronous_commit: ['off'] };

export class UnitOfWork {
  private readonly scopes = new AsyncLocalStorage<Scope>();
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  private constructor(
    readonly engine: DatabaseAddress['engine'],
    private readonly writer: DataSource,
    private readonly readOnly: Reader,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Opens the writer first: it creates the file and runs the migrations, before anything listens. */
  static async open(
    address: DatabaseAddress,
    shared: SharedOptions,
    report: (error: unknown) => void,
  ): Promise<UnitOfWork> {
    const own =
      address.engine === 'postgres'
        ? { extra: { max: 10 } }
        : { enableWAL: true, timeout: 5, prepareDatabase: prepareWriter };
    const writer = await connect(address, { ...shared, ...own });
    return new UnitOfWork(address.engine, writer, await openReader(address, shared), report);
  }

  /**
   * The read-only connection; a write through it fails on both engines.
   * Refused inside write(), where it would not see the changes just made.
   */
  get reader(): EntityManager {
    if (this.scopes.getStore()?.open) throw new Error('reader inside write(): read through tx');
    return this.readOnly.manager;
  }

  async write<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    if (this.scopes.getStore()?.open)
      throw new Error('write() inside write(): pass tx on, or use savepoint()');
    const done = await this.bounded(() =>
      this.engine === 'sqlite' ? this.inTurn(() => this.transact(work)) : this.transact(work),
    );
    for (const hook of done.hooks)
      await this.scopes.exit(() => Promise.resolve().then(hook)).catch(this.report);
    return done.value;
  }

  async savepoint<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.current().tx.transaction(work);
  }

  afterCommit(hook: () => unknown): void {
    this.current().hooks.push(hook);
  }

  /** Settings under which an acknowledged row could be lost; the server refuses to start while there are any. */
  async unsafeSettings(): Promise<string[]> {
    if (this.engine === 'postgres') {
      const found = await Promise.all(
        Object.entries(UNSAFE_POSTGRES).map(async ([name, bad]) => ({
          name,
          bad,
          value: await one(this.writer.manager, `SHOW ${name}`),
        })),
      );
      return found
        .filter(({ bad, value }) => bad.includes(String(value)))
        .map(({ name, value }) => `${name} = ${String(value)}`);
    }
    const found = await Promise.all(
      Object.entries(SAFE_SQLITE).map(async ([name, want]) => ({
        name,
        want,
        value: await one(this.writer.manager, `PRAGMA ${name}`),
      })),
    );
    return found
      .filter(({ want, value }) => value !== want)
      .map(({ name, value }) => `${name} = ${String(value)}`);
  }

  async close(): Promise<void> {
    await this.tail;
    await this.readOnly.close();
    await this.writer.destroy();
  }

  private current(): Scope {
    const scope = this.scopes.getStore();
    if (!scope?.open) throw new Error('only inside write()');
    return scope;
  }

  /** Whoever comes when too many are waiting is told so at once, on both engines. */
  private async bounded<T>(run: () => Promise<T>): Promise<T> {
    if (this.waiting >= LONGEST_QUEUE) throw new DatabaseBusy('too many writers are waiting');
    this.waiting += 1;
    try {
      return await run();
    } finally {
      this.waiting -= 1;
    }
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.tail.then(run);
    this.tail = mine.catch(() => undefined);
    return mine;
  }

  private async transact<T>(
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<{ value: T; hooks: Scope['hooks'] }> {
    for (let attempt = 1; ; attempt += 1) {
      const runner = this.writer.createQueryRunner();
      const scope: Scope = { tx: runner.manager, hooks: [], open: true };
      try {
        await this.begin(runner);
        const value = await this.scopes.run(scope, () => work(scope.tx));
        scope.open = false;
        await runner.commitTransaction();
        return { value, hooks: scope.hooks };
      } catch (error) {
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(this.report);
        if (attempt >= TRIES || !TRY_AGAIN.has(codeOf(error))) throw error;
      } finally {
        scope.open = false;
        await runner.release();
      }
      await pause(Math.random() * 20 * attempt);
    }
  }

  private async begin(runner: QueryRunner): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    for (let round = 1; ; round += 1) {
      try {
        await runner.startTransaction();
        return;
      } catch (error) {
        if (!codeOf(error).startsWith('SQLITE_BUSY')) throw error;
        if (performance.now() > until)
          throw new DatabaseBusy('another process holds the database', { cause: error });
        await pause(Math.min(50, 2 ** round) * Math.random());
      }
    }
  }
}
