#!/usr/bin/env node
/**
 * `npm test`: every gate and every tier, on both databases and in a browser. Finds or installs a Chromium and a
 * PostgreSQL by itself. Ends with `N passed, N failed`; exit status 1 when anything failed or nothing ran.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../test/support/postgres.mjs';

const RESULTS = join('var', 'test-results');
const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
const bin = (name) => join('node_modules', '.bin', name);
const GATES = [
  ['types', bin('tsc'), ['-p', 'tsconfig.json', '--noEmit']],
  ['lint', bin('eslint'), ['.']],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['imports', bin('depcruise'), ['src', '--config', '.dependency-cruiser.cjs']],
  ['lock file', 'node', ['tools/complete-lock.mjs', '--check']],
  ['build', 'npm', ['run', '--silent', 'build']],
];

let passed = 0;
let failed = 0;
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

for (const [name, command, args] of GATES)
  count(name, spawnSync(command, args, { stdio: 'inherit' }).status === 0);

const chromium = findChromium();
const postgres = await tryPostgres();
try {
  tier('rules', ['rules']);
  tier('database and web on SQLite', ['database', 'web']);
  if (postgres) tier('database and web on PostgreSQL', ['database', 'web'], { TEST_ENGINE: 'postgres' });
  tier('architecture', ['architecture']);
  if (chromium) tier('browser', ['browser'], { TEST_CHROMIUM: chromium });
} finally {
  await postgres?.stop();
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function count(name, good) {
  if (good) passed += 1;
  else failed += 1;
  console.log(`${good ? 'ok' : 'FAILED'}: ${name}`);
}

function tier(name, projects, environment = {}) {
  const output = join(RESULTS, `${name.replaceAll(' ', '-')}.json`);
  const env = { ...process.env, ...(postgres ? { TEST_POSTGRES_URL: postgres.url } : {}), ...environment };
  const { status } = spawnSync(
    'node',
    [...JEST, '--selectProjects', ...projects, '--json', `--outputFile=${output}`, '--passWithNoTests'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    },
  );
  if (!existsSync(output)) {
    count(name, false);
    return;
  }
  const report = JSON.parse(readFileSync(output, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  // A tier that ends badly without a failed test (a crash after the last one) is a failure all the same.
  if (status !== 0 && report.numFailedTests + report.numRuntimeErrorTestSuites === 0) failed += 1;
  console.log(`${name}: ${report.numPassedTests} passed, ${report.numFailedTests} failed`);
}

function findChromium() {
  const named = ['chromium', 'chromium-browser', 'google-chrome'].find(
    (name) => spawnSync('which', [name]).status === 0,
  );
  if (named !== undefined) return spawnSync('which', [named], { encoding: 'utf8' }).stdout.trim();
  if (process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    const done = spawnSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], {
      stdio: 'ignore',
      env,
    });
    if (done.status === 0) return '/usr/bin/chromium';
  }
  const tools = join('var', 'tools');
  const done = spawnSync('npm', ['install', '--prefix', tools, '--no-save', '@sparticuz/chromium@147.0.0'], {
    stdio: 'ignore',
  });
  if (done.status === 0) {
    const script = `const {default:c}=await import('./${tools}/node_modules/@sparticuz/chromium/build/esm/index.js');console.log(await c.executablePath())`;
    const path = spawnSync('node', ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout.trim();
    if (path !== '') return path;
  }
  count('browser: no Chromium; install it (Debian: apt-get install chromium) and run npm test again', false);
  return null;
}

async function tryPostgres() {
  try {
    return await startPostgres();
  } catch (error) {
    count(`PostgreSQL: ${error.message}`, false);
    return null;
  }
}
