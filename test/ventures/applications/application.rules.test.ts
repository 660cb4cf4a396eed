import { describe, expect, test } from '@jest/globals';
import { follow } from '../../../src/kernel/transitions.js';
import {
  answersToTakeOver,
  answerText,
  APPLICATION_LIFE,
  APPLICATION_STATUSES,
  type ApplicationAction,
  type ApplicationFacts,
  applicationReceived,
  type ApplicationStatus,
  applicationWithdrawn,
  commonAnswers,
  derivedFrom,
  dossierSections,
  gapsIn,
  pagesOf,
  questionAt,
  sectionAt,
} from '../../../src/ventures/applications/application.rules.js';
import { found } from '../../../src/kernel/outcome.js';
import { defaultForm } from '../../../src/ventures/rounds/default-form.rules.js';
import { FORM_BEFORE } from '../../../src/ventures/rounds/form-before.rules.js';
import { type Answer, type Answers } from '../../../src/ventures/rounds/form.rules.js';
import { type BudgetEntry } from '../../../src/ventures/applications/budget.rules.js';
import { DEFAULT_CRITERIA, type RoundRules, rulesOf } from '../../../src/ventures/rounds/round.rules.js';

/** 60 % of the budget and 500,000 yuan. (R-BU-01) */
const RULES: RoundRules = rulesOf({
  nameZh: '第十届公益创投',
  nameEn: 'Tenth round',
  potFen: 200_000_000,
  opensAt: '2026-12-01T01:00:00.000Z',
  closesAt: '2026-12-20T09:00:00.000Z',
  graceMinutes: 0,
  maxGrantFen: 50_000_000,
  maxGrantPercent: 60,
  maxLabourPercent: 50,
  panelSize: 5,
  passLine: 60,
  publicityWorkingDays: 7,
  criteria: DEFAULT_CRITERIA,
});
const line = (source: string, yuan: number): BudgetEntry => ({
  category: 'ACTIVITY',
  item: '活动',
  unitPriceFen: yuan * 100,
  quantity: 1,
  times: 1,
  source,
});
const CONTENT: Answers = {
  title: '银龄相伴',
  field: 'ELDERLY',
  startOn: '2027-01-01',
  endOn: '2027-10-31',
  place: '清江浦区长西街道',
  beneficiaries: 120,
  summary: '为老服务',
  need: '调查显示需求',
  goals: '服务 120 人',
  activities: '每周一次',
  team: [{ id: 'a', name: '张三', role: '负责人' }],
  contact: '张三 办公室',
};
const FULL: ApplicationFacts = {
  form: FORM_BEFORE,
  content: CONTENT,
  lines: [line('GRANT', 500_000), line('SELF_RAISED', 400_000)],
};
/** Each gap as `section code field`. */
const gaps = (facts: Partial<ApplicationFacts>): string[] =>
  gapsIn({ ...FULL, ...facts }, RULES).map(({ section, code, field }) =>
    [section, code, ...(field !== undefined && section !== 'budget' ? [field] : [])].join(' '),
  );
const withContent = (change: Answers): string[] => gaps({ content: { ...CONTENT, ...change } });

