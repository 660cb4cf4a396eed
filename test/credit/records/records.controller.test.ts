import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { ROUTINES } from '../../../src/app/scheduled.js';
import { rows, run, sql } from '../../../src/platform/database/sql.js';
import { type Portal } from '../../support/app.js';
import {
  CODE,
  creditDesk,
  type CreditDesk,
  effectIn,
  FORM,
  idOf,
  PENALTY,
  START,
} from '../../support/credit.js';
import { Browser } from '../../support/web.js';

const PDF = {
  field: 'file',
  name: '决定书.pdf',
  type: 'application/pdf',
  content: Buffer.from('%PDF-1.7 test'),
};
let desk: CreditDesk;
let portal: Portal;
let as: CreditDesk['as'];
let post: CreditDesk['post'];
let publicView: CreditDesk['publicView'];
let enter: CreditDesk['enter'];
let published: CreditDesk['published'];
let statusOf: CreditDesk['statusOf'];
beforeAll(async () => {
  desk = await creditDesk();
  ({ portal, as, post, publicView, enter, published, statusOf } = desk);
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.set(START));

test('the category comes first, then its own form; what is refused keeps what was typed (R-CR-04)', async () => {
  const district = await as('district');
  const choice = await district.get('/bureau/credit/records/new');
  expect(choice.page.hasLink('/bureau/credit/records/new/annual-report')).toBe(true);
  for (const category of ['basic', 'annual-report', 'inspection', 'penalty', 'other'])
    expect((await district.get(`/bureau/credit/records/new/${category}`)).statusCode).toBe(200);
  expect((await district.get('/bureau/credit/records/new/fame')).statusCode).toBe(404);

  const refused = await district.post(FORM, {
    ...PENALTY,
    fineFen: '',
    recordClass: '',
    summary: '罚款，联系电话13812345678',
  });
  expect(refused.statusCode).toBe(422);
  expect(refused.page.error('fineFen')).toContain('必须填写');
  expect(refused.page.error('recordClass')).toContain('失信程度');
  expect(refused.page.error('summary')).toContain('个人电话');
  expect(refused.page.value('facts')).toBe('经办人李四未办理变更登记');
  expect(refused.page.value('penaltyKind')).toBe('FINE');
});

test('a draft is one’s own, is continued, recorded late, and says so; nobody else sees it on the public page', async () => {
  portal.clock.set('2026-05-25T02:00:00.000Z');
  const kept = await post('district', FORM, {
    creditCode: CODE,
    formedOn: '2026-05-06',
    summary: '草稿',
    step: 'draft',
  });
  const address = String(kept.headers.location);
  expect(await statusOf(address)).toBe('DRAFT');
  expect((await (await as('registrar')).get(`${address}/entry`)).statusCode).toBe(404);
  const form = await (await as('district')).get(`${address}/entry`);
  expect(form.page.value('summary')).toBe('草稿');
  const incomplete = await post('district', `${address}/entry`, {
    creditCode: CODE,
    formedOn: '2026-05-06',
    summary: '草稿',
    step: 'record',
    version: 1,
  });
  expect([incomplete.statusCode, await statusOf(address)]).toEqual([422, 'DRAFT']);
  expect((await post('district', `${address}/entry`, { ...PENALTY, version: 1 })).statusCode).toBe(303);
  const stale = await post('district', `${address}/entry`, { ...PENALTY, version: 1 });
  expect(stale.statusCode).toBe(404);
  const page = await (await as('registrar')).get(address);
  expect(page.page.text()).toContain('逾期录入');
  expect(
    (await post('registrar', `${address}/withdraw`, { version: 2, reason: '重复录入' }, address)).statusCode,
  ).toBe(303);
  expect(await statusOf(address)).toBe('WITHDRAWN');

  const other = await post('district', FORM, { ...PENALTY, step: 'draft' });
  const draft = String(other.headers.location);
  expect((await post('district', `${draft}/discarding`, { version: 1 }, draft)).statusCode).toBe(303);
  expect(await statusOf(draft)).toBe('WITHDRAWN');
});

test('source document, approval by another person, stale pages, and reasons', async () => {
  const address = await enter();
  const district = await as('district');
  const upload = await district.upload(`${address}/source`, PDF, {}, address);
  expect(upload.statusCode).toBe(303);
  const bad = await district.upload(
    `${address}/source`,
    { ...PDF, name: 'x.exe', content: Buffer.from('MZ') },
    {},
    address,
  );
  expect([bad.statusCode, bad.page.error('file')]).toEqual([422, expect.stringContaining('x.exe')]);
  const shown = await (await as('registrar')).get(address);
  const link = shown.page.links().find((href) => href.includes('/files/')) ?? '';
  const got = await (await as('registrar')).get(link);
  expect([got.statusCode, got.body]).toEqual([200, '%PDF-1.7 test']);

  // Whoever entered may not approve; a chair may.
  const own = await post('registrar', FORM, { ...PENALTY, summary: '自己录入' });
  const mine = String(own.headers.location);
  const refused = await post('registrar', `${mine}/publish`, { version: 1 }, mine);
  expect([refused.statusCode, refused.page.text().includes('不能自己审核')]).toEqual([422, true]);
  expect((await post('registrar', `${address}/hold`, { version: 1 }, address)).statusCode).toBe(422);
  expect((await post('registrar', `${address}/publish`, { version: 1 }, address)).statusCode).toBe(303);
  expect(
    (await post('chair', `${address}/withdraw`, { version: 1, reason: '旧页面' }, address)).statusCode,
  ).toBe(409);
  const without = await post('chair', `${address}/withdraw`, { version: 2, reason: '' }, address);
  expect([without.statusCode, without.page.error('reason')]).toEqual([
    422,
    expect.stringContaining('请填写理由'),
  ]);
  // A late source document would change what was approved.
  expect((await district.upload(`${address}/source`, PDF, {}, address)).statusCode).toBe(422);
  for (const one of [address, mine]) {
    const version = one === address ? 2 : 1;
    expect((await post('chair', `${one}/withdraw`, { version, reason: '测试结束' }, one)).statusCode).toBe(
      303,
    );
  }
});

test('a light record may be held: in force for the bureau, never public, repairable at once (R-CR-24)', async () => {
  const never = await publicView();
  const address = await enter({
    recordClass: 'LIGHT',
    penaltyKind: 'WARNING',
    fineFen: '',
    summary: '警告：轻微',
  });
  expect((await post('registrar', `${address}/hold`, { version: 1 }, address)).statusCode).toBe(303);
  expect(await statusOf(address)).toBe('HELD');
  expect((await publicView()).includes('警告：轻微')).toBe(false);
  const own = await (await as('ngo')).get(`/org/credit/records/${idOf(address)}`);
  expect(own.page.text()).toContain('属于轻微情形，不公开');
  const repaired = await post('chair', `${address}/repair`, { version: 2, reason: '已履行' }, address);
  expect([repaired.statusCode, await statusOf(address)]).toEqual([303, 'REPAIRED']);
  expect(await publicView()).toBe(never);
});

test('repair: too early with the day, the checklist, the preview, and no trace (R-CR-24, R-CR-25)', async () => {
  const never = await publicView();
  const entered = await enter();
  expect(await publicView()).toBe(never);
  expect((await post('registrar', `${entered}/publish`, { version: 1 }, entered)).statusCode).toBe(303);
  const id = idOf(entered);
  const secrets = async (): Promise<number> =>
    (
      await rows<{ value: string }>(
        portal.work.reader,
        sql`SELECT value FROM ledger_secret WHERE name = 'record' AND value LIKE ${`%${id}%`}`,
      )
    ).length;
  expect(await secrets()).toBe(1);
  const page = await new Browser(portal.app).get(`/organizations/${CODE}`);
  expect(page.page.text()).toContain('罚款：未按规定办理变更登记');
  expect(page.body.includes('李四')).toBe(false);

  // The body's own page names the day; before it, nothing begins.
  const address = `/org/credit/records/${id}`;
  const own = await (await as('ngo')).get(address);
  expect(own.page.text()).toContain('2026-08-06 起才可以申请修复');
  expect(own.page.text()).toContain('李四');
  const early = await post('ngo', `${address}/repair`, {}, address);
  expect(early.headers.location).toBe(address);
  expect((await (await as('stranger')).get(address)).statusCode).toBe(404);
  expect((await post('stranger', `${address}/repair`, {}, '/account')).statusCode).toBe(404);

  portal.clock.set('2026-08-06T02:00:00.000Z');
  const begun = await post('ngo', `${address}/repair`, {}, address);
  const repair = String(begun.headers.location);
  expect(repair).toMatch(/^\/org\/credit\/repairs\/XF-2026-\d{3}$/);
  const number = repair.split('/').at(-1) ?? '';
  const desk = `/bureau/credit/repairs/${number}`;
  expect((await (await as('registrar')).get(desk)).statusCode).toBe(404);
  expect((await (await as('stranger')).get(repair)).statusCode).toBe(404);
  const bare = await post('ngo', `${repair}/submission`, { version: 1 }, repair);
  expect(bare.statusCode).toBe(422);
  expect(bare.page.text()).toContain('还缺信用报告');
  expect(
    (await post('ngo', repair, { duties: '已补办变更登记', promise: 'yes', version: 1 })).statusCode,
  ).toBe(303);
  for (const paper of ['DUTY', 'CREDIT_REPORT'])
    expect((await (await as('ngo')).upload(`${repair}/papers`, PDF, { paper }, repair)).statusCode).toBe(303);
  const wrong = await (
    await as('ngo')
  ).upload(`${repair}/papers`, { ...PDF, name: 'a.exe' }, { paper: 'DUTY' }, repair);
  expect([wrong.statusCode, wrong.page.value('paper')]).toEqual([422, 'DUTY']);
  expect((await post('ngo', `${repair}/submission`, { version: 2 }, repair)).statusCode).toBe(303);

  const queue = await (await as('registrar')).get('/bureau/credit?whose=mine');
  expect(queue.page.text()).toContain('信用修复待办理');
  const decision = await (await as('registrar')).get(desk);
  const [before, after] = effectIn(decision.body);
  expect([before.includes('未按规定办理变更登记'), after.includes('未按规定办理变更登记')]).toEqual([
    true,
    false,
  ]);
  const paper = decision.page.links().find((href) => href.startsWith(`${desk}/files/`)) ?? '';
  expect((await (await as('registrar')).get(paper)).body).toBe('%PDF-1.7 test');
  const silent = await post('registrar', desk, { verdict: 'refuse', reason: '', version: 3 });
  expect([silent.statusCode, silent.page.error('reason')]).toEqual([422, expect.stringContaining('请填写')]);

  // Refused with a reason first, and the way to object; then asked for again and granted.
  expect(
    (await post('registrar', desk, { verdict: 'refuse', reason: '证明不全', version: 3 })).statusCode,
  ).toBe(303);
  const told = await (await as('ngo')).get(repair);
  expect(told.page.text()).toContain('证明不全');
  expect(told.page.hasLink(`${address}/objection`)).toBe(true);
  const again = String((await post('ngo', `${address}/repair`, {}, address)).headers.location);
  await post('ngo', again, { duties: '已补办，附新证明', promise: 'yes', version: 1 });
  for (const kind of ['DUTY', 'CREDIT_REPORT'])
    await (await as('ngo')).upload(`${again}/papers`, PDF, { paper: kind }, again);
  expect((await post('ngo', `${again}/submission`, { version: 2 }, again)).statusCode).toBe(303);
  const second = again.replace('/org/credit', '/bureau/credit');
  const granted = { verdict: 'approve', reason: '义务已履行', version: 3 };
  // Who entered the record does not lift it.
  expect((await post('district', second, granted, '/account')).statusCode).toBe(403);
  expect((await post('chair', second, granted)).statusCode).toBe(303);
  expect(await statusOf(entered)).toBe('REPAIRED');

  portal.clock.set(START);
  expect(await publicView()).toBe(never);
  expect(await secrets()).toBe(0);
  const lines = await rows<{ body: string }>(
    portal.work.reader,
    sql`SELECT body FROM ledger_entry WHERE body LIKE '%credit.%'`,
  );
  expect(lines.length).toBeGreaterThan(0);
  expect(
    lines.filter(({ body }) => body.includes(CODE) || body.includes(id) || body.includes('罚款')),
  ).toEqual([]);
});

test('a correction takes two persons, keeps the old version, and shows before and after (features A7)', async () => {
  const address = await published({ summary: '罚款：超出业务范围' });
  const propose = `${address}/correction`;
  const form = await (await as('district')).get(propose);
  expect(form.page.value('fineFen')).toBe('6,000.00');
  const corrected = { ...PENALTY, summary: '罚款：超出业务范围', fineFen: '600', reason: '金额录入有误' };
  const nothing = await post('district', propose, { ...corrected, fineFen: '6000' });
  expect([nothing.statusCode, nothing.page.text().includes('没有改动任何内容')]).toEqual([422, true]);
  expect((await post('district', propose, { ...corrected, reason: '' })).statusCode).toBe(422);
  const sent = await post('registrar', propose, corrected);
  const correction = String(sent.headers.location);
  const second = await post('district', propose, corrected);
  expect([second.statusCode, second.page.text().includes('已有一项更正等待批准')]).toEqual([422, true]);
  const verdict = { verdict: 'approve', reason: '核对决定书无误', version: 1 };
  expect((await post('registrar', correction, verdict)).statusCode).toBe(422);
  const shown = await (await as('chair')).get(correction);
  const [before, after] = effectIn(shown.body);
  expect([before.includes('600.00'), after.includes('6,000.00'), after.includes('>600.00')]).toEqual([
    false,
    true,
    true,
  ]);
  expect((await post('chair', correction, verdict)).statusCode).toBe(303);
  expect((await post('chair', correction, verdict)).statusCode).toBe(422);
  expect(await statusOf(address)).toBe('CORRECTED');

  const publicPage = await new Browser(portal.app).get(`/organizations/${CODE}`);
  expect(publicPage.page.text()).toMatch(/罚款金额（元） ¥?6,000\.00 ¥?600\.00 2026-05-06/);
  const versions = await rows<{ number: number; act: string; changes: string; reason: string | null }>(
    portal.work.reader,
    sql`SELECT number, act, changes, reason FROM credit_record_version WHERE record_id = ${idOf(address)} ORDER BY number`,
  );
  expect(versions.map(({ number, act }) => [Number(number), act])).toEqual([
    [1, 'credit-recorded'],
    [2, 'credit-published'],
    [3, 'credit-corrected'],
  ]);
  expect(JSON.parse(versions[2]?.changes ?? '[]')).toEqual(
    expect.arrayContaining([{ field: 'fineFen', from: 600_000, to: 60_000 }]),
  );
  expect(versions[2]?.reason).toBe('金额录入有误');
  // Corrected does not mean protected: the latest version is what can be taken down.
  expect(
    (await post('chair', `${address}/withdraw`, { version: 3, reason: '处罚决定已撤销' }, address))
      .statusCode,
  ).toBe(303);
  expect((await new Browser(portal.app).get(`/organizations/${CODE}`)).body.includes('超出业务范围')).toBe(
    false,
  );
});

test('the database itself refuses to change or remove a version', async () => {
  await expect(
    portal.work.write((tx) => run(tx, sql`UPDATE credit_record_version SET reason = 'x'`)),
  ).rejects.toThrow();
  await expect(portal.work.write((tx) => run(tx, sql`DELETE FROM credit_record_version`))).rejects.toThrow();
  const kept = await rows(portal.work.reader, sql`SELECT id FROM credit_record_version`);
  expect(kept.length).toBeGreaterThan(3);
});

test('at its last day a record is taken down by night, once, and leaves the public page at midnight (R-CR-24)', async () => {
  const never = await publicView();
  const archive = ROUTINES.find(({ name }) => name === 'credit-archive');
  const address = await published({
    recordClass: 'LIGHT',
    penaltyKind: 'WARNING',
    fineFen: '',
    summary: '警告：三个月',
  });
  portal.clock.set('2026-08-05T15:59:59.000Z');
  await archive?.run(portal.app);
  expect(await statusOf(address)).toBe('PUBLISHED');
  expect((await new Browser(portal.app).get(`/organizations/${CODE}`)).body.includes('警告：三个月')).toBe(
    true,
  );
  portal.clock.set('2026-08-05T16:00:00.000Z');
  // Readers ask by the day: it is gone before the routine has run.
  expect((await new Browser(portal.app).get(`/organizations/${CODE}`)).body.includes('警告：三个月')).toBe(
    false,
  );
  for (let night = 0; night < 3; night += 1) await archive?.run(portal.app);
  expect(await statusOf(address)).toBe('ARCHIVED');
  const audit = await rows(
    portal.work.reader,
    sql`SELECT seq FROM audit_line WHERE action = 'credit-archived' AND subject_id = ${idOf(address)}`,
  );
  expect(audit).toHaveLength(1);
  const versions = await rows(
    portal.work.reader,
    sql`SELECT id FROM credit_record_version WHERE record_id = ${idOf(address)}`,
  );
  expect(versions).toHaveLength(3);
  const repaired = await post('chair', `${address}/repair`, { version: 3, reason: '已履行' }, address);
  expect(repaired.statusCode).toBe(303);
  portal.clock.set(START);
  expect(await publicView()).toBe(never);
});

test('the queue asks the database a fixed number of times, and the CSV is the list', async () => {
  const registrar = await as('registrar');
  const calls = async (path: string): Promise<number> => {
    const spy = jest.spyOn(portal.work.reader, 'query');
    await registrar.get(path);
    const { length } = spy.mock.calls;
    spy.mockRestore();
    return length;
  };
  const few = await calls('/bureau/credit');
  for (let i = 0; i < 5; i += 1) await enter({ summary: `多条记录${i}` });
  expect([await calls('/bureau/credit'), few]).toEqual([few, 10]);
  const csv = await registrar.get('/bureau/credit/export.csv?status=RECORDED&category=PENALTY');
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.body.split('\r\n').filter((line) => line.includes('多条记录'))).toHaveLength(5);
  expect(csv.body).not.toContain('WITHDRAWN');
});
