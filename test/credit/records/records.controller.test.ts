import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { ROUTINES } from '../../../src/app/scheduled.js';
import { makeCreditCode } from '../../../src/kernel/credit-code.js';
import { OrganizationsService } from '../../../src/organizations/organizations.service.js';
import { row, rows, run, sql } from '../../../src/platform/database/sql.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { ReferenceService } from '../../../src/reference/reference.service.js';
import { type Portal, startPortal } from '../../support/app.js';
import { Browser, type Fields, type Reply } from '../../support/web.js';

const START = '2026-05-06T02:00:00.000Z';
const CODE = makeCreditCode('ASSOCIATION', '320800', 'MJ990001');
const OTHER = makeCreditCode('ASSOCIATION', '320800', 'MJ990002');
const PDF = {
  field: 'file',
  name: '决定书.pdf',
  type: 'application/pdf',
  content: Buffer.from('%PDF-1.7 test'),
};
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal(START);
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  await portal.account('district', ['district-officer']);
  await portal.account('chair', ['chair']);
  for (const [creditCode, name, username] of [
    [CODE, '淮安市信用测试协会', 'ngo'],
    [OTHER, '淮安市无关协会', 'stranger'],
  ] as const) {
    const done = await portal.app.get(OrganizationsService).register(registrar, {
      creditCode,
      name,
      type: 'ASSOCIATION',
      status: 'REGISTERED',
      divisionCode: '320812',
      legalRepresentative: '张三',
      establishedOn: '2015-01-01',
      address: '示例路1号',
    });
    if (!done.ok) throw new Error(JSON.stringify(done.findings));
    const one = await row<{ id: string }>(
      portal.work.reader,
      sql`SELECT id FROM organization WHERE credit_code = ${creditCode}`,
    );
    await portal.account(username, ['applicant'], { organizationId: one?.id ?? '' });
  }
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.set(START));

/** Staff sessions end after a quarter of an hour; whoever comes later signs in again. */
async function as(username: string): Promise<Browser> {
  const browser = new Browser(portal.app);
  expect((await browser.post('/sign-in', { username, password: 'a long test sentence' })).statusCode).toBe(
    303,
  );
  return browser;
}

const post = async (username: string, path: string, fields: Fields, from = path): Promise<Reply> =>
  (await as(username)).post(path, fields, from);

/** Everything the public can see that could name a record or count it. */
async function publicView(): Promise<string> {
  const paths = [
    '/',
    `/organizations/${CODE}`,
    `/organizations/${CODE}.json`,
    '/organizations',
    '/organizations.json',
    `/credit?q=${CODE}`,
    `/credit.json?codes=${CODE}`,
    '/credit/abnormal',
    '/credit/abnormal.json',
    '/credit/serious',
    '/statistics',
    '/statistics.json',
    '/notices',
    '/search?q=信用测试',
  ];
  const pages: string[] = [];
  for (const path of paths) pages.push(`${path}\n${(await new Browser(portal.app).get(path)).body}`);
  // Clock times aside: a page says when it was asked.
  return pages
    .join('\n')
    .replace(/\d{4}-\d{2}-\d{2}[T ]?\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|\+08:00)?/g, 'INSTANT');
}

const PENALTY = {
  creditCode: CODE,
  formedOn: '2026-05-06',
  summary: '罚款：未按规定办理变更登记',
  recordClass: 'GENERAL',
  penaltyKind: 'FINE',
  fineFen: '6000',
  documentNumber: '淮民罚〔虚构〕1号',
  decidedOn: '2026-05-06',
  department: '市民政局',
  facts: '经办人李四未办理变更登记',
  basis: '条例第三十条',
  step: 'record',
};
const FORM = '/bureau/credit/records/new/penalty';

async function enter(change: Fields = {}): Promise<string> {
  const reply = await post('district', FORM, { ...PENALTY, ...change });
  expect(reply.statusCode).toBe(303);
  return String(reply.headers.location);
}

async function published(change: Fields = {}): Promise<string> {
  const address = await enter(change);
  expect((await post('registrar', `${address}/publish`, { version: 1 }, address)).statusCode).toBe(303);
  return address;
}

