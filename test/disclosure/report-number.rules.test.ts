import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  instantOfMinute,
  looksLikeReportNumber,
  markedText,
  readReportNumber,
  reportMinute,
  reportNumber,
} from '../../src/disclosure/report-number.rules.js';

const hex = (digits: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits })
    .map((all) => all.join(''));
const mark = fc.record({ body: hex(8), minute: fc.integer({ min: 0, max: 2 ** 28 - 1 }), digest: hex(10) });
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SAMPLE = reportNumber({ body: '0123abcd', minute: 4_680_000, digest: '00ff00ff00' }, 'a1b2c3d4e5');

test('a number is six groups of five behind BG, and says again what was put in', () => {
  expect(SAMPLE).toMatch(/^BG(-[0-9A-HJKMNP-TV-Z]{5}){6}$/);
  fc.assert(
    fc.property(mark, hex(10), (one, code) => {
      expect(readReportNumber(reportNumber(one, code))).toEqual({ ok: true, mark: one, code });
    }),
  );
});

test.each([
  ['small letters', (text: string) => text.toLowerCase()],
  ['no hyphens', (text: string) => text.replaceAll('-', '')],
  ['no prefix', (text: string) => text.slice(3)],
  [
    'full-width characters and blanks',
    (text: string) => ` ${text.replaceAll('0', '０').replaceAll('-', ' ')} `,
  ],
  ['O for 0 and l for 1', (text: string) => text.replaceAll('0', 'O').replaceAll('1', 'l')],
  ['a long dash', (text: string) => text.replaceAll('-', '–')],
])('reads %s as what was meant', (_, typed) => {
  expect(readReportNumber(typed(SAMPLE))).toEqual(readReportNumber(SAMPLE));
  expect(readReportNumber(SAMPLE).ok).toBe(true);
});

test('every single wrong character is named, with the one that would fit (A1)', () => {
  const plain = SAMPLE.slice(3).replaceAll('-', '');
  for (let at = 0; at < plain.length; at += 1)
    for (const character of ALPHABET) {
      if (character === plain[at]) continue;
      const typed = plain.slice(0, at) + character + plain.slice(at + 1);
      expect(readReportNumber(typed)).toEqual({
        ok: false,
        finding: {
          code: 'report-number-mistyped',
          field: 'number',
          args: {
            group: Math.floor(at / 5) + 1,
            place: (at % 5) + 1,
            character,
            expected: plain[at],
          },
        },
      });
    }
});

test('two neighbours in the wrong order never pass, and are mostly named', () => {
  let named = 0;
  let tried = 0;
  fc.assert(
    fc.property(mark, hex(10), fc.integer({ min: 0, max: 28 }), (one, code, at) => {
      const plain = reportNumber(one, code).slice(3).replaceAll('-', '');
      const [left = '', right = ''] = [plain[at], plain[at + 1]];
      if (left === right) return;
      const reading = readReportNumber(plain.slice(0, at) + right + left + plain.slice(at + 2));
      expect(reading.ok).toBe(false);
      tried += 1;
      if (!reading.ok && reading.finding.code === 'report-number-swapped') named += 1;
    }),
    { numRuns: 500 },
  );
  expect(named / tried).toBeGreaterThan(0.3);
});

describe('what is no number', () => {
  test.each([
    ['', 'report-number-length', { length: 0, expected: 30 }],
    [SAMPLE.slice(0, -1), 'report-number-length', { length: 29, expected: 30 }],
    [`${SAMPLE}7`, 'report-number-length', { length: 31, expected: 30 }],
    [`U${SAMPLE.slice(4)}`, 'report-number-character', { group: 1, place: 1, character: 'U' }],
    [`BG-0000?`, 'report-number-character', { group: 1, place: 5, character: '?' }],
  ])('%s: %s', (text, code, args) => {
    expect(readReportNumber(text)).toEqual({ ok: false, finding: { code, field: 'number', args } });
  });

  test('several wrong characters get no guess that passes', () => {
    const reading = readReportNumber(SAMPLE.split('').reverse().join('').replaceAll('-', '').slice(0, 30));
    expect(reading.ok).toBe(false);
  });
});

test('a bare number that begins with BG itself is read whole', () => {
  const one = { body: '5c000000', minute: 1, digest: '0000000000' };
  const bare = reportNumber(one, '0000000000').slice(3);
  expect(bare.slice(0, 2)).toBe('BG');
  expect(readReportNumber(bare)).toMatchObject({ ok: true, mark: one });
});

test('a number counts in minutes and refuses instants before its epoch', () => {
  expect(instantOfMinute(reportMinute('2026-11-24T01:02:59.999Z'))).toBe('2026-11-24T01:02:00.000Z');
  expect(() => reportNumber({ body: '00000000', minute: -1, digest: '0000000000' }, '0000000000')).toThrow(
    RangeError,
  );
  expect(markedText('id', { minute: 5, digest: 'd' })).toBe('id|5|d');
});

test.each([
  [SAMPLE, true],
  [SAMPLE.slice(3), true],
  ['bg-12', true],
  ['GS-2026-001', false],
  ['2026-01-0001', false],
])('%s is meant as a report: %s', (text, expected) => {
  expect(looksLikeReportNumber(text)).toBe(expected);
});
