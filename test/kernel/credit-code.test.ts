import { describe, expect, test } from '@jest/globals';
import {
  checkCharacter,
  creditCodeFinding,
  makeCreditCode,
  readCreditCode,
} from '../../src/kernel/credit-code.js';

const GOOD = [
  '53100000500021676K',
  '51100000500009247D',
  '51320000MJ5500855M',
  '52440300MJL186084F',
  '51310110501144395U',
];
const SYNTHETIC = [
  '51320800MJ99000127',
  '51320800MJ99000202',
  '52320800MJ9900039U',
  '52320803MJ99000472',
  '52320804MJ9900055B',
  '52320812MJ9900063Q',
  '51320813MJ99000715',
  '52320826MJ990008XL',
  '52320830MJ9900098D',
  '51320831MJ9900100J',
  '53320000MJ99001193',
  '52320802MJ99001277',
  '51320829MJ99001359',
  '52320811MJ9900143X',
];
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('the unified social credit code (R-CODE-01)', () => {
  test.each([...GOOD, ...SYNTHETIC])('%s passes', (code) => {
    expect(readCreditCode(code)).toMatchObject({ ok: true, code });
  });

  test.each([
    ['53100000500020462H', 'check-character'],
    ['531000005000074012', 'check-character'],
    ['51310110501144359U', 'check-character'],
    ['51310110501144395V', 'alphabet'],
    ['5131O110501144395U', 'alphabet'],
    ['5131011050114439U', 'length'],
    ['91350100M000100Y43', 'not-a-social-organization'],
    ['51310110501144395UA26001', 'length'],
  ])('%s is refused for %s', (code, reason) => {
    expect(readCreditCode(code)).toMatchObject({ ok: false, reason });
  });

  test('blanks, full-width and small letters are the same code', () => {
    expect(readCreditCode(' ５１３２０８００mj99000127 ')).toMatchObject({
      ok: true,
      code: '51320800MJ99000127',
    });
  });

  test('a look-alike letter gets the digit it looks like', () => {
    expect(creditCodeFinding('5131O110501144395U')).toMatchObject({
      code: 'credit-code-look-alike',
      args: { position: 5, expected: '0' },
    });
  });

  test('none of 510 substitutions and no transposition of the worked example passes', () => {
    const code = '53100000500019795A';
    const substituted = [...code.slice(0, 17)].flatMap((own, i) =>
      [...ALPHABET].filter((one) => one !== own).map((one) => code.slice(0, i) + one + code.slice(i + 1)),
    );
    expect(substituted).toHaveLength(510);
    expect(substituted.filter((one) => checkCharacter(one.slice(0, 17)) === one[17])).toEqual([]);
    const swapped = Array.from(
      { length: 17 },
      (_, i) => code.slice(0, i) + (code[i + 1] ?? '') + (code[i] ?? '') + code.slice(i + 2),
    ).filter((one) => one !== code);
    expect(swapped.filter((one) => checkCharacter(one.slice(0, 17)) === one[17])).toEqual([]);
  });

  test('a code made here reads back', () => {
    expect(readCreditCode(makeCreditCode('FOUNDATION', '320800', 'MJ990042'))).toMatchObject({
      ok: true,
      type: 'FOUNDATION',
      divisionCode: '320800',
    });
  });
});

describe('the likely slip is named, never corrected (A1)', () => {
  const RIGHT = '52320812MJ9900063Q';

  test('of a single wrong character in the organization part, many are named with what would fit, and rightly', () => {
    let named = 0;
    let all = 0;
    for (let i = 8; i < 17; i += 1)
      for (const other of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
        if (other === RIGHT[i]) continue;
        const typed = `${RIGHT.slice(0, i)}${other}${RIGHT.slice(i + 1)}`;
        const finding = creditCodeFinding(typed, 'creditCode');
        expect(finding).not.toBeNull();
        all += 1;
        if (finding?.code !== 'credit-code-suspect') continue;
        named += 1;
        // The right repair is among those that fit, so a single one can only be it.
        expect(finding).toEqual({
          code: 'credit-code-suspect',
          field: 'creditCode',
          args: { position: i + 1, character: other, expected: RIGHT[i] },
        });
      }
    expect(named / all).toBeGreaterThan(0.4);
  });

  test('where several characters could be at fault, the check character and what the others give are named', () => {
    const typed = `${RIGHT.slice(0, 17)}R`;
    expect(readCreditCode(typed)).toMatchObject({ ok: false, position: 18, character: 'R', expected: 'Q' });
  });
});
