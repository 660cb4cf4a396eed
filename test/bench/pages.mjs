/**
 * What the portal's own layers cost. The list of organizations, as the whole application serves it,
 * against a bare Fastify handler that runs the same SQL on the same file and sends the same bytes. Both run in
 * processes of their own and are measured in turn, so that a busy machine slows both; the ratio is what counts.
 */
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readDemoConfig } from '../../dist/src/platform/config.js';
import { openFoundations } from '../../dist/src/app/foundations.js';
import { createWeb } from '../../dist/src/app/web.js';

const PAGE = '/organizations?page=3';
const CONNECTIONS = 8;
const ROUNDS = 6;
const ROUND_MS = 2_500;
const FLOOR = 0.5;
const folder = join('var', 'bench');

mkdirSync(folder, { recursive: true });
process.env.DATA_DIR = join(folder, 'demo');
const children = [];
try {
  const portal = await startDemo();
  const recorded = await record();
  writeFileSync(join(folder, 'recorded.json'), JSON.stringify(recorded));
  const bare = await start(['test/bench/bare.mjs', join(folder, 'recorded.json')], {});
  const same = (await body(portal)).equals(await body(bare));
  if (!same) throw new Error('the two servers do not send the same bytes');
  await load(portal, 1_000);
  await load(bare, 1_000);
  const rates = { portal: [], bare: [] };
  for (let round = 1; round <= ROUNDS; round += 1) {
    rates.portal.push(await load(portal, ROUND_MS));
    rates.bare.push(await load(bare, ROUND_MS));
  }
  const [ours, theirs] = [median(rates.portal), median(rates.bare)];
  const perPage = { portal: 1_000 / ours, bare: 1_000 / theirs };
  console.log(
    `page ${PAGE}, ${recorded.length} bytes, ${recorded.statements.length} statements, ${CONNECTIONS} connections`,
  );
  console.log(
    `portal ${ours.toFixed(0)} requests/s, bare handler ${theirs.toFixed(0)} requests/s (medians of ${ROUNDS})`,
  );
  console.log(
    `per page: portal ${perPage.portal.toFixed(2)} ms, of it SQL ${recorded.sqlMs.toFixed(2)} ms, template ${recorded.renderMs.toFixed(2)} ms`,
  );
  const ratio = ours / theirs;
  console.log(`ratio ${ratio.toFixed(2)} (at least ${FLOOR})`);
  process.exitCode = ratio >= FLOOR ? 0 : 1;
} finally {
  for (const child of children) child.kill('SIGTERM');
}

async function startDemo() {
  return start(['dist/src/app/demo.js'], { DATA_DIR: process.env.DATA_DIR });
}

/** What the page asks and answers, taken from the application itself, and what its two big parts cost alone. */
async function record() {
  const config = { ...readDemoConfig(), logLevel: 'silent' };
  const opened = await openFoundations(config, { claim: false });
  const app = await createWeb(config, opened);
  const { reader } = opened.work;
  const query = reader.query.bind(reader);
  let statements = [];
  let sqlMs = 0;
  reader.query = async (sql, values) => {
    const start = performance.now();
    const rows = await query(sql, values);
    sqlMs += performance.now() - start;
    statements.push({ sql, values });
    return rows;
  };
  const { Renderer } = await import('../../dist/src/platform/views/renderer.js');
  const renderer = app.get(Renderer);
  const page = renderer.page.bind(renderer);
  let renderMs = 0;
  renderer.page = (...args) => {
    const start = performance.now();
    const html = page(...args);
    renderMs += performance.now() - start;
    return html;
  };
  const inject = () => app.inject({ method: 'GET', url: PAGE, headers: { 'accept-language': 'zh-CN' } });
  for (let i = 0; i < 200; i += 1) await inject();
  const times = 300;
  [sqlMs, renderMs] = [0, 0];
  for (let i = 0; i < times; i += 1) await inject();
  statements = [];
  const reply = await inject();
  await app.close();
  await opened.work.close();
  return {
    file: join(config.dataDir, 'portal.sqlite'),
    statements,
    body: reply.body,
    length: reply.rawPayload.length,
    type: reply.headers['content-type'],
    sqlMs: sqlMs / times,
    renderMs: renderMs / times,
  };
}

/** Starts a server on a free port and waits until it answers. */
async function start(args, environment) {
  const port = await freePort();
  const child = spawn('node', args, {
    env: { ...process.env, ...environment, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  for (let i = 0; i < 600; i += 1) {
    if (await answers(port)) return port;
    await pause(250);
  }
  throw new Error(`${args[0]} does not answer`);
}

function answers(port) {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function body(port) {
  const reply = await fetch(`http://127.0.0.1:${port}${PAGE}`, {
    headers: { 'accept-encoding': 'identity', 'accept-language': 'zh-CN' },
  });
  return Buffer.from(await reply.arrayBuffer());
}

/** Requests per second over some milliseconds, each connection asking again as soon as it has its answer. */
async function load(port, milliseconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const options = { host: '127.0.0.1', port, path: PAGE, agent, headers: { 'accept-language': 'zh-CN' } };
  const until = performance.now() + milliseconds;
  const began = performance.now();
  let done = 0;
  const one = () =>
    new Promise((resolve, reject) => {
      get(options, (reply) => {
        if (reply.statusCode !== 200) reject(new Error(`answered ${reply.statusCode}`));
        reply.resume().on('end', resolve);
      }).on('error', reject);
    });
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < until) {
        await one();
        done += 1;
      }
    }),
  );
  const rate = (done * 1_000) / (performance.now() - began);
  agent.destroy();
  return rate;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
