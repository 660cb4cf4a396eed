import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { replay } from '../../../src/credit/lists/events.rules.js';
import { eventsOf, termsOf } from '../../../src/credit/lists/lists.queries.js';
import { RecordsService } from '../../../src/credit/records/records.service.js';
import { addDays } from '../../../src/kernel/calendar.js';
import { row, sql } from '../../../src/platform/database/sql.js';
import { type Portal } from '../../support/app.js';
import {
  act,
  as,
  bySql,
  chair,
  code,
  entryOf,
  get,
  idOf,
  listed,
  NAMES,
  on,
  onRecord,
  openCase,
  openListDesk,
  penalty,
  post,
  publicView,
  serve,
} from '../../support/list-desk.js';
import { Browser, type Reply } from '../../support/web.js';

let portal: Portal;
beforeAll(async () => {
  portal = await openListDesk();
});
afterAll(() => portal.close());

describe('notice, statement, list, exit', () => {
  let path = '';

  test('the body is told, and nobody lists it while its period runs: not by page, not by SQL (R-CR-07)', async () => {
    on('2026-05-06');
    path = await openCase(1, 'G1');
    const number = path.split('/').at(-1) ?? '';
    // Before the notice the case does not exist for the body.
    expect((await get('body-1', `/org/credit/cases/${number}`)).statusCode).toBe(404);
    expect((await serve(path, 'HANDED')).statusCode).toBe(303);
    const own = await get('body-1', `/org/credit/cases/${number}`);
    // 9 May is a working Saturday: ten working days after 6 May end on 19 May.
    expect(own.page.text()).toContain('陈述申辩期至 2026-05-19 23:59（北京时间），还剩 10 个工作日');
    expect((await get('body-2', `/org/credit/cases/${number}`)).statusCode).toBe(404);
    expect((await get('body-1', '/org/credit')).page.hasLink(`/org/credit/cases/${number}`)).toBe(true);
    const letter = await get('body-1', `/org/credit/cases/${number}/letter?print=1`);
    expect(letter.page.text()).toContain('陈述申辩的最后一日为 2026-05-19');

    on('2026-05-19', 10);
    const early = await act('registrar', path, 'verification', { verification: '属实' });
    expect([early.statusCode, early.page.text().includes('陈述申辩期至 2026-05-19 届满')]).toEqual([
      422,
      true,
    ]);
    const decided = await act('chair', path, 'decision', { action: 'list', reason: '列入' });
    expect(decided.statusCode).toBe(422);
    const entry = (day: string, ground = 'G1'): Promise<string> =>
      bySql(
        sql`INSERT INTO credit_list_entry (id, organization_id, list, ground, listed_on, term_from, proposed_by, confirmed_by, version, case_id)
            SELECT 'early', c.organization_id, 'ABNORMAL', ${ground}, ${day}, ${day}, 'a', 'b', 1, c.id FROM listing_case c WHERE c.number = ${number}`,
      );
    expect(await entry('2026-05-19')).toContain('listed without its procedure');
    expect(await entry('2026-05-20')).toContain('listed without its procedure');
    // Nor by saying that it was verified, moving the day, or dating the entry back.
    expect(
      await bySql(
        sql`UPDATE listing_case SET status = 'VERIFIED', verified_on = '2026-05-19' WHERE number = ${number}`,
      ),
    ).toMatch(/ck_listing_case_heard/);
    expect(
      await bySql(sql`UPDATE listing_case SET statement_due_on = '2026-05-01' WHERE number = ${number}`),
    ).toContain('the last day was served');
    const event = await bySql(
      sql`INSERT INTO credit_list_event (id, organization_id, seq, entry_id, kind, list, ground, basis_ref, on_day, rule, article, terms, person, reason, recorded_at)
          SELECT 'early', c.organization_id, 1, 'x', 'LISTED', 'ABNORMAL', 'G1', c.id, '2026-05-19', 'R-CR-08', 11, 'ORDER_60', 'a', 'x', '2026-05-19T00:00:00.000Z' FROM listing_case c WHERE c.number = ${number}`,
    );
    expect(event).toContain('listed without its procedure');
    expect(await listed('abnormal')).toEqual([]);
  });

  test('the body answers point by point with a file; a bad file loses nothing that was typed', async () => {
    const number = path.split('/').at(-1) ?? '';
    const own = `/org/credit/cases/${number}`;
    const points = { 'points[0][text]': '报告已于4月寄出', 'points[1][text]': '附邮件单' };
    const body = await as('body-1');
    const file = {
      field: 'file',
      name: '邮件单.exe',
      type: 'application/octet-stream',
      content: Buffer.from('MZ'),
    };
    const bad = await body.upload(`${own}/statement`, file, { ...points, version: 2 }, own);
    expect([bad.statusCode, bad.page.value('points[0][text]'), bad.page.error('file') !== null]).toEqual([
      422,
      '报告已于4月寄出',
      true,
    ]);
    const empty = await body.upload(
      `${own}/statement`,
      { ...file, name: '', content: Buffer.alloc(0) },
      { version: 2 },
      own,
    );
    expect(empty.statusCode).toBe(422);
    const good = { ...file, name: '邮件单.txt', content: Buffer.from('邮件单号 123') };
    expect((await body.upload(`${own}/statement`, good, { ...points, version: 2 }, own)).statusCode).toBe(
      303,
    );
    const shown = await body.get(own);
    expect(shown.page.text()).toContain('已收到陈述申辩');
    const download = shown.page.links().find((href) => href.includes('/evidence/')) ?? '';
    expect((await body.get(download)).body).toBe('邮件单号 123');
    expect((await get('body-2', download)).statusCode).toBe(404);
    // One statement; what comes later is a file.
    expect((await body.upload(`${own}/statement`, good, { ...points, version: 3 }, own)).statusCode).toBe(
      422,
    );
    expect((await body.upload(`${own}/evidence`, good, {}, own)).statusCode).toBe(303);
  });

  test('every point is answered, another person decides, and the list shows it', async () => {
    const partial = await act('registrar', path, 'verification', {
      answer2: '未见邮件单',
      verification: '未收到报告',
    });
    expect([
      partial.statusCode,
      partial.page.error('answer1') !== null,
      partial.page.value('answer2'),
    ]).toEqual([422, true, '未见邮件单']);
    const answers = { answer1: '未收到', answer2: '邮件单为空', verification: '未收到报告' };
    expect((await act('registrar', path, 'verification', answers)).statusCode).toBe(303);
    const own = await act('registrar', path, 'decision', { action: 'list', reason: '予以列入' });
    expect([own.statusCode, own.page.text().includes('请由另一人办理')]).toEqual([422, true]);
    const stale = await post('chair', `${path}/decision`, { action: 'list', reason: '列入', version: 1 });
    expect(stale.statusCode).toBe(409);
    expect(await listed('abnormal')).toEqual([]);
    expect((await act('chair', path, 'decision', { action: 'list', reason: '予以列入' })).statusCode).toBe(
      303,
    );
    expect(await listed('abnormal')).toEqual([code(1)]);
    const page = await get('body-1', '/org/credit');
    expect(page.page.text()).toContain('满2年未移出的，转入严重违法失信名单');
    expect(page.page.text()).toContain('社会组织评估管理办法');
  });

  test('duties done: applied for, verified by one, removed by another within five working days (R-CR-11)', async () => {
    on('2026-06-01');
    const stay = `/org/credit/stays/${await entryOf(path)}`;
    const body = await as('body-1');
    expect((await get('body-2', stay)).statusCode).toBe(404);
    const noFile = { field: 'file', name: '', type: 'application/octet-stream', content: Buffer.alloc(0) };
    const fields = { way: 'DUTIES_DONE', statement: '已补报' };
    const applied = await body.upload(`${stay}/applications`, noFile, fields, stay);
    expect(applied.statusCode).toBe(303);
    const number = String(applied.headers.location).split('/').at(-1) ?? '';
    expect((await body.upload(`${stay}/applications`, noFile, fields, stay)).statusCode).toBe(422);
    expect((await get('body-2', `/org/credit/exits/${number}`)).statusCode).toBe(404);
    const desk = `/bureau/list-exits/${number}`;
    // The bureau's ten working days: 1 June to 15 June.
    expect((await get('registrar', desk)).page.text()).toContain('2026-06-15');
    expect((await get('registrar', '/bureau/credit-lists')).page.text()).toContain('核查移出申请');
    const verified = { action: 'verify', finding: '报告已收到', version: 1 };
    expect((await post('registrar', `${desk}/check`, verified)).statusCode).toBe(303);
    expect((await get('registrar', desk)).page.text()).toContain('2026-06-08');
    expect((await post('registrar', `${desk}/removal`, { version: 2 })).statusCode).toBe(422);
    expect((await post('chair', `${desk}/removal`, { version: 2 })).statusCode).toBe(303);
    expect(await listed('abnormal')).toEqual([]);
    const page = await new Browser(portal.app).get('/credit/abnormal');
    expect(page.page.text()).toContain('履行义务后移出');
    const past = await new Browser(portal.app).get('/credit/abnormal.json?on=2026-05-25');
    expect(past.json()).toMatchObject({
      items: [{ creditCode: code(1), removedOn: '2026-06-01', exit: 'DUTIES_DONE' }],
    });
  });

  test('after three months it is repaired, and no public page shows that it ever was (R-CR-25)', async () => {
    const stay = await entryOf(path);
    on('2026-08-18');
    const early = await post('registrar', `/bureau/list-entries/${stay}/applications`, {
      way: 'REPAIRED',
      statement: '修复',
    });
    expect([early.statusCode, early.page.text().includes('2026-08-19')]).toEqual([422, true]);
    on('2026-08-20');
    const before = await publicView(1);
    const applied = await post('registrar', `/bureau/list-entries/${stay}/applications`, {
      way: 'REPAIRED',
      statement: '修复',
    });
    const desk = String(applied.headers.location);
    await post('registrar', `${desk}/check`, { action: 'verify', finding: '义务已履行', version: 1 });
    expect((await post('chair', `${desk}/removal`, { version: 2 })).statusCode).toBe(303);
    const now = await publicView(1);
    expect(before).toContain('未按规定时限和要求报送年度工作报告');
    expect(now).not.toContain('未按规定时限和要求报送年度工作报告');
    expect(now).toContain('"items":[]');
    const secrets = await row(
      portal.work.reader,
      sql`SELECT 1 AS one FROM ledger_secret WHERE name = 'record' AND value LIKE ${`%${stay}%`}`,
    );
    expect(secrets).toBeNull();
    expect((await get('registrar', `/bureau/list-entries/${stay}`)).page.text()).toContain('信用修复');
  });
});

