import { expect } from '@jest/globals';
import { join } from 'node:path';
import { RecordsService } from '../../src/credit/records/records.service.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { row, run, type Sql, sql } from '../../src/platform/database/sql.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { PASSWORD, type Portal, startPortal } from './app.js';
import { Browser, type Fields, type Reply } from './web.js';

export const NAMES = ['甲', '乙', '丙', '丁', '戊'].map((one) => `淮安市名单${one}协会`);
export const code = (n: number): string => makeCreditCode('ASSOCIATION', '320800', `MJ99000${n}`);
let portal: Portal;
let registrar: SignedIn;
export let chair: SignedIn;
let district: SignedIn;

/** The portal with five bodies and the persons of the desk; one for each test file. */
export async function openListDesk(): Promise<Portal> {
  portal = await startPortal('2026-05-06T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  registrar = await portal.account('registrar', ['registry-officer']);
  chair = await portal.account('chair', ['chair']);
  district = await portal.account('district', ['district-officer']);
  for (const [i, name] of NAMES.entries()) {
    const done = await portal.app.get(OrganizationsService).register(registrar, {
      creditCode: code(i + 1),
      name,
      type: 'ASSOCIATION',
      divisionCode: '320812',
      legalRepresentative: '张三',
      establishedOn: '2015-01-01',
      address: '示例路1号',
    });
    if (!done.ok) throw new Error(JSON.stringify(done.findings));
    await portal.account(`body-${i + 1}`, ['applicant'], { organizationId: await idOf(i + 1) });
  }
  return portal;
}

export async function idOf(n: number): Promise<string> {
  const one = await row<{ id: string }>(
    portal.work.reader,
    sql`SELECT id FROM organization WHERE credit_code = ${code(n)}`,
  );
  return one?.id ?? '';
}
/** Sessions end with the days that pass; whoever comes signs in. */
export async function as(username: string): Promise<Browser> {
  const browser = new Browser(portal.app);
  expect((await browser.post('/sign-in', { username, password: PASSWORD })).statusCode).toBe(303);
  return browser;
}
export const get = async (username: string, path: string): Promise<Reply> => (await as(username)).get(path);
export async function post(
  username: string,
  path: string,
  fields: Fields,
  from = '/account',
): Promise<Reply> {
  return (await as(username)).post(path, fields, from);
}
export const on = (day: string, hour = 9): void => portal.clock.set(`${day}T0${hour - 8}:00:00.000Z`);
export const bySql = (statement: Sql): Promise<string> =>
  portal.work
    .write((tx) => run(tx, statement))
    .then(
      () => 'done',
      (error: unknown) => String(error),
    );

export async function openCase(n: number, ground: string, more: Fields = {}): Promise<string> {
  const reply = await post('registrar', '/bureau/credit-cases', {
    creditCode: code(n),
    ground,
    foundOn: portal.clock.today(),
    facts: '经催报仍未报送（测试）',
    basis: '第十一条第一项',
    ...more,
  });
  expect(reply.statusCode).toBe(303);
  return String(reply.headers.location);
}
export const versionOf = async (path: string): Promise<number> =>
  (
    await row<{ version: number }>(
      portal.work.reader,
      sql`SELECT version FROM listing_case WHERE number = ${path.split('/').at(-1) ?? ''}`,
    )
  )?.version ?? 0;
export async function act(username: string, path: string, what: string, fields: Fields): Promise<Reply> {
  return post(username, `${path}/${what}`, { version: await versionOf(path), ...fields });
}
export const serve = (path: string, delivery: string): Promise<Reply> =>
  act('registrar', path, 'notice', { delivery, servedOn: portal.clock.today() });
export const entryOf = async (path: string): Promise<string> =>
  (
    await row<{ id: string }>(
      portal.work.reader,
      sql`SELECT entry_id AS id FROM listing_case WHERE number = ${path.split('/').at(-1) ?? ''}`,
    )
  )?.id ?? '';

/** Everything the public sees that could name a body or count it; when it was made is left out. */
export async function publicView(n: number): Promise<string> {
  const paths = [
    `/organizations/${code(n)}`,
    `/organizations/${code(n)}.json`,
    '/credit/abnormal',
    '/credit/abnormal.json',
    '/credit/serious',
    '/credit/serious.json',
    '/credit/abnormal.json?on=2026-06-01',
    '/credit/serious.json?on=2026-06-01',
    '/credit/public-notices',
    '/statistics',
    '/organizations.json',
    '/search?q=名单',
  ];
  const pages: string[] = [];
  for (const path of paths) pages.push((await new Browser(portal.app).get(path)).body);
  return pages.join('\n').replace(/2026-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\+08:00)?/g, '');
}
export const listed = async (list: 'abnormal' | 'serious'): Promise<string[]> =>
  (await new Browser(portal.app).get(`/credit/${list}.json`))
    .json<{ items: { creditCode: string }[] }>()
    .items.map(({ creditCode }) => creditCode);

/** A record entered by one person and published by another. */
export async function onRecord(entry: Parameters<RecordsService['enter']>[1]): Promise<string> {
  const records = portal.app.get(RecordsService);
  const entered = await records.enter(district, entry);
  if (!entered.ok) throw new Error(JSON.stringify(entered.findings));
  const done = await records.decide(registrar, entered.value, 'publish', { version: 1 });
  if (!done.ok) throw new Error(JSON.stringify(done.findings));
  return entered.value;
}

export function penalty(n: number, summary: string, fields: object = {}): Promise<string> {
  return onRecord({
    creditCode: code(n),
    category: 'PENALTY',
    recordClass: 'GENERAL',
    penaltyKind: 'WARNING',
    documentNumber: '淮民罚〔测试〕1号',
    department: '市民政局',
    facts: '事实',
    basis: '依据',
    decidedOn: portal.clock.today(),
    formedOn: portal.clock.today(),
    summary,
    ...fields,
  });
}
