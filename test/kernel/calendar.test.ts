import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import {
  addMonths,
  addWorkingDays,
  closingTime,
  type HolidayRow,
  isCalendarDay,
  isWorkingDay,
  shanghaiDayOf,
  shanghaiInstant,
  startOfShanghaiDay,
  workingDaysBetween,
  workingDaysLeft,
  workingDayTable,
} from '../../src/kernel/calendar.js';

const table = workingDayTable(
  parse(readFileSync('seeds/reference/holidays.csv', 'utf8'), { columns: true, bom: true }) as HolidayRow[],
);

describe('calendar days', () => {
  test.each([
    ['2026-02-30', false],
    ['2024-02-29', true],
    ['2025-02-29', false],
    ['2026-1-1', false],
    ['', false],
  ])('%s is a day: %s', (text, real) => {
    expect(isCalendarDay(text)).toBe(real);
  });

  test('the day in Shanghai begins at 16:00 UTC', () => {
    expect(shanghaiDayOf('2019-07-10T15:59:59.999Z')).toBe('2019-07-10');
    expect(shanghaiDayOf('2019-07-10T16:00:00.000Z')).toBe('2019-07-11');
    expect(startOfShanghaiDay('2019-07-11')).toBe('2019-07-10T16:00:00.000Z');
    expect(shanghaiInstant('2019-07-10T16:00:00.000Z')).toBe('2019-07-11T00:00:00+08:00');
    expect(closingTime('2019-07-10T16:00:00.000Z')).toBe('2019-07-10 24:00');
    expect(closingTime('2019-07-10T16:01:00.000Z')).toBe('2019-07-11 00:01');
  });

  test('six months are full on the same day, or the last of a shorter month', () => {
    expect(addMonths('2024-03-01', 6)).toBe('2024-09-01');
    expect(addMonths('2024-08-31', 6)).toBe('2025-02-28');
    expect(addMonths('2024-01-15', -2)).toBe('2023-11-15');
  });
});

describe('working days', () => {
  test.each([
    ['2018-02-11', true],
    ['2018-02-15', false],
    ['2020-01-31', false],
    ['2020-02-02', false],
    ['2020-02-03', true],
    ['2020-01-19', true],
    ['2026-10-01', false],
  ])('%s is a working day: %s', (day, working) => {
    expect(isWorkingDay(table, day)).toEqual({ working, provisional: false });
  });

  test('five working days over the long New Year of 2020 end on 7 February', () => {
    expect(addWorkingDays(table, '2020-01-23', 5)).toEqual({ day: '2020-02-07', provisional: false });
  });

  test('day 1 is the next working day, and no days is the day itself', () => {
    expect(addWorkingDays(table, '2026-11-20', 1)).toEqual({ day: '2026-11-23', provisional: false });
    expect(addWorkingDays(table, '2026-11-20', 0)).toEqual({ day: '2026-11-20', provisional: false });
  });

  test('a deadline in a year that is not announced is provisional', () => {
    expect(addWorkingDays(table, '2026-12-30', 7).provisional).toBe(true);
    expect(workingDaysBetween(table, '2026-12-30', '2027-01-05').provisional).toBe(true);
  });

  test('what is left counts down to nothing and below', () => {
    expect(workingDaysLeft(table, '2026-11-23', '2026-11-27').days).toBe(4);
    expect(workingDaysLeft(table, '2026-11-27', '2026-11-27').days).toBe(0);
    expect(workingDaysLeft(table, '2026-11-30', '2026-11-27').days).toBe(-1);
  });
});
