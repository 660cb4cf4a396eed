import { expect, test } from '@jest/globals';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { exceedsRatio, fenFromText, yuanText } from '../../../src/kernel/money.js';
import {
  type BudgetEntry,
  costPerBeneficiary,
  percentOf,
  totalOfLine,
} from '../../../src/ventures/applications/budget.rules.js';
import { sumOfRows } from '../../../src/ventures/applications/budget-shares.rules.js';

interface Row {
  readonly source: string;
  readonly category: string;
  readonly total: bigint | null;
}
interface Totals {
  fenOf(typed: string): bigint | null;
  totalOf(row: { price: string; quantity: string; times: string }): bigint | null;
  sumOf(rows: readonly Row[], sources: readonly string[], categories: readonly string[]): bigint;
  percentOf(part: bigint, whole: bigint): string;
  isOutside(part: bigint, whole: bigint, least: number, most: number): boolean;
  perHead(all: bigint, people: bigint): bigint | null;
  shown(fen: bigint | null): string;
}
const browser = (await import(pathToFileURL(join(process.cwd(), 'public/js/totals.js')).href)) as Totals;

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const pick = <T>(next: (below: number) => number, list: readonly T[]): T => list[next(list.length)] as T;
const CATEGORIES = ['ACTIVITY', 'LABOUR', 'ADMIN', 'TAX'];
const SOURCES = ['GRANT', 'SELF_RAISED', 'OTHER_PUBLIC'] as const;

test('browser and server agree on 1,000 random rows: each total, every sum, share and cost per head', () => {
  const next = numbers(20191);
  const lines = Array.from({ length: 1_000 }, (): BudgetEntry => ({
    category: pick(next, CATEGORIES),
    item: 'x',
    unitPriceFen: 1 + next(pick(next, [100, 10_000, 10_000_000])),
    quantity: 1 + next(500),
    times: 1 + next(40),
    source: pick(next, SOURCES),
  }));
  const styles = [
    yuanText,
    (fen: number) => yuanText(fen).replaceAll(',', ''),
    (fen: number) => ` ￥${yuanText(fen)} 元`,
    (fen: number) =>
      yuanText(fen)
        .replaceAll(',', '')
        .replace(/[\d.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  ];
  const rows = lines.map((line): Row => ({
    source: line.source,
    category: line.category,
    total: browser.totalOf({
      price: pick(next, styles)(line.unitPriceFen),
      quantity: String(line.quantity),
      times: ` ${line.times} `,
    }),
  }));
  expect(rows.map(({ total }) => String(total))).toEqual(lines.map((line) => String(totalOfLine(line))));
  expect(rows.map(({ total }) => browser.shown(total))).toEqual(
    lines.map((line) => yuanText(totalOfLine(line))),
  );
  const whole = sumOfRows(lines, { sources: [], categories: [] });
  for (const source of SOURCES)
    for (const category of ['ACTIVITY', 'LABOUR', 'ADMIN', 'TAX'] as const) {
      const part = sumOfRows(lines, { sources: [source], categories: [category] });
      const counted = browser.sumOf(rows, [source], [category]);
      expect(String(counted)).toBe(String(part));
      expect(browser.percentOf(counted, BigInt(whole))).toBe(percentOf(part, whole));
      for (const most of [1, 5, 8, 9, 12])
        expect(browser.isOutside(counted, BigInt(whole), 0, most)).toBe(exceedsRatio(part, whole, most, 100));
    }
  for (const people of [0, 1, 3, 7, 999])
    expect(browser.shown(browser.perHead(BigInt(whole), BigInt(people)))).toBe(
      people === 0 ? '--' : yuanText(costPerBeneficiary(whole, people) ?? -1),
    );
});

test.each(['1e3', '-1', '1.234', '1,23', '', '十', '0x10', '1.', '12,345.6', '０．５', '￥1,000元', '1 000'])(
  'both read the amount %p alike',
  (typed) => {
    const reading = fenFromText(typed);
    expect(String(browser.fenOf(typed))).toBe(String(reading.ok ? reading.fen : null));
  },
);

test('a row that cannot be read counts for nothing, and exactly at a limit is within it', () => {
  const part = (more: object): bigint | null =>
    browser.totalOf({ price: '1', quantity: '1', times: '1', ...more });
  expect([
    part({ quantity: '' }),
    part({ times: '1.5' }),
    part({ price: '-1' }),
    part({ quantity: '0' }),
  ]).toEqual([null, null, null, null]);
  expect(browser.sumOf([{ source: 'GRANT', category: 'TAX', total: null }], [], [])).toBe(0n);
  expect([browser.isOutside(60n, 100n, 0, 60), browser.isOutside(60n, 100n, 60, 100)]).toEqual([
    false,
    false,
  ]);
  expect([browser.isOutside(61n, 100n, 0, 60), browser.isOutside(59n, 100n, 60, 100)]).toEqual([true, true]);
});
