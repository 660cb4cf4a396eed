import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { viewerNamed } from '../../src/accounts/accounts.queries.js';
import { CasesService } from '../../src/credit/lists/cases.service.js';
import { ListsService } from '../../src/credit/lists/lists.service.js';
import { RecordsService } from '../../src/credit/records/records.service.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { type Outcome } from '../../src/kernel/outcome.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { row, sql } from '../../src/platform/database/sql.js';
import { crawl, differences } from '../support/crawl.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';

/** Every crawl looks at this instant; what happens in between happens later. */
const LOOK = '2026-11-24T08:00:00.000Z';
const CODE = makeCreditCode('SERVICE_INSTITUTION', '320800', 'MJ999999');
const BODY = '淮安市无痕测试服务中心';
/** A name that stands nowhere else: whoever finds it on a public page has found a leak. */
const CANARY = '甄不露';
const SUMMARY = '警告：未按章程开展活动（无痕测试）';
const PENALTY = {
  creditCode: CODE,
  category: 'PENALTY',
  recordClass: 'GENERAL',
  formedOn: '2026-11-23',
  summary: SUMMARY,
  penaltyKind: 'WARNING',
  documentNumber: '淮民罚〔虚构〕999号',
  department: '市民政局',
  decidedOn: '2026-11-23',
  facts: '未按章程开展活动，无痕测试）',
  basis: '社会团体登记管理条例',
};
const OURS = new RegExp(`${CODE}|${encodeURIComponent(BODY)}`);

let portal: DemoPortal;
let registrar: SignedIn;
let district: SignedIn;
let chair: SignedIn;
let before: ReadonlyMap<string, string>;

beforeAll(async () => {
  portal = await demoPortal('awards');
  registrar = await person('registrar');
  district = await person('district');
  chair = await person('chair');
  portal.clock.set('2026-11-24T05:00:00.000Z');
  worked(
    await portal.app.get(OrganizationsService).register(registrar, {
      creditCode: CODE,
      name: BODY,
      type: 'SERVICE_INSTITUTION',
      divisionCode: '320812',
      legalRepresentative: CANARY,
      establishedOn: '2015-01-01',
      address: '示例路1号',
    }),
  );
  before = await look();
}, 600_000);
afterAll(() => portal.close());

async function person(username: string): Promise<SignedIn> {
  const viewer = await viewerNamed(portal.work.reader, username);
  if (viewer === null) throw new Error(`nobody is ${username}`);
  return viewer;
}

function worked<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.value;
}

/**
 * Everything public at the same instant. The city is large: of the pages of single bodies and their lists some are
 * visited, ours always; everything else without exception. The ledger grows by lines that name nobody: it is looked
 * at on its own.
 */
async function look(): Promise<ReadonlyMap<string, string>> {
  const now = portal.clock.now();
  portal.clock.set(LOOK);
  const own = ['', '.json', '/report', '/report.pdf', '/feed.atom', '/feed.json'];
  const q = encodeURIComponent(BODY);
  const pages = await crawl(portal.app, {
    also: [
      ...own.map((end) => `/organizations/${CODE}${end}`),
      `/organizations?q=${q}`,
      `/organizations.json?q=${q}&pageSize=500`,
      `/credit?q=${CODE}%0A${q}`,
      `/credit.json?codes=${CODE}`,
      `/credit/abnormal?on=2026-11-24`,
      `/search?q=${q}`,
      `/search?q=${encodeURIComponent('无痕测试')}`,
      `/search?q=${encodeURIComponent('警告')}`,
      '/statistics?on=2026-11-24',
      '/statistics.json?on=2026-11-24',
    ],
    skip: /^\/(ledger|sign-in)/,
    most: [
      [/^\/organizations\/[0-9A-Z]{18}/, 90],
      [/^\/organizations(\.json)?\?/, 40],
    ],
  });
  portal.clock.set(now);
  return pages;
}

test('the crawl reaches every kind of public page, feed, sheet and file, and nothing answers 5xx', () => {
  const reached = [...before.keys()].join('\n');
  for (const kind of [
    /^\/$/m,
    /^\/organizations\.json/m,
    new RegExp(`^/organizations/${CODE}/report\\.pdf$`, 'm'),
    new RegExp(`^/organizations/${CODE}/feed\\.json$`, 'm'),
    /^\/verify\/BG-/m,
    /^\/credit\/answers\.(csv|xlsx)/m,
    /^\/credit\/feed\.(atom|json)$/m,
    /^\/credit\/serious\.json/m,
    /^\/functions\/HA-FT-01\.json/m,
    /^\/rounds\/2019-01\.json/m,
    /^\/projects\/GY/m,
    /^\/notices\/GS-.*\.json/m,
    /^\/centres\/.*\.json/m,
    /^\/guides\/credit-repair$/m,
    /^\/search\?/m,
    /^\/statistics\.json/m,
    /^\/sitemaps\/organizations-1\.xml$/m,
    /^\/robots\.txt$/m,
  ])
    expect(reached).toMatch(kind);
  expect(before.size).toBeGreaterThan(800);
  expect([...before].filter(([, answer]) => answer.startsWith('5')).map(([address]) => address)).toEqual([]);
});

