import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { MergesService } from '../../src/organizations/merges.service.js';
import { mergeByNumber, merges } from '../../src/organizations/merges.queries.js';
import { rows, run, sql } from '../../src/platform/database/sql.js';
import { type Portal, startPortal } from '../support/app.js';

let portal: Portal;
let first: SignedIn;
let second: SignedIn;
beforeAll(async () => {
  portal = await startPortal();
  first = await portal.account('first', ['registry-officer']);
  second = await portal.account('second', ['chair']);
});
afterAll(() => portal.close());

const code = (n: number): string =>
  makeCreditCode('ASSOCIATION', '320812', `MJ99${n.toString().padStart(4, '0')}`);

/** A body straight into the table, as an import or a repair by hand would: the triggers see every path. */
async function put(n: number, status = 'REGISTERED'): Promise<void> {
  await portal.work.write((tx) =>
    run(
      tx,
      sql`INSERT INTO organization (id, credit_code, legal_status, name, type, status, authority_code, division_code, legal_representative, established_on, address,
            business_scope, initials, recorded_at, version)
          VALUES (${`body-${n}`}, ${code(n)}, 'REGISTERED', ${`=名称${n}协会`}, 'ASSOCIATION', ${status}, '320812', '320812', '张三', '2015-01-01', ${`某路${n}号`}, '', 'x', '2018-01-01T00:00:00.000Z', 1)`,
    ),
  );
}

interface Change {
  readonly seq: number;
  readonly creditCode: string;
  readonly organization: { readonly creditCode: string } | null;
}

/** Every change after a cursor, page by page along `next`. */
async function feed(since: number, limit: number): Promise<Change[]> {
  const all: Change[] = [];
  let next: string | null = `/open-data/organization-changes.json?since=${since}&limit=${limit}`;
  while (next !== null) {
    const reply = await portal.web.visitor.get(next);
    expect(reply.statusCode).toBe(200);
    const answer: { items: Change[]; next: string | null } = reply.json();
    all.push(...answer.items);
    next = answer.next;
  }
  return all;
}

/** A copy kept by somebody outside: the changes applied in their order. */
function apply(copy: Map<string, object>, changes: readonly Change[]): void {
  for (const { creditCode, organization } of changes)
    if (organization === null) copy.delete(creditCode);
    else copy.set(creditCode, organization);
}

const inOrder = (copy: ReadonlyMap<string, object>): object[] =>
  [...copy].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, body]) => body);

async function file(): Promise<{ bodies: object[]; cursor: number }> {
  const reply = await portal.web.visitor.get('/open-data/organizations.jsonl');
  const cursor = /organizations-(\d+)\.jsonl/.exec(String(reply.headers['content-disposition']))?.[1];
  const lines = reply.body.split('\n').filter(Boolean);
  return { bodies: lines.map((line) => JSON.parse(line) as object), cursor: Number(cursor) };
}

/** Merges or takes back at random, through the service with its two persons. */
async function mergeOrBack(random: (below: number) => number): Promise<void> {
  const desk = portal.app.get(MergesService);
  const reader = portal.work.reader;
  const done = (await merges(reader)).filter(({ status }) => status === 'MERGED');
  const back = done[random(done.length + 1)];
  if (back !== undefined) {
    await desk.askBack(first, back.number, { reason: '核实后分开', version: back.version });
    await desk.decideBack(second, back.number, 'undo', { version: back.version + 1 });
    return;
  }
  const all = await rows<{ code: string }>(
    reader,
    sql`SELECT credit_code AS code FROM organization WHERE credit_code IS NOT NULL ORDER BY credit_code`,
  );
  const [a, b] = [all[random(all.length)], all[random(all.length)]];
  if (a === undefined || b === undefined || a.code === b.code) return;
  const proposed = await desk.propose(first, { survivor: a.code, absorbed: b.code, reason: '同一组织' });
  if (!proposed.ok) return;
  const one = await mergeByNumber(reader, proposed.value);
  await desk.decide(second, proposed.value, 'merge', { version: one?.version ?? 0 });
}

