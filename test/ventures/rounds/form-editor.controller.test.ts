import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Portal, startPortal } from '../../support/app.js';
import { type Fields, type SignedInBrowser } from '../../support/web.js';
import { found } from '../../../src/kernel/outcome.js';
import { questionOf } from '../../../src/ventures/rounds/form-editor.rules.js';
import { QUESTION_KINDS, type Question, type QuestionKind } from '../../../src/ventures/rounds/form.rules.js';
import { roundByNumber, type RoundDetail } from '../../../src/ventures/rounds/rounds.queries.js';
import { SetupService } from '../../../src/ventures/rounds/setup.service.js';
import { formOf } from '../../../src/ventures/rounds/terms.rules.js';

let portal: Portal;
let officer: SignedInBrowser;
let number: string;
let base: string;

beforeAll(async () => {
  portal = await startPortal('2026-06-01T01:00:00.000Z');
  const viewer = await portal.account('programme', ['programme-officer']);
  await portal.account('applicant', ['applicant']);
  officer = portal.web.as('programme');
  const created = await portal.app.get(SetupService).create(viewer, {
    name: { zh: '第十届公益创投', en: 'Tenth round' },
    potFen: 2_000_000_00,
    opensOn: '2026-08-03',
  });
  if (!created.ok) throw new Error(JSON.stringify(created.findings));
  number = created.value;
  base = `/bureau/rounds/${number}/setup/form`;
});
afterAll(() => portal.close());

const round = async (): Promise<RoundDetail> => found(await roundByNumber(portal.work.reader, number));
const question = async (code: string): Promise<Question> => questionOf(formOf(await round()), code).question;
const codes = async (section: string): Promise<string[]> =>
  formOf(await round())
    .sections.find(({ code }) => code === section)
    ?.questions.map(({ code }) => code) ?? [];
const wording = { labelZh: '新问题', labelEn: 'New question', hintZh: '', hintEn: '' };
const send = async (path: string, fields: Fields): ReturnType<SignedInBrowser['post']> =>
  officer.post(`${base}${path}`, { version: (await round()).version, ...fields }, base);
const add = (kind: QuestionKind, fields: Fields, section = 'team'): ReturnType<typeof send> =>
  send(`/questions?section=${section}&kind=${kind}`, { ...wording, section, ...fields });