describe('the gaps of an application (domain.md 3.4, D8)', () => {
  test('a full application has none', () => {
    expect(gapsIn(FULL, RULES)).toEqual([]);
  });

  test('an empty one is told everything, in the order of the form', () => {
    expect(gaps({ content: {}, lines: [] })).toEqual([
      'project answer-missing title',
      'project answer-missing field',
      'project answer-missing startOn',
      'project answer-missing endOn',
      'project answer-missing place',
      'project answer-missing beneficiaries',
      'project answer-missing summary',
      'plan answer-missing need',
      'plan answer-missing goals',
      'plan answer-missing activities',
      'team answer-missing team',
      'team answer-missing contact',
      'budget budget-empty',
    ]);
  });

  test.each(Object.keys(CONTENT))('without its %s it is not accepted', (code) => {
    expect(withContent({ [code]: null })).toEqual([expect.stringMatching(`answer-missing ${code}$`)]);
  });

  test('an answer taken over has to be confirmed, a hidden one not (D7)', () => {
    const origin = { source: 'LAST_APPLICATION', reference: '2025-01-0003', on: '2026-11-24' } as const;
    expect(gaps({ prefilled: { need: origin } })).toEqual(['plan answer-unconfirmed need']);
    expect(gapsIn({ ...FULL, prefilled: { need: origin } }, RULES)[0]).toMatchObject({
      args: { reference: '2025-01-0003' },
      label: { zh: '需求分析和依据' },
    });
    const form = defaultForm({ lotteryMoney: false });
    const partners = { ...FULL, form, content: { cooperation: 'no' }, prefilled: { partners: origin } };
    expect(gapsIn(partners, RULES).map(({ code }) => code)).not.toContain('answer-unconfirmed');
  });

  test('what explains the budget is mended beside its rows', () => {
    const notes = { budgetNotes: '字'.repeat(1001) };
    expect(gapsIn({ ...FULL, content: { ...CONTENT, ...notes } }, RULES)).toMatchObject([
      { section: 'budget-notes', code: 'answer-too-long', args: { max: 1000, length: 1001 } },
    ]);
  });

  test.each<[string, string, string, string[]]>([
    ['ends the day after its start', '2027-01-01', '2027-01-02', []],
    [
      'ends on the day of its start',
      '2027-01-01',
      '2027-01-01',
      ['project application-ends-before-start endOn'],
    ],
    [
      'ends the day before its start',
      '2027-01-01',
      '2026-12-31',
      ['project application-ends-before-start endOn'],
    ],
    ['takes two years', '2027-01-01', '2029-01-01', []],
    ['takes a day more than two years', '2027-01-01', '2029-01-02', ['project application-too-long endOn']],
    ['takes two years from 29 February', '2028-02-29', '2030-02-28', []],
    ['takes a day more from 29 February', '2028-02-29', '2030-03-01', ['project application-too-long endOn']],
  ])('a project that %s', (_name, startOn, endOn, expected) => {
    expect(withContent({ startOn, endOn })).toEqual(expected);
  });

  test.each<[string, readonly BudgetEntry[], string[]]>([
    [
      'budget 800,000 with 500,000 asked is 62.5% (R-BU-01)',
      [line('GRANT', 500_000), line('SELF_RAISED', 300_000)],
      ['budget budget-over-ratio'],
    ],
    ['exactly 60% is accepted (R-BU-01)', [line('GRANT', 300_000), line('SELF_RAISED', 200_000)], []],
    [
      'budget 1,000,000 with 600,000 asked is over the ceiling (R-EL-09)',
      [line('GRANT', 600_000), line('SELF_RAISED', 400_000)],
      ['budget budget-over-ceiling'],
    ],
  ])('%s', (_name, lines, expected) => {
    expect(gaps({ lines })).toEqual(expected);
  });
});

describe('the pages of an application', () => {
  const form = defaultForm({ lotteryMoney: true });
  const paths = (of: typeof form): string[] => pagesOf(of).map(({ path }) => path);

  test('are its sections, with the rows of the budget before those that explain them', () => {
    expect(paths(form)).toEqual([
      'applicant',
      'project',
      'team',
      'budget',
      'budget-notes',
      'otherMoney',
      'statements',
      'attachments',
    ]);
  });

  test('have the rows of the budget in any form', () => {
    const bare = { ...form, sections: form.sections.slice(0, 2) };
    expect(paths(bare)).toEqual(['applicant', 'project', 'budget']);
  });

  test('a section is found by its address only', () => {
    expect(sectionAt(form, 'budget-notes')?.code).toBe('budget');
    expect(sectionAt(form, 'budget')).toBeNull();
    expect(sectionAt(form, '__proto__')).toBeNull();
    expect(questionAt(form, 'partners')?.label.zh).toBe('合作单位和分工');
    expect(questionAt(form, 'toString')).toBeNull();
  });
});

describe('what other desks read of any form', () => {
  test('the place of an older form, the places of a newer one', () => {
    expect(commonAnswers(CONTENT)).toMatchObject({ place: '清江浦区长西街道', beneficiaries: 120 });
    const places = [{ place: '甲街道' }, { place: '' }, { place: '乙街道' }];
    expect(commonAnswers({ places }).place).toBe('甲街道；乙街道');
    expect(commonAnswers({})).toEqual({
      title: '',
      field: null,
      startOn: null,
      endOn: null,
      place: '',
      beneficiaries: null,
    });
  });

  test('the title of lists is cut at 80 characters, never inside one', () => {
    expect(derivedFrom({ title: '𠀀'.repeat(81), field: '' })).toEqual({
      title: '𠀀'.repeat(80),
      field: null,
    });
  });

  const form = defaultForm({ lotteryMoney: false });
  test.each<[string, string, Answer | undefined, string, string]>([
    ['a text', 'goals', '目标', '目标', '目标'],
    ['an option', 'field', 'ELDERLY', '为老服务', 'Services for older people'],
    ['an option that is no longer offered', 'field', 'OLD', 'OLD', 'OLD'],
    ['a number', 'beneficiaries', 1200, '1200', '1200'],
    ['a statement', 'truth', true, '是', 'Yes'],
    ['nothing', 'goals', undefined, '', ''],
    [
      'rows with options',
      'indicators',
      [
        { id: 'a', kind: 'OUTPUT', indicator: '次数', target: '24' },
        { id: 'b', kind: 'SATISFACTION', indicator: '满意度' },
      ],
      '产出 · 次数 · 24\n满意度 · 满意度',
      'Output · 次数 · 24\nSatisfaction · 满意度',
    ],
    ['money in rows', 'otherSources', [{ id: 'a', amountFen: 123456 }], '1,234.56', '1,234.56'],
  ])('%s as text', (_name, code, answer, ...[zh, en]) => {
    expect(answerText(found(questionAt(form, code)), answer)).toEqual({ zh, en });
  });

  test('several choices as text', () => {
    const several = { ...found(questionAt(form, 'field')), kind: 'CHOICES' as const };
    expect(answerText(several, ['RELIEF', 'OTHER'])).toEqual({
      zh: '救助帮困、其他',
      en: 'Relief of hardship, Other',
    });
  });

  test('experts read the proposal, names and money apart', () => {
    const keys = dossierSections(form, {
      introduction: '甲组织',
      title: '题',
      need: '需求',
      head: '张三',
      partners: '乙',
      cooperation: 'no',
      places: [{ place: '某社区' }],
    });
    expect(keys.map(({ key, text }) => [key, text])).toEqual([
      ['places', '某社区'],
      ['need', '需求'],
    ]);
  });
});