const idOf = (address: string): string => address.split('/').at(-1) ?? '';
const statusOf = async (address: string): Promise<string | undefined> =>
  (
    await row<{ status: string }>(
      portal.work.reader,
      sql`SELECT status FROM credit_record WHERE id = ${idOf(address)}`,
    )
  )?.status;

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
  const [, before = '', after = ''] =
    /<h3>现在<\/h3>([\s\S]*)<h3>批准之后<\/h3>([\s\S]*)<\/section><\/div>/.exec(decision.body) ?? [];
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
  const [, before = '', after = ''] =
    /<h3>现在<\/h3>([\s\S]*)<h3>批准之后<\/h3>([\s\S]*)<\/section><\/div>/.exec(shown.body) ?? [];
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

const CLAIM = {
  ground: 'FACTS',
  'points[0][claim]': '罚款金额是600元，不是6000元',
  'points[1][claim]': '部门写错',
  remedy: '更正金额',
};
const EVIDENCE = {
  field: 'evidence',
  name: '缴款书.pdf',
  type: 'application/pdf',
  content: Buffer.from('%PDF-1.7 e'),
};
const reply = (to: string, version: number, agreed: readonly ['yes' | 'no', 'yes' | 'no']): Fields => ({
  to,
  'points[0][n]': 1,
  'points[0][agreed]': agreed[0],
  'points[0][reply]': '经核对缴款书',
  'points[1][n]': 2,
  'points[1][agreed]': agreed[1],
  'points[1][reply]': '部门无误',
  reply: '经核实，作出如下答复',
  version,
});

test('enter, approve, publish, object, correct: one journey, with the effect seen before it is signed (R-CR-17, features A7, I4)', async () => {
  const address = await published({ summary: '罚款：逾期年报' });
  const id = idOf(address);
  const form = `/org/credit/records/${id}/objection`;
  const ngo = await as('ngo');
  const empty = await ngo.upload(form, { ...EVIDENCE, name: 'a.exe' }, { ...CLAIM, remedy: '' }, form);
  expect([empty.statusCode, empty.page.value('points[0][claim]')]).toEqual([422, CLAIM['points[0][claim]']]);
  expect((await (await as('stranger')).get(form)).statusCode).toBe(404);
  const sent = await ngo.upload(form, EVIDENCE, CLAIM, form);
  expect(sent.statusCode).toBe(303);
  const number = String(sent.headers.location).split('/').at(-1) ?? '';
  expect(await statusOf(address)).toBe('UNDER_OBJECTION');
  const objection = await row<{ due: string; desk: string }>(
    portal.work.reader,
    sql`SELECT reply_due_on AS due, desk FROM objection WHERE number = ${number}`,
  );
  // Twenty working days after 2026-05-06: 9 May is a Saturday worked for the holiday of May.
  expect(objection).toEqual({ due: '2026-06-02', desk: '/bureau/credit/objections' });
  const shown = (await new Browser(portal.app).get(`/organizations/${CODE}`)).page.text();
  expect(shown).toContain('异议处理中');

  const desk = `/bureau/credit/objections/${number}`;
  // The desk for notices has no say here.
  expect(
    (
      await post(
        'registrar',
        `/bureau/objections/${number}/decision`,
        { ...reply('REJECTED', 1, ['no', 'no']) },
        desk,
      )
    ).statusCode,
  ).toBe(404);
  const early = await post('registrar', `${desk}/decision`, reply('UPHELD', 1, ['yes', 'no']), desk);
  expect([early.statusCode, early.page.error('to')]).toEqual([
    422,
    expect.stringContaining('先为这项异议提出更正'),
  ]);
  expect(early.page.value('points[0][reply]')).toBe('经核对缴款书');
  expect(
    (await post('district', `${desk}/decision`, reply('REJECTED', 1, ['no', 'no']), '/account')).statusCode,
  ).toBe(403);

  const propose = `${address}/correction?objection=${number}`;
  expect((await (await as('registrar')).get(desk)).page.hasLink(propose)).toBe(true);
  const corrected = {
    ...PENALTY,
    summary: '罚款：逾期年报',
    fineFen: '600',
    reason: '缴款书为准',
    objection: number,
  };
  expect((await post('registrar', `${address}/correction`, corrected, propose)).statusCode).toBe(303);
  const own = await post('registrar', `${desk}/decision`, reply('UPHELD', 1, ['yes', 'no']), desk);
  expect(own.statusCode).toBe(422);
  const view = await (await as('chair')).get(desk);
  expect(view.page.text()).toContain('如果更正');
  expect(view.page.text()).toContain('600.00');
  expect((await post('chair', `${desk}/decision`, reply('UPHELD', 9, ['yes', 'no']), desk)).statusCode).toBe(
    409,
  );
  expect(await statusOf(address)).toBe('UNDER_OBJECTION');
  expect((await post('chair', `${desk}/decision`, reply('UPHELD', 1, ['yes', 'no']), desk)).statusCode).toBe(
    303,
  );
  expect(await statusOf(address)).toBe('CORRECTED');
  const after = await row<{ status: string }>(
    portal.work.reader,
    sql`SELECT status FROM objection WHERE number = ${number}`,
  );
  expect(after?.status).toBe('REMEDIED');
  const told = await (await as('ngo')).get(`/org/objections/${number}`);
  expect(told.page.text()).toContain('经核对缴款书');
  expect((await new Browser(portal.app).get(`/organizations/${CODE}`)).page.text()).toMatch(
    /罚款金额（元） ¥?6,000\.00 ¥?600\.00 2026-05-06/,
  );
  expect(
    (await post('chair', `${address}/withdraw`, { version: 4, reason: '测试结束' }, address)).statusCode,
  ).toBe(303);
});

