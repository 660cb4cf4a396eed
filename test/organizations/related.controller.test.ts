import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { relatedGroupOf } from '../../src/organizations/related.queries.js';
import { row, rows, run, sql } from '../../src/platform/database/sql.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';

let portal: DemoPortal;
beforeAll(async () => {
  portal = await demoPortal('call');
}, 240_000);
afterAll(() => portal.close());

const registrar = (): ReturnType<DemoPortal['web']['as']> => portal.web.as('registrar');

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly aCode: string;
  readonly bCode: string;
}

/** Two bodies that share a contact of this kind, by the demonstration. */
async function sharing(kind: 'PHONE' | 'ACCOUNT'): Promise<Pair> {
  const pair = await row<Pair>(
    portal.work.reader,
    sql`SELECT x.organization_id AS a, y.organization_id AS b, p.credit_code AS "aCode", q.credit_code AS "bCode" FROM organization_contact x
        JOIN organization_contact y ON y.kind = x.kind AND y.fingerprint = x.fingerprint AND y.organization_id <> x.organization_id
        JOIN organization p ON p.id = x.organization_id JOIN organization q ON q.id = y.organization_id
        WHERE x.kind = ${kind} AND NOT EXISTS (SELECT 1 FROM link_dismissal d WHERE d.kind = ${kind}
          AND (d.first_id IN (x.organization_id, y.organization_id))) ORDER BY p.credit_code LIMIT 1`,
  );
  if (pair === null) throw new Error(`nobody shares ${kind}`);
  return pair;
}

const kindsOf = async (a: string, b: string): Promise<readonly string[]> =>
  (await relatedGroupOf(portal.work.reader, a))
    .filter(({ organizationId }) => organizationId === b)
    .flatMap(({ evidence }) => evidence.map(({ kind }) => kind));

test('A14: a link shows with its evidence, is dismissed with a reason, counts no more, and comes back', async () => {
  const { a, b, aCode, bCode } = await sharing('PHONE');
  const path = `/bureau/organizations/${aCode}/relations`;
  const listed = await registrar().get(path);
  expect(listed.page.text()).toContain('同一电话');
  expect(await kindsOf(a, b)).toContain('PHONE');
  const group = await registrar().get('/bureau/related-organizations?kind=PHONE');
  expect([group.page.text().includes(bCode), /1390517\d{4}/.test(group.body)]).toEqual([true, false]);
  const form = `/bureau/dismissals/new?kind=PHONE&first=${aCode}&second=${bCode}`;
  expect(listed.page.hasLink(form)).toBe(true);
  const fields = { kind: 'PHONE', first: aCode, second: bCode };
  const short = await registrar().post('/bureau/dismissals', { ...fields, reason: '否' }, form);
  expect([short.statusCode, short.page.value('reason'), short.page.error('reason') === null]).toEqual([
    422,
    '否',
    false,
  ]);
  const reason = { ...fields, reason: '共用总机，上门核实互不隶属' };
  expect((await registrar().post('/bureau/dismissals', reason, form)).statusCode).toBe(303);
  expect(await kindsOf(a, b)).not.toContain('PHONE');
  expect(await kindsOf(b, a)).not.toContain('PHONE');
  expect((await registrar().get('/bureau/related-organizations?kind=PHONE')).page.text()).not.toContain(
    bCode,
  );
  const twice = await registrar().post(
    '/bureau/dismissals',
    { ...reason, first: bCode, second: aCode },
    form,
  );
  expect([twice.statusCode, twice.page.text().includes('已经排除')]).toEqual([422, true]);
  const back = (await registrar().get('/bureau/dismissals')).page.forms().map(({ action }) => action);
  const [withdrawal = ''] = back.filter((action) => action.endsWith('/withdrawal'));
  expect((await portal.web.as('officer').post(withdrawal, {}, '/bureau/dismissals')).statusCode).toBe(403);
  expect((await registrar().post(withdrawal, {}, '/bureau/dismissals')).statusCode).toBe(303);
  expect(await kindsOf(a, b)).toContain('PHONE');
  const unlinked = { ...fields, kind: 'ACCOUNT', reason: '没有这样的关联可言' };
  expect((await registrar().post('/bureau/dismissals', unlinked, form)).statusCode).toBe(422);
});

test('A14: the same address found whatever way it is written, by whatever path the body is written', async () => {
  const { a, b } = await sharing('ACCOUNT');
  await portal.work.write(async (tx) => {
    await run(tx, sql`UPDATE organization SET address = '江苏省淮安市某路１２号（东楼）' WHERE id = ${a}`);
    await run(tx, sql`UPDATE organization SET address = '淮安市某路12号 东楼' WHERE id = ${b}`);
  });
  expect(await kindsOf(a, b)).toEqual(expect.arrayContaining(['ADDRESS', 'ACCOUNT']));
  const [first] = (await relatedGroupOf(portal.work.reader, a)).filter(
    ({ organizationId }) => organizationId === b,
  );
  expect(first?.strength).toBe('STRONG');
});

