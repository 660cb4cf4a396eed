import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { snapshotsOf } from '../../src/eligibility/eligibility.queries.js';
import { rerun } from '../../src/eligibility/verdict.rules.js';
import { FlagsService } from '../../src/eligibility/flags.service.js';
import { linesAbout } from '../../src/platform/audit/audit.js';
import { count, row, rows, run, sql, verbatim } from '../../src/platform/database/sql.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';
import { DEMO_PASSWORD } from '../../src/app/demo-accounts.js';
import { Browser, type Reply, Web } from '../support/web.js';
import { listBySql } from '../support/listing.js';

let portal: DemoPortal;
let organizationId = '';
beforeAll(async () => {
  portal = await demoPortal('awards');
  const mine = await row<{ id: string }>(
    portal.work.reader,
    sql`SELECT organization_id AS id FROM account WHERE username = 'ngo-a'`,
  );
  organizationId = mine?.id ?? '';
}, 120_000);
afterAll(() => portal.close());

async function list(kind: 'ABNORMAL' | 'SERIOUS', of: string): Promise<void> {
  const ground = kind === 'ABNORMAL' ? 'G1' : 'B4';
  await portal.work.write((tx) =>
    listBySql(tx, { id: `stay-${kind}-${of.slice(0, 8)}`, body: of, ground, on: '2026-11-01' }),
  );
}

test('an organization sees for each purpose whether, why, and the least that would mend it', async () => {
  const before = (await portal.web.as('ngo-a').get('/org/eligibility')).page.text();
  // What nobody has stated or judged yet a person has to look at; what was denied fails.
  expect(before).toContain('申报公益创投 需人工核实');
  expect(before).toContain('本组织已声明具备');
  expect(before).toContain('本组织声明不具备：固定办公场所（4.3）');
  await list('ABNORMAL', organizationId);
  const { page } = await portal.web.as('ngo-a').get('/org/eligibility');
  expect(page.text()).toContain('申报公益创投 不符合');
  expect(page.text()).toContain('缺一不可： 移出活动异常名录');
  expect(page.text()).toContain('等到 2027-11-24');
  expect(page.text()).toContain('以上各项都办妥，最早 2027-11-24 符合');
  expect(page.text()).toContain('自 2026-11-01 起列入，近 1 年内不能列入（R-EL-05）');
  expect(page.text()).toContain('公益创投申报通用条件第5条 · R-EL-05 · 2026-11-01 列入名录');
  expect(page.text()).toContain('承接政府职能 不符合');
  const english = await portal.web.as('ngo-a').get('/org/eligibility?lang=en');
  expect(english.page.text()).toContain('Leave the abnormal list');
  await portal.web.as('ngo-a').get('/org/eligibility?lang=zh-CN');
  // Looking left nothing behind; the bureau has no page of somebody's own.
  expect((await portal.web.as('officer').get('/org/eligibility')).statusCode).toBe(403);
});

test('every submission of the city keeps its verdict, and it judges again to the same bytes today', async () => {
  const { reader } = portal.work;
  const kept = await rows<{ subjectId: string; moment: string }>(
    reader,
    sql`SELECT subject_id AS "subjectId", moment FROM eligibility_snapshot`,
  );
  const submitted = await rows<{ number: string }>(
    reader,
    sql`SELECT number FROM application WHERE submitted_at IS NOT NULL AND content_hash IS NOT NULL`,
  );
  expect(submitted.length).toBeGreaterThan(100);
  const subjects = new Set(
    kept.filter(({ moment }) => moment === 'SUBMISSION').map(({ subjectId }) => subjectId),
  );
  expect(submitted.filter(({ number }) => !subjects.has(number))).toEqual([]);
  for (const { number } of submitted)
    for (const { body, outcome } of await snapshotsOf(reader, 'application', number)) {
      expect(outcome).not.toBe('FAIL');
      expect(rerun(body)).toBe(body);
    }
});

