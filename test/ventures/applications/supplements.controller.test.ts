import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { found } from '../../../src/kernel/outcome.js';
import { rows, run, sql } from '../../../src/platform/database/sql.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { ReferenceService } from '../../../src/reference/reference.service.js';
import { applicationByNumber } from '../../../src/ventures/applications/applications.queries.js';
import { SupplementsService } from '../../../src/ventures/applications/supplements.service.js';
import { type Portal, startPortal } from '../../support/app.js';
import { aCall, TIMETABLE } from '../../support/calls.js';
import { aBody, submitted } from '../../support/submitted.js';
import { type Fields, type Reply } from '../../support/web.js';

const ROUND = '2026-01';
const OWN = `/org/rounds/${ROUND}/application/supplement`;
const at = (n: number): string => `/bureau/applications/${ROUND}-000${n}`;

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal('2026-12-14T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  await portal.account('officer', ['programme-officer']);
  const timetable = { ...TIMETABLE, supplementUntil: '2026-12-18' };
  await aCall(portal.work, ROUND, { timetable }, { status: 'CLOSED', openedAt: '2026-12-14T00:30:00.000Z' });
  for (const n of [1, 2, 3]) {
    const organizationId = await aBody(portal, registrar, n);
    await portal.account(`ngo-${n}`, ['applicant'], { organizationId });
    await submitted(portal, ROUND, { organizationId, n });
  }
  // Sessions end long before the last day does: whoever comes then signs in anew.
  await portal.account('officer-later', ['programme-officer']);
  await portal.account('later-2', ['applicant'], {
    organizationId: (await application(2)).organizationId,
  });
  await portal.account('finance-1', ['applicant-finance'], {
    organizationId: (await application(1)).organizationId,
  });
}, 60_000);
afterAll(() => portal.close());

const post = (who: string, path: string, fields: Fields = {}, from = path): Promise<Reply> =>
  portal.web.as(who).post(path, fields, from);
const refusedWith = (reply: Reply, text: string): void => {
  expect([reply.statusCode, reply.page.text()]).toEqual([422, expect.stringContaining(text)]);
};
const ask = (n: number, fields: Fields): Promise<Reply> =>
  post('officer', `${at(n)}/supplement`, fields, at(n));
const application = async (
  n: number,
): Promise<NonNullable<Awaited<ReturnType<typeof applicationByNumber>>>> =>
  found(await applicationByNumber(portal.work.reader, `${ROUND}-000${n}`));
const SUMMARY = { 'words[summary]': '请补充服务对象的人数' };

test('a request names what is opened; it is told with its last day, and there is only one', async () => {
  refusedWith(await ask(1, {}), '至少选择一项');
  refusedWith(await ask(1, { 'words[unknown]': '请补充' }), '没有这一项');
  const long = await ask(1, { 'words[summary]': '补'.repeat(501) });
  refusedWith(long, '不能超过 500 个字');
  expect((await portal.web.as('officer').get(`${at(1)}/supplement`)).page.text()).toContain('2026-12-21');
  expect((await ask(1, { ...SUMMARY, 'words[files]': '请上传证书' })).headers.location).toBe(at(1));
  expect((await application(1)).status).toBe('RETURNED_FOR_SUPPLEMENT');
  refusedWith(await ask(1, SUMMARY), '一份申报只能补正一次');
  // While it is open, nothing is judged or decided.
  expect((await post('officer', `${at(1)}/judgements/passing`, {}, at(1))).statusCode).toBe(409);
  expect((await post('officer', `${at(1)}/screening`, { eligible: 'yes' }, at(1))).statusCode).toBe(409);
  const start = await portal.web.as('ngo-1').get('/org');
  expect(start.page.text()).toContain('补正申报材料：敲门关爱第1期');
  expect(start.page.text()).toContain('2026-12-21 截止');
  const page = await portal.web.as('ngo-1').get(OWN);
  for (const text of ['请补充服务对象的人数', '请上传证书', 'SUPPLEMENT 正文'])
    expect(page.page.text()).toContain(text);
  expect(page.body).toContain('name="summary"');
  expect(page.body).not.toContain('name="need"');
  // Nobody else has one, and nobody reads another's.
  expect((await portal.web.as('ngo-2').get(OWN)).statusCode).toBe(404);
});

