import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PublicAct } from '../../../src/kernel/public-act.js';
import { ScriptedClock } from '../../../src/platform/clock.js';
import { readConfig } from '../../../src/platform/config.js';
import { changed, count, rows, run, sql } from '../../../src/platform/database/sql.js';
import { readNote } from '../../../src/platform/ledger/checkpoint.js';
import { createKeyFile, readKeyFile } from '../../../src/platform/ledger/keys.js';
import { Ledger } from '../../../src/platform/ledger/ledger.js';
import { ledgerEntries, ledgerSize } from '../../../src/platform/ledger/ledger-reader.js';
import { PortalLogger } from '../../../src/platform/logger.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';

const folder = mkdtempSync(join(tmpdir(), 'portal-ledger-'));
const clock = new ScriptedClock('2026-11-24T01:00:00.000Z');
const act = (n: number): PublicAct => ({
  type: 'notice.published',
  by: 'system',
  ref: `GS-2026-${n}`,
  data: { n },
});

let database: TestDatabase;
let ledger: Ledger;
const config = readConfig('test', { DATA_DIR: folder, LOG_LEVEL: 'silent' });

beforeAll(async () => {
  createKeyFile(config.ledgerKeyFile);
  database = await testDatabase();
  ledger = new Ledger(database.work, clock, new PortalLogger('silent'), config);
  for (let n = 0; n < 7; n += 1) {
    clock.advance(1_000);
    await database.work.write((tx) => ledger.append(tx, act(n)));
  }
  await ledger.sign();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the ledger', () => {
  test('an act that is rolled back leaves no line', async () => {
    const before = await ledgerSize(database.work.reader);
    const failing = database.work.write(async (tx) => {
      await ledger.append(tx, act(99));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await ledgerSize(database.work.reader)).toBe(before);
  });

  test('parallel acts stand one after another without a gap', async () => {
    const before = await ledgerSize(database.work.reader);
    const places = await Promise.all(
      Array.from({ length: 20 }, (_, n) => database.work.write((tx) => ledger.append(tx, act(n)))),
    );
    expect(places.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => before + i),
    );
  });

  test('a hidden value is committed, not shown', async () => {
    const { seq } = await database.work.write((tx) =>
      ledger.append(tx, { ...act(1), hidden: { score: '87.5' } }),
    );
    const [entry] = await ledgerEntries(database.work.reader, seq, seq + 1);
    expect(entry?.body).not.toContain('87.5');
    expect(entry?.body).toMatch(/"c":\{"score":"[0-9a-f]{64}"\}/);
  });

  test('time never falls: a clock that went back leaves a line that says so', async () => {
    const [before] = await ledgerEntries(database.work.reader, 0, 1);
    const now = clock.now();
    clock.set('2026-11-23T00:00:00.000Z');
    const { seq } = await database.work.write((tx) => ledger.append(tx, act(1)));
    clock.set(now);
    const [skew, line] = await ledgerEntries(database.work.reader, seq - 1, seq + 1);
    expect(JSON.parse(skew?.body ?? '{}')).toMatchObject({ type: 'clock.skew' });
    expect((line?.at ?? '') >= (before?.at ?? 'x')).toBe(true);
  });

  test.each([
    ['UPDATE', sql`UPDATE ledger_entry SET body = 'x' WHERE seq = 1`],
    ['DELETE', sql`DELETE FROM ledger_entry WHERE seq = 1`],
    [
      'a gap',
      sql`INSERT INTO ledger_entry (seq, at, body, leaf) VALUES (9999, '2027-01-01T00:00:00.000Z', 'x', ${Buffer.alloc(32)})`,
    ],
    ['a node', sql`UPDATE ledger_node SET hash = ${Buffer.alloc(32)} WHERE level = 0`],
    ['a checkpoint', sql`DELETE FROM ledger_checkpoint`],
    ['the trail', sql`DELETE FROM audit_line WHERE seq >= 0`],
  ])('%s is refused to the application', async (name, statement) => {
    if (name === 'the trail') {
      await database.work.write((tx) =>
        run(
          tx,
          sql`INSERT INTO audit_line (seq, at, roles, action, subject_type, subject_id, result, previous_hash, hash) VALUES (0, 'a', '', 'x', 'y', 'z', 'done', '', 'h')`,
        ),
      );
    }
    await expect(database.work.write((tx) => run(tx, statement))).rejects.toThrow();
  });

  test('REPLACE and UPSERT (SQLite) or TRUNCATE (PostgreSQL) are refused too', async () => {
    const statements =
      database.work.engine === 'sqlite'
        ? [
            sql`INSERT OR REPLACE INTO ledger_entry (seq, at, body, leaf) VALUES (1, '2027-01-01T00:00:00.000Z', 'x', ${Buffer.alloc(32)})`,
            sql`REPLACE INTO ledger_node (level, idx, hash) VALUES (0, 1, ${Buffer.alloc(32)})`,
            sql`INSERT INTO ledger_entry (seq, at, body, leaf) VALUES (1, '2027-01-01T00:00:00.000Z', 'x', ${Buffer.alloc(32)}) ON CONFLICT (seq) DO UPDATE SET body = 'x'`,
            sql`INSERT INTO ledger_entry (seq, at, body, leaf) VALUES (NULL, '2027-01-01T00:00:00.000Z', 'x', ${Buffer.alloc(32)})`,
          ]
        : [
            sql`TRUNCATE ledger_entry`,
            sql`ALTER TABLE ledger_entry DISABLE TRIGGER ALL`,
            sql`SET session_replication_role = replica`,
          ];
    const before = await rows(
      database.work.reader,
      sql`SELECT seq, body FROM ledger_entry WHERE seq <= 2 ORDER BY seq`,
    );
    for (const statement of statements)
      await expect(database.work.write((tx) => run(tx, statement))).rejects.toThrow();
    expect(
      await rows(database.work.reader, sql`SELECT seq, body FROM ledger_entry WHERE seq <= 2 ORDER BY seq`),
    ).toEqual(before);
  });

  test('a checkpoint is signed by the key, and by no other', async () => {
    await ledger.sign();
    const newest = await ledger.checkpoint(database.work.reader);
    const { publicKey } = readKeyFile(config.ledgerKeyFile);
    expect(readNote(newest?.note ?? '', publicKey)?.size).toBe(await ledgerSize(database.work.reader));
    expect(readNote((newest?.note ?? '').replace(/^\d+$/m, '3'), publicKey)).toBeNull();
  });

  test('the signer refuses a tree that does not extend what it signed', async () => {
    const other = await testDatabase();
    try {
      const restored = new Ledger(other.work, clock, new PortalLogger('silent'), config);
      await other.work.write((tx) => restored.append(tx, act(1)));
      await restored.sign();
      expect(restored.health().ok).toBe(false);
      expect(await count(other.work.reader, sql`SELECT count(*) AS n FROM ledger_checkpoint`)).toBe(0);
    } finally {
      await other.close();
    }
  });
});

