import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROLES } from '../../../src/kernel/viewer.js';
import { row, rows, run, sql } from '../../../src/platform/database/sql.js';
import { Ledger } from '../../../src/platform/ledger/ledger.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { viewerNamed } from '../../../src/accounts/accounts.queries.js';
import { PASSWORD, type Portal, startPortal } from '../../support/app.js';
import { type Body, castOf, plantDraft } from '../../support/call.js';
import { publishedRound } from '../../support/round.js';
import { rowsWith } from '../../support/dump.js';
import { Browser, type Reply } from '../../support/web.js';

/** Words that stand nowhere else: whoever finds one outside the organization's own pages has found a leak. */
const CANARY = '鹊起青萍';
const FILE_CANARY = '鹊起附件';
const ROUND = '2026-01';
const OWN = `/org/rounds/${ROUND}/application`;
const DESK = `/bureau/rounds/${ROUND}`;
const AFTER = '2026-11-23T09:00:00.000Z';

let portal: Portal;
let bodies: readonly Body[];
let id: string;
let lines: unknown;
let attachment: string;
const folder = mkdtempSync(join(tmpdir(), 'sealed-'));

beforeAll(async () => {
  portal = await startPortal('2026-11-02T01:00:00.000Z');
  bodies = await castOf(portal, 4);
  for (const role of ROLES)
    await portal.account(
      `a-${role}`,
      [role],
      role.startsWith('applicant') ? { organizationId: bodies[1]?.id ?? null } : {},
    );
  const officer = await viewerNamed(portal.work.reader, 'officer');
  if (officer === null) throw new Error('no officer');
  await publishedRound(portal.app, officer, '2026-11-02');
  portal.clock.set('2026-11-03T01:00:00.000Z');
  id = await plantDraft(portal, ROUND, first(bodies), {
    title: `${CANARY}项目`,
    content: { need: `${CANARY}的需求`, summary: CANARY, team: [{ id: 'x', name: CANARY, role: '负责人' }] },
  });
  await portal.work.write((tx) =>
    run(
      tx,
      sql`UPDATE budget_line SET item = ${`${CANARY}活动`} WHERE application_id = ${id} AND position = 0`,
    ),
  );
  lines = await budget();
  const web = portal.web.as('ngo-1');
  const sent = {
    field: 'file',
    name: `${FILE_CANARY}.txt`,
    type: 'text/plain',
    content: Buffer.from('附件内容'),
  };
  const reply = await web.upload(`${OWN}/attachments`, sent, {}, `${OWN}/attachments`);
  expect(reply.statusCode).toBe(303);
  const kept = await row<{ id: string }>(
    portal.work.reader,
    sql`SELECT id FROM application_attachment WHERE application_id = ${id}`,
  );
  attachment = kept?.id ?? '';
  await plantDraft(portal, ROUND, bodies[1] ?? first(bodies));
  await plantDraft(portal, ROUND, bodies[3] ?? first(bodies));
}, 120_000);
afterAll(async () => {
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

const first = (list: readonly Body[]): Body => {
  const [one] = list;
  if (one === undefined) throw new Error('nobody');
  return one;
};
const budget = (): Promise<unknown> =>
  rows(portal.work.reader, sql`SELECT * FROM budget_line WHERE application_id = ${id} ORDER BY position`);
const plain = (): Promise<unknown> =>
  row(portal.work.reader, sql`SELECT title, field, content, asked_fen FROM application WHERE id = ${id}`);
const version = async (): Promise<number> =>
  Number(
    (
      await row<{ version: number }>(
        portal.work.reader,
        sql`SELECT version FROM application WHERE id = ${id}`,
      )
    )?.version,
  );

async function handIn(username: string, at: number): Promise<Reply> {
  return portal.web.as(username).post(`${OWN}/submission`, { declared: 'yes', version: at }, `${OWN}/check`);
}

/** Everything that somebody reaches by links from the start pages, and of each page its JSON; at most one more of a kind. */
async function walk(browser: Browser): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  const kinds = new Map<string, number>();
  const waiting = [
    '/',
    '/account',
    '/org',
    '/bureau',
    '/review',
    '/department',
    '/centre',
    '/admin/audit',
    '/ledger',
    `/rounds/${ROUND}`,
    `${DESK}/applications`,
    `${DESK}/opening`,
    `${DESK}/extensions`,
    `${DESK}/awards`,
    `/bureau/applications/${ROUND}-0001`,
    `/bureau/attachments/${attachment}`,
    `/org/attachments/${attachment}`,
    `/bureau/organizations/${first(bodies).creditCode}/timeline`,
    `/verify/${ROUND}-0001`,
    `/search?q=${encodeURIComponent(CANARY)}`,
    '/ledger/entries?start=0&end=1',
  ];
  const asked = new Set(waiting);
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const kind = address.replace(/\d[^/?]*|[0-9A-Z]{18}/g, ':id').split('?')[0] ?? '';
    const met = kinds.get(kind) ?? 0;
    if (
      seen.has(address) ||
      (!asked.has(address) && (met >= 1 || /[?&](?:mode|theme|lang|print)=/.test(address)))
    )
      continue;
    kinds.set(kind, met + 1);
    const reply = await browser.get(address);
    seen.set(address, reply.rawPayload.toString('utf8'));
    if (reply.statusCode >= 400 || !String(reply.headers['content-type']).includes('html')) continue;
    const path = address.split('?')[0] ?? '/';
    seen.set(`${path}.json`, (await browser.get(`${path}.json`)).rawPayload.toString('utf8'));
    waiting.push(
      ...reply.page.links().filter((href) => href.startsWith('/') && !href.startsWith('/sign-out')),
    );
  }
  return seen;
}

