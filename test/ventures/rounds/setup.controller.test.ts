import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { found } from '../../../src/kernel/outcome.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import { row, rows, run, sql } from '../../../src/platform/database/sql.js';
import { ROOT } from '../../../src/platform/views/assets.js';
import { ReferenceService } from '../../../src/reference/reference.service.js';
import { type RoundSetup } from '../../../src/ventures/rounds/readiness.rules.js';
import { roundByNumber, type RoundDetail } from '../../../src/ventures/rounds/rounds.queries.js';
import { SetupService } from '../../../src/ventures/rounds/setup.service.js';
import { setupOf } from '../../../src/ventures/rounds/terms.rules.js';
import { type Portal, startPortal } from '../../support/app.js';
import { publishedRound, readyRound } from '../../support/round.js';
import { type Fields, type Reply, type SignedInBrowser } from '../../support/web.js';

let portal: Portal;
let officer: SignedInBrowser;
let viewer: SignedIn;

beforeAll(async () => {
  portal = await startPortal('2026-06-01T01:00:00.000Z');
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  viewer = await portal.account('officer', ['programme-officer']);
  await portal.account('auditor', ['auditor']);
  await portal.account('ngo', ['applicant']);
  officer = portal.web.as('officer');
});
afterAll(() => portal.close());

const round = async (number: string): Promise<RoundDetail> =>
  found(await roundByNumber(portal.work.reader, number));
const setupIn = async (number: string): Promise<RoundSetup> => found(setupOf(await round(number)));
const at = (number: string, part = ''): string => `/bureau/rounds/${number}/setup${part}`;
const save = async (number: string, part: string, fields: Fields): Promise<Reply> =>
  officer.post(at(number, `/${part}`), { version: (await round(number)).version, ...fields });
const begin = (fields: Fields = {}): Promise<Reply> =>
  officer.post(
    '/bureau/rounds',
    { nameZh: '第十一届', nameEn: 'Eleventh', potFen: '2000000', opensOn: '2026-08-03', ...fields },
    '/bureau/rounds/new',
  );
const numberIn = (reply: Reply): string => String(reply.headers.location).split('/').at(-2) ?? '';

