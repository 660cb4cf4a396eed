import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cron } from 'croner';
import { ROUTINES } from '../../src/app/scheduled.js';
import { count, sql } from '../../src/platform/database/sql.js';
import { Ledger } from '../../src/platform/ledger/ledger.js';
import { type Portal, startPortal } from '../support/app.js';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal('2026-11-24T01:00:00.000Z');
});
afterAll(() => portal.close());
const routine = (name: string): Promise<void> => {
  const found = ROUTINES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no routine ${name}`);
  return found.run(portal.app);
};

test('the hourly checkpoint covers what was appended since the last one', async () => {
  const { work } = portal;
  await work.write((tx) =>
    portal.app.get(Ledger).append(tx, { type: 'config.changed', by: 'system', ref: 'test', data: {} }),
  );
  const entries = await count(work.reader, sql`SELECT count(*) AS n FROM ledger_entry`);
  await routine('checkpoint');
  expect((await portal.app.get(Ledger).checkpoint(work.reader))?.note.split('\n')[1]).toBe(String(entries));
});

test('at night the sessions that have run out are removed, and no other', async () => {
  const { work, clock } = portal;
  const sessions = (): Promise<number> => count(work.reader, sql`SELECT count(*) AS n FROM session`);
  await portal.account('old', ['auditor']);
  await portal.account('new', ['auditor']);
  await portal.web.as('old').get('/account');
  clock.advance(13 * 3_600_000);
  await portal.web.as('new').get('/account');
  expect(await sessions()).toBe(2);
  await routine('sessions');
  expect(await sessions()).toBe(1);
  expect((await portal.web.as('new').get('/account')).statusCode).toBe(200);
});

test('the times are times of day in Asia/Shanghai', () => {
  const next = ROUTINES.map(({ name, pattern }) => [
    name,
    new Cron(pattern, { timezone: 'Asia/Shanghai' })
      .nextRun(new Date('2026-11-24T01:10:00.000Z'))
      ?.toISOString(),
  ]);
  expect(Object.fromEntries(next)).toEqual({
    checkpoint: '2026-11-24T02:00:00.000Z',
    sessions: '2026-11-24T19:30:00.000Z',
    supplements: '2026-11-24T02:05:00.000Z',
    likeness: '2026-11-24T01:20:00.000Z',
    'file-collection': '2026-11-24T19:40:00.000Z',
    'file-scan': '2026-11-24T20:10:00.000Z',
    'credit-archive': '2026-11-24T16:10:00.000Z',
    'stop-flags': '2026-11-24T16:05:00.000Z',
  });
});
