import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { found } from '../../../src/kernel/outcome.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import { count, row, rows, run, sql } from '../../../src/platform/database/sql.js';
import { FieldKeys } from '../../../src/platform/field-keys.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { ReferenceService } from '../../../src/reference/reference.service.js';
import { AnswersService } from '../../../src/ventures/applications/answers.service.js';
import { Application } from '../../../src/ventures/applications/application.entity.js';
import { ownApplication } from '../../../src/ventures/applications/applications.queries.js';
import { ApplicationsService } from '../../../src/ventures/applications/applications.service.js';
import { revisionsSince } from '../../../src/ventures/applications/revision.queries.js';
import { readHistory } from '../../../src/ventures/applications/revision.rules.js';
import { settledAnswer } from '../../../src/ventures/applications/form-values.rules.js';
import { defaultForm } from '../../../src/ventures/rounds/default-form.rules.js';
import { type Answers } from '../../../src/ventures/rounds/form.rules.js';
import { PASSWORD, type Portal, startPortal } from '../../support/app.js';
import { aCall } from '../../support/calls.js';
import { type Page } from '../../support/html.js';
import { Browser, type Fields, type Reply, type SignedInBrowser } from '../../support/web.js';
import { registeredBody } from '../../support/body.js';

const HOME = '/org/rounds/2026-01/application';
const PROJECT = `${HOME}/project`;
let portal: Portal;
let viewer: SignedIn;
let one: SignedInBrowser;
let other: SignedInBrowser;