async function crawled(username: string | null): Promise<ReadonlyMap<string, string>> {
  const browser = new Browser(portal.app);
  if (username !== null) await browser.post('/sign-in', { username, password: PASSWORD });
  return walk(browser);
}
const hits = (pages: ReadonlyMap<string, string>, word: string): string[] =>
  [...pages].filter(([, text]) => text.includes(word)).map(([address]) => address);

test('before handing in the words are in the database, and the crawl of the organization finds them: a leak would be seen', async () => {
  expect((await rowsWith(portal.work.reader, CANARY)).length).toBeGreaterThan(1);
  expect(hits(await crawled('ngo-1'), CANARY).length).toBeGreaterThan(1);
});

test('the check page says what is missing by the same function, and the statement has to be ticked', async () => {
  const check = await portal.web.as('ngo-1').get(`${OWN}/check`);
  expect(check.page.text()).toContain(`${CANARY}的需求`);
  const unticked = await portal.web
    .as('ngo-1')
    .post(`${OWN}/submission`, { version: await version() }, `${OWN}/check`);
  expect([unticked.statusCode, unticked.page.error('declared') !== null]).toEqual([422, true]);
  const stale = await handIn('ngo-1', 1);
  expect([stale.statusCode, stale.page.text().includes('核对之后草稿又有改动')]).toEqual([422, true]);
  expect(
    (await portal.web.as('a-applicant-finance').post(`${OWN}/submission`, { declared: 'yes', version: 1 }))
      .statusCode,
  ).toBe(403);
});

test('two at once for one organization give one receipt, and the second is led to it', async () => {
  const at = await version();
  const replies = await Promise.all([handIn('ngo-1', at), handIn('ngo-1', at)]);
  expect(replies.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
    [303, `${OWN}/receipt`],
    [303, `${OWN}/receipt`],
  ]);
  const received = await rows(
    portal.work.reader,
    sql`SELECT seq FROM ledger_entry WHERE body LIKE '%"application.received"%'`,
  );
  expect(received).toHaveLength(1);
  // Nor does the public line say who acted.
  const [line] = await rows<{ body: string }>(
    portal.work.reader,
    sql`SELECT body FROM ledger_entry WHERE body LIKE '%"application.received"%'`,
  );
  const { id: bodyId, viewer } = first(bodies);
  expect([viewer.accountId, bodyId].filter((who) => line?.body.includes(who))).toEqual([]);
  await handIn('ngo-2', 1);
  await handIn('ngo-4', 1);
});

test('sealed: no table, no page, export, search, JSON, file or line of the trail shows anything of it to any role', async () => {
  expect(await rowsWith(portal.work.reader, CANARY)).toEqual([]);
  expect(await rowsWith(portal.work.reader, FILE_CANARY)).toEqual([]);
  const leaks: string[] = [];
  const rights = [null, ...ROLES.map((role) => `a-${role}`), 'officer', 'ngo-3'];
  for (const username of rights) {
    const pages = await crawled(username);
    for (const word of [CANARY, FILE_CANARY, '附件内容'])
      leaks.push(
        ...hits(pages, word)
          .filter((address) => !address.startsWith('/search?'))
          .map((address) => `${username ?? 'visitor'} ${address} ${word}`),
      );
    // Nor who applied: neither the trail nor the ledger nor a desk of the round names the applicant or its account.
    const { name, viewer } = first(bodies);
    for (const word of [name, viewer.name])
      leaks.push(
        ...hits(pages, word)
          .filter(
            (address) =>
              address.startsWith(DESK) ||
              address.startsWith('/ledger') ||
              /^\/bureau\/(?:applications|attachments)/.test(address),
          )
          .map((address) => `${username ?? 'visitor'} ${address} ${word}`),
      );
    leaks.push(
      ...hits(pages, 'application-submitted').map((address) => `${username ?? 'visitor'} ${address} trail`),
    );
  }
  expect(leaks).toEqual([]);
  // The organization itself reads its own.
  const own = await crawled('ngo-1');
  expect(hits(own, CANARY)).toEqual(expect.arrayContaining(['/org', OWN]));
  const file = await portal.web.as('ngo-1').get(`/org/attachments/${attachment}`);
  expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain(FILE_CANARY);
}, 600_000);

