import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { NoticesService } from '../../src/notices/notices.service.js';
import { rows, sql, verbatim } from '../../src/platform/database/sql.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { type Portal, startPortal } from '../support/app.js';
import { ENGINE } from '../support/database.js';
import { noFile, type UploadedFile } from '../support/web.js';

let portal: Portal;
let officer: SignedIn;
beforeAll(async () => {
  portal = await startPortal('2026-11-24T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds', 'reference'));
  officer = await portal.account('officer', ['programme-officer']);
  await portal.account('auditor', ['auditor']);
}, 60_000);
afterAll(() => portal.close());

function publish(workingDays = 7): Promise<string> {
  return portal.work.write((tx) =>
    portal.app.get(NoticesService).publish(tx, officer, {
      kind: 'PUBLICITY',
      subject: ['round', '2026-77'],
      titleZh: '拟立项项目公示',
      titleEn: 'Proposed awards',
      body: {
        paragraphs: [{ zh: '现予公示。', en: 'Published for objections.' }],
        table: null,
        items: [{ type: 'application', id: 'SB2026-77-001', zh: '甲项目', en: 'Project A' }],
      },
      workingDays,
    }),
  );
}

const CANARY = { name: '金丝雀某某', phone: '13987654321', organization: '金丝雀单位' };
const entry = (notice: string): Record<string, string> => ({
  notice,
  about: 'application:SB2026-77-001',
  ground: 'CONFLICT',
  'points[0][claim]': '评审人员与申报单位有亲属关系',
  'points[1][claim]': '场地证明日期不符',
  remedy: '请重新评审',
});
const pdf = (name: string): UploadedFile => ({
  field: 'evidence',
  name,
  type: 'application/pdf',
  content: Buffer.from(`%PDF-1.7 ${name}`),
});
const script: UploadedFile = {
  field: 'evidence',
  name: '坏文件.pdf',
  type: 'application/pdf',
  content: Buffer.from('<script>alert(1)</script>'),
};
const kept = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/name="(kept\[\d+\]\[token\])" value="([^"]+)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
const from = '/objections/new';
const tail = (number: string, digits: string): Promise<{ statusCode: number; body: string }> =>
  portal.web.visitor.post('/objections/status', { number, tail: digits }, '/objections');

