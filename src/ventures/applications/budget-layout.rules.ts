import { type Fen, yuanInput } from '../../kernel/money.js';
import { type Bilingual } from '../../kernel/sentence.js';
import { type BudgetEntry } from './budget.rules.js';
import { type BudgetShare, type RowChoice } from './budget-shares.rules.js';
import {
  type ColumnCode,
  letterOf,
  MOST_LINES,
  SHEET_CODES,
  SHEET_COLUMNS,
  SHEET_NAMES,
  SHEET_TITLES,
} from './budget-sheet.rules.js';

const name = (zh: string, en: string): Bilingual => ({ zh, en });
const { categories: CATEGORIES, sources: SOURCES } = SHEET_NAMES;

export interface SheetCell {
  readonly value: string | number | null;
  /** What the sheet reckons itself; without the sign of equality. */
  readonly formula?: string;
  readonly isHead?: boolean;
  readonly isMoney?: boolean;
  /** Over how many columns the cell goes. */
  readonly span?: number;
}
export interface SheetLayout {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly SheetCell[])[];
  readonly stickyRows: number;
  readonly choices: readonly { readonly cells: string; readonly names: readonly string[] }[];
}

const WIDTHS: Readonly<Record<ColumnCode, number>> = {
  category: 14,
  item: 32,
  unitPriceFen: 14,
  quantity: 9,
  times: 9,
  people: 9,
  total: 16,
  source: 18,
  note: 40,
};
const HINT = name(
  '每行填写一项支出；类别和资金来源请从下拉列表中选择，小计自动计算，也可以不填',
  'One row for each item; choose category and source from the lists; totals are reckoned, or may be left empty',
);
const SUM = name('合计', 'Sum');
/** The sheet that shows what the call allows. */
const LIMITS = name('要求', 'Limits');

const columnOf = (code: ColumnCode): string => letterOf(SHEET_CODES.indexOf(code));
/** Hint, two rows of names, sum and head stand above the lines and stay in sight. */
const HEAD_ROWS = 5;
const [FIRST, LAST] = [HEAD_ROWS + 1, HEAD_ROWS + MOST_LINES];
const cellsOf = (code: ColumnCode): string => `${columnOf(code)}${FIRST}:${columnOf(code)}${LAST}`;

/** The budget as a workbook to fill in: the rows there are, lists of the words that may be used, sums that reckon themselves. */
export function budgetLayout(lines: readonly BudgetEntry[], language: keyof Bilingual): SheetLayout {
  const say = (text: Bilingual): string => text[language];
  const width = SHEET_CODES.length;
  const names = (all: Readonly<Record<string, Bilingual>>): readonly string[] => Object.values(all).map(say);
  const list = (all: Readonly<Record<string, Bilingual>>): string =>
    names(all).join(language === 'zh' ? '、' : ', ');
  const wide = (value: string): readonly SheetCell[] => [{ value, span: width }];
  const rows = Array.from({ length: Math.max(MOST_LINES, lines.length) }, (_, i) => {
    const line = lines[i];
    return SHEET_CODES.map((code): SheetCell => {
      if (code === 'total') return { value: null, isMoney: true, formula: totalFormula(FIRST + i) };
      return line === undefined ? { value: null } : cellOf(line, code, language);
    });
  });
  return {
    name: SHEET_TITLES[language],
    widths: SHEET_CODES.map((code) => WIDTHS[code]),
    stickyRows: HEAD_ROWS,
    choices: [
      { cells: cellsOf('category'), names: names(CATEGORIES) },
      { cells: cellsOf('source'), names: names(SOURCES) },
    ],
    rows: [
      wide(say(HINT)),
      wide(`${say(SHEET_COLUMNS.category)}: ${list(CATEGORIES)}`),
      wide(`${say(SHEET_COLUMNS.source)}: ${list(SOURCES)}`),
      [
        { value: say(SUM), isHead: true, span: SHEET_CODES.indexOf('total') },
        { value: null, isMoney: true, formula: `SUM(${cellsOf('total')})` },
        { value: null, span: 2 },
      ],
      SHEET_CODES.map((code) => ({ value: say(SHEET_COLUMNS[code]), isHead: true })),
      ...rows,
    ],
  };
}

