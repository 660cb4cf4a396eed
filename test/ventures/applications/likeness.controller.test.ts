import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { rows, run, sql } from '../../../src/platform/database/sql.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { ReferenceService } from '../../../src/reference/reference.service.js';
import { LegacyRoundsService } from '../../../src/ventures/awards/legacy.service.js';
import { DEFAULT_CRITERIA } from '../../../src/ventures/rounds/round.rules.js';
import { type Portal, startPortal } from '../../support/app.js';
import { registeredBody } from '../../support/body.js';

const LIST = '/bureau/rounds/2026-01/likeness';
const OWN =
  '本街道六十岁以上居民占三成，其中独居老人四百余名，走访中有一百二十三人提到夜间起身不便、无人应答，社区医生每周只来半天，邻里之间多年没有往来。';
const COPY = OWN.replace('四百余名', '三百多位').replace('每周只来半天', '隔周来一次');
const OTHER =
  '乡村小学缺少课外读物，图书室建成后长期无人管理，孩子放学后在村口等候家长，教师希望有志愿者带读并建立借阅制度。';
const MORE =
  '听障儿童的家庭散居各乡镇，康复训练每月一次，往返需要半日，家长们盼望就近的指导和能在家里做的练习，也需要有人听他们说话。';
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal('2026-11-02T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  await portal.account('officer', ['programme-officer']);
  await portal.account('auditor', ['auditor']);
  await portal.account('reviewer', ['reviewer']);
  const bodies: string[] = [];
  for (const [i, name] of ['甲', '乙', '丙', '丁'].entries()) {
    const outcome = await registeredBody(portal, registrar, `MJ99000${i + 1}`, `淮安市演示${name}服务中心`);
    bodies.push(outcome);
  }
  const [a = '', b = '', c = '', d = ''] = bodies;
  const entry = {
    nameZh: '批次',
    nameEn: 'Round',
    potFen: 500_000_00,
    opensAt: '2025-11-02T01:30:00.000Z',
    closesAt: '2025-11-20T09:00:00.000Z',
    graceMinutes: 0,
    maxGrantFen: 50_000_00,
    maxGrantPercent: 60,
    maxLabourPercent: 50,
    panelSize: 3,
    passLine: 60,
    publicityWorkingDays: 7,
    criteria: DEFAULT_CRITERIA.map(({ code, points }) => ({ code, points })),
  };
  const project = { title: '项目', field: 'ELDERLY' as const, amountFen: 10_000_00, place: '某社区' };
  for (const [number, list] of [
    ['2025-01', [a, d]],
    ['2026-01', [a, b, c]],
  ] as const)
    await portal.app.get(LegacyRoundsService).record(
      number,
      entry,
      '2026-01-02T02:00:00.000Z',
      list.map((organizationId) => ({ ...project, organizationId })),
    );
  const write = (roundNumber: string, body: string, content: object): Promise<void> =>
    portal.work.write((tx) =>
      run(
        tx,
        sql`UPDATE application SET content = ${JSON.stringify(content)} WHERE organization_id = ${body}
            AND round_id = (SELECT id FROM grant_round WHERE number = ${roundNumber})`,
      ),
    );
  const year = (y: number): object => ({ startOn: `${y}-01-01`, endOn: `${y}-12-31` });
  await write('2025-01', a, { ...year(2027), need: OTHER });
  await write('2025-01', d, { ...year(2025), need: OWN });
  await write('2026-01', a, { ...year(2027), need: MORE });
  await write('2026-01', b, { ...year(2027), need: COPY });
  await write('2026-01', c, { ...year(2027), need: `${MORE.slice(0, 20)}${OTHER.slice(0, 10)}` });
});
afterAll(() => portal.close());

const kinds = async (): Promise<readonly string[]> =>
  (
    await rows<{ kind: string }>(portal.work.reader, sql`SELECT kind FROM likeness_finding ORDER BY kind`)
  ).map(({ kind }) => kind);