test('A4: the three pairs of the demonstration are candidates; one that is said to be two is gone until taken back', async () => {
  const page = await registrar().get('/bureau/duplicates');
  for (const ground of ['名称相同', '名称相近', '与曾用名相同']) expect(page.page.text()).toContain(ground);
  const links = page.page.links().filter((href) => href.startsWith('/bureau/dismissals/new?kind=DUPLICATE'));
  expect(links.length).toBeGreaterThanOrEqual(3);
  const [form = ''] = links;
  const asked = Object.fromEntries(new URL(form, 'http://x').searchParams);
  const reply = await registrar().post(
    '/bureau/dismissals',
    { ...asked, reason: '证书原件不同，是两家' },
    form,
  );
  expect(reply.statusCode).toBe(303);
  expect((await registrar().get('/bureau/duplicates')).page.links()).not.toContain(form);
  expect((await portal.web.as('ngo-a').get('/bureau/duplicates')).statusCode).toBe(403);
});

test('contacts: sealed at rest, masked on pages, opened with a reason that stands in the trail', async () => {
  const path = '/org/contacts';
  const wrong = await portal.web
    .as('ngo-a')
    .post(path, { kind: 'PHONE', value: '12345', bank: '某行' }, path);
  expect([
    wrong.statusCode,
    wrong.page.value('value'),
    wrong.page.error('value'),
    wrong.page.error('bank'),
  ]).toEqual([422, '12345', expect.stringContaining('11位手机号'), expect.stringContaining('只有银行账户')]);
  const right = { kind: 'PHONE', value: '+86 138-0517-7777' };
  expect((await portal.web.as('ngo-a').post(path, right, path)).statusCode).toBe(303);
  expect((await portal.web.as('ngo-a').post(path, right, path)).page.error('value')).toContain('已经登记');
  const own = await portal.web.as('ngo-a').get(path);
  expect([own.page.text().includes('138****7777'), own.body.includes('13805177777')]).toEqual([true, false]);
  const stored = await rows<{ text: string; id: string; organization: string; code: string }>(
    portal.work.reader,
    sql`SELECT c.sealed || c.fingerprint || c.masked AS text, c.id, c.organization_id AS organization, o.credit_code AS code
        FROM organization_contact c JOIN organization o ON o.id = c.organization_id WHERE c.masked = '138****7777'`,
  );
  const [{ id, code, text } = { id: '', code: '', text: '' }] = stored;
  expect([stored.length, text.includes('13805177777')]).toEqual([1, false]);
  expect((await portal.web.as('ngo-b').get(`${path}/${id}`)).statusCode).toBe(404);
  expect((await portal.web.as('ngo-b').post(`${path}/${id}/end`)).statusCode).toBe(404);
  const bureau = `/bureau/organizations/${code}/contacts/${id}`;
  expect(
    (await portal.web.as('officer').post(`${bureau}/disclosure`, { reason: '核对情况' }, bureau)).statusCode,
  ).toBe(403);
  const silent = await registrar().post(`${bureau}/disclosure`, { reason: '' }, bureau);
  expect([silent.statusCode, silent.body.includes('13805177777')]).toEqual([422, false]);
  const opened = await registrar().post(`${bureau}/disclosure`, { reason: '电话回访核实年报' }, bureau);
  expect([opened.statusCode, opened.page.text().includes('13805177777')]).toEqual([200, true]);
  const trail = await rows<{ after: string }>(
    portal.work.reader,
    sql`SELECT "after" FROM audit_line WHERE action IN ('contact-opened', 'contact-added') ORDER BY seq DESC LIMIT 3`,
  );
  expect(trail[0]?.after).toContain('电话回访核实年报');
  expect(JSON.stringify(trail)).not.toContain('13805177777');
  expect((await portal.web.as('ngo-a').post(`${path}/${id}/end`, {}, path)).statusCode).toBe(303);
  expect((await portal.web.as('ngo-a').get(path)).body).not.toContain('138****7777');
});

test('lists ask as many statements whatever the register holds', async () => {
  const source = portal.work.reader.dataSource;
  const asked = async (path: string): Promise<number> => {
    let n = 0;
    const query = source.query.bind(source);
    source.query = ((...args: Parameters<typeof query>) => {
      n += 1;
      return query(...args);
    }) as typeof source.query;
    const { statusCode } = await registrar().get(path);
    source.query = query;
    expect(statusCode).toBe(200);
    return n;
  };
  const paths = [
    '/bureau/duplicates',
    '/bureau/related-organizations?kind=ADDRESS',
    '/bureau/related-organizations?kind=ACCOUNT',
  ];
  const before = [];
  for (const path of paths) before.push(await asked(path));
  const { a } = await sharing('ACCOUNT');
  await portal.work.write((tx) =>
    run(
      tx,
      sql`UPDATE organization SET address = (SELECT address FROM organization WHERE id = ${a}), name = '同名协会' WHERE credit_code IN
          (SELECT credit_code FROM organization WHERE credit_code IS NOT NULL ORDER BY credit_code DESC LIMIT 15)`,
    ),
  );
  const after = [];
  for (const path of paths) after.push(await asked(path));
  expect(after).toEqual(before);
  expect((await registrar().get('/bureau/duplicates')).page.text()).toContain('同名协会');
});
