import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { readSheet } from 'read-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { accepted, type Outcome, refused } from '../../kernel/outcome.js';
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

/** One cell of a workbook to fill in. */
export interface LayoutCell {
  readonly value: string | number | null;
  readonly isHead?: boolean;
  readonly isMoney?: boolean;
  readonly span?: number;
}

/** A workbook of one sheet with numbers as numbers, heads, merged cells and column widths: something to fill in. */
export async function layoutBytes(layout: {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly LayoutCell[])[];
}): Promise<Buffer> {
  const cells = layout.rows.map((row) => row.flatMap(layoutCells));
  return writeExcelFile(cells, {
    sheet: layout.name,
    columns: layout.widths.map((width) => ({ width })),
  }).toBuffer();
}

/** A merged cell is followed by nulls for the cells that it covers. */
function layoutCells({ value, isHead, isMoney, span = 1 }: LayoutCell): (object | null)[] {
  const look = {
    ...(isHead ? { fontWeight: 'bold' as const } : {}),
    ...(span > 1 ? { columnSpan: span, wrap: true } : {}),
  };
  const content =
    typeof value === 'number'
      ? { value, type: Number, format: isMoney ? '#,##0.00' : '0' }
      : value === null
        ? {}
        : { value: harmless(value), type: String };
  return [{ ...content, ...look }, ...Array.from({ length: span - 1 }, () => null)];
}

/** A text cell that begins like a formula gets a quote in front. (security.md C48) */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

async function readWorkbook(path: string): Promise<Outcome<Rows>> {
  const finding = await zipFinding(path);
  if (finding) return refused([{ ...finding, field: 'file' }]);
  try {
    const sheet = await readSheet(path);
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
