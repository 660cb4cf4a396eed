import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { accountsPage } from '../accounts/accounts.queries.js';
import { hashPassword } from '../accounts/passwords.js';
import { RegisterImportService } from '../organizations/register-import.service.js';
import { brokenLink } from '../platform/audit/audit.js';
import { type Config, isProduction, readConfig, readDemoConfig } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { sentence } from '../platform/i18n/translator.js';
import { createKeyFile } from '../platform/ledger/keys.js';
import { ledgerEntries, ledgerSize, nodeReader } from '../platform/ledger/ledger-reader.js';
import { leafHash, rootOf } from '../platform/ledger/merkle.js';
import { ROOT } from '../platform/views/assets.js';
import { ReferenceService } from '../reference/reference.service.js';
import { breakGlass } from './break-glass.js';
import { databaseAddress, migrate, openFoundations } from './foundations.js';
import { routesOf } from './routes.js';
import { createWeb } from './web.js';

const USAGE: Readonly<Record<string, string>> = {
  migrate: 'migrate                      runs what is missing of the migrations, forwards only',
  'import-reference':
    'import-reference [FOLDER]    divisions, departments, population, holidays (default: seeds/reference)',
  'import-organizations':
    'import-organizations FILE    a register file (XLSX, CSV); prints every row that is refused',
  'create-admin': 'create-admin USERNAME NAME   the first system administrator, with a random first password',
  'confirm-award': 'confirm-award ROUND USERNAME   in the name of an account, with its rights and refusals',
  'confirm-agreement':
    'confirm-agreement NUMBER USERNAME   in the name of an account, with its rights and refusals',
  routes: 'routes [--json]              every route and who may use it',
  accounts: 'accounts [--json]            the accounts of the demonstration',
  'ledger-key': 'ledger-key FILE              makes the Ed25519 key of the public ledger',
  'ledger-verify':
    'ledger-verify                compares every entry with the stored tree, and the audit chain',
};
const LATER = ['backup', 'restore', 'ledger-reconcile', 'audit-export'];
const PORTION = 500;

/** A wrong call: exit status 2. */
class WrongUsage extends Error {}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function manage([command = '', ...words]: readonly string[]): Promise<number> {
  if (LATER.includes(command)) throw new WrongUsage(`${command} comes with a later step`);
  const usage = USAGE[command];
  if (command === '--help' || command === '') say(Object.values(USAGE).join('\n'));
  if (command === '--help') return 0;
  if (usage === undefined) throw new WrongUsage(`unknown command ${command}; --help lists them`);
  if (words.includes('--help')) {
    say(usage);
    return 0;
  }
  if (command === 'ledger-key') return makeKey(words[0]);
  const config = configuration();
  if (command === 'migrate') return runMigrations(config);
  return withApplication(config, (app) => carryOut(app, command, words));
}

/** The demonstration's data when there is no production configuration. */
function configuration(): Config {
  return isProduction() ? readConfig('production') : readDemoConfig();
}

async function runMigrations(config: Config): Promise<number> {
  const done = await migrate(config, databaseAddress(config));
  say(done.length === 0 ? 'nothing to migrate' : done.join('\n'));
  return 0;
}

function makeKey(file: string | undefined): number {
  if (file === undefined) throw new WrongUsage('ledger-key FILE');
  createKeyFile(file);
  say(`key written to ${file}`);
  return 0;
}

async function withApplication(
  config: Config,
  run: (app: INestApplicationContext) => Promise<number>,
): Promise<number> {
  const opened = await openFoundations({ ...config, logLevel: 'error' }, { claim: false });
  const app = await createWeb({ ...config, logLevel: 'error' }, opened);
  try {
    return await run(app);
  } finally {
    await app.close();
    await opened.work.close();
  }
}

function carryOut(app: INestApplicationContext, command: string, words: readonly string[]): Promise<number> {
  if (command === 'import-reference') return importReference(app, words[0]);
  if (command === 'import-organizations') return importOrganizations(app, words[0]);
  if (command === 'create-admin') return createAdmin(app, words);
  if (command === 'accounts') return printAccounts(app, words.includes('--json'));
  if (command === 'routes') return printRoutes(app, words.includes('--json'));
  if (command === 'confirm-award' || command === 'confirm-agreement') return confirm(app, command, words);
  return verifyLedger(app);
}

