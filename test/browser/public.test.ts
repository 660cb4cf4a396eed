import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser } from 'playwright-core';
import { ROOT } from '../../src/platform/views/assets.js';
import { launch, violations } from './person.js';

const PAGES = [
  '/',
  '/organizations',
  '/functions',
  '/functions/HA-FT-01',
  '/rounds',
  '/rounds/2019-01',
  '/projects',
  '/notices',
  '/notices/GS-2019-001',
  '/notices/GS-2025-001',
  '/objections',
  '/objections/new?notice=GS-2025-001',
  '/objections/YY-2025-002',
  '/credit?q=51320800MJ99000127',
  '/credit/abnormal',
  '/centres',
  '/statistics',
  '/ledger',
  '/open-data',
  '/search?q=养老',
  '/organizations/51320800MJ99344311',
  '/organizations/51320800MJ99344311/report',
  '/verify',
  '/verify/GS-2019-001',
  '/verify/BG-1',
  '/guides/credit-repair',
  '/guides/credit-objection',
  '/sign-in',
  '/accessibility',
  '/nowhere',
];

let server: ChildProcess;
let browser: Browser;
let base = '';
const folder = mkdtempSync(join(tmpdir(), 'portal-browser-'));

beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  server = spawn('node', [join(ROOT, 'dist/src/app/demo.js')], {
    env: { ...process.env, PORT: String(port), DATA_DIR: join(folder, 'demo') },
    stdio: 'ignore',
  });
  for (let i = 0; i < 240 && !(await answers()); i += 1) await pause(500);
  browser = await launch();
}, 240_000);

afterAll(async () => {
  await browser.close();
  server.kill('SIGTERM');
  await pause(1_000);
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['desktop', 1280, ''],
  ['phone', 360, ''],
  ['elder', 1280, 'mode=elder'],
  ['dark and English', 1280, 'theme=dark&lang=en'],
] as const)(
  'every public page is accessible, fits and obeys the policy: %s',
  async (_name, width, query) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN' });
    const page = await context.newPage();
    const reports: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) reports.push(message.text());
    });
    const found: string[] = [];
    for (const path of PAGES) {
      await page.goto(base + path + (query === '' ? '' : `${path.includes('?') ? '&' : '?'}${query}`));
      found.push(...(await violations(page)).map((one) => `${path}: ${one}`));
      if (Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) > 1)
        found.push(`${path}: wider than the screen`);
    }
    expect(found).toEqual([]);
    expect(reports).toEqual([]);
    await context.close();
  },
  360_000,
);

test.each([true, false])(
  'an officer signs in and reaches every page of the menu, JavaScript: %s',
  async (javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(`${base}/sign-in`);
    await page.fill('#username', 'officer');
    await page.fill('#password', 'demo-Huaian-2019');
    await page.click('main button[type=submit]');
    expect(page.url()).toBe(`${base}/bureau`);
    const links = await page.locator('.side a').all();
    const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
    for (const href of addresses.map((one) => one ?? '')) {
      const reply = await page.goto(base + href);
      expect([href, reply?.status()]).toEqual([href, 200]);
      if (javaScriptEnabled) expect([href, await violations(page)]).toEqual([href, []]);
    }
    await context.close();
  },
  360_000,
);

async function answers(): Promise<boolean> {
  return fetch(`${base}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