test('the receipt and the downloaded application prove themselves without the server', async () => {
  const web = portal.web.as('ngo-1');
  const receipt = await web.get(`${OWN}/receipt`);
  expect(receipt.page.text()).toContain(`${FILE_CANARY}.txt`);
  expect((await web.get(`${OWN}/receipt.pdf`)).rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  await portal.app.get(Ledger).sign();
  const [json, content, key] = ['receipt.json', 'content.json', 'key'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(json, (await web.get(`${OWN}/receipt.json`)).body);
  writeFileSync(content, (await web.get(`${OWN}/content.json`)).rawPayload);
  writeFileSync(key, portal.app.get(Ledger).publicKey());
  const hash = createHash('sha256').update(readFileSync(content)).digest('hex');
  expect(receipt.page.text()).toContain(hash);
  const verified = (): number | null =>
    spawnSync('node', [
      join(ROOT, 'tools/verify-ledger.mjs'),
      '--receipt',
      json,
      '--key',
      key,
      '--application',
      content,
    ]).status;
  expect(verified()).toBe(0);
  writeFileSync(content, readFileSync(content, 'utf8').replace(CANARY, '改过的话'));
  expect(verified()).toBe(1);
});

test('taken back it stays sealed; begun again it is the draft it was, and it keeps its number', async () => {
  const web = portal.web.as('ngo-1');
  expect((await web.post(`${OWN}/withdrawal`, {}, `${OWN}/receipt`)).headers.location).toBe('/org');
  expect(await rowsWith(portal.work.reader, CANARY)).toEqual([]);
  expect((await web.get(`${OWN}/receipt`)).statusCode).toBe(404);
  expect((await web.post(OWN, {}, '/org')).headers.location).toBe(OWN);
  expect(await budget()).toEqual(lines);
  expect((await web.get(`${OWN}/check`)).page.text()).toContain(`${CANARY}的需求`);
  expect((await handIn('ngo-1', await version())).statusCode).toBe(303);
  expect((await web.get(`${OWN}/receipt`)).page.text()).toContain(`${ROUND}-0001`);
});

test('more time for one body: asked by one, given by another, for nobody else, counted in public', async () => {
  const page = `${DESK}/extensions`;
  const officer = portal.web.as('officer');
  const ask = {
    organization: bodies[2]?.creditCode ?? '',
    until: '2026-11-24T17:00',
    reason: '停电（虚构）',
  };
  expect(
    (await officer.post(page, { ...ask, until: '2026-11-30T17:01' }, page)).page.error('until'),
  ).toContain('7 天');
  expect((await officer.post(page, { ...ask, organization: '91320800MA1' }, page)).statusCode).toBe(422);
  expect((await officer.post(page, ask, page)).statusCode).toBe(303);
  const { id: asked } = (await row<{ id: string }>(
    portal.work.reader,
    sql`SELECT id FROM application_extension`,
  )) ?? { id: '' };
  const act = `/bureau/extensions/${asked}/confirmation`;
  expect((await officer.post(act, {}, page)).statusCode).toBe(422);
  expect((await portal.web.visitor.get(`/rounds/${ROUND}.json`)).json()).toMatchObject({ extensions: 0 });
  expect((await portal.web.as('a-chair').post(act, {}, page)).statusCode).toBe(303);
  expect((await portal.web.visitor.get(`/rounds/${ROUND}.json`)).json()).toMatchObject({
    extensions: 1,
    openedAt: null,
  });
  const [entry] = await rows<{ body: string }>(
    portal.work.reader,
    sql`SELECT body FROM ledger_entry WHERE body LIKE '%application.extended%'`,
  );
  expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({ ref: ROUND, data: { inForce: 1 } });
  expect(entry?.body).not.toContain(bodies[2]?.id);
  portal.clock.set(AFTER);
  expect((await new Browser(portal.app).get('/sign-in')).statusCode).toBe(200);
  const late = await startOver('ngo-3');
  expect((await late.get('/org')).page.text()).toContain('2026-11-24 17:00');
  expect((await late.post(OWN, {}, '/org')).headers.location).toBe(OWN);
  const rival = await startOver('ngo-1');
  expect((await rival.post(`${OWN}/withdrawal`, {}, `${OWN}/receipt`)).statusCode).toBe(422);
  // Nobody closes or opens while it runs.
  const closing = await (await startOver('officer')).post(`${DESK}/close`, {}, DESK);
  expect(closing.statusCode).toBe(422);
  portal.clock.set('2026-11-24T09:00:00.000Z');
});

test('opening takes two people; what was changed under the seal is named and stays closed until the own file mends it', async () => {
  const officer = await startOver('officer');
  const second = await startOver('officer-2');
  const page = `${DESK}/opening`;
  expect((await officer.post(`${page}/proposal`, {}, page)).statusCode).toBe(422);
  expect((await officer.post(`${DESK}/close`, {}, DESK)).statusCode).toBe(303);
  expect((await second.post(`${page}/confirmation`, {}, page)).statusCode).toBe(422);
  expect((await officer.post(`${page}/proposal`, {}, page)).statusCode).toBe(303);
  expect((await officer.post(`${page}/confirmation`, {}, page)).statusCode).toBe(422);
  expect(await rowsWith(portal.work.reader, CANARY)).toEqual([]);
  const own = await startOver('ngo-1');
  const content = (await own.get(`${OWN}/content.json`)).rawPayload;
  await portal.work.write((tx) =>
    run(
      tx,
      sql`UPDATE application_seal SET sealed = substr(sealed, 1, 40) || 'AAAA' || substr(sealed, 45) WHERE application_id = ${id}`,
    ),
  );
  // A seal that opens and holds something else than was received: only the hash can tell.
  await portal.work.write((tx) =>
    run(tx, sql`UPDATE application SET content_hash = ${'0'.repeat(64)} WHERE number = ${`${ROUND}-0003`}`),
  );
  expect((await second.post(`${page}/confirmation`, {}, page)).statusCode).toBe(303);
  const alarm = await second.get(page);
  expect(alarm.page.text()).toContain('与受理时的摘要不一致');
  expect(alarm.page.text()).toContain(`${ROUND}-0001`);
  expect(alarm.page.text()).toContain(`${ROUND}-0003`);
  expect((await second.get(`/bureau/applications/${ROUND}-0001`)).statusCode).toBe(404);
  expect((await second.get(`/bureau/applications/${ROUND}-0003`)).statusCode).toBe(404);
  expect((await second.get(`/bureau/applications/${ROUND}-0002`)).statusCode).toBe(200);
  const [entry] = await rows<{ body: string }>(
    portal.work.reader,
    sql`SELECT body FROM ledger_entry WHERE body LIKE '%"application.opened"%'`,
  );
  const other = await row<{ hash: string }>(
    portal.work.reader,
    sql`SELECT content_hash AS hash FROM application WHERE number = ${`${ROUND}-0002`}`,
  );
  const digest = createHash('sha256')
    .update(`${ROUND}-0002 ${other?.hash ?? ''}\n`)
    .digest('hex');
  expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({
    data: { applications: 1, digest, broken: [`${ROUND}-0001`, `${ROUND}-0003`] },
  });
  const upload = (bytes: Buffer): Promise<Reply> =>
    second.upload(
      `${page}/repair`,
      { field: 'file', name: 'a.json', type: 'application/json', content: bytes },
      {},
      page,
    );
  expect((await upload(Buffer.from(content.toString('utf8').replace(CANARY, '别的')))).statusCode).toBe(422);
  expect((await upload(content)).statusCode).toBe(303);
  // Byte for byte what was handed in.
  expect(await budget()).toEqual(lines);
  expect(await plain()).toMatchObject({ title: `${CANARY}项目`, field: 'ELDERLY' });
  expect((await second.get(`/bureau/applications/${ROUND}-0001`)).page.text()).toContain(CANARY);
  expect((await second.get('/admin/audit')).statusCode).toBe(403);
  expect(hits(await crawled('a-auditor'), 'application-submitted')).toContain('/admin/audit');
  expect((await second.post(`${page}/confirmation`, {}, page)).statusCode).toBe(422);
}, 120_000);

async function startOver(username: string): Promise<Browser> {
  const browser = new Browser(portal.app);
  const reply = await browser.post('/sign-in', { username, password: PASSWORD });
  if (reply.statusCode !== 303) throw new Error(`${username}: ${reply.statusCode}`);
  return browser;
}
