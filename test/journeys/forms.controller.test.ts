import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccountsService } from '../../src/accounts/accounts.service.js';
import { row, rows, sql } from '../../src/platform/database/sql.js';
import { type DemoPortal, demoPortal } from '../support/demo.js';
import { type FormField, type PageForm } from '../support/html.js';
import { encoded, type Reply } from '../support/web.js';

const FORM = 'application/x-www-form-urlencoded';
const HOSTILE = `'"><script>alert(1)</script> {{title}} \${1} ; DROP TABLE x -- %n 1e309 ﷽`;
const OVERLONG = '长'.repeat(12_000);
/** Pages of one kind are enough to look at a few times; forms differ by state, so not only once. */
const MOST_ALIKE = 3;

interface Found {
  readonly username: string;
  readonly from: string;
  readonly form: PageForm;
}

/** The address with its ids taken out: pages and forms of one kind share it. */
const kindOf = (address: string): string =>
  (address.split('?')[0] ?? '').replace(
    /(?<=\/admin\/accounts)\/(?!new$)[^/]+|\/(?:[0-9a-f-]{36}|\d{4}-\d{2}(?:-\d{4})?|(?:GS|GG|YY)-\d{4}-\d{3}|HA-[A-Z]+-\d+|[0-9A-Z]{18})(?=\/|$)/g,
    '/:id',
  );
const isFree = ({ kind }: FormField): boolean => kind === 'text' || kind === 'long';
const fileFieldOf = ({ fields }: PageForm): string =>
  fields.find(({ kind }) => kind === 'file')?.name ?? 'file';
const isShown = ({ kind }: FormField): boolean => kind !== 'hidden' && kind !== 'file';

describe.each(['call', 'review', 'awards'] as const)('every form of the city at the stage %s', (stage) => {
  let portal: DemoPortal;
  let found: readonly Found[];
  beforeAll(async () => {
    portal = await demoPortal(stage);
    if (stage === 'call') await beginDraft(portal);
    found = await everyForm(portal);
  }, 300_000);
  afterAll(() => portal.close());

  test('is found by walking', () => {
    expect(new Set(found.map(({ form }) => kindOf(form.action))).size).toBeGreaterThan(15);
  });

  test('refuses wrong, overlong and hostile values beside the fields and keeps what was typed', async () => {
    const failures: string[] = [];
    for (const { username, from, form } of found.filter(({ form }) => form.fields.some(isShown))) {
      const browser = portal.web.as(username);
      const token = await browser.token(from);
      for (const value of [HOSTILE, OVERLONG, '-1', '9'.repeat(40)]) {
        const fields = filled(form, value);
        const reply = form.multipart
          ? await browser.upload(
              form.action,
              { field: fileFieldOf(form), name: 'a.exe', type: 'x/y', content: Buffer.from('MZ') },
              fields,
              from,
            )
          : await browser.postRaw(form.action, encoded({ _csrf: token, ...fields }), FORM);
        failures.push(
          ...complaints(reply, form, value).map(
            (line) => `${username} ${form.action} ${value.slice(0, 8)}: ${line}`,
          ),
        );
      }
    }
    expect(failures).toEqual([]);
  }, 600_000);

  test('survives empty, doubled and nested values, and bodies that are no form', async () => {
    const answers: string[] = [];
    const expected: string[] = [];
    const expectIn = (allowed: readonly number[], reply: Reply, what: string): void => {
      if (allowed.includes(reply.statusCode)) return;
      answers.push(`${what}: ${reply.statusCode}`);
    };
    for (const { username, from, form } of found) {
      const browser = portal.web.as(username);
      const token = await browser.token(from);
      const what = `${username} ${form.action}`;
      const send = (fields: Readonly<Record<string, string | readonly string[]>>): Promise<Reply> =>
        browser.postRaw(form.action, encoded({ _csrf: token, ...fields }), FORM);
      const doubled = Object.fromEntries(form.fields.map(({ name, value }) => [name, [value, 'x']]));
      const nested = Object.fromEntries(form.fields.map(({ name }) => [`${name}[a][__proto__]`, 'x']));
      if (!form.multipart && form.fields.some(isShown)) {
        expectIn([303, 404, 409, 422], await send(filled(form, '')), `${what} empty`);
        expectIn([303, 403, 404, 409, 422], await send(doubled), `${what} doubled`);
        expectIn([303, 404, 409, 422], await send(nested), `${what} nested`);
      }
      const raw = (body: string, type = FORM): Promise<Reply> => browser.postRaw(form.action, body, type);
      expectIn([400], await raw(`_csrf=${token}&x=%00`), `${what} NUL`);
      expectIn([400], await raw(`_csrf=${token}&x=%ED%A0%80`), `${what} surrogate`);
      expectIn([403], await raw('_csrf=wrong&x=1'), `${what} bad token`);
      expectIn([403], await raw('x=1'), `${what} no token`);
      expectIn([415], await raw('{"x":1}', 'application/json'), `${what} JSON`);
      expectIn([415], await raw('<x/>', 'text/xml'), `${what} XML`);
      const part = (token: string, value: string): Promise<Reply> =>
        raw(
          ['_csrf', token, 'x', value].reduce(
            (body, text, i) =>
              body +
              (i % 2 === 0 ? `--b\r\nContent-Disposition: form-data; name="${text}"\r\n\r\n` : `${text}\r\n`),
            '',
          ) + '--b--\r\n',
          'multipart/form-data; boundary=b',
        );
      expectIn(
        form.multipart ? [403] : [415],
        await part('wrong', '1'),
        `${what} multipart with a bad token`,
      );
      expectIn(form.multipart ? [400] : [415], await part(token, '\u0000'), `${what} multipart NUL`);
      expectIn([413, 415], await raw(`_csrf=${token}&x=${'y'.repeat(600 * 1024)}`), `${what} too large`);
    }
    expect(answers).toEqual(expected);
  }, 600_000);
});

