import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { addDays, shanghaiDayOf } from '../../src/kernel/calendar.js';
import { found } from '../../src/kernel/outcome.js';
import { viewerNamed } from '../../src/accounts/accounts.queries.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { PanelsService } from '../../src/review/panels.service.js';
import { FORM_BEFORE } from '../../src/ventures/rounds/form-before.rules.js';
import { DEFAULT_CRITERIA } from '../../src/ventures/rounds/round.rules.js';
import { roundByNumber } from '../../src/ventures/rounds/rounds.queries.js';
import { SetupService } from '../../src/ventures/rounds/setup.service.js';
import { PASSWORD, type Portal, startPortal } from '../support/app.js';
import { launch, type Look, Person } from './person.js';
import { registeredBody } from '../support/body.js';

let portal: Portal;
let browser: Browser;
let base = '';
const REVIEWERS = [1, 2, 3, 4, 5].map((n) => `reviewer-${n}`);

beforeAll(async () => {
  // After the day of the yearly report: a verdict that changes between submission and award is another test's matter.
  portal = await startPortal('2026-07-06T01:00:00.000Z', 'demo');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  const body = await registeredBody(portal, registrar, 'MJ990001', '淮安市清江浦区安心为老服务中心');
  await portal.account('ngo-a', ['applicant'], { organizationId: body });
  await portal.account('officer', ['programme-officer']);
  await portal.account('officer-2', ['programme-officer']);
  await portal.account('chair', ['chair']);
  for (const username of REVIEWERS) {
    const { name, accountId } = await portal.account(username, ['reviewer']);
    const expert = { name, employer: '某大学', fields: '为老', accountId };
    await portal.app.get(PanelsService).registerExpert(null, expert);
  }
  await portal.app.listen(0, '127.0.0.1');
  base = await portal.app.getUrl();
  browser = await launch();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const LOOKS: readonly (readonly [string, Look])[] = [
  ['Chinese, desktop', { lang: 'zh-CN', javaScript: true, width: 1280 }],
  ['Chinese without JavaScript, phone', { lang: 'zh-CN', javaScript: false, width: 360 }],
  ['English, phone, dark', { lang: 'en', javaScript: true, width: 360, theme: 'dark' }],
  ['English without JavaScript', { lang: 'en', javaScript: false, width: 1280 }],
  ['Chinese, elder mode', { lang: 'zh-CN', javaScript: true, width: 1280, mode: 'elder' }],
];

test.each(LOOKS)(
  'a round from call to notice: %s',
  async (_name, look) => {
    const complaints: string[] = [];
    const as = async (username: string, act: (person: Person) => Promise<void>): Promise<void> => {
      const person = await Person.at(browser, base, look);
      await person.signIn(username, PASSWORD);
      await act(person);
      complaints.push(...person.complaints.map((one) => `${username} ${one}`));
      await person.leave();
    };
    const today = shanghaiDayOf(portal.clock.now());
    let round = '';
    let closesAt = '';

    await as('officer', async (officer) => {
      await officer.open('/bureau');
      await officer.open('/bureau/rounds/new');
      const fields = { nameZh: '测试批次', nameEn: 'Test round', opensOn: today };
      await officer.send('/bureau/rounds', { ...fields, potFen: '五万' }, 422);
      expect(await officer.page.inputValue('[name=potFen]')).toBe('五万');
      expect(await officer.page.inputValue('[name=nameZh]')).toBe(fields.nameZh);
      await officer.send('/bureau/rounds', { potFen: '50000' });
      const setup = officer.path();
      round = setup.split('/').at(-2) ?? '';
      expect(round).toMatch(/^2026-\d\d$/);
      await smaller(round);
      await officer.open(`${setup}/publicity`);
      await officer.send(`${setup}/publicity`, OFFICE);
      await officer.open(`/bureau/rounds/${round}/publish`);
      expect(await officer.page.locator(`main a[href="${setup}/contact#contact"]`).count()).toBe(1);
      await officer.open(`${setup}/contact`);
      await officer.send(`${setup}/contact`, { ...OFFICE, phone: '办公室' }, 422);
      await officer.send(`${setup}/contact`, { phone: '0517-00000000' });
      await officer.open(`${setup}/timetable`);
      await officer.send(`${setup}/timetable`, { reviewedOn: addDays(today, 60) }, 200, 'button[formaction]');
      await officer.send(`${setup}/timetable`);
      for (const page of [
        'money',
        'eligibility',
        'panel',
        'instalments',
        'letters',
        'score-sheet',
        'difference',
      ])
        await officer.open(`${setup}/${page}`);
      await officer.open(`/bureau/rounds/${round}/publish`);
      await officer.send(`/bureau/rounds/${round}/publish`);
      closesAt = (await roundByNumber(portal.work.reader, round))?.closesAt ?? '';
    });

    portal.clock.set(`${addDays(today, 1)}T02:00:00.000Z`);
    const application = `/org/rounds/${round}/application`;
    await as('ngo-a', async (applicant) => {
      await applicant.open('/org');
      await applicant.send(application);
      await applicant.open(`${application}/project`);
      await applicant.send(`${application}/project`, { title: '敲门', beneficiaries: '很多' }, 422);
      expect(await applicant.page.inputValue('[name=beneficiaries]')).toBe('很多');
      await applicant.send(`${application}/project`, {
        title: '独居老人敲门关爱',
        field: 'ELDERLY',
        startOn: '2027-03-01',
        endOn: '2028-02-28',
        place: '某社区',
        beneficiaries: '100',
        summary: '每周上门一次。',
      });
      await applicant.open(`${application}/plan`);
      await applicant.send(`${application}/plan`, { need: '需求', goals: '目标', activities: '活动' });
      await applicant.open(`${application}/team`);
      await applicant.send(`${application}/team`, {
        'team[0][name]': '李四',
        'team[0][role]': '负责人',
        contact: '李四',
      });
      await applicant.open(`${application}/budget`);
      const lines = [
        {
          category: 'ACTIVITY',
          item: '上门关爱',
          unitPriceFen: '2000',
          quantity: '10',
          times: '1',
          source: 'GRANT',
        },
        {
          category: 'MATERIAL',
          item: '物资',
          unitPriceFen: '15000',
          quantity: '1',
          times: '1',
          source: 'SELF_RAISED',
        },
      ];
      const budget = lines.flatMap((line, n) =>
        Object.entries(line).map(([name, value]) => [`lines[${n}][${name}]`, value] as const),
      );
      await applicant.send(`${application}/budget`, Object.fromEntries(budget));
      const files = `${application}/attachments`;
      await applicant.open(files);
      const chosen = ['docs/glossary.csv', 'README.md'].map((name) => join(ROOT, name));
      await applicant.upload(files, chosen, ['README.md']);
      await applicant.open(files);
      expect(await applicant.text()).toContain('glossary.csv');
      await applicant.open(`${application}/check`);
      await applicant.send(`${application}/submission`, { declared: 'yes' });
      expect(await applicant.text()).toContain(`${round}-0001`);
    });

    portal.clock.set(closesAt);
    let contest = '';
    await as('officer', async (officer) => {
      await officer.open(`/bureau/rounds/${round}`);
      await officer.send(`/bureau/rounds/${round}/close`);
      await officer.open(`/bureau/rounds/${round}/opening`);
      await officer.send(`/bureau/rounds/${round}/opening/proposal`);
    });
    await as('officer-2', async (second) => {
      await second.open(`/bureau/rounds/${round}/opening`);
      await second.send(`/bureau/rounds/${round}/opening/confirmation`);
    });
    await as('officer', async (officer) => {
      await officer.open(`/bureau/rounds/${round}/applications`);
      await officer.open(`/bureau/applications/${round}-0001`);
      const rules = officer.page.locator('#judgements input[type=radio][value=PASS]');
      for (let i = 0; i < (await rules.count()); i += 1) await rules.nth(i).check();
      await officer.send(`/bureau/applications/${round}-0001/judgements`);
      await officer.send(`/bureau/applications/${round}-0001/screening`, { eligible: 'yes' });
      await officer.open(`/bureau/rounds/${round}/applications`);
      await officer.send(`/bureau/rounds/${round}/review`);
      contest = officer.path();
      const members = officer.page.locator('form[action$="/panel"] input[type=checkbox]');
      for (let i = 0; i < (await members.count()); i += 1) await members.nth(i).check();
      await officer.send(`${contest}/panel`);
      await officer.send(`${contest}/assignments/all`);
    });

    for (const [i, username] of REVIEWERS.entries())
      await as(username, async (reviewer) => {
        await reviewer.open('/review');
        const declaration =
          (await reviewer.page.getAttribute(`main a[href*="${contest.split('/').at(-1) ?? ''}"]`, 'href')) ??
          '';
        await reviewer.open(declaration);
        expect(await reviewer.text()).not.toContain('独居老人敲门关爱');
        await reviewer.page.locator('input[type=radio][value=NONE]').first().check();
        await reviewer.send(declaration);
        await reviewer.open('/review');
        const sheets = await reviewer.page.locator('main a[href$="/scorecard"]').all();
        const sheet = (await sheets.at(0)?.getAttribute('href')) ?? '';
        await reviewer.open(sheet);
        const marks = Object.fromEntries(
          DEFAULT_CRITERIA.map(({ points }, n) => [`marks[${n}][tenths]`, String(Math.min(points, 16 - i))]),
        );
        await reviewer.send(sheet, { ...marks, 'marks[0][tenths]': '99' }, 422);
        expect(await reviewer.page.inputValue('[name="marks[0][tenths]"]')).toBe('99');
        await reviewer.send(sheet, { ...marks, comment: '可行，预算清楚。' });
      });

    await as('officer', async (officer) => {
      await officer.open(contest);
      await officer.send(`/bureau/rounds/${round}/panel-closing`);
      expect(officer.path()).toBe(`/bureau/rounds/${round}/awards`);
    });
    let notice = '';
    await as('chair', async (chair) => {
      await chair.open(`/bureau/rounds/${round}/awards`);
      await chair.send(`/bureau/rounds/${round}/awards/confirmation`);
      notice = chair.path();
      expect(chair.complaints).toEqual([]);
      expect(notice).toMatch(/^\/notices\/GS-2026-\d{3}$/);
    });

    const visitor = await Person.at(browser, base, look);
    for (const path of ['/', '/rounds', `/rounds/${round}`, '/notices', notice, '/projects', '/ledger'])
      await visitor.open(path);
    await visitor.open(notice);
    expect(await visitor.text()).toContain(`GY${round}-001`);
    expect(await visitor.text()).toContain(look.lang === 'en' ? 'working days left' : '公示期');
    expect([...complaints, ...visitor.complaints]).toEqual([]);
    await visitor.leave();
    portal.clock.set(`${addDays(shanghaiDayOf(closesAt), 15)}T01:00:00.000Z`);
  },
  480_000,
);

const OFFICE = { officeZh: '社会组织管理处', officeEn: 'Office for social organizations' };

/** A ceiling within the small pot, and a form of few questions. */
async function smaller(number: string): Promise<void> {
  const officer = found(await viewerNamed(portal.work.reader, 'officer'));
  const done = await portal.app.get(SetupService).change(officer, number, 1, (setup) => ({
    ...setup,
    rules: { ...setup.rules, maxGrantFen: 5_000_000 },
    form: FORM_BEFORE,
  }));
  if (!done.ok) throw new Error(JSON.stringify(done.findings));
}