function totalFormula(row: number): string {
  const [price, quantity, times] = (['unitPriceFen', 'quantity', 'times'] as const).map(
    (code) => `${columnOf(code)}${row}`,
  );
  return `IF(${price ?? ''}="","",ROUND(${price ?? ''}*${quantity ?? ''}*${times ?? ''},2))`;
}

/** One share of the call with its words in the reader's language. */
export interface LimitWords {
  readonly share: BudgetShare;
  readonly label: string;
  readonly limit: string;
}

/** The sheet that reckons every share from the rows of the other one, beside what the call allows. */
export function limitsLayout(
  limits: readonly LimitWords[],
  ceiling: Omit<LimitWords, 'share'> & { readonly fen: Fen },
  language: keyof Bilingual,
): SheetLayout {
  const heads = [name('要求', 'Rule'), name('现在', 'Now'), name('限额', 'Limit'), name('符合', 'Kept')];
  const [yes, no] = [name('是', 'yes'), name('否', 'no')].map((text) => text[language]);
  const kept = (condition: string): SheetCell => ({
    value: null,
    formula: `IF(${condition},"${yes ?? ''}","${no ?? ''}")`,
  });
  const grant = sumFormula({ sources: ['GRANT'], categories: [] }, language);
  return {
    name: LIMITS[language],
    widths: [44, 16, 44, 10],
    stickyRows: 1,
    choices: [],
    rows: [
      heads.map((head) => ({ value: head[language], isHead: true })),
      [
        { value: ceiling.label },
        { value: null, isMoney: true, formula: grant },
        { value: ceiling.limit },
        kept(`${grant}<=${yuanInput(ceiling.fen)}`),
      ],
      ...limits.map(({ share, label, limit }) => {
        const [part, whole] = [sumFormula(share.part, language), sumFormula(share.whole, language)];
        return [
          { value: label },
          { value: null, isMoney: true, formula: `IF(${whole}=0,0,ROUND(${part}/${whole}*100,1))` },
          { value: limit },
          kept(
            `AND(ROUND(${part}*100,0)*100<=ROUND(${whole}*100,0)*${share.mostPercent},ROUND(${part}*100,0)*100>=ROUND(${whole}*100,0)*${share.leastPercent})`,
          ),
        ];
      }),
    ],
  };
}

function sumFormula({ sources, categories }: RowChoice, language: keyof Bilingual): string {
  const cells = (code: ColumnCode): string =>
    `'${SHEET_TITLES[language]}'!${cellsOf(code).replace(/([A-Z])(\d+)/g, '$$$1$$$2')}`;
  const total = cells('total');
  if (sources.length === 0 && categories.length === 0) return `SUM(${total})`;
  const by = sources.map((one) => `,${cells('source')},"${SOURCES[one][language]}"`).join('');
  if (categories.length === 0) return `SUMIFS(${total}${by})`;
  const terms = categories.map(
    (one) => `SUMIFS(${total}${by},${cells('category')},"${CATEGORIES[one][language]}")`,
  );
  return `(${terms.join('+')})`;
}

/** The number a sheet shows: read back through the text, so that no fraction is reckoned with. */
function yuanOf(fen: Fen): number {
  return Number(yuanInput(fen));
}

function cellOf(line: BudgetEntry, code: Exclude<ColumnCode, 'total'>, language: keyof Bilingual): SheetCell {
  const named = (all: Readonly<Record<string, Bilingual>>, value: string): string =>
    all[value]?.[language] ?? value;
  switch (code) {
    case 'category':
      return { value: named(CATEGORIES, line.category) };
    case 'source':
      return { value: named(SOURCES, line.source) };
    case 'unitPriceFen':
      return { value: yuanOf(line.unitPriceFen), isMoney: true };
    case 'note':
      return { value: line.note ?? null };
    default:
      return { value: line[code] ?? null };
  }
}
