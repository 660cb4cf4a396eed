import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { textDifference } from '../../src/kernel/text-difference.js';

const MARKS = { SAME: '', REMOVED: '-', ADDED: '+' } as const;
const shown = (before: string, after: string): string =>
  textDifference(before, after)
    .map(({ kind, text }) => (kind === 'SAME' ? text : `[${MARKS[kind]}${text}]`))
    .join('');
const side = (before: string, after: string, other: 'REMOVED' | 'ADDED'): string =>
  textDifference(before, after)
    .filter(({ kind }) => kind !== other)
    .map(({ text }) => text)
    .join('');

describe('the difference of two texts (D6)', () => {
  test.each([
    ['', '', ''],
    ['', '新', '[+新]'],
    ['旧', '', '[-旧]'],
    ['每周活动一次。', '每周活动一次。', '每周活动一次。'],
    ['服务老人120名', '服务老人150名', '服务老人[-120][+150]名'],
    ['每周活动一次。', '每月活动一次。', '每[-周][+月]活动一次。'],
    ['第一句。第二句。', '第一句。插入一句。第二句。', '第一句。[+插入一句。]第二句。'],
    ['第一句。第二句。第三句。', '第一句。第三句。', '第一句。[-第二句。]第三句。'],
    ['we use Excel', 'we use WPS', 'we use [-Excel][+WPS]'],
    ['开展讲座', '举办培训班', '[-开展讲座][+举办培训班]'],
    ['第一行\n第二行', '第一行\n\n第二行', '第一行\n[+\n]第二行'],
  ])('%j → %j', (before, after, expected) => {
    expect(shown(before, after)).toBe(expected);
  });

  test('a lone character between two changes does not tear the change apart', () => {
    expect(shown('甲乙的丙丁在社区开展服务', '戊己的庚辛在社区开展服务')).toBe(
      '[-甲乙的丙丁][+戊己的庚辛]在社区开展服务',
    );
  });

  const text = fc
    .array(fc.constantFrom('社区', '老人', '服务', '的', '。', '；', '120', ' ', 'abc', '\n', '👍'), {
      maxLength: 60,
    })
    .map((parts) => parts.join(''));

  test('what is the same or removed is the older text, what is the same or added the newer', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(side(before, after, 'ADDED')).toBe(before);
        expect(side(before, after, 'REMOVED')).toBe(after);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a text does not differ from itself, and stretches of one kind never touch', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(textDifference(before, before).filter(({ kind }) => kind !== 'SAME')).toEqual([]);
        const kinds = textDifference(before, after).map(({ kind }) => kind);
        expect(kinds.some((kind, i) => kind === kinds[i + 1])).toBe(false);
      }),
    );
  });

  test('two long texts that share nothing cost no more than a blink', () => {
    const long = (seed: number): string =>
      Array.from({ length: 30_000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * seed) % 20_000))).join('');
    const began = performance.now();
    const stretches = textDifference(long(7), long(11_003));
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(stretches.map(({ kind }) => kind)).toContain('ADDED');
  });
});
