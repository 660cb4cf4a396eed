import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { reportMinute, reportNumber } from '../../src/disclosure/report-number.rules.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { NoticesService } from '../../src/notices/notices.service.js';
import { ObjectionsService } from '../../src/notices/objections.service.js';
import { RegistrationService } from '../../src/organizations/registration.service.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { row, sql } from '../../src/platform/database/sql.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { type Portal, startPortal } from '../support/app.js';
import { readQr } from '../support/qr.js';
import { type Reply } from '../support/web.js';

const START = '2026-11-24T01:02:03.000Z';
const CODE = makeCreditCode('ASSOCIATION', '320800', 'MJ990001');
const PREPARING = 'CB-320812-0001';
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal(START);
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  const officer = await portal.account('officer', ['programme-officer']);
  const facts = {
    type: 'ASSOCIATION',
    divisionCode: '320812',
    legalRepresentative: '张三丰',
    establishedOn: '2015-01-01',
    address: '示例路1号',
  } as const;
  const done = await portal.app
    .get(OrganizationsService)
    .register(registrar, { creditCode: CODE, name: '淮安市报告测试协会', ...facts });
  if (!done.ok) throw new Error(JSON.stringify(done.findings));
  const preparing = await portal.app
    .get(RegistrationService)
    .enterLocal(registrar, { legalStatus: 'PREPARING', name: '淮安市筹备测试协会', ...facts });
  expect(preparing).toEqual({ ok: true, value: PREPARING });
  await portal.work.write((tx) =>
    portal.app.get(NoticesService).publish(tx, officer, {
      kind: 'ANNOUNCEMENT',
      subject: ['organization', CODE],
      titleZh: '关于报告测试协会的公告',
      titleEn: 'About the report test association',
      body: { paragraphs: [{ zh: '正文', en: 'Text' }], table: null },
      workingDays: 0,
    }),
  );
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.set(START));

const get = (path: string): Promise<Reply> => portal.web.visitor.get(path);
const numberOn = ({ page }: Reply): string => /BG(?:-[0-9A-Z]{5}){6}/.exec(page.text())?.[0] ?? '';
const verify = async (number: string): Promise<{ status: number; facts: Record<string, unknown> }> => {
  const reply = await get(`/verify/${encodeURIComponent(number)}.json`);
  return { status: reply.statusCode, facts: reply.json<Record<string, unknown>>() };
};

describe('the credit report', () => {
  test('carries its number, time, digest and a QR code that leads to the check of this number', async () => {
    const report = await get(`/organizations/${CODE}/report`);
    expect(report.statusCode).toBe(200);
    const number = numberOn(report);
    expect(report.page.text()).toContain('生成时间：2026-11-24 09:02（北京时间）');
    const [, size = '', path = ''] =
      /class="qr" viewBox="0 0 (\d+) \d+"[\s\S]*?<path d="([^"]+)"/.exec(report.body) ?? [];
    const target = readQr(Number(size), path);
    expect(target).toBe(`http://127.0.0.1:3000/verify/${number}`);
    expect(report.page.hasLink(target)).toBe(true);
    // The digest is that of the very bytes which the body's JSON address answers.
    const bytes = (await get(`/organizations/${CODE}.json`)).body;
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
    expect(report.page.text()).toContain(`内容摘要：${digest}`);
    expect(await verify(number)).toEqual({
      status: 200,
      facts: {
        number,
        genuine: true,
        kind: 'report',
        issuedAt: '2026-11-24T09:02:00+08:00',
        digest,
        organization: { creditCode: CODE, name: '淮安市报告测试协会' },
      },
    });
  });

  test('stores nothing, names nobody in full, and is a PDF too', async () => {
    const writes = jest.spyOn(portal.work, 'write');
    const report = await get(`/organizations/${CODE}/report`);
    const pdf = await get(`/organizations/${CODE}/report.pdf`);
    expect(writes).not.toHaveBeenCalled();
    writes.mockRestore();
    expect(report.body).not.toContain('张三丰');
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['content-disposition']).toContain(`${numberOn(report)}.pdf`);
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.rawPayload.length).toBeGreaterThan(10_000);
    expect(pdf.rawPayload.length).toBeLessThan(300_000);
  });

  test('is the same paper within a minute and another after it', async () => {
    const first = numberOn(await get(`/organizations/${CODE}/report`));
    portal.clock.advance(20_000);
    expect(numberOn(await get(`/organizations/${CODE}/report`))).toBe(first);
    portal.clock.advance(60_000);
    expect(numberOn(await get(`/organizations/${CODE}/report`))).not.toBe(first);
    expect((await verify(first)).facts).toMatchObject({
      genuine: true,
      issuedAt: '2026-11-24T09:02:00+08:00',
    });
  });

  test('does not exist for a body in preparation, nor for nobody', async () => {
    for (const code of [PREPARING, makeCreditCode('ASSOCIATION', '320800', 'MJ990099')])
      for (const path of ['', '.json', '/report', '/report.pdf', '/feed.atom'])
        expect([path, (await get(`/organizations/${code}${path}`)).statusCode]).toEqual([path, 404]);
  });
});

