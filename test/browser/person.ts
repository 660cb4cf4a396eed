import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
  type Response,
} from 'playwright-core';
import { ROOT } from '../../src/platform/views/assets.js';

const axe = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** How somebody looks at the portal. */
export interface Look {
  readonly lang: 'zh-CN' | 'en';
  readonly javaScript: boolean;
  readonly width: number;
  readonly mode?: 'elder';
  readonly theme?: 'dark';
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** What axe finds on the page as it stands, a line for each rule and its first place. */
export async function violations(page: Page): Promise<string[]> {
  return page.evaluate(
    `(async () => { ${axe}; const found = await axe.run(); return found.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 120)); })()`,
  );
}

/** One person at a browser of their own. Every page they come to is judged; `complaints` is what was found. */
export class Person {
  readonly complaints: string[] = [];
  readonly visited: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly base: string,
    private readonly look: Look,
  ) {
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy'))
        this.complaints.push(`CSP: ${JSON.stringify(message.location())} ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`script: ${error.message}`));
  }

  static async at(browser: Browser, base: string, look: Look): Promise<Person> {
    const context = await browser.newContext({
      javaScriptEnabled: look.javaScript,
      viewport: { width: look.width, height: 900 },
      locale: look.lang,
    });
    context.setDefaultTimeout(30_000);
    const person = new Person(context, await context.newPage(), base, look);
    const switches = [
      `lang=${look.lang}`,
      ...(look.mode ? [`mode=${look.mode}`] : []),
      ...(look.theme ? [`theme=${look.theme}`] : []),
    ];
    await person.page.goto(`${base}/?${switches.join('&')}`);
    return person;
  }

  /** Goes to an address of the portal; the page must answer 200. */
  async open(path: string): Promise<void> {
    const reply = await this.page.goto(this.base + path);
    await this.judge(reply, 200);
  }

  /** Fills in the form with this action and sends it off with its last button, or with the one that is named. */
  async send(
    action: string,
    fields: Readonly<Record<string, string>> = {},
    expected = 200,
    button?: string,
  ): Promise<void> {
    const form = this.page.locator(`form[action="${action}"]`).first();
    for (const [name, value] of Object.entries(fields)) {
      const field = form.locator(`[name="${name}"]`).first();
      const kind = (await field.getAttribute('type')) ?? '';
      const tag = await field.evaluate((element: { tagName: string }) => element.tagName);
      if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
      else if (kind === 'checkbox') await field.setChecked(value === 'yes');
      else if (kind === 'file') await field.setInputFiles(value);
      else if (tag === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
    await this.sendOff(form.locator(button ?? 'button[type=submit]').last(), expected);
  }

  /**
   * Chooses files in the form with this action: with scripts each goes up by itself and says what became of it, without
   * them they go together. The bad ones are named with a reason.
   */
  async upload(action: string, files: readonly string[], bad: readonly string[]): Promise<void> {
    const form = this.page.locator(`form[action="${action}"]`).first();
    await form.locator('input[type=file]').setInputFiles([...files]);
    if (this.look.javaScript) {
      const lines = form.locator('[data-upload-list] li');
      await lines.nth(files.length - 1).waitFor();
      await form.locator('[data-upload-list] li:last-child:is(.done, .message)').waitFor();
      const refused = await form.locator('[data-upload-list] li.message').allInnerTexts();
      if (refused.length !== bad.length) this.complaints.push(`${action}: ${refused.join(' | ')}`);
      for (const name of bad)
        if (!refused.some((line) => line.startsWith(name) && line.length > 2 * name.length))
          this.complaints.push(`${action}: nothing is said of ${name}`);
      for (const one of await violations(this.page)) this.complaints.push(`${action}: ${one}`);
      return;
    }
    await this.sendOff(form.locator('button[type=submit]'), bad.length === 0 ? 200 : 422);
    const said = bad.length === 0 ? '' : await this.page.innerText('#errors');
    for (const name of bad)
      if (!said.includes(name)) this.complaints.push(`${action}: nothing is said of ${name}`);
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.open('/sign-in');
    await this.send('/sign-in', { username, password });
  }

  path(): string {
    return new URL(this.page.url()).pathname;
  }

  text(): Promise<string> {
    return this.page.innerText('main');
  }

  links(): Promise<string[]> {
    return this.page
      .locator('a[href]')
      .evaluateAll((all: { getAttribute(name: string): string | null }[]) =>
        all.map((one) => one.getAttribute('href') ?? ''),
      );
  }

  /** A download, as this person gets it. */
  async download(path: string): Promise<string> {
    return (await this.page.request.get(this.base + path)).text();
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  private async sendOff(button: Locator, expected: number): Promise<void> {
    const arrived = this.page.waitForResponse(
      (reply) => reply.request().isNavigationRequest() && reply.status() !== 303,
    );
    await button.click();
    const reply = await arrived;
    await this.page.waitForURL(reply.url());
    await this.judge(reply, expected);
  }

  private async judge(reply: Response | null, expected: number): Promise<void> {
    const path = this.path();
    this.visited.push(path);
    const complain = (what: string): unknown => this.complaints.push(`${path}: ${what}`);
    if (reply?.status() !== expected)
      complain(`answered ${reply?.status() ?? 'nothing'}: ${(await this.text()).slice(0, 400)}`);
    if ((await this.page.getAttribute('html', 'lang')) !== this.look.lang)
      complain('is in the wrong language');
    const beyond = await this.page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (Number(beyond) > 1)
      complain(
        `is ${String(beyond)} px wider than the screen: ${String(await this.page.evaluate(TOO_WIDE))}`,
      );
    if (this.look.javaScript) for (const one of await violations(this.page)) complain(one);
  }
}

/** Names the elements that stand out to the right, without those in a box that scrolls by itself. */
const TOO_WIDE = `[...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.table-wrap, .side ul, .menu ul'))
  .map((one) => one.tagName.toLowerCase() + '.' + one.className + ' ' + (one.textContent ?? '').trim().slice(0, 30))
  .slice(0, 5).join(' | ')`;
