import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breakGlass } from '../../src/app/break-glass.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { NoticesService } from '../../src/notices/notices.service.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { count, rows, run, sql } from '../../src/platform/database/sql.js';
import { Ledger } from '../../src/platform/ledger/ledger.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { PanelsService } from '../../src/review/panels.service.js';
import { DEFAULT_CRITERIA } from '../../src/ventures/rounds/round.rules.js';
import { type Portal, startPortal } from '../support/app.js';
import { listBySql } from '../support/listing.js';
import { readyRound } from '../support/round.js';
import { judgementsIn } from '../support/screening.js';
import { Browser, noFile } from '../support/web.js';

let portal: Portal;
let officerViewer: SignedIn;
const CODE = makeCreditCode('SERVICE_INSTITUTION', '320800', 'MJ990001');

beforeAll(async () => {
  portal = await startPortal('2026-11-02T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  const bodies = [];
  for (const [code, name] of [
    [CODE, '淮安市演示甲服务中心'],
    [makeCreditCode('ASSOCIATION', '320800', 'MJ990002'), '淮安市演示乙协会'],
  ] as const) {
    const entry = {
      creditCode: code,
      name,
      type: code.startsWith('52') ? ('SERVICE_INSTITUTION' as const) : ('ASSOCIATION' as const),
      divisionCode: '320812',
      legalRepresentative: '张三',
      establishedOn: '2015-01-01',
      address: '某路1号',
    };
    const done = await portal.app.get(OrganizationsService).register(registrar, entry);
    if (!done.ok) throw new Error(JSON.stringify(done.findings));
    bodies.push(done.value);
  }
  await portal.account('ngo-a', ['applicant'], { organizationId: bodies[0] ?? null });
  await portal.account('ngo-b', ['applicant'], { organizationId: bodies[1] ?? null });
  officerViewer = await portal.account('officer', ['programme-officer']);
  await portal.account('officer-2', ['programme-officer']);
  await portal.account('chair', ['chair']);
  for (const n of [1, 2, 3, 4, 5]) {
    const { name, accountId } = await portal.account(`reviewer-${n}`, ['reviewer']);
    await portal.app
      .get(PanelsService)
      .registerExpert(null, { name, employer: '某大学', fields: '为老', accountId });
  }
});
afterAll(() => portal.close());

const application = '/org/rounds/2026-01/application';

async function submitAs(username: string): Promise<void> {
  const web = await startOver(username);
  expect((await web.post(application, {}, '/org')).headers.location).toBe(application);
  expect(
    (
      await web.post(`${application}/project`, {
        title: '敲门关爱',
        field: 'ELDERLY',
        startOn: '2027-01-01',
        endOn: '2027-12-31',
        place: '某社区',
        beneficiaries: 100,
        summary: '摘要',
        version: 1,
      })
    ).statusCode,
  ).toBe(303);
  expect(
    (await web.post(`${application}/plan`, { need: '需求', goals: '目标', activities: '活动', version: 2 }))
      .statusCode,
  ).toBe(303);
  expect(
    (
      await web.post(`${application}/team`, {
        'team[0][name]': '李四',
        'team[0][role]': '负责人',
        contact: '李四',
        version: 3,
      })
    ).statusCode,
  ).toBe(303);
  const gaps = await web.get(application);
  expect(gaps.page.text()).toContain('请填写预算');
  const lines = {
    'lines[0][category]': 'ACTIVITY',
    'lines[0][item]': '活动',
    'lines[0][unitPriceFen]': '2000',
    'lines[0][quantity]': 10,
    'lines[0][times]': 1,
    'lines[0][source]': 'GRANT',
    'lines[1][category]': 'MATERIAL',
    'lines[1][item]': '物资',
    'lines[1][unitPriceFen]': '15000',
    'lines[1][quantity]': 1,
    'lines[1][times]': 1,
    'lines[1][source]': 'SELF_RAISED',
  };
  expect((await web.post(`${application}/budget`, { ...lines, version: 4 })).statusCode).toBe(303);
  const done = await web.post(`${application}/submission`, { declared: 'yes', version: 5 }, application);
  expect(done.headers.location).toBe(`${application}/receipt`);
}

test('a round goes from the call to the notice, each step by the person it belongs to', async () => {
  const officer = portal.web.as('officer');
  const begin = { nameZh: '测试批次', nameEn: 'Test round', potFen: '1e3', opensOn: '2026-11-03' };
  const bad = await officer.post('/bureau/rounds', begin, '/bureau/rounds/new');
  expect(bad.statusCode).toBe(422);
  expect(bad.page.value('potFen')).toBe('1e3');
  expect(bad.page.error('potFen')).toContain('请填写金额');
  expect(await readyRound(portal.app, officerViewer, '2026-11-03')).toBe('2026-01');
  expect((await portal.web.visitor.get('/rounds/2026-01')).statusCode).toBe(404);
  expect(
    (await officer.post('/bureau/rounds/2026-01/publish', {}, '/bureau/rounds/2026-01')).statusCode,
  ).toBe(303);
  const early = await portal.web.as('ngo-a').post(application, {}, '/org');
  expect(early.headers.location).toBe('/org');

  portal.clock.set('2026-11-05T02:00:00.000Z');
  await submitAs('ngo-a');
  const receipt = await (await startOver('ngo-a')).get(application);
  expect(receipt.page.text()).toContain('2026-01-0001');
  expect(receipt.page.text()).toContain('2026-11-05 10:00');
  await submitAs('ngo-b');
  // Sealed until the call is closed: the bureau sees nothing, a rival nothing, and a closed call takes nothing.
  const sealed = await startOver('officer');
  expect((await sealed.get('/bureau/applications/2026-01-0001')).statusCode).toBe(404);
  expect((await sealed.post('/bureau/rounds/2026-01/close', {}, '/bureau/rounds/2026-01')).statusCode).toBe(
    422,
  );
  portal.clock.set('2026-11-23T09:00:00.000Z');
  const late = await (await startOver('ngo-a')).post(`${application}/withdrawal`, {}, application);
  expect(late.statusCode).toBe(422);
  const fresh = await startOver('officer');
  expect((await fresh.post('/bureau/rounds/2026-01/close', {}, '/bureau/rounds/2026-01')).statusCode).toBe(
    303,
  );

  // Closed is not opened: one person proposes, another opens, and only then anybody reads.
  const opening = '/bureau/rounds/2026-01/opening';
  expect((await fresh.get('/bureau/applications/2026-01-0001')).statusCode).toBe(404);
  expect((await fresh.post(`${opening}/proposal`, {}, opening)).statusCode).toBe(303);
  expect((await fresh.post(`${opening}/confirmation`, {}, opening)).statusCode).toBe(422);
  const second = await startOver('officer-2');
  expect((await second.post(`${opening}/confirmation`, {}, opening)).statusCode).toBe(303);

  for (const number of ['2026-01-0001', '2026-01-0002']) {
    const nothing = await fresh.post(
      `/bureau/applications/${number}/screening`,
      { eligible: 'no' },
      `/bureau/applications/${number}`,
    );
    expect(nothing.statusCode).toBe(422);
    const unjudged = await fresh.post(
      `/bureau/applications/${number}/screening`,
      { eligible: 'yes' },
      `/bureau/applications/${number}`,
    );
    expect(unjudged.statusCode).toBe(422);
    const page = await fresh.get(`/bureau/applications/${number}`);
    expect(
      (
        await fresh.post(
          `/bureau/applications/${number}/judgements`,
          judgementsIn(page.body),
          `/bureau/applications/${number}`,
        )
      ).statusCode,
    ).toBe(303);
    expect(
      (
        await fresh.post(
          `/bureau/applications/${number}/screening`,
          { eligible: 'yes' },
          `/bureau/applications/${number}`,
        )
      ).statusCode,
    ).toBe(303);
  }
  const contest = String(
    (await fresh.post('/bureau/rounds/2026-01/review', {}, '/bureau/rounds/2026-01/applications')).headers
      .location,
  );
  const panel = await fresh.get(contest);
  const experts = [...panel.body.matchAll(/name="(members\[\d+\]\[expert\])" value="([^"]+)"/g)];
  expect(experts).toHaveLength(5);
  expect(
    (await fresh.post(`${contest}/panel`, { 'members[0][expert]': experts[0]?.[2] ?? '' }, contest))
      .statusCode,
  ).toBe(422);
  expect(
    (
      await fresh.post(
        `${contest}/panel`,
        Object.fromEntries(experts.map(([, name, value]) => [name ?? '', value ?? ''])),
        contest,
      )
    ).statusCode,
  ).toBe(303);
  expect((await fresh.post(`${contest}/assignments/all`, {}, contest)).statusCode).toBe(303);
  expect((await fresh.post('/bureau/rounds/2026-01/panel-closing', {}, contest)).headers.location).toBe(
    contest,
  );

  for (const [i, username] of [
    'reviewer-1',
    'reviewer-2',
    'reviewer-3',
    'reviewer-4',
    'reviewer-5',
  ].entries())
    await score(username, [16 - i, 12]);
  const closed = await fresh.post('/bureau/rounds/2026-01/panel-closing', {}, contest);
  expect(closed.headers.location).toBe('/bureau/rounds/2026-01/awards');
  // The proposer cannot confirm; the chair can, once.
  expect(
    (await fresh.post('/bureau/rounds/2026-01/awards/confirmation', {}, '/bureau/rounds/2026-01/awards'))
      .statusCode,
  ).toBe(403);
  // The engine is asked again on the day of the award: whoever was listed meanwhile gets nothing. (R-CR-21)
  const chair = await startOver('chair');
  const awards = '/bureau/rounds/2026-01/awards';
  await portal.work.write((tx) => listBySql(tx, { id: 'stay', body: CODE, ground: 'B4', on: '2026-11-19' }));
  const barred = await chair.post(`${awards}/confirmation`, {}, awards);
  expect(barred.statusCode).toBe(422);
  expect(barred.page.text()).toContain('以下组织今天不符合资格，不能立项：淮安市演示甲服务中心');
  await portal.work.write((tx) => run(tx, sql`DELETE FROM credit_list_entry WHERE id = 'stay'`));
  // Nor anything that an open objection keeps standing still. (domain.md 3.7)
  const publicity = await portal.work.write((tx) =>
    portal.app.get(NoticesService).publish(tx, officerViewer, {
      kind: 'PUBLICITY',
      subject: ['round', '2026-01'],
      titleZh: '公示',
      titleEn: 'Notice',
      body: { paragraphs: [{ zh: '公示', en: 'Notice' }], table: null },
      workingDays: 7,
    }),
  );
  const rival = await startOver('ngo-b');
  const objection = { notice: publicity, ground: 'FACTS', 'points[0][claim]': '事实', remedy: '核实' };
  const lodged = await rival.upload('/org/objections', noFile('evidence'), objection, '/org/objections/new');
  const still = await chair.post(`${awards}/confirmation`, {}, awards);
  expect([still.statusCode, still.page.text().includes('有异议正在处理')]).toEqual([422, true]);
  await expect(breakGlass(portal.app, 'confirm-award', ['2026-01', 'chair'])).rejects.toThrow(
    'An objection is open; nothing can be done before it is answered',
  );
  const own = String(lodged.headers.location);
  expect((await rival.post(`${own}/withdrawal`, { version: 1 }, own)).statusCode).toBe(303);
  const confirmed = await chair.post(
    '/bureau/rounds/2026-01/awards/confirmation',
    {},
    '/bureau/rounds/2026-01/awards',
  );
  expect(confirmed.headers.location).toBe('/notices/GS-2026-002');
  // Each grant waits as credit information for another person's approval. (domain.md 2.2)
  const grants = await rows<{ status: string; n: number }>(
    portal.work.reader,
    sql`SELECT r.status, count(*) AS n FROM credit_record r WHERE r.category = 'OTHER' AND r.fields LIKE '%"GRANT"%'
        AND r.summary LIKE '%GY2026-01-%' GROUP BY r.status`,
  );
  const awarded = await count(
    portal.work.reader,
    sql`SELECT count(*) AS n FROM award a JOIN grant_round g ON g.id = a.round_id WHERE g.number = '2026-01' AND a.status = 'CONFIRMED'`,
  );
  expect(grants.map(({ status, n }) => [status, Number(n)])).toEqual([['RECORDED', awarded]]);
  expect(
    (await chair.post('/bureau/rounds/2026-01/awards/confirmation', {}, '/bureau/rounds/2026-01/awards'))
      .statusCode,
  ).toBe(422);

  const frozen = await rows<{ subjectId: string; moment: string }>(
    portal.work.reader,
    // What stood when each draft began has the draft's own random id; the numbered ones are those of this round.
    sql`SELECT subject_id AS "subjectId", moment FROM eligibility_snapshot WHERE moment <> 'START' ORDER BY subject_id, moment`,
  );
  expect(frozen.map(({ subjectId, moment }) => `${subjectId} ${moment}`)).toEqual([
    '2026-01-0001 AWARD',
    '2026-01-0001 SUBMISSION',
    '2026-01-0002 AWARD',
    '2026-01-0002 SUBMISSION',
  ]);

  const notice = await portal.web.visitor.get('/notices/GS-2026-002');
  expect(notice.page.text()).toContain('公示期：2026-11-23 至 2026-12-02 23:59');
  expect(notice.page.text()).toContain('GY2026-01-001');
  const english = await portal.web.visitor.get('/notices/GS-2026-002?lang=en');
  expect(english.page.text()).toContain('working days left');
  expect((await portal.web.visitor.get('/rounds/2026-01.json')).json()).toMatchObject({
    number: '2026-01',
    stage: 'RESULT_PUBLICITY',
    pot: 5_000_000,
    awards: 2,
  });
});

test('the receipt of the organization verifies without the server', async () => {
  const ledger = portal.app.get(Ledger);
  await ledger.sign();
  const owner = await startOver('ngo-a');
  const receipt = await owner.get(`${application}/receipt.json`);
  expect(receipt.statusCode).toBe(200);
  const [file, key] = [join(tmpdir(), 'portal-receipt.json'), join(tmpdir(), 'portal-key')];
  writeFileSync(file, receipt.body);
  writeFileSync(key, ledger.publicKey());
  const { status } = spawnSync('node', [
    join(ROOT, 'tools/verify-ledger.mjs'),
    '--receipt',
    file,
    '--key',
    key,
  ]);
  expect(status).toBe(0);
});

async function startOver(username: string): Promise<Browser> {
  const browser = new Browser(portal.app);
  const reply = await browser.post('/sign-in', { username, password: 'a long test sentence' });
  if (reply.statusCode !== 303) throw new Error(`${username}: ${reply.statusCode}`);
  return browser;
}

async function score(username: string, marks: readonly number[]): Promise<void> {
  const web = await startOver(username);
  const list = await web.get('/review');
  const declaration = list.page.links().find((href) => href.endsWith('/declarations')) ?? '';
  const question = await web.get(declaration);
  expect(question.body).not.toContain('敲门关爱');
  const ids = [...question.body.matchAll(/name="(answers\[\d+\]\[assignment\])" value="([^"]+)"/g)];
  const answers = Object.fromEntries(
    ids.flatMap(([, name, id]) => [
      [name ?? '', id ?? ''],
      [(name ?? '').replace('assignment', 'answer'), 'NONE'],
    ]),
  );
  expect((await web.post(declaration, answers)).statusCode).toBe(303);
  for (const [i, [, , id]] of ids.entries()) {
    const sheet = `/review/assignments/${id ?? ''}/scorecard`;
    const fields = Object.fromEntries(
      DEFAULT_CRITERIA.flatMap(({ code, points }, n) => [
        [`marks[${n}][criterion]`, code],
        [`marks[${n}][tenths]`, Math.min(points, marks[i] ?? 10)],
      ]),
    );
    const tooHigh = await web.post(sheet, { ...fields, 'marks[0][tenths]': '21' });
    expect(tooHigh.statusCode).toBe(422);
    expect(tooHigh.page.value('marks[0][tenths]')).toBe('21');
    expect(tooHigh.page.error('marks[0][tenths]')).toContain('不能大于 20');
    expect((await web.post(sheet, { ...fields, comment: '总评' })).statusCode).toBe(303);
    expect((await web.post(sheet, { ...fields, comment: '总评' })).statusCode).toBe(422);
  }
}
