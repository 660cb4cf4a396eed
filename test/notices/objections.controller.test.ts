import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { viewerNamed } from '../../src/accounts/accounts.queries.js';
import { breakGlass } from '../../src/app/break-glass.js';
import { ObjectionsService } from '../../src/notices/objections.service.js';
import { NoticesService } from '../../src/notices/notices.service.js';
import { row, run, sql } from '../../src/platform/database/sql.js';
import { noFile, type Reply } from '../support/web.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';

let portal: DemoPortal;
beforeAll(async () => {
  portal = await demoPortal('awards');
}, 120_000);
afterAll(() => portal.close());

/** A notice with a running window about a subject, as later steps publish them before a decision. */
async function publish(subject: readonly [string, string]): Promise<string> {
  const officer = await viewerNamed(portal.work.reader, 'officer');
  if (officer === null) throw new Error('no officer');
  const body = { paragraphs: [{ zh: '公示', en: 'Notice' }], table: null };
  return portal.work.write((tx) =>
    portal.app.get(NoticesService).publish(tx, officer, {
      kind: 'PUBLICITY',
      subject,
      titleZh: '公示',
      titleEn: 'Notice',
      body,
      workingDays: 7,
    }),
  );
}

const entry = (notice: string): Record<string, string> => ({
  notice,
  ground: 'FACTS',
  'points[0][claim]': '场地证明与实际不符',
  remedy: '请核实',
});

const object = (fields: Record<string, string>): Promise<Reply> =>
  portal.web.as('ngo-b').upload('/org/objections', noFile('evidence'), fields, '/org/objections/new');

async function lodge(notice: string): Promise<string> {
  const reply = await object(entry(notice));
  expect(reply.statusCode).toBe(303);
  return String(reply.headers.location).split('/').at(-1) ?? '';
}

const rejection = (reply: string): Record<string, string | number> => ({
  to: 'REJECTED',
  'points[0][n]': 1,
  'points[0][agreed]': 'no',
  'points[0][reply]': '证明已核对',
  reply,
  version: 1,
});

const refusalOf = (statement: () => Promise<unknown>): Promise<string> =>
  statement().then(
    () => 'done',
    (error: unknown) => String(error),
  );

test('an objection is received with number and day, seen by its owner and the bureau, and answered once', async () => {
  const number = await lodge(await publish(['plain', 'x']));
  expect(number).toMatch(/^YY-2026-\d{3}$/);
  const own = await portal.web.as('ngo-b').get(`/org/objections/${number}`);
  expect(own.page.text()).toContain('场地证明与实际不符');
  expect(own.page.text()).toContain('2026-12-08');
  expect((await portal.web.as('ngo-a').get(`/org/objections/${number}`)).statusCode).toBe(404);
  const path = `/bureau/objections/${number}`;
  expect((await portal.web.as('officer').get('/bureau/objections')).page.text()).toContain(number);
  const empty = await portal.web
    .as('officer')
    .post(
      `${path}/decision`,
      { to: 'UPHELD', 'points[0][n]': 1, 'points[0][agreed]': 'yes', reply: '', version: 1 },
      path,
    );
  expect([empty.statusCode, empty.page.error('reply') !== null]).toEqual([422, true]);
  const answer = rejection('经核实，证明真实');
  expect((await portal.web.as('officer').post(`${path}/decision`, answer, path)).statusCode).toBe(303);
  expect((await portal.web.as('ngo-b').get(`/org/objections/${number}`)).page.text()).toContain(
    '经核实，证明真实',
  );
  expect((await portal.web.as('officer').post(`${path}/decision`, answer, path)).statusCode).toBe(409);
  const again = { ...answer, version: 2 };
  expect((await portal.web.as('officer').post(`${path}/decision`, again, path)).statusCode).toBe(422);
});

test('no objection to an unknown notice, to an announcement, or after the window', async () => {
  const notice = await publish(['plain', 'y']);
  const late = await object(entry('GS-1999-001'));
  expect([late.statusCode, late.page.error('notice'), late.page.value('points[0][claim]')]).toEqual([
    422,
    expect.stringContaining('没有这个编号的公示'),
    '场地证明与实际不符',
  ]);
  const old = await object(entry('GS-2019-001'));
  expect(old.page.error('notice')).toContain('已于');
  expect((await portal.web.visitor.get(`/notices/${notice}`)).page.links()).toContain(
    `/objections/new?notice=${notice}`,
  );
});

