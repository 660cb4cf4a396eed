import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { Ledger } from '../../src/platform/ledger/ledger.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';

let portal: DemoPortal;
const folder = mkdtempSync(join(tmpdir(), 'portal-bundle-'));
beforeAll(async () => {
  portal = await demoPortal('awards');
}, 120_000);
afterAll(async () => {
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});
const json = async <T>(path: string): Promise<T> => (await portal.web.visitor.get(path)).json<T>();

test('the home page shows the published figures with their day', async () => {
  const { page } = await portal.web.visitor.get('/');
  for (const figure of ['12.6', '295', '38', '2019-07-11']) expect(page.text()).toContain(figure);
  expect(page.text()).toMatch(/9 \+ 36/);
});

test.each([
  ['2017-10-31', 104],
  ['2018-10-31', 69],
  ['2019-10-31', 57],
])('on %s the city had %d townships (domain.md 9)', async (day, expected) => {
  const { items } = await json<{ items: { kind: string }[] }>(
    `/open-data/divisions.json?on=${day}&pageSize=500`,
  );
  expect(items.filter(({ kind }) => ['town', 'township'].includes(kind))).toHaveLength(expected);
});

describe('the functions board', () => {
  const handovers = parse(readFileSync(join(ROOT, 'seeds/demo/function-handovers.csv')), {
    columns: true,
  }) as {
    taken_on: string;
    ended_on: string;
  }[];
  const days = ['2019-07-11', '2026-11-24'];
  for (let year = 2017; year <= 2026; year += 1)
    for (let month = 1; month <= 12; month += 1)
      days.push(new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10));

  test.each(days.filter((day) => day >= '2017-03-01' && day <= '2026-11-24'))(
    'counts on %s what the history of handovers says',
    async (day) => {
      const expected = handovers.filter(
        ({ taken_on: from, ended_on: until }) => from !== '' && from <= day && (until === '' || until > day),
      ).length;
      const board = await json<{ takenOn: number; published: number; items: { takenOn: boolean }[] }>(
        `/functions.json?on=${day}`,
      );
      expect(board).toMatchObject({ takenOn: expected, published: 50 });
      expect(board.items.filter(({ takenOn }) => takenOn)).toHaveLength(expected);
      if (day >= '2019-07-11') expect(expected).toBe(38);
    },
  );
});

test('every submission, award and notice has a proof that the independent checker accepts', async () => {
  const visitor = portal.web.visitor;
  await portal.app.get(Ledger).sign();
  const checkpoint = (await visitor.get('/ledger/checkpoint')).body;
  const size = Number(checkpoint.split('\n')[1]);
  const lines: string[] = [];
  for (let start = 0; start < size; start += 1_000)
    lines.push(
      ...(await visitor.get(`/ledger/entries?start=${start}&end=${Math.min(size, start + 1_000)}`)).body
        .split('\n')
        .slice(0, -1),
    );
  writeFileSync(join(folder, 'entries.ndjson'), lines.map((line) => `${line}\n`).join(''));
  writeFileSync(join(folder, 'checkpoint'), checkpoint);
  writeFileSync(join(folder, 'key'), (await visitor.get('/ledger/key')).body);
  const acts = lines.map((line) => JSON.parse(line) as { seq: number; type: string });
  const wanted = acts.filter(({ type }) =>
    ['application.received', 'award.decided', 'award.confirmed', 'notice.published'].includes(type),
  );
  const count = (wantedType: string): number => wanted.filter(({ type }) => type === wantedType).length;
  expect(count('application.received')).toBeGreaterThan(100);
  for (const type of ['award.confirmed', 'notice.published']) expect(count(type)).toBeGreaterThan(2);
  const receipts: string[] = [];
  for (const { seq } of wanted) {
    const proof = await json<object>(`/ledger/proof/inclusion?index=${seq}&size=${size}`);
    const file = join(folder, `receipt-${seq}.json`);
    writeFileSync(file, JSON.stringify({ line: lines[seq], proof, checkpoint }));
    receipts.push('--receipt', file);
  }
  const check = (): number | null =>
    spawnSync('node', [join(ROOT, 'tools/verify-ledger.mjs'), '--bundle', folder, ...receipts]).status;
  expect(check()).toBe(0);
  // One byte of one line changed: refused.
  const [first = { seq: 0 }] = wanted;
  lines[first.seq] = (lines[first.seq] ?? '').replace(/(?<="ref":")./, (one) => (one === '1' ? '2' : '1'));
  writeFileSync(join(folder, 'entries.ndjson'), lines.map((line) => `${line}\n`).join(''));
  expect(check()).toBe(1);
}, 60_000);

const LISTS = [
  '/organizations',
  '/projects',
  '/rounds',
  '/notices',
  '/functions',
  '/centres',
  '/credit/abnormal',
  '/credit/serious',
];

test('public pages weigh at most 30 kB, styles 18 kB, scripts 4 kB, gzipped', async () => {
  const heavy: string[] = [];
  for (const path of [
    '/',
    ...LISTS,
    '/rounds/2019-01',
    '/notices/GS-2019-001',
    '/functions/HA-FT-01',
    '/statistics',
    '/search?q=养老',
  ]) {
    const reply = await portal.web.visitor.get(path);
    expect([path, reply.statusCode]).toEqual([path, 200]);
    if (gzipSync(reply.rawPayload).length > 30_000) heavy.push(path);
  }
  expect(heavy).toEqual([]);
  const together = (folder: string, names: readonly string[]): number =>
    gzipSync(Buffer.concat(names.map((name) => readFileSync(join(ROOT, 'public', folder, name))))).length;
  // The sources themselves; what is served is smaller still.
  expect(together('css', readdirSync(join(ROOT, 'public/css')))).toBeLessThan(18_000);
  expect(together('js', ['site.js'])).toBeLessThan(4_000);
});

test.each([...LISTS, '/search?q=养老'])(
  '%s asks the database as often for many rows as for one',
  async (path) => {
    const query = jest.spyOn(portal.work.reader, 'query');
    const count = async (pageSize: number): Promise<number> => {
      query.mockClear();
      const reply = await portal.web.visitor.get(
        `${path}${path.includes('?') ? '&' : '?'}pageSize=${pageSize}`,
      );
      expect(reply.statusCode).toBe(200);
      return query.mock.calls.length;
    };
    const [one, many] = [await count(1), await count(100)];
    query.mockRestore();
    expect(one).toBeGreaterThan(0);
    expect(many).toBe(one);
    expect(many).toBeLessThanOrEqual(8);
  },
);