beforeAll(async () => {
  portal = await startPortal('2026-11-24T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  const body = await registeredBody(portal, registrar, 'MJ990001', '淮安市演示甲服务中心');
  const rival = await registeredBody(portal, registrar, 'MJ990002', '淮安市演示乙服务中心');
  viewer = await portal.account('ngo-a', ['applicant'], { organizationId: body, name: '孙七' });
  await portal.account('ngo-a-finance', ['applicant-finance'], { organizationId: body, name: '周八' });
  await portal.account('ngo-b', ['applicant'], { organizationId: rival, name: '外人' });
  await portal.account('officer', ['programme-officer']);
  const form = defaultForm({ lotteryMoney: true });
  await aCall(portal.work, '2026-01', { form });
  await aCall(portal.work, '2025-01', { form }, { status: 'ARCHIVED' });
  await lastYear(body);
  const started = await portal.app.get(ApplicationsService).start(viewer, '2026-01');
  expect(started).toMatchObject({ ok: true });
  one = portal.web.as('ngo-a');
  other = portal.web.as('ngo-a-finance');
});
afterAll(() => portal.close());
/** Each test begins with an empty draft; numbers of versions go on. */
beforeEach(() =>
  portal.work.write(async (tx) => {
    await run(tx, sql`DELETE FROM application_revision`);
    await run(tx, sql`DELETE FROM application_section`);
    await run(
      tx,
      sql`UPDATE application SET content = '{}', prefilled = NULL, title = '', field = NULL WHERE number IS NULL`,
    );
  }),
);

async function lastYear(organizationId: string): Promise<void> {
  const round = await row<{ id: string }>(
    portal.work.reader,
    sql`SELECT id FROM grant_round WHERE number = '2025-01'`,
  );
  const content: Answers = {
    title: '去年的项目',
    need: '去年的需求',
    startOn: '2025-01-01',
    cooperation: 'yes',
    places: [{ id: 'p', place: '某社区' }],
  };
  await portal.work.write((tx) =>
    tx.insert(Application, {
      id: '00000000-0000-4000-8000-000000000001',
      roundId: found(round).id,
      organizationId,
      number: '2025-01-0007',
      status: 'ARCHIVED',
      title: '去年的项目',
      field: null,
      content: content as never,
      prefilled: null,
      askedFen: 0,
      submittedAt: null,
      contentHash: null,
      ledgerSeq: null,
      statusReason: null,
      changedAt: '2025-01-01T00:00:00.000Z',
      version: 1,
    }),
  );
}

/** Signed in again: a session does not last while days go by. */
async function startOver(username: string): Promise<Browser> {
  const browser = new Browser(portal.app);
  await browser.post('/sign-in', { username, password: PASSWORD }, '/sign-in');
  return browser;
}
const draft = async (): ReturnType<typeof ownApplication> =>
  ownApplication(portal.work.reader, viewer, '2026-01');
const answers = async (): Promise<Answers> => found(await draft()).content;
const versionOn = (page: Page): number => Number(page.value('version'));
/** Saves as the button does: what the page shows, typed over. */
const save = (who: SignedInBrowser, version: number, fields: Fields): Promise<Reply> =>
  who.post(PROJECT, { version, ...fields }, PROJECT);
interface Facts {
  readonly version: number;
  readonly savedAt: string;
  readonly clashes: readonly string[];
  readonly joined: readonly string[];
  readonly clashesAt: string | null;
  readonly findings: readonly { field: string; message: string }[];
}
/** Saves as the browser does while somebody types. */
const type = (who: SignedInBrowser, version: number, fields: Fields): Promise<Reply> =>
  who.post(`${PROJECT}.json`, { version, ...fields }, PROJECT);

describe('a section of any form', () => {
  test('shows each question by its kind, hidden ones too, with the register beside the first part', async () => {
    const { page } = await one.get(PROJECT);
    expect(page.text()).toContain('第 2 部分，共 8 部分');
    expect(page.html).toMatch(/<textarea[^>]*name="need"[^>]*data-count="2000"/);
    expect(page.html).toMatch(/<select[^>]*name="field"/);
    expect(page.html).toMatch(/<input type="date"[^>]*name="activities\[0\]\[startOn\]"/);
    expect(page.html).toMatch(/<input type="radio" name="cooperation" value="yes"/);
    expect(page.html).toMatch(/data-question="partners" data-when="[^"]*cooperation[^"]*" hidden/);
    const first = await one.get(`${HOME}/applicant`);
    expect(first.page.text()).toContain('淮安市演示甲服务中心');
    expect(first.page.text()).toContain('来源：登记信息');
    expect((await one.get(`${HOME}/statements`)).page.html).toMatch(
      /type="checkbox"[^>]*name="lottery-mark"/,
    );
  });

  test('what is half right is saved, what cannot be read stays at its field as it was typed', async () => {
    const { page } = await one.get(PROJECT);
    const reply = await save(one, versionOn(page), {
      title: '敲门',
      beneficiaries: '很多',
      'places[0][id]': 'p1',
      'places[0][place]': '甲社区',
      startOn: '2027-02-30',
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.page.value('beneficiaries')).toBe('很多');
    expect(reply.page.value('startOn')).toBe('2027-02-30');
    expect(reply.page.error('beneficiaries')).toBeTruthy();
    expect(await answers()).toMatchObject({ title: '敲门', places: [{ id: 'p1', place: '甲社区' }] });
    expect((await draft())?.title).toBe('敲门');
    // The field that could not be read still stands on the version it was typed on.
    expect(Number(reply.page.value('base[beneficiaries]'))).toBe(versionOn(page));
    expect(versionOn(reply.page)).toBe(versionOn(page) + 1);
  });

  test('an answer brings the questions behind it, without any script: the page comes back instead of the next', async () => {
    const { page } = await one.get(PROJECT);
    const grown = await save(one, versionOn(page), { cooperation: 'yes', then: 'next' });
    expect(grown.headers.location).toBe(PROJECT);
    expect((await one.get(PROJECT)).page.html).not.toMatch(/data-question="partners"[^>]* hidden/);
    const next = await save(one, versionOn(page) + 1, { cooperation: 'yes', partners: '社区', then: 'next' });
    expect(next.headers.location).toBe(`${HOME}/team`);
  });

  test('somebody else’s draft, an unknown part and a draft handed in are not there', async () => {
    expect((await portal.web.as('ngo-b').get(PROJECT)).statusCode).toBe(404);
    expect((await portal.web.as('officer').get(PROJECT)).statusCode).toBe(403);
    for (const path of ['nothing', '__proto__', 'budgetNotes'])
      expect((await one.get(`${HOME}/${path}`)).statusCode).toBe(404);
    expect((await portal.web.as('ngo-b').get(`${HOME}/history`)).statusCode).toBe(404);
  });
});

describe('saving while one types (D1)', () => {
  test('answers with the version, the time in Shanghai and nothing else to do', async () => {
    const version = versionOn((await one.get(PROJECT)).page);
    const reply = await type(one, version, { need: '需求' });
    expect(reply.statusCode).toBe(200);
    expect(reply.json<Facts>()).toEqual({
      version: version + 1,
      savedAt: expect.stringMatching(/^2026-11-24T\d\d:\d\d:\d\d.*\+08:00$/),
      clashes: [],
      joined: [],
      clashesAt: null,
      findings: [],
    });
    const again = await type(one, version, { need: '需求', 'base[need]': version + 1 });
    expect(again.json<Facts>().version).toBe(version + 1);
    expect(await count(portal.work.reader, sql`SELECT count(*) AS n FROM application_revision`)).toBe(1);
  });

  test('says in words what cannot be saved, in the reader’s language', async () => {
    const version = versionOn((await one.get(PROJECT)).page);
    const reply = await type(one, version, { beneficiaries: '0' });
    expect(reply.statusCode).toBe(422);
    expect(reply.json<Facts>().findings).toEqual([{ field: 'beneficiaries', message: '不能小于 1' }]);
  });

  test('a session that ended and a token that is old are told apart', async () => {
    const version = versionOn((await one.get(PROJECT)).page);
    const gone = await portal.web.visitor.postRaw(
      `${PROJECT}.json`,
      'need=x',
      'application/x-www-form-urlencoded',
    );
    expect([401, 403]).toContain(gone.statusCode);
    const old = await one.postRaw(
      `${PROJECT}.json`,
      `version=${version}&need=x&_csrf=old`,
      'application/x-www-form-urlencoded',
    );
    expect(old.statusCode).toBe(403);
    expect(await answers()).not.toHaveProperty('need');
  });
});

describe('two people in one draft (D2)', () => {
  test('different fields and different rows are joined', async () => {
    const version = versionOn((await one.get(PROJECT)).page);
    const rowOf = (id: string, place: string): Fields => ({ 'places[0][id]': id, 'places[0][place]': place });
    await save(one, version, { need: '甲写的需求', ...rowOf('a', '甲社区') });
    const second = await save(other, version, { goals: '乙写的目标', need: '', ...rowOf('b', '乙社区') });
    expect(second.headers.location).toBe(PROJECT);
    expect(await answers()).toMatchObject({
      need: '甲写的需求',
      goals: '乙写的目标',
      places: [
        { id: 'b', place: '乙社区' },
        { id: 'a', place: '甲社区' },
      ],
    });
    const typed = await type(other, version, rowOf('b', '乙社区二'));
    expect(typed.json<Facts>().joined).toEqual(['places']);
  });

  test('the same field: both texts are kept, three stand side by side, and one is chosen', async () => {
    const before = versionOn((await one.get(PROJECT)).page);
    await save(one, before, { need: '原来的需求' });
    const version = before + 1;
    await save(one, version, { need: '甲的需求' });
    const typed = await type(other, version, { need: '乙的需求' });
    expect(typed.statusCode).toBe(409);
    expect(typed.json<Facts>()).toMatchObject({ clashes: ['need'], clashesAt: `${HOME}/clashes` });
    // The button sends the same text again: it waits once, not twice.
    const pressed = await save(other, version, { need: '乙的需求', goals: '目标' });
    expect(pressed.headers.location).toBe(`${HOME}/clashes`);
    expect(await answers()).toMatchObject({ need: '甲的需求', goals: '目标' });

    const { page } = await other.get(`${HOME}/clashes`);
    for (const text of ['原来的需求', '甲的需求', '乙的需求']) expect(page.text()).toContain(text);
    const forms = page.forms().filter(({ action }) => action.startsWith(`${HOME}/clashes/`));
    expect(forms).toHaveLength(1);
    const action = found(forms[0]).action;
    const nothing = await other.post(
      action,
      { version: versionOn(page), text: '自己写的' },
      `${HOME}/clashes`,
    );
    expect(nothing.statusCode).toBe(422);
    expect(nothing.page.value('text')).toBe('自己写的');
    const decided = await other.post(
      action,
      { version: versionOn(page), choice: 'joined', text: '合起来的需求' },
      `${HOME}/clashes`,
    );
    expect(decided.headers.location).toBe(`${HOME}/clashes`);
    expect(await answers()).toMatchObject({ need: '合起来的需求' });
    expect((await other.get(`${HOME}/clashes`)).page.text()).toContain('没有需要决定的内容');
    expect((await other.post(action, { version: 1, choice: 'mine' }, `${HOME}/clashes`)).statusCode).toBe(
      404,
    );
  });

  test.each([
    ['theirs', '甲的需求'],
    ['mine', '乙的需求'],
  ])('choosing %s', async (choice, expected) => {
    const version = versionOn((await one.get(PROJECT)).page);
    await save(one, version, { need: '甲的需求' });
    await save(other, version, { need: '乙的需求' });
    const { page } = await other.get(`${HOME}/clashes`);
    const action = found(page.forms().find((form) => form.action.startsWith(`${HOME}/clashes/`))).action;
    await other.post(action, { version: versionOn(page), choice }, `${HOME}/clashes`);
    expect(await answers()).toMatchObject({ need: expected });
  });

  test('a decision made on an old page clashes again instead of overwriting a third text', async () => {
    const version = versionOn((await one.get(PROJECT)).page);
    await save(one, version, { need: '甲的需求' });
    await save(other, version, { need: '乙的需求' });
    const { page } = await other.get(`${HOME}/clashes`);
    const action = found(page.forms().find((form) => form.action.startsWith(`${HOME}/clashes/`))).action;
    await save(one, versionOn(page), { need: '甲又改了' });
    await other.post(action, { version: versionOn(page), choice: 'mine' }, `${HOME}/clashes`);
    expect(await answers()).toMatchObject({ need: '甲又改了' });
    expect((await other.get(`${HOME}/clashes`)).page.text()).toContain('乙的需求');
  });

  test('whatever two people save in whatever order: every acknowledged text is in the draft or in its history', async () => {
    const fields = ['need', 'goals', 'target', 'method'] as const;
    const service = portal.app.get(AnswersService);
    const people = [viewer, { ...viewer, accountId: 'second' }];
    let seed = 20191007;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const known = people.map(() => ({ version: 1, versions: {} as Record<string, number> }));
    const sent = new Set<string>();
    for (let i = 0; i < 60; i += 1) {
      const batch = [0, 1].filter(() => next(3) > 0);
      await Promise.all(
        batch.map(async (who) => {
          const field = fields[next(fields.length)] ?? 'need';
          const page = found(known[who]);
          if (next(4) === 0) {
            page.version = found(await draft()).version;
            page.versions = {};
          }
          const text = `${'ab'[who] ?? ''}${i}${'字'.repeat(next(30))}`;
          const saved = await service.save(found(people[who]), '2026-01', {
            answers: { [field]: text },
            version: page.version,
            versions: page.versions,
          });
          if (!saved.ok) throw new Error(JSON.stringify(saved.findings));
          sent.add(`${field} ${JSON.stringify(text)}`);
          if (saved.value.clashes.length === 0) page.versions[field] = saved.value.version;
        }),
      );
    }
    const mine = found(await draft());
    const keys = portal.app.get(FieldKeys);
    const lines = await revisionsSince(portal.work.reader, keys, { applicationId: mine.id, version: 0 });
    const kept = new Set<string>();
    for (const field of fields) {
      const own = lines.filter((line) => line.field === field);
      for (const line of readHistory(settledAnswer(mine.content[field]), own))
        kept.add(`${field} ${JSON.stringify(line.after)}`);
    }
    expect([...sent].filter((text) => !kept.has(text))).toEqual([]);
    expect(sent.size).toBeGreaterThan(60);
    expect(lines.some(({ kind }) => kind === 'SET_ASIDE')).toBe(true);
  });

  test('the history holds nothing readable in the database, and no line of it can be changed', async () => {
    const version = versionOn((await one.get(PROJECT)).page);
    await save(one, version, { need: '保密的需求' });
    const [line] = await rows<{ change: string }>(
      portal.work.reader,
      sql`SELECT change FROM application_revision`,
    );
    expect(line?.change).toMatch(/^v1\./);
    await expect(
      portal.work.write((tx) => run(tx, sql`UPDATE application_revision SET field = 'x'`)),
    ).rejects.toThrow('append-only');
  });
});

describe('history and taking over (D6, D7)', () => {
  test('what went and what came, by whom, and an earlier text put back as a new entry', async () => {
    const version = versionOn((await one.get(PROJECT)).page);
    await save(one, version, { need: '每周上门一次' });
    portal.clock.set('2026-11-24T01:10:00.000Z');
    await save(other, version + 1, { need: '每周上门两次' });
    const { page } = await one.get(`${HOME}/history`);
    expect(page.text()).toContain('周八');
    expect(page.html).toContain('<del>一</del><ins>两</ins>');
    const restore = page.forms().filter(({ action }) => action.endsWith('/restoration'));
    expect(restore).toHaveLength(1);
    await one.post(found(restore[0]).action, {}, `${HOME}/history`);
    expect(await answers()).toMatchObject({ need: '每周上门一次' });
    expect((await one.get(`${HOME}/history`)).page.text()).toContain('恢复');
    expect((await one.post(`${HOME}/history/none/restoration`, {}, `${HOME}/history`)).statusCode).toBe(404);
  });

  test('answers of last year are marked until somebody has checked them, and fill only what is empty', async () => {
    const { page } = await one.get(PROJECT);
    await save(one, versionOn(page), { title: '今年的项目' });
    const offer = await one.get(PROJECT);
    expect(offer.page.text()).toContain('2025-01-0007');
    await one.post(`${PROJECT}/last-application`, {}, PROJECT);
    expect(await answers()).toMatchObject({
      title: '今年的项目',
      need: '去年的需求',
      cooperation: 'yes',
      places: [{ id: 'p', place: '某社区' }],
    });
    expect((await answers())['startOn'] ?? null).toBeNull();
    const marked = await one.get(PROJECT);
    expect(marked.page.text()).toContain('带自 2025-01-0007 号申报书（2026-11-24），请核对');
    expect((await one.get(HOME)).page.text()).toContain('此项带自 2025-01-0007 号申报书，请核对并确认');
    const version = versionOn(marked.page);
    await save(one, version, { 'confirm[need]': 'yes', cooperation: 'no' });
    expect(Object.keys(found(await draft()).prefilled)).toEqual(['places']);
    expect((await portal.web.as('ngo-b').post(`${PROJECT}/last-application`, {}, '/org')).statusCode).toBe(
      404,
    );
  });

  test('who does what is a reminder on the overview; only people of the organization can be named', async () => {
    const { page } = await one.get(`${HOME}/work`);
    const person = await row<{ id: string }>(
      portal.work.reader,
      sql`SELECT id FROM account WHERE username = 'ngo-a-finance'`,
    );
    const stranger = await row<{ id: string }>(
      portal.work.reader,
      sql`SELECT id FROM account WHERE username = 'ngo-b'`,
    );
    expect(page.html).not.toContain('外人');
    const wrong = await one.post(`${HOME}/work`, { 'owner[budget]': stranger?.id ?? '' }, `${HOME}/work`);
    expect(wrong.statusCode).toBe(422);
    await one.post(
      `${HOME}/work`,
      { 'owner[budget]': person?.id ?? '', 'done[team]': 'yes' },
      `${HOME}/work`,
    );
    const overview = (await one.get(HOME)).page.text();
    expect(overview).toContain('由周八填写');
    expect(overview).toContain('孙七已标记完成');
    expect(overview).toContain('未开始');
    await one.post(`${HOME}/work`, {}, `${HOME}/work`);
    expect((await one.get(HOME)).page.text()).not.toContain('孙七已标记完成');
  });

  test('the draft on paper says what the form says', async () => {
    const version = versionOn((await one.get(PROJECT)).page);
    await save(one, version, { need: '打印的需求', field: 'ELDERLY' });
    const { page } = await one.get(`${HOME}/draft?print=1`);
    for (const text of ['打印的需求', '为老服务', '淮安市演示甲服务中心', '草稿，尚未提交'])
      expect(page.text()).toContain(text);
  });
});

test('after the deadline nothing is saved, and what was typed stays on the page', async () => {
  portal.clock.set('2026-12-12T09:00:00.000Z');
  const late = await startOver('ngo-a');
  const { page } = await late.get(PROJECT);
  const reply = await late.post(PROJECT, { version: versionOn(page), need: '迟到的需求' }, PROJECT);
  expect(reply.statusCode).toBe(422);
  expect(reply.page.value('need')).toBe('迟到的需求');
  const typed = await late.post(`${PROJECT}.json`, { version: versionOn(page), need: '迟到' }, PROJECT);
  expect(typed.statusCode).toBe(422);
  expect(typed.json<Facts>().findings[0]?.message).toMatch(/截止|接受/);
  expect(await answers()).not.toHaveProperty('need');
});
