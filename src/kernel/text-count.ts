/**
 * How long a text is, by the one rule that forms state and both sides follow (`public/js/text-count.js` is the same
 * for the browser; a test runs both on random texts):
 * - a Chinese character counts 1, so does a kana, a hangul syllable and any other sign of that kind;
 * - a run of letters or digits counts 1, and . , ' ’ - _ / : @ between two of them do not break it (`3,000.50`);
 * - a punctuation mark, a symbol or an emoji counts 1, an emoji together with what changes its look;
 * - spaces, line breaks and invisible signs count nothing.
 * The text is counted in its composed form (NFC). Ranges are spelled out, so that no Unicode version changes a count.
 */

/** Nothing: white space, controls, zero-width signs, a joiner or variation selector that stands alone. */
const NOTHING =
  '\\u0000-\\u0020\\u007F-\\u00A0\\u00AD\\u1680\\u180E\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u2064\\u2066-\\u206F\\u3000\\uFE00-\\uFE0F\\uFEFF';
/** Latin, Greek and Cyrillic letters and digits, half and full width. */
const LETTER =
  '0-9A-Za-z\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F\\u0370-\\u037D\\u037F-\\u0386\\u0388-\\u0481\\u048A-\\u052F\\u1E00-\\u1FBC\\u1FC2-\\u1FCC\\u1FD0-\\u1FDB\\u1FE0-\\u1FEC\\u1FF2-\\u1FFC\\uFF10-\\uFF19\\uFF21-\\uFF3A\\uFF41-\\uFF5A';
/** What belongs to the sign before it: accents, variation selectors, key caps, skin tones, tags of flags. */
const ADDED =
  '\\u0300-\\u036F\\uFE00-\\uFE0F\\u20E3\\u{1F3FB}-\\u{1F3FF}\\u{E0020}-\\u{E007F}\\u{E0100}-\\u{E01EF}';
const RUN = `[${LETTER}][${LETTER}${ADDED}]*`;
const FLAG = '[\\u{1F1E6}-\\u{1F1FF}]{2}';
const SIGN = `[^${NOTHING}](?:[${ADDED}]|\\u200D[^${NOTHING}])*`;
const PART = `${RUN}(?:[.,'’\\-_/:@]${RUN})*|${FLAG}|${SIGN}`;
const COUNTED = new RegExp(PART, 'gu');
const PIECES = new RegExp(`${PART}|[^]`, 'gu');

/** The length of a text by the stated rule. (B2) */
export function countText(text: string): number {
  return (text.normalize('NFC').match(COUNTED) ?? []).length;
}

/** The whole text in the pieces of the rule, with what counts nothing between them: what differences compare. */
export function textPieces(text: string): readonly string[] {
  return text.normalize('NFC').match(PIECES) ?? [];
}
