import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { row, rows, sql } from '../../src/platform/database/sql.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { type Portal, startPortal } from '../support/app.js';
import { Browser, type Reply } from '../support/web.js';

const START = '2026-01-05T02:00:00.000Z';
const CODE = makeCreditCode('ASSOCIATION', '320800', 'MJ990001');
const OTHER = makeCreditCode('ASSOCIATION', '320800', 'MJ990002');
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal(START);
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  await portal.account('district', ['district-officer']);
  await portal.account('chair', ['chair']);
  for (const [creditCode, name] of [
    [CODE, '淮安市信用测试协会'],
    [OTHER, '淮安市无关协会'],
  ] as const) {
    const done = await portal.app.get(OrganizationsService).register(registrar, {
      creditCode,
      name,
      type: 'ASSOCIATION',
      status: 'REGISTERED',
      divisionCode: '320812',
      legalRepresentative: '张三',
      establishedOn: '2015-01-01',
      address: '示例路1号',
    });
    if (!done.ok) throw new Error(JSON.stringify(done.findings));
  }
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.set(START));

/** Staff sessions end after a quarter of an hour; whoever comes later signs in again. */
async function as(username: string): Promise<Browser> {
  const browser = new Browser(portal.app);
  expect((await browser.post('/sign-in', { username, password: 'a long test sentence' })).statusCode).toBe(
    303,
  );
  return browser;
}

async function list(ground: string, listedOn: string): Promise<Reply> {
  return (await as('chair')).post(
    '/bureau/list-entries',
    { creditCode: CODE, ground, listedOn, proposedBy: 'registrar' },
    '/bureau/credit-lists',
  );
}
const running = (
  list: string,
): Promise<{ id: string; version: number; ground: string; termFrom: string } | null> =>
  row(
    portal.work.reader,
    sql`SELECT id, version, ground, term_from AS "termFrom" FROM credit_list_entry WHERE list = ${list} AND removed_on IS NULL`,
  );
const isListed = async (list: 'abnormal' | 'serious'): Promise<boolean> =>
  (await new Browser(portal.app).get(`/credit/${list}.json`)).body.includes(CODE);

test('the clocks: six months, restart by a new ground, two years to the serious list, two more to leave it', async () => {
  expect((await list('G5', '2026-01-05')).statusCode).toBe(303);
  expect(await isListed('abnormal')).toBe(true);
  let stay = await running('ABNORMAL');
  const path = `/bureau/list-entries/${stay?.id ?? ''}`;
  const page = await (await as('chair')).get(path);
  expect(page.page.text()).toContain('期满移出（R-CR-11，第14条），2026-07-05 起');
  const early = await (
    await as('chair')
  ).post(`${path}/exits`, { exit: 'TERM_FULL', reason: '期满', version: 1 }, path);
  expect([early.statusCode, early.page.text().includes('期限未满，2026-07-05 起才可以')]).toEqual([
    422,
    true,
  ]);

  // A missing annual report restarts the term and is the harder ground to leave by.
  portal.clock.set('2026-06-02T02:00:00.000Z');
  expect((await list('G1', '2026-06-01')).statusCode).toBe(303);
  stay = await running('ABNORMAL');
  expect(stay).toMatchObject({ ground: 'G1', termFrom: '2026-06-01' });

  portal.clock.set('2028-05-31T02:00:00.000Z');
  const version = stay?.version ?? 0;
  const day = await (
    await as('chair')
  ).post(`${path}/exits`, { exit: 'MOVED', reason: '满两年', version }, path);
  expect(day.statusCode).toBe(422);
  portal.clock.set('2028-06-01T02:00:00.000Z');
  expect((await (await as('registrar')).get('/bureau/credit-lists')).page.text()).toContain(
    '转入严重违法失信名单',
  );
  // The proposer of the first listing cannot move the body to the heavier one.
  const own = await as('registrar');
  const refused = await own.post(`${path}/exits`, { exit: 'MOVED', reason: '满两年', version }, path);
  expect(refused.statusCode).toBe(422);
  const moved = await (
    await as('chair')
  ).post(`${path}/exits`, { exit: 'MOVED', reason: '满两年', version }, path);
  expect(moved.statusCode).toBe(303);
  expect([await isListed('abnormal'), await isListed('serious')]).toEqual([false, true]);

  const serious = await running('SERIOUS');
  expect(serious).toMatchObject({ ground: 'B1', termFrom: '2028-06-01' });
  const out = `/bureau/list-entries/${serious?.id ?? ''}`;
  const leave = async (): Promise<number> =>
    (
      await (
        await as('chair')
      ).post(`${out}/exits`, { exit: 'DUTIES_DONE', reason: '已履行', version: serious?.version ?? 0 }, out)
    ).statusCode;
  portal.clock.set('2030-05-31T02:00:00.000Z');
  expect(await leave()).toBe(422);
  portal.clock.set('2030-06-01T02:00:00.000Z');
  expect(await leave()).toBe(303);
  expect(await isListed('serious')).toBe(false);
  const audit = await rows<{ action: string }>(
    portal.work.reader,
    sql`SELECT action FROM audit_line WHERE action LIKE 'credit-%' ORDER BY seq`,
  );
  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['credit-listed', 'credit-term-restarted', 'credit-list-left']),
  );
});
