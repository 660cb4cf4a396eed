import { expect } from '@jest/globals';
import { join } from 'node:path';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { row, sql } from '../../src/platform/database/sql.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { type Portal, startPortal } from './app.js';
import { Browser, type Fields, type Reply } from './web.js';

export const START = '2026-05-06T02:00:00.000Z';
export const CODE = makeCreditCode('ASSOCIATION', '320800', 'MJ990001');
const OTHER = makeCreditCode('ASSOCIATION', '320800', 'MJ990002');

/** A fine with everything its form asks for. */
export const PENALTY = {
  creditCode: CODE,
  formedOn: '2026-05-06',
  summary: '罚款：未按规定办理变更登记',
  recordClass: 'GENERAL',
  penaltyKind: 'FINE',
  fineFen: '6000',
  documentNumber: '淮民罚〔虚构〕1号',
  decidedOn: '2026-05-06',
  department: '市民政局',
  facts: '经办人李四未办理变更登记',
  basis: '条例第三十条',
  step: 'record',
};
export const FORM = '/bureau/credit/records/new/penalty';

export const idOf = (address: string): string => address.split('/').at(-1) ?? '';

/** The two halves of a preview of the public page. */
export function effectIn(page: string): readonly [before: string, after: string] {
  const [, before = '', after = ''] =
    /<h3>现在<\/h3>([\s\S]*)<h3>批准之后<\/h3>([\s\S]*)<\/section><\/div>/.exec(page) ?? [];
  return [before, after];
}

/** A portal with two organizations and the persons of the credit desk, and what they do all day. */
export interface CreditDesk {
  readonly portal: Portal;
  /** Staff sessions end after a quarter of an hour; whoever comes later signs in again. */
  as(username: string): Promise<Browser>;
  post(username: string, path: string, fields: Fields, from?: string): Promise<Reply>;
  /** Everything the public can see that could name a record or count it; clock times aside. */
  publicView(): Promise<string>;
  /** A penalty entered by the district officer; answers its address. */
  enter(change?: Fields): Promise<string>;
  /** The same, approved by the registrar. */
  published(change?: Fields): Promise<string>;
  statusOf(address: string): Promise<string | undefined>;
}

export async function creditDesk(): Promise<CreditDesk> {
  const portal = await startPortal(START);
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  await portal.account('district', ['district-officer']);
  await portal.account('chair', ['chair']);
  for (const [creditCode, name, username] of [
    [CODE, '淮安市信用测试协会', 'ngo'],
    [OTHER, '淮安市无关协会', 'stranger'],
  ] as const) {
    const done = await portal.app.get(OrganizationsService).register(registrar, {
      creditCode,
      name,
      type: 'ASSOCIATION',
      divisionCode: '320812',
      legalRepresentative: '张三',
      establishedOn: '2015-01-01',
      address: '示例路1号',
    });
    if (!done.ok) throw new Error(JSON.stringify(done.findings));
    const one = await row<{ id: string }>(
      portal.work.reader,
      sql`SELECT id FROM organization WHERE credit_code = ${creditCode}`,
    );
    await portal.account(username, ['applicant'], { organizationId: one?.id ?? '' });
  }
  const as = async (username: string): Promise<Browser> => {
    const browser = new Browser(portal.app);
    const reply = await browser.post('/sign-in', { username, password: 'a long test sentence' });
    expect(reply.statusCode).toBe(303);
    return browser;
  };
  const post: CreditDesk['post'] = async (username, path, fields, from = path) =>
    (await as(username)).post(path, fields, from);
  const enter: CreditDesk['enter'] = async (change = {}) => {
    const reply = await post('district', FORM, { ...PENALTY, ...change });
    expect(reply.statusCode).toBe(303);
    return String(reply.headers.location);
  };
  return {
    portal,
    as,
    post,
    publicView: () => publicView(portal),
    enter,
    async published(change) {
      const address = await enter(change);
      expect((await post('registrar', `${address}/publish`, { version: 1 }, address)).statusCode).toBe(303);
      return address;
    },
    async statusOf(address) {
      const one = await row<{ status: string }>(
        portal.work.reader,
        sql`SELECT status FROM credit_record WHERE id = ${idOf(address)}`,
      );
      return one?.status;
    },
  };
}

async function publicView(portal: Portal): Promise<string> {
  const paths = [
    '/',
    `/organizations/${CODE}`,
    `/organizations/${CODE}.json`,
    '/organizations',
    '/organizations.json',
    `/credit?q=${CODE}`,
    `/credit.json?codes=${CODE}`,
    '/credit/abnormal',
    '/credit/abnormal.json',
    '/credit/serious',
    '/statistics',
    '/statistics.json',
    '/notices',
    '/search?q=信用测试',
  ];
  const pages: string[] = [];
  for (const path of paths) pages.push(`${path}\n${(await new Browser(portal.app).get(path)).body}`);
  // Clock times aside: a page says when it was asked.
  return pages
    .join('\n')
    .replace(/\d{4}-\d{2}-\d{2}[T ]?\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|\+08:00)?/g, 'INSTANT');
}
