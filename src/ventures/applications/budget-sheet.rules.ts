import { type Fen, fenFromText, yuanInput } from '../../kernel/money.js';
import { fieldPath, type Finding } from '../../kernel/outcome.js';
import { type Bilingual } from '../../kernel/sentence.js';
import { type BUDGET_CATEGORIES } from '../rounds/budget-limits.rules.js';
import { type BUDGET_SOURCES, type BudgetEntry, totalOfLine } from './budget.rules.js';

const name = (zh: string, en: string): Bilingual => ({ zh, en });

/** The columns of the template in their order; the same words as on the page, read in either language. */
export const SHEET_COLUMNS = {
  category: name('类别', 'Category'),
  item: name('项目', 'Item'),
  unitPriceFen: name('单价（元）', 'Unit price (yuan)'),
  quantity: name('数量', 'Quantity'),
  times: name('次数', 'Times'),
  people: name('人数', 'People'),
  total: name('小计（元）', 'Total (yuan)'),
  source: name('资金来源', 'Source'),
  note: name('说明', 'Note'),
} as const;
export type ColumnCode = keyof typeof SHEET_COLUMNS;
const NEEDED: readonly ColumnCode[] = ['category', 'item', 'unitPriceFen', 'quantity', 'times', 'source'];
/** Words that other templates use for the same column. */
const ALSO: Partial<Record<ColumnCode, readonly string[]>> = {
  category: ['科目', '支出类别', '预算科目'],
  item: ['支出内容', '内容', '明细', '项目名称'],
  unitPriceFen: ['单价', '标准', 'price'],
  times: ['天数', '次数/天数', '次'],
  total: ['合计', '金额', '小计', 'sum'],
  source: ['来源', '经费来源'],
  note: ['备注', '计算依据', 'notes'],
};

const CATEGORY_NAMES: Readonly<Record<(typeof BUDGET_CATEGORIES)[number], Bilingual>> = {
  ACTIVITY: name('业务活动', 'Activities'),
  MATERIAL: name('物资', 'Material'),
  PUBLICITY: name('宣传', 'Publicity'),
  TRANSPORT: name('交通', 'Transport'),
  EXPERT: name('专家补贴', 'Experts'),
  TRAINING: name('培训', 'Training'),
  MEETING: name('会议', 'Meetings'),
  LABOUR: name('人员补贴', 'Labour'),
  ADMIN: name('管理费用', 'Administration'),
  TAX: name('税费', 'Taxes'),
};
const SOURCE_NAMES: Readonly<Record<(typeof BUDGET_SOURCES)[number], Bilingual>> = {
  GRANT: name('申请资助', 'Grant'),
  SELF_RAISED: name('自筹', 'Self-raised'),
  OTHER_PUBLIC: name('其他财政资金', 'Other public money'),
};
export const SHEET_NAMES = { categories: CATEGORY_NAMES, sources: SOURCE_NAMES } as const;

export const MOST_LINES = 100;
export const SHEET_CODES = Object.keys(SHEET_COLUMNS) as ColumnCode[];
const SHEET = name('预算', 'Budget');
/** The sheet with the rows, under either name. */
export const SHEET_TITLES: Bilingual & { readonly all: readonly string[] } = {
  ...SHEET,
  all: [SHEET.zh, SHEET.en],
};
export const letterOf = (at: number): string => String.fromCharCode(65 + at);

interface Head {
  /** The row of the first line below the head. */
  readonly from: number;
  readonly columns: ReadonlyMap<ColumnCode, { readonly at: number; readonly title: string }>;
}

