import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { overdueFilings } from '../../src/organizations/filings.queries.js';
import { dutiesOf, reportYears } from '../../src/organizations/duty.rules.js';
import { filingBody } from '../../src/organizations/filings.queries.js';
import { officersOf } from '../../src/organizations/officers.queries.js';
import { organizationByCode, registeredCount } from '../../src/organizations/organizations.queries.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { row, rows, sql } from '../../src/platform/database/sql.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { type Portal, startPortal } from '../support/app.js';
import { type Reply } from '../support/web.js';

const code = (n: number, county = '320800'): string =>
  makeCreditCode('SERVICE_INSTITUTION', county, `MJ99${String(n).padStart(4, '0')}`);
const FACTS = {
  type: 'SERVICE_INSTITUTION',
  divisionCode: '320812',
  legalRepresentative: '张三丰',
  establishedOn: '2015-01-01',
  address: '示例路1号',
} as const;
const OWN = code(1);
let portal: Portal;
const as = (username: string) => portal.web.as(username);

beforeAll(async () => {
  portal = await startPortal('2026-05-20T02:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  await portal.account('auditor', ['auditor']);
  const service = portal.app.get(OrganizationsService);
  for (const [n, name] of [
    [1, '淮安市登记测试中心'],
    [2, '淮安市别家测试中心'],
    [3, '淮安市直登测试中心'],
  ] as const) {
    const done = await service.register(registrar, {
      ...FACTS,
      creditCode: code(n),
      name,
      ...(n === 3 ? {} : { supervisingUnit: '淮安市虚构主管局' }),
    });
    if (!done.ok) throw new Error(JSON.stringify(done.findings));
  }
  const elsewhere = await service.register(registrar, {
    ...FACTS,
    creditCode: code(4, '320812'),
    name: '清江浦区测试中心',
  });
  if (!elsewhere.ok) throw new Error(JSON.stringify(elsewhere.findings));
  const idOf = async (creditCode: string): Promise<string> =>
    (await organizationByCode(portal.work.reader, creditCode))?.id ?? '';
  await portal.account('ngo', ['applicant'], { organizationId: await idOf(OWN) });
  await portal.account('ngo-finance', ['applicant-finance'], { organizationId: await idOf(OWN) });
  await portal.account('stranger', ['applicant'], { organizationId: await idOf(code(2)) });
  await portal.account('district-ngo', ['applicant'], { organizationId: await idOf(code(4, '320812')) });
});
afterAll(() => portal.close());

describe('a body without a code', () => {
  const enter = (fields: object): Promise<Reply> =>
    as('registrar').post(
      '/bureau/local-organizations',
      { ...FACTS, supervisingUnit: '', capitalFen: '', businessScope: '', ...fields },
      '/bureau/local-organizations/new',
    );

  test('is filed, found by its number and public; a preparing one is not; neither counts (domain.md 1.1)', async () => {
    const before = await registeredCount(portal.work.reader, '2026-05-20');
    const filed = await enter({ legalStatus: 'FILED', name: '和平社区备案舞蹈队' });
    expect([filed.statusCode, filed.headers.location]).toEqual([303, '/bureau/organizations/BA-320812-0001']);
    expect((await enter({ legalStatus: 'PREPARING', name: '淮安市筹备试验会' })).headers.location).toBe(
      '/bureau/organizations/CB-320812-0001',
    );
    expect((await enter({ legalStatus: 'FILED', name: '和平社区备案合唱团' })).headers.location).toBe(
      '/bureau/organizations/BA-320812-0002',
    );
    const open = await portal.web.visitor.get('/organizations/BA-320812-0001');
    expect([open.statusCode, open.page.text().includes('备案')]).toEqual([200, true]);
    const facts = (await portal.web.visitor.get('/organizations/BA-320812-0001.json')).json<object>();
    expect(facts).toMatchObject({ creditCode: null, localNumber: 'BA-320812-0001', status: 'FILED' });
    for (const path of ['', '.json'])
      expect((await portal.web.visitor.get(`/organizations/CB-320812-0001${path}`)).statusCode).toBe(404);
    const list = (await portal.web.visitor.get('/organizations.json?q=BA-320812')).json<{ total: number }>();
    expect(list.total).toBe(2);
    expect(
      (await portal.web.visitor.get('/organizations.json?q=CB-320812')).json<{ total: number }>().total,
    ).toBe(0);
    expect(await registeredCount(portal.work.reader, '2026-05-20')).toBe(before);
  });

  test('keeps what was typed when it is refused', async () => {
    const reply = await enter({ legalStatus: 'FILED', name: '和', establishedOn: '2026-05-21' });
    expect(reply.statusCode).toBe(422);
    expect([
      reply.page.value('name'),
      reply.page.value('address'),
      reply.page.error('name') === null,
    ]).toEqual(['和', '示例路1号', false]);
  });

  test('is registered: the code is added to the same record, with its history', async () => {
    const before = await organizationByCode(portal.work.reader, 'BA-320812-0001');
    const path = '/bureau/organizations/BA-320812-0001/acts';
    const fields = {
      action: 'register',
      decidedOn: '2026-05-18',
      documentNumber: '淮民登〔2026〕1号',
      reason: '',
      version: 1,
    };
    const refused = await as('registrar').post(path, { ...fields, creditCode: '' }, path);
    expect([refused.statusCode, refused.page.error('creditCode')]).toEqual([
      422,
      '错误： 准予登记时请填写统一社会信用代码',
    ]);
    const taken = await as('registrar').post(path, { ...fields, creditCode: OWN }, path);
    expect([taken.statusCode, taken.page.value('documentNumber')]).toEqual([422, '淮民登〔2026〕1号']);
    const done = await as('registrar').post(path, { ...fields, creditCode: code(9, '320812') }, path);
    expect([done.statusCode, done.headers.location]).toEqual([
      303,
      `/bureau/organizations/${code(9, '320812')}`,
    ]);
    const after = await organizationByCode(portal.work.reader, code(9, '320812'));
    expect(after).toMatchObject({
      id: before?.id,
      localNumber: 'BA-320812-0001',
      legalStatus: 'REGISTERED',
      status: 'REGISTERED',
      establishedOn: '2026-05-18',
      authorityCode: '320812',
    });
    expect((await organizationByCode(portal.work.reader, 'BA-320812-0001'))?.id).toBe(before?.id);
    const shown = (await as('auditor').get(`/bureau/organizations/${code(9, '320812')}`)).page.text();
    for (const words of ['纳入名册', '准予登记', '2015-01-01', '淮民登〔2026〕1号'])
      expect(shown).toContain(words);
    expect(
      (await as('registrar').post(path, { ...fields, creditCode: code(10, '320812') }, path)).statusCode,
    ).toBe(422);
  });

  test('the database itself holds that a code and being registered go together', async () => {
    const broken = (statement: string): Promise<unknown> => portal.work.write((tx) => tx.query(statement));
    await expect(
      broken(`UPDATE organization SET credit_code = NULL WHERE credit_code = '${OWN}'`),
    ).rejects.toThrow();
    await expect(
      broken(`UPDATE organization SET legal_status = 'FILED' WHERE credit_code = '${OWN}'`),
    ).rejects.toThrow();
  });
});

describe('changes of a registered body', () => {
  const path = `/bureau/organizations/${OWN}`;
  const fields = {
    ...FACTS,
    name: '淮安市登记测试中心',
    supervisingUnit: '淮安市虚构主管局',
    capitalFen: '',
    businessScope: '',
    changedOn: '',
    basis: '',
  };

  test('a new name and legal representative take the day of the decision and leave the old ones behind', async () => {
    const change = { ...fields, name: '淮安市更名测试中心', legalRepresentative: '李四光', version: 1 };
    const bare = await as('registrar').post(path, change, `${path}/edit`);
    expect([bare.statusCode, bare.page.error('changedOn'), bare.page.value('name')]).toEqual([
      422,
      '错误： 更改名称或法定代表人时，请填写准予变更的日期',
      '淮安市更名测试中心',
    ]);
    const done = await as('registrar').post(
      path,
      { ...change, changedOn: '2024-07-01', basis: '淮民变〔2024〕7号' },
      `${path}/edit`,
    );
    expect(done.statusCode).toBe(303);
    const again = { ...change, name: '淮安市再更名测试中心', changedOn: '2024-07-01', version: 2 };
    expect((await as('registrar').post(path, again, `${path}/edit`)).page.error('changedOn')).toContain(
      '2024-07-01',
    );
    expect(
      (await as('registrar').post(path, { ...again, changedOn: '2025-01-01', version: 1 }, `${path}/edit`))
        .statusCode,
    ).toBe(409);
    const one = await organizationByCode(portal.work.reader, OWN);
    const officers = await officersOf(portal.work.reader, one?.id ?? '');
    expect(officers.map(({ name, fromOn, toOn, basis }) => [name, fromOn, toOn, basis])).toEqual([
      ['李四光', '2024-07-01', null, '淮民变〔2024〕7号'],
      ['张三丰', '2015-01-01', '2024-07-01', null],
    ]);
    const open = await portal.web.visitor.get(`/organizations/${OWN}`);
    expect(open.page.text()).toContain('淮安市登记测试中心 2015-01-01 2024-07-01');
    for (const name of ['李四光', '张三丰']) expect(open.body).not.toContain(name);
    expect(open.page.text()).toContain('李*');
    const found = (
      await portal.web.visitor.get(`/organizations.json?q=${encodeURIComponent('登记测试')}`)
    ).json<{ total: number }>();
    expect(found.total).toBe(1);
  });

  test('the name in the list of the register is that of the open office, for every body', async () => {
    const wrong = await rows(
      portal.work.reader,
      sql`SELECT o.name FROM organization o LEFT JOIN officer f ON f.organization_id = o.id AND f.role = 'LEGAL_REPRESENTATIVE' AND f.to_on IS NULL
          WHERE f.name IS NULL OR f.name <> o.legal_representative`,
    );
    expect(wrong).toEqual([]);
  });

  test('a chair is entered, succeeded and ended; the legal representative is not ended here', async () => {
    const desk = `${path}/officers`;
    const chair = { role: 'CHAIR', name: '王一', fromOn: '2020-01-01', basis: '纪要1号' };
    expect((await as('registrar').post(desk, chair, desk)).statusCode).toBe(303);
    expect(
      (await as('registrar').post(desk, { ...chair, name: '王二', fromOn: '2023-01-01' }, desk)).statusCode,
    ).toBe(303);
    expect(
      (await as('registrar').post(desk, { ...chair, name: '王三' }, desk)).page.error('fromOn'),
    ).toContain('2023-01-01');
    const one = await organizationByCode(portal.work.reader, OWN);
    const list = await officersOf(portal.work.reader, one?.id ?? '');
    expect(list.filter(({ role }) => role === 'CHAIR').map(({ name, toOn }) => [name, toOn])).toEqual([
      ['王二', null],
      ['王一', '2023-01-01'],
    ]);
    const end = (name: string, toOn: string): Promise<Reply> => {
      const at = `${desk}/${list.find((held) => held.name === name)?.id ?? ''}/end`;
      return as('registrar').post(at, { toOn }, at);
    };
    expect((await end('王二', '2026-01-01')).statusCode).toBe(303);
    expect((await end('李四光', '2026-01-01')).statusCode).toBe(422);
    expect((await as('auditor').get(desk)).statusCode).toBe(403);
  });

  test('a grade that something stands against needs a reason; lowered, it goes on as the lower one', async () => {
    const desk = `${path}/qualifications`;
    const grade = {
      kind: 'GRADE',
      value: '4A',
      validFrom: '2016-12-31',
      validTo: '',
      documentNumber: '',
      despite: '',
    };
    const refused = await as('registrar').post(desk, grade, desk);
    expect([
      refused.statusCode,
      refused.page.text().includes('成立登记不满两年（满两年之日为 2017-01-01）'),
    ]).toEqual([422, true]);
    const valid = { ...grade, validFrom: '2025-02-01' };
    expect((await as('registrar').post(desk, valid, desk)).statusCode).toBe(303);
    expect(
      (await as('registrar').post(desk, { ...valid, value: '5A', validFrom: '2026-02-01' }, desk)).statusCode,
    ).toBe(422);
    const held = await row<{ id: string }>(
      portal.work.reader,
      sql`SELECT id FROM qualification WHERE kind = 'GRADE'`,
    );
    const at = `${desk}/${held?.id ?? ''}/end`;
    const lowering = {
      endKind: 'LOWERED',
      newValue: '',
      endedOn: '2026-03-01',
      documentNumber: '',
      reason: '材料不实',
    };
    expect((await as('registrar').post(at, lowering, at)).page.error('newValue')).toBe(
      '错误： 请填写低于 4A 的等级',
    );
    expect((await as('registrar').post(at, { ...lowering, newValue: '3A' }, at)).statusCode).toBe(303);
    const grades = await rows(
      portal.work.reader,
      sql`SELECT value, valid_from AS "from", valid_to AS "to", ended_on AS ended, end_kind AS kind FROM qualification WHERE kind = 'GRADE' ORDER BY valid_from`,
    );
    expect(grades).toEqual([
      { value: '4A', from: '2025-02-01', to: '2030-02-01', ended: '2026-03-01', kind: 'LOWERED' },
      { value: '3A', from: '2026-03-01', to: '2030-02-01', ended: null, kind: null },
    ]);
    const open = await portal.web.visitor.get(`/organizations/${OWN}`);
    expect([open.page.text().includes('已降低等级'), open.body.includes('材料不实')]).toEqual([true, false]);
  });
});

describe('a yearly report', () => {
  const path = '/org/filings/2025/ANNUAL_REPORT';
  const figures = {
    assetsFen: '10000.00',
    debtFen: '12000.50',
    netAssetsFen: '-2000.50',
    incomeFen: '5000',
    subsidyFen: '0',
    spendingFen: '4000',
    publicBenefitFen: '4000',
    staffFull: '3',
    staffPart: '1',
    partyMembers: '0',
    unitCheckedOn: '2026-04-30',
    summary: '全年开展活动二十次',
  };
  const save = (who: string, fields: object): Promise<Reply> =>
    as(who).post(path, { ...figures, ...fields }, path);

  test('is owed, with the days left; what is filed elsewhere or owed by nobody is not found', async () => {
    const own = (await as('ngo').get('/org/filings')).page.text();
    for (const words of ['2025', '工作报告（报登记管理机关）', '还有 7 个工作日', '距今不足 30 天', '已逾期'])
      expect(own).toContain(words);
    expect((await as('district-ngo').get('/org/filings')).page.text()).toContain('由清江浦区登记');
    for (const address of ['2025/CHARITY_REPORT', '2026/ANNUAL_REPORT', '2023/ANNUAL_REPORT', 'x/y'])
      expect([address, (await as('ngo').get(`/org/filings/${address}`)).statusCode]).toEqual([address, 404]);
    expect((await as('district-ngo').get(path)).statusCode).toBe(404);
  });

  test('is drafted, checked at the fields, and handed in by the applicant with a receipt', async () => {
    expect(
      (await save('ngo-finance', { version: 1, then: 'save', summary: '', staffFull: '' })).statusCode,
    ).toBe(303);
    const wrong = await save('ngo-finance', { version: 1, then: 'check', netAssetsFen: '-2000.49' });
    expect([wrong.statusCode, wrong.page.error('netAssetsFen'), wrong.page.value('netAssetsFen')]).toEqual([
      422,
      '错误： 净资产应等于资产总计减负债合计，即 -2,000.50 元',
      '-2000.49',
    ]);
    const unreadable = await save('ngo-finance', { version: 2, then: 'save', assetsFen: '一万' });
    expect([unreadable.statusCode, unreadable.page.value('assetsFen')]).toEqual([422, '一万']);
    expect((await save('ngo-finance', { version: 1, then: 'check' })).statusCode).toBe(409);
    const good = await save('ngo-finance', { version: 2, then: 'check' });
    expect([good.statusCode, good.headers.location]).toEqual([303, `${path}/check`]);
    expect(
      (await as('ngo-finance').post(`${path}/submission`, { accept: 'yes', version: 3 }, path)).statusCode,
    ).toBe(403);
    const unticked = await as('ngo').post(`${path}/submission`, { version: 3 }, `${path}/check`);
    expect(unticked.statusCode).toBe(422);
    expect(
      (await as('stranger').post(`${path}/submission`, { accept: 'yes', version: 3 }, path)).statusCode,
    ).toBe(404);
    expect(
      (await as('ngo').post(`${path}/submission`, { accept: 'yes', version: 3 }, `${path}/check`)).statusCode,
    ).toBe(303);
    const receipt = (await as('ngo').get(path)).page.text();
    for (const words of ['NB2025-000001', '待审查', '-2,000.50']) expect(receipt).toContain(words);
    const verified = (await portal.web.visitor.get('/verify/NB2025-000001.json')).json<{
      genuine: boolean;
      kind: string;
      digest: string;
    }>();
    expect([verified.genuine, verified.kind]).toEqual([true, 'filing']);
    expect(receipt).toContain(verified.digest);
    expect((await portal.web.visitor.get('/verify/NB2025-000009')).statusCode).toBe(404);
    expect((await save('ngo', { version: 4, then: 'save' })).statusCode).toBe(422);
  });

  test('is returned with a day, mended, and concluded; each once', async () => {
    const id =
      (
        await row<{ id: string }>(
          portal.work.reader,
          sql`SELECT id FROM annual_filing WHERE number = 'NB2025-000001'`,
        )
      )?.id ?? '';
    const at = `/bureau/filings/${id}/conclusion`;
    const decide = (fields: object): Promise<Reply> =>
      as('registrar').post(
        at,
        { conclusion: '', reason: '', mendBy: '', version: 4, ...fields },
        `/bureau/filings/${id}`,
      );
    expect((await as('auditor').get(`/bureau/filings/${id}`)).page.forms()).toHaveLength(1);
    expect((await decide({ action: 'return' })).page.error('mendBy')).toBe('错误： 请填写晚于今天的补正期限');
    expect((await decide({ action: 'return', reason: '缺审计', mendBy: '2026-06-10' })).statusCode).toBe(303);
    expect((await decide({ action: 'accept', conclusion: 'QUALIFIED' })).statusCode).toBe(422);
    expect((await as('ngo').get(path)).page.text()).toContain('缺审计');
    expect((await save('ngo', { version: 5, then: 'check' })).statusCode).toBe(303);
    expect(
      (await as('ngo').post(`${path}/submission`, { accept: 'yes', version: 6 }, `${path}/check`)).statusCode,
    ).toBe(303);
    const bare = await decide({ action: 'accept', conclusion: 'BASIC', version: 7 });
    expect([bare.statusCode, bare.page.error('reason')]).toEqual([422, '错误： 请填写理由']);
    expect(
      (await decide({ action: 'accept', conclusion: 'BASIC', reason: '制度不全', version: 6 })).statusCode,
    ).toBe(409);
    expect(
      (await decide({ action: 'accept', conclusion: 'BASIC', reason: '制度不全', version: 7 })).statusCode,
    ).toBe(303);
    expect((await as('ngo').get(path)).page.text()).toContain('基本合格');
    // The conclusion is credit information in the same act, and waits for a second person. (R-CR-04)
    const records = await rows<{ status: string; category: string; fields: string }>(
      portal.work.reader,
      sql`SELECT status, category, fields FROM credit_record WHERE summary LIKE '%NB2025-000001%'`,
    );
    expect(records.map(({ status, category }) => [status, category])).toEqual([
      ['RECORDED', 'ANNUAL_REPORT'],
    ]);
    expect(JSON.parse(records[0]?.fields ?? '{}')).toMatchObject({
      year: 2025,
      conclusion: 'BASICALLY_QUALIFIED',
    });
    expect((await as('ngo').get('/org/filings')).page.text()).toContain('NB2025-000001');
  });

  test('overdue bodies are those that the rules say, day by day around the last days', async () => {
    const bodies = await rows<{ id: string; name: string; code: string }>(
      portal.work.reader,
      sql`SELECT id, name, credit_code AS code FROM organization WHERE authority_code = '320800' AND legal_status = 'REGISTERED'`,
    );
    for (const on of [
      '2025-03-31',
      '2025-04-01',
      '2025-06-01',
      '2026-03-31',
      '2026-04-01',
      '2026-05-31',
      '2026-06-01',
    ]) {
      const expected: string[] = [];
      for (const { id, code: address } of bodies) {
        const body = await filingBody(portal.work.reader, id);
        for (const year of reportYears(on))
          for (const duty of body === null ? [] : dutiesOf(body, year))
            if (duty.dueOn < on && !(address === OWN && year === 2025 && duty.kind === 'ANNUAL_REPORT'))
              expected.push(`${address} ${year} ${duty.kind}`);
      }
      const found = (await overdueFilings(portal.work.reader, on)).map(
        (one) => `${one.code} ${one.year} ${one.kind}`,
      );
      expect([on, found.sort()]).toEqual([on, expected.sort()]);
    }
  });

  test('the queue asks the database a fixed number of times and leaves as a file', async () => {
    const query = jest.spyOn(portal.work.reader, 'query');
    for (const address of ['/bureau/filings', '/bureau/filings/overdue']) {
      await as('registrar').get(address);
      query.mockClear();
      await as('registrar').get(address);
      const first = query.mock.calls.length;
      query.mockClear();
      await as('registrar').get(`${address}?year=2025&kind=ANNUAL_REPORT`);
      expect([address, query.mock.calls.length]).toEqual([address, first]);
      expect(first).toBeLessThan(12);
    }
    query.mockRestore();
    const file = await as('registrar').get('/bureau/filings/overdue.csv?kind=ANNUAL_REPORT');
    expect([
      file.statusCode,
      file.body.includes('淮安市别家测试中心,2024,工作报告（报登记管理机关）,2025-05-31'),
    ]).toEqual([200, true]);
    expect((await as('registrar').get('/bureau/filings/list.csv')).body).toContain('NB2025-000001');
    expect((await as('ngo').get('/bureau/filings')).statusCode).toBe(403);
  });
});

describe('a request for correction', () => {
  test('goes from the profile to the desk, and back with a reply', async () => {
    const profile = await as('ngo').get('/org/profile');
    for (const words of ['李四光', '淮民变〔2024〕7号', '王二', '淮安市登记测试中心'])
      expect(profile.page.text()).toContain(words);
    const short = await as('ngo').post(
      '/org/profile/corrections',
      { field: 'address', text: '错' },
      '/org/profile',
    );
    expect([short.statusCode, short.page.value('text')]).toEqual([422, '错']);
    const ask = (text: string): Promise<Reply> =>
      as('ngo').post('/org/profile/corrections', { field: 'address', text }, '/org/profile');
    expect((await ask('住所应为示例路2号')).statusCode).toBe(303);
    expect((await ask('住所应为示例路3号')).statusCode).toBe(303);
    const desk = '/bureau/corrections/GZ2026-00001';
    expect(
      (await as('auditor').post(desk, { action: 'accept', reply: '', version: 1 }, desk)).statusCode,
    ).toBe(403);
    const refused = await as('registrar').post(desk, { action: 'refuse', reply: '', version: 1 }, desk);
    expect([refused.statusCode, refused.page.error('reply')]).toEqual([422, '错误： 不采纳时请填写答复']);
    expect(
      (await as('registrar').post(desk, { action: 'refuse', reply: '与证书一致', version: 1 }, desk))
        .statusCode,
    ).toBe(303);
    const second = '/bureau/corrections/GZ2026-00002';
    const accepted = await as('registrar').post(second, { action: 'accept', reply: '', version: 1 }, second);
    expect(accepted.headers.location).toBe(`/bureau/organizations/${OWN}/edit`);
    expect(
      (await as('registrar').post(second, { action: 'accept', reply: '', version: 2 }, second)).statusCode,
    ).toBe(422);
    const own = (await as('ngo').get('/org/profile')).page.text();
    for (const words of ['与证书一致', '未采纳', '已采纳']) expect(own).toContain(words);
    expect((await as('stranger').get('/org/profile')).page.text()).not.toContain('与证书一致');
  });
});
