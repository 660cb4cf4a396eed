import { describe, expect, test } from '@jest/globals';
import {
  abnormalEndsOn,
  becomesSeriousOn,
  groundOfPenalty,
  GROUNDS,
  groundsOfPenalties,
  isPenaltyGround,
  isRepeated,
  listOf,
  type Penalty,
  seriousMayEndOn,
} from '../../../src/credit/lists/credit-list.rules.js';
import { LIST_TERMS, termsOn } from '../../../src/credit/lists/terms.rules.js';
import { type PenaltyKind } from '../../../src/credit/records/record.rules.js';

describe.each(LIST_TERMS)('grounds and periods under $version', (terms) => {
  test.each<[PenaltyKind, number | null, string | null]>([
    ['WARNING', null, 'G5'],
    ['FINE', 1, 'G5'],
    ['FINE', 4_999_999, 'G5'],
    ['FINE', 5_000_000, 'B4'],
    ['FINE', null, 'G5'],
    ['SUSPENSION', null, 'B3'],
    ['REVOCATION', null, 'B7'],
    ['CONFISCATION', 9_000_000, null],
  ])('%s of %s fen gives %s (R-CR-08 G5, R-CR-12 B3 B4 B7)', (kind, fine, ground) => {
    expect(groundOfPenalty(kind, fine, terms)).toBe(ground);
  });

  test.each([
    [['2022-05-10', '2025-05-09'], true],
    [['2022-05-10', '2025-05-10'], true],
    [['2022-05-10', '2025-05-11'], false],
    [['2025-05-09', '2022-05-10'], true],
    [['2025-05-09'], false],
    [[], false],
    [['2024-02-29', '2027-02-28'], true],
    [['2020-01-01', '2022-05-10', '2025-05-09'], true],
  ])('decisions of %j within the window: %s (R-CR-12 B5)', (days, expected) => {
    expect(isRepeated(days, terms)).toBe(expected);
  });

  test.each([
    ['2024-03-01', '2024-09-01', '2026-03-01'],
    ['2023-08-31', '2024-02-29', '2025-08-31'],
    ['2024-02-29', '2024-08-29', '2026-02-28'],
    ['2025-10-31', '2026-04-30', '2027-10-31'],
  ])('a term from %s: six months %s, two years %s (R-CR-11, R-CR-12, R-CR-14)', (from, months, years) => {
    expect(abnormalEndsOn(from, terms)).toBe(months);
    expect(becomesSeriousOn(from, terms)).toBe(years);
    expect(seriousMayEndOn(from, terms)).toBe(years);
  });
});

describe('the grounds that penalties give together', () => {
  const penalty = (
    id: string,
    decidedOn: string,
    kind: PenaltyKind,
    fineFen: number | null = null,
  ): Penalty => ({
    id,
    kind,
    fineFen,
    decidedOn,
    recordedAt: `2026-01-01T00:00:0${id.charCodeAt(0) - 97}.000Z`,
  });
  const groundsOf = (...list: Penalty[]): Record<string, string> =>
    Object.fromEntries(groundsOfPenalties(list));

  test('a second small one within three years is B5 in place of G5, outside it is G5 again', () => {
    expect(groundsOf(penalty('b', '2025-05-09', 'FINE', 100), penalty('a', '2022-05-10', 'WARNING'))).toEqual(
      {
        a: 'G5',
        b: 'B5',
      },
    );
    expect(groundsOf(penalty('a', '2022-05-10', 'WARNING'), penalty('b', '2025-05-11', 'WARNING'))).toEqual({
      a: 'G5',
      b: 'G5',
    });
  });

  test('large fines, suspensions and confiscations are not counted among the small ones', () => {
    expect(
      groundsOf(
        penalty('a', '2024-01-01', 'FINE', 5_000_000),
        penalty('b', '2024-02-01', 'CONFISCATION'),
        penalty('c', '2024-03-01', 'WARNING'),
        penalty('d', '2024-04-01', 'SUSPENSION'),
      ),
    ).toEqual({ a: 'B4', c: 'G5', d: 'B3' });
  });

  test('two decisions of one day are two, the one entered first being the earlier', () => {
    const late = { ...penalty('a', '2024-01-01', 'WARNING'), recordedAt: '2026-02-01T00:00:00.000Z' };
    expect(groundsOf(late, penalty('b', '2024-01-01', 'WARNING'))).toEqual({ b: 'G5', a: 'B5' });
    expect(groundsOf(penalty('b', '2024-01-01', 'WARNING'), penalty('a', '2024-01-01', 'WARNING'))).toEqual({
      a: 'G5',
      b: 'B5',
    });
  });
});

test('every ground belongs to the list of its letter, and five rest on penalties', () => {
  for (const ground of GROUNDS) expect(listOf(ground)).toBe(ground.startsWith('G') ? 'ABNORMAL' : 'SERIOUS');
  expect(GROUNDS.filter(isPenaltyGround)).toEqual(['G5', 'B3', 'B4', 'B5', 'B7']);
  expect(termsOn('2026-11-25').seriousFine).toBe(5_000_000);
});
