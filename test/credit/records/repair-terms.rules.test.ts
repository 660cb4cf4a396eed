import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type HolidayRow, workingDayTable } from '../../../src/kernel/calendar.js';
import { unreachable } from '../../../src/kernel/transitions.js';
import { type CreditClass, type CreditStatus } from '../../../src/credit/records/record.rules.js';
import {
  earliestRepairOn,
  findingsAgainstRepair,
  findingsInRepair,
  papersFor,
  REPAIR_LIFE,
  type Repairable,
  repairDueOn,
} from '../../../src/credit/records/repair.rules.js';
import {
  earliestStayRepair,
  publicationWindow,
  REPAIR_TERMS,
  repairTermsOn,
  waysToApprove,
} from '../../../src/credit/records/repair-terms.rules.js';

const holidays = workingDayTable(
  parse(readFileSync('seeds/reference/holidays.csv', 'utf8'), { columns: true, bom: true }) as HolidayRow[],
);

describe('the sets of terms (R-CR-24; domain.md 2.7)', () => {
  test.each([
    ['2017-12-31', '2018-01-24'],
    ['2018-01-24', '2018-01-24'],
    ['2023-04-30', '2018-01-24'],
    ['2023-05-01', '2023-05-01'],
    ['2026-03-31', '2023-05-01'],
    ['2026-04-01', '2026-04-01'],
    ['2030-01-01', '2026-04-01'],
  ])('on %s the set of %s is in force', (day, from) => {
    expect(repairTermsOn(day).from).toBe(from);
  });

  test('they follow one another in time', () => {
    const days = REPAIR_TERMS.map(({ from }) => from);
    expect([...days].sort()).toEqual(days);
  });

  test.each<[CreditClass | null, string, string | null, string | null]>([
    // Before the trial measures: no repair by class, no last day.
    ['LIGHT', '2023-04-30', null, null],
    ['GENERAL', '2023-04-30', null, null],
    ['SERIOUS', '2023-04-30', null, null],
    // The trial measures: three months, one year, three years at the latest.
    ['LIGHT', '2023-05-01', '2023-05-01', null],
    ['GENERAL', '2023-05-01', '2023-08-01', '2026-05-01'],
    ['SERIOUS', '2023-05-01', '2024-05-01', '2026-05-01'],
    ['LIGHT', '2026-03-31', '2026-03-31', null],
    ['GENERAL', '2026-03-31', '2026-06-30', '2029-03-31'],
    ['SERIOUS', '2026-03-31', '2027-03-31', '2029-03-31'],
    // From 2026-04-01: light at most three months, general one year, serious three.
    ['LIGHT', '2026-04-01', '2026-04-01', '2026-07-01'],
    ['GENERAL', '2026-04-01', '2026-07-01', '2027-04-01'],
    ['SERIOUS', '2026-04-01', '2027-04-01', '2029-04-01'],
    // The end of a month, and a leap day.
    ['LIGHT', '2026-11-30', '2026-11-30', '2027-02-28'],
    ['GENERAL', '2028-02-29', '2028-05-29', '2029-02-28'],
    [null, '2026-04-01', null, null],
    [null, '2023-05-01', null, null],
  ])('%s published on %s: repair from %s, taken down on %s', (recordClass, day, earliest, latest) => {
    expect(publicationWindow(recordClass, day)).toEqual({ earliestRepairOn: earliest, unpublishOn: latest });
  });

  test.each<[CreditClass | null, string, string[]]>([
    ['LIGHT', '2023-04-30', ['publish']],
    ['LIGHT', '2023-05-01', ['hold']],
    ['LIGHT', '2026-03-31', ['hold']],
    ['LIGHT', '2026-04-01', ['publish', 'hold']],
    ['GENERAL', '2026-03-31', ['publish']],
    ['GENERAL', '2026-04-01', ['publish']],
    ['SERIOUS', '2026-04-01', ['publish']],
    [null, '2026-04-01', ['publish']],
  ])('a record of class %s approved on %s is approved by %j', (recordClass, day, ways) => {
    expect(waysToApprove(recordClass, day)).toEqual(ways);
  });

  test.each<['ABNORMAL' | 'SERIOUS', string, string, string | null]>([
    ['ABNORMAL', '2026-01-05', '2026-03-31', null],
    ['ABNORMAL', '2026-01-05', '2026-04-01', '2026-04-05'],
    ['SERIOUS', '2025-06-30', '2026-03-31', null],
    ['SERIOUS', '2025-06-30', '2026-04-01', '2026-06-30'],
  ])('a stay on the %s list since %s, asked on %s: from %s', (list, listedOn, today, expected) => {
    expect(earliestStayRepair(list, listedOn, today)).toBe(expected);
  });
});

