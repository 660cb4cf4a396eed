import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { hashPassword } from '../../src/accounts/passwords.js';
import { AccountsService, type NewAccount } from '../../src/accounts/accounts.service.js';
import { viewerNamed } from '../../src/accounts/accounts.queries.js';
import { createWeb } from '../../src/app/web.js';
import { type Role, type SignedIn } from '../../src/kernel/viewer.js';
import { ScriptedClock } from '../../src/platform/clock.js';
import { readConfig } from '../../src/platform/config.js';
import { type UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { createKeyFile } from '../../src/platform/ledger/keys.js';
import { PortalLogger } from '../../src/platform/logger.js';
import { testDatabase } from './database.js';
import { Web } from './web.js';

export const PASSWORD = 'a long test sentence';
/** Hashed once per test file; hashing is slow on purpose. */
let hashed: Promise<string> | null = null;

export interface Portal {
  readonly app: NestFastifyApplication;
  readonly web: Web;
  readonly work: UnitOfWork;
  readonly clock: ScriptedClock;
  readonly dataDir: string;
  /** An account with these roles; `web.as(username)` signs it in. */
  account(username: string, roles: readonly Role[], more?: Partial<NewAccount>): Promise<SignedIn>;
  close(): Promise<void>;
}

/** The real application on a database of its own, at a fixed instant; talked to through `app.inject()`. */
export async function startPortal(
  at = '2026-11-24T01:00:00.000Z',
  /** `demo` serves the built style sheets, as a browser needs them. */
  mode: 'test' | 'demo' = 'test',
  /** Settings beside the usual ones, as the environment would give them. */
  variables: Readonly<Record<string, string>> = {},
): Promise<Portal> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-test-'));
  const config = readConfig(mode, {
    DATA_DIR: dataDir,
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    ...variables,
  });
  createKeyFile(config.ledgerKeyFile);
  const { work, close: closeDatabase } = await testDatabase();
  const clock = new ScriptedClock(at);
  const app = await createWeb(config, { work, clock, logger: new PortalLogger(config.logLevel) });
  return {
    app,
    work,
    clock,
    dataDir,
    web: new Web(app, PASSWORD),
    async account(username, roles, more = {}) {
      hashed ??= hashPassword(PASSWORD);
      const entry = {
        username,
        name: `测试${username}`,
        roles,
        passwordHash: await hashed,
        isDemo: false,
        ...more,
      };
      const outcome = await app.get(AccountsService).create(null, entry);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
      const viewer = await viewerNamed(work.reader, username);
      if (viewer === null) throw new Error(`no viewer ${username}`);
      return viewer;
    },
    async close() {
      await app.close();
      await closeDatabase();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