describe('/verify', () => {
  const forged = async (change: (genuine: string) => string): Promise<unknown> => {
    const number = numberOn(await get(`/organizations/${CODE}/report`));
    const { status, facts } = await verify(change(number));
    return { status, genuine: facts['genuine'], reason: facts['reason'] };
  };
  const refused = (reason: string): object => ({ status: 404, genuine: false, reason });
  const made = (code: string, body = '12345678'): string =>
    reportNumber({ body, minute: reportMinute(START), digest: '0123456789' }, code);

  test.each<[string, (genuine: string) => string, object]>([
    ['as printed', (n) => n, { status: 200, genuine: true, reason: undefined }],
    [
      'typed small and without hyphens',
      (n) => n.toLowerCase().replaceAll('-', ''),
      { status: 200, genuine: true, reason: undefined },
    ],
    [
      'one character changed',
      (n) => n.slice(0, -1) + (n.endsWith('7') ? '8' : '7'),
      refused('report-number-mistyped'),
    ],
    ['one character missing', (n) => n.slice(0, -1), refused('report-number-length')],
    [
      'a letter that is never used',
      (n) => `${n.slice(0, 3)}U${n.slice(4)}`,
      refused('report-number-character'),
    ],
    ['made up with right check characters', () => made('abcdefabcd'), refused('verify-unknown')],
    ['an unknown notice', () => 'GS-2026-999', refused('verify-unknown')],
    ['an unknown receipt', () => '2026-01-0001', refused('verify-unknown')],
    ['nonsense', () => '<b>%', refused('verify-unknown')],
  ])('judges a number %s', async (_, change, expected) => {
    expect(await forged(change)).toEqual(expected);
  });

  test('a number made for a real body fails like one for nobody', async () => {
    const number = numberOn(await get(`/organizations/${CODE}/report`));
    const genuine = (await verify(number)).facts;
    const one = await row<{ id: string }>(
      portal.work.reader,
      sql`SELECT id FROM organization WHERE credit_code = ${CODE}`,
    );
    const fake = made('0000000000', one?.id.slice(0, 8));
    expect(await verify(fake)).toEqual({
      status: 404,
      facts: { number: fake, genuine: false, reason: 'verify-unknown' },
    });
    expect(genuine['genuine']).toBe(true);
  });

  test('a notice says its time and hash and nothing of what it is about', async () => {
    const { items } = (await get('/notices.json')).json<{ items: { number: string }[] }>();
    const number = items[0]?.number ?? '';
    const { status, facts } = await verify(number.toLowerCase());
    expect(status).toBe(200);
    expect(facts).toEqual({
      number,
      genuine: true,
      kind: 'notice',
      issuedAt: '2026-11-24T09:02:03+08:00',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await get(`/verify/${number}`)).page.text()).not.toContain('报告测试');
  });

  test('the receipt of an objection says its time and hash, and nobody’s name or phone', async () => {
    const officer = await portal.account('officer-2', ['programme-officer']);
    const number = await portal.work.write(async (tx) => {
      const notice = await portal.app.get(NoticesService).publish(tx, officer, {
        kind: 'PUBLICITY',
        subject: ['plain', 'x'],
        titleZh: '公示',
        titleEn: 'Publicity',
        body: { paragraphs: [{ zh: '正文', en: 'Text' }], table: null },
        workingDays: 7,
      });
      return portal.app.get(ObjectionsService).receive(tx, {
        person: { kind: 'third-party', name: '甄不露', phone: '13900001234', organization: null },
        subject: ['plain', 'x'],
        noticeNumber: notice,
        desk: '/bureau/objections',
        ground: 'FACTS',
        facts: ['事实有误'],
        remedy: '更正',
        evidence: [],
        replyWorkingDays: 10,
      });
    });
    const { status, facts } = await verify(number);
    expect([status, facts]).toEqual([
      200,
      {
        number,
        genuine: true,
        kind: 'objection',
        issuedAt: '2026-11-24T09:02:03+08:00',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect((await get(`/verify/${number}`)).page.text()).not.toMatch(/甄|1390000|事实有误/);
  });

  test('the form leads to the address of the number and keeps what was typed', async () => {
    const asked = await get('/verify?number=bg-12');
    expect([asked.statusCode, asked.headers.location]).toEqual([303, '/verify/bg-12']);
    const { page, statusCode } = await get('/verify/bg-12');
    expect([statusCode, page.value('number')]).toEqual([404, 'bg-12']);
    expect(page.error('number')).toContain('应为 30 个字符，现在是 2 个');
    expect((await get('/verify')).statusCode).toBe(200);
  });
});

test('the page of a body asks the database a fixed number of times', async () => {
  const query = jest.spyOn(portal.work.reader, 'query');
  for (const path of ['', '/report']) {
    query.mockClear();
    await get(`/organizations/${CODE}${path}`);
    expect([path, query.mock.calls.length]).toEqual([path, 10]);
  }
  query.mockRestore();
});

test('search engines read the body as an NGO with its code; nothing in it can close the block', async () => {
  const { body } = await get(`/organizations/${CODE}`);
  const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body)?.[1] ?? '';
  expect(data).not.toContain('<');
  expect(JSON.parse(data)).toMatchObject({
    '@type': 'NGO',
    name: '淮安市报告测试协会',
    identifier: { value: CODE },
  });
});
