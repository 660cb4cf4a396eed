import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CONFIG, type Config } from '../../../src/platform/config.js';
import { count, rows, sql, verbatim } from '../../../src/platform/database/sql.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { type RehearsalReport } from '../../../src/ventures/rounds/rehearsal.rules.js';
import { type Portal, startPortal } from '../../support/app.js';
import { aCall } from '../../support/calls.js';
import { crawl, differences } from '../../support/crawl.js';

const DESK = '/bureau/rounds/2026-01/rehearsal';
/** What signing in and acting always leave: sessions, and lines of the trail that nothing may take away. */
const ALWAYS_GROW = ['session', 'audit_line', 'audit_head'];
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal();
  await portal.account('officer', ['programme-officer']);
  await portal.account('auditor', ['auditor']);
  const draft = {
    status: 'DRAFT',
    publishedAt: null,
    ledgerSeq: null,
    rulesHash: null,
    drawSeed: null,
  } as const;
  await aCall(portal.work, '2026-01', {}, draft);
  await aCall(portal.work, '2026-02', { eligibility: [] }, draft);
  await aCall(portal.work, '2026-03', {}, { status: 'CLOSED' });
  await portal.web.as('officer').get('/bureau');
});
afterAll(() => portal.close());

/** The number of rows of every table of the database, whatever tables there are. */
async function rowCounts(): Promise<Record<string, number>> {
  const db = portal.work.reader;
  const tables = await rows<{ name: string }>(
    db,
    portal.work.engine === 'sqlite'
      ? sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables)
    if (!ALWAYS_GROW.includes(name))
      counts[name] = await count(db, sql`SELECT count(*) AS n FROM ${verbatim(`"${name}"`)}`);
  return counts;
}

const look = (): Promise<ReadonlyMap<string, string>> => crawl(portal.app, { skip: /^\/sign-in/ });
const changedTables = (before: Record<string, number>, after: Record<string, number>): string[] =>
  Object.keys(after)
    .filter((name) => before[name] !== after[name])
    .sort();

test('a round is rehearsed the whole way, unseen from outside, and purged without a trace (B12)', async () => {
  const officer = portal.web.as('officer');
  const [before, pages] = [await rowCounts(), await look()];
  expect(Object.keys(before).length).toBeGreaterThan(40);
  expect((await officer.post(DESK, {}, DESK)).statusCode).toBe(303);
  expect((await officer.get(`${DESK}?lang=zh`)).page.text()).toContain('进行中');
  expect((await officer.post(`${DESK}/removal`, { sure: 'yes', version: '1' }, DESK)).statusCode).toBe(422);
  expect(await portal.app.get(Jobs).runDue()).toBe(1);
  const report = (await officer.get(`${DESK}/export.json`)).json<RehearsalReport>();
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ isRehearsal: true, number: '2026-01', applications: 8 });
  expect(report.steps.map(({ step }) => step)).toEqual([
    'PREPARE',
    'PUBLISH',
    'APPLY',
    'CLOSE',
    'SCREEN',
    'REVIEW',
    'RANK',
    'AWARD',
  ]);
  expect(report.lines).toHaveLength(8);
  expect(report.lines.filter(({ status }) => status === 'CONFIRMED').length).toBeGreaterThan(0);
  expect(report.notices).toHaveLength(1);
  expect(report.acts).toContainEqual({ type: 'application.received', count: 8 });
  const shown = (await officer.get(`${DESK}?lang=zh`)).page.text();
  for (const said of ['已走完', '演练的排名', '立项', '发布批次']) expect(shown).toContain(said);

  expect(changedTables(before, await rowCounts())).toEqual(['job', 'rehearsal']);
  expect(differences(pages, await look())).toEqual([]);
  const { dataDir } = portal.app.get<Config>(CONFIG);
  expect(readdirSync(join(dataDir, 'rehearsals'))).toEqual([]);

  expect((await officer.post(DESK, {}, DESK)).statusCode).toBe(422);
  const version = /name="version" value="(\d+)"/.exec((await officer.get(DESK)).body)?.[1] ?? '';
  expect((await officer.post(`${DESK}/removal`, { version }, DESK)).statusCode).toBe(422);
  expect((await officer.post(`${DESK}/removal`, { sure: 'yes', version: '1' }, DESK)).statusCode).toBe(409);
  expect((await officer.post(`${DESK}/removal`, { sure: 'yes', version }, DESK)).statusCode).toBe(303);
  expect(await rowCounts()).toEqual(before);
  expect(differences(pages, await look())).toEqual([]);
  expect((await officer.get(`${DESK}/export.json`)).statusCode).toBe(404);
}, 180_000);

test('what the round refuses stops the rehearsal and is told in its own words', async () => {
  const officer = portal.web.as('officer');
  const desk = '/bureau/rounds/2026-02/rehearsal';
  expect((await officer.post(desk, {}, desk)).statusCode).toBe(303);
  expect(await portal.app.get(Jobs).runDue()).toBe(1);
  const text = (await officer.get(`${desk}?lang=zh`)).page.text();
  for (const said of ['中途停止', '演练停在这一步', '至少选择一项']) expect(text).toContain(said);
  const { findings, steps } = (await officer.get(`${desk}/export.json`)).json<RehearsalReport>();
  expect(findings.map(({ code }) => code)).toEqual(['ready-eligibility']);
  expect(steps.at(-1)?.step).toBe('PUBLISH');
}, 120_000);

test('a round that has closed is not rehearsed, and who only looks begins nothing', async () => {
  const desk = '/bureau/rounds/2026-03/rehearsal';
  expect((await portal.web.as('officer').post(desk, {}, desk)).statusCode).toBe(422);
  const seen = await portal.web.as('auditor').get(`${DESK}?lang=zh`);
  expect([seen.statusCode, seen.page.text().includes('开始演练')]).toEqual([200, false]);
  expect((await portal.web.as('auditor').post(DESK, {}, DESK)).statusCode).toBe(403);
});
