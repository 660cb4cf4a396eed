/**
 * The standing of one organization and the two public lists, in a register of 6,215 and in one of 100,000: the same
 * number of statements, and nearly the same time. The ratio is the time of the larger to that of the smaller.
 */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openFoundations } from '../../dist/src/app/foundations.js';
import { createWeb } from '../../dist/src/app/web.js';
import { makeCreditCode } from '../../dist/src/kernel/credit-code.js';
import { readDemoConfig } from '../../dist/src/platform/config.js';

const SMALL = 6_215;
const LARGE = 100_000;
const LISTED = 200;
const MOST = 1.5;
const ROUNDS = 7;
const TIMES = 60;
const folder = join('var', 'bench', 'standing');
rmSync(folder, { recursive: true, force: true });

const places = [];
for (const [name, size] of [
  ['small', SMALL],
  ['large', LARGE],
]) {
  const dataDir = join(folder, name);
  mkdirSync(dataDir, { recursive: true });
  process.env.DATA_DIR = dataDir;
  const config = { ...readDemoConfig(), logLevel: 'silent' };
  const opened = await openFoundations(config, { claim: false });
  fill(join(dataDir, 'portal.sqlite'), size);
  const app = await createWeb(config, opened);
  places.push({ size, app, opened });
}

const code = codeOf(77);
const pages = [`/organizations/${code}`, `/credit.json?codes=${code}`, '/credit/abnormal', '/credit/serious'];
let failed = 0;
for (const path of pages) {
  const [small, large] = places;
  const statements = [await counted(small, path), await counted(large, path)];
  const times = { small: [], large: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.small.push(await timed(small, path));
    times.large.push(await timed(large, path));
  }
  const [fast, slow] = [Math.min(...times.small), Math.min(...times.large)];
  const ratio = slow / fast;
  const good = statements[0] === statements[1] && ratio < MOST;
  failed += good ? 0 : 1;
  console.log(
    `${path}: ${statements.join(' and ')} statements, ${fast.toFixed(2)} and ${slow.toFixed(2)} ms, ratio ${ratio.toFixed(2)} (below ${MOST})`,
  );
}
for (const { app, opened } of places) {
  await app.close();
  await opened.work.close();
}
process.exitCode = failed === 0 ? 0 : 1;

/** The register, its listings and a few records each, straight into the file: what is measured is reading. */
function fill(file, size) {
  const database = new Sqlite(file);
  const organization = database.prepare(
    `INSERT INTO organization (id, credit_code, legal_status, name, type, status, authority_code, division_code, legal_representative, established_on,
       address, business_scope, initials, recorded_at, version) VALUES (?, ?, 'REGISTERED', ?, 'ASSOCIATION', 'REGISTERED', '320800', '320812', '张三', '2015-01-01', '某路1号', '', 'x', '2018-01-01T00:00:00.000Z', 1)`,
  );
  const record = database.prepare(
    `INSERT INTO credit_record (id, organization_id, category, status, summary, fields, formed_on, due_on, recorded_at, entered_by, published_on, version)
     VALUES (?, ?, 'INSPECTION', 'PUBLISHED', '抽查合格', '{"inspectionType":"SPOT_CHECK","conclusion":"QUALIFIED"}', '2020-01-01', '2020-01-08', '2020-01-02T00:00:00.000Z', ?, '2020-01-03', 1)`,
  );
  const stay = database.prepare(
    `INSERT INTO credit_list_entry (id, organization_id, list, ground, listed_on, term_from, proposed_by, confirmed_by, version, case_id) VALUES (?, ?, ?, ?, '2026-01-01', '2026-01-01', ?, ?, 1, ?)`,
  );
  // The database lists nobody unheard: a case that waived its statement stands behind each entry.
  const heard = database.prepare(
    `INSERT INTO listing_case (id, number, organization_id, ground, facts, basis, found_on, found_by, status, statement_due_on, is_provisional, points, answers, waived_at, version)
     VALUES (?, ?, ?, ?, 'x', 'x', '2025-12-01', 'bench', 'LISTED', '2025-12-15', 0, '[]', '[]', '2025-12-02T00:00:00.000Z', 1)`,
  );
  const account = 'bench';
  database.pragma('foreign_keys = OFF');
  database.transaction(() => {
    for (let i = 0; i < size; i += 1) {
      const id = randomUUID();
      organization.run(id, codeOf(i), `某市第${i}协会`);
      for (let n = 0; n < 2; n += 1) record.run(randomUUID(), id, account);
      if (i >= LISTED) continue;
      const [list, ground, basis] = [i % 2 ? 'SERIOUS' : 'ABNORMAL', i % 2 ? 'B4' : 'G1', randomUUID()];
      heard.run(basis, `LC-${i}`, id, ground);
      stay.run(randomUUID(), id, list, ground, account, 'other', basis);
    }
  })();
  database.pragma('optimize');
  database.close();
}

function codeOf(i) {
  return makeCreditCode('ASSOCIATION', '320800', `M${String(1_000_000 + i)}`);
}

async function counted({ app, opened }, path) {
  const { reader } = opened.work;
  const query = reader.query.bind(reader);
  let count = 0;
  reader.query = (...args) => {
    count += 1;
    return query(...args);
  };
  const reply = await app.inject({ method: 'GET', url: path });
  reader.query = query;
  if (reply.statusCode !== 200) throw new Error(`${path} answered ${reply.statusCode}`);
  return count;
}

/** Milliseconds per page. */
async function timed({ app }, path) {
  const began = performance.now();
  for (let i = 0; i < TIMES; i += 1) await app.inject({ method: 'GET', url: path });
  return (performance.now() - began) / TIMES;
}
