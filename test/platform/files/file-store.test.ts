import { existsSync, mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ListEvidence } from '../../../src/credit/lists/case.entity.js';
import { type Outcome } from '../../../src/kernel/outcome.js';
import { count, run, sql } from '../../../src/platform/database/sql.js';
import { FileScans, scanStates, type ScanState } from '../../../src/platform/files/file-scans.js';
import { fileColumns, FileStore, type StoredFile } from '../../../src/platform/files/file-store.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { type Portal, startPortal } from '../../support/app.js';
import { EICAR, fakeClamd, type FakeClamd } from '../../support/fake-clamd.js';

const keep = async ({ app, dataDir }: Portal, content: string): Promise<Outcome<StoredFile>> => {
  const folder = join(dataDir, 'incoming');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, randomBytes(8).toString('hex'));
  writeFileSync(path, content);
  return app.get(FileStore).keep({ path, name: '说明.txt' });
};
const kept = async (portal: Portal, content: string): Promise<string> => {
  const outcome = await keep(portal, content);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.value.sha256;
};
const pathOf = ({ dataDir }: Portal, sha256: string): string =>
  join(dataDir, 'files', sha256.slice(0, 2), sha256);
const read = async ({ app }: Portal, sha256: string): Promise<string> =>
  text(await app.get(FileStore).read(sha256));
const stateOf = async ({ work }: Portal, sha256: string): Promise<ScanState | undefined> =>
  (await scanStates(work.reader, [sha256])).get(sha256);

describe('without a scanner', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  test('a file is kept once by its content and comes back as it was, without a verdict', async () => {
    const sha256 = await kept(portal, '章程');
    expect(await kept(portal, '章程')).toBe(sha256);
    expect([await read(portal, sha256), await stateOf(portal, sha256)]).toEqual(['章程', undefined]);
  });

  test('a stored file that has changed is never handed out (R7)', async () => {
    const sha256 = await kept(portal, '原文');
    writeFileSync(pathOf(portal, sha256), '改文');
    await expect(read(portal, sha256)).rejects.toMatchObject({ kind: 'file-broken' });
  });

  test('every table with files of its own is asked before one is taken away', () => {
    const tables = fileColumns(portal.work.reader).map(([table]) => table);
    expect(tables).toEqual(
      expect.arrayContaining(['application_attachment', 'objection_file', 'credit_file', 'list_evidence']),
    );
  });

  test('only what no row names and what is older than a day is collected', async () => {
    const { app, clock, work } = portal;
    const [named, old, young] = [
      await kept(portal, '有记录'),
      await kept(portal, '无记录'),
      await kept(portal, '新文件'),
    ];
    const before = new Date(Date.parse(clock.now()) - 86_400_000);
    const longAgo = new Date(before.getTime() - 1_000);
    const broken = join(portal.dataDir, 'incoming', 'broken-off');
    writeFileSync(broken, 'half');
    for (const path of [pathOf(portal, named), pathOf(portal, old), broken])
      utimesSync(path, longAgo, longAgo);
    utimesSync(pathOf(portal, young), before, before);
    await work.write((tx) =>
      tx.insert(ListEvidence, {
        id: 'named',
        subjectType: 'case',
        subjectId: 'none',
        side: 'body',
        name: '说明.txt',
        sha256: named,
        size: 9,
        type: 'text/plain',
        addedAt: clock.now(),
      }),
    );
    await app.get(FileStore).collect(before.toISOString());
    expect(
      [pathOf(portal, named), pathOf(portal, old), pathOf(portal, young), broken].map((path) =>
        existsSync(path),
      ),
    ).toEqual([true, false, true, false]);
  });
});

describe.each(['tcp', 'unix'] as const)('with a scanner over %s', (way) => {
  let clamd: FakeClamd;
  let portal: Portal;
  beforeAll(async () => {
    const socket = join(mkdtempSync(join(tmpdir(), 'clamd-')), 's');
    clamd = await fakeClamd(way === 'unix' ? socket : undefined);
    portal = await startPortal(undefined, 'test', { SCANNER_URL: clamd.url });
  });
  afterAll(async () => {
    await portal.close();
    await clamd.close();
  });

  test('a virus is refused and not kept, in a file of many portions too (C63)', async () => {
    const outcome = await keep(portal, `${'长'.repeat(200_000)}${EICAR}`);
    expect(outcome).toMatchObject({ ok: false, findings: [{ code: 'file-virus', field: 'file' }] });
    expect(
      await count(portal.work.reader, sql`SELECT count(*) AS n FROM file_scan WHERE state = 'FOUND'`),
    ).toBe(1);
    const clean = await kept(portal, '干净');
    expect([await stateOf(portal, clean), await read(portal, clean)]).toEqual(['CLEAN', '干净']);
  });

  test.each(['hangs-up', 'nonsense'] as const)(
    'a scanner that %s is no "clean": the file waits, nobody gets it, and the job looks again',
    async (mood) => {
      const { app, clock } = portal;
      clamd.mood = mood;
      const sha256 = await kept(portal, `等待 ${mood}`);
      expect(await stateOf(portal, sha256)).toBe('WAITING');
      await expect(read(portal, sha256)).rejects.toMatchObject({ kind: 'file-held' });
      clock.advance(1_000);
      await app.get(Jobs).runDue();
      expect(await stateOf(portal, sha256)).toBe('WAITING');
      clamd.mood = 'answers';
      clock.advance(3_600_000);
      await app.get(Jobs).runDue();
      expect([await stateOf(portal, sha256), await read(portal, sha256)]).toEqual(['CLEAN', `等待 ${mood}`]);
    },
  );

  test('what was kept before there was a scanner is looked at before it leaves', async () => {
    const { work } = portal;
    const [clean, bad] = [await kept(portal, '旧文件'), await kept(portal, '旧病毒')];
    await work.write((tx) => run(tx, sql`DELETE FROM file_scan WHERE sha256 IN (${clean}, ${bad})`));
    clamd.viruses.push('旧病毒');
    expect(await read(portal, clean)).toBe('旧文件');
    await expect(read(portal, bad)).rejects.toMatchObject({ kind: 'file-quarantined' });
    expect(await stateOf(portal, bad)).toBe('FOUND');
  });

  test('what the scanner learns to know later goes into quarantine at night, and its users are told once', async () => {
    const { app, clock, work } = portal;
    const sha256 = await kept(portal, '后来才知道的病毒');
    const told: string[] = [];
    app.get(FileScans).onFound((_, found) => {
      told.push(found);
      return Promise.resolve();
    });
    clamd.viruses.push('后来才知道');
    expect(await app.get(FileScans).nightly()).toBe(0);
    expect(await read(portal, sha256)).toBe('后来才知道的病毒');
    clock.advance(31 * 86_400_000);
    expect(await app.get(FileScans).nightly()).toBeGreaterThan(0);
    await app.get(FileScans).nightly();
    await expect(read(portal, sha256)).rejects.toMatchObject({ kind: 'file-quarantined' });
    expect(told).toEqual([sha256]);
    const lines = await count(
      work.reader,
      sql`SELECT count(*) AS n FROM audit_line WHERE action = 'file-quarantined' AND subject_id = ${sha256}`,
    );
    expect(lines).toBe(1);
    // The same content again, under whatever name, is known.
    clamd.mood = 'hangs-up';
    expect(await keep(portal, '后来才知道的病毒')).toMatchObject({
      ok: false,
      findings: [{ code: 'file-virus' }],
    });
    await expect(read(portal, sha256)).rejects.toMatchObject({ kind: 'file-quarantined' });
    clamd.mood = 'answers';
  });
});
