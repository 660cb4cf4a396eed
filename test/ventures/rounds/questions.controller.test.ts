import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../../src/platform/database/sql.js';
import { type Portal, startPortal } from '../../support/app.js';
import { aCall } from '../../support/calls.js';
import { registeredBody } from '../../support/body.js';

const PUBLIC = '/rounds/2026-01/questions';
const DESK = '/bureau/rounds/2026-01/questions';
const CANARY = '会计能不能兼职（问的人在此）';
let portal: Portal;

const ids = async (): Promise<string[]> =>
  (
    await rows<{ id: string }>(portal.work.reader, sql`SELECT id FROM call_question ORDER BY asked_at, id`)
  ).map(({ id }) => id);
const draft = (id: string, fields: Record<string, string>): Promise<number> =>
  portal.web
    .as('officer')
    .post(`${DESK}/${id}`, fields, `${DESK}/${id}`)
    .then(({ statusCode }) => statusCode);
const items = async (): Promise<Record<string, unknown>[]> =>
  (await portal.web.visitor.get(`${PUBLIC}.json`)).json<{ items: Record<string, unknown>[] }>().items;

beforeAll(async () => {
  portal = await startPortal();
  await portal.account('officer', ['programme-officer']);
  const registrar = await portal.account('registrar', ['registry-officer']);
  const body = await registeredBody(portal, registrar, 'MJ990001', '淮安市测试社');
  await portal.account('ngo', ['applicant'], { organizationId: body });
  await aCall(portal.work, '2026-01');
});
afterAll(() => portal.close());

test('anybody asks; nothing of it is public before it is answered', async () => {
  const asked = await portal.web.visitor.post(
    PUBLIC,
    { text: CANARY, email: 'asker@example.org' },
    `${PUBLIC}/new`,
  );
  expect([asked.statusCode, asked.headers.location]).toEqual([303, PUBLIC]);
  portal.clock.advance(60_000);
  expect(
    (await portal.web.as('ngo').post(PUBLIC, { text: '多个社区可以吗？' }, `${PUBLIC}/new`)).statusCode,
  ).toBe(303);
  for (const path of [
    PUBLIC,
    `${PUBLIC}.json`,
    `${PUBLIC}/feed.atom`,
    `${PUBLIC}/feed.json`,
    '/rounds/2026-01',
  ])
    expect((await portal.web.visitor.get(path)).body).not.toContain('会计');
  const stored = await row<{ sealed: string }>(
    portal.work.reader,
    sql`SELECT contact_sealed AS sealed FROM call_question WHERE contact_sealed IS NOT NULL`,
  );
  expect(stored?.sealed).toMatch(/^v1\./);
  const desk = (await portal.web.as('officer').get(`${DESK}?lang=zh`)).page.text();
  expect(desk).toContain(CANARY);
  expect(desk).toContain('淮安市测试社');
  expect(desk).not.toContain('asker@');
});

test('a refused question keeps what was typed; too many from one address are refused', async () => {
  const refused = await portal.web.visitor.post(PUBLIC, { text: '短', email: 'x' }, `${PUBLIC}/new`);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('短');
  for (let n = 0; n < 8; n += 1)
    expect(
      (await portal.web.visitor.post(PUBLIC, { text: `重复的问题 ${n}` }, `${PUBLIC}/new`)).statusCode,
    ).toBe(303);
  expect((await portal.web.visitor.post(PUBLIC, { text: '又一个问题' }, `${PUBLIC}/new`)).statusCode).toBe(
    429,
  );
});

