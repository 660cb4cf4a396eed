import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../../src/platform/database/sql.js';
import { type Portal } from '../../support/app.js';
import { CODE, creditDesk, type CreditDesk, idOf, PENALTY, START } from '../../support/credit.js';
import { Browser, type Fields } from '../../support/web.js';

let desk: CreditDesk;
let portal: Portal;
let as: CreditDesk['as'];
let post: CreditDesk['post'];
let published: CreditDesk['published'];
let statusOf: CreditDesk['statusOf'];
beforeAll(async () => {
  desk = await creditDesk();
  ({ portal, as, post, published, statusOf } = desk);
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.set(START));

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
