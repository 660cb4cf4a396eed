import { describe, expect, test } from '@jest/globals';
import { bodyAsText, bodyFrom } from '../../src/notices/notice-body.rules.js';
import { type NoticeBody } from '../../src/notices/publicity.rules.js';

const column = { zh: '列', en: 'Column', numeric: false };
const body: NoticeBody = {
  paragraphs: [
    { zh: '第一段', en: 'First' },
    { zh: '第二段\n续', en: 'Second' },
  ],
  table: { columns: [column, column], rows: [['1', { zh: '甲', en: 'A' }]] },
  items: [{ type: 'application', id: 'x', zh: '甲', en: 'A' }],
};

describe('the text of a notice, edited and read back', () => {
  test('there and back again is the same body', () => {
    expect(bodyAsText(body)).toEqual({
      textZh: '第一段\n\n第二段\n续',
      textEn: 'First\n\nSecond',
      rows: '1 | 甲 // A',
    });
    expect(bodyFrom(body, bodyAsText(body))).toEqual({ ok: true, value: body });
  });

  test('a notice without a table has no rows to read', () => {
    const plain = { ...body, table: null };
    expect(bodyFrom(plain, { ...bodyAsText(plain), rows: 'a | b | c' })).toEqual({ ok: true, value: plain });
  });

  test('paragraphs that do not match and rows of another width are refused at their field', () => {
    const outcome = bodyFrom(body, { textZh: '一\n\n二\n\n三', textEn: 'one', rows: '1 | 2\n1 | 2 | 3' });
    expect(outcome).toEqual({
      ok: false,
      findings: [
        { code: 'notice-paragraphs-differ', field: 'textEn', args: { zh: 3, en: 1 } },
        { code: 'notice-row-columns', field: 'rows', args: { row: 2, columns: 2, found: 3 } },
      ],
    });
  });
});
