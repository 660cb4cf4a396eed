import { fieldPath, type Finding } from '../../kernel/outcome.js';
import { exceedsRatio, type Fen, yuanText } from '../../kernel/money.js';
import { type RoundRules } from '../rounds/round.rules.js';

/** Categories of a budget; labour and administration have caps of their own. (domain.md 3.5) */
export const BUDGET_CATEGORIES = [
  'ACTIVITY',
  'MATERIAL',
  'PUBLICITY',
  'TRANSPORT',
  'EXPERT',
  'TRAINING',
  'LABOUR',
  'ADMIN',
  'TAX',
] as const;
export type BudgetCategory = (typeof BUDGET_CATEGORIES)[number];
export const BUDGET_SOURCES = ['GRANT', 'SELF_RAISED', 'OTHER_PUBLIC'] as const;
export type BudgetSource = (typeof BUDGET_SOURCES)[number];

/** One row as entered: unit price × quantity × times. */
export interface BudgetEntry {
  readonly category: string;
  readonly item: string;
  readonly unitPriceFen: Fen;
  readonly quantity: number;
  readonly times: number;
  readonly source: string;
  readonly note?: string;
}

export interface BudgetTotals {
  readonly all: Fen;
  readonly grant: Fen;
  readonly selfRaised: Fen;
  readonly otherPublic: Fen;
  readonly labour: Fen;
  readonly admin: Fen;
}

/** The total of a row, to the fen. */
export function totalOfLine({ unitPriceFen, quantity, times }: BudgetEntry): Fen {
  return unitPriceFen * quantity * times;
}

export function totalsOf(lines: readonly BudgetEntry[]): BudgetTotals {
  const sum = (which: (line: BudgetEntry) => boolean): Fen =>
    lines.filter(which).reduce((all, line) => all + totalOfLine(line), 0);
  return {
    all: sum(() => true),
    grant: sum(({ source }) => source === 'GRANT'),
    selfRaised: sum(({ source }) => source === 'SELF_RAISED'),
    otherPublic: sum(({ source }) => source === 'OTHER_PUBLIC'),
    labour: sum(({ category, source }) => category === 'LABOUR' && source === 'GRANT'),
    admin: sum(({ category, source }) => category === 'ADMIN' && source === 'GRANT'),
  };
}

const MOST_LINE: Fen = 1_000_000_000_00;

/**
 * The budget against the round's rules: the grant at most so many per cent of the budget and at most the ceiling,
 * both tests (R-BU-01; R-EL-09); labour within its share (R-BU-03); no management fee from the grant (R-BU-04).
 */
export function findingsInBudget(
  lines: readonly BudgetEntry[],
  rules: Pick<RoundRules, 'maxGrantFen' | 'maxGrantPercent' | 'maxLabourPercent'>,
): Finding[] {
  const tooLarge = lines.flatMap((line, i) =>
    totalOfLine(line) > MOST_LINE
      ? [{ code: 'budget-line-too-large', field: fieldPath('lines', i, 'unitPriceFen') }]
      : [],
  );
  if (tooLarge.length > 0) return tooLarge;
  const totals = totalsOf(lines);
  const fees = lines.flatMap((line, i) =>
    line.category === 'ADMIN' && line.source === 'GRANT'
      ? [{ code: 'budget-management-fee', field: fieldPath('lines', i, 'category') }]
      : [],
  );
  return [
    ...(lines.length > 0 ? [] : [{ code: 'budget-empty', field: 'lines' }]),
    ...(totals.grant > 0 || lines.length === 0 ? [] : [{ code: 'budget-no-grant', field: 'lines' }]),
    ...(totals.grant <= rules.maxGrantFen
      ? []
      : [
          {
            code: 'budget-over-ceiling',
            field: 'lines',
            args: { asked: yuanText(totals.grant), ceiling: yuanText(rules.maxGrantFen) },
          },
        ]),
    ...(exceedsRatio(totals.grant, totals.all, rules.maxGrantPercent, 100)
      ? [
          {
            code: 'budget-over-ratio',
            field: 'lines',
            args: { percent: percentOf(totals.grant, totals.all), most: rules.maxGrantPercent },
          },
        ]
      : []),
    ...(exceedsRatio(totals.labour, totals.grant, rules.maxLabourPercent, 100)
      ? [
          {
            code: 'budget-labour-over-ratio',
            field: 'lines',
            args: { percent: percentOf(totals.labour, totals.grant), most: rules.maxLabourPercent },
          },
        ]
      : []),
    ...fees,
  ];
}

/** One decimal, for messages: 62.5. */
function percentOf(part: Fen, whole: Fen): string {
  if (whole === 0) return '0.0';
  const tenths = (BigInt(part) * 2_000n + BigInt(whole)) / (BigInt(whole) * 2n);
  return `${String(tenths / 10n)}.${String(tenths % 10n)}`;
}