describe('a round begins with proposals (B6, B8, B12)', () => {
  test('a refused form keeps what was typed; an accepted one leads to the task list with what is missing', async () => {
    const bad = await begin({ potFen: '二百万', opensOn: '2026-02-30' });
    expect(bad.statusCode).toBe(422);
    expect([bad.page.value('nameZh'), bad.page.value('potFen')]).toEqual(['第十一届', '二百万']);
    expect(bad.page.error('opensOn')).toContain('请填写存在的日期');
    const number = numberIn(await begin());
    const list = await officer.get(at(number));
    expect(list.page.text()).toContain('11 项中已完成 9 项');
    expect(list.page.links()).toEqual(
      expect.arrayContaining([
        at(number, '/publicity#objection'),
        at(number, '/contact#contact'),
        at(number, '/form'),
        at(number, '/budget'),
        at(number, '/rubric'),
        `/bureau/rounds/${number}/publish`,
      ]),
    );
    const own = list.page.links().filter((href) => /^\/bureau\/rounds\/[^?]+$/.test(href));
    for (const path of own) expect([path, (await officer.get(path)).statusCode]).toEqual([path, 200]);
    // Drafts are the bureau's own, and only programme officers set them up.
    expect((await portal.web.visitor.get(`/rounds/${number}`)).statusCode).toBe(404);
    expect((await portal.web.as('ngo').get(at(number))).statusCode).toBe(403);
    expect((await portal.web.as('auditor').get(at(number, '/money'))).statusCode).toBe(403);
  });

  test('each plain part is saved as it was entered, and a stale page changes nothing', async () => {
    const number = numberIn(await begin());
    const saved = [
      await save(number, 'money', {
        nameZh: '第十二届',
        nameEn: 'Twelfth',
        potFen: '1,500,000',
        'lots[0][field]': 'ELDERLY',
        'lots[0][potFen]': '900000',
        'lots[1][field]': 'DISABILITY',
        'lots[1][potFen]': '',
        'lots[2][field]': 'RELIEF',
        'lots[2][potFen]': '600000',
      }),
      await save(number, 'eligibility', {
        eligibility: ['R-EL-01', 'R-EL-05'],
        abnormalYears: 0,
        seriousYears: 3,
        majorYears: 3,
        breachYears: 2,
        excludeLastWinner: 'yes',
      }),
      await save(number, 'panel', { panelSize: 7, leastCards: 5, dropHighLowFrom: 5, passLine: 65 }),
      await save(number, 'publicity', {
        publicityWorkingDays: 5,
        officeZh: '社会组织管理处',
        officeEn: 'Office',
        replyWorkingDays: 8,
      }),
      await save(number, 'instalments', {
        'instalments[0][trigger]': 'ON_SIGNING',
        'instalments[0][percent]': 60,
        'instalments[1][trigger]': 'ON_MIDTERM_PASS',
        'instalments[1][percent]': '',
        'instalments[2][trigger]': 'ON_FINAL_ACCEPT',
        'instalments[2][percent]': 40,
      }),
      await save(number, 'contact', { officeZh: '管理处', officeEn: 'Office', phone: '0517-12345678' }),
      await save(number, 'letters', {
        'letters[0][letter]': 'RECEIVED',
        'letters[0][zh]': '已收到',
        'letters[0][en]': 'Received',
      }),
    ];
    expect(saved.map(({ headers }) => headers.location)).toEqual(saved.map(() => at(number)));
    expect(await setupIn(number)).toMatchObject({
      name: { zh: '第十二届', en: 'Twelfth' },
      potFen: 1_500_000_00,
      lots: [
        { field: 'ELDERLY', potFen: 900_000_00 },
        { field: 'RELIEF', potFen: 600_000_00 },
      ],
      eligibility: ['R-EL-01', 'R-EL-05'],
      rules: {
        method: { panelSize: 7, leastCards: 5, dropHighLowFrom: 5, passLine: 65 },
        publicityWorkingDays: 5,
        eligibility: { abnormalYears: 0, seriousYears: 3, breachYears: 2, excludeLastWinner: true },
      },
      objection: { office: { zh: '社会组织管理处', en: 'Office' }, replyWorkingDays: 8 },
      instalments: [
        { trigger: 'ON_SIGNING', percent: 60 },
        { trigger: 'ON_FINAL_ACCEPT', percent: 40 },
      ],
      contact: { phone: '0517-12345678' },
      letters: { RECEIVED: { zh: '已收到', en: 'Received' } },
    });
    const bad = await save(number, 'contact', { officeZh: '新处', officeEn: 'New', phone: '张三 138' });
    expect([bad.statusCode, bad.page.value('officeZh'), bad.page.value('phone')]).toEqual([
      422,
      '新处',
      '张三 138',
    ]);
    const stale = await save(number, 'panel', {
      version: 1,
      panelSize: 5,
      leastCards: 3,
      dropHighLowFrom: 5,
      passLine: 60,
    });
    expect(stale.statusCode).toBe(409);
    expect((await setupIn(number)).rules.method.panelSize).toBe(7);
  });

  test('a copy takes over the terms and shows what differs in plain words', async () => {
    const first = numberIn(await begin());
    await save(first, 'contact', { officeZh: '管理处', officeEn: 'Office', phone: '0517-12345678' });
    const copy = numberIn(await begin({ nameZh: '第十三届', copyOf: first, opensOn: '2026-09-07' }));
    expect((await setupIn(copy)).contact?.phone).toBe('0517-12345678');
    await save(copy, 'panel', { panelSize: 7, leastCards: 3, dropHighLowFrom: 5, passLine: 60 });
    const list = await officer.get(at(copy));
    expect(list.page.text()).toContain('与所复制的批次比较');
    const shown = (await officer.get(at(copy, '/difference'))).page.text();
    expect(shown).toContain('原为“名称：第十一届”，现为“名称：第十三届”');
    expect(shown).toContain('原为“评委 5 人，至少 3 份有效评分”，现为“评委 7 人，至少 3 份有效评分”');
    expect(shown).toContain('原为“开始征集：2026-08-03”，现为“开始征集：2026-09-07”');
    expect((await officer.get(at(first, `/difference?with=${first}`))).page.text()).toContain(
      '请选择一个批次',
    );
  });
});

