import { describe, expect, test } from '@jest/globals';
import { isInForce, LETTER_INTERVALS, LIST_TERMS, termsOn } from '../../../src/credit/lists/terms.rules.js';

describe('the parameters of the lists are dated', () => {
  test.each([
    ['2018-01-01', 'ORDER_60'],
    ['2018-01-24', 'ORDER_60'],
    ['2026-03-31', 'ORDER_60'],
    ['2026-04-01', 'REPAIR_2026'],
    ['2027-12-31', 'REPAIR_2026'],
  ])('%s is judged by %s', (day, version) => {
    expect(termsOn(day).version).toBe(version);
  });

  test('the Order holds from the day it was issued', () => {
    expect([isInForce('2018-01-23'), isInForce('2018-01-24')]).toEqual([false, true]);
  });

  test('the periods are those of domain.md 10, and the repair rules change none of them', () => {
    for (const terms of LIST_TERMS)
      expect(terms).toMatchObject({
        statementWorkingDays: 10,
        verificationWorkingDays: 10,
        internetNoticeDays: 30,
        removalWorkingDays: 5,
        correctionWorkingDays: 5,
        abnormalMonths: 6,
        abnormalToSeriousYears: 2,
        seriousYears: 2,
        repeatYears: 3,
        seriousFine: 5_000_000,
      });
    expect(LIST_TERMS.map(({ repair }) => repair)).toEqual([null, { abnormalMonths: 3, seriousYears: 2 }]);
  });

  test('the sets follow one another, and the two readings of the interval have days in common', () => {
    const days = LIST_TERMS.map(({ from }) => from);
    expect(days).toEqual([...days].sort());
    expect(LETTER_INTERVALS).toEqual({ DRAFT: { min: 20, max: 60 }, FINAL: { min: 15, max: 30 } });
  });
});
