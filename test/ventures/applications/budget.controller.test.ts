import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, rows, run, sql } from '../../../src/platform/database/sql.js';
import { xlsxBytes } from '../../../src/platform/documents/sheet.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { ReferenceService } from '../../../src/reference/reference.service.js';
import { ApplicationsService } from '../../../src/ventures/applications/applications.service.js';
import { PASSWORD, type Portal, startPortal } from '../../support/app.js';
import { publishedRound } from '../../support/round.js';
import { type Page } from '../../support/html.js';
import { Browser, type Fields, noFile, type SignedInBrowser } from '../../support/web.js';
import { registeredBody } from '../../support/body.js';

const FIXTURE = join(ROOT, 'test/ventures/fixtures/budget-libreoffice.xlsx');
const BUDGET = '/org/rounds/2026-01/application/budget';
let portal: Portal;
let one: SignedInBrowser;
let other: SignedInBrowser;

beforeAll(async () => {
  portal = await startPortal('2026-11-02T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  const body = await registeredBody(portal, registrar, 'MJ990001', '淮安市演示甲服务中心');
  const rival = await registeredBody(portal, registrar, 'MJ990002', '淮安市演示乙服务中心');
  const viewer = await portal.account('ngo-a', ['applicant'], { organizationId: body });
  await portal.account('ngo-a-finance', ['applicant-finance'], { organizationId: body });
  await portal.account('ngo-b', ['applicant'], { organizationId: rival });
  const officer = await portal.account('officer', ['programme-officer']);
  const number = await publishedRound(portal.app, officer, '2026-11-02', (setup) => ({
    ...setup,
    potFen: 500_000_00,
  }));
  expect(number).toBe('2026-01');
  portal.clock.set('2026-11-03T01:00:00.000Z');
  const started = await portal.app.get(ApplicationsService).start(viewer, '2026-01');
  if (!started.ok) throw new Error(JSON.stringify(started.findings));
  one = portal.web.as('ngo-a');
  other = portal.web.as('ngo-a-finance');
});
afterAll(() => portal.close());
beforeEach(() => portal.work.write((tx) => run(tx, sql`DELETE FROM budget_line`)));

const line = (n: number, more: Fields = {}): Fields =>
  Object.fromEntries(
    Object.entries({
      category: 'ACTIVITY',
      item: `活动${n}`,
      unitPriceFen: '2000',
      quantity: 10,
      times: 1,
      source: 'GRANT',
      ...more,
    }).map(([name, value]) => [`lines[${n}][${name}]`, value]),
  );

/** Everything that the form of the page would send, with some fields typed over. */
function sent(page: Page, more: Fields = {}): Fields {
  const form = page.forms().find(({ action }) => action === BUDGET);
  const fields = (form?.fields ?? []).map(({ name }) => [name, page.value(name) ?? ''] as const);
  return { ...Object.fromEntries(fields), ...more };
}
const items = async (): Promise<readonly string[]> =>
  (
    await rows<{ item: string; total: number }>(
      portal.work.reader,
      sql`SELECT item, total_fen AS total FROM budget_line ORDER BY position`,
    )
  ).map(({ item, total }) => `${item} ${Number(total)}`);

test('rows are saved with their people and notes, reckoned to the fen, and each broken rule stands at its row', async () => {
  const blank = await one.get(BUDGET);
  expect(blank.statusCode).toBe(200);
  const done = await one.post(
    BUDGET,
    sent(blank.page, {
      ...line(0, { unitPriceFen: '1,234.56', quantity: 3, times: 7, people: 20, note: '7 次' }),
      ...line(1, { category: 'ADMIN', item: '管理费', unitPriceFen: '100', quantity: 1 }),
    }),
  );
  expect(done.headers.location).toBe(BUDGET);
  expect(await items()).toEqual(['活动0 2592576', '管理费 10000']);
  const { page } = await one.get(BUDGET);
  expect([page.value('lines[0][people]'), page.value('lines[0][note]')]).toEqual(['20', '7 次']);
  expect(page.error('lines[1][category]')).toContain('R-BU-04');
  expect(page.hasLink('#lines-1-category')).toBe(true);
  expect(page.text()).toContain('申请资助占预算 100.0%，超过上限 60%（R-BU-01）');
  expect(page.text()).toContain('26,025.76');
  const asked = await rows<{ fen: number }>(
    portal.work.reader,
    sql`SELECT asked_fen AS fen FROM application`,
  );
  expect(asked.map(({ fen }) => Number(fen))).toEqual([26_025_76]);
});

test('without JavaScript the buttons reckon, add, copy, move and remove rows; nothing is stored and nothing typed is lost', async () => {
  const blank = await one.get(BUDGET);
  const typed = sent(blank.page, { ...line(0), ...line(1, { quantity: '很多' }) });
  const reckoned = await one.post(BUDGET, { ...typed, act: 'recalculate' });
  expect(reckoned.statusCode).toBe(200);
  expect(reckoned.page.value('lines[1][quantity]')).toBe('很多');
  expect(reckoned.page.error('lines[1][quantity]')).toContain('整数');
  expect(reckoned.page.text()).toContain('20,000.00');
  const id = reckoned.page.value('lines[1][id]') ?? '';
  const names = async (act: string): Promise<readonly (string | null)[]> => {
    const { page } = await one.post(BUDGET, { ...sent(reckoned.page), act });
    return [0, 1, 2].map((n) => page.value(`lines[${n}][item]`));
  };
  expect(await names(`up:${id}`)).toEqual(['活动1', '活动0', '']);
  expect(await names(`copy:${id}`)).toEqual(['活动0', '活动1', '活动1']);
  expect(await names(`remove:${id}`)).toEqual(['活动0', '', null]);
  const more = await one.post(BUDGET, { ...sent(reckoned.page), act: 'add' });
  expect([3, 4].map((n) => more.page.value(`lines[${n}][item]`))).toEqual(['', null]);
  expect(await items()).toEqual([]);
});

test('what is refused comes back as typed, at its field', async () => {
  const wrong = { ...line(0, { unitPriceFen: '1e3', times: 0 }), ...line(1, { source: 'HEAVEN' }) };
  const reply = await one.post(BUDGET, sent((await one.get(BUDGET)).page, wrong));
  expect(reply.statusCode).toBe(422);
  expect(reply.page.value('lines[0][unitPriceFen]')).toBe('1e3');
  expect(reply.page.error('lines[0][unitPriceFen]')).toContain('金额');
  expect(reply.page.error('lines[0][times]')).toContain('1');
  expect(reply.page.error('lines[1][source]')).not.toBeNull();
  const huge = line(0, { unitPriceFen: '1000000000', quantity: 100_000, times: 10_000 });
  const refused = await one.post(BUDGET, sent((await one.get(BUDGET)).page, huge));
  expect([refused.statusCode, refused.page.error('lines[0][unitPriceFen]')]).toEqual([
    422,
    '这一行金额过大，请核对',
  ]);
  expect(await items()).toEqual([]);
});

test('two people at once: what does not clash is joined, the same page sent twice is one budget', async () => {
  await one.post(BUDGET, sent((await one.get(BUDGET)).page, { ...line(0), ...line(1) }));
  const [mine, theirs] = [(await one.get(BUDGET)).page, (await other.get(BUDGET)).page];
  await other.post(BUDGET, sent(theirs, { 'lines[0][quantity]': 20, ...line(2, { item: '他人新增' }) }));
  const page = sent(mine, {
    'lines[0][unitPriceFen]': '3000',
    'lines[1][item]': '改名',
    ...line(2, { item: '我新增' }),
  });
  const joined = await one.post(BUDGET, page);
  expect(joined.statusCode).toBe(303);
  expect(await items()).toEqual(['活动0 6000000', '改名 2000000', '我新增 2000000', '他人新增 2000000']);
  expect((await one.get(BUDGET)).page.text()).toContain('他人在此期间的修改也已并入');
  await one.post(BUDGET, page);
  expect(await items()).toHaveLength(4);
});

test('two people in one field: nothing is stored, all three texts are shown, and saving again decides', async () => {
  await one.post(BUDGET, sent((await one.get(BUDGET)).page, { ...line(0), ...line(1), ...line(2) }));
  const [mine, theirs] = [(await one.get(BUDGET)).page, (await other.get(BUDGET)).page];
  const left = sent(theirs, { 'lines[0][item]': '他人的名称', 'lines[1][quantity]': 11 });
  await other.post(BUDGET, { ...left, act: `remove:${theirs.value('lines[2][id]') ?? ''}` });
  const removed = Object.fromEntries(Object.entries(left).filter(([name]) => !name.startsWith('lines[2]')));
  expect((await other.post(BUDGET, removed)).statusCode).toBe(303);
  const before = await items();
  const changed = sent(mine, { 'lines[0][item]': '我的名称', 'lines[2][times]': 5 });
  const clash = await one.post(
    BUDGET,
    Object.fromEntries(Object.entries(changed).filter(([name]) => !name.startsWith('lines[1]'))),
  );
  expect(clash.statusCode).toBe(422);
  expect(await items()).toEqual(before);
  expect(clash.page.value('lines[0][item]')).toBe('我的名称');
  for (const text of ['活动0', '他人的名称', '我的名称', '已删除']) expect(clash.page.text()).toContain(text);
  const at = [0, 1, 2].find((n) => clash.page.value(`lines[${n}][times]`) === '5') ?? -1;
  expect(clash.page.error(`lines[${at}][item]`)).toContain('他人已删除这一行');
  const back = [0, 1, 2].find((n) => clash.page.value(`lines[${n}][quantity]`) === '11') ?? -1;
  expect(clash.page.error(`lines[${back}][item]`)).toContain('您删除了这一行');
  expect((await one.post(BUDGET, sent(clash.page))).statusCode).toBe(303);
  expect([...(await items())].sort()).toEqual(['我的名称 2000000', '活动1 2200000', '活动2 10000000']);
});

test('a page that is no page of ours loses nobody anything', async () => {
  await one.post(BUDGET, sent((await one.get(BUDGET)).page, line(0)));
  for (const base of ['', 'AAAA', 'eyJsaW5lcyI6W119'])
    expect(
      (await one.post(BUDGET, { base, ...line(0, { item: base === '' ? '甲' : '乙' }) })).statusCode,
    ).toBe(303);
  expect(await items()).toEqual(['乙 2000000', '乙 2000000', '甲 2000000', '活动0 2000000']);
});

const SHEET = `${BUDGET}/sheet`;
const upload = (content: Buffer, name = 'budget.xlsx'): Parameters<SignedInBrowser['upload']>[1] => ({
  field: 'file',
  name,
  type: 'application/octet-stream',
  content,
});

test('the sheet goes out with the rows there are and comes back: a look at what would change, then the confirmation', async () => {
  await one.post(BUDGET, sent((await one.get(BUDGET)).page, { ...line(0), ...line(1) }));
  const before = await items();
  const template = await one.get(`${BUDGET}.xlsx`);
  expect(template.headers['content-disposition']).toContain('budget-2026-01.xlsx');
  const same = await one.upload(SHEET, upload(template.rawPayload), {}, SHEET);
  expect([same.statusCode, same.page.text().includes('没有变化')]).toEqual([200, true]);
  const filled = await one.upload(SHEET, upload(readFileSync(FIXTURE)), {}, SHEET);
  expect(filled.statusCode).toBe(200);
  expect(filled.page.text()).toContain('读到 2 行：新增 2 行，修改 0 行，删除 2 行');
  expect(await items()).toEqual(before);
  const stored = await one.post(BUDGET, sent(filled.page, { act: 'save' }));
  expect(stored.headers.location).toBe(BUDGET);
  expect(await items()).toEqual(['骨干培训：场地 69993', '活动物资 246912']);
});

test('rows of a sheet that are known keep their id, so that what somebody else changed meanwhile is kept as well', async () => {
  await one.post(BUDGET, sent((await one.get(BUDGET)).page, { ...line(0), ...line(1) }));
  const template = await one.get(`${BUDGET}.xlsx`);
  const preview = await one.upload(SHEET, upload(template.rawPayload), {}, SHEET);
  await other.post(BUDGET, sent((await other.get(BUDGET)).page, { 'lines[1][quantity]': 7 }));
  await one.post(BUDGET, sent(preview.page, { act: 'save', 'lines[0][times]': 2 }));
  expect(await items()).toEqual(['活动0 4000000', '活动1 1400000']);
});

test('each wrong cell of a sheet is told by its address, a file that is none by its reason; nothing is stored', async () => {
  const rows = [
    ['类别', '项目', '单价（元）', '数量', '次数', '人数', '小计（元）', '资金来源', '说明'],
    ['设备', '甲', '面议', '1', '1', '', '', '申请资助', ''],
    ['物资', '乙', '10', '0.5', '1', '', '', '捐赠', ''],
  ];
  const wrong = await one.upload(SHEET, upload(await xlsxBytes(rows, '预算')), {}, SHEET);
  expect(wrong.statusCode).toBe(422);
  for (const at of ['A2', 'C2', 'D3', 'H3']) expect(wrong.page.text()).toContain(`单元格 ${at}`);
  const reasons = [
    [upload(Buffer.from('x'), 'budget.csv'), '请上传XLSX文件'],
    [upload(Buffer.from('x')), '文件已损坏'],
    [upload(await xlsxBytes([['a'], ['b']], '预算')), '没有找到表头'],
    [noFile('file'), '请选择'],
  ] as const;
  for (const [sheet, reason] of reasons) {
    const reply = await one.upload(SHEET, sheet, {}, SHEET);
    expect([reply.statusCode, reply.page.text().includes(reason)]).toEqual([422, true]);
  }
  expect(await items()).toEqual([]);
});

test('nobody else has this budget, and after the end nothing is written', async () => {
  expect((await portal.web.as('ngo-b').get(BUDGET)).statusCode).toBe(404);
  expect((await portal.web.as('ngo-b').get(`${BUDGET}.xlsx`)).statusCode).toBe(404);
  expect((await portal.web.as('ngo-b').get(SHEET)).statusCode).toBe(404);
  expect((await portal.web.as('officer').get(BUDGET)).statusCode).toBe(403);
  expect((await portal.web.as('ngo-b').post(BUDGET, line(0))).statusCode).toBe(404);
  const { page } = await one.get(BUDGET);
  portal.clock.set('2026-11-23T09:00:00.000Z');
  const again = new Browser(portal.app);
  await again.post('/sign-in', { username: 'ngo-a', password: PASSWORD });
  const late = await again.post(BUDGET, sent(page, line(0)));
  expect(late.statusCode).toBe(422);
  expect(late.page.value('lines[0][item]')).toBe('活动0');
  expect(await count(portal.work.reader, sql`SELECT count(*) AS n FROM budget_line`)).toBe(0);
});