describe('the timetable (B6)', () => {
  const days = async (number: string, more: Fields): Promise<Fields> => {
    const { timetable, hours } = await setupIn(number);
    return { ...(timetable as Fields), opens: hours.opens, closes: hours.closes, graceMinutes: 0, ...more };
  };

  test('a moved day shows what moves along over National Day, and nothing is saved before it is confirmed', async () => {
    const number = numberIn(await begin({ opensOn: '2026-09-10' }));
    expect((await setupIn(number)).timetable.closesOn).toBe('2026-09-30');
    const moves = await officer.post(
      at(number, '/timetable/moves'),
      { version: 1, ...(await days(number, { opensOn: '2026-09-11' })) },
      at(number, '/timetable'),
    );
    expect(moves.statusCode).toBe(200);
    expect(moves.page.text()).toContain('征集截止由 2026-09-30 推迟到 2026-10-08（8 天）');
    expect(moves.page.text()).not.toContain('开始征集由');
    expect([moves.page.value('opensOn'), moves.page.value('closesOn')]).toEqual(['2026-09-11', '2026-10-08']);
    expect((await round(number)).version).toBe(1);
    const early = await save(number, 'timetable', await days(number, { opensOn: '2026-09-11' }));
    expect(early.statusCode).toBe(422);
    expect(early.page.error('closesOn')).toContain('距上一步至少 20 天，最早为 2026-10-08');
    expect(early.page.value('opensOn')).toBe('2026-09-11');
    const confirmed = Object.fromEntries(
      Object.keys(await days(number, {})).map((name) => [name, moves.page.value(name) ?? '']),
    );
    expect(
      (await save(number, 'timetable', { ...confirmed, closes: '24:00', graceMinutes: 10 })).statusCode,
    ).toBe(303);
    expect(await round(number)).toMatchObject({
      opensAt: '2026-09-11T01:00:00.000Z',
      closesAt: '2026-10-08T16:00:00.000Z',
      graceMinutes: 10,
    });
  });

  test('days that rest on a year without announced holidays are marked', async () => {
    const sure = numberIn(await begin());
    expect((await officer.get(at(sure))).page.text()).not.toContain('节假日安排尚未公布');
    const unsure = numberIn(await begin({ opensOn: '2026-12-10' }));
    expect((await officer.get(at(unsure))).page.text()).toContain('以下日期落在节假日安排尚未公布的年份');
    const page = (await officer.get(at(unsure, '/timetable'))).page.text();
    expect(page.match(/节假日安排尚未公布，日期可能变动/g)).toHaveLength(5);
  });

  test('a call does not close before it opens', async () => {
    const number = numberIn(await begin());
    const wrong = await save(number, 'timetable', await days(number, { opens: '8:00' }));
    expect(wrong.page.error('opens')).not.toBeNull();
    expect(wrong.statusCode).toBe(422);
  });
});