test('a sealed round is not compared, and only the programme desk asks for it', async () => {
  await portal.work.write((tx) =>
    run(tx, sql`UPDATE grant_round SET opened_at = NULL WHERE number = '2026-01'`),
  );
  const officer = portal.web.as('officer');
  const sealed = await officer.post(LIST, {}, LIST);
  expect([sealed.statusCode, sealed.page.text().includes('尚未开启')]).toEqual([422, true]);
  await portal.work.write((tx) =>
    run(tx, sql`UPDATE grant_round SET opened_at = '2026-01-02T02:00:00.000Z' WHERE number = '2026-01'`),
  );
  expect((await portal.web.as('auditor').post(LIST, {}, LIST)).statusCode).toBe(403);
  expect((await portal.web.as('reviewer').get(LIST)).statusCode).toBe(403);
  expect((await officer.get('/bureau/rounds/2019-99/likeness')).statusCode).toBe(404);
});

test('a job compares with all opened rounds: near text of another year and body, and the same body at the same time', async () => {
  const officer = portal.web.as('officer');
  expect((await officer.post(LIST, {}, LIST)).headers.location).toBe(LIST);
  expect((await officer.get(LIST)).page.text()).toContain('正在比对，已完成 0%');
  await portal.app.get(Jobs).runDue();
  expect(await kinds()).toEqual(['PERIOD', 'TEXT', 'TEXT']);
  const { page } = await officer.get(LIST);
  expect(page.text()).toContain('已将 5 份申报（含历届）两两比对');
  expect(page.text()).toContain('同一组织、执行期重叠');
  portal.clock.advance(60_000);
  await officer.post(LIST, {}, LIST);
  await portal.app.get(Jobs).runDue();
  expect(await kinds()).toEqual(['PERIOD', 'TEXT', 'TEXT']);
});

test('both stand side by side with what is the same marked, and a dismissal needs its reason and stays', async () => {
  const officer = portal.web.as('officer');
  const [near] = await rows<{ id: string; first: string; second: string }>(
    portal.work.reader,
    sql`SELECT id, first_number AS first, second_number AS second FROM likeness_finding WHERE kind = 'TEXT' AND second_number LIKE '2025%'`,
  );
  const address = `/bureau/likeness/${near?.id ?? ''}`;
  const shown = await officer.get(address);
  const marked = [...shown.body.matchAll(/<mark>([^<]+)<\/mark>/g)].map(([, text]) => text ?? '');
  expect(marked.length).toBeGreaterThanOrEqual(4);
  expect(marked.some((text) => text.includes('本街道六十岁以上居民占三成'))).toBe(true);
  expect(marked.some((text) => text.includes('三百多位'))).toBe(false);
  expect(shown.page.text()).toContain('不会据此拒绝任何申报');
  const bare = await officer.post(`${address}/dismissal`, { version: 1, reason: '' }, address);
  expect(bare.statusCode).toBe(422);
  const done = await officer.post(
    `${address}/dismissal`,
    { version: 1, reason: '甲授权乙使用同一调研报告' },
    address,
  );
  expect(done.headers.location).toBe(LIST);
  expect((await officer.get(address)).page.text()).toContain('甲授权乙使用同一调研报告');
  const twice = await officer.post(`${address}/dismissal`, { version: 2, reason: '再次排除此项' }, address);
  expect([twice.statusCode, twice.page.text().includes('已经排除')]).toEqual([422, true]);
  const own = await officer.get(`/bureau/applications/${near?.first ?? ''}/likeness`);
  expect([own.statusCode, own.page.hasLink(address)]).toEqual([200, true]);
  expect((await portal.web.as('auditor').get(address)).page.text()).not.toContain('再次');
  expect((await officer.get('/bureau/likeness/none')).statusCode).toBe(404);
});

test('what belongs to a round that is sealed is shown to nobody', async () => {
  await portal.work.write((tx) =>
    run(tx, sql`UPDATE grant_round SET opened_at = NULL WHERE number = '2026-01'`),
  );
  const officer = portal.web.as('officer');
  const [one] = await rows<{ id: string }>(portal.work.reader, sql`SELECT id FROM likeness_finding LIMIT 1`);
  expect((await officer.get(`/bureau/likeness/${one?.id ?? ''}`)).statusCode).toBe(404);
  expect((await officer.get(LIST)).page.text()).not.toContain('演示甲');
});
