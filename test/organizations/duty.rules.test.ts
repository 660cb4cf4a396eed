import { describe, expect, test } from '@jest/globals';
import {
  dutiesOf,
  type DutyBody,
  type DutyTerms,
  isOverdue,
  reminderOf,
  reportYears,
} from '../../src/organizations/duty.rules.js';

const BODY: DutyBody = {
  type: 'ASSOCIATION',
  establishedOn: '2010-03-01',
  endedOn: null,
  hasSupervisingUnit: true,
  isCharityOn: () => false,
};
const owed = (change: Partial<DutyBody>, year = 2025, terms?: readonly DutyTerms[]): string[] =>
  dutiesOf({ ...BODY, ...change }, year, terms).map(({ kind, dueOn }) => `${kind} ${dueOn}`);

describe('the yearly duties (domain.md 1.5)', () => {
  test.each<[string, Partial<DutyBody>, readonly string[]]>([
    ['an association with a supervising unit', {}, ['WORK_REPORT 2026-03-31', 'ANNUAL_REPORT 2026-05-31']],
    ['an association registered directly', { hasSupervisingUnit: false }, ['ANNUAL_REPORT 2026-05-31']],
    [
      'a service institution',
      { type: 'SERVICE_INSTITUTION' },
      ['WORK_REPORT 2026-03-31', 'ANNUAL_REPORT 2026-05-31'],
    ],
    ['a foundation, with a unit or without', { type: 'FOUNDATION' }, ['ANNUAL_REPORT 2026-03-31']],
    [
      'a foundation that is a charity',
      { type: 'FOUNDATION', isCharityOn: () => true },
      ['ANNUAL_REPORT 2026-03-31', 'CHARITY_REPORT 2026-03-31'],
    ],
    [
      'an institution that is a charity on the last day of the year',
      { type: 'SERVICE_INSTITUTION', hasSupervisingUnit: false, isCharityOn: (day) => day === '2025-12-31' },
      ['ANNUAL_REPORT 2026-05-31', 'CHARITY_REPORT 2026-05-31'],
    ],
    [
      'established on the last day of the first half',
      { establishedOn: '2025-06-30', hasSupervisingUnit: false },
      ['ANNUAL_REPORT 2026-05-31'],
    ],
    ['established on the first day of the second half', { establishedOn: '2025-07-01' }, []],
    ['established after the year', { establishedOn: '2026-01-02' }, []],
    ['ended on the last day to report', { endedOn: '2026-05-31', hasSupervisingUnit: false }, []],
    ['ended between the two days', { endedOn: '2026-04-15' }, ['WORK_REPORT 2026-03-31']],
    [
      'ended a day after the last',
      { endedOn: '2026-06-01', hasSupervisingUnit: false },
      ['ANNUAL_REPORT 2026-05-31'],
    ],
  ])('%s (R-ANN-01)', (_, change, expected) => {
    expect(owed(change)).toEqual(expected);
  });

  test('a body of the second half-year owes the next year in full', () => {
    expect(owed({ establishedOn: '2025-07-01' }, 2026)).toEqual([
      'WORK_REPORT 2027-03-31',
      'ANNUAL_REPORT 2027-05-31',
    ]);
  });

  test('the terms are dated: a year goes by the latest that began, and before the first nothing is owed', () => {
    const older = {
      fromYear: 2000,
      workReport: '03-31',
      report: '05-31',
      foundationReport: '03-31',
      excusedFrom: '07-01',
    };
    const newer = { ...older, fromYear: 2026, report: '06-30', excusedFrom: null };
    expect(owed({}, 2025, [older, newer])).toContain('ANNUAL_REPORT 2026-05-31');
    expect(owed({}, 2026, [older, newer])).toContain('ANNUAL_REPORT 2027-06-30');
    expect(owed({ establishedOn: '2026-12-31' }, 2026, [older, newer])).toHaveLength(2);
    expect(owed({}, 1999, [older, newer])).toEqual([]);
  });

  test('the years that can be owed run from the first one kept here to last year', () => {
    expect(reportYears('2026-11-24')).toEqual([2025, 2024]);
    expect(reportYears('2024-12-31')).toEqual([]);
  });
});

describe('reminders 60, 30, 7 days and 1 day before (R-ANN-01)', () => {
  test.each([
    ['2026-03-31', null],
    ['2026-04-01', 60],
    ['2026-04-30', 60],
    ['2026-05-01', 30],
    ['2026-05-24', 7],
    ['2026-05-29', 7],
    ['2026-05-30', 1],
    ['2026-05-31', 1],
    ['2026-06-01', null],
  ])('on %s the reminder is that of %s', (today, expected) => {
    expect(reminderOf('2026-05-31', today)).toBe(expected);
  });
});

describe('overdue', () => {
  const due = '2026-05-31';
  test.each<[string, { status: string; mendBy: string | null } | null, string, boolean]>([
    ['nothing, on the last day', null, '2026-05-31', false],
    ['nothing, the day after', null, '2026-06-01', true],
    ['a draft, the day after', { status: 'DRAFT', mendBy: null }, '2026-06-01', true],
    ['handed in', { status: 'SUBMITTED', mendBy: null }, '2027-01-01', false],
    ['accepted', { status: 'ACCEPTED', mendBy: null }, '2027-01-01', false],
    ['returned, on the day to mend it', { status: 'RETURNED', mendBy: '2026-07-10' }, '2026-07-10', false],
    ['returned, the day after that', { status: 'RETURNED', mendBy: '2026-07-10' }, '2026-07-11', true],
    [
      'returned early: the last day still counts',
      { status: 'RETURNED', mendBy: '2026-04-10' },
      '2026-05-31',
      false,
    ],
  ])('%s', (_, filing, today, expected) => {
    expect(isOverdue(filing && { ...filing, dueOn: due }, due, today)).toBe(expected);
  });
});
