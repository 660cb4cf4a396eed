import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { type EntityManager } from 'typeorm';
import { count, run, sql } from '../../../src/platform/database/sql.js';
import { type UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';

// The outbox is a plain table without triggers: good for counting rows on both engines.
const put = (tx: EntityManager, id: string): Promise<void> =>
  run(
    tx,
    sql`INSERT INTO outbox_mail (id, recipient, subject, body, created_at) VALUES (${id}, 'a', 'b', ${'0'}, 'c')`,
  );
const kept = (work: UnitOfWork): Promise<number> =>
  count(work.reader, sql`SELECT count(*) AS n FROM outbox_mail`);

let database: TestDatabase;
let work: UnitOfWork;
beforeAll(async () => {
  database = await testDatabase();
  work = database.work;
});
afterAll(() => database.close());
beforeEach(() => work.write((tx) => run(tx, sql`DELETE FROM outbox_mail`)));

describe('the one door to the database', () => {
  test("an acknowledged write survives another request's rollback", async () => {
    const failing = work.write(async (tx) => {
      await put(tx, 'lost');
      await pause(30);
      throw new Error('rolled back');
    });
    const acknowledged = work.write((tx) => put(tx, 'kept'));
    await expect(failing).rejects.toThrow('rolled back');
    await acknowledged;
    expect(await kept(work)).toBe(1);
  });

  test('200 parallel transactions with 100 planned rollbacks keep exactly 100', async () => {
    const all = Array.from({ length: 200 }, (_, i) =>
      work.write(async (tx) => {
        await put(tx, `row-${i}`);
        if (i % 2 === 1) throw new Error('planned');
      }),
    );
    const done = await Promise.allSettled(all);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
    expect(await kept(work)).toBe(100);
  });

  test('50 parallel increments give 50', async () => {
    await work.write((tx) => put(tx, 'counter'));
    const lock = work.engine === 'postgres' ? sql` FOR UPDATE` : sql``;
    await Promise.all(
      Array.from({ length: 50 }, () =>
        work.write(async (tx) => {
          const n = await count(tx, sql`SELECT body FROM outbox_mail WHERE id = 'counter'${lock}`);
          await run(tx, sql`UPDATE outbox_mail SET body = ${String(n + 1)} WHERE id = 'counter'`);
        }),
      ),
    );
    expect(await count(work.reader, sql`SELECT body FROM outbox_mail WHERE id = 'counter'`)).toBe(50);
  });

  test('the reader cannot write, and is refused inside write()', async () => {
    await expect(put(work.reader, 'no')).rejects.toThrow();
    await expect(work.write(async () => kept(work))).rejects.toThrow('reader inside write()');
    await expect(work.write(() => work.write(() => Promise.resolve()))).rejects.toThrow(
      'write() inside write()',
    );
  });

  test('a savepoint that fails leaves the rest standing', async () => {
    await work.write(async (tx) => {
      await put(tx, 'outer');
      await work
        .savepoint(async (inner) => {
          await put(inner, 'inner');
          throw new Error('inner fails');
        })
        .catch(() => undefined);
    });
    expect(await kept(work)).toBe(1);
  });

  test('work after the commit runs when the row is safe, and not after a rollback', async () => {
    const seen: number[] = [];
    await work.write(async (tx) => {
      await put(tx, 'one');
      work.afterCommit(async () => seen.push(await kept(work)));
    });
    await work
      .write(async (tx) => {
        await put(tx, 'two');
        work.afterCommit(() => seen.push(-1));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(seen).toEqual([1]);
  });

  test('the settings lose no acknowledged row', async () => {
    expect(await work.unsafeSettings()).toEqual([]);
  });
});