describe('what is taken over from an earlier application (D7)', () => {
  const form = defaultForm({ lotteryMoney: false });
  const section = found(form.sections.find(({ code }) => code === 'project'));
  const from = (last: Answers, now: Answers = {}, lastForm = form): string[] =>
    Object.keys(answersToTakeOver(section, { content: now }, { form: lastForm, content: last }));

  test.each<[string, Answers, Answers, string[]]>([
    ['an answer to the same question', { need: '需求' }, {}, ['need']],
    ['nothing that is filled in already', { need: '旧' }, { need: '新' }, []],
    ['no empty answers', { need: '', goals: null }, {}, []],
    ['no days', { startOn: '2026-01-01' }, {}, []],
    ['no option that is no longer offered', { field: 'GONE' }, {}, []],
    ['an answer that is too long now, to be shortened', { summary: '字'.repeat(501) }, {}, ['summary']],
    ['an answer behind a condition', { partners: '社区' }, {}, ['partners']],
  ])('%s', (_name, last, now, expected) => {
    expect(from(last, now)).toEqual(expected);
  });

  test('no answer to a question that was asked in another way', () => {
    expect(from({ activities: '每周一次', goals: '目标' }, {}, FORM_BEFORE)).toEqual(['goals']);
  });
});

describe('the life of an application (domain.md 3.1)', () => {
  const actions: readonly ApplicationAction[] = [
    'submit',
    'withdraw',
    'reopen',
    'return',
    'supplement',
    'lapse',
    'accept',
    'exclude',
    'reinstate',
    'score',
    'award',
    'reserve',
    'reject',
  ];
  const leads: Readonly<Partial<Record<string, ApplicationStatus>>> = {
    'DRAFT submit': 'SUBMITTED',
    'SUBMITTED withdraw': 'WITHDRAWN',
    'SUBMITTED return': 'RETURNED_FOR_SUPPLEMENT',
    'RETURNED_FOR_SUPPLEMENT supplement': 'SUBMITTED',
    'RETURNED_FOR_SUPPLEMENT lapse': 'SUBMITTED',
    'INELIGIBLE reinstate': 'ELIGIBLE',
    'SUBMITTED accept': 'ELIGIBLE',
    'SUBMITTED exclude': 'INELIGIBLE',
    'WITHDRAWN reopen': 'DRAFT',
    'ELIGIBLE score': 'SCORED',
    'SCORED award': 'IN_PUBLICITY',
    'SCORED reserve': 'RESERVE',
    'SCORED reject': 'REJECTED',
  };

  test.each(APPLICATION_STATUSES.flatMap((status) => actions.map((action) => [status, action] as const)))(
    'from %s by %s',
    (status, action) => {
      const to = leads[`${status} ${action}`];
      expect(follow(APPLICATION_LIFE, status, action)).toMatchObject(
        to === undefined ? { ok: false } : { ok: true, value: to },
      );
    },
  );

  test('an exclusion needs a reason', () => {
    expect(APPLICATION_LIFE.SUBMITTED.exclude?.needs).toBe('reason');
  });
});

describe('the lines in the ledger (security.md 6.3, rule 7)', () => {
  test('a received application commits to its content without showing it (E5)', () => {
    expect(applicationReceived('R1-001', 'R1', 'ab12')).toEqual({
      type: 'application.received',
      by: 'applicant',
      ref: 'R1-001',
      data: { round: 'R1' },
      hidden: { contentHash: 'ab12' },
    });
  });

  test('a withdrawn one is named by its number only', () => {
    expect(applicationWithdrawn('R1-001')).toEqual({
      type: 'application.withdrawn',
      by: 'applicant',
      ref: 'R1-001',
      data: {},
    });
  });
});