test('anybody may object to what anybody can see; refused, the record stands; taken back, it is no longer marked', async () => {
  const address = await published({ summary: '罚款：旁人可见' });
  const id = idOf(address);
  const page = await new Browser(portal.app).get(`/organizations/${CODE}`);
  const form = `/objections/records/${id}`;
  expect(page.page.hasLink(form)).toBe(true);
  const person = { name: '王五', phone: '13912345678', truthful: 'yes' };
  const shown = await portal.web.visitor.get(form);
  expect([shown.statusCode, shown.page.text().includes('李四')]).toEqual([200, false]);
  const without = await portal.web.visitor.upload(form, EVIDENCE, CLAIM, form);
  expect([without.statusCode, without.page.value('remedy')]).toEqual([422, '更正金额']);
  const sent = await portal.web.visitor.upload(form, EVIDENCE, { ...CLAIM, ...person }, form);
  expect(sent.statusCode).toBe(303);
  const number = String(sent.headers.location).split('/').at(-1) ?? '';
  // A second one joins it; the record stays marked until both are answered.
  const own = await (
    await as('ngo')
  ).upload(`/org/credit/records/${id}/objection`, EVIDENCE, CLAIM, `/org/credit/records/${id}/objection`);
  const second = String(own.headers.location).split('/').at(-1) ?? '';
  const desk = `/bureau/credit/objections/${number}`;
  const before = await (await as('chair')).get(desk);
  expect(before.body.includes('王五')).toBe(false);
  const revealed = await post('chair', `${desk}/identity`, {}, desk);
  expect(revealed.page.text()).toContain('王五');
  expect((await post('chair', `${desk}/decision`, reply('REJECTED', 1, ['no', 'no']), desk)).statusCode).toBe(
    303,
  );
  expect(await statusOf(address)).toBe('UNDER_OBJECTION');
  const mine = await (await as('ngo')).get(`/org/objections/${second}`);
  const back = mine.page.forms().find(({ action }) => action.endsWith('/withdrawal'))?.action ?? '';
  expect(back).toBe(`/org/credit/objections/${second}/withdrawal`);
  expect((await post('stranger', back, { version: 1 }, '/account')).statusCode).toBe(404);
  expect((await post('ngo', back, { version: 1 }, `/org/objections/${second}`)).statusCode).toBe(303);
  expect(await statusOf(address)).toBe('UPHELD');

  // Upheld by taking it down: nothing of it is left to see or to object to.
  const again = await portal.web.visitor.upload(form, EVIDENCE, { ...CLAIM, ...person }, form);
  const third = String(again.headers.location).split('/').at(-1) ?? '';
  const last = `/bureau/credit/objections/${third}`;
  expect((await post('chair', `${last}/decision`, reply('REMOVED', 1, ['yes', 'no']), last)).statusCode).toBe(
    303,
  );
  expect(await statusOf(address)).toBe('WITHDRAWN');
  expect((await portal.web.visitor.get(form)).statusCode).toBe(404);
  const trail = await rows<{ after: string | null }>(
    portal.work.reader,
    sql`SELECT after FROM audit_line WHERE after LIKE '%王五%' OR after LIKE '%13912345678%'`,
  );
  expect(trail).toEqual([]);
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