test('A12: replaying the feed from empty gives exactly the file, at any moment and from any cursor', async () => {
  let state = 77;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const follower = new Map<string, object>();
  let cursor = 0;
  let made = 0;
  for (let round = 0; round < 120; round += 1) {
    const act = random(6);
    if (act === 0) await put((made += 1), random(4) === 0 ? 'PREPARING' : 'REGISTERED');
    if (act === 1) {
      await put((made += 1));
      await put((made += 1), 'PREPARING');
    }
    const target = `body-${1 + random(Math.max(1, made))}`;
    if (act === 2)
      await portal.work.write((tx) =>
        run(
          tx,
          sql`UPDATE organization SET address = ${`迁址${round}号`}, version = version + 1 WHERE id = ${target}`,
        ),
      );
    if (act === 3)
      await portal.work.write((tx) =>
        run(
          tx,
          sql`UPDATE organization SET status = CASE WHEN status = 'PREPARING' THEN 'REGISTERED' ELSE 'DEREGISTERED' END WHERE id IN (${target}, 'body-1', 'body-2')`,
        ),
      );
    if (act >= 4) await mergeOrBack(random);
    if (round % 10 !== 9) continue;
    const { bodies } = await file();
    const replayed = new Map<string, object>();
    apply(replayed, await feed(0, 1 + random(7)));
    expect(inOrder(replayed)).toEqual(bodies);
    const news = await feed(cursor, 3);
    apply(follower, news);
    cursor = news.at(-1)?.seq ?? cursor;
    expect(inOrder(follower)).toEqual(bodies);
  }
  expect(made).toBeGreaterThan(20);
  const everSeen = await feed(0, 1_000);
  expect(everSeen.some(({ organization }) => organization === null)).toBe(true);
  const numbers = everSeen.map(({ seq }) => seq);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
}, 120_000);

test('A12: a refused write leaves no gap, and a change moves a body to the end of the feed', async () => {
  const before = (await file()).cursor;
  await expect(
    portal.work.write(async (tx) => {
      await run(tx, sql`UPDATE organization SET address = '不会留下' WHERE id = 'body-1'`);
      throw new Error('back');
    }),
  ).rejects.toThrow('back');
  expect((await file()).cursor).toBe(before);
  await put(900);
  const news = await feed(before, 10);
  expect(news.map(({ seq, creditCode }) => [seq, creditCode])).toEqual([[before + 1, code(900)]]);
});

test('A12: many rows in one statement take numbers one after another', async () => {
  const before = (await file()).cursor;
  await portal.work.write((tx) =>
    run(tx, sql`UPDATE organization SET business_scope = '同一语句' WHERE status <> 'PREPARING'`),
  );
  const news = await feed(before, 1_000);
  expect(news.map(({ seq }) => seq)).toEqual(news.map((_, i) => before + 1 + i));
  expect(news.length).toBe((await file()).bodies.length);
});

test('A12: the CSV opens in spreadsheets, says the same, and no cell is a formula; bodies never shown are nowhere', async () => {
  await put(901, 'PREPARING');
  const reply = await portal.web.visitor.get('/open-data/organizations.csv');
  expect(reply.body.startsWith('\ufeffcreditCode,name,')).toBe(true);
  expect(reply.headers['content-type']).toContain('text/csv');
  const table = parse(reply.body, { bom: true, columns: true }) as Record<string, string>[];
  const { bodies } = await file();
  expect(table.map((one) => one['creditCode'])).toEqual(
    bodies.map((one) => (one as { creditCode: string }).creditCode),
  );
  expect(table[0]?.['name']).toMatch(/^'=/);
  expect(table[0]?.['legalRepresentative']).toBe('张*');
  expect(reply.body).not.toContain(code(901));
  expect((await feed(0, 1_000)).map(({ creditCode }) => creditCode)).not.toContain(code(901));
});

test('A12: a cursor ahead of the register, or none at all, is refused; the page explains the fields', async () => {
  for (const query of ['since=99999999', 'since=-1', 'since=x', 'limit=5000'])
    expect((await portal.web.visitor.get(`/open-data/organization-changes.json?${query}`)).statusCode).toBe(
      400,
    );
  const page = await portal.web.visitor.get('/open-data');
  expect(page.page.text()).toContain('capitalFen');
  expect(page.page.hasLink('/open-data/organizations.csv')).toBe(true);
});
