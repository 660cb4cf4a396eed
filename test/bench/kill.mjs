/**
 * The server is killed (kill -9 by its id) at random moments while organizations save and hand in, and started again:
 * every save and every receipt that was acknowledged is there, no application is half handed in, nothing is orphaned.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  headersOf,
  postForm,
  prepareCall,
  send,
  startServer,
  tokenIn,
  versionIn,
  withDatabase,
} from './call.mjs';

const KILLS = Number(process.argv[2] ?? 200);
const WORKERS = 4;
/** Nobody hands in more often than this in one life of the server; the others only save. */
const PER_LIFE = 4;

const call = await prepareCall(join('var', 'bench', 'kill'), KILLS * PER_LIFE + WORKERS);
const { port, own, applicants } = call;
const saves = new Map();
const receipts = new Map();
const sums = { saves: 0, receipts: 0, restart: [], broken: [] };
let next = 0;

/** Saves again and again under one applicant, as a browser does while somebody types; the last one acknowledged counts. */
async function typing(applicant, stop) {
  const page = await send(port, 'GET', `${own}/plan`, { headers: headersOf(applicant) });
  let version = versionIn(page.body);
  for (let n = 1; !stop.now; n += 1) {
    const text = `第${sums.restart.length}次启动后的第${n}次保存`;
    const tried = { ...(saves.get(applicant) ?? { kept: null }), trying: text };
    saves.set(applicant, tried);
    const fields = {
      _csrf: tokenIn(page.body),
      need: text,
      goals: '目标',
      activities: '活动',
      version,
      then: 'stay',
    };
    const reply = await postForm(port, `${own}/plan.json`, applicant, fields);
    if (reply.status === 200) {
      saves.set(applicant, { kept: text, trying: null });
      sums.saves += 1;
      version = String(JSON.parse(reply.body).version ?? version);
    } else if (!stop.now) sums.broken.push(`save ${reply.status}`);
  }
}

/** Hands in one application after the other. */
async function handingIn(stop) {
  for (let n = 0; n < PER_LIFE && !stop.now; n += 1) {
    const applicant = applicants[WORKERS + next];
    next += 1;
    const check = await send(port, 'GET', `${own}/check`, { headers: headersOf(applicant) });
    const fields = { _csrf: tokenIn(check.body), declared: 'yes', version: versionIn(check.body) };
    const reply = await postForm(port, `${own}/submission`, applicant, fields);
    if (reply.status === 303) receipts.set(applicant.id, true);
    else if (!stop.now) sums.broken.push(`submission ${reply.status}`);
  }
}

/** What the database holds after a kill, against what was acknowledged. */
async function judge(db) {
  for (const [applicant, { kept, trying }] of saves) {
    const [one] = await db.query(`SELECT content FROM application WHERE id = ?`, [applicant.id]);
    const need = JSON.parse(one.content).need;
    // The one that was on its way when the server died may have come through as well; nothing else.
    if (kept !== null && need !== kept && need !== trying)
      sums.broken.push(`lost a save: ${kept}, there is ${need}`);
    // What is there now is what the next life has to keep, whether its answer arrived or not.
    saves.set(applicant, { kept: need, trying: null });
  }
  const rows = await db.query(
    `SELECT a.id, a.status, a.number, a.content_hash AS hash, a.ledger_seq AS seq, a.content, s.application_id AS sealed, e.body,
       (SELECT count(*) FROM budget_line b WHERE b.application_id = a.id) AS lines
     FROM application a LEFT JOIN application_seal s ON s.application_id = a.id LEFT JOIN ledger_entry e ON e.seq = a.ledger_seq`,
  );
  for (const one of rows) {
    const whole =
      one.status === 'DRAFT'
        ? one.number === null && one.sealed === null && one.seq === null && one.lines === 2
        : one.sealed === one.id &&
          one.hash !== null &&
          one.lines === 0 &&
          one.content === '{}' &&
          JSON.parse(one.body ?? '{}').ref === one.number;
    if (!whole) sums.broken.push(`half an application: ${one.id} ${one.status}`);
    if (receipts.has(one.id) && one.status !== 'SUBMITTED') sums.broken.push(`lost a receipt: ${one.number}`);
  }
  const [{ n: lines }] = await db.query(
    `SELECT count(*) AS n FROM ledger_entry WHERE body LIKE '%"application.received"%'`,
  );
  const handedIn = rows.filter(({ status }) => status === 'SUBMITTED').length;
  if (lines !== handedIn) sums.broken.push(`${lines} lines in the ledger for ${handedIn} applications`);
  const [{ n: orphans }] = await db.query(
    `SELECT (SELECT count(*) FROM budget_line WHERE application_id NOT IN (SELECT id FROM application))
          + (SELECT count(*) FROM application_seal WHERE application_id NOT IN (SELECT id FROM application WHERE status = 'SUBMITTED')) AS n`,
  );
  if (orphans > 0) sums.broken.push(`${orphans} orphans`);
  const [{ integrity_check: integrity }] = await db.query('PRAGMA integrity_check');
  if (integrity !== 'ok') sums.broken.push(integrity);
}

for (let kill = 1; kill <= KILLS; kill += 1) {
  const began = performance.now();
  const server = await startServer(call);
  sums.restart.push(performance.now() - began);
  const stop = { now: false };
  const ignore = () => undefined;
  const work = [...applicants.slice(0, WORKERS).map((one) => typing(one, stop)), handingIn(stop)].map((one) =>
    one.catch(ignore),
  );
  // Not before the first answer, so that a slow machine does not only kill servers that are still waking up.
  const before = sums.saves;
  for (let waited = 0; sums.saves === before && waited < 10_000; waited += 20) await pause(20);
  await pause(Math.random() * 1_000);
  stop.now = true;
  server.child.kill('SIGKILL');
  await server.ended;
  await Promise.all(work);
  sums.receipts = receipts.size;
  await withDatabase(call, judge);
  if (kill % 20 === 0)
    console.log(
      `${kill} kills, ${sums.saves} saves and ${sums.receipts} receipts acknowledged, ${sums.broken.length} broken`,
    );
}
const slowest = Math.max(...sums.restart);
console.log(
  `${KILLS} kills: ${sums.saves} saves and ${sums.receipts} receipts acknowledged; slowest start ${(slowest / 1000).toFixed(1)} s`,
);
console.log(
  sums.broken.length === 0 ? 'nothing lost, nothing half' : [...new Set(sums.broken)].slice(0, 10).join('\n'),
);
process.exitCode = sums.broken.length === 0 && sums.receipts > 0 && sums.saves > 0 ? 0 : 1;
