import { normalProbability } from '../kernel/distributions.js';
import { type Figure, type ScoreTable } from './reliability.analysis.js';

/** From so many items on a reviewer's own mean and spread are taken to say something. */
export const LEAST_ITEMS = 5;

/** One reviewer beside the others. Information only: nothing of it changes a result. (R-SC-11) */
export interface ReviewerFigures {
  readonly items: number;
  readonly mean: number | null;
  /** Sample standard deviation; null below two items. */
  readonly deviation: number | null;
  /** Mean distance from what the others gave the same items; below zero: stricter. Null where nobody else scored. */
  readonly strictness: number | null;
}

export function reviewerFigures(table: ScoreTable): readonly ReviewerFigures[] {
  const reviewers = table[0]?.length ?? 0;
  return Array.from({ length: reviewers }, (_, j) => {
    const own = table.flatMap((row) => row[j] ?? []);
    const distances = table.flatMap((row) => {
      const [mine, others] = [row[j] ?? null, row.filter((cell, k) => k !== j && cell !== null) as number[]];
      return mine === null || others.length === 0 ? [] : [mine - average(others)];
    });
    return {
      items: own.length,
      mean: own.length === 0 ? null : average(own),
      deviation: deviationOf(own),
      strictness: distances.length === 0 ? null : average(distances),
    };
  });
}

const average = (values: readonly number[]): number =>
  values.reduce((all, value) => all + value, 0) / values.length;

function deviationOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = average(values);
  return Math.sqrt(values.reduce((all, value) => all + (value - middle) ** 2, 0) / (values.length - 1));
}

/**
 * Scores as distances from each reviewer's own mean in units of the own spread, averaged by item. Declined where a
 * reviewer has fewer than `LEAST_ITEMS` (of n scores |z| cannot pass (n − 1)/√n) or gave everything the same. (G11)
 */
export function standardized(table: ScoreTable): Figure<readonly (number | null)[]> {
  const figures = reviewerFigures(table);
  if (figures.length < 2) return { ok: false, why: 'few-reviewers' };
  if (figures.some(({ items }) => items < LEAST_ITEMS)) return { ok: false, why: 'few-items' };
  if (figures.some(({ deviation }) => deviation === 0)) return { ok: false, why: 'no-spread' };
  return {
    ok: true,
    value: table.map((row) => {
      const scores = row.flatMap((cell, j) => {
        const figure = figures[j];
        return cell === null || !figure?.deviation || figure.mean === null
          ? []
          : [(cell - figure.mean) / figure.deviation];
      });
      return scores.length === 0 ? null : average(scores);
    }),
  };
}

export interface AdditiveModel {
  /** What each item would have with reviewers of average strictness; null for an item without any score. */
  readonly items: readonly (number | null)[];
  /** What each reviewer adds; they sum to zero. Below zero: strict. */
  readonly reviewers: readonly number[];
  /** Standard deviation of what neither explains; null where no degree of freedom is left. */
  readonly residual: number | null;
  /** Mean place of each item if the scores were given again, by the residual; 1 is best. */
  readonly expectedRanks: readonly (number | null)[];
}

export type ModelDeclined = 'few-items' | 'few-reviewers' | 'no-spread' | 'not-connected';
export type ModelFigure =
  { readonly ok: true; readonly value: AdditiveModel } | { readonly ok: false; readonly why: ModelDeclined };

/**
 * Score = item + reviewer, by least squares: takes the reviewers' strictness out where sets of reviewers differ.
 * Declined where a reviewer has fewer than `LEAST_ITEMS`, where nothing differs, and where the panel falls apart into
 * groups without a common item, since strictness cannot be told from quality then. (G11)
 */