describe('penalties', () => {
  test('go straight to the second person; a second small one within three years is B5; a corrected one leaves nothing', async () => {
    on('2026-09-01');
    const never = await publicView(2);
    const first = await penalty(2, '警告一');
    const desk = await get('registrar', '/bureau/credit-lists');
    const proposed = `/bureau/credit-cases/new?record=${first}`;
    expect([desk.page.text().includes('按行政处罚列入'), desk.page.hasLink(proposed)]).toEqual([true, true]);
    expect((await get('registrar', proposed)).page.value('ground')).toBe('G5');
    const wrong = await post('registrar', '/bureau/credit-cases', {
      creditCode: code(2),
      ground: 'B4',
      foundOn: '2026-09-01',
      facts: 'x',
      basis: 'x',
      recordId: first,
    });
    expect([wrong.statusCode, wrong.page.text().includes('事由应为')]).toEqual([422, true]);
    const path = await openCase(2, 'G5', { recordId: first });
    expect((await serve(path, 'HANDED')).statusCode).toBe(422);
    expect((await act('registrar', path, 'decision', { action: 'list', reason: 'x' })).statusCode).toBe(422);
    expect((await act('chair', path, 'decision', { action: 'list', reason: '处罚生效' })).statusCode).toBe(
      303,
    );
    expect(await listed('abnormal')).toEqual([code(2)]);

    on('2026-09-01', 10);
    const second = await penalty(2, '警告二');
    const repeated = await openCase(2, 'B5', { recordId: second });
    expect(
      (await act('chair', repeated, 'decision', { action: 'list', reason: '三年内两次' })).statusCode,
    ).toBe(303);
    expect(await listed('serious')).toEqual([code(2)]);

    // Both are revoked on review: the desk says so, and the entries are corrected as if they had never been.
    for (const id of [first, second]) {
      const one = await row<{ version: number }>(
        portal.work.reader,
        sql`SELECT version FROM credit_record WHERE id = ${id}`,
      );
      const done = await portal.app
        .get(RecordsService)
        .decide(chair, id, 'withdraw', { version: one?.version ?? 0, reason: '复议撤销' });
      expect(done.ok).toBe(true);
    }
    expect((await get('chair', '/bureau/credit-lists')).page.text()).toContain('依据变动，更正');
    for (const [case_, basisRef, version] of [
      [path, first, 1],
      [repeated, second, 1],
    ] as const) {
      const stay = `/bureau/list-entries/${await entryOf(case_)}`;
      const none = await post('chair', `${stay}/corrections`, {
        basisRef: 'x',
        correctionReason: '复议',
        version,
      });
      expect(none.statusCode).toBe(422);
      const done = await post('chair', `${stay}/corrections`, {
        basisRef,
        correctionReason: '复议撤销',
        version,
      });
      expect(done.statusCode).toBe(303);
    }
    expect(await publicView(2)).toBe(never);
  });
});

