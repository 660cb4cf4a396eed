import { describe, expect, test } from '@jest/globals';
import { type ListKind } from '../../../src/credit/lists/credit-list.rules.js';
import { EFFECTS, effectsOf } from '../../../src/credit/lists/restrictions.rules.js';
import { hasMessage } from '../../../src/platform/i18n/translator.js';

describe('what a listing costs (R-CR-19 to R-CR-23)', () => {
  test.each<[readonly ListKind[], readonly string[]]>([
    [[], ['first-functions', 'first-purchase', 'first-funding']],
    [['ABNORMAL'], ['call', 'assessment', 'becomes-serious']],
    [['SERIOUS'], ['no-funding', 'no-purchase', 'no-functions', 'no-honours', 'supervision', 'grade']],
  ])('on %j: %j', (lists, codes) => {
    expect(effectsOf(lists).map(({ effect }) => effect)).toEqual(codes);
  });

  test('on both lists everything of both holds, and nothing of a clean record', () => {
    expect(effectsOf(['SERIOUS', 'ABNORMAL'])).toHaveLength(9);
  });

  test('the abnormal list itself bars no funding: the call does (R-CR-22)', () => {
    expect(EFFECTS.find(({ effect }) => effect === 'call')?.isBar).toBe(false);
    expect(EFFECTS.find(({ effect }) => effect === 'no-functions')).toMatchObject({
      rule: 'R-CR-21',
      isBar: true,
    });
  });

  test('every effect names the law it comes from, and a rule (R-CR-23)', () => {
    for (const { effect, rule } of EFFECTS) {
      expect([
        effect,
        hasMessage(`lists.effects.${effect}`),
        hasMessage(`lists.effect-laws.${effect}`),
      ]).toEqual([effect, true, true]);
      expect(rule).toMatch(/^R-CR-\d\d$/);
    }
  });
});
