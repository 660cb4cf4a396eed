import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { found } from '../../src/kernel/outcome.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { noticeByNumber } from '../../src/notices/notices.queries.js';
import { noticeText } from '../../src/notices/publicity.rules.js';
import { NoticesService } from '../../src/notices/notices.service.js';
import { row, run, sql } from '../../src/platform/database/sql.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { PASSWORD, type Portal, startPortal } from '../support/app.js';
import { asOwner } from '../support/database.js';
import { noFile, Web } from '../support/web.js';

let portal: Portal;
let officer: SignedIn;
beforeAll(async () => {
  portal = await startPortal('2026-11-24T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds', 'reference'));
  officer = await portal.account('officer', ['programme-officer']);
  await portal.account('officer-2', ['programme-officer']);
  await portal.account('chair', ['chair']);
}, 60_000);
afterAll(() => portal.close());

const table = {
  columns: [
    { zh: '项目', en: 'Project', numeric: false },
    { zh: '金额', en: 'Amount', numeric: true },
  ],
  rows: [
    [{ zh: '甲项目', en: 'Project A' }, '1,000.00'],
    ['乙项目', '2,000.00'],
  ],
};

function publish(kind: 'PUBLICITY' | 'ANNOUNCEMENT', workingDays = 7): Promise<string> {
  return portal.work.write((tx) =>
    portal.app.get(NoticesService).publish(tx, officer, {
      kind,
      subject: ['round', '2026-88'],
      titleZh: '拟立项项目公示',
      titleEn: 'Proposed awards',
      body: { paragraphs: [{ zh: '现予公示。', en: 'Published.' }], table },
      workingDays,
    }),
  );
}

const version = (more: Record<string, string | number> = {}): Record<string, string | number> => ({
  titleZh: '拟立项项目公示',
  titleEn: 'Proposed awards',
  textZh: '现予公示。',
  textEn: 'Published.',
  rows: '甲项目 // Project A | 1,500.00\n乙项目 | 2,000.00',
  reason: '金额录入有误，予以更正',
  baseVersion: 1,
  ...more,
});
/** Signed in at this hour of the story; an older session has ended by then. */
const anew = (username: string): ReturnType<Web['as']> => new Web(portal.app, PASSWORD).as(username);
const facts = async (address: string): Promise<Record<string, unknown>> =>
  (await portal.web.visitor.get(address)).json<Record<string, unknown>>();

test('a running 公示 is replaced by two persons: version 1 stays with its hash, the window opens anew, the ledger says so', async () => {
  const number = await publish('PUBLICITY');
  const first = await facts(`/notices/${number}.json`);
  expect(first).toMatchObject({
    version: 1,
    windowTo: '2026-12-03',
    windowEndsAt: '2026-12-03T23:59:59.999+08:00',
    asPublished: true,
  });
  portal.clock.set('2026-11-26T01:00:00.000Z');
  const path = `/bureau/notices/${number}`;
  const desk = portal.web.as('officer');

  const unchanged = await desk.post(
    `${path}/revision`,
    version({ rows: '甲项目 // Project A | 1,000.00\n乙项目 | 2,000.00' }),
    path,
  );
  expect([unchanged.statusCode, unchanged.page.error('textZh'), unchanged.page.value('reason')]).toEqual([
    422,
    expect.stringContaining('没有任何变更'),
    '金额录入有误，予以更正',
  ]);
  const narrow = await desk.post(`${path}/revision`, version({ rows: '甲项目' }), path);
  expect(narrow.page.error('rows')).toContain('第 1 行有 1 栏，应为 2 栏');
  const stale = await desk.post(`${path}/revision`, version({ baseVersion: 3 }), path);
  expect(stale.statusCode).toBe(409);

  const waits = await desk.post(`${path}/revision`, version(), path);
  expect([waits.statusCode, waits.headers.location]).toEqual([303, path]);
  expect(await facts(`/notices/${number}.json`)).toEqual(first);
  const own = await desk.post(`${path}/revision/confirmation`, {}, path);
  expect([own.statusCode, own.page.text().includes('不能确认自己提交的版本')]).toEqual([422, true]);
  const seen = (await portal.web.as('officer-2').get(path)).page.text();
  for (const words of ['1,500.00', '公示期重新计算', '金额录入有误']) expect(seen).toContain(words);
  expect((await portal.web.as('officer-2').post(`${path}/revision/confirmation`, {}, path)).statusCode).toBe(
    303,
  );

  const second = await facts(`/notices/${number}.json`);
  // Seven working days again, from the day of the change: 2026-11-26 to 2026-12-07.
  expect(second).toMatchObject({
    version: 2,
    windowFrom: '2026-11-26',
    windowTo: '2026-12-07',
    reason: '金额录入有误，予以更正',
  });
  const shown = await portal.web.visitor.get(`/notices/${number}`);
  for (const words of [
    '第 2 版',
    '公示期重新计算：2026-11-26 至 2026-12-07',
    '删去',
    '甲项目 | 1,000.00',
    '甲项目 | 1,500.00',
    '2018—2026',
  ])
    expect(shown.page.text()).toContain(words);
  expect(shown.body).toContain('datetime="2026-12-07T23:59:59.999+08:00"');
  const old = await facts(`/notices/${number}.json?version=1`);
  expect(old).toMatchObject({
    version: 1,
    contentHash: first['contentHash'],
    body: first['body'],
    asPublished: true,
  });
  const oldPage = await portal.web.visitor.get(`/notices/${number}?version=1`);
  expect(oldPage.page.text()).toContain('这是旧版本，原样保留');
  expect(oldPage.page.links()).not.toContain(`/objections/new?notice=${number}`);
  expect((await portal.web.visitor.get(`/notices/${number}?version=3`)).statusCode).toBe(404);
  // The list shows it once; the ledger ties the hashes together.
  const list = await facts('/notices.json?subject=round');
  expect(
    (list['items'] as { number: string; version: number }[]).filter((one) => one.number === number),
  ).toMatchObject([{ version: 2 }]);
  const line = await row<{ body: string }>(
    portal.work.reader,
    sql`SELECT body FROM ledger_entry WHERE seq = ${second['ledgerSeq']}`,
  );
  expect(JSON.parse(line?.body ?? '{}')).toMatchObject({
    type: 'notice.replaced',
    ref: number,
    data: { version: 2, contentHash: second['contentHash'], replaces: first['contentHash'] },
  });
  expect(line?.body).not.toContain('金额');
});

