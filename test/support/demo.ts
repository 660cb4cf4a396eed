import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DEMO_PASSWORD } from '../../src/app/demo-accounts.js';
import { buildDemoCity } from '../../src/app/demo-city.js';
import { type Stage } from '../../src/app/demo-ventures.js';
import { createWeb } from '../../src/app/web.js';
import { ScriptedClock } from '../../src/platform/clock.js';
import { type Config, readConfig } from '../../src/platform/config.js';
import { type UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { createKeyFile } from '../../src/platform/ledger/keys.js';
import { PortalLogger } from '../../src/platform/logger.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ENGINE, keepDatabase, testDatabase } from './database.js';
import { Web } from './web.js';

export interface DemoPortal {
  readonly app: NestFastifyApplication;
  readonly web: Web;
  readonly work: UnitOfWork;
  readonly clock: ScriptedClock;
  readonly dataDir: string;
  close(): Promise<void>;
}

interface City {
  readonly stage: Stage;
  readonly today: string;
}

/**
 * The demonstration city at a stage, built as `npm run demo` builds it, on a database of its own. It is built once for
 * a state of the sources; every test file opens a copy of its own, as a restarted portal would.
 */
export async function demoPortal(
  stage: Stage,
  {
    today = '2026-11-24',
    /** `demo` serves the built style sheets, as a browser needs them. */
    mode = 'test',
  }: { today?: string; mode?: 'test' | 'demo' } = {},
): Promise<DemoPortal> {
  const kept = await builtCity({ stage, today });
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-demo-'));
  cpSync(join(kept, 'data'), dataDir, { recursive: true });
  const config = configOf(mode, dataDir);
  const { work, close: closeDatabase } = await testDatabase({
    kept: readFileSync(join(kept, 'database'), 'utf8'),
  });
  const clock = new ScriptedClock(readFileSync(join(kept, 'clock'), 'utf8'));
  const app = await createWeb(config, { work, clock, logger: new PortalLogger(config.logLevel) });
  const now = `${today}T04:00:00.000Z`;
  if (clock.now() < now) clock.set(now);
  return {
    app,
    work,
    clock,
    dataDir,
    web: new Web(app, DEMO_PASSWORD),
    async close() {
      await app.close();
      await closeDatabase();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function configOf(mode: 'test' | 'demo', dataDir: string): Config {
  return readConfig(mode, { DATA_DIR: dataDir, LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent' });
}

const CITIES = join(ROOT, 'var', 'test-cities');
const DAY_MS = 86_400_000;

/** The folder of the built city: its data, where its database is kept, and what its clock said last. */
async function builtCity(city: City): Promise<string> {
  const folder = join(CITIES, cityKey(city));
  if (existsSync(folder)) return folder;
  mkdirSync(CITIES, { recursive: true });
  for (const other of readdirSync(CITIES))
    if (Date.now() - statSync(join(CITIES, other)).mtimeMs > DAY_MS)
      rmSync(join(CITIES, other), { recursive: true, force: true });
  const own = mkdtempSync(join(CITIES, 'being-built-'));
  await build(city, own);
  // Two workers may both have built it: the first to move it is the one that counts.
  if (existsSync(folder)) rmSync(own, { recursive: true, force: true });
  else renameSync(own, folder);
  return folder;
}

async function build({ stage, today }: City, folder: string): Promise<void> {
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const config = configOf('test', dataDir);
  createKeyFile(config.ledgerKeyFile);
  const database = await testDatabase();
  const clock = new ScriptedClock('2017-11-01T01:00:00.000Z');
  const app = await createWeb(config, {
    work: database.work,
    clock,
    logger: new PortalLogger(config.logLevel),
  });
  await buildDemoCity(app, clock, { stage, random: 2019, today, dataDir, say: () => undefined });
  await app.close();
  const name =
    ENGINE === 'sqlite'
      ? join(CITIES, `${randomBytes(6).toString('hex')}.sqlite`)
      : `city_${randomBytes(6).toString('hex')}`;
  await keepDatabase(database, name);
  writeFileSync(join(folder, 'database'), name);
  writeFileSync(join(folder, 'clock'), clock.now());
}

/** Everything a city is made from: sources, data and migrations, its stage and its day. */
function cityKey({ stage, today }: City): string {
  const hash = createHash('sha256');
  for (const folder of ['src', 'data', 'migrations', 'templates'])
    if (existsSync(join(ROOT, folder)))
      for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).sort())
        if (statSync(join(ROOT, folder, file)).isFile())
          hash.update(file).update(readFileSync(join(ROOT, folder, file)));
  const server = ENGINE === 'postgres' ? (process.env['TEST_POSTGRES_URL'] ?? '') : '';
  return `${stage}-${today}-${ENGINE}-${hash.update(server).digest('hex').slice(0, 24)}`;
}