test('an agreement is not confirmed while the law bars the body, even if it did not when it was drawn up', async () => {
  const { reader } = portal.work;
  const body = await row<{ id: string; creditCode: string }>(
    reader,
    sql`SELECT id, credit_code AS "creditCode" FROM organization o WHERE status = 'REGISTERED' AND established_on < '2016-01-01'
        AND NOT EXISTS (SELECT 1 FROM credit_record r WHERE r.organization_id = o.id)
        AND NOT EXISTS (SELECT 1 FROM credit_list_entry l WHERE l.organization_id = o.id) ORDER BY credit_code LIMIT 1`,
  );
  const own = (await portal.web.as('department').get('/department')).page.links();
  const path = own.find((href) => href.startsWith('/department/functions/')) ?? '';
  const drawnUp = await portal.web.as('department').post(
    `${path}/agreements`,
    {
      creditCode: body?.creditCode ?? '',
      fromOn: '2027-03-01',
      untilOn: '2028-03-01',
      documentNumber: '虚构〔2026〕1号',
    },
    path,
  );
  expect(drawnUp.statusCode).toBe(303);
  const agreement = (): Promise<{ number: string; status: string } | null> =>
    row(
      reader,
      sql`SELECT number, status FROM undertaking_agreement WHERE document_number = '虚构〔2026〕1号'`,
    );
  const number = (await agreement())?.number ?? '';
  const confirm = async (): Promise<string> => {
    await portal.web
      .as('officer')
      .post(`/bureau/agreements/${number}/confirmation`, {}, path.replace('department', 'bureau'));
    return (await agreement())?.status ?? '';
  };
  await list('SERIOUS', body?.id ?? '');
  expect(await confirm()).toBe('DRAFT');
  const moments = async (): Promise<string[]> =>
    (await snapshotsOf(reader, 'agreement', number)).map(({ moment, outcome }) => `${moment} ${outcome}`);
  expect(await moments()).toEqual(['START NEEDS_REVIEW']);
  await portal.work.write((tx) =>
    run(tx, sql`DELETE FROM credit_list_entry WHERE organization_id = ${body?.id ?? ''}`),
  );
  expect(await confirm()).toBe('EFFECTIVE');
  expect(await moments()).toEqual(['START NEEDS_REVIEW', 'AGREEMENT NEEDS_REVIEW']);
});

test('a statement is made with its proof, replaced by a later one, taken back by the body alone', async () => {
  const { reader } = portal.work;
  const page = '/org/eligibility';
  const state = (fields: Record<string, string>): Promise<Reply> =>
    portal.web.as('ngo-a').post(`${page}/statements`, fields, page);
  const empty = await state({ what: 'taxesPaid', proof: '' });
  expect(empty.statusCode).toBe(422);
  expect(empty.page.value('what')).toBe('taxesPaid');
  expect(empty.page.error('proof')).not.toBeNull();
  const silent = await state({ what: 'taxesPaid', proof: '完税证明' });
  expect(silent.page.error('answer')).toBe('请选择是否具备');
  expect((await state({ what: 'staff', proof: '社保' })).page.error('staff')).toBe('错误： 请填写专职人员数');
  expect((await state({ what: 'taxesPaid', answer: 'no', proof: '欠缴' })).statusCode).toBe(303);
  expect((await state({ what: 'taxesPaid', answer: 'yes', proof: '已补缴' })).statusCode).toBe(303);
  const standing = await rows<{ id: string; value: number; proof: string }>(
    reader,
    sql`SELECT id, value, proof FROM eligibility_declaration WHERE organization_id = ${organizationId} AND what = 'taxesPaid' AND withdrawn_at IS NULL`,
  );
  expect(standing).toMatchObject([{ value: 1, proof: '已补缴' }]);
  const withdrawal = `${page}/statements/${standing[0]?.id ?? ''}/withdrawal`;
  expect((await portal.web.as('ngo-b').post(withdrawal, {}, page)).statusCode).toBe(404);
  expect((await portal.web.as('ngo-a').post(withdrawal, {}, page)).statusCode).toBe(303);
  expect((await portal.web.as('ngo-a').post(withdrawal, {}, page)).statusCode).toBe(404);
});

test('the timeline of a body holds everything in one order, and nothing that is sealed', async () => {
  const code =
    (
      await row<{ code: string }>(
        portal.work.reader,
        sql`SELECT credit_code AS code FROM organization WHERE id = ${organizationId}`,
      )
    )?.code ?? '';
  const address = `/bureau/organizations/${code}/timeline`;
  const { page } = await portal.web.as('officer').get(address);
  for (const word of ['成立登记', '立项 GY2018-01-', '资格核对：确认立项时', '申报公益创投'])
    expect(page.text()).toContain(word);
  for (const href of page
    .links()
    .filter((one) => one.startsWith('/bureau/eligibility/'))
    .slice(0, 3)) {
    const frozen = await portal.web.as('officer').get(href);
    expect(frozen.page.text()).toContain('结果与当时逐字节相同');
    expect((await portal.web.as('ngo-b').get(href.replace('/bureau', '/org'))).statusCode).toBe(404);
    expect((await portal.web.as('ngo-a').get(href.replace('/bureau', '/org'))).statusCode).toBe(200);
  }
  expect((await portal.web.as('department').get(address)).statusCode).toBe(403);
  // A changed snapshot shows as changed.
  const [href = ''] = page.links().filter((one) => one.startsWith('/bureau/eligibility/'));
  const id = href.split('/').at(-1) ?? '';
  await portal.work.write((tx) =>
    run(
      tx,
      sql`UPDATE eligibility_snapshot SET body = replace(body, '"outcome":"PASS"', '"outcome":"FAIL"') WHERE id = ${id}`,
    ),
  );
  expect((await portal.web.as('officer').get(href)).page.text()).toContain('存档被改动过');
});

