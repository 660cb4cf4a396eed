import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { join } from 'node:path';
import { viewerNamed } from '../../../src/accounts/accounts.queries.js';
import { count, row, rows, sql } from '../../../src/platform/database/sql.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { found } from '../../../src/kernel/outcome.js';
import { roundByNumber } from '../../../src/ventures/rounds/rounds.queries.js';
import { SubmissionService } from '../../../src/ventures/applications/submission.service.js';
import { PASSWORD, type Portal, startPortal } from '../../support/app.js';
import { type Body, castOf, plantDraft } from '../../support/call.js';
import { publishedRound } from '../../support/round.js';

const GRACE_MINUTES = 3;
const ROUND = '2026-01';
const OWN = `/org/rounds/${ROUND}/application`;
/** One in each of the last 20 seconds and the first 20 after, and one on either side of the line itself. */
const OFFSETS = [
  ...Array.from({ length: 20 }, (_, i) => (i - 20) * 1000),
  -1,
  ...Array.from({ length: 20 }, (_, i) => i * 1000),
];

let portal: Portal;
let bodies: readonly Body[];
let port = 0;
/** The end of the grace, exclusive. */
let end = 0;

beforeAll(async () => {
  portal = await startPortal('2026-11-02T01:00:00.000Z');
  bodies = await castOf(portal, OFFSETS.length + 2);
  const officer = await viewerNamed(portal.work.reader, 'officer');
  if (officer === null) throw new Error('no officer');
  await publishedRound(portal.app, officer, '2026-11-02', (setup) => ({
    ...setup,
    hours: { ...setup.hours, graceMinutes: GRACE_MINUTES },
  }));
  const { closesAt } = found(await roundByNumber(portal.work.reader, ROUND));
  end = Date.parse(closesAt) + GRACE_MINUTES * 60_000;
  portal.clock.set('2026-11-03T01:00:00.000Z');
  for (const body of bodies) await plantDraft(portal, ROUND, body);
  await portal.app.listen(0, '127.0.0.1');
  port = Number(new URL(await portal.app.getUrl()).port);
}, 120_000);
afterAll(() => portal.close());

test('a submission counts exactly before the end of the published grace, once for each organization (E1, C72)', async () => {
  const submissions = portal.app.get(SubmissionService);
  const accepted: boolean[] = [];
  for (const [i, offset] of OFFSETS.entries()) {
    portal.clock.set(new Date(end + offset).toISOString());
    const { viewer } = bodies[i] ?? bodies[0] ?? { viewer: null };
    if (viewer === null) throw new Error('nobody');
    // Two at once: one receipt, whoever comes second is led to it.
    const [one, two] = await Promise.all([
      submissions.submit(viewer, ROUND, 1),
      submissions.submit(viewer, ROUND, 1),
    ]);
    accepted.push(one.ok);
    expect(one.ok && two.ok ? one.value : one.ok).toEqual(one.ok && two.ok ? two.value : two.ok);
    if (!one.ok) expect(one.findings.map(({ code }) => code)).toEqual(['round-not-open']);
  }
  expect(accepted).toEqual(OFFSETS.map((offset) => offset < 0));
  const received = await rows<{ ref: string; at: string }>(
    portal.work.reader,
    sql`SELECT number AS ref, submitted_at AS at FROM application WHERE submitted_at IS NOT NULL ORDER BY number`,
  );
  expect(received).toHaveLength(21);
  expect(new Set(received.map(({ ref }) => ref)).size).toBe(21);
  expect(received.every(({ at }) => Date.parse(at) < end)).toBe(true);
  expect(
    await count(
      portal.work.reader,
      sql`SELECT count(*) AS n FROM ledger_entry WHERE body LIKE '%"application.received"%'`,
    ),
  ).toBe(21);
}, 120_000);

test('an upload that is on its way across the line counts when it has arrived, not when it began (C72)', async () => {
  const before = OFFSETS.length;
  for (const [n, arrives, expected] of [
    [before, -1, 303],
    [before + 1, 0, 422],
  ] as const) {
    portal.clock.set(new Date(end - 2_000).toISOString());
    const status = await slowUpload(`ngo-${n + 1}`, () =>
      portal.clock.set(new Date(end + arrives).toISOString()),
    );
    expect(status).toBe(expected);
    const files = await count(
      portal.work.reader,
      sql`SELECT count(*) AS n FROM application_attachment f JOIN application a ON a.id = f.application_id WHERE a.organization_id = ${bodies[n]?.id}`,
    );
    expect(files).toBe(expected === 303 ? 1 : 0);
  }
  const draft = await row<{ status: string }>(
    portal.work.reader,
    sql`SELECT status FROM application WHERE organization_id = ${bodies[before + 1]?.id}`,
  );
  expect(draft?.status).toBe('DRAFT');
}, 60_000);

// The same file again in other time zones of the process: nothing of the rule may depend on where the machine stands.
if (process.env['DEADLINE_ZONE'] === undefined)
  test.each(['Asia/Shanghai', 'America/New_York'])(
    'the same in a process of the zone %s',
    (zone) => {
      const own = [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        join(ROOT, 'node_modules/jest/bin/jest.js'),
      ];
      const run = spawnSync(
        process.execPath,
        [...own, '--selectProjects', 'web', '--testPathPatterns', 'applications/deadline'],
        {
          cwd: ROOT,
          env: { ...process.env, TZ: zone, DEADLINE_ZONE: zone },
          encoding: 'utf8',
        },
      );
      expect(run.stderr).toContain('2 passed');
      expect(run.status).toBe(0);
    },
    180_000,
  );

/** Sends a file in two parts over a real connection; `meanwhile` happens after the first has been read. */
async function slowUpload(username: string, meanwhile: () => void): Promise<number> {
  const cookie = await signedIn(username);
  const page = await portal.app.inject({ method: 'GET', url: `${OWN}/attachments`, headers: { cookie } });
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const boundary = 'slow';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` };
    const sent = request(
      { host: '127.0.0.1', port, method: 'POST', path: `${OWN}/attachments`, headers },
      (reply) => {
        reply.resume();
        resolve(reply.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.write(`${head}${'前'.repeat(1000)}`);
    setTimeout(() => {
      meanwhile();
      sent.end(`${'后'.repeat(1000)}\r\n--${boundary}--\r\n`);
    }, 150);
  });
}

async function signedIn(username: string): Promise<string> {
  const first = await portal.app.inject({ method: 'GET', url: '/sign-in' });
  const token = /name="_csrf" value="([^"]+)"/.exec(first.body)?.[1] ?? '';
  const jar = (reply: typeof first, more = ''): string =>
    [more, ...reply.cookies.map(({ name, value }) => `${name}=${value}`)].filter(Boolean).join('; ');
  const reply = await portal.app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { cookie: jar(first), 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ _csrf: token, username, password: PASSWORD }).toString(),
  });
  return jar(reply, jar(first));
}
