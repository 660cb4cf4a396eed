import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { run, sql } from '../../src/platform/database/sql.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { ApplicationsService } from '../../src/ventures/applications/applications.service.js';
import { PASSWORD, type Portal, startPortal } from '../support/app.js';
import { aCall } from '../support/calls.js';
import { picture } from '../support/pictures.js';
import { launch, type Look, Person } from './person.js';
import { registeredBody } from '../support/body.js';

const FILES = '/org/rounds/2026-09/application/attachments';
const folder = mkdtempSync(join(tmpdir(), 'portal-choice-'));
let portal: Portal;
let browser: Browser;
let base = '';

beforeAll(async () => {
  portal = await startPortal('2026-11-24T01:00:00.000Z', 'demo');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  const body = await registeredBody(portal, registrar, 'MJ990001', '淮安市清江浦区安心为老服务中心');
  const viewer = await portal.account('ngo-a', ['applicant'], { organizationId: body });
  await aCall(portal.work, '2026-09');
  const started = await portal.app.get(ApplicationsService).start(viewer, '2026-09');
  if (!started.ok) throw new Error(JSON.stringify(started.findings));
  await portal.app.listen(0, '127.0.0.1');
  base = await portal.app.getUrl();
  browser = await launch();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

const chosen = (name: string, content: Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const LOOKS: readonly (readonly [string, Look])[] = [
  ['Chinese, desktop', { lang: 'zh-CN', javaScript: true, width: 1280 }],
  ['Chinese without JavaScript, phone', { lang: 'zh-CN', javaScript: false, width: 360 }],
  ['English, phone', { lang: 'en', javaScript: true, width: 360 }],
];

test.each(LOOKS)(
  'several files of which one is bad, replaced, removed and brought back; a document of the store: %s',
  async (_name, look) => {
    await portal.work.write(async (tx) => {
      await run(tx, sql`DELETE FROM application_attachment`);
      await run(tx, sql`UPDATE organization_document SET ended_at = added_at`);
    });
    const person = await Person.at(browser, base, look);
    await person.signIn('ngo-a', PASSWORD);
    await person.open('/org/documents');
    const store = chosen('charter.png', picture.png(300, 200));
    await person.send('/org/documents', { kind: 'CHARTER', title: '章程', file: store });
    await person.open(FILES);
    await shoot(person, `${look.lang}-${look.width}-empty`);
    const pages = ['one', 'two'].map((name, i) => chosen(`${name}.png`, picture.png(64 + i, 48)));
    const bad = chosen('flood.png', picture.png(50_000, 50_000));
    await person.upload(FILES, [pages[0] ?? '', bad, pages[1] ?? ''], ['flood.png']);
    await shoot(person, `${look.lang}-${look.width}-mixed`);
    const text = await person.text();
    expect([text.includes('one.png'), text.includes('two.png')]).toEqual([true, true]);
    await person.open(FILES);
    expect(await person.text()).not.toContain('flood.png');
    const removal = (await person.links()).find((href) => href.endsWith('/removal')) ?? '';
    await person.open(removal);
    await person.send(removal);
    await person.send(removal.replace('/removal', '/return'));
    await person.open(removal);
    await person.send(removal);
    await person.page
      .locator('#place-certificate details', { hasText: /材料库|your documents/ })
      .locator('summary')
      .click();
    await person.send(`${FILES}/documents`);
    expect(await person.text()).toContain('charter.png');
    await shoot(person, `${look.lang}-${look.width}-done`);
    await person.open('/org/documents');
    const document =
      (await person.links()).find((href) => /^\/org\/documents\/[0-9a-f-]{36}$/.test(href)) ?? '';
    await person.open(document);
    await shoot(person, `${look.lang}-${look.width}-document`);
    expect((await person.links()).includes('/org/rounds/2026-09/application')).toBe(true);
    expect(person.complaints).toEqual([]);
    await person.leave();
  },
  360_000,
);

/** A picture of the page for whoever wants to look at it. */
async function shoot(person: Person, name: string): Promise<void> {
  const to = process.env['TEST_PICTURES'];
  if (to !== undefined) await person.page.screenshot({ path: join(to, `${name}.png`), fullPage: true });
}