describe('a form without code, through its pages (B1)', () => {
  test.each<[QuestionKind, Fields, Partial<Question>]>([
    ['TEXT', { limit: 80, required: 'yes' }, { limit: 80, required: true }],
    ['LONG_TEXT', { limit: 500, hintZh: '提示', hintEn: 'Hint' }, { hint: { zh: '提示', en: 'Hint' } }],
    ['NUMBER', { least: 1, most: 10 }, { least: 1, most: 10 }],
    ['MONEY', { least: '0.01', most: '1,000' }, { least: 1, most: 100_000 }],
    ['DAY', {}, {}],
    ['CHOICE', { options: 'a|甲|A\nb|乙|B' }, {}],
    ['CHOICES', { options: 'a|甲|A\nb|乙|B' }, {}],
    [
      'ROWS',
      {
        limit: 10,
        'columns[0][labelZh]': '姓名',
        'columns[0][labelEn]': 'Name',
        'columns[0][kind]': 'TEXT',
        'columns[0][required]': 'yes',
        'columns[1][labelZh]': '',
        'columns[2][labelZh]': '日期',
        'columns[2][labelEn]': 'Day',
        'columns[2][kind]': 'DAY',
      },
      {
        columns: [
          { code: 'c1', kind: 'TEXT', label: { zh: '姓名', en: 'Name' }, required: true, limit: 100 },
          { code: 'c2', kind: 'DAY', label: { zh: '日期', en: 'Day' }, required: false },
        ],
      },
    ],
    ['FILE', { limit: 2 }, { limit: 2 }],
    ['STATEMENT', {}, { required: true }],
  ])('a question of the kind %s is made', async (kind, fields, expected) => {
    const page = await officer.get(`${base}/questions/new?section=team&kind=${kind}`);
    expect(page.statusCode).toBe(200);
    const before = (await round()).terms?.form.version ?? 0;
    const reply = await add(kind, fields);
    expect([reply.statusCode, reply.headers.location]).toEqual([303, base]);
    const code = (await codes('team')).at(-1) ?? '';
    expect(await question(code)).toMatchObject({ kind, code, label: { zh: '新问题' }, ...expected });
    expect((await round()).terms?.form.version).toBe(before + 1);
    const shown = await officer.get(`${base}/questions/${code}`);
    expect([shown.statusCode, shown.page.value('labelZh')]).toEqual([200, '新问题']);
  });

  test('every kind was made above', async () => {
    const { sections } = formOf(await round());
    const made = sections.flatMap(({ questions }) => questions.filter(({ code }) => /^q\d+$/.test(code)));
    expect(made.map(({ kind }) => kind)).toEqual([...QUESTION_KINDS]);
    expect(made.map(({ code }) => code)).toEqual(QUESTION_KINDS.map((_, i) => `q${i + 1}`));
  });

  test('an unreachable condition is refused at its field, and nothing typed is lost', async () => {
    const conditions = { when: ['cooperation=yes', 'q6=a'] };
    expect((await add('TEXT', { limit: 5, ...conditions })).statusCode).toBe(303);
    const onlyNo = await send('/questions/q6', {
      ...wording,
      section: 'team',
      options: 'a|甲|A\nb|乙|B',
      when: 'cooperation=no',
    });
    expect(onlyNo.statusCode).toBe(422);
    expect(onlyNo.page.text()).toContain('“新问题”的显示条件不再成立');
    const yes = { ...wording, section: 'team', options: 'a|甲|A\nb|乙|B', when: 'cooperation=yes' };
    expect((await send('/questions/q6', yes)).statusCode).toBe(303);
    const before = await round();
    const reply = await add('LONG_TEXT', {
      labelZh: '很难想到的名称',
      labelEn: 'Hard to think of',
      hintZh: '提示',
      hintEn: 'Hint',
      limit: 321,
      when: ['cooperation=no', 'q6=a'],
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.page.error('when')).toContain('“是否有社区或其他单位合作”无论怎样回答，都不会显示此项');
    expect(reply.page.html).toContain('href="#when"');
    expect(['labelZh', 'labelEn', 'hintZh', 'hintEn', 'limit'].map((name) => reply.page.value(name))).toEqual(
      ['很难想到的名称', 'Hard to think of', '提示', 'Hint', '321'],
    );
    expect(reply.page.html).toMatch(/value="cooperation&#x3D;no" checked/);
    expect(reply.page.html).toMatch(/value="q6&#x3D;a" checked/);
    expect(await round()).toEqual(before);
  });

  test.each<[string, Fields, string, string]>([
    ['a circle', { when: 'q12=a' }, 'when', '取决于“乙题”'],
    ['a question that is none', { when: 'nowhere=yes' }, 'when', '“nowhere”不存在'],
    [
      'a question that cannot be asked about',
      { when: 'title=yes' },
      'when',
      '“项目名称”不存在，或者不是选择题',
    ],
    ['an option that is none', { when: 'cooperation=perhaps' }, 'when', '的选项不存在'],
    ['a hostile condition', { when: '<b>=1' }, 'when', '请从列出的选项中选择'],
    ['a single option', { options: 'a|甲|A' }, 'options', '至少要有两个'],
    ['an option without English', { options: 'a|甲|A\nb|乙' }, 'options', '第 2 行'],
  ])('%s is refused at its field', async (_, fields, field, sentence) => {
    if (!(await codes('team')).includes('q12'))
      await add('CHOICE', { labelZh: '乙题', labelEn: 'Second', options: 'a|甲|A\nb|乙|B', when: 'q6=a' });
    const options = 'a|甲|A\nb|乙|B';
    const reply = await send('/questions/q6', { ...wording, section: 'team', options, ...fields });
    expect(reply.statusCode).toBe(422);
    expect(reply.page.error(field)).toContain(sentence);
    expect(reply.page.value('options')).toBe(fields['options'] ?? options);
  });

  test('questions are moved, copied and taken out after a question; those others rely on stay', async () => {
    const before = await codes('team');
    await send('/questions/q2/place', { deed: 'up' });
    await send('/questions/q2/place', { deed: 'copy' });
    expect(await codes('team')).toEqual(
      before.flatMap((code) => (code === 'q1' ? ['q2', 'q13', 'q1'] : code === 'q2' ? [] : [code])),
    );
    const ask = await officer.get(`${base}/questions/q13/remove`);
    expect(ask.page.heading()).toContain('新问题（副本）');
    expect((await send('/questions/q13/remove', {})).statusCode).toBe(303);
    expect(await codes('team')).not.toContain('q13');
    const kept = await send('/questions/title/remove', {});
    expect([kept.statusCode, kept.page.text().includes('不能删除')]).toEqual([422, true]);
    const asked = await send('/questions/cooperation/remove', {});
    expect(asked.page.text()).toContain('“合作单位和分工”的显示条件不再成立');
    const outline = await officer.get(base);
    expect(outline.page.hasLink(`${base}/questions/title/remove`)).toBe(false);
    expect(outline.page.hasLink(`${base}/questions/cooperation/remove`)).toBe(true);
    const renamed = { labelZh: '项目叫什么', labelEn: 'What it is called' };
    expect((await send('/questions/title', { ...wording, ...renamed })).statusCode).toBe(303);
    expect(await question('title')).toMatchObject({
      kind: 'TEXT',
      required: true,
      label: { zh: '项目叫什么' },
    });
  });

  test('sections are made, shown on condition, moved and taken out', async () => {
    const titles = { titleZh: '合作', titleEn: 'Partners' };
    expect((await send('/sections', { ...titles, when: 'cooperation=yes' })).statusCode).toBe(303);
    const sections = async (): Promise<string[]> => formOf(await round()).sections.map(({ code }) => code);
    const code = (await sections()).at(-1) ?? '';
    await send(`/sections/${code}/place`, { deed: 'up' });
    expect((await sections()).at(-2)).toBe(code);
    const refusedOne = await send(`/sections/${code}`, { ...titles, titleEn: '' });
    expect([refusedOne.statusCode, refusedOne.page.value('titleZh')]).toEqual([422, '合作']);
    expect((await officer.get(base)).page.text()).toContain('的回答为“有”时显示');
    expect((await officer.get(`${base}/sections/${code}/remove`)).statusCode).toBe(200);
    expect((await send(`/sections/${code}/remove`, {})).statusCode).toBe(303);
    expect(await sections()).not.toContain(code);
    const kept = await send('/sections/project/remove', {});
    expect([kept.statusCode, kept.page.text().includes('项目叫什么')]).toEqual([422, true]);
  });

  test('the default comes back after a question, with a version that goes on', async () => {
    const before = formOf(await round());
    expect((await officer.get(`${base}/reset`)).statusCode).toBe(200);
    expect((await send('/reset', {})).statusCode).toBe(303);
    const after = formOf(await round());
    expect([after.version, after.issued]).toEqual([before.version + 1, before.issued]);
    expect(await codes('team')).not.toContain('q1');
  });

  test('an older state of the page, somebody else, and what is not there', async () => {
    const stale = await send('/reset', { version: 1 });
    expect(stale.statusCode).toBe(409);
    expect((await portal.web.as('applicant').get(base)).statusCode).toBe(403);
    expect((await officer.get(`${base}/questions/q99`)).statusCode).toBe(404);
    expect((await officer.get(`${base}/questions/new?section=nowhere&kind=TEXT`)).statusCode).toBe(404);
    expect((await officer.get('/bureau/rounds/1999-01/setup/form')).statusCode).toBe(404);
  });

  test('the pages are whole in English', async () => {
    for (const path of [
      '',
      '/questions/new?section=team&kind=ROWS',
      '/questions/cooperation',
      '/sections/team',
    ])
      expect((await officer.get(`${base}${path}${path.includes('?') ? '&' : '?'}lang=en`)).statusCode).toBe(
        200,
      );
    await officer.get(`${base}?lang=zh-CN`);
  });
});
