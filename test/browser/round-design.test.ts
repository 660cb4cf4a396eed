import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { found } from '../../src/kernel/outcome.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { roundByNumber } from '../../src/ventures/rounds/rounds.queries.js';
import { SetupService } from '../../src/ventures/rounds/setup.service.js';
import { formOf } from '../../src/ventures/rounds/terms.rules.js';
import { PASSWORD, type Portal, startPortal } from '../support/app.js';
import { launch, type Look, Person } from './person.js';

let portal: Portal;
let browser: Browser;
let base = '';
let viewer: SignedIn;

beforeAll(async () => {
  portal = await startPortal('2026-06-01T02:00:00.000Z', 'demo');
  viewer = await portal.account('programme', ['programme-officer']);
  await portal.app.listen(0, '127.0.0.1');
  base = await portal.app.getUrl();
  browser = await launch();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const LOOKS: readonly (readonly [string, Look])[] = [
  ['Chinese, desktop', { lang: 'zh-CN', javaScript: true, width: 1280 }],
  ['English, phone', { lang: 'en', javaScript: true, width: 360 }],
  ['English without JavaScript, phone', { lang: 'en', javaScript: false, width: 360 }],
];

test.each(LOOKS)(
  'a form, budget rules and a rubric are written without code: %s',
  async (_name, look) => {
    const start = {
      name: { zh: '第十届公益创投', en: 'Tenth round' },
      potFen: 2_000_000_00,
      opensOn: '2026-08-03',
    };
    const created = await portal.app.get(SetupService).create(viewer, start);
    if (!created.ok) throw new Error(JSON.stringify(created.findings));
    const setup = `/bureau/rounds/${created.value}/setup`;
    const round = async (): ReturnType<typeof roundByNumber> =>
      roundByNumber(portal.work.reader, created.value);
    const person = await Person.at(browser, base, look);
    await person.signIn('programme', PASSWORD);

    await person.open(`${setup}/form`);
    await person.open(`${setup}/form/questions/new?section=team&kind=CHOICE`);
    const wording = { labelZh: '是否有志愿者', labelEn: 'Are there volunteers' };
    const add = (kind: string): string => `${setup}/form/questions?section=team&kind=${kind}`;
    await person.send(add('CHOICE'), { ...wording, options: 'yes|有|Yes' }, 422);
    await person.send(add('CHOICE'), { options: 'yes|有|Yes\nno|没有|No' });
    await person.open(`${setup}/form/questions/new?section=team&kind=ROWS`);
    await person.page.locator('summary').click();
    await person.page.locator('[name="when"][value="q1=yes"]').check();
    await person.send(add('ROWS'), {
      labelZh: '志愿者分工',
      labelEn: 'What volunteers do',
      'columns[0][labelZh]': '工作',
      'columns[0][labelEn]': 'Work',
      'columns[0][kind]': 'TEXT',
    });
    expect(person.path()).toBe(`${setup}/form`);
    await person.open(`${setup}/form/questions/q1`);
    await person.open(`${setup}/form/questions/q1/remove`);
    await person.open(`${setup}/form/sections/team`);
    await person.open(`${setup}/preview`);
    expect(await person.text()).not.toContain(look.lang === 'en' ? 'What volunteers do' : '志愿者分工');
    await person.page.locator('form [name="q1"][value="yes"]').check();
    await person.send(`${setup}/preview`, {});
    expect(await person.text()).toContain(look.lang === 'en' ? 'What volunteers do' : '志愿者分工');

    await person.open(`${setup}/budget?preset=R-BU-02`);
    await person.send(`${setup}/budget`, { minSelfRaisedPercent: '20' }, 200, 'button[value="compute"]');
    expect(await person.text()).toContain('180,000.00');
    await person.send(`${setup}/budget`, {}, 200, 'button[value="save"]');

    await person.open(`${setup}/rubric`);
    await person.page.locator('[name="criteria[0][points]"]').fill('21');
    expect(await person.page.locator('output').innerText()).toBe(look.javaScript ? '101' : '100');
    await person.send(`${setup}/rubric`, {}, 422);
    await person.send(`${setup}/rubric`, { 'criteria[0][points]': '20' });
    await person.open(`${setup}/rubric/need`);
    await person.open(`${setup}/rubric/new`);

    const after = found(await round());
    expect(
      formOf(after)
        .sections.find(({ code }) => code === 'team')
        ?.questions.slice(-2),
    ).toMatchObject([
      { code: 'q1', kind: 'CHOICE' },
      { code: 'q2', kind: 'ROWS', when: [{ question: 'q1', isOneOf: ['yes'] }] },
    ]);
    expect(after.rules).toMatchObject({
      limitRule: 'R-BU-02',
      maxGrantPercent: 50,
      minSelfRaisedPercent: 20,
    });
    expect(person.complaints).toEqual([]);
    await person.leave();
  },
  360_000,
);
