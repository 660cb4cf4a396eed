import { describe, expect, test } from '@jest/globals';
import {
  abnormalEndsOn,
  becomesSeriousOn,
  groundOfPenalty,
  isRepeated,
  seriousMayEndOn,
  termAfterNewGround,
} from '../../../src/credit/lists/credit-list.rules.js';
import { standingAsAt } from '../../../src/credit/lists/standing.rules.js';

describe('terms and grounds (domain.md 2.4, 2.5)', () => {
  test('a fine of 49,999.99 is G5, of 50,000.00 is B4', () => {
    expect(groundOfPenalty('FINE', 4_999_999)).toBe('G5');
    expect(groundOfPenalty('FINE', 5_000_000)).toBe('B4');
    expect([
      groundOfPenalty('WARNING', null),
      groundOfPenalty('SUSPENSION', null),
      groundOfPenalty('REVOCATION', null),
      groundOfPenalty('CONFISCATION', null),
    ]).toEqual(['G5', 'B3', 'B7', null]);
  });

  test('terms: six months, two years, restart', () => {
    expect(abnormalEndsOn('2024-03-01')).toBe('2024-09-01');
    expect(becomesSeriousOn('2024-03-01')).toBe('2026-03-01');
    expect(seriousMayEndOn('2024-03-01')).toBe('2026-03-01');
    expect(becomesSeriousOn(termAfterNewGround('2024-03-01', '2025-06-01'))).toBe('2027-06-01');
    expect(termAfterNewGround('2024-03-01', '2024-01-01')).toBe('2024-03-01');
  });

  test('two warnings within three years, the edge included', () => {
    expect(isRepeated(['2022-05-10', '2025-05-09'])).toBe(true);
    expect(isRepeated(['2022-05-10', '2025-05-11'])).toBe(false);
    expect(isRepeated([])).toBe(false);
  });
});

describe('the standing as at a day', () => {
  const stays = [
    { list: 'ABNORMAL' as const, ground: 'G1', listedOn: '2024-03-01', removedOn: '2024-09-01' },
  ];

  test('holds from the day of listing to the day before removal', () => {
    expect(
      ['2024-02-29', '2024-03-01', '2024-08-31', '2024-09-01'].map(
        (on) => standingAsAt(stays, on).abnormalSince,
      ),
    ).toEqual([null, '2024-03-01', '2024-03-01', null]);
  });
});
