import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { count, sql } from '../../../src/platform/database/sql.js';
import { type Portal, startPortal } from '../../support/app.js';
import { SetupService } from '../../../src/ventures/rounds/setup.service.js';

let portal: Portal;
let base: string;

beforeAll(async () => {
  portal = await startPortal('2026-06-01T01:00:00.000Z');
  const viewer = await portal.account('programme', ['programme-officer']);
  await portal.account('applicant', ['applicant']);
  const created = await portal.app.get(SetupService).create(viewer, {
    name: { zh: '第十届公益创投', en: 'Tenth round' },
    potFen: 2_000_000_00,
    opensOn: '2026-08-03',
  });
  if (!created.ok) throw new Error(JSON.stringify(created.findings));
  base = `/bureau/rounds/${created.value}/setup/preview`;
});
afterAll(() => portal.close());

const shown = (html: string): string[] =>
  [...html.matchAll(/data-question="([^"]+)"/g)].map(([, code]) => code ?? '');

test('the form stands there as applicants meet it, and answers show what hangs on them (B1)', async () => {
  const officer = portal.web.as('programme');
  const lines = async (): Promise<number> =>
    count(portal.work.reader, sql`SELECT count(*) AS n FROM audit_line`);
  await officer.get(base);
  const before = await lines();
  const bare = await officer.get(base);
  expect(bare.statusCode).toBe(200);
  expect(bare.page.value('title')).toBe('');
  expect(bare.page.text()).toContain('最多');
  expect(shown(bare.body)).toEqual(expect.arrayContaining(['title', 'team', 'certificate', 'truth']));
  expect(shown(bare.body)).not.toEqual(expect.arrayContaining(['partners']));
  expect(bare.page.text()).toContain('另有 1 个问题按目前的回答不显示');
  const yes = await officer.get(`${base}?cooperation=yes&otherPublic=no`);
  expect(shown(yes.body)).toEqual(expect.arrayContaining(['partners', 'cooperationLetter']));
  expect(shown(yes.body)).not.toContain('otherSources');
  expect(yes.body).toMatch(/id="asked-cooperation"[\s\S]*?value="yes" checked/);
  const both = await officer.get(`${base}?cooperation=yes&otherPublic=yes&lang=en`);
  expect(shown(both.body)).toContain('otherSources');
  expect(both.page.heading()).toBe('The form as applicants see it');
  await officer.get(`${base}?lang=zh-CN`);
  expect(await lines()).toBe(before);
});

test('hostile answers show nothing and break nothing; only the bureau looks', async () => {
  const officer = portal.web.as('programme');
  for (const query of [
    'cooperation=%3Cb%3E',
    'cooperation[a][b]=yes',
    'cooperation=yes&cooperation=no',
    '__proto__=yes',
  ]) {
    const reply = await officer.get(`${base}?${query}`);
    expect([query, reply.statusCode, reply.body.includes('<b>')]).toEqual([query, 200, false]);
  }
  expect((await portal.web.as('applicant').get(base)).statusCode).toBe(403);
});
