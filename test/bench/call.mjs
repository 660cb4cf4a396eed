/**
 * A call with many applicants for the benchmarks that hand in: bodies, accounts, sessions and complete drafts are made
 * before the clock starts; the server is the one of production, in a process of its own, on the embedded database.
 */
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, openSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fastifyCookie from '@fastify/cookie';
import Database from 'better-sqlite3';
import { AccountsService } from '../../dist/src/accounts/accounts.service.js';
import { viewerNamed } from '../../dist/src/accounts/accounts.queries.js';
import { hashPassword } from '../../dist/src/accounts/passwords.js';
import { openFoundations } from '../../dist/src/app/foundations.js';
import { createWeb } from '../../dist/src/app/web.js';
import { makeCreditCode } from '../../dist/src/kernel/credit-code.js';
import { shanghaiDayOf } from '../../dist/src/kernel/calendar.js';
import { OrganizationsService } from '../../dist/src/organizations/organizations.service.js';
import { ScriptedClock } from '../../dist/src/platform/clock.js';
import { readConfig } from '../../dist/src/platform/config.js';
import { row, run, sql } from '../../dist/src/platform/database/sql.js';
import { createKeyFile } from '../../dist/src/platform/ledger/keys.js';
import { ReferenceService } from '../../dist/src/reference/reference.service.js';
import { FORM_BEFORE } from '../../dist/src/ventures/rounds/form-before.rules.js';
import { RoundsService } from '../../dist/src/ventures/rounds/rounds.service.js';
import { SetupService } from '../../dist/src/ventures/rounds/setup.service.js';

const PASSWORD = 'a long test sentence';
const SECRET = 'the-secret-of-a-benchmark-and-of-nothing-else';
const OFFICE = { zh: '社会组织管理处', en: 'Office for social organizations' };
/** Words of the drafts that stand nowhere else. */
export const CANARY = '鹊起青萍';

/** Builds the city of `count` applicants; answers the environment of its server, the round and the applicants. */
export async function prepareCall(folder, count) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const keyFile = join(folder, 'ledger-key.pem');
  createKeyFile(keyFile);
  const variables = {
    DATA_DIR: folder,
    PORT: String(port),
    SESSION_SECRET: SECRET,
    LEDGER_KEY_FILE: keyFile,
    TRUST_PROXY: 'loopback',
    LOG_LEVEL: 'info',
  };
  const config = readConfig('production', variables);
  const start = new Date(Date.now() - 5 * 86_400_000);
  const clock = new ScriptedClock(start.toISOString());
  const opened = await openFoundations({ ...config, logLevel: 'silent' }, { claim: true, clock });
  const app = await createWeb({ ...config, logLevel: 'silent' }, opened);
  const { work } = opened;
  await app.get(ReferenceService).importFrom('seeds/reference');
  const passwordHash = await hashPassword(PASSWORD);
  const account = async (username, roles, organizationId = null) => {
    const made = await app
      .get(AccountsService)
      .create(null, { username, name: username, roles, passwordHash, isDemo: false, organizationId });
    if (!made.ok) throw new Error(JSON.stringify(made.findings));
    return viewerNamed(work.reader, username);
  };
  const registrar = await account('registrar', ['registry-officer']);
  const officer = await account('officer', ['programme-officer']);
  const number = await publish(app, officer, shanghaiDayOf(start.toISOString()));
  const round = await row(
    work.reader,
    sql`SELECT id, opens_at AS "opensAt" FROM grant_round WHERE number = ${number}`,
  );
  if (clock.now() < round.opensAt) clock.set(round.opensAt);
  const applicants = [];
  for (let n = 1; n <= count; n += 1) {
    const body = await app.get(OrganizationsService).register(registrar, {
      creditCode: makeCreditCode('SERVICE_INSTITUTION', '320800', `MJ8${String(n).padStart(5, '0')}`),
      name: `虚构第${n}服务中心`,
      type: 'SERVICE_INSTITUTION',
      divisionCode: '320812',
      legalRepresentative: '张三',
      establishedOn: '2015-01-01',
      address: '某路1号',
    });
    if (!body.ok) throw new Error(JSON.stringify(body.findings));
    const viewer = await account(`ngo-${n}`, ['applicant'], body.value);
    applicants.push({ n, organizationId: body.value, accountId: viewer.accountId });
  }
  clock.set(new Date().toISOString());
  await plantDrafts(work, round.id, applicants);
  await plantSessions(app, work, applicants);
  await app.close();
  await work.close();
  opened.release();
  return { variables, port, number, own: `/org/rounds/${number}/application`, applicants };
}

async function publish(app, officer, opensOn) {
  const setups = app.get(SetupService);
  const made = await setups.create(officer, {
    name: { zh: '压力测试批次', en: 'Load test' },
    potFen: 50_000_000_00,
    opensOn,
  });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  const changed = await setups.change(officer, made.value, 1, (setup) => ({
    ...setup,
    rules: { ...setup.rules, maxGrantFen: 5_000_000 },
    form: FORM_BEFORE,
    objection: { office: OFFICE, replyWorkingDays: 10 },
    contact: { office: OFFICE, phone: '0517-00000000' },
  }));
  if (!changed.ok) throw new Error(JSON.stringify(changed.findings));
  const published = await app.get(RoundsService).publish(officer, made.value);
  if (!published.ok) throw new Error(JSON.stringify(published.findings));
  return made.value;
}