describe('the readiness check blocks publishing, each gap with a link (B8)', () => {
  const method = (change: Partial<RoundSetup['rules']['method']>) => (setup: RoundSetup) => ({
    ...setup,
    rules: { ...setup.rules, method: { ...setup.rules.method, ...change } },
  });

  test.each<[string, (setup: RoundSetup) => RoundSetup, string]>([
    ['lots beside the pot', (s) => ({ ...s, lots: [{ field: 'ELDERLY', potFen: 1 }] }), 'money#lots'],
    ['a ceiling over the pot', (s) => ({ ...s, potFen: 1_000_00 }), 'budget#maxGrantFen'],
    ['no condition', (s) => ({ ...s, eligibility: [] }), 'eligibility#eligibility'],
    [
      'an end on a day off',
      (s) => ({ ...s, timetable: { ...s.timetable, publicityUntil: '2026-10-03' } }),
      'timetable#publicityUntil',
    ],
    ['a form without questions', (s) => ({ ...s, form: { ...s.form, sections: [] } }), 'form#sections'],
    [
      'points that do not add up',
      (s) => ({ ...s, rules: { ...s.rules, criteria: s.rules.criteria.slice(1) } }),
      'rubric#criteria',
    ],
    ['an even panel', method({ panelSize: 6 }), 'panel#panelSize'],
    [
      'a publicity period of four days',
      (s) => ({ ...s, rules: { ...s.rules, publicityWorkingDays: 4 } }),
      'publicity#publicityWorkingDays',
    ],
    ['nobody for objections', (s) => ({ ...s, objection: null }), 'publicity#objection'],
    [
      'payments of 90 per cent',
      (s) => ({ ...s, instalments: [{ percent: 90, trigger: 'ON_SIGNING' }] }),
      'instalments#instalments',
    ],
    ['nobody to ask', (s) => ({ ...s, contact: null }), 'contact#contact'],
    [
      'a letter in one language',
      (s) => ({ ...s, letters: { ...s.letters, AWARDED: { zh: '立项', en: '' } } }),
      'letters#letters-AWARDED',
    ],
  ])('%s', async (_name, change, target) => {
    const number = await readyRound(portal.app, viewer, '2026-08-03', change);
    const page = `/bureau/rounds/${number}/publish`;
    expect((await officer.get(page)).page.forms().map(({ action }) => action)).not.toContain(page);
    const refused = await officer.post(page, {}, at(number));
    expect(refused.statusCode).toBe(422);
    expect(refused.page.links()).toContain(at(number, `/${target}`));
    expect((await officer.get(at(number))).page.links()).toContain(at(number, `/${target}`));
    expect((await round(number)).status).toBe('DRAFT');
    // Where the link leads to there is something with that id, or the page as a whole.
    const [part = '', id = ''] = target.split('#');
    const there = await officer.get(at(number, `/${part}`));
    expect(there.statusCode).toBe(200);
    if (part !== 'form' && part !== 'rubric') expect(there.body).toContain(`id="${id}"`);
  });

  test('a call whose first day has passed is refused too', async () => {
    const number = await readyRound(portal.app, viewer, '2026-05-29');
    const refused = await officer.post(`/bureau/rounds/${number}/publish`, {}, at(number));
    expect(refused.statusCode).toBe(422);
    expect(refused.page.text()).toContain('开始征集的日期已经过去');
    expect(refused.page.links()).toContain(at(number, '/timetable#opensOn'));
  });
});