test('a stop flag needs reason, basis, purposes and end, in the form and in the database, and a second person', async () => {
  const { reader } = portal.work;
  const body = await row<{ creditCode: string; id: string }>(
    reader,
    sql`SELECT o.credit_code AS "creditCode", o.id FROM organization o JOIN account a ON a.organization_id = o.id WHERE a.username = 'ngo-b'`,
  );
  const fields = {
    creditCode: body?.creditCode ?? '',
    purposes: ['FUNCTION'],
    reason: '收费投诉正在核查',
    basis: '承接协议第九条',
    fromOn: '2026-11-24',
    untilOn: '2026-12-31',
  };
  const form = '/bureau/stop-flags/new';
  const propose = (more: Partial<typeof fields>): Promise<Reply> =>
    portal.web.as('officer').post('/bureau/stop-flags', { ...fields, ...more }, form);
  for (const [field, more] of [
    ['reason', { reason: '' }],
    ['basis', { basis: '' }],
    ['purposes', { purposes: [] }],
    ['untilOn', { untilOn: '' }],
    ['untilOn', { untilOn: '2026-11-23' }],
    ['untilOn', { untilOn: '2029-11-25' }],
    ['fromOn', { fromOn: '2026-11-23' }],
  ] as const) {
    const reply = await propose(more as Partial<typeof fields>);
    expect([field, reply.statusCode, reply.page.error(field) !== null]).toEqual([field, 422, true]);
  }
  const made = (await propose({})).headers.location ?? '';
  const number = made.split('/').at(-1) ?? '';
  const status = async (): Promise<string | undefined> =>
    (await row<{ status: string }>(reader, sql`SELECT status FROM stop_flag WHERE number = ${number}`))
      ?.status;
  // The database itself holds it, whatever the code does.
  for (const change of [
    sql`UPDATE stop_flag SET reason = ' ' WHERE number = ${number}`,
    sql`UPDATE stop_flag SET until_on = NULL WHERE number = ${number}`,
    sql`UPDATE stop_flag SET confirmed_by = proposed_by WHERE number = ${number}`,
    sql`UPDATE stop_flag SET status = 'ACTIVE' WHERE number = ${number}`,
  ])
    await expect(portal.work.write((tx) => run(tx, change))).rejects.toThrow();
  const own = await portal.web.as('officer').post(`${made}/confirmation`, { version: 1 }, made);
  expect(own.statusCode).toBe(422);
  expect(own.page.text()).toContain('不能确认自己提出的暂停办理');
  expect(await status()).toBe('PROPOSED');
  expect(
    (await portal.web.as('officer-2').post(`${made}/confirmation`, { version: 9 }, made)).statusCode,
  ).toBe(409);
  expect(
    (await portal.web.as('officer-2').post(`${made}/confirmation`, { version: 1 }, made)).statusCode,
  ).toBe(303);
  const seen = (await portal.web.as('ngo-b').get('/org/eligibility')).page.text();
  expect(seen).toContain(`暂停办理 ${number}（2026-11-24 至 2026-12-31）：收费投诉正在核查`);
  // Nobody outside learns of it.
  const outside = await portal.web.visitor.get(
    `/eligibility.json?purpose=FUNCTION&code=${fields.creditCode}`,
  );
  expect(outside.body).not.toContain('NO_FLAG');
  expect(
    (await portal.web.as('officer-2').post(`${made}/lift`, { version: 2, reason: '' }, made)).page.error(
      'reason',
    ),
  ).toBe('错误： 请写明理由');
  // On its last day it still stops; the night after, it ends by itself, with a line in the trail, and only once.
  portal.clock.set('2026-12-31T04:00:00.000Z');
  expect(await portal.app.get(FlagsService).expire()).toBe(0);
  portal.clock.set('2026-12-31T16:05:00.000Z');
  expect(await portal.app.get(FlagsService).expire()).toBe(1);
  expect(await portal.app.get(FlagsService).expire()).toBe(0);
  expect(await status()).toBe('EXPIRED');
  expect((await linesAbout(reader, 'stop-flag', number)).map(({ action }) => action)).toContain(
    'stop-flag-expired',
  );
  const later = await new Web(portal.app, DEMO_PASSWORD).as('ngo-b').get('/org/eligibility');
  expect(later.page.text()).toContain('没有暂停办理标记');
  expect(later.page.text()).not.toContain(`暂停办理 ${number}`);
});

const TABLES = [
  'ledger_entry',
  'audit_line',
  'eligibility_snapshot',
  'eligibility_declaration',
  'session',
  'job',
];
const sizes = async (): Promise<number[]> => {
  const list = [];
  for (const table of TABLES)
    list.push(await count(portal.work.reader, sql`SELECT count(*) AS n FROM ${verbatim(table)}`));
  return list;
};