/** Complete drafts, of the size that people write. */
function plantDrafts(work, roundId, applicants) {
  const long = `${CANARY}经入户走访了解，服务对象对此类服务有持续需求。`.repeat(40);
  return work.write(async (tx) => {
    for (const applicant of applicants) {
      applicant.id = randomUUID();
      const title = `敲门关爱第${applicant.n}期`;
      const content = JSON.stringify({
        title,
        field: 'ELDERLY',
        startOn: '2027-03-01',
        endOn: '2027-12-31',
        place: '某社区',
        beneficiaries: 100,
        summary: '摘要',
        need: long,
        goals: long,
        activities: long,
        risks: '',
        sustainability: '',
        team: [{ id: 'a', name: '李四', role: '负责人' }],
        contact: '李四',
      });
      await run(
        tx,
        sql`INSERT INTO application (id, round_id, organization_id, status, title, field, content, asked_fen, changed_at, version)
            VALUES (${applicant.id}, ${roundId}, ${applicant.organizationId}, 'DRAFT', ${title}, 'ELDERLY', ${content}, 2000000, ${new Date().toISOString()}, 1)`,
      );
      for (const [position, [category, fen, source]] of [
        ['ACTIVITY', 2_000_000, 'GRANT'],
        ['MATERIAL', 1_500_000, 'SELF_RAISED'],
      ].entries())
        await run(
          tx,
          sql`INSERT INTO budget_line (id, application_id, position, category, item, unit_price_fen, quantity, times, total_fen, source, note)
              VALUES (${randomUUID()}, ${applicant.id}, ${position}, ${category}, '活动', ${fen}, 1, 1, ${fen}, ${source}, '')`,
        );
    }
  });
}

/** Everybody has signed in before: one real session, and copies of it for the others. Passwords are slow on purpose. */
async function plantSessions(app, work, applicants) {
  const page = await app.inject({ method: 'GET', url: '/sign-in' });
  const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const payload = new URLSearchParams({ _csrf: tokenIn(page.body), username: 'ngo-1', password: PASSWORD });
  const done = await app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: payload.toString(),
  });
  if (done.statusCode !== 303) throw new Error(`sign-in: ${done.statusCode}`);
  const model = await row(work.reader, sql`SELECT * FROM session ORDER BY created_at DESC LIMIT 1`);
  const names = Object.keys(model);
  await work.write(async (tx) => {
    for (const applicant of applicants) {
      const id = randomBytes(24).toString('base64url');
      const values = names.map((name) =>
        name === 'id_hash'
          ? createHash('sha256').update(id).digest('hex')
          : typeof model[name] === 'string'
            ? model[name].replaceAll(applicants[0].accountId, applicant.accountId)
            : model[name],
      );
      const columns = names.map((name) => `"${name}"`).join(', ');
      await tx.query(`INSERT INTO session (${columns}) VALUES (${names.map(() => '?').join(', ')})`, values);
      applicant.cookie = `session=${encodeURIComponent(fastifyCookie.sign(id, SECRET))}`;
    }
  });
}

/** Starts the server of production and waits until it answers; its output goes into `server.log`. */
export async function startServer({ variables, port }) {
  const log = openSync(join(variables.DATA_DIR, 'server.log'), 'a');
  const child = spawn('node', ['dist/src/app/main.js'], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', log, log],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (let tries = 0; tries < 600; tries += 1) {
    const status = await send(port, 'GET', '/healthz').then(
      (reply) => reply.status,
      () => 0,
    );
    if (status === 200) return { child, ended };
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    await pause(100);
  }
  throw new Error('the server does not answer');
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** One request; `ms` is how long it took. */
export function send(port, method, path, { headers = {}, body } = {}) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers, agent, timeout: 60_000 },
      (reply) => {
        const pieces = [];
        reply.on('data', (piece) => pieces.push(piece));
        reply.on('end', () =>
          resolve({
            status: reply.statusCode,
            headers: reply.headers,
            body: Buffer.concat(pieces).toString('utf8'),
            ms: performance.now() - began,
          }),
        );
        reply.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.end(body);
  });
}

export const tokenIn = (html) => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
export const versionIn = (html) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';

/** Addresses of their own, as applicants have them. */
export const headersOf = ({ n, cookie }) => ({
  cookie,
  'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
  // The proxy in front closes nothing between two requests of one browser.
  connection: 'keep-alive',
});

export function postForm(port, path, applicant, fields) {
  return send(port, 'POST', path, {
    headers: { ...headersOf(applicant), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
}

export function postFile(port, path, applicant, { token, name, bytes }) {
  const boundary = 'bench';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return send(port, 'POST', path, {
    headers: { ...headersOf(applicant), 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
}

export function percentile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Looks into the file of a stopped server, without any code of the portal. */
export async function withDatabase({ variables }, look) {
  const file = new Database(join(variables.DATA_DIR, 'portal.sqlite'));
  try {
    return await look({ query: (text, values = []) => Promise.resolve(file.prepare(text).all(...values)) });
  } finally {
    file.close();
  }
}

export async function tableNames(db) {
  const list = await db.query(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  return list.map(({ name }) => name);
}

/** Rows that hold a text, as `table`. */
export async function tablesWith(db, text) {
  const hits = [];
  for (const name of await tableNames(db)) {
    const list = await db.query(`SELECT * FROM "${name}"`);
    if (JSON.stringify(list).includes(text)) hits.push(name);
  }
  return hits;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