export function additiveModel(table: ScoreTable): ModelFigure {
  const reviewers = table[0]?.length ?? 0;
  if (reviewers < 2) return { ok: false, why: 'few-reviewers' };
  const counts = reviewerFigures(table).map(({ items }) => items);
  if (counts.some((items) => items < LEAST_ITEMS)) return { ok: false, why: 'few-items' };
  const cells = table.flat().filter((cell) => cell !== null);
  if (cells.every((cell) => cell === cells[0])) return { ok: false, why: 'no-spread' };
  if (!isConnected(table, reviewers)) return { ok: false, why: 'not-connected' };
  const effects = reviewerEffects(table, reviewers);
  const items = table.map((row) => {
    const adjusted = row.flatMap((cell, j) => (cell === null ? [] : [cell - (effects[j] ?? 0)]));
    return adjusted.length === 0 ? null : average(adjusted);
  });
  const residual = residualOf(table, items, effects);
  return {
    ok: true,
    value: { items, reviewers: effects, residual, expectedRanks: expectedRanks(table, items, residual) },
  };
}

/** Whether every reviewer is reached from the first over items scored in common. */
function isConnected(table: ScoreTable, reviewers: number): boolean {
  const reached = new Set([0]);
  for (let grown = true; grown;) {
    const before = reached.size;
    for (const row of table) {
      const here = row.flatMap((cell, j) => (cell === null ? [] : [j]));
      if (here.some((j) => reached.has(j))) for (const j of here) reached.add(j);
    }
    grown = reached.size > before;
  }
  return reached.size === reviewers;
}

/** The normal equations with the items taken out; the sum of the effects is held at zero by a row of its own. */
function reviewerEffects(table: ScoreTable, reviewers: number): readonly number[] {
  const matrix = Array.from({ length: reviewers }, () => new Array<number>(reviewers).fill(1));
  const right = new Array<number>(reviewers).fill(0);
  for (const row of table) {
    const here = row.flatMap((cell, j) => (cell === null ? [] : [{ j, cell }]));
    const middle = here.length === 0 ? 0 : average(here.map(({ cell }) => cell));
    for (const { j, cell } of here) {
      right[j] = (right[j] ?? 0) + cell - middle;
      const line = matrix[j] ?? [];
      line[j] = (line[j] ?? 0) + 1;
      for (const { j: other } of here) line[other] = (line[other] ?? 0) - 1 / here.length;
    }
  }
  return solved(matrix, right);
}

/** Gauss with partial pivots. */
function solved(matrix: number[][], right: number[]): readonly number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let k = 0; k < size; k += 1) {
    let best = k;
    for (let i = k + 1; i < size; i += 1) if (Math.abs(at(i, k)) > Math.abs(at(best, k))) best = i;
    [rows[k], rows[best]] = [rows[best] ?? [], rows[k] ?? []];
    for (let i = k + 1; i < size; i += 1) {
      const factor = at(i, k) / at(k, k);
      rows[i] = (rows[i] ?? []).map((value, j) => value - factor * at(k, j));
    }
  }
  const result = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i -= 1) {
    const known = result.reduce((all, value, j) => (j > i ? all + value * at(i, j) : all), 0);
    result[i] = (at(i, size) - known) / at(i, i);
  }
  return result;
}

function residualOf(
  table: ScoreTable,
  items: readonly (number | null)[],
  effects: readonly number[],
): number | null {
  let [squares, cells] = [0, 0];
  for (const [i, row] of table.entries())
    for (const [j, cell] of row.entries())
      if (cell !== null) {
        squares += (cell - (items[i] ?? 0) - (effects[j] ?? 0)) ** 2;
        cells += 1;
      }
  const free = cells - items.filter((item) => item !== null).length - effects.length + 1;
  return free > 0 ? Math.sqrt(squares / free) : null;
}

/** 1 plus the chances of each other item to come before this one. */
function expectedRanks(
  table: ScoreTable,
  items: readonly (number | null)[],
  residual: number | null,
): readonly (number | null)[] {
  const counts = table.map((row) => row.filter((cell) => cell !== null).length);
  return items.map((item, i) => {
    if (item === null || residual === null) return null;
    return items.reduce<number>((rank, other, k) => {
      if (other === null || k === i) return rank;
      const error = residual * Math.sqrt(1 / (counts[i] ?? 1) + 1 / (counts[k] ?? 1));
      if (error === 0) return rank + (other > item ? 1 : other === item ? 0.5 : 0);
      return rank + normalProbability((other - item) / error);
    }, 1);
  });
}