test('a person without an account: a bad file and missing fields cost nothing, then receipt, status, reply', async () => {
  const notice = await publish();
  const { visitor } = portal.web;
  const page = await visitor.get(`/objections/new?notice=${notice}`);
  expect(page.page.token()).not.toBeNull();
  expect(page.page.text()).toContain('甲项目');
  // One good file, one bad, no phone: everything typed comes back and the good file is kept.
  const wrong = await visitor.upload(
    '/objections',
    [pdf('照片说明.pdf'), script],
    { ...entry(notice), name: CANARY.name, phone: '123' },
    from,
  );
  expect(wrong.statusCode).toBe(422);
  expect(wrong.page.error('evidence')).toContain('“坏文件.pdf”不能上传');
  expect([wrong.page.error('phone') !== null, wrong.page.error('truthful') !== null]).toEqual([true, true]);
  expect([wrong.page.value('name'), wrong.page.value('points[1][claim]'), wrong.page.value('about')]).toEqual(
    [CANARY.name, '场地证明日期不符', 'application:SB2026-77-001'],
  );
  const tokens = kept(wrong.body);
  expect(Object.keys(tokens)).toHaveLength(1);
  // A token of one's own making is no file.
  const forged = await visitor.upload(
    '/objections',
    noFile('evidence'),
    { ...entry(notice), ...CANARY, 'kept[0][token]': 'v1.AAAA' },
    from,
  );
  expect(kept(forged.body)).toEqual({});
  const done = await visitor.upload(
    '/objections',
    pdf('关系证明.pdf'),
    { ...entry(notice), ...tokens, ...CANARY, truthful: 'yes' },
    from,
  );
  expect([done.statusCode, done.headers.location]).toEqual([
    303,
    expect.stringMatching(/^\/objections\/YY-2026-\d{3}$/),
  ]);
  const number = String(done.headers.location).split('/').at(-1) ?? '';
  const files = await rows<{ name: string }>(
    portal.work.reader,
    sql`SELECT name FROM objection_file ORDER BY ordinal`,
  );
  expect(files.map(({ name }) => name)).toEqual(['照片说明.pdf', '关系证明.pdf']);

  const receipt = await visitor.get(`/objections/${number}`);
  expect(receipt.page.text()).toContain('2026-11-24 09:00');
  expect(receipt.page.text()).toContain('2026-12-08');
  expect(receipt.page.text()).not.toContain('亲属关系');

  expect((await visitor.get(`/verify/${number}.json`)).json()).toMatchObject({
    genuine: true,
    kind: 'objection',
    issuedAt: '2026-11-24T09:00:00+08:00',
  });

  // A wrong tail and a number never given: the same answer, byte for byte but for what was typed and the token.
  const answers = [await tail(number, '0000'), await tail('YY-2026-999', '0000')].map(
    ({ statusCode, body }) => [
      statusCode,
      body.replaceAll(/YY-2026-\d{3}/g, '').replaceAll(/name="_csrf" value="[^"]*"/g, ''),
    ],
  );
  expect(answers[0]?.[0]).toBe(422);
  expect(answers[0]).toEqual(answers[1]);
  const known = await tail(number, '4321');
  expect([known.statusCode, known.body.includes('评审人员与申报单位有亲属关系')]).toEqual([200, true]);

  // The desk: nobody's name before the look, which leaves a line; the auditor may not look.
  const desk = portal.web.as('officer');
  const path = `/bureau/objections/${number}`;
  const before = await desk.get(path);
  expect([before.body.includes(CANARY.name), before.body.includes('关系证明.pdf')]).toEqual([false, true]);
  const shown = await desk.post(`${path}/identity`, {}, path);
  for (const word of Object.values(CANARY)) expect(shown.body).toContain(word);
  const looks = await rows(
    portal.work.reader,
    sql`SELECT seq FROM audit_line WHERE action = 'objector-shown' AND subject_id = ${number}`,
  );
  expect(looks).toHaveLength(1);
  expect((await portal.web.as('auditor').post(`${path}/identity`, {}, path)).statusCode).toBe(403);
  const fileLink = before.page.links().find((href) => href.includes('/files/')) ?? '';
  expect((await desk.get(fileLink)).body).toContain('%PDF-1.7');
  expect((await portal.web.as('auditor').get(fileLink)).statusCode).toBe(403);

  // Upheld on nothing is refused with everything kept; upheld on one point goes through.
  const decision = {
    to: 'UPHELD',
    'points[0][n]': 1,
    'points[0][agreed]': 'no',
    'points[0][reply]': '经查无亲属关系',
    'points[1][n]': 2,
    'points[1][agreed]': 'no',
    'points[1][reply]': '日期确有不符',
    reply: '部分成立',
    effect: '重新核定该项目',
    version: 1,
  };
  const refused = await desk.post(`${path}/decision`, decision, path);
  expect([
    refused.statusCode,
    refused.page.error('points[0][agreed]'),
    refused.page.value('points[1][reply]'),
  ]).toEqual([422, expect.stringContaining('至少有一点'), '日期确有不符']);
  expect(
    (await desk.post(`${path}/decision`, { ...decision, 'points[1][agreed]': 'yes' }, path)).statusCode,
  ).toBe(303);
  const replied = await tail(number, '4321');
  for (const words of ['经查无亲属关系', '日期确有不符', '重新核定该项目'])
    expect(replied.body).toContain(words);
  // Upheld, the matter goes on standing still until it is decided anew.
  const anew = await desk.post(`${path}/redecision`, { redecision: '已重新核定', version: 2 }, path);
  expect(anew.statusCode).toBe(303);
  expect((await desk.get(path)).page.text()).toContain('成立，已重新决定');
});

