import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { NoticesService } from '../../src/notices/notices.service.js';
import { OrganizationName } from '../../src/organizations/organization.entity.js';
import { organizationByCode } from '../../src/organizations/organizations.queries.js';
import { RegistrationService } from '../../src/organizations/registration.service.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { initialsOf } from '../../src/platform/search/pinyin.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { type Portal, startPortal } from '../support/app.js';
import { type Reply } from '../support/web.js';

const CODE = makeCreditCode('ASSOCIATION', '320800', 'MJ990001');
const PREPARING = 'CB-320812-0001';
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal();
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  const officer = await portal.account('officer', ['programme-officer']);
  const facts = {
    type: 'ASSOCIATION',
    divisionCode: '320812',
    legalRepresentative: '张三',
    establishedOn: '2015-01-01',
    address: '示例路1号',
  } as const;
  const done = await portal.app
    .get(OrganizationsService)
    .register(registrar, { creditCode: CODE, name: '淮安市长桥志愿者协会', ...facts });
  if (!done.ok) throw new Error(JSON.stringify(done.findings));
  const preparing = await portal.app
    .get(RegistrationService)
    .enterLocal(registrar, { legalStatus: 'PREPARING', name: '淮安市长桥筹备会', ...facts });
  expect(preparing).toEqual({ ok: true, value: PREPARING });
  await portal.work.write(async (tx) => {
    const one = await organizationByCode(tx, CODE);
    await tx.insert(OrganizationName, {
      id: 'former',
      organizationId: one?.id ?? '',
      name: '淮安市短亭义工社',
      initials: initialsOf('淮安市短亭义工社'),
      validFrom: null,
      validTo: '2020-01-01',
    });
    await portal.app.get(NoticesService).publish(tx, officer, {
      kind: 'ANNOUNCEMENT',
      subject: ['notice', 'plain'],
      titleZh: '长桥地区服务安排',
      titleEn: 'Services at Long Bridge',
      body: { paragraphs: [{ zh: '正文', en: 'Text' }], table: null },
      workingDays: 0,
    });
  });
});
afterAll(() => portal.close());

const search = (q: string, more = ''): Promise<Reply> =>
  portal.web.visitor.get(`/search?q=${encodeURIComponent(q)}${more}`);

test.each([
  ['长桥志愿', '名称'],
  ['短亭', '曾用名 淮安市短亭义工社'],
  [CODE.slice(0, 12), '代码'],
  [initialsOf('淮安市长桥').slice(0, 5), '拼音首字母'],
  [initialsOf('淮安市短亭义工社'), '曾用名 淮安市短亭义工社'],
])('%s finds the body and says why: %s', async (q, why) => {
  const { page } = await search(q);
  expect(page.hasLink(`/organizations/${CODE}`)).toBe(true);
  expect(page.text()).toContain(why);
  expect(page.text()).not.toContain('筹备会');
});

test('kinds stand under their tabs with counts, and one kind alone is paged', async () => {
  const { page } = await search('长桥');
  expect(page.text()).toMatch(/全部 2 社会组织 1 资助项目 0 政府职能 0 公示公告 1 办事指南 0/);
  const notices = await search('长桥', '&kind=notices');
  expect(notices.page.text()).toContain('长桥地区服务安排');
  expect(notices.page.hasLink(`/organizations/${CODE}`)).toBe(false);
  const data = await portal.web.visitor.get(`/search.json?q=${encodeURIComponent('long bridge')}`);
  expect(data.json()).toMatchObject({ counts: { notices: 1, organizations: 0 } });
});

test('guides are found by their words in the reader’s language', async () => {
  expect((await search('修复')).page.hasLink('/guides/credit-repair')).toBe(true);
  expect((await search('repair', '&lang=en')).page.hasLink('/guides/credit-repair')).toBe(true);
});

test.each(['%', '_', "'", '\\', '<b>', 'zzzz'])('%s is a plain character and finds nothing', async (q) => {
  const reply = await search(q, '&lang=zh-CN');
  expect([reply.statusCode, reply.page.text().includes('没有找到')]).toEqual([200, true]);
});

test.each([
  [
    'credit-repair',
    [
      '基本信息',
      '办理地点/时间',
      '申请条件',
      '申报材料',
      '特殊环节',
      '办理流程',
      '收费标准',
      '设定依据',
      '常见问题',
      '咨询方式',
      '监督投诉方式',
    ],
  ],
  [
    'credit-objection',
    [
      '基本信息',
      '办理地点/时间',
      '申请条件',
      '申报材料',
      '特殊环节',
      '办理流程',
      '收费标准',
      '设定依据',
      '常见问题',
      '咨询方式',
      '监督投诉方式',
    ],
  ],
])('the guide %s has exactly the blocks of a service guide and costs nothing', async (slug, blocks) => {
  const { page, body } = await portal.web.visitor.get(`/guides/${slug}?lang=zh-CN`);
  expect([...body.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, title]) => title)).toEqual(blocks);
  expect(page.text()).toContain('不收费');
});

test('there are no other guides, and robots are kept out of the workspaces alone', async () => {
  expect((await portal.web.visitor.get('/guides/nothing')).statusCode).toBe(404);
  const robots = await portal.web.visitor.get('/robots.txt');
  expect(robots.body).toContain('Disallow: /org/\n');
  expect(robots.body).not.toMatch(/Disallow: \/org\n|Disallow: \/organizations/);
  expect(robots.body).toContain('Sitemap: http://127.0.0.1:3000/sitemap.xml');
  const bodies = await portal.web.visitor.get('/sitemaps/organizations-1.xml');
  expect(bodies.body).toContain(`<loc>http://127.0.0.1:3000/organizations/${CODE}</loc>`);
  expect(bodies.body).not.toContain(PREPARING);
  for (const name of ['organizations-2.xml', 'organizations-0.xml', 'nothing'])
    expect([name, (await portal.web.visitor.get(`/sitemaps/${name}`)).statusCode]).toEqual([name, 404]);
});