test('a better translation leaves the window; a discarded version leaves everything; an announcement is replaced at once', async () => {
  const number = await publish('PUBLICITY');
  const path = `/bureau/notices/${number}`;
  portal.clock.set('2026-11-27T01:00:00.000Z');
  const same = { rows: '甲项目 // Project A | 1,000.00\n乙项目 | 2,000.00', textEn: 'Hereby published.' };
  await anew('officer').post(`${path}/revision`, version(same), path);
  const again = await anew('officer').post(`${path}/revision`, version(same), path);
  expect([again.statusCode, again.page.text().includes('已有一个新版本等待确认')]).toEqual([422, true]);
  await anew('chair').post(`${path}/revision/discarding`, {}, path);
  expect(await facts(`/notices/${number}.json`)).toMatchObject({ version: 1 });
  await anew('officer').post(`${path}/revision`, version(same), path);
  await anew('chair').post(`${path}/revision/confirmation`, {}, path);
  const kept = await portal.web.visitor.get(`/notices/${number}`);
  expect(kept.page.text()).toContain('仅修改译文，公示期不变');
  expect(await facts(`/notices/${number}.json`)).toMatchObject({
    version: 2,
    windowFrom: '2026-11-26',
    windowTo: '2026-12-07',
  });

  const plain = await publish('ANNOUNCEMENT');
  const desk = `/bureau/notices/${plain}`;
  const done = await anew('officer').post(`${desk}/revision`, version(), desk);
  expect([done.statusCode, done.headers.location]).toEqual([303, `/notices/${plain}`]);
  expect(await facts(`/notices/${plain}.json`)).toMatchObject({ version: 2, windowTo: null });
});

test('公示 and 公告 are kept apart, running from ended, in page, JSON and feeds; as many statements for one as for many', async () => {
  const kinds = async (query: string): Promise<string[]> => {
    const list = await facts(`/notices.json?${query}`);
    return (list['items'] as { kind: string }[]).map(({ kind }) => kind);
  };
  expect(new Set(await kinds('kind=PUBLICITY'))).toEqual(new Set(['PUBLICITY']));
  expect(await kinds('kind=ANNOUNCEMENT')).toEqual(['ANNOUNCEMENT']);
  expect(await kinds('state=running')).toHaveLength(2);
  expect(await kinds('state=ended')).toEqual([]);
  expect(await kinds('subject=function')).toEqual([]);
  const asked = async (address: string): Promise<number> => {
    const query = jest.spyOn(portal.work.reader, 'query');
    expect((await portal.web.visitor.get(address)).statusCode).toBe(200);
    const { length } = query.mock.calls;
    query.mockRestore();
    return length;
  };
  expect([await asked('/notices?pageSize=1'), await asked('/notices?pageSize=100')]).toEqual([2, 2]);
  // Version, the one before, versions, the ledger's line, working days.
  expect([await asked('/notices/GS-2026-001'), await asked('/notices/GS-2026-001?version=1')]).toEqual([
    5, 4,
  ]);
  const atom = await portal.web.visitor.get('/notices/feed.atom');
  expect(atom.headers['content-type']).toContain('application/atom+xml');
  expect(atom.body).toContain(':notice:GS-2026-001:2</id>');
  const feed = (await portal.web.visitor.get('/notices/feed.json')).json<{
    items: { id: string; url: string }[];
  }>();
  expect(feed.items).toHaveLength(3);
});