test('only what is named can be changed; what was saved counts for nothing until it is handed in', async () => {
  const hostile = await post('ngo-1', OWN, { summary: '新的摘要', need: '偷偷改的需求', version: 1 });
  refusedWith(hostile, '不在补正范围内');
  expect(hostile.page.text()).toContain('新的摘要');
  refusedWith(await post('ngo-1', `${OWN}/hand-in`, { summary: '', version: 1 }, OWN), '请填写');
  refusedWith(
    await post('ngo-1', `${OWN}/hand-in`, { summary: '原来的摘要', version: 1 }, OWN),
    '与原来相同',
  );
  expect((await post('finance-1', OWN, { summary: '直接服务 100 人', version: 1 })).headers.location).toBe(
    OWN,
  );
  expect((await application(1)).content['summary']).toBe('原来的摘要');
  expect((await portal.web.as('ngo-1').get(OWN)).page.text()).toContain('直接服务 100 人');
  expect((await portal.web.as('officer').get(at(1))).page.text()).not.toContain('直接服务 100 人');
  expect((await post('ngo-1', OWN, { summary: '另一个', version: 1 })).statusCode).toBe(409);
  expect(
    (await post('finance-1', `${OWN}/hand-in`, { summary: '直接服务 100 人', version: 2 }, OWN)).statusCode,
  ).toBe(403);
});

test('files are added and taken out; what was handed in before stays', async () => {
  const file = { field: 'file', name: '证书.csv', type: 'text/csv', content: Buffer.from('a,b\n1,2\n') };
  expect((await portal.web.as('ngo-1').upload(`${OWN}/files`, file, {}, OWN)).headers.location).toBe(OWN);
  const page = await portal.web.as('ngo-1').get(OWN);
  expect(page.page.text()).toContain('证书.csv');
  expect((await portal.web.as('officer').get(at(1))).page.text()).not.toContain('证书.csv');
  const removal = found(page.page.forms().find(({ action }) => action.endsWith('/removal'))).action;
  expect((await post('ngo-1', removal, {}, OWN)).headers.location).toBe(OWN);
  expect((await post('ngo-1', removal, {}, OWN)).statusCode).toBe(404);
  expect((await portal.web.as('ngo-1').upload(`${OWN}/files`, file, {}, OWN)).headers.location).toBe(OWN);
});

test('handing in takes its place, gives a receipt with a hash, and the first check goes on beside old and new', async () => {
  const version = found((await portal.web.as('ngo-1').get(OWN)).page.value('version'));
  const fields = { summary: '直接服务 120 人', version };
  expect((await post('ngo-1', `${OWN}/hand-in`, fields, OWN)).headers.location).toBe(OWN);
  const one = await application(1);
  expect([one.status, one.content['summary'], one.content['need']]).toEqual([
    'SUBMITTED',
    '直接服务 120 人',
    '原来的需求',
  ]);
  const [kept] = await rows<{ hash: string; before: string; after: string; seq: number }>(
    portal.work.reader,
    sql`SELECT content_hash AS hash, "before", "after", ledger_seq AS seq FROM application_supplement WHERE status = 'HANDED_IN'`,
  );
  expect(found(kept).before).toContain('原来的摘要');
  expect(found(kept).after).toContain('直接服务 120 人');
  const receipt = await portal.web.as('ngo-1').get(OWN);
  expect(receipt.page.text()).toContain(found(kept).hash);
  const [act] = await rows<{ body: string }>(
    portal.work.reader,
    sql`SELECT body FROM ledger_entry WHERE seq = ${found(kept).seq}`,
  );
  expect(found(act).body).toContain('"type":"supplement.received"');
  expect(found(act).body).not.toContain(found(kept).hash);
  const officer = await portal.web.as('officer').get(at(1));
  for (const text of ['原来的摘要', '直接服务 120 人', '证书.csv', '已补正'])
    expect(officer.page.text()).toContain(text);
  expect((await post('officer', `${at(1)}/judgements/passing`, {}, at(1))).statusCode).toBe(303);
  refusedWith(await ask(1, SUMMARY), '一份申报只能补正一次');
  refusedWith(await post('ngo-1', OWN, { summary: '再改', version: 9 }), '补正已经结束');
  for (const change of [
    sql`UPDATE application_supplement SET after = '{}'`,
    sql`UPDATE application_supplement SET items = '[]'`,
    sql`DELETE FROM application_supplement`,
  ])
    await expect(portal.work.write((tx) => run(tx, change))).rejects.toThrow();
});