test('the person is in no public byte, no address, no line of ledger or audit, and in no table in plain', async () => {
  const numbers = await rows<{ number: string }>(portal.work.reader, sql`SELECT number FROM objection`);
  const notices = await rows<{ number: string }>(portal.work.reader, sql`SELECT number FROM notice`);
  const addresses = [
    '/notices',
    '/notices.json',
    ...notices.flatMap(({ number }) => [
      `/notices/${number}`,
      `/notices/${number}.json`,
      `/notices/${number}?print=1`,
    ]),
    ...numbers.map(({ number }) => `/objections/${number}`),
    '/objections',
    '/ledger/entries?start=0&end=100',
    '/',
  ];
  for (const address of addresses) {
    const { body } = await portal.web.visitor.get(address);
    for (const word of [...Object.values(CANARY), '4321'])
      expect([address, body.includes(word)]).toEqual([address, false]);
  }
  const tables = await rows<{ name: string }>(
    portal.work.reader,
    ENGINE === 'postgres'
      ? sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`
      : sql`SELECT name FROM sqlite_master WHERE type = 'table'`,
  );
  expect(tables.map(({ name }) => name)).toContain('objection_party');
  for (const { name } of tables) {
    const text = JSON.stringify(await rows(portal.work.reader, sql`SELECT * FROM ${verbatim(`"${name}"`)}`));
    for (const word of Object.values(CANARY)) expect([name, text.includes(word)]).toEqual([name, false]);
  }
});

test('objections count to the last millisecond of the last day in Shanghai, by the clock of the server', async () => {
  const notice = await publish();
  const lodged = async (at: string): Promise<number> => {
    portal.clock.set(at);
    const reply = await portal.web.visitor.upload(
      '/objections',
      noFile('evidence'),
      { ...entry(notice), ...CANARY, truthful: 'yes' },
      from,
    );
    return reply.statusCode;
  };
  // The window of seven working days from 2026-11-24 ends on 2026-12-03.
  expect(await lodged('2026-12-03T15:59:59.998Z')).toBe(303);
  expect(await lodged('2026-12-03T15:59:59.999Z')).toBe(303);
  expect(await lodged('2026-12-03T16:00:00.000Z')).toBe(422);
  expect(await lodged('2026-12-03T16:00:00.001Z')).toBe(422);
  const receipts = await rows<{ at: string }>(
    portal.work.reader,
    sql`SELECT received_at AS at FROM objection WHERE notice_number = ${notice} ORDER BY received_at`,
  );
  expect(receipts.map(({ at }) => at)).toEqual(['2026-12-03T15:59:59.998Z', '2026-12-03T15:59:59.999Z']);
});

test('a reply that runs into a year without announced holidays is provisional, and says so', async () => {
  portal.clock.set('2026-12-21T02:00:00.000Z');
  const notice = await publish();
  const reply = await portal.web.visitor.upload(
    '/objections',
    noFile('evidence'),
    { ...entry(notice), ...CANARY, truthful: 'yes' },
    from,
  );
  const receipt = await portal.web.visitor.get(String(reply.headers.location));
  expect(receipt.page.text()).toContain('2027-01-04');
  expect(receipt.page.text()).toContain('暂定');
});

test('guessing is cut off: ten wrong tails for a number within the hour, then too many, then free again', async () => {
  portal.clock.set('2026-12-22T02:00:00.000Z');
  for (let n = 0; n < 10; n += 1) expect((await tail('YY-2026-001', `000${n % 10}`)).statusCode).toBe(422);
  expect((await tail('YY-2026-001', '4321')).statusCode).toBe(429);
  portal.clock.set('2026-12-22T03:00:00.001Z');
  expect((await tail('YY-2026-001', '4321')).statusCode).toBe(200);
});

test('the queue shows what is overdue in working days, and asks as many statements for one row as for many', async () => {
  portal.clock.set('2027-01-20T02:00:00.000Z');
  await portal.account('officer-late', ['programme-officer']);
  const desk = portal.web.as('officer-late');
  const asked = async (address: string): Promise<[number, number]> => {
    const query = jest.spyOn(portal.work.reader, 'query');
    const { page } = await desk.get(address);
    const statements = query.mock.calls.length;
    query.mockRestore();
    return [page.links().filter((href) => href.startsWith('/bureau/objections/YY-')).length, statements];
  };
  await desk.get('/bureau/objections');
  const many = await asked('/bureau/objections?state=overdue&about=notice');
  expect(many[0]).toBe(3);
  const one = await asked('/bureau/objections?state=decided');
  expect(one).toEqual([1, many[1]]);
  // Session, viewer, total, page, figures, working days.
  expect(many[1]).toBe(6);
  expect((await desk.get('/bureau')).page.text()).toContain('逾期 3 件');
  const text = (await desk.get('/bureau/objections?state=overdue')).page.text();
  expect(text).toMatch(/逾期 2[0-9] 个工作日/);
  expect(text).toContain('其中已逾期');
});
