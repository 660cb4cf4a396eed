import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type HolidayRow, workingDayTable } from '../../../src/kernel/calendar.js';
import { follow } from '../../../src/kernel/transitions.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import {
  CREDIT_CATEGORIES,
  CREDIT_LIFE,
  CREDIT_STATUSES,
  type CreditAction,
  type CreditClass,
  type CreditEntry,
  creditRecorded,
  type CreditStatus,
  entryDueOn,
  findingsInCreditEntry,
  unpublishOn,
} from '../../../src/credit/records/record.rules.js';

const TODAY = '2026-11-24';
const table = workingDayTable(
  parse(readFileSync('seeds/reference/holidays.csv', 'utf8'), { columns: true, bom: true }) as HolidayRow[],
);
const officer: SignedIn = {
  kind: 'user',
  accountId: 'a1',
  username: 'zhang',
  name: '张三',
  roles: ['registry-officer'],
  organizationId: null,
  departmentCode: null,
  centreCode: null,
  divisionCode: null,
};
const entry = (category: string, change: Partial<CreditEntry> = {}): CreditEntry => ({
  creditCode: '51320800MJ99000127',
  category,
  formedOn: TODAY,
  summary: '示例',
  ...change,
});
const PENALTY = {
  penaltyKind: 'WARNING',
  documentNumber: '淮民罚〔2026〕1号',
  department: '民政局',
  recordClass: 'LIGHT',
};
const fieldsOf = (one: CreditEntry): string[] =>
  findingsInCreditEntry(one, TODAY).map(({ code, field }) => `${code} ${field ?? ''}`);

describe('the time for entering (Order 60, art. 8; R-CR-05)', () => {
  test.each<[string, string, string, boolean]>([
    ['formed on a Friday, due on the next Friday', '2026-11-20', '2026-11-27', false],
    ['formed on a Saturday, day 1 is Monday', '2026-11-21', '2026-11-27', false],
    [
      'a Sunday worked for the New Year of 2018 counts, the holidays do not',
      '2018-02-09',
      '2018-02-22',
      false,
    ],
    ['the extended New Year of 2020 does not count', '2020-01-23', '2020-02-07', false],
    ['the last day of an announced year is certain', '2026-12-24', '2026-12-31', false],
    ['one working day later it falls into a year not announced', '2026-12-25', '2027-01-01', true],
  ])('%s', (_name, formedOn, day, provisional) => {
    expect(entryDueOn(table, formedOn)).toEqual({ day, provisional });
  });
});

describe('the end of publication by class (R-CR-24)', () => {
  test.each<[CreditClass | null, string, string | null]>([
    ['LIGHT', '2026-01-15', '2026-04-15'],
    ['LIGHT', '2025-11-30', '2026-02-28'],
    ['GENERAL', '2026-01-15', '2027-01-15'],
    ['GENERAL', '2024-02-29', '2025-02-28'],
    ['SERIOUS', '2026-01-15', '2029-01-15'],
    [null, '2026-01-15', null],
  ])('%s published on %s ends on %s', (recordClass, publishedOn, expected) => {
    expect(unpublishOn(recordClass, publishedOn)).toBe(expected);
  });
});

describe('what a record needs (domain.md 2.2, R-CR-04)', () => {
  test('there are five categories', () => {
    expect(CREDIT_CATEGORIES).toEqual(['BASIC', 'ANNUAL_REPORT', 'INSPECTION', 'PENALTY', 'OTHER']);
  });

  test.each<[string, CreditEntry, string[]]>([
    ['basic information needs no more', entry('BASIC'), []],
    ['other information needs no more', entry('OTHER'), []],
    ['a report with year and conclusion', entry('ANNUAL_REPORT', { year: 2025, conclusion: '合格' }), []],
    [
      'a report without its year and conclusion',
      entry('ANNUAL_REPORT'),
      ['credit-field-needed year', 'credit-field-needed conclusion'],
    ],
    [
      'a report without its year',
      entry('ANNUAL_REPORT', { conclusion: '合格' }),
      ['credit-field-needed year'],
    ],
    ['an inspection with its conclusion', entry('INSPECTION', { conclusion: '合格' }), []],
    ['an inspection without', entry('INSPECTION'), ['credit-field-needed conclusion']],
    ['a warning with all it needs', entry('PENALTY', PENALTY), []],
    [
      'an empty penalty',
      entry('PENALTY'),
      [
        'credit-field-needed penaltyKind',
        'credit-field-needed documentNumber',
        'credit-field-needed department',
        'credit-field-needed recordClass',
      ],
    ],
    [
      'a fine without its amount',
      entry('PENALTY', { ...PENALTY, penaltyKind: 'FINE' }),
      ['credit-field-needed fineFen'],
    ],
    ['a fine with its amount', entry('PENALTY', { ...PENALTY, penaltyKind: 'FINE', fineFen: 4_999_999 }), []],
    ['formed today', entry('BASIC', { formedOn: '2026-11-24' }), []],
    ['formed tomorrow', entry('BASIC', { formedOn: '2026-11-25' }), ['credit-day-in-future formedOn']],
    [
      'everything wrong at once is said at once',
      entry('PENALTY', { ...PENALTY, penaltyKind: 'FINE', formedOn: '2027-01-01', department: undefined }),
      ['credit-field-needed department', 'credit-field-needed fineFen', 'credit-day-in-future formedOn'],
    ],
  ])('%s', (_name, one, expected) => {
    expect(fieldsOf(one)).toEqual(expected);
  });
});

describe('the life of a record (domain.md 2.2)', () => {
  const actions: CreditAction[] = ['publish', 'repair', 'withdraw'];
  const leads: Partial<Record<string, CreditStatus>> = {
    'RECORDED publish': 'PUBLISHED',
    'RECORDED withdraw': 'WITHDRAWN',
    'PUBLISHED repair': 'REPAIRED',
    'PUBLISHED withdraw': 'WITHDRAWN',
  };

  test.each(CREDIT_STATUSES.flatMap((status) => actions.map((action) => [status, action] as const)))(
    'from %s by %s',
    (status, action) => {
      const to = leads[`${status} ${action}`];
      const answer = follow(CREDIT_LIFE, status, action);
      expect(answer).toEqual(
        to === undefined
          ? { ok: false, findings: [{ code: 'action-not-possible', args: { status, action } }] }
          : { ok: true, value: to },
      );
    },
  );

  test('every step is an approval, and what takes a record away needs a reason (domain.md 6.4)', () => {
    const arrows = Object.values(CREDIT_LIFE).flatMap((from) => Object.entries(from));
    expect(arrows.map(([action, { by, needs }]) => [action, by, needs])).toEqual([
      ['publish', 'credit.approve', undefined],
      ['withdraw', 'credit.approve', 'reason'],
      ['repair', 'credit.approve', 'reason'],
      ['withdraw', 'credit.approve', 'reason'],
    ]);
  });
});

describe('the line in the ledger (R-CR-25)', () => {
  test('names neither the body nor the record: both are only committed to', () => {
    const record = { id: 'r1', creditCode: '51320800MJ99000127', summary: '警告' };
    const { hidden, ...open } = creditRecorded(officer, record);
    expect(open).toEqual({ type: 'credit.recorded', by: 'registry-officer:a1', ref: 'credit', data: {} });
    expect(JSON.parse(hidden?.['record'] ?? '')).toEqual(record);
  });
});