describe('who cannot be reached (R-CR-08 G6)', () => {
  test('two letters, the interval, the notice on the internet, and its end', async () => {
    on('2026-09-02');
    const path = await openCase(3, 'G6');
    const refused = await serve(path, 'INTERNET');
    expect([refused.statusCode, refused.page.error('delivery')]).toEqual([
      422,
      expect.stringContaining('两次邮寄'),
    ]);
    const letter = (sentOn: string): Promise<Reply> =>
      post('registrar', `${path}/letters`, { sentOn, tracking: 'XA1' });
    const back = (n: number, outcomeOn: string): Promise<Reply> =>
      post('registrar', `${path}/letters/${n}`, { outcome: 'UNSIGNED', outcomeOn });
    expect((await letter('2026-09-02')).statusCode).toBe(303);
    on('2026-09-20');
    expect((await letter('2026-09-20')).statusCode).toBe(422);
    expect((await back(1, '2026-09-08')).statusCode).toBe(303);
    const soon = await letter('2026-09-20');
    expect(soon.page.error('sentOn')).toContain('2026-09-22 至 2026-11-01');
    on('2026-09-22');
    expect((await letter('2026-09-22')).statusCode).toBe(303);
    on('2026-11-25');
    expect((await back(2, '2026-10-09')).statusCode).toBe(303);
    expect((await new Browser(portal.app).get('/credit/public-notices')).page.text()).toContain(
      '目前没有公告',
    );
    expect((await serve(path, 'INTERNET')).statusCode).toBe(303);
    const shown = await new Browser(portal.app).get('/credit/public-notices');
    expect(shown.page.text()).toContain(NAMES[2]);
    expect(shown.page.text()).not.toContain('经催报仍未报送');
    // Served on 25 December, ten working days run into 2027, whose holidays nobody knows yet.
    expect(shown.page.text()).toContain('2027-01-08（暂定，当年放假安排尚未公布）');
    expect((await get('registrar', path)).page.text()).toContain('陈述申辩期暂定至 2027-01-08');
    const own = `/org/credit/cases/${path.split('/').at(-1) ?? ''}`;
    const unsure = await act('body-3', own, 'waiver', {});
    expect(unsure.statusCode).toBe(422);
    expect((await act('body-3', own, 'waiver', { understood: 'yes' })).statusCode).toBe(303);
    await act('registrar', path, 'verification', { verification: '无法联系' });
    const certified = { action: 'decline', reason: '有证明', certifiedBy: '某局证明3号' };
    expect((await act('chair', path, 'decision', certified)).statusCode).toBe(303);
    expect((await get('chair', path)).page.text()).toContain('某局证明3号');
    expect((await new Browser(portal.app).get('/credit/public-notices')).page.text()).toContain(
      '目前没有公告',
    );
  });
});

