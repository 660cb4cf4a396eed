import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Portal, startPortal } from '../support/app.js';
import { calendarEvents } from '../support/calendar.js';
import { aCall } from '../support/calls.js';

const CALL = '/rounds/2026-01';
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal();
  await aCall(portal.work, '2026-01');
  await aCall(portal.work, '2026-02', {}, { terms: null, status: 'CLOSED' });
  await aCall(portal.work, '2026-03', {}, { status: 'DRAFT' });
});
afterAll(() => portal.close());

const read = async (path: string): Promise<string> => {
  const reply = await portal.web.visitor.get(path);
  expect(reply.statusCode).toBe(200);
  return reply.page.text();
};

test('the page of a call says everything that a decision needs, in both languages', async () => {
  const zh = await read(`${CALL}?lang=zh`);
  for (const said of [
    '征集截止：2026-12-11 17:00（北京时间，UTC+8）',
    '还剩 13 个工作日',
    '2027-01-15',
    '日程中有日期落在节假日安排尚未公布的年份',
    '2,000,000.00',
    '为老服务',
    '60.0%',
    '签订协议后',
    '登记状态正常',
    'R-EL-05',
    '没有说明',
    '有效评分达到 5 份时',
    '总分相同时',
    '异议受理机构',
    '2026-01',
  ])
    expect(zh).toContain(said);
  const en = await read(`${CALL}?lang=en`);
  for (const said of ['13 working days left', 'Services for older people', 'Equal totals', 'Beijing time'])
    expect(en).toContain(said);
  const { page } = await portal.web.visitor.get(CALL);
  expect(page.links().some((href) => href.startsWith('/eligibility'))).toBe(true);
});

test('a call from before terms shows what it has, a draft is not there', async () => {
  const text = await read('/rounds/2026-02?lang=zh');
  expect(text).toContain('谁可以申报');
  expect(text).not.toContain('拨付安排');
  for (const path of ['', '.json', '/form', '/calendar.ics'])
    expect((await portal.web.visitor.get(`/rounds/2026-03${path}`)).statusCode).toBe(404);
});

test('the days of a call go into a calendar: moments in UTC, days as days, ids that stay', async () => {
  const reply = await portal.web.visitor.get(`${CALL}/calendar.ics`);
  expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8');
  const events = calendarEvents(reply.body);
  expect(events.map(({ UID }) => UID?.split('@')[0])).toEqual(
    [
      'opensOn',
      'closesOn',
      'supplementUntil',
      'reviewedOn',
      'publicityUntil',
      'agreementsUntil',
      'startsOn',
    ].map((step) => `round-2026-01-${step}`),
  );
  expect(events[1]).toMatchObject({ DTSTART: '20261211T090000Z' });
  expect(events[4]).toMatchObject({ 'DTSTART;VALUE=DATE': '20270115' });
  expect(calendarEvents((await portal.web.visitor.get('/rounds/2026-02/calendar.ics')).body)).toHaveLength(2);
});

test('the blank form has every question, the conditional ones with what they depend on', async () => {
  const text = await read(`${CALL}/form?lang=zh`);
  for (const said of ['项目名称', '不超过 80 字', '“是否有社区或其他单位合作”答“有”', '合作单位和分工'])
    expect(text).toContain(said);
  expect((await read(`${CALL}/form?print=1`)).length).toBeGreaterThan(500);
  expect(text).toMatch(/申报书第 1 版/);
  // A round from before has a form without a version.
  const before = await read('/rounds/2026-02/form?lang=zh');
  expect([before.includes('项目名称'), /申报书第 \d+ 版/.test(before)]).toEqual([true, false]);
});

test('its facts stay as the contract has them', async () => {
  const facts = (await portal.web.visitor.get(`${CALL}.json`)).json<Record<string, unknown>>();
  expect(facts).toMatchObject({
    number: '2026-01',
    stage: 'OPEN',
    opensAt: '2026-11-16T09:00:00+08:00',
    closesAt: '2026-12-11T17:00:00+08:00',
    graceMinutes: 0,
    pot: 200_000_000,
  });
  expect(facts['criteria']).toHaveLength(6);
});
