import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CreditRecord } from '../../../src/credit/records/record.entity.js';
import { makeCreditCode } from '../../../src/kernel/credit-code.js';
import { organizationByCode } from '../../../src/organizations/organizations.queries.js';
import { OrganizationsService } from '../../../src/organizations/organizations.service.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { ReferenceService } from '../../../src/reference/reference.service.js';
import { type Portal, startPortal } from '../../support/app.js';

const START = '2026-11-24T01:00:00.000Z';
const CODES = [1, 2, 3, 4].map((n) => makeCreditCode('ASSOCIATION', '320800', `MJ99000${n}`));
const [OWN = '', OTHER = ''] = CODES;
let portal: Portal;
const ids = new Map<string, string>();

beforeAll(async () => {
  portal = await startPortal(START);
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  for (const [i, creditCode] of CODES.entries()) {
    const done = await portal.app.get(OrganizationsService).register(registrar, {
      creditCode,
      name: `淮安市评分测试协会${i + 1}`,
      type: 'ASSOCIATION',
      divisionCode: '320812',
      legalRepresentative: '张三',
      establishedOn: '2015-01-01',
      address: '示例路1号',
    });
    if (!done.ok) throw new Error(JSON.stringify(done.findings));
    ids.set(creditCode, (await organizationByCode(portal.work.reader, creditCode))?.id ?? '');
  }
  await portal.account('ngo', ['applicant'], { organizationId: ids.get(OWN) ?? '' });
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.set(START));

/** A published record, as the desk of records leaves it. */
async function published(creditCode: string, more: Partial<CreditRecord>): Promise<string> {
  const id = randomUUID();
  await portal.work.write((tx) =>
    tx.insert(CreditRecord, {
      id,
      organizationId: ids.get(creditCode) ?? '',
      category: 'INSPECTION',
      recordClass: 'GENERAL',
      status: 'PUBLISHED',
      summary: '抽查不合格（测试）',
      fields: {},
      formedOn: '2026-05-01',
      dueOn: '2026-05-08',
      recordedAt: START,
      enteredBy: randomUUID(),
      approvedBy: randomUUID(),
      publishedOn: '2026-05-06',
      unpublishOn: null,
      version: 1,
      ...more,
    }),
  );
  return id;
}

test('the organization sees its number with every item, and loses the item with the record', async () => {
  const before = await portal.web.as('ngo').get('/org/credit/score');
  expect(before.page.text()).toContain('100.00');
  const id = await published(OWN, {});
  const { page } = await portal.web.as('ngo').get('/org/credit/score');
  for (const words of ['80.00', 'B（良）', '检查不合格', '抽查不合格（测试）', '−20.00', '评分不限制申报'])
    expect(page.text()).toContain(words);
  // Repaired, it is as if it had never been. (R-CR-25)
  await portal.work.write((tx) => tx.update(CreditRecord, { id }, { status: 'REPAIRED' }));
  expect((await portal.web.as('ngo').get('/org/credit/score')).page.text()).toBe(before.page.text());
});

test('the bureau finds who moved, by grade, and each with its items', async () => {
  for (let i = 0; i < 3; i += 1) await published(OTHER, {});
  const all = await portal.web.as('registrar').get('/bureau/credit-scores');
  expect(all.page.text()).toContain('淮安市评分测试协会2');
  expect(all.page.text()).toMatch(/A（优） 3 B（良） 0 C（一般） 0 D（差） 1/);
  const filtered = await portal.web.as('registrar').get('/bureau/credit-scores?grade=C');
  expect(filtered.page.text()).toContain('没有符合条件的组织');
  const one = await portal.web.as('registrar').get(`/bureau/credit-scores/${OTHER}`);
  expect(one.page.text()).toContain('40.00');
  expect((await portal.web.as('registrar').get('/bureau/credit-scores/nobody')).statusCode).toBe(404);
});

test('a score of D shuts no door: the same body is as eligible as before (R-CR-23)', async () => {
  // That a record was looked at is said; what came of it is the same.
  const named = ' · 2019-05-01 检查结论';
  const eligibility = async (): Promise<string> =>
    (await portal.web.as('ngo').get('/org/eligibility')).page.text().replaceAll(named, '');
  const before = await eligibility();
  // Three failed inspections of long ago bar nothing by law, and still cost sixty points.
  for (let i = 0; i < 3; i += 1) await published(OWN, { formedOn: '2019-05-01' });
  expect((await portal.web.as('ngo').get('/org/credit/score')).page.text()).toContain('D（差）');
  expect(await eligibility()).toBe(before);
});

test('the score is nobody else’s: not the public’s, not another body’s (R-CR-23)', async () => {
  for (const path of ['/org/credit/score', '/bureau/credit-scores', `/bureau/credit-scores/${OWN}`])
    expect([path, (await portal.web.visitor.get(path)).statusCode]).toEqual([path, 302]);
  expect((await portal.web.as('ngo').get(`/bureau/credit-scores/${OTHER}`)).statusCode).toBe(403);
  const open = await portal.web.visitor.get(`/organizations/${OTHER}`);
  expect(open.page.text()).not.toMatch(/信用评分|40\.00/);
});

test('the list asks as often for many moved bodies as for one', async () => {
  const query = jest.spyOn(portal.work.reader, 'query');
  const count = async (): Promise<number> => {
    query.mockClear();
    await portal.web.as('registrar').get('/bureau/credit-scores');
    return query.mock.calls.length;
  };
  const few = await count();
  for (const code of CODES)
    await published(code, { category: 'PENALTY', fields: { penaltyKind: 'WARNING' } });
  const many = await count();
  query.mockRestore();
  expect([few, many]).toEqual([many, many]);
});
