import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countText, textPieces } from '../../src/kernel/text-count.js';

// The path is a value so that no types are asked of the browser's file.
const browserFile: string = '../../public/js/text-count.js';
const { countText: countInBrowser } = (await import(browserFile)) as { countText: typeof countText };

/** Pieces that meet in real texts and at the edges of the rule. */
const PIECES = [
  ...Array.from('社区为老服务，。；：“”（）《》……——、！？·　 \n\t\u00A0'),
  ...['abc', 'GB/T 22239-2019', '3,000.50', '12:30', "don't", 'ａｂｃ１２３', 'Ⅷ', '①', '½', 'é', 'e\u0301'],
  ...['👍', '👍🏽', '👨‍👩‍👧', '🇨🇳', '🇨', '1️⃣', '❤️', '🏴\u{E0067}\u{E0062}\u{E007F}', '𠮷', '葛\u{E0100}'],
  ...[
    '\uD83D',
    '\uDC4D',
    '\u200B',
    '\u200D',
    '\uFE0F',
    '\uFEFF',
    'か゚',
    'カ',
    '한국',
    'Привет',
    'שלום',
    '%',
    '-',
    '.',
    "'",
  ],
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
);

describe('the counting of texts (B2)', () => {
  test.each([
    ['', 0],
    [' \n\u3000\t\u200B', 0],
    ['社区为老服务', 6],
    ['服务老人，共120名。', 9],
    ['使用 Excel 表格', 5],
    ['3,000.50元', 2],
    ['GB/T 22239-2019', 2],
    ['2026-12-01', 1],
    ['09:30', 1],
    ["don't stop", 2],
    ['50%', 2],
    ['……——', 4],
    ['（一）', 3],
    ['ＡＢＣ１２３', 1],
    ['A社B', 3],
    ['a. b', 3],
    ['.a', 2],
    ['𠮷野家', 3],
    ['葛\u{E0100}', 1],
    ['👍🏽', 1],
    ['👨‍👩‍👧', 1],
    ['🇨🇳', 1],
    ['1️⃣', 1],
    ['①②', 2],
    ['\uD83D', 1],
  ])('%j counts %i', (text, expected) => {
    expect(countText(text)).toBe(expected);
  });

  test('an accent written apart or together is the same text', () => {
    expect(countText('re\u0301sume\u0301')).toBe(1);
    fc.assert(fc.property(anyText, (text) => countText(text.normalize('NFD')) === countText(text)));
  });

  test('two texts with a space between count together what they count alone', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(countText(`${a} ${b}`)).toBe(countText(a) + countText(b));
      }),
    );
  });

  test('the pieces together are the text, and those that count are as many as it counts', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const pieces = textPieces(text);
        expect(pieces.join('')).toBe(text.normalize('NFC'));
        expect(pieces.filter((piece) => countText(piece) === 1)).toHaveLength(countText(text));
      }),
    );
  });

  test('the browser counts as the server does, on 10,000 random texts', () => {
    fc.assert(
      fc.property(anyText, (text) => countInBrowser(text) === countText(text)),
      { numRuns: 10_000 },
    );
  });
});