describe('publishing freezes a call', () => {
  test('its hash is that of the exact text anybody can fetch, and stands in the ledger', async () => {
    const number = await readyRound(portal.app, viewer, '2026-08-03');
    const page = `/bureau/rounds/${number}/publish`;
    const before = await officer.get(page);
    expect(before.page.text()).toContain('合格线 60 分');
    expect((await officer.post(page, {}, page)).headers.location).toBe(`/bureau/rounds/${number}`);
    const { rulesHash, readiness, ledgerSeq } = await round(number);
    const text = await portal.web.visitor.get(`/rounds/${number}/rules.txt`);
    expect(createHash('sha256').update(text.rawPayload).digest('hex')).toBe(rulesHash);
    const [rules = '', terms = ''] = text.body.split('\n');
    expect([JSON.parse(rules), JSON.parse(terms)]).toMatchObject([
      { maxGrantFen: 5_000_000 },
      { timetable: { opensOn: '2026-08-03' }, contact: { phone: '0517-00000000' } },
    ]);
    const entry = await row<{ body: string }>(
      portal.work.reader,
      sql`SELECT body FROM ledger_entry WHERE seq = ${ledgerSeq ?? -1}`,
    );
    expect(entry?.body).toContain(`"rulesHash":"${rulesHash ?? ''}"`);
    expect(readiness).toMatchObject({ checkedAt: portal.clock.now(), provisional: [] });
    expect(readiness?.parts).toHaveLength(11);
    const call = await portal.web.visitor.get(`/rounds/${number}`);
    expect(call.page.text()).toContain('评分标准和同分规则');
    // No page changes it any more.
    const late = await save(number, 'contact', {
      officeZh: '别处',
      officeEn: 'Else',
      phone: '0517-99999999',
    });
    expect(late.statusCode).toBe(422);
    expect(late.page.text()).toContain('批次已发布，规则不能再改');
    expect((await officer.post(page, {}, at(number))).statusCode).toBe(422);
  });

  test.each([
    ['rules', sql`UPDATE grant_round SET rules = '{}'`],
    ['terms', sql`UPDATE grant_round SET terms = '{}'`],
    ['terms taken away', sql`UPDATE grant_round SET terms = NULL`],
    ['the pot', sql`UPDATE grant_round SET pot_fen = pot_fen + 1`],
    ['the deadline', sql`UPDATE grant_round SET closes_at = '2027-01-01T00:00:00.000Z'`],
    ['the grace', sql`UPDATE grant_round SET grace_minutes = 60`],
    ['the name', sql`UPDATE grant_round SET name_zh = '别名'`],
    ['the hash', sql`UPDATE grant_round SET rules_hash = NULL`],
    ['the list of what was checked', sql`UPDATE grant_round SET readiness = NULL`],
    ['the seed of the draw', sql`UPDATE grant_round SET draw_seed = 'other'`],
    ['back to a draft', sql`UPDATE grant_round SET status = 'DRAFT'`],
    ['a version without new rules', sql`UPDATE grant_round SET rules_version = rules_version + 1`],
    [
      'rules two versions on',
      sql`UPDATE grant_round SET rules = '{}', rules_hash = 'x', rules_version = rules_version + 2`,
    ],
  ])('the database refuses to change %s of a published round', async (_name, statement) => {
    const number = await published();
    const change = sql`${statement} WHERE number = ${number}`;
    await expect(portal.work.write((tx) => run(tx, change))).rejects.toThrow(/frozen/);
    // The same statement changes a draft: it is the freeze that refused.
    const draft = await readyRound(portal.app, viewer, '2026-08-03');
    await portal.work.write((tx) => run(tx, sql`${statement} WHERE number = ${draft}`));
  });

  test('an amendment of an open call passes with its version and hash; a closed one takes none', async () => {
    const number = await published();
    const amend = sql`UPDATE grant_round SET terms = '{"amended":true}', rules_hash = 'new', rules_version = rules_version + 1, closes_at = '2026-09-30T09:00:00.000Z' WHERE number = ${number}`;
    await portal.work.write((tx) => run(tx, amend));
    expect(
      await rows(
        portal.work.reader,
        sql`SELECT rules_version AS v FROM grant_round WHERE number = ${number}`,
      ),
    ).toEqual([{ v: 2 }]);
    await portal.work.write((tx) =>
      run(tx, sql`UPDATE grant_round SET status = 'CLOSED' WHERE number = ${number}`),
    );
    const late = sql`UPDATE grant_round SET terms = '{}', rules_hash = 'late', rules_version = 3 WHERE number = ${number}`;
    await expect(portal.work.write((tx) => run(tx, late))).rejects.toThrow(/frozen/);
  });
});

let opened: string | null = null;
async function published(): Promise<string> {
  opened ??= await publishedRound(portal.app, viewer, '2026-08-03');
  return opened;
}

test('the score sheet shows each level of each criterion beside an invented proposal (B5)', async () => {
  const number = numberIn(await begin());
  const page = await officer.get(at(number, '/score-sheet'));
  const { criteria } = (await setupIn(number)).rules;
  for (const { nameZh, levels = [] } of criteria) {
    expect(levels).toHaveLength(4);
    for (const text of [nameZh, ...levels.map(({ anchor }) => anchor.zh)])
      expect(page.page.text()).toContain(text);
  }
  expect(page.page.text()).toContain('20 至 25 分');
  expect(page.page.text()).toContain('虚构');
  const english = await officer.get(at(number, '/score-sheet?lang=en'));
  expect(english.page.text()).toContain('Outcomes have a baseline, a target and a way to verify them');
  await officer.get('/bureau?lang=zh-CN');
});

test('setting a round up leaves a line about each change in the audit trail, naming its parts', async () => {
  const setups = portal.app.get(SetupService);
  const number = await readyRound(portal.app, viewer, '2026-08-03');
  await setups.change(viewer, number, 2, (setup) => ({ ...setup, lots: [], instalments: [] }));
  const lines = await rows<{ action: string; after: string }>(
    portal.work.reader,
    sql`SELECT action, "after" FROM audit_line WHERE subject_type = 'round' AND subject_id = ${number} ORDER BY seq`,
  );
  expect(lines.map(({ action }) => action)).toEqual(['round-created', 'round-changed', 'round-changed']);
  expect(JSON.parse(lines[2]?.after ?? '')).toEqual({ parts: ['instalments'] });
});