test('the public pre-check answers by code and by plain answers, and leaves nothing behind', async () => {
  const visitor = new Browser(portal.app);
  const before = await sizes();
  const code =
    (
      await row<{ code: string }>(
        portal.work.reader,
        sql`SELECT credit_code AS code FROM organization WHERE id = ${organizationId}`,
      )
    )?.code ?? '';
  for (const lang of ['zh-CN', 'en'])
    for (const address of [
      '/eligibility',
      `/eligibility?purpose=GRANT&code=${code}`,
      '/eligibility?purpose=FUNCTION&registered=REGISTERED&established=2015-01-01&type=ASSOCIATION&serious=left&seriousLeft=2026-01-01&penalty=2025-02-01&statements=office&statements=taxesPaid&staff=3&annualPassed=yes',
      '/eligibility?purpose=INCUBATION&registered=PREPARING',
      '/eligibility?purpose=GRANT&registered=REGISTERED&established=2026-02-30',
      '/eligibility?purpose=GRANT&code=123',
      '/eligibility?purpose=GRANT',
    ]) {
      const reply = await visitor.get(address, { 'accept-language': lang });
      expect([address, reply.statusCode, reply.headers['set-cookie']]).toEqual([address, 200, undefined]);
    }
  expect(await sizes()).toEqual(before);
  const by = (query: string): Promise<Reply> => visitor.get(`/eligibility?${query}`);
  expect((await by('purpose=GRANT&code=123')).page.error('code')).not.toBeNull();
  expect((await by('purpose=GRANT')).page.error('code')).toBe(
    '错误： 请输入统一社会信用代码，或者选择登记状态',
  );
  const answered = await by(
    'purpose=GRANT&registered=REGISTERED&established=2015-01-01&abnormal=left&abnormalLeft=2026-10-01',
  );
  expect(answered.page.text()).toContain('等到 2027-10-01');
  expect(answered.page.text()).toContain('正式核对以提交当天为准');
  // The look-back of a call travels in the address.
  const years = await by(
    'purpose=GRANT&registered=REGISTERED&established=2015-01-01&abnormal=left&abnormalLeft=2026-10-01&abnormalYears=0',
  );
  expect(years.page.text()).not.toContain('等到 2027-10-01');
  for (const from of ['/credit', `/organizations/${code}`])
    expect((await visitor.get(from)).page.links().some((href) => href.startsWith('/eligibility'))).toBe(true);
});

test('what is not public changes nothing about the public answer', async () => {
  const one = await row<{ id: string; code: string }>(
    portal.work.reader,
    sql`SELECT o.id, o.credit_code AS code FROM organization o WHERE o.status = 'REGISTERED' AND NOT EXISTS (SELECT 1 FROM credit_record r WHERE r.organization_id = o.id)
        AND NOT EXISTS (SELECT 1 FROM credit_list_entry l WHERE l.organization_id = o.id) ORDER BY o.credit_code DESC LIMIT 1`,
  );
  const answer = async (): Promise<string> =>
    (await new Browser(portal.app).get(`/eligibility.json?purpose=FUNCTION&code=${one?.code ?? ''}`)).body;
  const clean = await answer();
  const record = (status: string, published: string | null, until: string | null): Promise<void> =>
    portal.work.write(async (tx) => {
      await run(tx, sql`DELETE FROM credit_record WHERE organization_id = ${one?.id ?? ''}`);
      await run(
        tx,
        sql`INSERT INTO credit_record (id, organization_id, category, record_class, status, summary, fields, formed_on, due_on, recorded_at, entered_by, published_on, unpublish_on, version)
            SELECT ${`record-${one?.id.slice(0, 8) ?? ''}`}, ${one?.id ?? ''}, 'PENALTY', 'GENERAL', ${status}, 's', ${'{"penaltyKind":"WARNING","decidedOn":"2026-06-01"}'},
              '2026-06-01', '2026-06-08', '2026-06-02T01:00:00.000Z', a.id, ${published}, ${until}, 1 FROM account a WHERE a.username = 'registrar'`,
      );
    });
  await record('PUBLISHED', '2026-06-03', '2027-06-03');
  expect(await answer()).toContain('"outcome":"FAIL"');
  for (const [status, published, until] of [
    ['REPAIRED', '2026-06-03', '2027-06-03'],
    ['HELD', null, null],
    ['RECORDED', null, null],
    ['WITHDRAWN', '2026-06-03', '2027-06-03'],
    ['ARCHIVED', '2026-06-03', '2026-09-03'],
    ['PUBLISHED', '2026-06-03', '2026-09-03'],
  ] as const) {
    await record(status, published, until);
    expect([status, await answer()]).toEqual([status, clean]);
  }
});
