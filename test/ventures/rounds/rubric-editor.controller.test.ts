import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Portal, startPortal } from '../../support/app.js';
import { type Fields, type SignedInBrowser } from '../../support/web.js';
import { found } from '../../../src/kernel/outcome.js';
import { type RoundRules } from '../../../src/ventures/rounds/round.rules.js';
import { roundByNumber } from '../../../src/ventures/rounds/rounds.queries.js';
import { SetupService } from '../../../src/ventures/rounds/setup.service.js';

let portal: Portal;
let officer: SignedInBrowser;
let number: string;
let base: string;

beforeAll(async () => {
  portal = await startPortal('2026-06-01T01:00:00.000Z');
  const viewer = await portal.account('programme', ['programme-officer']);
  await portal.account('chair', ['chair']);
  officer = portal.web.as('programme');
  const created = await portal.app.get(SetupService).create(viewer, {
    name: { zh: '第十届公益创投', en: 'Tenth round' },
    potFen: 2_000_000_00,
    opensOn: '2026-08-03',
  });
  if (!created.ok) throw new Error(JSON.stringify(created.findings));
  number = created.value;
  base = `/bureau/rounds/${number}/setup/rubric`;
});
afterAll(() => portal.close());

const rules = async (): Promise<RoundRules> => found(await roundByNumber(portal.work.reader, number)).rules;
const codes = async (): Promise<string[]> => (await rules()).criteria.map(({ code }) => code);
const send = async (path: string, fields: Fields): ReturnType<SignedInBrowser['post']> => {
  const { version } = found(await roundByNumber(portal.work.reader, number));
  return officer.post(`${base}${path}`, { version, ...fields }, base);
};
const pointsFields = async (need: number): Promise<Fields> =>
  Object.fromEntries([
    ...(await rules()).criteria.flatMap(({ code, points }, i) => [
      [`criteria[${i}][code]`, code] as const,
      [`criteria[${i}][points]`, code === 'need' ? need : points] as const,
    ]),
    ['tie1', 'feasibility'],
    ['tie2', 'need'],
    ['tieRuleZh', '依次比较，再抽签'],
    ['tieRuleEn', 'By these, then by the draw'],
  ]);
const criterion = {
  nameZh: '志愿服务',
  nameEn: 'Volunteers',
  points: 10,
  anchorZh: '志愿者招募和培训安排具体',
  anchorEn: 'Volunteers are found and trained by a concrete plan',
  'levels[0][from]': 0,
  'levels[0][zh]': '没有安排',
  'levels[0][en]': 'No plan',
  'levels[1][from]': 6,
  'levels[1][zh]': '有安排',
  'levels[1][en]': 'A plan',
};

describe('the rubric of a round, through its pages (R-SC-01, B5)', () => {
  test.each<[number, number, string | null]>([
    [19, 422, '99'],
    [20, 303, null],
    [21, 422, '101'],
  ])('need with %i points answers %i', async (need, status, total) => {
    const before = await rules();
    const reply = await send('', await pointsFields(need));
    expect(reply.statusCode).toBe(status);
    if (total === null) {
      expect((await rules()).tieRule.zh).toBe('依次比较，再抽签');
      return;
    }
    expect(reply.page.error('criteria')).toContain(total);
    expect(reply.page.value('criteria[0][points]')).toBe(String(need));
    expect(reply.page.value('tieRuleZh')).toBe('依次比较，再抽签');
    expect(await rules()).toEqual(before);
  });

  test('a tie is broken by a criterion once', async () => {
    const reply = await send('', { ...(await pointsFields(20)), tie3: 'need' });
    expect([reply.statusCode, reply.page.error('tie3')]).toEqual([422, '错误： 同一评分项只能比较一次']);
  });

  test('a criterion is added with its levels, and the page says that the sum is not 100 any more', async () => {
    expect((await officer.get(`${base}/new`)).statusCode).toBe(200);
    expect((await send('/criteria', criterion)).statusCode).toBe(303);
    const added = (await rules()).criteria.at(-1);
    expect(added).toMatchObject({ code: 'c1', nameZh: '志愿服务', points: 10 });
    expect(added?.levels?.map(({ from }) => from)).toEqual([0, 6]);
    const { page } = await officer.get(base);
    expect(page.text()).toContain('现在合计 110 分，公布前须为100分');
    expect(page.text()).toContain('6–10 分');
    const mended = await send('', await pointsFields(10));
    expect(mended.statusCode).toBe(303);
  });

  test.each<[string, Fields, string]>([
    ['levels that do not begin at 0', { 'levels[0][from]': 1 }, 'levels[0][from]'],
    ['a level above the points', { 'levels[1][from]': 11 }, 'levels[1][from]'],
    ['the same text twice', { 'levels[1][zh]': '没有安排！' }, 'levels[1][zh]'],
    ['a level without its English', { 'levels[1][en]': '' }, 'levels[1][en]'],
    ['no points', { points: 0 }, 'points'],
    ['a single level', { 'levels[1][remove]': 'yes' }, 'levels'],
  ])('%s is refused at its field with everything kept', async (_, change, field) => {
    const reply = await send('/c1', { ...criterion, nameZh: '另一个名称', ...change });
    expect(reply.statusCode).toBe(422);
    expect(reply.page.error(field)).not.toBeNull();
    expect(reply.page.value('nameZh')).toBe('另一个名称');
    expect(reply.page.value('levels[0][zh]')).toBe('没有安排');
    expect((await rules()).criteria.at(-1)?.nameZh).toBe('志愿服务');
  });

  test('criteria are changed, moved and taken out after a question', async () => {
    expect((await send('/c1', { ...criterion, nameZh: '志愿者' })).statusCode).toBe(303);
    expect((await officer.get(`${base}/c1`)).page.value('nameZh')).toBe('志愿者');
    await send('/c1/place', { deed: 'up' });
    expect((await codes()).at(-2)).toBe('c1');
    expect((await officer.get(`${base}/c1/remove`)).page.heading()).toContain('志愿者');
    expect((await send('/c1/remove', {})).statusCode).toBe(303);
    expect(await codes()).not.toContain('c1');
    expect((await send('/c1', criterion)).statusCode).toBe(404);
    expect((await officer.get(`${base}/c1`)).statusCode).toBe(404);
    for (const code of (await codes()).slice(1)) await send(`/${code}/remove`, {});
    const last = await send('/need/remove', {});
    expect([last.statusCode, last.page.text().includes('至少要有一个评分项')]).toEqual([422, true]);
    expect((await officer.get(base)).page.hasLink(`${base}/need/remove`)).toBe(false);
  });

  test('an older state of the page, and who may only look', async () => {
    expect((await send('/need/place', { deed: 'down', version: 1 })).statusCode).toBe(409);
    expect((await send('/need/place', { deed: 'sideways' })).statusCode).toBe(422);
    expect((await portal.web.as('chair').get(base)).statusCode).toBe(403);
    expect((await officer.get(`${base}?lang=en`)).page.heading()).toBe('Rubric');
    await officer.get(`${base}?lang=zh-CN`);
  });
});
