import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.js';
import { type Clock, SystemClock } from '../platform/clock.js';
import { type Config, WrongConfiguration } from '../platform/config.js';
import { claimForOneServer, connect, type DatabaseAddress } from '../platform/database/connections.js';
import { missingGuards } from '../platform/database/fingerprint.js';
import { grantToApplication } from '../platform/database/grants.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { createKeyFile } from '../platform/ledger/keys.js';
import { PortalLogger } from '../platform/logger.js';
import { type Foundations } from './app.module.js';
import { ENTITIES } from './schema.js';

/** Where the data of this process lies: PostgreSQL when a URL is given, else one SQLite file below DATA_DIR. */
export function databaseAddress(config: Config): DatabaseAddress {
  if (config.databaseUrl !== null) return { engine: 'postgres', url: config.databaseUrl };
  return { engine: 'sqlite', file: join(config.dataDir, 'portal.sqlite') };
}

export interface Opened extends Foundations {
  /** Gives the file back to the next server. */
  readonly release: () => void;
}

/**
 * Opens everything below Nest: folders, the one-server claim, migrations (as the owner's role on PostgreSQL), the
 * unit of work, and a ledger key where none is needed from outside. Refuses settings that could lose rows.
 */
export async function openFoundations(
  config: Config,
  options: { claim: boolean; clock?: Clock },
): Promise<Opened> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const address = databaseAddress(config);
  const logger = new PortalLogger(config.logLevel);
  const release =
    options.claim && address.engine === 'sqlite' ? claimForOneServer(address.file) : () => undefined;
  if (config.mode !== 'production' && !existsSync(config.ledgerKeyFile)) createKeyFile(config.ledgerKeyFile);
  if (!existsSync(config.ledgerKeyFile))
    throw new WrongConfiguration(`LEDGER_KEY_FILE: no file ${config.ledgerKeyFile}`);
  await migrate(config, address);
  const work = await UnitOfWork.open(address, { entities: [...ENTITIES] }, (error) => logger.error(error));
  const missing = await missingGuards(work.reader);
  if (missing.length > 0) {
    await work.close();
    throw new Error(`ledger or audit tables have lost their guards: ${missing.join(', ')}`);
  }
  const unsafe = await work.unsafeSettings();
  if (unsafe.length > 0 && config.mode === 'production') {
    await work.close();
    throw new WrongConfiguration(`the database could lose acknowledged rows: ${unsafe.join(', ')}`);
  }
  return { work, clock: options.clock ?? new SystemClock(), logger, release };
}

/** Runs what is missing, forwards only, before anything listens. */
export async function migrate(config: Config, address: DatabaseAddress): Promise<readonly string[]> {
  const owner: DatabaseAddress =
    address.engine === 'postgres' ? { ...address, url: config.databaseMigrationUrl ?? address.url } : address;
  const source = await connect(owner, {
    entities: [],
    migrations: [...migrations],
    ...(owner.engine === 'sqlite' ? { enableWAL: true } : {}),
  });
  try {
    const done = await source.runMigrations({ transaction: 'each' });
    if (address.engine === 'postgres' && config.databaseMigrationUrl !== null)
      await grantToApplication(source, address.url);
    return done.map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}