export interface SheetReading {
  readonly lines: readonly BudgetEntry[];
  /** Each with the row of the sheet, counted as people see it, and the title of the column. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a filled-in sheet: the head may stand some rows down, be merged or take two rows; numbers may be texts,
 * full-width or carry a unit; a category merged downward counts for the rows below; sums are not rows. Nothing is
 * taken over while one finding stands.
 */
export function readBudget(
  rows: readonly (readonly string[])[],
  marks: SheetMarks = { formulas: [], merged: [] },
): SheetReading {
  const head = headOf(rows);
  if (head === null) return { lines: [], findings: [{ code: 'sheet-head-missing', field: 'file' }] };
  const missing = NEEDED.filter((code) => !head.columns.has(code));
  if (missing.length > 0)
    return {
      lines: [],
      findings: missing.map((code) => ({
        code: 'sheet-column-missing',
        field: 'file',
        args: { column: SHEET_COLUMNS[code].zh },
      })),
    };
  const lines: BudgetEntry[] = [];
  const findings: Finding[] = [];
  let category = '';
  for (const [i, row] of rows.entries()) {
    if (i < head.from || isBlank(row) || isSum(row)) continue;
    const reader = new RowReader(row, i, head, marks.formulas);
    category = reader.text('category') === '' ? category : reader.text('category');
    lines.push(lineOf(reader, category));
    findings.push(...reader.findings);
  }
  findings.push(...mergedFindings(marks.merged, head, rows));
  if (lines.length === 0) findings.push({ code: 'sheet-empty', field: 'file' });
  if (lines.length > MOST_LINES)
    findings.push({ code: 'sheet-rows-many', field: 'file', args: { most: MOST_LINES } });
  return findings.length > 0 ? { lines: [], findings } : { lines, findings };
}

/** What the values of a sheet do not tell: addresses of formulas, ranges of merged cells. */
export interface SheetMarks {
  readonly formulas: readonly string[];
  readonly merged: readonly string[];
}

/** Joined cells below the head are told, but for a category that goes for several rows and the rows of sums. */
function mergedFindings(
  merged: readonly string[],
  head: Head,
  rows: readonly (readonly string[])[],
): Finding[] {
  const category = letterOf(head.columns.get('category')?.at ?? 0);
  return merged.flatMap((range) => {
    const [, from = '', first = '', to = ''] = /^([A-Z]+)(\d+):([A-Z]+)\d+$/.exec(range) ?? [];
    const at = Number(first) - 1;
    const row = rows[at] ?? [];
    const isFine = at < head.from || (from === category && to === category) || isBlank(row) || isSum(row);
    return isFine
      ? []
      : [{ code: 'sheet-merged', field: fieldPath('rows', at, 'merged'), args: { cell: range } }];
  });
}

function lineOf(reader: RowReader, category: string): BudgetEntry {
  const people = reader.text('people') === '' ? null : reader.count('people', 1_000_000);
  const line: BudgetEntry = {
    category: reader.oneOf('category', CATEGORY_NAMES, category),
    item: reader.words('item', 100, true),
    unitPriceFen: reader.money('unitPriceFen'),
    quantity: reader.count('quantity', 100_000),
    times: reader.count('times', 10_000),
    people,
    source: reader.oneOf('source', SOURCE_NAMES, reader.text('source')),
    note: reader.words('note', 200, false),
  };
  reader.compareTotal(line);
  return line;
}

/** Reads the cells of one row and gathers what is wrong with them. */
class RowReader {
  readonly findings: Finding[] = [];

  constructor(
    private readonly row: readonly string[],
    private readonly index: number,
    private readonly head: Head,
    private readonly formulas: readonly string[],
  ) {}

  text(code: ColumnCode): string {
    const column = this.head.columns.get(code);
    return column === undefined ? '' : (this.row[column.at] ?? '').normalize('NFC').trim();
  }

  oneOf(code: ColumnCode, names: Readonly<Record<string, Bilingual>>, text: string): string {
    const wanted = plain(text);
    const found = Object.entries(names).find(([value, { zh, en }]) =>
      [value, zh, en].some((one) => plain(one) === wanted),
    );
    if (found === undefined) this.complain(wanted === '' ? 'sheet-cell-missing' : 'sheet-not-a-choice', code);
    return found?.[0] ?? '';
  }

