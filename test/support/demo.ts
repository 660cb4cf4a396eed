import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DEMO_PASSWORD } from '../../src/app/demo-accounts.js';
import { buildDemoCity } from '../../src/app/demo-city.js';
import { type Stage } from '../../src/app/demo-ventures.js';
import { createWeb } from '../../src/app/web.js';
import { ScriptedClock } from '../../src/platform/clock.js';
import { readConfig } from '../../src/platform/config.js';
import { type UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { createKeyFile } from '../../src/platform/ledger/keys.js';
import { PortalLogger } from '../../src/platform/logger.js';
import { testDatabase } from './database.js';
import { Web } from './web.js';

export interface DemoPortal {
  readonly app: NestFastifyApplication;
  readonly web: Web;
  readonly work: UnitOfWork;
  readonly clock: ScriptedClock;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** The demonstration city at a stage, built as `npm run demo` builds it, on a database of its own. */
export async function demoPortal(
  stage: Stage,
  {
    today = '2026-11-24',
    /** `demo` serves the built style sheets, as a browser needs them. */
    mode = 'test',
  }: { today?: string; mode?: 'test' | 'demo' } = {},
): Promise<DemoPortal> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-demo-'));
  const config = readConfig(mode, { DATA_DIR: dataDir, LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent' });
  createKeyFile(config.ledgerKeyFile);
  const { work, close: closeDatabase } = await testDatabase();
  const clock = new ScriptedClock('2017-11-01T01:00:00.000Z');
  const app = await createWeb(config, { work, clock, logger: new PortalLogger(config.logLevel) });
  await buildDemoCity(app, clock, { stage, random: 2019, today, dataDir, say: () => undefined });
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
