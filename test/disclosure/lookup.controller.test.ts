import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { RegistrationService } from '../../src/organizations/registration.service.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { type Portal, startPortal } from '../support/app.js';
import { listBySql } from '../support/listing.js';
import { type Reply } from '../support/web.js';

const code = (n: number): string =>
  makeCreditCode('ASSOCIATION', '320800', `MJ9900${String(n).padStart(2, '0')}`);
const NAMES = ['甲', '乙', '丙', '丁', '戊', '己', '庚'].map((one) => `淮安市查询${one}协会`);
const FACTS = {
  type: 'ASSOCIATION',
  divisionCode: '320812',
  legalRepresentative: '张三',
  establishedOn: '2015-01-01',
  address: '示例路1号',
} as const;
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal('2026-11-24T06:05:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  const preparing = await portal.app.get(RegistrationService).enterLocal(registrar, {
    legalStatus: 'PREPARING',
    name: '淮安市筹备查询会',
    ...FACTS,
  });
  if (!preparing.ok) throw new Error(JSON.stringify(preparing.findings));
  for (const [i, name] of NAMES.entries()) {
    const done = await portal.app.get(OrganizationsService).register(registrar, {
      creditCode: code(i + 1),
      name,
      ...FACTS,
    });
    if (!done.ok) throw new Error(JSON.stringify(done.findings));
  }
  await portal.work.write((tx) =>
    listBySql(tx, { id: 'stay', body: code(2), ground: 'G1', on: '2026-06-01' }),
  );
});
afterAll(() => portal.close());

const ask = (text: string, path = '/credit'): Promise<Reply> =>
  portal.web.visitor.get(`${path}?q=${encodeURIComponent(text)}`);

test('codes and names pasted together get one sentence each, with the time and a report', async () => {
  const { page } = await ask(`${code(1)}\n${code(2)}\n淮安市查询丙协会\n${code(1).toLowerCase()}`);
  for (const sentence of [
    '截至 2026-11-24 14:05，淮安市查询甲协会未列入活动异常名录和严重违法失信名单。',
    '截至 2026-11-24 14:05，淮安市查询乙协会在活动异常名录中（2026-06-01 列入）。',
    '截至 2026-11-24 14:05，淮安市查询丙协会未列入',
    '已合并 1 个重复项',
  ])
    expect(page.text()).toContain(sentence);
  for (const n of [1, 2, 3]) expect(page.hasLink(`/organizations/${code(n)}/report`)).toBe(true);
});

test('a wrong code is told which character is wrong and what would fit (A1)', async () => {
  const right = code(1);
  const wrong = right.slice(0, 17) + (right.endsWith('7') ? '8' : '7');
  const { page } = await ask(`${wrong}\n${right.replace('0', 'O')}`);
  expect(page.text()).toContain(right[17]);
  expect(page.text()).toMatch(/第\s?18\s?位/);
  expect(page.text()).toMatch(/“?O”?/);
});

test('a name that several carry lists them with their codes; nobody in preparation is among them', async () => {
  const { page } = await ask('查询');
  expect(page.text()).toContain('以上列出前 6 个');
  expect(page.links().filter((href) => href.endsWith('/report'))).toHaveLength(6);
  const none = await ask(`筹备查询\n${code(8)}`);
  expect(none.page.text()).toContain('没有名称包含这些字的组织');
  expect(none.page.text()).toContain('本市登记中没有这个组织');
});

test('more than fifty are refused with their number, and nothing that was typed is lost', async () => {
  const text = Array.from({ length: 51 }, (_, i) => code(i + 1)).join('\n');
  const reply = await ask(text);
  expect(reply.statusCode).toBe(422);
  expect(reply.page.error('q')).toContain('一次最多查询 50 个，现在有 51 个');
  expect(reply.page.value('q')).toBe(text);
  const data = await portal.web.visitor.get(`/credit.json?codes=${text.replaceAll('\n', ',')}`);
  expect([data.statusCode, data.json()]).toEqual([422, { error: 'too-many', asked: 51, most: 50 }]);
});

test('the JSON keeps the shape of the contract', async () => {
  const reply = await portal.web.visitor.get(`/credit.json?codes=${code(2)},${code(40)},123`);
  expect(reply.json()).toEqual({
    items: [
      {
        code: code(2),
        wellFormed: true,
        reason: null,
        organization: { creditCode: code(2), name: '淮安市查询乙协会', status: 'REGISTERED' },
        abnormal: true,
        serious: false,
        abnormalSince: '2026-06-01',
        seriousSince: null,
        asOf: '2026-11-24T14:05:00+08:00',
      },
      expect.objectContaining({ code: code(40), wellFormed: true, organization: null, abnormal: null }),
      expect.objectContaining({ code: '123', wellFormed: false, reason: 'length', organization: null }),
    ],
    total: 3,
    page: 1,
    pageSize: 50,
    next: null,
  });
});

test('the answers leave as CSV and XLSX with the time in each line', async () => {
  const csv = await ask(`${code(1)}\n${code(2)}`, '/credit/answers.csv');
  const lines = csv.body.replace('\ufeff', '').trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toContain(`${code(2)},淮安市查询乙协会`);
  expect(lines[2]).toContain('2026-06-01,,2026-11-24 14:05');
  const xlsx = await ask(code(1), '/credit/answers.xlsx');
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  expect((await portal.web.visitor.get('/credit/answers.csv')).statusCode).toBe(400);
});

test('fifty codes and names ask the database no more often than two', async () => {
  const query = jest.spyOn(portal.work.reader, 'query');
  const count = async (text: string): Promise<number> => {
    query.mockClear();
    expect((await ask(text)).statusCode).toBe(200);
    return query.mock.calls.length;
  };
  const two = await count(`${code(1)}\n甲`);
  const fifty = await count(
    [
      ...Array.from({ length: 25 }, (_, i) => code(i + 1)),
      ...Array.from({ length: 25 }, (_, i) => `协会${i}甲`),
      '甲',
    ]
      .slice(1)
      .join('\n'),
  );
  query.mockRestore();
  expect([two, fifty]).toEqual([3, 3]);
});
