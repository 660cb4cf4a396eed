import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type HolidayRow, workingDayTable } from '../../src/kernel/calendar.js';
import { countdown, NOTICE_KINDS, noticePublished, windowOf } from '../../src/notices/publicity.rules.js';

const table = workingDayTable(
  parse(readFileSync('seeds/reference/holidays.csv', 'utf8'), { columns: true, bom: true }) as HolidayRow[],
);

describe('the window of a publicity (domain.md 3.7)', () => {
  test.each<[string, string, number, ReturnType<typeof windowOf>]>([
    [
      'seven days from a Tuesday go over one week-end',
      '2026-11-24',
      7,
      { from: '2026-11-24', to: '2026-12-03', provisional: false },
    ],
    [
      'five days from a Friday end on the next one',
      '2026-11-20',
      5,
      { from: '2026-11-20', to: '2026-11-27', provisional: false },
    ],
    [
      'from a Saturday, day 1 is Monday',
      '2026-11-21',
      1,
      { from: '2026-11-21', to: '2026-11-23', provisional: false },
    ],
    [
      'the holidays of October are skipped, the make-up Saturday counts',
      '2026-09-30',
      3,
      { from: '2026-09-30', to: '2026-10-10', provisional: false },
    ],
    [
      'a make-up Sunday can be the last day',
      '2026-09-18',
      1,
      { from: '2026-09-18', to: '2026-09-20', provisional: false },
    ],
    [
      'no days end on the day itself',
      '2026-11-24',
      0,
      { from: '2026-11-24', to: '2026-11-24', provisional: false },
    ],
    [
      'the last announced day is certain',
      '2026-12-30',
      1,
      { from: '2026-12-30', to: '2026-12-31', provisional: false },
    ],
    [
      'one day further is provisional',
      '2026-12-30',
      2,
      { from: '2026-12-30', to: '2027-01-01', provisional: true },
    ],
  ])('%s', (_, publishedOn, workingDays, expected) => {
    expect(windowOf(table, publishedOn, workingDays)).toEqual(expected);
  });
});

describe('what is left of a window (domain.md 3.7)', () => {
  test.each<[string, string, string, ReturnType<typeof countdown>]>([
    [
      'on the day of publication all seven',
      '2026-11-24',
      '2026-12-03',
      { state: 'running', workingDays: 7, provisional: false },
    ],
    [
      'the day before the last one',
      '2026-12-02',
      '2026-12-03',
      { state: 'running', workingDays: 1, provisional: false },
    ],
    [
      'objections still count on the last day',
      '2026-12-03',
      '2026-12-03',
      { state: 'last-day', workingDays: 0, provisional: false },
    ],
    [
      'it is over the day after',
      '2026-12-04',
      '2026-12-03',
      { state: 'over', workingDays: 0, provisional: false },
    ],
    [
      'a week-end takes nothing off',
      '2026-11-28',
      '2026-12-03',
      { state: 'running', workingDays: 4, provisional: false },
    ],
    [
      'into a year not announced it is provisional',
      '2026-12-31',
      '2027-01-04',
      { state: 'running', workingDays: 2, provisional: true },
    ],
    [
      'once over, nothing is provisional',
      '2027-01-05',
      '2027-01-04',
      { state: 'over', workingDays: 0, provisional: false },
    ],
  ])('%s', (_, today, to, expected) => {
    expect(countdown(table, to, today)).toEqual(expected);
  });
});

describe('notices', () => {
  test('a publicity and an announcement are two different publications (domain.md 3.7)', () => {
    expect(NOTICE_KINDS).toEqual(['PUBLICITY', 'ANNOUNCEMENT']);
  });

  test('the ledger names the notice once and keeps its hash, kind, window and version', () => {
    const data = {
      kind: 'PUBLICITY' as const,
      contentHash: 'ab12',
      from: '2026-11-24',
      to: '2026-12-03',
      version: 2,
    };
    expect(noticePublished('programme-officer:7f3a', { number: 'N-2026-001', ...data })).toEqual({
      type: 'notice.published',
      by: 'programme-officer:7f3a',
      ref: 'N-2026-001',
      data,
    });
  });

  test('an announcement has no last day', () => {
    const act = noticePublished('system', {
      number: 'N-2026-002',
      kind: 'ANNOUNCEMENT',
      contentHash: 'cd34',
      from: '2026-12-04',
      to: null,
      version: 1,
    });
    expect(act.data).toMatchObject({ kind: 'ANNOUNCEMENT', to: null });
  });
});
