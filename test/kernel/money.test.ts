import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chineseCapitals, exceedsRatio, fenFromText, sharesOf, yuanText } from '../../src/kernel/money.js';

describe('money in fen', () => {
  test.each([
    ['1234.5', 123_450],
    ['1,234.50', 123_450],
    ['０.0１', 1],
    ['¥128,500.35', 12_850_035],
    ['0', 0],
    ['1000元', 100_000],
  ])('%s is %d fen', (text, fen) => {
    expect(fenFromText(text)).toEqual({ ok: true, fen });
  });

  test.each([
    ['1e3', 'money-format'],
    ['NaN', 'money-format'],
    ['-0', 'money-negative'],
    ['', 'money-format'],
    ['1.005', 'money-too-fine'],
    ['1,23.00', 'money-format'],
    ['99999999999999999', 'money-too-large'],
    ['9007199254740993', 'money-too-large'],
  ])('%s is refused: %s', (text, code) => {
    expect(fenFromText(text)).toEqual({ ok: false, code });
  });

  test('what is shown reads back, whatever the sum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000_000_000_000 }), (fen) =>
        expect(fenFromText(yuanText(fen))).toEqual({ ok: true, fen }),
      ),
    );
  });

  test('shares add up, the last takes the difference (R-PAY-01)', () => {
    expect(sharesOf(10_000_001, [50, 30, 20])).toEqual([5_000_001, 3_000_000, 2_000_000]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (total) =>
        expect(sharesOf(total, [34, 33, 33]).reduce((a, b) => a + b, 0)).toBe(total),
      ),
    );
    expect(() => sharesOf(1, [50, 40])).toThrow(RangeError);
  });

  test.each([
    [12_850_035, '壹拾贰万捌仟伍佰元叁角伍分'],
    [10_000_001, '壹拾万元零壹分'],
    [1_001_000, '壹万零壹拾元整'],
    [100_500, '壹仟零伍元整'],
    [5, '伍分'],
    [0, '零元整'],
    [10_000_000_000_00, '壹佰亿元整'],
    [10_000_500_010, '壹亿零伍仟元壹角整'],
  ])('%d fen in capitals', (fen, text) => {
    expect(chineseCapitals(fen)).toBe(text);
  });

  test('ratios are compared exactly', () => {
    expect(exceedsRatio(60, 100, 60, 100)).toBe(false);
    expect(exceedsRatio(61, 100, 60, 100)).toBe(true);
  });
});