  words(code: ColumnCode, most: number, needed: boolean): string {
    // The quote that makes a text harmless on its way out is none of the text.
    const text = this.text(code)
      .replace(/\s+/g, ' ')
      .replace(/^'(?=[=+\-@＝＋－＠])/, '');
    if (needed && text === '') this.complain('sheet-cell-missing', code);
    if (Array.from(text).length > most) this.complain('sheet-text-long', code, { most });
    return text;
  }

  money(code: ColumnCode): Fen {
    if (this.isFormula(code)) return 0;
    const text = this.text(code);
    const reading = fenFromText(text);
    if (reading.ok && reading.fen > 0) return reading.fen;
    this.complain(text === '' ? 'sheet-cell-missing' : 'sheet-not-money', code);
    return 0;
  }

  /** A whole number of at least one; `30 人`, `２` and `5.0` are what they look like. */
  count(code: ColumnCode, most: number): number {
    if (this.isFormula(code)) return 0;
    const text = this.text(code).normalize('NFKC').replace(/[\s,]/g, '');
    const digits = /^(\d{1,9})(?:\.0+)?[\p{Script=Han}]{0,2}$/u.exec(text)?.[1];
    const value = digits === undefined ? 0 : Number(digits);
    if (value >= 1 && value <= most) return value;
    this.complain(text === '' ? 'sheet-cell-missing' : 'sheet-not-a-number', code, { most });
    return 0;
  }

  /** A total that somebody typed or reckoned otherwise is told, not taken over. */
  compareTotal(line: BudgetEntry): void {
    const text = this.text('total');
    if (text === '' || this.findings.length > 0) return;
    const reading = fenFromText(text);
    if (!reading.ok) this.complain('sheet-not-money', 'total');
    else if (reading.fen !== 0 && reading.fen !== totalOfLine(line))
      this.complain('sheet-total-differs', 'total', {
        stated: yuanInput(reading.fen),
        reckoned: yuanInput(totalOfLine(line)),
      });
  }

  /** What a sheet reckons may read otherwise tomorrow: only the total may be a formula. */
  private isFormula(code: ColumnCode): boolean {
    const isOne = this.formulas.includes(this.address(code));
    if (isOne) this.complain('sheet-formula', code);
    return isOne;
  }

  private address(code: ColumnCode): string {
    return `${letterOf(this.head.columns.get(code)?.at ?? 0)}${this.index + 1}`;
  }

  private complain(code: string, column: ColumnCode, more: NonNullable<Finding['args']> = {}): void {
    const title = this.head.columns.get(column)?.title ?? SHEET_COLUMNS[column].zh;
    this.findings.push({
      code,
      field: fieldPath('rows', this.index, column),
      args: { cell: this.address(column), row: this.index + 1, column: title, ...more },
    });
  }
}

const HEAD_WITHIN = 15;

/** The head: the row, or the two rows below each other, in which most titles are known. */
function headOf(rows: readonly (readonly string[])[]): Head | null {
  let best: Head | null = null;
  for (let i = 0; i < Math.min(rows.length, HEAD_WITHIN); i += 1) {
    const [first, second] = [columnsIn(rows[i] ?? []), columnsIn(rows[i + 1] ?? [])];
    if (isSum(rows[i] ?? [])) continue;
    const isDouble = NEEDED.some((code) => !first.has(code) && second.has(code));
    const columns = isDouble ? new Map([...second, ...first]) : first;
    if (first.size > 0 && columns.size >= 3 && columns.size > (best?.columns.size ?? 0))
      best = { from: i + (isDouble ? 2 : 1), columns };
  }
  return best;
}

function columnsIn(row: readonly string[]): Map<ColumnCode, { at: number; title: string }> {
  const found = new Map<ColumnCode, { at: number; title: string }>();
  for (const [at, cell] of row.entries()) {
    const title = cell.trim();
    const code = SHEET_CODES.find((one) => titlesOf(one).includes(plain(title)));
    if (code !== undefined && !found.has(code)) found.set(code, { at, title });
  }
  return found;
}

function titlesOf(code: ColumnCode): readonly string[] {
  const { zh, en } = SHEET_COLUMNS[code];
  return [zh, en, ...(ALSO[code] ?? [])].map(plain);
}

function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '');
}

/** Sum rows begin with a word for sum; a row with an item of its own does not. */
function isSum(row: readonly string[]): boolean {
  const first = row.find((cell) => cell.trim() !== '') ?? '';
  return /^(合计|总计|小计|总额|sum|total)[:：]?$/.test(plain(first));
}

/** Without width, spaces, capitals and what stands in brackets. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/\s+/g, '');
}
