import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { found } from '../../src/kernel/outcome.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { ownApplication } from '../../src/ventures/applications/applications.queries.js';
import { ApplicationsService } from '../../src/ventures/applications/applications.service.js';
import { defaultForm } from '../../src/ventures/rounds/default-form.rules.js';
import { type Answers } from '../../src/ventures/rounds/form.rules.js';
import { PASSWORD, type Portal, startPortal } from '../support/app.js';
import { aCall } from '../support/calls.js';
import { launch, type Look, Person } from './person.js';
import { registeredBody } from '../support/body.js';

const HOME = '/org/rounds/2026-01/application';
const PROJECT = `${HOME}/project`;
const DESKTOP: Look = { lang: 'zh-CN', javaScript: true, width: 1280 };
const PHONE: Look = { lang: 'zh-CN', javaScript: true, width: 360 };
let portal: Portal;
let browser: Browser;
let viewer: SignedIn;
let base = '';

beforeAll(async () => {
  portal = await startPortal('2026-11-24T01:00:00.000Z', 'demo');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  const body = await registeredBody(portal, registrar, 'MJ990001', '淮安市清江浦区安心为老服务中心');
  viewer = await portal.account('ngo-a', ['applicant'], { organizationId: body, name: '孙七' });
  await portal.account('ngo-a-2', ['applicant'], { organizationId: body, name: '周八' });
  await aCall(portal.work, '2026-01', { form: defaultForm({ lotteryMoney: true }) });
  const started = await portal.app.get(ApplicationsService).start(viewer, '2026-01');
  if (!started.ok) throw new Error(JSON.stringify(started.findings));
  await portal.app.listen(0, '127.0.0.1');
  base = await portal.app.getUrl();
  browser = await launch();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const answers = async (): Promise<Answers> =>
  found(await ownApplication(portal.work.reader, viewer, '2026-01')).content;
async function person(username: string, look: Look): Promise<Person> {
  const one = await Person.at(browser, base, look);
  await one.signIn(username, PASSWORD);
  return one;
}
const saved = (page: Page): Promise<unknown> =>
  page.locator('[data-saved]', { hasText: '已自动保存' }).waitFor();

test('what is typed is saved by itself, field by field, and is there on another device', async () => {
  const desk = await person('ngo-a', DESKTOP);
  await desk.open(PROJECT);
  await desk.page.fill('[name=title]', '独居老人敲门关爱');
  await desk.page.fill('[name=need]', '入户走访发现需求');
  await desk.page.fill('[name="places[0][place]"]', '长西街道某社区');
  await saved(desk.page);
  expect(await answers()).toMatchObject({ title: '独居老人敲门关爱', need: '入户走访发现需求' });
  expect(await desk.page.evaluate('Object.keys(localStorage).length')).toBe(0);

  const phone = await person('ngo-a', PHONE);
  await phone.open(PROJECT);
  expect(await phone.page.inputValue('[name=need]')).toBe('入户走访发现需求');
  expect(await phone.page.inputValue('[name="places[0][place]"]')).toBe('长西街道某社区');
  await phone.page.fill('[name=summary]', '在手机上写的摘要');
  await saved(phone.page);

  // The desk still stands on the old version; its button takes nothing of the phone away.
  await desk.send(PROJECT, { goals: '服务 100 人' });
  expect(await answers()).toMatchObject({ summary: '在手机上写的摘要', goals: '服务 100 人' });
  expect([...desk.complaints, ...phone.complaints]).toEqual([]);
  await desk.leave();
  await phone.leave();
}, 180_000);

test('a question appears as soon as the answer before it asks for it', async () => {
  const one = await person('ngo-a', DESKTOP);
  await one.open(PROJECT);
  const partners = one.page.locator('[data-question=partners]');
  expect(await partners.isVisible()).toBe(false);
  await one.page.check('[name=cooperation][value=yes]');
  expect(await partners.isVisible()).toBe(true);
  await one.page.check('[name=cooperation][value=no]');
  expect(await partners.isVisible()).toBe(false);
  await saved(one.page);
  await one.leave();
}, 180_000);

test('a window that dies while somebody types loses nothing: it comes back and is saved', async () => {
  const one = await person('ngo-a', DESKTOP);
  await one.open(PROJECT);
  const { page } = one;
  const context: BrowserContext = page.context();
  await context.setOffline(true);
  await page.fill('[name=method]', '断网时写下的方法');
  await page.locator('[data-saved]', { hasText: '内容保留在本页' }).waitFor();
  expect((await answers())['method'] ?? null).toBeNull();
  const survivor = await context.newPage();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  await survivor.goto(base + PROJECT);
  expect(await survivor.inputValue('[name=method]')).toBe('断网时写下的方法');
  await saved(survivor);
  expect(await answers()).toMatchObject({ method: '断网时写下的方法' });
  await one.leave();
}, 180_000);

test('signed out meanwhile: the text stays, and is saved after signing in in another window', async () => {
  const one = await person('ngo-a', DESKTOP);
  await one.open(PROJECT);
  const { page } = one;
  await page.context().clearCookies();
  await page.fill('[name=risks]', '退出后写下的风险');
  await page.locator('[data-question=risks] [data-complaint]').waitFor();
  const again = await page.context().newPage();
  await again.goto(`${base}/sign-in`);
  await again.fill('[name=username]', 'ngo-a');
  await again.fill('[name=password]', PASSWORD);
  await again.press('[name=password]', 'Enter');
  await again.waitForURL((url) => url.pathname !== '/sign-in');
  await again.close();
  await page.evaluate("window.dispatchEvent(new Event('focus'))");
  await saved(page);
  expect(await answers()).toMatchObject({ risks: '退出后写下的风险' });
  await one.leave();
}, 180_000);

test.each<[string, Look]>([
  ['with scripts', DESKTOP],
  ['without scripts, on a phone', { ...PHONE, javaScript: false }],
  ['in English, on a phone', { ...PHONE, lang: 'en' }],
])(
  'two people change one answer at once, %s: both texts are there and one is chosen',
  async (name, look) => {
    const first = await person('ngo-a', look);
    const second = await person('ngo-a-2', look);
    await first.open(PROJECT);
    await second.open(PROJECT);
    await first.send(PROJECT, { target: `甲的对象 ${name}` });
    if (look.javaScript) {
      await second.page.fill('[name=target]', `乙的对象 ${name}`);
      await second.page.locator('[data-question=target] [data-complaint] a').click();
      await second.page.waitForURL(`**${HOME}/clashes`);
    } else await second.send(PROJECT, { target: `乙的对象 ${name}` });
    await second.open(`${HOME}/clashes`);
    const text = await second.text();
    expect(text).toContain(`甲的对象 ${name}`);
    expect(text).toContain(`乙的对象 ${name}`);
    const action = found(await second.page.getAttribute('form[action*="/clashes/"]', 'action'));
    await second.send(action, { choice: 'joined', text: `甲乙的对象 ${name}` });
    expect(await answers()).toMatchObject({ target: `甲乙的对象 ${name}` });
    for (const path of [HOME, `${HOME}/work`, `${HOME}/history`, `${HOME}/draft`, `${HOME}/attachments`])
      await second.open(path);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await first.leave();
    await second.leave();
  },
  240_000,
);
