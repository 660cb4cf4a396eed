import { chiSquareTail, fQuantile } from '../kernel/distributions.js';

/** Scores by item (row) and reviewer (column); null where there is none, which is never a zero. */
export type ScoreTable = readonly (readonly (number | null)[])[];

/** Why a figure is not given: said instead of a number that would mislead. */
export type Declined = 'few-items' | 'few-reviewers' | 'not-complete' | 'no-spread';
export type Figure<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Declined };

export interface Coefficient {
  readonly value: number;
  /** The interval of 95 %. */
  readonly low: number;
  readonly high: number;
}

/** Agreement of single reviewers and of the mean of all k: each item by other reviewers (1), all by the same drawn ones (2), all by just these (3). */
export interface IntraclassCorrelations {
  readonly single: { readonly one: Coefficient; readonly two: Coefficient; readonly three: Coefficient };
  readonly mean: { readonly one: Coefficient; readonly two: Coefficient; readonly three: Coefficient };
}

const given = <T>(value: T): Figure<T> => ({ ok: true, value });
const declined = (why: Declined): Figure<never> => ({ ok: false, why });

interface Squares {
  readonly items: number;
  readonly reviewers: number;
  readonly between: number;
  readonly within: number;
  readonly judges: number;
  readonly error: number;
}

/**
 * ICC(1,1), (2,1), (3,1) and their forms for the mean of k reviewers, with intervals of 95 %, as Shrout and Fleiss
 * (1979) define them. Declined where a cell is empty, below two items or reviewers, and where nothing differs. (G12)
 */
export function intraclassCorrelations(table: ScoreTable): Figure<IntraclassCorrelations> {
  if (table.length < 2) return declined('few-items');
  const reviewers = table[0]?.length ?? 0;
  if (reviewers < 2) return declined('few-reviewers');
  const full = table.map((row) => row.filter((cell) => cell !== null));
  if (full.some((row) => row.length !== reviewers)) return declined('not-complete');
  const squares = meanSquares(full);
  if (squares.between === 0 && squares.within === 0) return declined('no-spread');
  const one = oneWay(squares, squares.within, squares.items * (reviewers - 1));
  const three = oneWay(squares, squares.error, (squares.items - 1) * (reviewers - 1));
  const two = twoWay(squares);
  return given({
    single: { one: one.single, two: two.single, three: three.single },
    mean: { one: one.mean, two: two.mean, three: three.mean },
  });
}

function meanSquares(table: readonly (readonly number[])[]): Squares {
  const [items, reviewers] = [table.length, table[0]?.length ?? 0];
  const rowMeans = table.map(average);
  const columnMeans = Array.from({ length: reviewers }, (_, j) => average(table.map((row) => row[j] ?? 0)));
  const all = average(rowMeans);
  const squareSum = (values: readonly number[], around: (i: number) => number): number =>
    values.reduce((total, value, i) => total + (value - around(i)) ** 2, 0);
  const between = reviewers * squareSum(rowMeans, () => all);
  const judges = items * squareSum(columnMeans, () => all);
  const within = table.reduce((total, row, i) => total + squareSum(row, () => rowMeans[i] ?? 0), 0);
  return {
    items,
    reviewers,
    between: between / (items - 1),
    within: within / (items * (reviewers - 1)),
    judges: judges / (reviewers - 1),
    // What rounding leaves of nothing is nothing: the error is a difference of two sums.
    error: Math.max(0, within - judges) / ((items - 1) * (reviewers - 1)),
  };
}

const average = (values: readonly number[]): number =>
  values.reduce((all, value) => all + value, 0) / values.length;

interface Pair {
  readonly single: Coefficient;
  readonly mean: Coefficient;
}

const UPPER = 0.975;

/** Cases 1 and 3: the variance between items against one other mean square. */
function oneWay({ items, reviewers: k, between }: Squares, against: number, degrees: number): Pair {
  if (against === 0) return perfect();
  const ratio = between / against;
  const low = ratio / fQuantile(UPPER, items - 1, degrees);
  const high = ratio * fQuantile(UPPER, degrees, items - 1);
  const single = (f: number): number => (f - 1) / (f + k - 1);
  const mean = (f: number): number => 1 - 1 / f;
  return {
    single: { value: single(ratio), low: single(low), high: single(high) },
    mean: { value: mean(ratio), low: mean(low), high: mean(high) },
  };
}