describe('clocks and persons (R-CR-10, R-CR-12, R-CR-14)', () => {
  test('restart, two years, the move by another person, and the events that tell it all', async () => {
    on('2026-11-26');
    const path = await openCase(4, 'G1');
    await serve(path, 'HANDED');
    const own = `/org/credit/cases/${path.split('/').at(-1) ?? ''}`;
    await act('body-4', own, 'waiver', { understood: 'yes' });
    await act('registrar', path, 'verification', { verification: '属实' });
    await act('chair', path, 'decision', { action: 'list', reason: '列入' });
    const stay = `/bureau/list-entries/${await entryOf(path)}`;
    on('2027-03-01');
    const record = await penalty(4, '警告');
    const again = await openCase(4, 'G5', { recordId: record });
    await act('chair', again, 'decision', { action: 'list', reason: '处罚' });
    expect(await entryOf(again)).toBe(await entryOf(path));
    on('2029-02-28');
    const early = await post('chair', `${stay}/exits`, { exit: 'MOVED', reason: '满2年', version: 2 });
    expect([early.statusCode, early.page.text().includes('2029-03-01 起才可以')]).toEqual([422, true]);
    on('2029-03-01');
    expect((await get('chair', '/bureau/credit-lists')).page.text()).toContain('转入严重违法失信名单');
    expect(
      (await post('registrar', `${stay}/exits`, { exit: 'MOVED', reason: '满2年', version: 2 })).statusCode,
    ).toBe(422);
    expect(
      (await post('chair', `${stay}/exits`, { exit: 'MOVED', reason: '满2年', version: 1 })).statusCode,
    ).toBe(409);
    expect(
      (await post('chair', `${stay}/exits`, { exit: 'DUTIES_DONE', reason: 'x', version: 2 })).statusCode,
    ).toBe(422);
    expect(
      (await post('chair', `${stay}/exits`, { exit: 'MOVED', reason: '满2年', version: 2 })).statusCode,
    ).toBe(303);
    expect([await listed('abnormal'), await listed('serious')]).toEqual([[], [code(4)]]);
    const page = await get('chair', stay);
    for (const words of ['R-CR-08，第11条', 'R-CR-10，第13条', 'R-CR-12，第15条'])
      expect(page.page.text()).toContain(words);
  });

  test('replaying the events gives the very stays that stand in the table, for every body', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      const id = await idOf(n);
      const replayed = replay(await eventsOf(portal.work.reader, id)).map(({ grounds: _, ...stay }) => stay);
      const stored = (await termsOf(portal.work.reader, id)).map(({ caseNumber: _, ...stay }) => stay);
      const inOrder = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
      expect([...replayed].sort(inOrder)).toEqual([...stored].sort(inOrder));
    }
  });

  test('an event can be neither changed nor deleted, only follow its body into a merge', async () => {
    expect(await bySql(sql`UPDATE credit_list_event SET on_day = '2020-01-01'`)).toContain('append-only');
    expect(await bySql(sql`UPDATE credit_list_event SET reason = 'x'`)).toContain('append-only');
    expect(await bySql(sql`DELETE FROM credit_list_event`)).toContain('append-only');
    expect(await bySql(sql`UPDATE credit_list_event SET organization_id = organization_id`)).toBe('done');
  });

  test('SQL can neither change the ground of an entry nor date it earlier than it was heard', async () => {
    const entry = await row<{ id: string }>(
      portal.work.reader,
      sql`SELECT id FROM credit_list_entry WHERE ground = 'B1' AND removed_on IS NULL`,
    );
    const id = entry?.id ?? '';
    expect(await bySql(sql`UPDATE credit_list_entry SET ground = 'B2' WHERE id = ${id}`)).toContain(
      'without its procedure',
    );
    expect(
      await bySql(sql`UPDATE credit_list_entry SET listed_on = '2026-01-01' WHERE id = ${id}`),
    ).toContain('without its procedure');
  });
});

