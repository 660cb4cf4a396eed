import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../src/app/demo-accounts.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';
import { launch, type Look, Person } from './person.js';

let portal: DemoPortal;
let browser: Browser;
let base = '';

beforeAll(async () => {
  portal = await demoPortal('review', { mode: 'demo' });
  await portal.app.listen(0, '127.0.0.1');
  base = await portal.app.getUrl();
  browser = await launch();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const LOOKS: readonly (readonly [string, Look])[] = [
  ['desktop', { lang: 'zh-CN', javaScript: true, width: 1280 }],
  ['phone, dark, English', { lang: 'en', javaScript: true, width: 360, theme: 'dark' }],
  ['elder mode', { lang: 'zh-CN', javaScript: true, width: 1280, mode: 'elder' }],
  ['no JavaScript, phone', { lang: 'zh-CN', javaScript: false, width: 360 }],
];
const kindOf = (path: string): string =>
  (path.split('?')[0] ?? '').replace(/\/[^/]*\d[^/]*(?=\/|$)/g, '/:id');
/** One account per role; the second organization sees what the first does. */
const USERS = DEMO_ACCOUNTS.filter(
  ({ role }, i) => DEMO_ACCOUNTS.findIndex((one) => one.role === role) === i,
).map(({ username }) => username);

test.each(LOOKS)(
  'every page of every workspace is accessible, fits and obeys the policy: %s',
  async (_name, look) => {
    const complaints: string[] = [];
    const kinds = new Set<string>();
    for (const username of USERS) {
      const person = await Person.at(browser, base, look);
      await person.signIn(username, DEMO_PASSWORD);
      const queue = ['/account'];
      const seen = new Set<string>();
      for (const path of queue) {
        await person.open(path);
        kinds.add(kindOf(path));
        // A place on a page that is open already answers nothing of its own.
        for (const href of (await person.links()).map((one) => one.replace(/#.*$/, '')))
          if (
            /^\/(?:org|review|bureau|department|centre|admin|account)(?:\/|$)/.test(href) &&
            !isFile(href) &&
            !seen.has(kindOf(href))
          ) {
            seen.add(kindOf(href));
            queue.push(href);
          }
      }
      complaints.push(...person.complaints.map((one) => `${username} ${one}`));
      await person.leave();
    }
    expect(complaints).toEqual([]);
    expect(kinds.size).toBeGreaterThan(25);
  },
  900_000,
);

function isFile(href: string): boolean {
  return /\/(?:template|receipt\.json|(?:attachments|files|evidence)\/[^/]+)$|\.(?:csv|xlsx|json|pdf|ics)(?:\?|$)/.test(
    href,
  );
}
