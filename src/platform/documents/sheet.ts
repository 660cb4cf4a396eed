import { readFile } from 'node:fs/promises';
import { type Blob } from 'node:buffer';
import { type Stream } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { readSheet } from 'read-excel-file/node';
import writeExcelFile, { type Cell, type CellObject, type Feature } from 'write-excel-file/node';
import { insertElementMarkupAccordingToOrderOfSiblings } from 'write-excel-file/utility';
import { accepted, type Outcome, refused } from '../../kernel/outcome.js';
import { sheetMarks, type SheetMarks } from './workbook.js';
import { zipFinding } from './zip.js';

/** A sheet as rows of texts, the heading row first. */
export type Rows = readonly (readonly string[])[];

const MOST_ROWS = 50_000;
const MOST_FILE = 30 * 1024 * 1024;
const FORMULA = /^[=+\-@\t\r\u0000＝＋－＠]/;

/** Reads an XLSX or CSV file into rows of texts; refused with the reason, never half read. */
export async function readRows(path: string, name: string): Promise<Outcome<Rows>> {
  return /\.xlsx$/i.test(name) ? readWorkbook(path) : readCsv(await readFile(path));
}

/** CSV with a byte-order mark and CRLF, so that Excel on Chinese Windows opens it; formulas are made harmless. */
export function csvText(rows: Rows): string {
  return stringify(
    rows.map((row) => row.map(harmless)),
    { bom: true, record_delimiter: 'windows' },
  );
}

/** A workbook of one sheet, every cell a text, first row bold. */
export async function xlsxBytes(rows: Rows, sheet: string): Promise<Buffer> {
  const cells = rows.map((row, i) =>
    row.map((value) => ({
      value: harmless(value),
      type: String,
      ...(i === 0 ? { fontWeight: 'bold' as const } : {}),
    })),
  );
  return writeExcelFile(cells, { sheet }).toBuffer();
}

/** One cell of a workbook to fill in; a formula is ours alone and never holds what somebody typed. */
export interface LayoutCell {
  readonly value: string | number | null;
  readonly formula?: string;
  readonly isHead?: boolean;
  readonly isMoney?: boolean;
  readonly span?: number;
}

/** A sheet to fill in: cells, the rows that stay in sight, and the cells that offer a list of names. */
export interface Layout {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly LayoutCell[])[];
  readonly stickyRows?: number;
  readonly choices?: readonly { readonly cells: string; readonly names: readonly string[] }[];
}

/** A workbook with numbers as numbers, formulas, heads, merged cells, widths and drop-down lists: something to fill in. */
export async function layoutBytes(...layouts: readonly Layout[]): Promise<Buffer> {
  const sheets = layouts.map(({ name, widths, rows, stickyRows }) => ({
    data: rows.map((row) => row.flatMap(layoutCells)),
    sheet: name,
    columns: widths.map((width) => ({ width })),
    ...(stickyRows === undefined ? {} : { stickyRowsCount: stickyRows }),
  }));
  return writeExcelFile(sheets, { features: [choiceLists(layouts)] }).toBuffer();
}

/** What the writer takes as the content of a picture or a part. */
type FileContent = Stream | Buffer | Blob;
/** In which order the parts of a sheet stand, by its standard (ECMA-376, CT_Worksheet), as far as they are written here. */
const PARTS_OF_SHEET = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'mergeCells',
  'conditionalFormatting',
  'dataValidations',
  'pageMargins',
  'pageSetup',
  'drawing',
];
const SHEET_FILE = 'xl/worksheets/sheet{id}.xml';

