import { describe, expect, test } from '@jest/globals';
import {
  add,
  compare,
  divide,
  fromDecimalText,
  fromTenths,
  mean,
  median,
  multiply,
  range,
  rankBy,
  rational,
  type Rational,
  roundHalfUp,
  sampleStandardDeviation,
  sampleVariance,
  sorted,
  subtract,
  sum,
  toNumber,
  trimmedMean,
  ZERO,
} from '../../src/kernel/statistics.js';

const of = (...values: readonly number[]): readonly Rational[] => values.map((value) => rational(value));
/** A value shown with two decimals, as a score is. */
const shown = (value: Rational | null): string | null => (value === null ? null : roundHalfUp(value, 2));

describe('fractions', () => {
  test.each<[string, Rational, Rational]>([
    ['6/4 is 3/2', rational(6, 4), { n: 3n, d: 2n }],
    ['a minus below goes up', rational(3, -6), { n: -1n, d: 2n }],
    ['two minus signs are none', rational(-3, -6), { n: 1n, d: 2n }],
    ['nothing is 0/1', rational(0, 7), { n: 0n, d: 1n }],
    ['a whole number is over one', rational(5), { n: 5n, d: 1n }],
    ['big whole numbers stay exact', rational(9_007_199_254_740_993n), { n: 9_007_199_254_740_993n, d: 1n }],
    ['1/2 + 1/3 is 5/6', add(rational(1, 2), rational(1, 3)), { n: 5n, d: 6n }],
    ['1/2 - 1/3 is 1/6', subtract(rational(1, 2), rational(1, 3)), { n: 1n, d: 6n }],
    ['2/3 x 3/4 is 1/2', multiply(rational(2, 3), rational(3, 4)), { n: 1n, d: 2n }],
    ['2/3 : 4/9 is 3/2', divide(rational(2, 3), rational(4, 9)), { n: 3n, d: 2n }],
    ['1/2 : -1/4 is -2', divide(rational(1, 2), rational(-1, 4)), { n: -2n, d: 1n }],
    ['the sum of nothing is 0', sum([]), ZERO],
    ['1/10 three times is 3/10', sum([rational(1, 10), rational(1, 10), rational(1, 10)]), { n: 3n, d: 10n }],
    ['165 tenths are 33/2', fromTenths(165), { n: 33n, d: 2n }],
  ])('%s', (_, value, expected) => {
    expect(value).toEqual(expected);
  });

  test('nothing stands over nothing', () => {
    expect(() => rational(1, 0)).toThrow(new RangeError('a fraction over nothing'));
    expect(() => divide(rational(1), ZERO)).toThrow(RangeError);
  });

  test('half a tenth is no mark', () => {
    expect(() => fromTenths(16.5)).toThrow(RangeError);
  });

  test.each<[Rational, Rational, -1 | 0 | 1]>([
    [rational(1, 3), rational(1, 2), -1],
    [rational(1, 2), rational(1, 3), 1],
    [rational(2, 4), rational(1, 2), 0],
    [rational(-1, 2), rational(1, 3), -1],
    // A float would see no difference between these two.
    [rational(9_007_199_254_740_992n), rational(9_007_199_254_740_993n), -1],
  ])('%o against %o is %i', (left, right, expected) => {
    expect(compare(left, right)).toBe(expected);
  });
});

describe('decimal text', () => {
  test.each<[string, bigint, bigint]>([
    ['84.5', 169n, 2n],
    ['84', 84n, 1n],
    ['-0.25', -1n, 4n],
    ['007.50', 15n, 2n],
    ['0', 0n, 1n],
  ])('%s is %s/%s', (text, n, d) => {
    expect(fromDecimalText(text)).toEqual({ n, d });
  });

  test.each(['', '.5', '5.', '+1', '1e3', ' 1', '1 ', '1.2.3', '1,5', '８', 'NaN', '--1'])(
    '"%s" is not a number',
    (text) => {
      expect(() => fromDecimalText(text)).toThrow(new RangeError(`not a decimal number: ${text}`));
    },
  );
});

describe('showing a value', () => {
  test.each<[Rational, number, string]>([
    [rational(253, 3), 2, '84.33'],
    [rational(2, 3), 2, '0.67'],
    [rational(81), 2, '81.00'],
    [rational(5, 1000), 2, '0.01'],
    [rational(4999, 1_000_000), 2, '0.00'],
    [rational(1, 8), 2, '0.13'],
    [rational(5, 2), 0, '3'],
    [rational(249, 100), 0, '2'],
    [rational(0), 0, '0'],
    [rational(0), 2, '0.00'],
    [rational(-1, 3), 2, '-0.33'],
    [rational(-5, 2), 0, '-3'],
    [rational(-1, 1000), 2, '0.00'],
    [rational(59_995, 1000), 2, '60.00'],
  ])('%o with %i decimals is %s (R-SC-04, half up)', (value, decimals, expected) => {
    expect(roundHalfUp(value, decimals)).toBe(expected);
  });

  test('a score shown as 60.00 may still be below 60: what is compared stays unrounded (R-SC-04)', () => {
    expect(compare(rational(59_995, 1000), rational(60))).toBe(-1);
  });

  test('a picture gets a number of ten decimals', () => {
    expect(toNumber(rational(1, 3))).toBe(0.3333333333);
    expect(toNumber(rational(-3, 2))).toBe(-1.5);
  });
});

