import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { found } from '../../../src/kernel/outcome.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import { rows, run, sql } from '../../../src/platform/database/sql.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { ReferenceService } from '../../../src/reference/reference.service.js';
import { applicationsOfRound } from '../../../src/ventures/applications/applications.queries.js';
import { ScreeningService } from '../../../src/ventures/applications/screening.service.js';
import { roundByNumber } from '../../../src/ventures/rounds/rounds.queries.js';
import { type Portal, startPortal } from '../../support/app.js';
import { aCall } from '../../support/calls.js';
import { judgementsIn } from '../../support/screening.js';
import { aBody, submitted } from '../../support/submitted.js';
import { type Fields, noFile, type Reply } from '../../support/web.js';

const ROUND = '2026-01';
const LIST = `/bureau/rounds/${ROUND}/applications`;
const OWN = `/org/rounds/${ROUND}/application`;
const at = (n: number): string => `/bureau/applications/${ROUND}-000${n}`;

let portal: Portal;
let registrar: SignedIn;
beforeAll(async () => {
  portal = await startPortal('2026-12-14T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  registrar = await portal.account('registrar', ['registry-officer']);
  for (const [name, role] of [
    ['officer', 'programme-officer'],
    ['officer-2', 'programme-officer'],
    ['chair', 'chair'],
    ['auditor', 'auditor'],
  ] as const)
    await portal.account(name, [role]);
  const eligibility = ['R-EL-01', 'R-EL-02', 'R-EL-03', 'R-EL-04', 'R-EL-05', 'R-EL-06', 'R-EL-09'];
  await aCall(
    portal.work,
    ROUND,
    { eligibility },
    { status: 'CLOSED', openedAt: '2026-12-14T00:30:00.000Z' },
  );
  for (const n of [1, 2, 3, 4]) {
    const organizationId = await aBody(portal, registrar, n);
    await portal.account(`ngo-${n}`, ['applicant'], { organizationId });
    // The second asks for more than the call gives: void by R-EL-09.
    await submitted(portal, ROUND, { organizationId, n, ...(n === 2 ? { askedFen: 600_000_00 } : {}) });
  }
}, 60_000);
afterAll(() => portal.close());

const post = (who: string, path: string, fields: Fields = {}, from = path): Promise<Reply> =>
  portal.web.as(who).post(path, fields, from);
const statusOf = async (n: number): Promise<string> => {
  const list = await applicationsOfRound(portal.work.reader, ROUND);
  return found(list.find(({ number }) => number === `${ROUND}-000${n}`)).status;
};
const judge = async (who: string, n: number, says?: Parameters<typeof judgementsIn>[1]): Promise<Reply> => {
  const page = await portal.web.as(who).get(at(n));
  return post(who, `${at(n)}/judgements`, judgementsIn(page.body, says), at(n));
};
const refusedWith = (reply: Reply, text: string): void => {
  expect([reply.statusCode, reply.page.text()]).toEqual([422, expect.stringContaining(text)]);
};

describe('the first check', () => {
  test('each rule stands with its evidence; who only reads has no form, others nothing at all', async () => {
    const page = await portal.web.as('officer').get(at(2));
    expect(page.statusCode).toBe(200);
    for (const text of ['R-EL-09', 'R-EL-01', '申报内容', '敲门关爱第2期', '尚未审查', '下一份', '上一份'])
      expect(page.page.text()).toContain(text);
    const read = await portal.web.as('auditor').get(at(2));
    expect(read.body).not.toContain('rules[0][officer]');
    expect((await post('auditor', `${at(2)}/judgements`, {}, '/account')).statusCode).toBe(403);
    expect((await portal.web.as('ngo-1').get(at(2))).statusCode).toBe(403);
  });

  test('a rule is judged against the engine with a reason only, and never on a page that is out of date', async () => {
    refusedWith(await post('officer', `${at(1)}/judgements`, {}, at(1)), '没有可以保存的审查意见');
    const failing = await judge('officer', 1, ({ engine }) =>
      engine === 'PASS' ? { officer: 'FAIL' } : null,
    );
    refusedWith(failing, '请写明理由');
    // The engine says otherwise than the page did.
    const stale = await portal.web.as('officer').get(at(1));
    const fields = judgementsIn(stale.body.replaceAll('value="PASS"', 'value="FAIL"'), ({ engine }) =>
      engine === 'FAIL' ? { officer: 'FAIL' } : null,
    );
    expect((await post('officer', `${at(1)}/judgements`, fields, at(1))).statusCode).toBe(409);
    refusedWith(await post('officer', `${at(1)}/screening`, { eligible: 'yes' }, at(1)), '没有审查意见');
  });

  test('what the engine found failed is let pass by two persons only', async () => {
    const letPass = await judge('officer', 2, ({ engine }) =>
      engine === 'FAIL' ? { officer: 'PASS', reason: '申请金额填写有误，附更正说明' } : { officer: 'PASS' },
    );
    expect(letPass.statusCode).toBe(303);
    refusedWith(await post('officer', `${at(2)}/screening`, { eligible: 'yes' }, at(2)), '等待第二人确认');
    const [waiting] = await rows<{ id: string }>(
      portal.work.reader,
      sql`SELECT id FROM screening_judgement WHERE engine = 'FAIL' AND officer = 'PASS'`,
    );
    const confirmation = `${at(2)}/judgements/${found(waiting).id}/confirmation`;
    const own = await post('officer', confirmation, {}, at(2));
    expect(own.headers.location).toBe(at(2));
    expect((await portal.web.as('officer').get(at(2))).page.text()).toContain('须由另一人确认');
    expect((await portal.web.as('officer-2').get(at(2))).body).toContain(confirmation);
    expect((await post('officer-2', confirmation, {}, at(2))).statusCode).toBe(303);
    expect((await portal.web.as('officer').get(at(2))).page.text()).toContain(
      '测试officer 提出，测试officer-2 确认',
    );
  });

  test('a later word counts; an exclusion rests on a rule judged to fail, with words, and is told', async () => {
    expect(
      (await judge('officer', 2, ({ engine }) => (engine === 'FAIL' ? { officer: 'FAIL' } : null)))
        .statusCode,
    ).toBe(303);
    refusedWith(await post('officer', `${at(2)}/screening`, { eligible: 'yes' }, at(2)), 'R-EL-09');
    refusedWith(await post('officer', `${at(2)}/screening`, { eligible: 'no' }, at(2)), '请选择一项');
    const [rule] = await rows<{ key: string }>(
      portal.work.reader,
      sql`SELECT rule_key AS "key" FROM screening_judgement WHERE engine = 'FAIL' AND officer = 'FAIL'`,
    );
    const fields = { eligible: 'no', rule: found(rule).key, reason: '申请金额超过每个项目的上限' };
    const refused = await post(
      'officer',
      `${at(2)}/screening`,
      { ...fields, rule: 'R-EL-01:STATUS-REGISTERED' },
      at(2),
    );
    refusedWith(refused, '请选择一项');
    // What was typed stays.
    expect(refused.page.text()).toContain('申请金额超过每个项目的上限');
    expect((await post('officer', `${at(2)}/screening`, fields, at(2))).statusCode).toBe(303);
    expect(await statusOf(2)).toBe('INELIGIBLE');
    expect((await judge('officer', 2)).statusCode).toBe(409);
    const told = await portal.web.as('ngo-2').get(`${OWN}/first-check`);
    for (const text of [
      '资格不符合',
      '申请金额超过每个项目的上限',
      'INELIGIBLE 正文',
      '2026-12-23',
      'R-EL-09',
    ])
      expect(told.page.text()).toContain(text);
    expect(told.page.text()).not.toContain('测试officer');
    expect((await portal.web.as('ngo-2').get('/org')).page.text()).toContain('资格审查不符合，可以申诉');
    expect((await portal.web.as('ngo-1').get('/org')).page.text()).not.toContain('可以申诉');
  });

  test('what passes everything is looked through and confirmed together; what does not is left', async () => {
    const confirmation = `${LIST}/confirmation`;
    expect((await portal.web.as('officer').get(confirmation)).page.text()).toContain('没有各项均通过');
    // The questions of the engine are answered for the third; of the first only some are.
    expect(
      (await judge('officer', 3, ({ engine }) => (engine === 'NEEDS_REVIEW' ? { officer: 'PASS' } : null)))
        .statusCode,
    ).toBe(303);
    const summary = await portal.web.as('officer').get(confirmation);
    expect(summary.body).toContain('value="2026-01-0003"');
    expect(summary.body).not.toContain('2026-01-0001');
    const sent = { 'items[0][number]': '2026-01-0003', 'items[1][number]': '2026-01-0001' };
    expect((await post('officer', confirmation, sent)).headers.location).toBe(LIST);
    expect((await portal.web.as('officer').get(LIST)).page.text()).toContain(
      '已确认 1 份；因情况变化未确认 1 份',
    );
    expect([await statusOf(3), await statusOf(1)]).toEqual(['ELIGIBLE', 'SUBMITTED']);
    const list = await portal.web.as('officer').get(`${LIST}?state=eligible`);
    expect(list.page.text()).toContain('敲门关爱第3期');
    expect(list.page.text()).not.toContain('敲门关爱第1期');
    expect((await portal.web.as('officer').get(`${LIST}?state=todo`)).page.text()).toContain(
      '还有 12 个工作日',
    );
  });

  test('judgements and results are only ever added to, in the database as well', async () => {
    for (const change of [
      sql`UPDATE screening_judgement SET officer = 'PASS'`,
      sql`DELETE FROM screening_judgement`,
      sql`UPDATE screening_decision SET result = 'ELIGIBLE'`,
      sql`DELETE FROM screening_decision`,
    ])
      await expect(portal.work.write((tx) => run(tx, change))).rejects.toThrow(/append-only/);
  });

  test('the list takes as many statements for four applications as for one', async () => {
    const { reader } = portal.work;
    const round = found(await roundByNumber(reader, ROUND));
    const all = await applicationsOfRound(reader, ROUND);
    const statements = async (some: typeof all): Promise<number> => {
      let asked = 0;
      const counting = new Proxy(reader, {
        get: (target, name, receiver): unknown => {
          if (name === 'query') asked += 1;
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
      expect(await portal.app.get(ScreeningService).screened(counting, round, some)).toHaveLength(
        some.length,
      );
      return asked;
    };
    expect(all).toHaveLength(4);
    const one = await statements(all.slice(0, 1));
    expect(one).toBe(11);
    expect(await statements(all)).toBe(one);
  });
});

describe('an appeal', () => {
  const appeal = { ground: 'FACTS', 'points[0][claim]': '金额为笔误，预算表为 50 万元', remedy: '恢复资格' };
  const lodge = (who: string, fields: Fields = appeal): Promise<Reply> =>
    portal.web.as(who).upload(`${OWN}/appeal`, noFile('evidence'), fields, `${OWN}/appeal`);

  test('is made against an exclusion only, once, with its day of reply', async () => {
    expect((await portal.web.as('ngo-1').get(`${OWN}/appeal`)).headers.location).toBe(`${OWN}/first-check`);
    refusedWith(await lodge('ngo-1'), '没有可以申诉的资格审查结论');
    refusedWith(await lodge('ngo-2', { ...appeal, remedy: '' }), '金额为笔误');
    const done = await lodge('ngo-2');
    expect(done.headers.location).toBe('/org/objections/YY-2026-001');
    expect((await portal.web.as('ngo-2').get('/org/objections/YY-2026-001')).page.text()).toContain(
      '2026-12-28',
    );
    refusedWith(await lodge('ngo-2'), '一份申报只能申诉一次');
    expect((await portal.web.as('officer').get(LIST)).page.text()).toContain('有 1 份申诉正在办理');
    expect((await portal.web.as('officer').get('/bureau/objections')).body).toContain(
      '/bureau/appeals/YY-2026-001',
    );
  });

  test('is decided by somebody else than who excluded; upheld, it reinstates, in public by its number', async () => {
    const desk = '/bureau/appeals/YY-2026-001';
    const fields = {
      to: 'UPHELD',
      'points[0][n]': 1,
      'points[0][agreed]': 'yes',
      'points[0][reply]': '经核对预算表，申请金额为 50 万元',
      reply: '申诉成立',
      effect: '恢复申报资格',
      version: 1,
    };
    const own = await post('officer', `${desk}/decision`, fields, desk);
    refusedWith(own, '不能办理对该结论的申诉');
    expect((await portal.web.as('officer').get(desk)).body).not.toContain(`${desk}/decision`);
    expect((await post('registrar', `${desk}/decision`, fields, '/account')).statusCode).toBe(403);
    expect(await statusOf(2)).toBe('INELIGIBLE');
    expect((await post('officer-2', `${desk}/decision`, fields, desk)).headers.location).toBe(desk);
    expect(await statusOf(2)).toBe('ELIGIBLE');
    const acts = await rows<{ body: string }>(
      portal.work.reader,
      sql`SELECT body FROM ledger_entry WHERE body LIKE '%application.%' AND body LIKE '%2026-01-0002%' ORDER BY seq`,
    );
    const types = acts.map(({ body }) => (JSON.parse(body) as { type: string }).type);
    expect(types).toEqual(['application.screened', 'application.reinstated']);
    expect(acts.map(({ body }) => body).join()).not.toContain('敲门');
    expect((await portal.web.as('ngo-2').get(`${OWN}/first-check`)).page.text()).toContain(
      '申诉成立，恢复资格',
    );
    const moves = await portal.web.visitor.get(`/rounds/${ROUND}/moves`);
    expect(moves.page.text()).toContain('2026-01-0002 申诉成立，恢复资格');
    expect(moves.page.text()).not.toContain('敲门');
    // Another desk's objection does not exist here, and this one not at the desk of notices.
    expect(
      (await post('officer-2', '/bureau/objections/YY-2026-001/decision', fields, desk)).statusCode,
    ).toBe(404);
  });

  test('comes too late after its last day', async () => {
    expect(
      (await judge('officer', 4, ({ engine }) => ({ officer: 'FAIL', reason: engine }))).statusCode,
    ).toBe(303);
    const [rule] = await rows<{ key: string }>(
      portal.work.reader,
      sql`SELECT rule_key AS "key" FROM screening_judgement j JOIN application a ON a.id = j.application_id WHERE a.number = '2026-01-0004'`,
    );
    const fields = { eligible: 'no', rule: found(rule).key, reason: '不在业务范围内' };
    expect((await post('officer', `${at(4)}/screening`, fields, at(4))).statusCode).toBe(303);
    portal.clock.set('2026-12-23T15:59:59.999Z');
    refusedWith(await lodge('ngo-4', { ...appeal, remedy: '' }), '请求');
    portal.clock.set('2026-12-23T16:00:00.000Z');
    refusedWith(await lodge('ngo-4'), '申诉期限已于 2026-12-23 截止');
  });
});