test('a report on record as not filed and a rectification whose day has passed lead to a case, once', async () => {
  const code5 = code(5);
  const more = { creditCode: code5, recordClass: 'GENERAL', formedOn: portal.clock.today() };
  await onRecord({
    ...more,
    category: 'ANNUAL_REPORT',
    year: 2028,
    conclusion: 'NOT_FILED',
    summary: '未报送年报',
  });
  const day = addDays(portal.clock.today(), 10);
  const check = {
    category: 'INSPECTION',
    inspectionType: 'SPOT_CHECK',
    conclusion: 'UNQUALIFIED',
    rectifyBy: day,
  };
  await onRecord({ ...more, ...check, summary: '抽查不合格' });
  const links = async (): Promise<readonly string[]> =>
    (await get('registrar', '/bureau/credit-lists')).page
      .links()
      .filter((href) => href.includes(`code=${code5}`));
  const of = (ground: string): string => `/bureau/credit-cases/new?code=${code5}&ground=${ground}`;
  expect(await links()).toEqual([of('G1')]);
  on(addDays(day, 1));
  expect(await links()).toEqual([of('G1'), of('G3')]);
  expect((await get('registrar', of('G3'))).page.value('creditCode')).toBe(code5);
  await openCase(5, 'G1');
  await openCase(5, 'G3');
  expect(await links()).toEqual([]);
});

test('the desk, the cases and a body’s own page ask as often for many rows as for few', async () => {
  const query = jest.spyOn(portal.work.reader, 'query');
  const count = async (username: string, path: string): Promise<number> => {
    const browser = await as(username);
    query.mockClear();
    expect((await browser.get(path)).statusCode).toBe(200);
    return query.mock.calls.length;
  };
  const all = async (): Promise<number[]> => [
    await count('registrar', '/bureau/credit-lists'),
    await count('registrar', '/bureau/credit-cases'),
    await count('body-5', '/org/credit'),
  ];
  const few = await all();
  for (let i = 0; i < 4; i += 1) {
    const path = await openCase(5, 'G2');
    await serve(path, 'HANDED');
    await penalty(5, `警告${i}`);
  }
  expect(await all()).toEqual(few);
  query.mockRestore();
});