describe('the mean of scores (R-SC-04)', () => {
  test('of nothing is absent, never zero', () => {
    expect(mean([])).toBeNull();
    expect(trimmedMean([])).toBeNull();
    expect(mean(of(0))).toEqual(ZERO);
  });

  test.each<[string, readonly number[], string]>([
    ['of five drops 92 and 60', [88, 92, 75, 90, 60], '84.33'],
    ['of four drops nothing', [88, 75, 90, 60], '78.25'],
    ['of six drops two of them', [100, 70, 80, 90, 60, 0], '75.00'],
    ['of five equal ones drops just two', [80, 80, 80, 80, 80], '80.00'],
    ['drops one highest only, not its equal', [90, 90, 60, 60, 75], '75.00'],
    ['goes by size, not by text', [100, 9, 20, 30, 40], '30.00'],
  ])('%s', (_, values, expected) => {
    expect(shown(trimmedMean(of(...values)))).toBe(expected);
  });

  test('the plain mean of 88, 92, 75, 90, 60 is 81.00', () => {
    expect(shown(mean(of(88, 92, 75, 90, 60)))).toBe('81.00');
  });

  test('the number from which one drops is a parameter', () => {
    expect(shown(trimmedMean(of(88, 75, 90, 60), 4))).toBe('81.50');
    expect(shown(trimmedMean(of(88, 92, 75, 90, 60), 6))).toBe('81.00');
    expect(shown(trimmedMean(of(88, 92, 75, 90, 60), Infinity))).toBe('81.00');
  });

  test('the list that was handed in is left as it was', () => {
    const values = of(3, 1, 2);
    expect(sorted(values)).toEqual(of(1, 2, 3));
    expect(values).toEqual(of(3, 1, 2));
  });
});

describe('the median', () => {
  test.each<[readonly number[], string | null]>([
    [[], null],
    [[7], '7.00'],
    [[9, 1], '5.00'],
    [[10, 9, 1], '9.00'],
    [[10, 2, 9, 1], '5.50'],
  ])('of %j is %s', (values, expected) => {
    expect(shown(median(of(...values)))).toBe(expected);
  });
});

describe('the spread of scores (R-SC-06)', () => {
  test.each<[readonly number[], string | null]>([
    [[], null],
    [[70], '0.00'],
    [[88, 92, 75, 90, 60], '32.00'],
    [[60, 80], '20.00'],
  ])('the range of %j is %s', (values, expected) => {
    expect(shown(range(of(...values)))).toBe(expected);
  });

  test.each<[readonly number[], Rational | null]>([
    [[], null],
    [[70], null],
    [[70, 70], { n: 0n, d: 1n }],
    // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16, over seven.
    [[2, 4, 4, 4, 5, 5, 7, 9], { n: 32n, d: 7n }],
    // 8 either way of the mean: 128 over one, and over two with the mean itself: exactly 8 squared.
    [[62, 78], { n: 128n, d: 1n }],
    [[62, 70, 78], { n: 64n, d: 1n }],
  ])('the sample variance of %j', (values, expected) => {
    expect(sampleVariance(of(...values))).toEqual(expected);
  });

  test('the standard deviation is of the sample: 62, 70, 78 is 8', () => {
    expect(sampleStandardDeviation(of(62, 70, 78))).toBe(8);
    expect(sampleStandardDeviation(of(2, 4, 4, 4, 5, 5, 7, 9))).toBeCloseTo(2.1380899, 6);
    expect(sampleStandardDeviation(of(70))).toBeNull();
  });
});

describe('ranks (R-SC-05, R-SC-09)', () => {
  interface Entry {
    readonly name: string;
    readonly points: number;
  }
  const ranks = (entries: readonly Entry[]): string[] =>
    rankBy(
      entries,
      (left, right) => right.points - left.points,
      ({ name }) => name,
    ).map(({ item, rank }) => `${rank} ${item.name}`);
  const a = { name: 'a', points: 90 };
  const b = { name: 'b', points: 80 };
  const c = { name: 'c', points: 80 };
  const d = { name: 'd', points: 70 };

  test.each<[string, readonly Entry[], readonly string[]]>([
    ['nobody', [], []],
    ['one', [d], ['1 d']],
    ['equal ones share a rank and the next is left out', [a, b, c, d], ['1 a', '2 b', '2 c', '4 d']],
    ['the order of coming in never matters', [d, c, b, a], ['1 a', '2 b', '2 c', '4 d']],
    ['two first ones', [c, d, b], ['1 b', '1 c', '3 d']],
    ['the same thing twice', [b, b, d], ['1 b', '1 b', '3 d']],
  ])('%s', (_, entries, expected) => {
    expect(ranks(entries)).toEqual(expected);
  });
});