async function confirm(
  app: INestApplicationContext,
  command: 'confirm-award' | 'confirm-agreement',
  [subject, username]: readonly string[],
): Promise<number> {
  if (subject === undefined || username === undefined) throw new WrongUsage(USAGE[command]);
  await breakGlass(app, command, [subject, username]);
  say(`${subject} confirmed by ${username}`);
  return 0;
}

async function importReference(app: INestApplicationContext, folder: string | undefined): Promise<number> {
  const count = await app.get(ReferenceService).importFrom(folder ?? join(ROOT, 'seeds', 'reference'));
  say(`${count} rows`);
  return 0;
}

async function importOrganizations(app: INestApplicationContext, file: string | undefined): Promise<number> {
  if (file === undefined) throw new WrongUsage('import-organizations FILE');
  const imports = app.get(RegisterImportService);
  const plan = await imports.plan(file, basename(file), progress('checked'));
  if (!plan.ok) throw new Error(plan.findings.map((finding) => sentence('en', finding)).join('; '));
  for (const { row, column, value, finding } of plan.value.findings)
    say(`row ${row}, ${column ?? 'row'}, “${value.slice(0, 60)}”: ${sentence('en', finding)}`);
  const { added, changed, unchanged, refusedRows } = await imports.carryOut(
    null,
    plan.value,
    progress('stored'),
  );
  say(`${added} added, ${changed} changed, ${unchanged} unchanged, ${refusedRows} refused`);
  return refusedRows === 0 ? 0 : 1;
}

function progress(what: string): (done: number, total: number) => void {
  return (done, total) => process.stderr.write(`${what} ${done} of ${total}\n`);
}

async function createAdmin(
  app: INestApplicationContext,
  [username, name]: readonly string[],
): Promise<number> {
  if (username === undefined || name === undefined) throw new WrongUsage('create-admin USERNAME NAME');
  const password = randomBytes(12).toString('base64url');
  const done = await app.get(AccountsService).create(null, {
    username,
    name,
    roles: ['admin-system'],
    passwordHash: await hashPassword(password),
    isDemo: false,
  });
  if (!done.ok) throw new Error(done.findings.map((finding) => sentence('en', finding)).join('; '));
  say(`account ${username}, first password (shown once): ${password}`);
  return 0;
}

async function printAccounts(app: INestApplicationContext, json: boolean): Promise<number> {
  const { items } = await accountsPage(app.get(UnitOfWork).reader, 1, PORTION);
  const list = items
    .filter(({ isDemo }) => isDemo)
    .map(({ username, roles, name }) => ({
      username,
      role: roles[0] ?? null,
      organization: username.startsWith('ngo-') ? username.slice(0, 5) : null,
      name,
    }));
  say(
    json
      ? JSON.stringify(list)
      : list.map(({ username, role }) => `${username.padEnd(16)} ${role ?? ''}`).join('\n'),
  );
  return 0;
}

function printRoutes(app: INestApplicationContext, json: boolean): Promise<number> {
  const routes = routesOf(app);
  say(
    json
      ? JSON.stringify(routes)
      : routes
          .map(
            ({ method, path, access }) =>
              `${method.padEnd(5)} ${path} ${typeof access === 'string' ? access : (access ?? []).join(',')}`,
          )
          .join('\n'),
  );
  return Promise.resolve(0);
}

/** Recomputes every leaf from its line and every root from the leaves, and walks the audit chain. */
async function verifyLedger(app: INestApplicationContext): Promise<number> {
  const db = app.get(UnitOfWork).reader;
  const size = await ledgerSize(db);
  const read = nodeReader(db);
  for (let start = 0; start < size; start += PORTION)
    for (const { seq, body } of await ledgerEntries(db, start, Math.min(size, start + PORTION)))
      if (!leafHash(body).equals(await read(0, seq)))
        throw new Error(`entry ${seq} is not what was recorded`);
  const broken = await brokenLink(db);
  if (broken !== null) throw new Error(`the audit trail is broken at line ${broken}`);
  say(`${size} entries hold, root ${(await rootOf(size, read)).toString('hex')}; the audit chain is whole`);
  return 0;
}

manage(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof WrongUsage ? 2 : 1;
  },
);
