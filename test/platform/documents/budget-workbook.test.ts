import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutBytes, readRows, readTable, type SheetTable } from '../../../src/platform/documents/sheet.js';
import { BUDGET_RULES_BEFORE } from '../../../src/ventures/rounds/budget-limits.rules.js';
import { type BudgetEntry } from '../../../src/ventures/applications/budget.rules.js';
import { budgetLayout, limitsLayout } from '../../../src/ventures/applications/budget-layout.rules.js';
import { budgetShares } from '../../../src/ventures/applications/budget-shares.rules.js';
import { readBudget, SHEET_TITLES } from '../../../src/ventures/applications/budget-sheet.rules.js';
import { hasLibreOffice, type TypedCell, typedInLibreOffice } from '../../support/libre-office.js';

/** What the test below once wrote with LibreOffice 7.4. */
const FIXTURE = join(process.cwd(), 'test/ventures/fixtures/budget-libreoffice.xlsx');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-workbook-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PRESENT: readonly BudgetEntry[] = [
  {
    category: 'TRAINING',
    item: '骨干培训：场地',
    unitPriceFen: 33_33,
    quantity: 3,
    times: 7,
    people: 20,
    source: 'GRANT',
    note: '3 天',
  },
];
/** What a person types below the row that is there. */
const TYPED: readonly TypedCell[] = [
  ['A7', '物资'],
  ['B7', '活动物资'],
  ['C7', 1234.56],
  ['D7', 2],
  ['E7', 1],
  ['H7', '自筹'],
  ['I7', '自己出钱 & "引号" <b>'],
];
const EXPECTED: readonly BudgetEntry[] = [
  ...PRESENT,
  {
    category: 'MATERIAL',
    item: '活动物资',
    unitPriceFen: 1234_56,
    quantity: 2,
    times: 1,
    people: null,
    source: 'SELF_RAISED',
    note: '自己出钱 & "引号" <b>',
  },
];

async function template(): Promise<Buffer> {
  const limits = budgetShares(PRESENT, BUDGET_RULES_BEFORE).map((share) => ({
    share,
    label: share.id,
    limit: `${share.mostPercent}%`,
  }));
  const ceiling = { fen: 500_00, label: 'ceiling', limit: '500.00' };
  return layoutBytes(budgetLayout(PRESENT, 'zh'), limitsLayout(limits, ceiling, 'zh'));
}
async function tableIn(path: string): Promise<SheetTable> {
  const outcome = await readTable(path, SHEET_TITLES.all);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.value;
}
async function refusal(bytes: Buffer): Promise<string | undefined> {
  const path = join(folder, 'refused.xlsx');
  writeFileSync(path, bytes);
  const outcome = await readTable(path, SHEET_TITLES.all);
  return outcome.ok ? undefined : outcome.findings[0]?.code;
}

describe('a workbook that LibreOffice wrote', () => {
  test('is read to the fen, with the sums that it reckoned itself', async () => {
    const table = await tableIn(FIXTURE);
    expect(readBudget(table.rows, table)).toEqual({ lines: EXPECTED, findings: [] });
    expect(table.rows[3]?.[6]).toBe('3169.05');
    expect(table.rows[5]?.[6]).toBe('699.93');
  });

  (hasLibreOffice ? test : test.skip)(
    'here and now: our template typed into and saved by it comes back the same',
    async () => {
      const [from, to] = [join(folder, 'template.xlsx'), join(folder, 'filled.xlsx')];
      writeFileSync(from, await template());
      typedInLibreOffice(folder, [from, to], TYPED);
      const table = await tableIn(to);
      expect(readBudget(table.rows, table)).toEqual({ lines: EXPECTED, findings: [] });
      expect(table.rows[3]?.[6]).toBe('3169.05');
      const limits = await readTable(to, ['要求']);
      // The ceiling is broken, the share of the grant (22.1 %), of labour and of the fee are kept.
      expect(limits.ok && limits.value.rows.slice(1).map((row) => [row[1], row[3]])).toEqual([
        ['699.93', '否'],
        ['22.1', '是'],
        ['0', '是'],
        ['0', '是'],
      ]);
    },
    150_000,
  );
});

describe('a workbook that is none of ours', () => {
  const layout = { name: 'Sheet1', widths: [10], rows: [[{ value: 'x' }]] };

  test('its only sheet is read, whatever its name; of several one must have the name', async () => {
    const path = join(folder, 'one.xlsx');
    writeFileSync(path, await layoutBytes(layout));
    expect((await tableIn(path)).name).toBe('Sheet1');
    expect(await refusal(await layoutBytes(layout, { ...layout, name: 'Sheet2' }))).toBe(
      'sheet-name-missing',
    );
    writeFileSync(path, await layoutBytes(layout, { ...layout, name: 'Budget', rows: [[{ value: 'y' }]] }));
    expect((await tableIn(path)).rows).toEqual([['y']]);
  });

  test('what is no workbook, or one with entities, is refused', async () => {
    expect(await refusal(Buffer.from('category,item'))).toBe('file-damaged');
    expect(await refusal(stored({ 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>' }))).toBe(
      'file-damaged',
    );
    expect(await refusal(stored({ 'word/document.xml': '<document/>' }))).toBe('file-damaged');
  });

  test('one that unpacks to more than a form ever has is refused before it is read', async () => {
    const noise = Array.from({ length: 90_000 }, (_, i) => `<c r="A${i + 1}"><v>${Math.sin(i)}</v></c>`).join(
      '',
    );
    expect(await refusal(stored({ 'xl/workbook.xml': noise.repeat(3) }))).toBe('file-unpacks-too-large');
  });

  test('formulas and merged cells are known by their address', async () => {
    const path = join(folder, 'marks.xlsx');
    const rows = [[{ value: 'a', span: 2 }], [{ value: null, formula: '1+1' }, { value: 3 }]];
    writeFileSync(path, await layoutBytes({ name: 'x', widths: [1, 1], rows }));
    expect(await tableIn(path)).toMatchObject({ formulas: ['A2'], merged: ['A1:B1'] });
  });

  test('a drop-down list stands where the names are', async () => {
    const path = join(folder, 'lists.xlsx');
    writeFileSync(path, await template());
    expect((await readRows(path, 'lists.xlsx')).ok).toBe(true);
    expect(budgetLayout([], 'en').choices.map(({ cells }) => cells)).toEqual(['A6:A105', 'H6:H105']);
  });
});

/** A zip whose entries are stored as they are: enough to be opened, and nobody's real workbook. */
function stored(files: Readonly<Record<string, string>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, content] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(crc32(content), 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    head.copy(entry, 16, 14, 28);
    entry.writeUInt32LE(at, 42);
    local.push(head, title, content);
    central.push(entry, title);
    at += head.length + title.length + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length / 2, 8);
  end.writeUInt16LE(central.length / 2, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