test('the budget is opened as a whole and replaced row by row', async () => {
  expect((await ask(3, { 'words[budget-rows]': '请细化预算' })).statusCode).toBe(303);
  const page = await portal.web.as('ngo-3').get(OWN);
  const ids = [...page.body.matchAll(/name="(lines\[\d+\]\[id\])" value="([^"]+)"/g)];
  expect(ids).toHaveLength(4);
  const line = (i: number, price: string, source: string): Fields => ({
    [ids[i]?.[1] ?? '']: ids[i]?.[2] ?? '',
    [`lines[${i}][category]`]: 'ACTIVITY',
    [`lines[${i}][item]`]: '分项活动',
    [`lines[${i}][unitPriceFen]`]: price,
    [`lines[${i}][quantity]`]: 1,
    [`lines[${i}][times]`]: 1,
    [`lines[${i}][source]`]: source,
  });
  const over = { ...line(0, '90000', 'GRANT'), ...line(1, '10000', 'SELF_RAISED'), version: 1 };
  expect((await post('ngo-3', `${OWN}/hand-in`, over, OWN)).statusCode).toBe(422);
  const within = { ...line(0, '40000', 'GRANT'), ...line(1, '60000', 'SELF_RAISED'), version: 1 };
  expect((await post('ngo-3', `${OWN}/hand-in`, within, OWN)).headers.location).toBe(OWN);
  expect((await application(3)).askedFen).toBe(40_000_00);
  expect((await portal.web.as('officer').get(at(3))).page.text()).toContain('分项活动');
});

test('after its last day nothing is taken, what was gathered goes, and the first check goes on', async () => {
  expect((await ask(2, { ...SUMMARY, 'words[files]': '请上传证书' })).statusCode).toBe(303);
  const file = { field: 'file', name: '迟到.csv', type: 'text/csv', content: Buffer.from('a,b\n3,4\n') };
  expect((await portal.web.as('ngo-2').upload(`${OWN}/files`, file, {}, OWN)).headers.location).toBe(OWN);
  portal.clock.set('2026-12-21T15:59:59.999Z');
  expect((await post('later-2', OWN, { summary: '最后一刻', version: 2 })).headers.location).toBe(OWN);
  expect(await portal.app.get(SupplementsService).closeOverdue()).toBe(0);
  portal.clock.set('2026-12-21T16:00:00.000Z');
  refusedWith(
    await post('later-2', `${OWN}/hand-in`, { summary: '最后一刻', version: 3 }, OWN),
    '补正期限已于 2026-12-21 截止',
  );
  expect(await portal.app.get(SupplementsService).closeOverdue()).toBe(1);
  const one = await application(2);
  expect([one.status, one.content['summary']]).toEqual(['SUBMITTED', '原来的摘要']);
  const page = await portal.web.as('officer-later').get(at(2));
  expect(page.page.text()).toContain('逾期未补正');
  expect(page.page.text()).not.toContain('迟到.csv');
});