/** Every field with this value; choices and ticks get it too, hidden fields stay. */
function filled(form: PageForm, value: string): Record<string, string> {
  return Object.fromEntries(
    form.fields
      .filter(({ kind }) => kind !== 'file')
      .map((one) => [one.name, one.kind === 'hidden' ? one.value : value]),
  );
}

function complaints(reply: Reply, form: PageForm, value: string): string[] {
  const { statusCode, page, body } = reply;
  if (body.includes('<script>alert(1)')) return ['the value came back as markup'];
  const mayPass = form.fields.filter(isShown).every(isFree) && [...value].length < 12_000;
  // A body with several overlong fields is refused as a whole.
  if (statusCode === 413 && value === OVERLONG) return [];
  if ((statusCode === 303 || statusCode === 409) && mayPass) return [];
  // Another form of the same walk has taken the step meanwhile: the page is stale, and says so.
  if (statusCode === 409 && form.fields.some(({ name, kind }) => kind === 'hidden' && name === 'version'))
    return [];
  // What was asked for is the answer itself: a sealed value must not travel in an address.
  if (statusCode === 200 && mayPass && form.action.endsWith('/disclosure')) return [];
  if (statusCode !== 422) return [`answered ${statusCode}`];
  // Or it says so without the form: the step was taken, and there is no field any more to keep the text in.
  const versioned = form.fields.some(({ name }) => name === 'version');
  if (versioned && page.forms().every(({ action }) => action !== form.action)) return [];
  const lost = form.fields
    .filter((one) => isFree(one) || one.kind === 'number')
    .filter(({ name }) => {
      return page.value(name)?.replace(/\s+/g, ' ') !== value.replace(/\s+/g, ' ');
    });
  return lost.map(
    ({ name }) => `lost what was typed in ${name}: ${page.value(name)?.slice(0, 40) ?? 'no field'}`,
  );
}

/** A third organization with a draft, so that the sections of an application are there to be filled in. */
async function beginDraft({ app, work, web }: DemoPortal): Promise<void> {
  const third = await row<{ id: string }>(
    work.reader,
    sql`SELECT id FROM organization WHERE id NOT IN (SELECT organization_id FROM application) ORDER BY credit_code LIMIT 1`,
  );
  const officer = await row<{ passwordHash: string }>(
    work.reader,
    sql`SELECT password_hash AS "passwordHash" FROM account WHERE username = 'officer'`,
  );
  const done = await app.get(AccountsService).create(null, {
    username: 'ngo-c',
    name: '申报人丙',
    roles: ['applicant'],
    passwordHash: officer?.passwordHash ?? '',
    isDemo: true,
    organizationId: third?.id ?? null,
  });
  expect(done.ok).toBe(true);
  const round =
    (await web.visitor.get('/rounds.json')).json<{ items: { number: string }[] }>().items[0]?.number ?? '';
  expect((await web.as('ngo-c').post(`/org/rounds/${round}/application`, {}, '/org')).statusCode).toBe(303);
}

/** Walks the workspaces of every account from their menus and gathers what can be posted. */
async function everyForm(portal: DemoPortal): Promise<readonly Found[]> {
  const all: Found[] = [];
  const seenForms = new Set<string>();
  const everybody = await rows<{ username: string }>(
    portal.work.reader,
    sql`SELECT username FROM account WHERE username NOT LIKE 'reviewer-_' OR username < 'reviewer-3' ORDER BY username`,
  );
  for (const { username } of everybody) {
    const browser = portal.web.as(username);
    const queue = ['/account'];
    const seen = new Map<string, number>();
    for (const path of queue) {
      const reply = await browser.get(path);
      if (reply.statusCode !== 200) continue;
      for (const form of reply.page.forms()) {
        const key = `${username} ${kindOf(form.action)} ${form.fields.map(({ name }) => name).join()}`;
        if (seenForms.has(key) || form.action === '/sign-out' || form.action === '/account/sessions/removal')
          continue;
        seenForms.add(key);
        all.push({ username, from: path, form });
      }
      for (const href of reply.page.links()) enqueue(href, queue, seen);
    }
  }
  return all;
}

function enqueue(href: string, queue: string[], seen: Map<string, number>): void {
  if (!/^\/(?:org|review|bureau|department|centre|admin|account)(?:\/|$)/.test(href) || queue.includes(href))
    return;
  const kind = kindOf(href);
  const count = seen.get(kind) ?? 0;
  if (count >= MOST_ALIKE) return;
  seen.set(kind, count + 1);
  queue.push(href);
}
