import { describe, expect, test } from '@jest/globals';
import { follow } from '../../../src/kernel/transitions.js';
import {
  APPLICATION_LIFE,
  APPLICATION_STATUSES,
  type ApplicationAction,
  type ApplicationContent,
  type ApplicationFacts,
  applicationReceived,
  type ApplicationStatus,
  applicationWithdrawn,
  EMPTY_CONTENT,
  gapsIn,
  SECTIONS,
} from '../../../src/ventures/applications/application.rules.js';
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
const CONTENT: ApplicationContent = {
  startOn: '2027-01-01',
  endOn: '2027-10-31',
  place: '清江浦区长西街道',
  beneficiaries: 120,
  summary: '为老服务',
  need: '调查显示需求',
  goals: '服务 120 人',
  activities: '每周一次',
  risks: '',
  sustainability: '',
  team: [{ name: '张三', role: '负责人' }],
  contact: '张三 办公室',
};
const FULL: ApplicationFacts = {
  title: '银龄相伴',
  field: 'ELDERLY',
  content: CONTENT,
  lines: [line('GRANT', 500_000), line('SELF_RAISED', 400_000)],
};
/** Each gap as `section code field`. */
const gaps = (facts: Partial<ApplicationFacts>): string[] =>
  gapsIn({ ...FULL, ...facts }, RULES).map(({ section, code, args }) =>
    [section, code, ...(typeof args?.['field'] === 'string' ? [args['field']] : [])].join(' '),
  );
const withContent = (change: Partial<ApplicationContent>): string[] =>
  gaps({ content: { ...CONTENT, ...change } });

describe('the gaps of an application (domain.md 3.4, D8)', () => {
  test('a full application has none', () => {
    expect(gapsIn(FULL, RULES)).toEqual([]);
  });

  test('an empty one is told everything, section by section', () => {
    const all = gaps({ title: '', field: null, content: EMPTY_CONTENT, lines: [] });
    expect(all).toEqual([
      'project application-field-missing title',
      'project application-field-missing field',
      'project application-field-missing startOn',
      'project application-field-missing endOn',
      'project application-field-missing place',
      'project application-field-missing beneficiaries',
      'project application-field-missing summary',
      'plan application-field-missing need',
      'plan application-field-missing goals',
      'plan application-field-missing activities',
      'team application-team-missing',
      'team application-field-missing contact',
      'budget budget-empty',
    ]);
    expect([...new Set(all.map((one) => one.split(' ')[0]))]).toEqual(SECTIONS);
  });

  test.each<[string, Partial<ApplicationFacts>, string]>([
    ['title', { title: '' }, 'project application-field-missing title'],
    ['field', { field: null }, 'project application-field-missing field'],
  ])('without its %s it is not accepted', (_name, facts, expected) => {
    expect(gaps(facts)).toEqual([expected]);
  });

  test.each<[string, Partial<ApplicationContent>, string]>([
    ['start', { startOn: null }, 'project application-field-missing startOn'],
    ['end', { endOn: null }, 'project application-field-missing endOn'],
    ['place', { place: '' }, 'project application-field-missing place'],
    ['beneficiaries', { beneficiaries: null }, 'project application-field-missing beneficiaries'],
    ['summary', { summary: '' }, 'project application-field-missing summary'],
    ['need', { need: '' }, 'plan application-field-missing need'],
    ['goals', { goals: '' }, 'plan application-field-missing goals'],
    ['activities', { activities: '' }, 'plan application-field-missing activities'],
    ['team', { team: [] }, 'team application-team-missing'],
    ['contact', { contact: '' }, 'team application-field-missing contact'],
  ])('without its %s it is not accepted', (_name, change, expected) => {
    expect(withContent(change)).toEqual([expected]);
  });

  test.each<[string, string, string, string[]]>([
    ['ends the day after its start', '2027-01-01', '2027-01-02', []],
    ['ends on the day of its start', '2027-01-01', '2027-01-01', ['project application-ends-before-start']],
    ['ends the day before its start', '2027-01-01', '2026-12-31', ['project application-ends-before-start']],
    ['takes two years', '2027-01-01', '2029-01-01', []],
    ['takes a day more than two years', '2027-01-01', '2029-01-02', ['project application-too-long']],
    ['takes two years from 29 February', '2028-02-29', '2030-02-28', []],
    ['takes a day more from 29 February', '2028-02-29', '2030-03-01', ['project application-too-long']],
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
