import { describe, expect, test } from '@jest/globals';
import { hasSentence, messages } from '../../../src/platform/i18n/translator.js';
import { BUDGET_CATEGORIES } from '../../../src/ventures/rounds/budget-limits.rules.js';
import {
  readBudget,
  SHEET_COLUMNS,
  SHEET_NAMES,
} from '../../../src/ventures/applications/budget-sheet.rules.js';
import { BUDGET_SOURCES, type BudgetEntry } from '../../../src/ventures/applications/budget.rules.js';

const HEAD = ['类别', '项目', '单价（元）', '数量', '次数', '人数', '小计（元）', '资金来源', '说明'];
const ROW = ['业务活动', '主题活动', '200', '1', '15', '', '3000', '申请资助', '每次 200 元'];
const LINE: BudgetEntry = {
  category: 'ACTIVITY',
  item: '主题活动',
  unitPriceFen: 200_00,
  quantity: 1,
  times: 15,
  people: null,
  source: 'GRANT',
  note: '每次 200 元',
};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const change = (at: number, value: string): string[] => ROW.map((cell, i) => (i === at ? value : cell));
const found = (...rows: string[][]): string[] =>
  readBudget(rows).findings.map(({ code, field, args }) =>
    [code, field, args?.['row'], args?.['column']]
      .map((one) => (typeof one === 'string' || typeof one === 'number' ? String(one) : ''))
      .filter((one) => one !== '')
      .join(' '),
  );

