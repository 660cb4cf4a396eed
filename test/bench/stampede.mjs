/**
 * The last minute of a call: 1,000 organizations each send a file of 200 kB, look at the check and hand in, within 60
 * seconds, on the embedded database, through HTTP. Meanwhile visitors read public pages. (security.md R9)
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CANARY,
  headersOf,
  percentile,
  postFile,
  postForm,
  prepareCall,
  send,
  startServer,
  tablesWith,
  tokenIn,
  versionIn,
  withDatabase,
} from './call.mjs';

const COUNT = Number(process.argv[2] ?? 1_000);
const SECONDS = Number(process.argv[3] ?? 60);
const PUBLIC_PAGES = ['/', '/organizations', '/ledger', '/rounds'];

const call = await prepareCall(join('var', 'bench', 'stampede'), COUNT);
const server = await startServer(call);
const { port, own } = call;
const statuses = new Map();
const times = { upload: [], submission: [], whole: [], pages: [] };
const failures = [];
const count = (reply) => {
  statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
  return reply;
};
// The signature of a picture, so that its content agrees with its name; the rest is noise that nothing compresses.
const picture = () =>
  Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(200_000), Buffer.from('\n%%EOF\n')]);

async function handIn(applicant) {
  const began = performance.now();
  const get = async (path) => count(await send(port, 'GET', path, { headers: headersOf(applicant) }));
  const files = await get(`${own}/attachments`);
  const sent = count(
    await postFile(port, `${own}/attachments`, applicant, {
      token: tokenIn(files.body),
      name: 'a.pdf',
      bytes: picture(),
    }),
  );
  times.upload.push(sent.ms);
  if (sent.status !== 303) failures.push(`upload ${sent.status}`);
  const check = await get(`${own}/check`);
  const done = count(
    await postForm(port, `${own}/submission`, applicant, {
      _csrf: tokenIn(check.body),
      declared: 'yes',
      version: versionIn(check.body),
    }),
  );
  times.submission.push(done.ms);
  if (done.headers.location !== `${own}/receipt`) failures.push(`submission ${done.status}`);
  const receipt = await get(`${own}/receipt`);
  times.whole.push(performance.now() - began);
  const number = new RegExp(`${call.number}-\\d{4}`).exec(receipt.body)?.[0];
  applicant.number = number;
}

let over = false;
async function visit(n) {
  const headers = { 'x-forwarded-for': `192.168.0.${n}` };
  while (!over) {
    const reply = count(await send(port, 'GET', PUBLIC_PAGES[n % PUBLIC_PAGES.length], { headers }));
    times.pages.push(reply.ms);
    await pause(200);
  }
}

const began = performance.now();
const visitors = [1, 2, 3, 4].map(visit);
await Promise.all(
  call.applicants.map(async (applicant, i) => {
    // Spread over three quarters of the time; the last quarter is for the slowest to come through.
    await pause((i * SECONDS * 750) / COUNT);
    await handIn(applicant).catch((error) => failures.push(error.message));
  }),
);
const seconds = (performance.now() - began) / 1_000;
over = true;
await Promise.all(visitors);
server.child.kill('SIGTERM');
await server.ended;

const numbers = new Set(call.applicants.map(({ number }) => number).filter(Boolean));
const { receipts, leaks } = await withDatabase(call, async (db) => ({
  receipts: (
    await db.query(`SELECT count(DISTINCT number) AS n FROM application WHERE status = 'SUBMITTED'`)
  )[0].n,
  leaks: await tablesWith(db, CANARY),
}));
const log = readFileSync(join(call.variables.DATA_DIR, 'server.log'), 'utf8');
const show = (list) =>
  `p50 ${percentile(list, 0.5).toFixed(0)} ms, p99 ${percentile(list, 0.99).toFixed(0)} ms, most ${Math.max(...list).toFixed(0)} ms`;
console.log(
  `${COUNT} organizations in ${seconds.toFixed(1)} s: ${receipts} applications, ${numbers.size} receipts`,
);
console.log(
  `answers ${[...statuses]
    .sort()
    .map(([status, n]) => `${status}: ${n}`)
    .join(', ')}`,
);
console.log(`upload of 200 kB  ${show(times.upload)}`);
console.log(`handing in        ${show(times.submission)}`);
console.log(`all five steps    ${show(times.whole)}`);
console.log(`public pages (${times.pages.length})  ${show(times.pages)}`);
console.log(`sealed: words of the drafts in ${leaks.length} tables, in the log ${log.includes(CANARY)}`);
if (failures.length > 0) console.log(`failures: ${[...new Set(failures)].join(', ')} (${failures.length})`);
const broken = [...statuses.keys()].some((status) => status >= 500);
const good =
  receipts === COUNT &&
  numbers.size === COUNT &&
  !broken &&
  failures.length === 0 &&
  leaks.length === 0 &&
  !log.includes(CANARY) &&
  seconds <= SECONDS;
process.exitCode = good ? 0 : 1;