test('after the period the page gives number and results of the objections, and nobody’s name', async () => {
  portal.clock.set('2026-11-30T01:00:00.000Z');
  const number = await publish('PUBLICITY', 2);
  const lodge = async (claim: string): Promise<string> => {
    const reply = await portal.web.visitor.upload(
      '/objections',
      noFile('evidence'),
      {
        notice: number,
        ground: 'FACTS',
        'points[0][claim]': claim,
        remedy: '核实',
        name: '隐去某',
        phone: '13811112222',
        truthful: 'yes',
      },
      '/objections/new',
    );
    expect(reply.statusCode).toBe(303);
    return String(reply.headers.location).split('/').at(-1) ?? '';
  };
  const [first, second] = [await lodge('甲点'), await lodge('乙点')];
  expect((await portal.web.visitor.get(`/notices/${number}`)).page.text()).not.toContain(first);
  const decide = async (objection: string, to: string): Promise<void> => {
    const path = `/bureau/objections/${objection}`;
    const reply = await anew('chair').post(
      `${path}/decision`,
      {
        to,
        'points[0][n]': 1,
        'points[0][agreed]': to === 'UPHELD' ? 'yes' : 'no',
        'points[0][reply]': '已核实',
        reply: `答复${objection}`,
        effect: to === 'UPHELD' ? '重新评审该项目' : '',
        version: 1,
      },
      path,
    );
    expect(reply.statusCode).toBe(303);
  };
  await decide(first, 'UPHELD');
  await decide(second, 'REJECTED');
  portal.clock.set('2026-12-02T15:59:59.999Z');
  expect((await portal.web.visitor.get(`/notices/${number}`)).page.text()).not.toContain('异议处理结果');
  portal.clock.set('2026-12-02T16:00:00.000Z');
  const over = await portal.web.visitor.get(`/notices/${number}`);
  for (const words of [
    '异议处理结果（2 件）',
    first,
    '成立，待重新决定',
    '重新评审该项目',
    '不成立',
    `答复${second}`,
  ])
    expect(over.page.text()).toContain(words);
  for (const words of ['隐去某', '13811112222', '甲点', '乙点']) expect(over.body).not.toContain(words);
  // On paper the notice bears witness: size and root of the ledger.
  const printed = await portal.web.visitor.get(`/notices/${number}?print=1`);
  const { n } = (await row<{ n: number | string }>(
    portal.work.reader,
    sql`SELECT count(*) AS n FROM ledger_entry`,
  )) ?? { n: 0 };
  expect(printed.page.text()).toMatch(new RegExp(`打印时公开账本共 ${n} 条，根摘要 [0-9a-f]{64}`));
  expect(over.page.text()).not.toContain('根摘要');
});

test('the application cannot change a published text; where the owner of the tables did, the page says so', async () => {
  const number = await publish('PUBLICITY');
  for (const statement of [
    sql`UPDATE notice SET title_zh = '改' WHERE number = ${number}`,
    sql`DELETE FROM notice WHERE number = ${number}`,
  ])
    await expect(portal.work.write((tx) => run(tx, statement))).rejects.toThrow('notice is append-only');
  expect((await portal.web.visitor.get(`/notices/${number}`)).page.text()).not.toContain('不一致');
  const tampered = `UPDATE notice SET body = replace(body, '2,000.00', '9,000.00') WHERE number = '${number}'`;
  await asOwner(portal.work, 'notice', tampered);
  const changed = await portal.web.visitor.get(`/notices/${number}`);
  expect(changed.page.text()).toContain('与发布时记入公开账本的内容不一致');
  expect(await facts(`/notices/${number}.json`)).toMatchObject({ asPublished: false });
  // Whoever changes the hash along with the text still has the ledger against them.
  const one = found(await noticeByNumber(portal.work.reader, number));
  const hash = createHash('sha256')
    .update(noticeText({ ...one, from: one.windowFrom, to: one.windowTo }))
    .digest('hex');
  await asOwner(
    portal.work,
    'notice',
    `UPDATE notice SET content_hash = '${hash}' WHERE number = '${number}'`,
  );
  expect(await facts(`/notices/${number}.json`)).toMatchObject({ contentHash: hash, asPublished: false });
});