describe('a budget sheet that is read (D5)', () => {
  test.each<[string, string[][]]>([
    ['as the template has it', [HEAD, ROW]],
    ['with a title and hints above', [['某项目预算表'], [], ['单位：元'], HEAD, ROW]],
    [
      'in English',
      [
        ['Category', 'Item', 'Unit price', 'Quantity', 'Times', 'People', 'Total', 'Source', 'Note'],
        ['Activities', ...ROW.slice(1, 7), 'grant', ROW[8] ?? ''],
      ],
    ],
    ['with codes for names', [HEAD, change(0, 'activity')]],
    [
      'with full-width digits',
      [
        HEAD,
        ['业务活动', '主题活动', '２００．００', '１', '１５', '', '３，０００', '申请资助', '每次 200 元'],
      ],
    ],
    [
      'with units and yuan signs',
      [
        HEAD,
        ['业务活动', '主题活动', '¥200元', '1 场', '15次', '', '3,000.00 元', '申请资助', '每次 200 元'],
      ],
    ],
    [
      'with numbers as a sheet shows them',
      [HEAD, ['业务活动', '主题活动', '200.0', '1.0', '15.00', '', '3000.0', '申请资助', '每次 200 元']],
    ],
    ['without a total', [HEAD, change(6, '')]],
    [
      'with sums and empty rows between',
      [HEAD, ['', '', ''], ROW, ['小计', '', '', '', '', '', '3000'], ['合计：', '3000'], []],
    ],
    [
      'with a head of two rows, merged over the reckoning',
      [
        ['类别', '项目', '计算', '', '', '', '小计（元）', '资金来源', '说明'],
        ['', '', '单价（元）', '数量', '次数', '人数', '', '', ''],
        ROW,
      ],
    ],
    ['with columns in another order', [[...HEAD].reverse(), [...ROW].reverse()]],
    ['with spaces in the head', [HEAD.map((title) => ` ${title.split('').join(' ')} `), ROW]],
  ])('%s', (_name, rows) => {
    expect(readBudget(rows)).toEqual({ lines: [LINE], findings: [] });
  });

  test('a category merged downward counts for the rows below it', () => {
    const { lines } = readBudget([HEAD, ROW, change(0, ''), change(0, '物资'), change(0, '')]);
    expect(lines.map(({ category }) => category)).toEqual(['ACTIVITY', 'ACTIVITY', 'MATERIAL', 'MATERIAL']);
  });

  test.each<[string, string[][], string[]]>([
    [
      'nothing that looks like a head',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      ['sheet-head-missing file'],
    ],
    [
      'a head without the source',
      [HEAD.filter((title) => title !== '资金来源'), ROW],
      ['sheet-column-missing file 资金来源'],
    ],
    ['a head and nothing below', [HEAD, ['合计', '0']], ['sheet-empty file']],
    ['an unknown category', [HEAD, change(0, '设备')], ['sheet-not-a-choice rows[1][category] 2 类别']],
    ['no category at all', [HEAD, change(0, '')], ['sheet-cell-missing rows[1][category] 2 类别']],
    ['no item', [HEAD, change(1, '')], ['sheet-cell-missing rows[1][item] 2 项目']],
    ['an item too long', [HEAD, change(1, '长'.repeat(101))], ['sheet-text-long rows[1][item] 2 项目']],
    ['a price in words', [HEAD, change(2, '面议')], ['sheet-not-money rows[1][unitPriceFen] 2 单价（元）']],
    ['a price of nothing', [HEAD, change(2, '0')], ['sheet-not-money rows[1][unitPriceFen] 2 单价（元）']],
    ['a third of a fen', [HEAD, change(2, '0.333')], ['sheet-not-money rows[1][unitPriceFen] 2 单价（元）']],
    ['half a piece', [HEAD, change(3, '0.5')], ['sheet-not-a-number rows[1][quantity] 2 数量']],
    ['none', [HEAD, change(3, '0')], ['sheet-not-a-number rows[1][quantity] 2 数量']],
    ['too many', [HEAD, change(4, '10001')], ['sheet-not-a-number rows[1][times] 2 次数']],
    ['a source of one’s own', [HEAD, change(7, '捐赠')], ['sheet-not-a-choice rows[1][source] 2 资金来源']],
    [
      'a total reckoned otherwise',
      [HEAD, change(6, '3000.01')],
      ['sheet-total-differs rows[1][total] 2 小计（元）'],
    ],
    [
      'a total that is an error of the sheet',
      [HEAD, change(6, '#REF!')],
      ['sheet-not-money rows[1][total] 2 小计（元）'],
    ],
    [
      'two rows wrong, the title of their own head named',
      [['说明'], ['预算科目', ...HEAD.slice(1)], change(0, '？'), ROW, change(3, 'x')],
      ['sheet-not-a-choice rows[2][category] 3 预算科目', 'sheet-not-a-choice rows[3][category] 4 预算科目'],
    ],
  ])('%s is told', (_name, rows, expected) => {
    expect(found(...rows).slice(0, expected.length)).toEqual(
      _name.startsWith('two rows') ? [expected[0], 'sheet-not-a-number rows[4][quantity] 5 数量'] : expected,
    );
    expect(readBudget(rows).lines).toEqual([]);
  });

  test('formulas and merged cells are told with their address, but for the total and a category', () => {
    const rows = [HEAD, ROW, ROW, ['合计', '', '', '', '', '', '6000'], []];
    const marked = (formulas: string[], merged: string[]): string[] =>
      readBudget(rows, { formulas, merged }).findings.map(
        ({ code, args }) => `${code} ${textOf(args?.['cell'])}`,
      );
    expect(marked(['G2', 'C1', 'G4'], ['A1:I1', 'A2:A3', 'A4:F4', 'B5:C5'])).toEqual([]);
    expect(marked(['C2', 'D3'], ['B2:B3'])).toEqual([
      'sheet-formula C2',
      'sheet-formula D3',
      'sheet-merged B2:B3',
    ]);
  });

  test('the quote that made a text harmless on its way out is none of it; any other stays', () => {
    const items = ["'=SUM(A1)", "'引用'"].map((item) => readBudget([HEAD, change(1, item)]).lines[0]?.item);
    expect(items).toEqual(['=SUM(A1)', "'引用'"]);
  });

  test('a hundred rows and no more', () => {
    expect(found(HEAD, ...Array.from({ length: 100 }, () => ROW))).toEqual([]);
    expect(found(HEAD, ...Array.from({ length: 101 }, () => ROW))).toEqual(['sheet-rows-many file']);
  });

  test('every finding has its sentence', () => {
    for (const name of [
      'head-missing',
      'column-missing',
      'empty',
      'not-a-choice',
      'cell-missing',
      'text-long',
      'not-money',
      'not-a-number',
      'total-differs',
      'rows-many',
      'formula',
      'merged',
      'name-missing',
      'errors',
      'type',
    ])
      expect([name, hasSentence(`sheet-${name}`)]).toEqual([name, true]);
  });
});

describe('the template', () => {
  test('uses the words of the page', () => {
    const keys = { unitPriceFen: 'price' } as Record<string, string>;
    for (const [locale, language] of [
      ['zh-CN', 'zh'],
      ['en', 'en'],
    ] as const) {
      const all = messages(locale);
      for (const [code, title] of Object.entries(SHEET_COLUMNS))
        expect(title[language]).toBe(all.get(`ventures.budget.${keys[code] ?? code}`));
      for (const code of BUDGET_CATEGORIES)
        expect(SHEET_NAMES.categories[code][language]).toBe(all.get(`ventures.budget.categories.${code}`));
      for (const code of BUDGET_SOURCES)
        expect(SHEET_NAMES.sources[code][language]).toBe(all.get(`ventures.budget.sources.${code}`));
    }
  });
});
