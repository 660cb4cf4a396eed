import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../../src/platform/database/sql.js';
import { ContactsService } from '../../../src/organizations/contacts.service.js';
import { ApplicationsService } from '../../../src/ventures/applications/applications.service.js';
import { SetupService } from '../../../src/ventures/rounds/setup.service.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import { type Portal, startPortal } from '../../support/app.js';
import { aCall } from '../../support/calls.js';
import { registeredBody } from '../../support/body.js';

const ROUND = '/bureau/rounds/2026-01';
const DESK = `${ROUND}/amendment`;
const CALL = '/rounds/2026-01';
let portal: Portal;
let officer: SignedIn;

beforeAll(async () => {
  // Two working days before the close: an amendment comes late.
  portal = await startPortal('2026-12-09T01:00:00.000Z');
  officer = await portal.account('officer', ['programme-officer']);
  await portal.account('officer-2', ['programme-officer']);
  await portal.account('auditor', ['auditor']);
  const registrar = await portal.account('registrar', ['registry-officer']);
  const body = await registeredBody(portal, registrar, 'MJ990001', '淮安市测试社');
  const ngo = await portal.account('ngo', ['applicant'], { organizationId: body });
  await portal.app.get(ContactsService).add(ngo, body, { kind: 'EMAIL', value: 'body@example.org' });
  await aCall(portal.work, '2026-01');
  await aCall(portal.work, '2026-02', {}, { terms: null });
  await portal.app.get(ApplicationsService).start(ngo, '2026-01');
});
afterAll(() => portal.close());

const versionOn = async (who: string, path: string): Promise<string> =>
  /name="version" value="(\d+)"/.exec((await portal.web.as(who).get(path)).body)?.[1] ?? '';
const text = async (path: string, who?: string): Promise<string> =>
  (await (who === undefined ? portal.web.visitor : portal.web.as(who)).get(`${path}?lang=zh`)).page.text();
const hash = async (): Promise<unknown> =>
  (await portal.web.visitor.get(`${CALL}.json`)).json<Record<string, unknown>>()['rulesHash'];

test('an open call cannot be changed before an amendment is in preparation', async () => {
  const setups = portal.app.get(SetupService);
  const tried = await setups.change(officer, '2026-01', 1, (setup) => setup);
  expect(tried).toMatchObject({ ok: false, findings: [{ code: 'round-is-published' }] });
  expect((await portal.web.as('auditor').post(DESK, {}, DESK)).statusCode).toBe(403);
  expect((await portal.web.as('officer').get('/bureau/rounds/2026-02/amendment')).statusCode).toBe(404);
});

test('the pages of the set-up edit a working copy; the call in force and its page stay as they are', async () => {
  const before = [await text(CALL), await hash()];
  expect((await portal.web.as('officer').post(DESK, {}, DESK)).statusCode).toBe(303);
  expect((await portal.web.as('officer').post(DESK, {}, DESK)).statusCode).toBe(422);
  expect(await text(`${ROUND}/setup`, 'officer')).toContain('您正在修改公告的工作副本');
  const nothing = await portal.web
    .as('officer')
    .post(`${DESK}/proposal`, { reason: '没有变化', version: '1' }, DESK);
  expect([nothing.statusCode, nothing.body.includes('没有变化')]).toEqual([422, true]);
  const panel = `${ROUND}/setup/panel`;
  const fields = { panelSize: '7', leastCards: '3', dropHighLowFrom: '5', passLine: '65' };
  const version = await versionOn('officer', panel);
  const saved = await portal.web.as('officer').post(panel, { ...fields, version }, panel);
  expect(saved.statusCode).toBe(303);
  expect((await portal.web.as('officer').post(panel, { ...fields, version }, panel)).statusCode).toBe(409);
  expect([await text(CALL), await hash()]).toEqual(before);
  const desk = await text(DESK, 'officer');
  for (const said of ['评委', '7', '65', '顺延至 2026-12-16', '修改中']) expect(desk).toContain(said);
});