/** The writer knows no drop-down lists: they are put into the sheet's XML where its format wants them. */
function choiceLists(layouts: readonly Layout[]): Feature<FileContent> {
  return {
    files: {
      transform: {
        [SHEET_FILE]: {
          transform: (xml, _, { sheetIndex }) => {
            const choices = layouts[sheetIndex]?.choices ?? [];
            if (choices.length === 0) return xml;
            const lists = choices.map(
              ({ cells, names }) =>
                `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${cells}"><formula1>"${names.join(',')}"</formula1></dataValidation>`,
            );
            const markup = `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
            return insertElementMarkupAccordingToOrderOfSiblings(xml, markup, PARTS_OF_SHEET, 'worksheet');
          },
        },
      },
    },
  };
}

/** A merged cell is followed by nulls for the cells that it covers. */
function layoutCells(cell: LayoutCell): (Cell | null)[] {
  const { isHead, span = 1 } = cell;
  const look = {
    ...(isHead ? { fontWeight: 'bold' as const } : {}),
    ...(span > 1 ? { columnSpan: span, wrap: true } : {}),
  };
  return [{ ...contentOf(cell), ...look }, ...Array.from({ length: span - 1 }, () => null)];
}

function contentOf({ value, formula, isMoney }: LayoutCell): CellObject {
  const format = isMoney ? '#,##0.00' : undefined;
  if (formula !== undefined)
    return { value: `=${formula}`, type: 'Formula', ...(format === undefined ? {} : { format }) };
  if (typeof value === 'number') return { value, type: Number, format: format ?? '0' };
  return value === null ? {} : { value: harmless(value), type: String };
}

/** A text cell that begins like a formula gets a quote in front. (security.md C48) */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** One sheet of a workbook with what its values alone do not tell. */
export interface SheetTable extends SheetMarks {
  readonly rows: Rows;
}

/**
 * Reads the sheet of one of these names, or the only one there is, with the addresses of its formulas and merged cells;
 * a workbook that unpacks to more than some megabytes is no form that people fill in.
 */
export async function readTable(path: string, names: readonly string[]): Promise<Outcome<SheetTable>> {
  const marks = await sheetMarks(path, names);
  if (!marks.ok) return marks;
  const rows = await rowsIn(path, marks.value.name);
  return rows.ok ? accepted({ ...marks.value, rows: rows.value }) : rows;
}

async function readWorkbook(path: string): Promise<Outcome<Rows>> {
  const finding = await zipFinding(path);
  return finding ? refused([{ ...finding, field: 'file' }]) : rowsIn(path);
}

async function rowsIn(path: string, name?: string): Promise<Outcome<Rows>> {
  try {
    const sheet = await (name === undefined ? readSheet(path) : readSheet(path, name));
    return withinLimits(sheet.map((row) => row.map(cellText)));
  } catch {
    return refused([{ code: 'file-damaged', field: 'file' }]);
  }
}

function readCsv(bytes: Buffer): Outcome<Rows> {
  if (bytes.length > MOST_FILE)
    return refused([{ code: 'file-too-large', field: 'file', args: { max: MOST_FILE / 1024 / 1024 } }]);
  const text = decoded(bytes);
  if (text === null) return refused([{ code: 'file-mixed-encodings', field: 'file' }]);
  try {
    const rows = parse(text, { bom: true, relax_column_count: true }) as string[][];
    return withinLimits(rows);
  } catch {
    return refused([{ code: 'file-not-a-table', field: 'file' }]);
  }
}

function withinLimits(rows: Rows): Outcome<Rows> {
  if (rows.every((row) => row.every((cell) => cell.trim() === '')))
    return refused([{ code: 'file-empty', field: 'file' }]);
  return rows.length > MOST_ROWS + 1
    ? refused([{ code: 'file-too-many-rows', field: 'file', args: { most: MOST_ROWS } }])
    : accepted(rows);
}

/** UTF-8 when it is strictly that, else GB18030 when it is wholly that, else null: never a guess half way. */
function decoded(bytes: Buffer): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (encoding === 'utf-8' || !/[\uE000-\uF8FF\uFFFD]/.test(text)) return text;
    } catch {
      continue;
    }
  }
  return null;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string'
    ? value
    : typeof value === 'number'
      ? // Sheets reckon in floating point: 15 digits are what they show.
        String(Number(value.toPrecision(15)))
      : typeof value === 'boolean'
        ? String(value)
        : '';
}