test('an agreement stands still while an objection is open: by page and by SQL, and goes on afterwards', async () => {
  const { reader } = portal.work;
  const own = (await portal.web.as('department').get('/department')).page.links();
  const path = own.find((href) => href.startsWith('/department/functions/')) ?? '';
  const code = path.split('/').at(-1) ?? '';
  const body = await row<{ creditCode: string }>(
    reader,
    sql`SELECT credit_code AS "creditCode" FROM organization o WHERE status = 'REGISTERED' AND established_on < '2016-01-01'
        AND NOT EXISTS (SELECT 1 FROM credit_record r WHERE r.organization_id = o.id)
        AND NOT EXISTS (SELECT 1 FROM credit_list_entry l WHERE l.organization_id = o.id) ORDER BY credit_code LIMIT 1`,
  );
  const agreement = {
    creditCode: body?.creditCode ?? '',
    fromOn: '2027-03-01',
    untilOn: '2028-03-01',
    documentNumber: '虚构9号',
  };
  expect((await portal.web.as('department').post(`${path}/agreements`, agreement, path)).statusCode).toBe(
    303,
  );
  const drawn = (): Promise<{ number: string; status: string } | null> =>
    row(reader, sql`SELECT number, status FROM undertaking_agreement WHERE document_number = '虚构9号'`);
  const number = (await drawn())?.number ?? '';
  const confirm = async (): Promise<string> => {
    await portal.web
      .as('officer')
      .post(`/bureau/agreements/${number}/confirmation`, {}, `/bureau/functions/${code}`);
    return (await drawn())?.status ?? '';
  };
  const objection = await lodge(await publish(['function', code]));
  expect(await confirm()).toBe('DRAFT');
  // By command line, in the name of one who may: the same refusal in one line; one who may not is told so.
  const byCommand = (username: string): Promise<string> =>
    refusalOf(() => breakGlass(portal.app, 'confirm-agreement', [number, username]));
  expect(await byCommand('officer')).toContain('An objection is open');
  expect(await byCommand('department')).toContain('may not do this: agreement.confirm');
  expect(await byCommand('nobody-here')).toContain('no account nobody-here');
  // An insert that is effective at once, and a row moved under another subject's number, are no way round.
  const smuggled = await refusalOf(() =>
    portal.work.write((tx) =>
      run(
        tx,
        sql`INSERT INTO undertaking_agreement (id, number, item_code, organization_id, status, from_on, until_on, document_number, is_legacy)
            SELECT 'smuggled', 'CJ-X', item_code, organization_id, 'EFFECTIVE', from_on, until_on, document_number, 0
            FROM undertaking_agreement WHERE number = ${number}`,
      ),
    ),
  );
  expect(smuggled).toContain('an objection is open');
  const bySql = await refusalOf(() =>
    portal.work.write((tx) =>
      run(tx, sql`UPDATE undertaking_agreement SET status = 'EFFECTIVE' WHERE number = ${number}`),
    ),
  );
  expect(bySql).toContain('an objection is open');
  const bureau = `/bureau/objections/${objection}`;
  await portal.web.as('chair').post(`${bureau}/decision`, rejection('不成立'), bureau);
  const reopened = await refusalOf(() =>
    portal.work.write((tx) => run(tx, sql`UPDATE objection SET status = 'OPEN' WHERE number = ${objection}`)),
  );
  expect(reopened).toContain('an objection that was decided stays so');
  expect(await confirm()).toBe('EFFECTIVE');
});

test('upheld, a matter stands still until it is decided anew', async () => {
  const award = await anAward();
  const number = await lodge(await publish(['application', award.application]));
  const path = `/bureau/objections/${number}`;
  const upheld = { ...rejection('异议成立'), to: 'UPHELD', 'points[0][agreed]': 'yes' };
  expect((await portal.web.as('chair').post(`${path}/decision`, upheld, path)).statusCode).toBe(303);
  expect(await confirmBySql(award.id)).toContain('an objection is open');
  const anew = { redecision: '已重新评审', version: 2 };
  expect((await portal.web.as('chair').post(`${path}/redecision`, anew, path)).statusCode).toBe(303);
  expect(await confirmBySql(award.id)).toContain('would have been done');
});

test('of an objection and a contract that overlap, the later one sees the earlier', async () => {
  const award = await anAward();
  const notice = await publish(['application', award.application]);
  const viewer = await viewerNamed(portal.work.reader, 'ngo-b');
  if (viewer === null) throw new Error('no viewer');
  let arrived = (): void => undefined;
  const received = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const objecting = portal.work.write(async (tx) => {
    const number = await portal.app.get(ObjectionsService).receive(tx, {
      person: viewer,
      subject: ['application', award.application],
      noticeNumber: notice,
      desk: '/bureau/objections',
      ground: 'FACTS',
      facts: ['同时'],
      remedy: '核实',
      evidence: [],
      replyWorkingDays: 10,
    });
    arrived();
    await pause(300);
    return number;
  });
  await received;
  expect(await confirmBySql(award.id)).toContain('an objection is open');
  const own = `/org/objections/${await objecting}`;
  expect((await portal.web.as('ngo-b').post(`${own}/withdrawal`, { version: 1 }, own)).statusCode).toBe(303);
});

interface AnAward {
  readonly id: string;
  readonly round: string;
  readonly application: string;
}

async function anAward(): Promise<AnAward> {
  const award = await row<AnAward>(
    portal.work.reader,
    sql`SELECT a.id, r.number AS round, p.number AS application FROM award a JOIN grant_round r ON r.id = a.round_id
        JOIN application p ON p.id = a.application_id WHERE a.status <> 'CONFIRMED' ORDER BY r.number DESC, a.rank LIMIT 1`,
  );
  if (award === null) throw new Error('no award');
  return award;
}

const confirmBySql = (id: string): Promise<string> =>
  refusalOf(() =>
    portal.work.write(async (tx) => {
      await run(tx, sql`UPDATE award SET status = 'CONFIRMED' WHERE id = ${id}`);
      throw new Error('would have been done');
    }),
  );

test('an award cannot be confirmed by SQL while an objection to its round or application is open', async () => {
  const award = await anAward();
  const confirm = (): Promise<string> => confirmBySql(award.id);
  expect(await confirm()).toContain('would have been done');
  for (const subject of [['round', award.round] as const, ['application', award.application] as const]) {
    const number = await lodge(await publish(subject));
    expect(await confirm()).toContain('an objection is open');
    // The one who lodged it may take it back; nobody else can.
    const own = `/org/objections/${number}`;
    expect(
      (await portal.web.as('ngo-a').post(`${own}/withdrawal`, { version: 1 }, '/org/objections')).statusCode,
    ).toBe(404);
    expect((await portal.web.as('ngo-b').post(`${own}/withdrawal`, { version: 1 }, own)).statusCode).toBe(
      303,
    );
    expect(await confirm()).toContain('would have been done');
  }
});
