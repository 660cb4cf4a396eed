import 'reflect-metadata';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ScriptedClock, SystemClock } from '../platform/clock.js';
import { type Config, readDemoConfig } from '../platform/config.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';
import { buildDemoCity } from './demo-city.js';
import { STAGES } from './demo-ventures.js';
import { databaseAddress, openFoundations, type Opened } from './foundations.js';
import { serve } from './serve.js';
import { createWeb } from './web.js';

const LATER_STAGES = ['running', 'closing'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run demo`: builds the demonstration city on first use, keeps it afterwards, and serves it. */
async function demo(): Promise<number> {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean' },
      stage: { type: 'string', default: 'call' },
      random: { type: 'string', default: '2019' },
    },
  });
  if (LATER_STAGES.includes(values.stage))
    return refuse(`the stage ${values.stage} comes with a later step; there are ${STAGES.join(', ')}`);
  const stage = STAGES.find((one) => one === values.stage);
  const random = /^\d{1,9}$/.test(values.random) ? Number(values.random) : null;
  if (stage === undefined || random === null)
    return refuse('usage: npm run demo -- [--fresh] [--stage=call|review|awards] [--random=N]');
  const config = readDemoConfig();
  if (values.fresh === true) rmSync(config.dataDir, { recursive: true, force: true });
  const address = databaseAddress(config);
  const known = address.engine === 'sqlite' && existsSync(`${address.file}.ready`);
  if (!known) {
    rmSync(config.dataDir, { recursive: true, force: true });
    await build(config, { stage, random });
  }
  const opened = await openFoundations(config, { claim: true });
  await serve(config, opened);
  say(`\nhttp://${config.host}:${config.port}\n`);
  for (const { username, role } of DEMO_ACCOUNTS) say(`  ${username.padEnd(16)} ${role}`);
  say(`  password: ${DEMO_PASSWORD}`);
  return 0;
}

async function build(
  config: Config,
  choice: { stage: (typeof STAGES)[number]; random: number },
): Promise<void> {
  say('building the demonstration city …');
  const clock = new ScriptedClock('2017-11-01T01:00:00.000Z');
  const opened: Opened = await openFoundations(config, { claim: true, clock });
  const app = await createWeb({ ...config, logLevel: 'warn' }, opened);
  await buildDemoCity(app, clock, {
    ...choice,
    today: new SystemClock().today(),
    dataDir: config.dataDir,
    say,
  });
  await app.close();
  await opened.work.close();
  opened.release();
  // A build that was interrupted leaves no mark, and the next start begins anew.
  const address = databaseAddress(config);
  if (address.engine === 'sqlite') writeFileSync(`${address.file}.ready`, '');
}

demo().then(
  (status) => {
    if (status !== 0) process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);

function refuse(line: string): number {
  process.stderr.write(`${line}\n`);
  return 2;
}