describe('whether a record may be repaired (NDRC Order 36, art. 2; R-CR-24)', () => {
  const record = (change: Partial<Repairable> = {}): Repairable => ({
    category: 'PENALTY',
    recordClass: 'GENERAL',
    status: 'PUBLISHED',
    fields: {},
    formedOn: '2026-04-01',
    publishedOn: '2026-04-02',
    repairBar: null,
    ...change,
  });
  const codes = (one: Repairable, today: string): string[] =>
    findingsAgainstRepair(one, today).map(({ code }) => code);

  test('a day too early is refused with the day; on it, it is possible', () => {
    expect(findingsAgainstRepair(record(), '2026-07-01')).toEqual([
      { code: 'repair-too-early', args: { from: '2026-07-02' } },
    ]);
    expect(findingsAgainstRepair(record(), '2026-07-02')).toEqual([]);
  });

  test.each<[CreditStatus, string[]]>([
    ['DRAFT', ['repair-not-now']],
    ['RECORDED', ['repair-not-now']],
    ['PUBLISHED', []],
    ['UNDER_OBJECTION', ['repair-not-now']],
    ['CORRECTED', []],
    ['UPHELD', []],
    ['ARCHIVED', []],
    ['REPAIRED', ['repair-not-now']],
    ['WITHDRAWN', ['repair-not-now']],
  ])('a record that is %s', (status, expected) => {
    expect(codes(record({ status }), '2027-01-01')).toEqual(expected);
  });

  test('it is a right, unless a law excludes it, which is then named', () => {
    expect(findingsAgainstRepair(record({ repairBar: '某法第一条' }), '2030-01-01')).toEqual([
      { code: 'repair-excluded', args: { basis: '某法第一条' } },
    ]);
  });

  test('what is no dishonesty has nothing to mend', () => {
    const passed = record({ category: 'INSPECTION', recordClass: null, fields: { conclusion: 'QUALIFIED' } });
    expect(codes(passed, '2030-01-01')).toEqual(['repair-nothing-to-mend']);
    const failed = record({ category: 'INSPECTION', fields: { conclusion: 'UNQUALIFIED' } });
    expect(codes(failed, '2026-07-02')).toEqual([]);
  });

  test('what was published under terms without repair has none', () => {
    expect(codes(record({ publishedOn: '2023-04-30' }), '2030-01-01')).toEqual(['repair-without-terms']);
  });

  test('a light record that is held may be repaired at once, any other only after publication', () => {
    const held = record({ recordClass: 'LIGHT', status: 'HELD', publishedOn: null });
    expect(earliestRepairOn(held)).toBe('2026-04-01');
    expect(codes(held, '2026-04-01')).toEqual([]);
    expect(earliestRepairOn({ ...held, recordClass: 'GENERAL' })).toBeNull();
  });
});

describe('an application for repair', () => {
  test('takes more papers the heavier the class', () => {
    expect(papersFor(null, '2026-04-01')).toEqual([]);
    expect(papersFor('LIGHT', '2026-04-01')).toEqual(['DUTY']);
    expect(papersFor('GENERAL', '2026-04-01')).toEqual(['DUTY', 'CREDIT_REPORT']);
    expect(papersFor('SERIOUS', '2026-04-01')).toEqual(['DUTY', 'CREDIT_REPORT', 'TRAINING']);
  });

  test('says everything it lacks at once', () => {
    const needed = papersFor('SERIOUS', '2026-04-01');
    expect(findingsInRepair({ duties: '', promise: false, papers: ['DUTY'] }, needed)).toEqual([
      { code: 'form-required', field: 'duties' },
      { code: 'repair-promise-needed', field: 'promise' },
      { code: 'repair-paper-missing', field: 'papers', args: { paper: 'CREDIT_REPORT' } },
      { code: 'repair-paper-missing', field: 'papers', args: { paper: 'TRAINING' } },
    ]);
    expect(findingsInRepair({ duties: '已整改', promise: true, papers: [...needed] }, needed)).toEqual([]);
  });

  test('is decided within ten working days; an end in 2027 is provisional', () => {
    expect(repairDueOn(holidays, '2026-11-24')).toEqual({ day: '2026-12-08', provisional: false });
    expect(repairDueOn(holidays, '2026-12-21')).toEqual({ day: '2027-01-04', provisional: true });
  });

  test('ends in one of three ways, each from its beginning', () => {
    expect(unreachable(REPAIR_LIFE, 'DRAFT')).toEqual([]);
    expect(
      Object.entries(REPAIR_LIFE)
        .filter(([, arrows]) => Object.keys(arrows).length === 0)
        .map(([name]) => name),
    ).toEqual(['APPROVED', 'REFUSED', 'WITHDRAWN']);
  });
});
