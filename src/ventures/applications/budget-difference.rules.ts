import { type Fen } from '../../kernel/money.js';
import { type BudgetEntry, totalOfLine, totalsOf } from './budget.rules.js';

/** A row that came, went or changed, with the names of the fields that differ. */
export interface RowChange {
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED';
  readonly before: BudgetEntry | null;
  readonly after: BudgetEntry | null;
  readonly fields: readonly string[];
  /** By how much the row's total grew; negative: shrank. */
  readonly byFen: Fen;
}

export interface BudgetDifference {
  readonly rows: readonly RowChange[];
  readonly byFen: Fen;
  readonly grantByFen: Fen;
}

const FIELDS = [
  'category',
  'item',
  'unitPriceFen',
  'quantity',
  'times',
  'people',
  'source',
  'activity',
  'note',
] as const;
const valueOf = (line: BudgetEntry, name: (typeof FIELDS)[number]): string | number => line[name] ?? '';
const differing = (before: BudgetEntry, after: BudgetEntry): readonly string[] =>
  FIELDS.filter((name) => valueOf(before, name) !== valueOf(after, name));

/** The ways in which two rows are the same one, the surest first. */
const MATCHES: readonly ((a: BudgetEntry, b: BudgetEntry) => boolean)[] = [
  (a, b) => differing(a, b).length === 0,
  (a, b) => a.category === b.category && a.item === b.item && a.source === b.source,
  (a, b) => a.category === b.category && a.item === b.item,
  (a, b) => a.item === b.item,
];

/** The row of the older budget that a row of the newer one is, where there is one; each is the partner of one row only. */
function partners<T extends BudgetEntry>(
  before: readonly T[],
  after: readonly BudgetEntry[],
): { readonly of: ReadonlyMap<BudgetEntry, T>; readonly free: ReadonlySet<T> } {
  const partner = new Map<BudgetEntry, T>();
  const free = new Set(before);
  for (const matches of MATCHES)
    for (const line of after) {
      const match = partner.has(line) ? undefined : [...free].find((one) => matches(one, line));
      if (match === undefined) continue;
      partner.set(line, match);
      free.delete(match);
    }
  return { of: partner, free };
}

/** Rows that came from outside, with the id and the activity of the stored rows that they are. */
export function recognized(
  before: readonly BudgetEntry[],
  after: readonly BudgetEntry[],
): readonly BudgetEntry[] {
  const { of } = partners(before, after);
  return after.map((line) => {
    const known = of.get(line);
    if (known?.id === undefined) return line;
    return { ...line, id: known.id, activity: line.activity ?? known.activity ?? null };
  });
}

/** What changed between two budgets, row by row, in the order of the newer one; rows that went come last. (D6) */
export function budgetDifference(
  before: readonly BudgetEntry[],
  after: readonly BudgetEntry[],
): BudgetDifference {
  const { of: partner, free } = partners(before, after);
  const kept = after.flatMap((line): RowChange[] => {
    const earlier = partner.get(line) ?? null;
    const fields = earlier === null ? [] : differing(earlier, line);
    if (earlier !== null && fields.length === 0) return [];
    const byFen = totalOfLine(line) - (earlier === null ? 0 : totalOfLine(earlier));
    return [{ kind: earlier === null ? 'ADDED' : 'CHANGED', before: earlier, after: line, fields, byFen }];
  });
  const removed = [...free].map((line): RowChange => ({
    kind: 'REMOVED',
    before: line,
    after: null,
    fields: [],
    byFen: -totalOfLine(line),
  }));
  const [old, now] = [totalsOf(before), totalsOf(after)];
  return { rows: [...kept, ...removed], byFen: now.all - old.all, grantByFen: now.grant - old.grant };
}