test('who proposed it does not publish it; a second person does, and the rule moves the close', async () => {
  const web = portal.web.as('officer');
  const reason = '评委人数调整为7人';
  const version = await versionOn('officer', DESK);
  expect((await web.post(`${DESK}/proposal`, { reason: '', version }, DESK)).statusCode).toBe(422);
  expect((await web.post(`${DESK}/proposal`, { reason, version }, DESK)).statusCode).toBe(303);
  const next = await versionOn('officer', DESK);
  const own = await web.post(`${DESK}/publication`, { version: next }, DESK);
  expect([own.statusCode, own.page.text().includes('须由另一人核对并发布')]).toEqual([422, true]);
  const panel = `${ROUND}/setup/panel`;
  expect(await text(panel, 'officer')).not.toContain('您正在修改');
  const before = await hash();
  const second = portal.web.as('officer-2');
  expect((await second.post(`${DESK}/publication`, { version: next }, DESK)).statusCode).toBe(303);
  expect(await hash()).not.toBe(before);
  const facts = (await portal.web.visitor.get(`${CALL}.json`)).json<Record<string, unknown>>();
  expect(facts).toMatchObject({ closesAt: '2026-12-16T17:00:00+08:00', stage: 'OPEN' });
  const last = await row<{ body: string }>(
    portal.work.reader,
    sql`SELECT body FROM ledger_entry ORDER BY seq DESC LIMIT 1`,
  );
  expect(JSON.parse(last?.body ?? '{}')).toMatchObject({
    type: 'round.amended',
    ref: '2026-01',
    data: { version: 2, rulesHash: await hash(), isExtended: true },
  });
});

test('both versions stand side by side in public, with reason and difference in plain words', async () => {
  const page = await text(CALL);
  for (const said of ['公告的各个版本', '第 2 版', '第 1 版', '评委人数调整为7人', '按规则顺延'])
    expect(page).toContain(said);
  expect(page).toMatch(/原为.*评委.*5.*改为.*7|评委.*5.*7/);
  const old = await text(`${CALL}/versions/1`);
  for (const said of ['这是公告的旧版本', '评委人数（单数） 5', '2026-12-11 17:00'])
    expect(old).toContain(said);
  expect(await text(`${CALL}/versions/2`)).toContain('评委人数（单数） 7');
  for (const wrong of ['3', '0', 'x', '1e0'])
    expect((await portal.web.visitor.get(`${CALL}/versions/${wrong}`)).statusCode).toBe(404);
  await expect(portal.work.write((tx) => tx.query(`UPDATE round_version SET reason = 'x'`))).rejects.toThrow(
    /append-only/,
  );
});

test('everybody who has begun to apply is told, by mail and on the application, until it is read', async () => {
  const mails = await rows<{ recipient: string; subject: string }>(
    portal.work.reader,
    sql`SELECT recipient, subject FROM outbox_mail`,
  );
  expect(mails).toEqual([{ recipient: 'body@example.org', subject: expect.stringContaining('公告有修改') }]);
  const application = '/org/rounds/2026-01/application';
  expect(await text(application, 'ngo')).toContain('公告修改了 1 次');
  const news = await portal.web.as('ngo').get('/org/rounds/2026-01/news?lang=zh');
  expect(news.page.text()).toContain('评委人数调整为7人');
  const until = /name="until" value="([^"]+)"/.exec(news.body)?.[1] ?? '';
  expect((await portal.web.as('ngo').post('/org/rounds/2026-01/news', { until })).statusCode).toBe(303);
  expect(await text(application, 'ngo')).not.toContain('公告修改了');
});

test('an amendment may be taken back and dropped; after the close there is none', async () => {
  const web = portal.web.as('officer');
  expect((await web.post(DESK, {}, DESK)).statusCode).toBe(303);
  const removal = { version: await versionOn('officer', DESK) };
  expect((await web.post(`${DESK}/removal`, removal, DESK)).statusCode).toBe(303);
  expect(await text(DESK, 'officer')).toContain('开始修改');
  portal.clock.set('2026-12-16T08:59:59.000Z');
  const fresh = await portal.account('officer-3', ['programme-officer']);
  expect(fresh.roles).toEqual(['programme-officer']);
  expect((await portal.web.as('officer-3').post(DESK, {}, DESK)).statusCode).toBe(303);
  const panel = `${ROUND}/setup/panel`;
  const version = await versionOn('officer-3', panel);
  const fields = { panelSize: '9', leastCards: '3', dropHighLowFrom: '5', passLine: '65', version };
  expect((await portal.web.as('officer-3').post(panel, fields, panel)).statusCode).toBe(303);
  portal.clock.set('2026-12-16T09:00:00.000Z');
  const late = await portal.web
    .as('officer-3')
    .post(`${DESK}/proposal`, { reason: '太晚了的修改', version: await versionOn('officer-3', DESK) }, DESK);
  expect([late.statusCode, late.page.text().includes('征集已经截止')]).toEqual([422, true]);
});