describe('tools/verify-ledger.mjs', () => {
  const verify = (...args: string[]): { status: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(
      'node',
      [join(ROOT, 'tools', 'verify-ledger.mjs'), ...args],
      { encoding: 'utf8' },
    );
    return { status, output: stdout + stderr };
  };
  const file = (name: string): string => join(folder, name);

  beforeAll(async () => {
    await ledger.sign();
    const db = database.work.reader;
    const entries = await ledgerEntries(db, 0, await ledgerSize(db));
    writeFileSync(file('entries.ndjson'), entries.map(({ body }) => `${body}\n`).join(''));
    writeFileSync(file('checkpoint'), (await ledger.checkpoint(db))?.note ?? '');
    writeFileSync(file('key'), ledger.publicKey());
    writeFileSync(file('receipt.json'), JSON.stringify(await ledger.receipt(db, 3)));
  });

  test('accepts the whole ledger and a receipt', () => {
    expect(verify('--bundle', folder, '--receipt', file('receipt.json'))).toMatchObject({ status: 0 });
  });

  test('refuses one changed byte and names the entry', () => {
    const good = readFileSync(file('entries.ndjson'), 'utf8');
    writeFileSync(file('entries.ndjson'), good.replace('GS-2026-2', 'GS-2026-9'));
    const { status, output } = verify('--bundle', folder, '--receipt', file('receipt.json'));
    writeFileSync(file('entries.ndjson'), good);
    expect(status).toBe(1);
    expect(output).toContain('root');
  });

  test('refuses a changed receipt', () => {
    const good = readFileSync(file('receipt.json'), 'utf8');
    writeFileSync(file('receipt.json'), good.replace('GS-2026-3', 'GS-2026-4'));
    const { status, output } = verify('--bundle', folder, '--receipt', file('receipt.json'));
    writeFileSync(file('receipt.json'), good);
    expect(status).toBe(1);
    expect(output).toContain('entry 3');
  });

  test('says how to use it when used wrongly', () => {
    expect(verify()).toMatchObject({ status: 2 });
  });
});

test('changed() answers the rows of a guarded update on both engines', async () => {
  await database.work.write((tx) =>
    run(
      tx,
      sql`INSERT INTO outbox_mail (id, recipient, subject, body, created_at) VALUES ('u', 'a', 'b', 'c', 'd')`,
    ),
  );
  const hit = await database.work.write((tx) =>
    changed(tx, sql`UPDATE outbox_mail SET body = 'n' WHERE id = 'u' RETURNING id`),
  );
  const miss = await database.work.write((tx) =>
    changed(tx, sql`UPDATE outbox_mail SET body = 'n' WHERE id = 'v' RETURNING id`),
  );
  expect([hit.length, miss.length]).toEqual([1, 0]);
});