/** Case 2: what the strictness of reviewers takes away counts as disagreement too. */
function twoWay({ items: n, reviewers: k, between, judges, error }: Squares): Pair {
  const value = (between - error) / (between + (k - 1) * error + (k * (judges - error)) / n);
  if (error === 0 && judges === 0) return perfect();
  const f = judges / (error === 0 ? Number.MIN_VALUE : error);
  const inner = n * (1 + (k - 1) * value) - k * value;
  const degrees =
    ((k - 1) * (n - 1) * (k * value * f + inner) ** 2) /
    ((n - 1) * k ** 2 * value ** 2 * f ** 2 + inner ** 2);
  // Without any error the degrees of freedom have a limit and no value: of the interval only the point is left.
  const [lower, upper] = Number.isFinite(degrees)
    ? [fQuantile(UPPER, n - 1, degrees), fQuantile(UPPER, degrees, n - 1)]
    : [1, 1];
  const rest = k * judges + (k * n - k - n) * error;
  const low = (n * (between - lower * error)) / (lower * rest + n * between);
  const high = (n * (upper * between - error)) / (rest + n * upper * between);
  const ofMean = (single: number): number => (k * single) / (1 + (k - 1) * single);
  return {
    single: { value, low, high },
    mean: {
      value: (between - error) / (between + (judges - error) / n),
      low: ofMean(low),
      high: ofMean(high),
    },
  };
}

function perfect(): Pair {
  const one = { value: 1, low: 1, high: 1 };
  return { single: one, mean: one };
}

/**
 * Krippendorff's alpha for interval data: 1 is full agreement, 0 is chance. Empty cells are allowed; items with one
 * score say nothing and are left out. Declined where nothing differs, since chance cannot be told then. (G12)
 */
export function krippendorffAlpha(table: ScoreTable): Figure<number> {
  const units = table
    .map((row) => row.filter((cell) => cell !== null))
    .filter((values) => values.length >= 2);
  if (units.length < 2) return declined('few-items');
  const values = units.flat();
  const observed = units.reduce((all, unit) => all + squaredDistances(unit) / (unit.length - 1), 0);
  const expected = squaredDistances(values) / (values.length - 1);
  return expected === 0 ? declined('no-spread') : given(1 - observed / expected);
}

/** The sum of squared differences over all ordered pairs. */
function squaredDistances(values: readonly number[]): number {
  const middle = average(values);
  return 2 * values.length * values.reduce((all, value) => all + (value - middle) ** 2, 0);
}

export interface Concordance {
  readonly w: number;
  /** The probability of at least this agreement if all ranked at random. */
  readonly p: number;
}

/** Kendall's W with its correction for ties: whether the reviewers put the items into the same order. (G12) */
export function kendallW(table: ScoreTable): Figure<Concordance> {
  if (table.length < 3) return declined('few-items');
  const reviewers = table[0]?.length ?? 0;
  if (reviewers < 2) return declined('few-reviewers');
  if (table.some((row) => row.length !== reviewers || row.includes(null))) return declined('not-complete');
  const [n, m] = [table.length, reviewers];
  const columns = Array.from({ length: m }, (_, j) => midRanks(table.map((row) => row[j] ?? 0)));
  const sums = table.map((_, i) => columns.reduce((all, { ranks }) => all + (ranks[i] ?? 0), 0));
  const middle = average(sums);
  const spread = sums.reduce((all, value) => all + (value - middle) ** 2, 0);
  const ties = columns.reduce((all, column) => all + column.ties, 0);
  const most = m * m * (n ** 3 - n) - m * ties;
  if (most === 0) return declined('no-spread');
  const w = (12 * spread) / most;
  return given({ w, p: chiSquareTail(m * (n - 1) * w, n - 1) });
}

/** Ranks from 1; equal ones share the middle of their places. `ties` is the sum of t³ − t. */
function midRanks(values: readonly number[]): { readonly ranks: readonly number[]; readonly ties: number } {
  const order = values.map((value, i) => ({ value, i })).sort((left, right) => left.value - right.value);
  const ranks = values.map(() => 0);
  let ties = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to += 1;
    for (const { i } of order.slice(from, to + 1)) ranks[i] = (from + to) / 2 + 1;
    const tied = to - from + 1;
    ties += tied ** 3 - tied;
    from = to + 1;
  }
  return { ranks, ties };
}