test('a funded body shows the notices of its rounds', async () => {
  const { items } = (await portal.web.visitor.get('/projects.json?round=2019-01&pageSize=1')).json<{
    items: { organization: { creditCode: string } }[];
  }>();
  const { page } = await portal.web.visitor.get(`/organizations/${items[0]?.organization.creditCode ?? ''}`);
  expect(page.links().filter((href) => href.startsWith('/notices/'))).not.toEqual([]);
});

test('a second look sees the very same bytes', async () => {
  expect(differences(before, await look())).toEqual([]);
}, 120_000);

test('a listing is seen everywhere while it lasts; its basis fallen, it has never been (R-CR-15, R-CR-25)', async () => {
  const [records, cases, lists] = [
    portal.app.get(RecordsService),
    portal.app.get(CasesService),
    portal.app.get(ListsService),
  ];
  const recordId = worked(await records.enter(district, PENALTY));
  worked(await records.decide(registrar, recordId, 'publish', { version: 1 }));
  const found = {
    creditCode: CODE,
    ground: 'G5',
    facts: '受到警告',
    basis: '第十一条',
    foundOn: '2026-11-24',
  } as const;
  const number = worked(await cases.open(registrar, { ...found, recordId }));
  worked(await cases.decide(chair, { number, version: 1 }, { action: 'list', reason: '事实清楚' }));
  const listed = differences(before, await look());
  for (const address of [
    `/organizations/${CODE}`,
    `/organizations/${CODE}.json`,
    `/credit?q=${CODE}%0A${encodeURIComponent(BODY)}`,
    `/credit.json?codes=${CODE}`,
    '/credit/abnormal',
    '/credit/abnormal.json',
    '/credit/feed.atom',
    '/credit/feed.json',
    '/statistics',
  ])
    expect(listed).toContain(address);
  const entry = await row<{ id: string; version: number }>(
    portal.work.reader,
    sql`SELECT e.id, e.version FROM credit_list_entry e JOIN organization o ON o.id = e.organization_id WHERE o.credit_code = ${CODE}`,
  );
  const correction = { basisRef: recordId, reason: '处罚被撤销', version: entry?.version ?? 0 };
  worked(await lists.correct(chair, entry?.id ?? '', correction));
  worked(await records.decide(registrar, recordId, 'withdraw', { version: 2, reason: '处罚被撤销' }));
  expect(differences(before, await look())).toEqual([]);
}, 600_000);

test('a record is seen while it is published, and repaired it has never been (R-CR-25)', async () => {
  const records = portal.app.get(RecordsService);
  const id = worked(await records.enter(district, PENALTY));
  expect(differences(before, await look())).toEqual([]);
  worked(await records.decide(registrar, id, 'publish', { version: 1 }));
  const published = differences(before, await look());
  // A report of that minute has another number, and the record has a form for objections of its own.
  const stable = published.filter((address) => !/^\/(verify|objections|org)\//.test(address));
  const form = `/objections/records/${id}`;
  expect(published).toContain(form);
  const own = ['', '.json', '/report', '/report.pdf', '/feed.atom', '/feed.json'];
  // The bureau's own figure of entries in time counts it while it is in force, and only then.
  const figures = ['', '.json'].flatMap((end) => [`/statistics${end}`, `/statistics${end}?on=2026-11-24`]);
  expect(stable.sort()).toEqual([...own.map((end) => `/organizations/${CODE}${end}`), ...figures].sort());
  // A general record may be repaired three months after its publication. (R-CR-24)
  portal.clock.set('2027-03-01T02:00:00.000Z');
  worked(await records.decide(registrar, id, 'repair', { version: 2, reason: '已履行义务' }));
  const after = await look();
  expect(differences(before, after)).toEqual([]);
  expect((await portal.web.visitor.get(form)).statusCode).toBe(404);
  expect(
    [...after].filter(([, answer]) => answer.includes('无痕测试）')).map(([address]) => address),
  ).toEqual([]);
}, 600_000);

test('no page, feed, file or line of the ledger names the person or what was repaired', async () => {
  const leaks = [...before].filter(([, answer]) => answer.includes(CANARY)).map(([address]) => address);
  expect(leaks).toEqual([]);
  const size = Number((await portal.web.visitor.get('/ledger.json')).json<{ size: number }>().size);
  let lines = '';
  for (let start = 0; start < size; start += 1_000)
    lines += (
      await portal.web.visitor.get(`/ledger/entries?start=${start}&end=${Math.min(size, start + 1_000)}`)
    ).body;
  expect(lines.split('\n').length).toBeGreaterThan(500);
  for (const secret of [CANARY, SUMMARY, '999号', BODY]) expect(lines).not.toContain(secret);
  // Our code stands in the ledger nowhere: registering by hand is no public act, and a credit line names nobody.
  expect(lines).not.toMatch(OURS);
});