test('a batch is published at one instant under one line of the ledger; the asker gets one mail and is forgotten', async () => {
  const [first = '', second = '', third = ''] = await ids();
  expect(await draft(first, { question: '会计可以兼职吗？', answer: '打 13800000000', version: '1' })).toBe(
    422,
  );
  expect(await draft(first, { question: '会计可以兼职吗？', answer: '可以。', version: '1' })).toBe(303);
  expect(
    await draft(second, { question: '多个社区可以吗？', answer: '可以，逐一填写。', version: '1' }),
  ).toBe(303);
  expect(await draft(second, { question: '多个社区可以吗？', answer: '旧页面', version: '1' })).toBe(409);
  expect(await items()).toEqual([]);
  const officer = portal.web.as('officer');
  const aside = `${DESK}/${third}/setting-aside`;
  expect((await officer.post(aside, { reason: '', version: '1' }, DESK)).statusCode).toBe(422);
  expect((await officer.post(aside, { reason: '重复', version: '1' }, DESK)).statusCode).toBe(303);
  expect((await officer.post(`${DESK}/publication`, {}, DESK)).statusCode).toBe(422);
  const batch = { 'chosen[0][id]': first, 'chosen[1][id]': second };
  expect((await officer.post(`${DESK}/publication`, batch, DESK)).statusCode).toBe(303);
  const published = await items();
  expect(published.map(({ number, question }) => [number, question])).toEqual([
    [2, '多个社区可以吗？'],
    [1, '会计可以兼职吗？'],
  ]);
  expect(new Set(published.map(({ publishedAt }) => publishedAt)).size).toBe(1);
  const seqs = await rows(portal.work.reader, sql`SELECT DISTINCT ledger_seq AS seq FROM call_answer`);
  expect(seqs).toHaveLength(1);
  const mails = await rows<{ recipient: string; body: string }>(
    portal.work.reader,
    sql`SELECT recipient, body FROM outbox_mail`,
  );
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ recipient: 'asker@example.org' });
  expect(mails[0]?.body).toContain('/rounds/2026-01/questions');
  expect(
    await rows(portal.work.reader, sql`SELECT id FROM call_question WHERE contact_sealed IS NOT NULL`),
  ).toEqual([]);
});

test('a corrected answer keeps the old one beside it, on the page, in the data and in the feed', async () => {
  const [first = ''] = await ids();
  const entry = { question: '会计可以兼职吗？', answer: '可以，但不得兼任出纳。', version: '3' };
  portal.clock.advance(600_000);
  expect(await draft(first, entry)).toBe(422);
  expect(await draft(first, { ...entry, answer: '可以。', reason: '没有变化' })).toBe(422);
  expect(await draft(first, { ...entry, reason: '补充出纳' })).toBe(303);
  expect((await items())[1]).toMatchObject({ answer: '可以。', before: [] });
  expect(
    (await portal.web.as('officer').post(`${DESK}/publication`, { 'chosen[0][id]': first }, DESK)).statusCode,
  ).toBe(303);
  expect((await items())[1]).toMatchObject({
    answer: '可以，但不得兼任出纳。',
    reason: '补充出纳',
    before: [{ answer: '可以。' }],
  });
  const text = (await portal.web.visitor.get(`${PUBLIC}?lang=zh`)).page.text();
  for (const said of ['已更正，现为第 2 版', '补充出纳', '第 1 版']) expect(text).toContain(said);
  const feed = (await portal.web.visitor.get(`${PUBLIC}/feed.json`)).json<{ items: { id: string }[] }>();
  expect(feed.items.map(({ id }) => id.split(':answer:')[1])).toEqual([
    '2026-01:1:2',
    '2026-01:1:1',
    '2026-01:2:1',
  ]);
});

test('an applicant is told of new answers until it says that it has read them', async () => {
  const ngo = portal.web.as('ngo');
  const news = await ngo.get('/org/rounds/2026-01/news?lang=zh');
  expect(news.page.text()).toContain('可以，但不得兼任出纳。');
  const until = /name="until" value="([^"]+)"/.exec(news.body)?.[1] ?? '';
  expect((await ngo.post('/org/rounds/2026-01/news', { until: 'x' })).statusCode).toBe(422);
  expect((await ngo.post('/org/rounds/2026-01/news', { until })).statusCode).toBe(303);
  expect((await ngo.get('/org/rounds/2026-01/news?lang=zh')).page.text()).toContain('没有您还没看过的消息');
});

test('after its end nobody asks any more, and questions of another round are not found', async () => {
  const [first = ''] = await ids();
  await aCall(portal.work, '2026-02', {}, { status: 'CLOSED' });
  expect((await portal.web.as('officer').get(`/bureau/rounds/2026-02/questions/${first}`)).statusCode).toBe(
    404,
  );
  expect((await portal.web.visitor.get('/rounds/2026-02/questions/new')).statusCode).toBe(404);
  portal.clock.set('2026-12-09T01:00:00.000Z');
  expect((await portal.web.visitor.get(`${PUBLIC}/new`)).statusCode).toBe(404);
  expect((await portal.web.visitor.post(PUBLIC, { text: '还来得及吗？' }, '/sign-in')).statusCode).toBe(422);
  expect((await portal.web.visitor.get(`${PUBLIC}?lang=zh`)).page.text()).toContain('现在不接受提问');
});
