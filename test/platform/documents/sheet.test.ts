import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutBytes, readRows, type Rows, xlsxBytes } from '../../../src/platform/documents/sheet.js';
import { budgetLayout } from '../../../src/ventures/applications/budget-layout.rules.js';
import { readBudget } from '../../../src/ventures/applications/budget-sheet.rules.js';
import { type BudgetEntry } from '../../../src/ventures/applications/budget.rules.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-sheet-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LINES: readonly BudgetEntry[] = [
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
  {
    category: 'MATERIAL',
    item: '=HYPERLINK("x")',
    unitPriceFen: 1_234_567_89,
    quantity: 1,
    times: 1,
    people: null,
    source: 'SELF_RAISED',
    note: '',
  },
];

async function rowsOf(bytes: Buffer): Promise<Rows> {
  const path = join(folder, 'budget.xlsx');
  writeFileSync(path, bytes);
  const outcome = await readRows(path, 'budget.xlsx');
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.value;
}

test('a budget goes out as a workbook with numbers and merged heads, and comes back to the fen', async () => {
  const rows = await rowsOf(await layoutBytes(budgetLayout(LINES, 'zh')));
  expect(rows.some((row) => row.includes('1234567.89'))).toBe(true);
  const { lines, findings } = readBudget(rows);
  expect(findings).toEqual([]);
  // A text that begins like a formula went out with a quote that made it harmless, and comes back without.
  expect(rows.flat()).toContain(`'${LINES[1]?.item ?? ''}`);
  expect(lines).toEqual(LINES);
});

test('a sheet of another program, all of it texts, is read as well', async () => {
  const rows = await rowsOf(
    await xlsxBytes(
      [
        ['某项目预算'],
        ['类别', '项目', '单价', '数量', '天数', '来源'],
        ['专家补贴', '讲座', '３００．００', '2 人', '１', '申请资助'],
      ],
      '预算',
    ),
  );
  expect(readBudget(rows).lines).toMatchObject([
    { category: 'EXPERT', unitPriceFen: 300_00, quantity: 2, times: 1, source: 'GRANT' },
  ]);
});

test('what a sheet reckons in floating point is read as it shows it', async () => {
  const rows = await rowsOf(
    await layoutBytes({
      name: 'x',
      widths: [10],
      rows: [[{ value: 0.1 + 0.2 }], [{ value: 33.3 * 3 }], [{ value: 1e15 }]],
    }),
  );
  expect(rows.flat()).toEqual(['0.3', '99.9', '1000000000000000']);
});
