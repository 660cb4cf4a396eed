import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Holding, holdings, keyOf } from '../../src/organizations/holdings.queries.js';
import { joined, row, rows, run, sql, verbatim } from '../../src/platform/database/sql.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';

let portal: DemoPortal;
beforeAll(async () => {
  portal = await demoPortal('awards');
}, 240_000);
afterAll(() => portal.close());

interface Body {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** Bodies that nobody else in this file touches. */
async function bodies(from: number, n: number): Promise<Body[]> {
  return rows<Body>(
    portal.work.reader,
    sql`SELECT id, credit_code AS code, name FROM organization WHERE credit_code IS NOT NULL ORDER BY credit_code LIMIT ${n} OFFSET ${from}`,
  );
}

async function two(from: number): Promise<readonly [Body, Body]> {
  const [a, b] = await bodies(from, 2);
  if (a === undefined || b === undefined) throw new Error('no bodies');
  return [a, b];
}

/** A small generator of its own, so that a failing run can be run again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Rows of every table that bodies have, taken from elsewhere at random and given to this body. Answers the tables. */
async function withChildren(
  body: Body,
  random: (below: number) => number,
  where: (held: Holding) => boolean = () => true,
): Promise<string[]> {
  const given: string[] = [];
  for (const held of holdings(portal.work.reader)) {
    if (held.bySubject || held.table === 'account' || !where(held)) continue;
    const table = verbatim(`"${held.table}"`);
    const keys = await rows<{ key: string }>(
      portal.work.reader,
      sql`SELECT ${keyOf(held)} AS key FROM ${table} WHERE ${verbatim(`"${held.column}"`)} IS NOT NULL ORDER BY 1`,
    );
    const wanted = Array.from({ length: 3 }, () => keys[random(keys.length)]?.key).filter(Boolean);
    for (const key of new Set(wanted)) {
      const moved = await portal.work
        .write((tx) =>
          run(
            tx,
            sql`UPDATE ${table} SET ${verbatim(`"${held.column}"`)} = ${body.id} WHERE ${keyOf(held)} = ${key}`,
          ),
        )
        .then(
          () => true,
          // A second application in one round, say: this row cannot be this body's.
          () => false,
        );
      if (moved) given.push(held.table);
    }
  }
  return [...new Set(given)];
}

const exported = async (body: Body): Promise<string> =>
  (await portal.web.as('registrar').get(`/bureau/organizations/${body.code}/export.json`)).body;

/** Every table that bodies have, whole, with what the export leaves out. */
async function dump(): Promise<string> {
  const parts: unknown[] = [];
  for (const held of [
    ...holdings(portal.work.reader),
    { table: 'organization' },
    { table: 'organization_tie' },
  ]) {
    const all = await rows<object>(portal.work.reader, sql`SELECT * FROM ${verbatim(`"${held.table}"`)}`);
    parts.push([held.table, all.map((one) => JSON.stringify(one)).sort()]);
  }
  return JSON.stringify(parts);
}

async function propose(survivor: Body, absorbed: Body): Promise<string> {
  const fields = { survivor: survivor.code, absorbed: absorbed.code, reason: '两条登记为同一组织（虚构）' };
  const reply = await portal.web.as('registrar').post('/bureau/merges', fields, '/bureau/merges/new');
  expect(reply.statusCode).toBe(303);
  return String(reply.headers.location).split('/').at(-1) ?? '';
}

/** One step of a merge by the form that the page shows to this person. */
async function step(
  who: string,
  number: string,
  part: string,
  fields: Record<string, string>,
): Promise<number> {
  const path = `/bureau/merges/${number}`;
  const version = (await portal.web.as(who).get(path)).page.value('version') ?? '';
  return (await portal.web.as(who).post(`${path}/${part}`, { ...fields, version }, path)).statusCode;
}

const merge = async (survivor: Body, absorbed: Body): Promise<string> => {
  const number = await propose(survivor, absorbed);
  expect(await step('chair', number, 'decision', { decision: 'merge' })).toBe(303);
  return number;
};

const unmerge = async (number: string): Promise<void> => {
  expect(await step('registrar', number, 'reversal', { reason: '核实后不是同一组织（虚构）' })).toBe(303);
  expect(await step('chair', number, 'reversal-decision', { decision: 'undo' })).toBe(303);
};

const registered = async (): Promise<number> =>
  (await portal.web.visitor.get('/organizations.json')).json<{ total: number }>().total;

test('A4: merge and un-merge give the same bytes, over random rows of all tables', async () => {
  const covered = new Set<string>();
  for (const seed of [1, 2, 3, 4]) {
    const random = numbers(seed);
    const [survivor, absorbed] = await two(4_000 + seed * 4);
    // What only one of them can have goes to the absorbed one; both having it is another test's matter.
    for (const table of await withChildren(survivor, random, ({ unique }) => unique.length === 0))
      covered.add(table);
    for (const table of await withChildren(absorbed, random)) covered.add(table);
    const [before, whole] = [[await exported(survivor), await exported(absorbed)], await dump()];
    expect(JSON.parse(before[1] ?? '')).toMatchObject({ organization: { id: absorbed.id } });
    const number = await merge(survivor, absorbed);
    expect((await exported(survivor)) === before[0]).toBe(false);
    expect(
      (await portal.web.as('registrar').get(`/bureau/organizations/${absorbed.code}/export.json`)).statusCode,
    ).toBe(404);
    await unmerge(number);
    expect([await exported(survivor), await exported(absorbed)]).toEqual(before);
    expect((await dump()) === whole).toBe(true);
  }
  expect([...covered]).toEqual(
    expect.arrayContaining(['application', 'credit_record', 'credit_list_entry', 'undertaking_agreement']),
  );
}, 120_000);

test('A4: the absorbed body leaves lists, search and counts, its address leads on; what came since stays', async () => {
  const [survivor, absorbed] = await two(4_200);
  const before = await registered();
  const number = await merge(survivor, absorbed);
  expect(await registered()).toBe(before - 1);
  const search = await portal.web.visitor.get(`/organizations.json?q=${absorbed.code}`);
  expect(search.json<{ total: number }>().total).toBe(0);
  const public301 = await portal.web.visitor.get(`/organizations/${absorbed.code}`);
  expect([public301.statusCode, public301.headers.location]).toEqual([
    301,
    `/organizations/${survivor.code}`,
  ]);
  const asJson = await portal.web.visitor.get(`/organizations/${absorbed.code}.json`);
  expect([asJson.statusCode, asJson.headers.location]).toEqual([301, `/organizations/${survivor.code}.json`]);
  for (const paper of ['report', 'report.pdf']) {
    const reply = await portal.web.visitor.get(`/organizations/${absorbed.code}/${paper}`);
    expect([reply.statusCode, reply.headers.location]).toEqual([
      301,
      `/organizations/${survivor.code}/${paper}`,
    ]);
  }
  const bureau = await portal.web.as('officer').get(`/bureau/organizations/${absorbed.code}`);
  expect([bureau.statusCode, bureau.headers.location]).toEqual([303, `/bureau/merges/${number}`]);
  const phone = { kind: 'PHONE', value: '13900005555' };
  const path = `/bureau/organizations/${survivor.code}/contacts`;
  expect((await portal.web.as('registrar').post(path, phone)).statusCode).toBe(303);
  const again = {
    creditCode: absorbed.code,
    name: absorbed.name,
    type: 'ASSOCIATION',
    divisionCode: '320812',
  };
  const registering = await portal.web.as('registrar').post(
    '/bureau/organizations',
    {
      ...again,
      status: 'REGISTERED',
      legalRepresentative: '某人',
      establishedOn: '2015-01-01',
      address: '某路1号',
    },
    '/bureau/organizations/new',
  );
  expect(registering.statusCode).toBe(422);
  await unmerge(number);
  expect(await registered()).toBe(before);
  expect((await portal.web.visitor.get(`/organizations/${absorbed.code}`)).statusCode).toBe(200);
  expect(await exported(survivor)).toContain('139****5555');
  expect(await exported(absorbed)).not.toContain('139****5555');
  const acts = (await portal.web.visitor.get('/ledger/entries?start=0&end=1')).statusCode;
  const lines = await rows<{ body: string }>(
    portal.work.reader,
    sql`SELECT body FROM ledger_entry WHERE body LIKE ${`%${number}%`} ORDER BY seq`,
  );
  expect([acts, lines.map(({ body }) => (JSON.parse(body) as { type: string }).type)]).toEqual([
    200,
    ['register.merged', 'register.unmerged'],
  ]);
}, 60_000);

test('A4: one person cannot do it alone, nor anybody confirm what was changed meanwhile', async () => {
  const [survivor, absorbed] = await two(4_210);
  const number = await propose(survivor, absorbed);
  const path = `/bureau/merges/${number}`;
  const own = await portal.web.as('registrar').get(path);
  expect(own.page.text()).toContain('须由另一人确认');
  expect(own.page.forms().some(({ action }) => action.endsWith('/decision'))).toBe(false);
  const alone = await portal.web
    .as('registrar')
    .post(`${path}/decision`, { decision: 'merge', version: 1 }, path);
  expect([alone.statusCode, alone.page.text().includes('不能自己确认')]).toEqual([422, true]);
  const bySql = await portal.work
    .write((tx) =>
      run(tx, sql`UPDATE organization_merge SET decided_by = proposed_by WHERE number = ${number}`),
    )
    .then(
      () => 'done',
      (error: unknown) => String(error),
    );
  expect(bySql).toContain('ck_organization_merge_two_persons');
  const silent = await portal.web
    .as('chair')
    .post(`${path}/decision`, { decision: 'refuse', version: 1 }, path);
  expect([silent.statusCode, silent.page.error('note')]).toEqual([422, expect.stringContaining('写明理由')]);
  const second = await portal.web
    .as('registrar')
    .post(
      '/bureau/merges',
      { survivor: absorbed.code, absorbed: survivor.code, reason: '同一组织，原因如下' },
      '/bureau/merges/new',
    );
  expect([second.statusCode, second.page.value('reason'), second.page.error('absorbed')]).toEqual([
    422,
    '同一组织，原因如下',
    expect.stringContaining(number),
  ]);
  const stale = await portal.web
    .as('chair')
    .post(`${path}/decision`, { decision: 'merge', version: 7 }, path);
  expect(stale.statusCode).toBe(409);
  expect((await portal.web.visitor.get(`/organizations/${absorbed.code}`)).statusCode).toBe(200);
  expect(await step('chair', number, 'decision', { decision: 'refuse', note: '证照不同' })).toBe(303);
  expect((await portal.web.as('officer').get('/bureau/merges/new')).statusCode).toBe(403);
  expect(
    (await portal.web.as('centre').get(`/bureau/organizations/${absorbed.code}/export.json`)).statusCode,
  ).toBe(403);
});

test('A4: both in one round cannot merge; the preview names the round, and nothing typed is lost', async () => {
  const pair = await rows<Body & { round: string }>(
    portal.work.reader,
    sql`SELECT o.id, o.credit_code AS code, o.name, r.number AS round FROM application a JOIN organization o ON o.id = a.organization_id
        JOIN grant_round r ON r.id = a.round_id WHERE a.round_id = (SELECT round_id FROM application GROUP BY round_id ORDER BY count(*) DESC, round_id LIMIT 1)
        ORDER BY o.credit_code LIMIT 2`,
  );
  const [a, b] = pair;
  const asked = { survivor: a?.code ?? '', absorbed: b?.code ?? '' };
  const preview = await portal.web
    .as('registrar')
    .get(`/bureau/merges/new?survivor=${asked.survivor}&absorbed=${asked.absorbed}`);
  expect(preview.page.text()).toContain(a?.round ?? 'no round');
  expect(preview.page.text()).toContain('申报书');
  const reply = await portal.web
    .as('registrar')
    .post('/bureau/merges', { ...asked, reason: '核对过证照' }, '/bureau/merges/new');
  expect([reply.statusCode, reply.page.value('reason'), reply.page.value('survivor')]).toEqual([
    422,
    '核对过证照',
    asked.survivor,
  ]);
  expect(reply.page.error('absorbed')).toContain('不能并存');
});

test('A4: a merge onto a merged body is taken back in turn, the last first', async () => {
  const [a, b, c] = await bodies(4_220, 3);
  if (a === undefined || b === undefined || c === undefined) throw new Error('no bodies');
  const before = await dump();
  const first = await merge(b, a);
  const second = await merge(c, b);
  expect(await step('registrar', first, 'reversal', { reason: '核实后不是同一组织' })).toBe(303);
  const path = `/bureau/merges/${first}`;
  const version = (await portal.web.as('chair').get(path)).page.value('version') ?? '';
  const early = await portal.web
    .as('chair')
    .post(`${path}/reversal-decision`, { decision: 'undo', version }, path);
  expect([early.statusCode, early.page.text().includes('请先撤回那次合并')]).toEqual([422, true]);
  await unmerge(second);
  expect(await step('chair', first, 'reversal-decision', { decision: 'undo' })).toBe(303);
  expect((await dump()) === before).toBe(true);
});

test('A4: what a guard of the database protects stops the whole merge, and no row has moved', async () => {
  const [survivor, absorbed] = await two(4_230);
  const held = await row<{ id: string; number: string }>(
    portal.work.reader,
    sql`SELECT id, number FROM undertaking_agreement WHERE status = 'EFFECTIVE' ORDER BY number LIMIT 1`,
  );
  await portal.work.write((tx) =>
    run(
      tx,
      sql`UPDATE undertaking_agreement SET organization_id = ${absorbed.id} WHERE id = ${held?.id ?? ''}`,
    ),
  );
  const number = await propose(survivor, absorbed);
  const objection = {
    id: 'objection-of-a-test',
    number: 'YY-TEST',
    notice_number: 'GS-TEST',
    subject_type: 'agreement',
    subject_id: held?.number ?? '',
    status: 'OPEN',
  };
  await portal.work.write((tx) => plant(tx, 'objection', objection));
  const before = await dump();
  const path = `/bureau/merges/${number}`;
  const reply = await portal.web
    .as('chair')
    .post(`${path}/decision`, { decision: 'merge', version: 1 }, path);
  expect([reply.statusCode, reply.page.text().includes('承接协议中有受保护的记录')]).toEqual([422, true]);
  expect((await dump()) === before).toBe(true);
});

/** A row with what matters here, the other columns filled by their types. */
async function plant(
  tx: Parameters<typeof run>[0],
  table: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const metadata = tx.dataSource.entityMetadatas.find(({ tableName }) => tableName === table);
  const columns = (metadata?.columns ?? []).filter(
    ({ databaseName, isNullable }) => !isNullable || databaseName in values,
  );
  const names = joined(
    columns.map(({ databaseName }) => verbatim(`"${databaseName}"`)),
    ', ',
  );
  const filled = joined(
    columns.map(({ databaseName, type }) => sql`${values[databaseName] ?? (type === 'integer' ? 1 : 'x')}`),
    ', ',
  );
  await run(tx, sql`INSERT INTO ${verbatim(`"${table}"`)} (${names}) VALUES (${filled})`);
}
