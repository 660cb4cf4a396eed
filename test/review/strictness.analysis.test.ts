import { describe, expect, test } from '@jest/globals';
import { type ScoreTable } from '../../src/review/reliability.analysis.js';
import { additiveModel, reviewerFigures, standardized } from '../../src/review/strictness.analysis.js';

/** A small generator with a seed, so that a failure can be repeated. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Items of known quality, reviewers of known strictness, so many reviewers an item in a chain that connects all. */
function panel(seed: number, noise: number): { table: ScoreTable; quality: number[]; bias: number[] } {
  const next = generator(seed);
  const quality = Array.from({ length: 60 }, () => 50 + 40 * next());
  const bias = [-12, -6, 0, 3, 6, 9, -9, 9];
  const table = quality.map((value, i) =>
    bias.map((effect, j) =>
      [i % 8, (i + 1) % 8, (i * 3 + 2) % 8].includes(j) ? value + effect + noise * (next() - 0.5) : null,
    ),
  );
  return { table, quality, bias };
}

/** Pairs in the order of the known quality. */
function inOrder(values: readonly (number | null)[], quality: readonly number[]): number {
  let right = 0;
  for (const [i, left] of values.entries())
    for (const [k, other] of values.entries())
      if (i < k && Math.sign((left ?? 0) - (other ?? 0)) === Math.sign((quality[i] ?? 0) - (quality[k] ?? 0)))
        right += 1;
  return right;
}

test('mean, deviation and strictness of each reviewer, by hand', () => {
  expect(
    reviewerFigures([
      [80, 70, null],
      [60, 50, null],
    ]),
  ).toEqual([
    { items: 2, mean: 70, deviation: Math.sqrt(200), strictness: 10 },
    { items: 2, mean: 60, deviation: Math.sqrt(200), strictness: -10 },
    { items: 0, mean: null, deviation: null, strictness: null },
  ]);
});

describe('additive model (G11)', () => {
  test('without noise it finds quality and strictness exactly', () => {
    const { table, quality, bias } = panel(1, 0);
    const model = additiveModel(table);
    if (!model.ok) throw new Error(model.why);
    const middle = bias.reduce((all, value) => all + value, 0) / bias.length;
    for (const [j, effect] of model.value.reviewers.entries())
      expect(effect).toBeCloseTo((bias[j] ?? 0) - middle, 8);
    for (const [i, item] of model.value.items.entries())
      expect(item).toBeCloseTo((quality[i] ?? 0) + middle, 8);
    expect(model.value.residual).toBeCloseTo(0, 8);
  });

  test('in 50 connected panels with noise its order is never worse than the raw one, and mostly better', () => {
    let better = 0;
    for (let seed = 1; seed <= 50; seed += 1) {
      const { table, quality } = panel(seed, 6);
      const model = additiveModel(table);
      if (!model.ok) throw new Error(model.why);
      const raw = table.map((row) => {
        const cells = row.filter((cell) => cell !== null);
        return cells.reduce((all, cell) => all + cell, 0) / cells.length;
      });
      const [before, after] = [inOrder(raw, quality), inOrder(model.value.items, quality)];
      expect(after).toBeGreaterThanOrEqual(before);
      if (after > before) better += 1;
    }
    expect(better).toBeGreaterThan(45);
  });

  test('expected ranks add up to the sum of all places and follow the items', () => {
    const { table } = panel(3, 6);
    const model = additiveModel(table);
    if (!model.ok) throw new Error(model.why);
    const ranks = model.value.expectedRanks.map((rank) => rank ?? NaN);
    expect(ranks.reduce((all, rank) => all + rank, 0)).toBeCloseTo((60 * 61) / 2, 6);
    const best = model.value.items.indexOf(Math.max(...model.value.items.map((item) => item ?? -Infinity)));
    expect(ranks[best]).toBe(Math.min(...ranks));
  });

  const five = (left: number | null, right: number | null): (number | null)[][] =>
    Array.from({ length: 5 }, (_, i) => [left === null ? null : left + i, right === null ? null : right + i]);

  test.each<[string, ScoreTable, string]>([
    ['one reviewer', [[1], [2]], 'few-reviewers'],
    ['a reviewer with four items', five(60, 70).slice(0, 4), 'few-items'],
    ['no difference', Array.from({ length: 6 }, () => [5, 5]), 'no-spread'],
    ['two groups without a common item', [...five(60, null), ...five(null, 70)], 'not-connected'],
  ])('declines with %s', (_, table, why) => {
    expect(additiveModel(table)).toEqual({ ok: false, why });
  });
});

describe('z-scores', () => {
  test('stay within the bound (n − 1)/√n', () => {
    const z = standardized([
      [0, 1],
      [0, 2],
      [0, 3],
      [0, 4],
      [100, 5],
    ]);
    if (!z.ok) throw new Error(z.why);
    // The first reviewer's outlier has z = 4/√5, the second's best 2/√2.5.
    expect(z.value[4]).toBeCloseTo((4 / Math.sqrt(5) + 2 / Math.sqrt(2.5)) / 2, 12);
  });

  test.each<[string, ScoreTable, string]>([
    [
      'few items',
      [
        [1, 2],
        [3, 4],
      ],
      'few-items',
    ],
    ['a reviewer who gave all the same', Array.from({ length: 5 }, (_, i) => [70, 60 + i]), 'no-spread'],
    ['one reviewer', [[1]], 'few-reviewers'],
  ])('decline with %s', (_, table, why) => {
    expect(standardized(table)).toEqual({ ok: false, why });
  });

  test('an item without any score has none', () => {
    const table = [...Array.from({ length: 5 }, (_, i) => [i, i * 2]), [null, null]];
    const z = standardized(table);
    expect(z.ok && z.value[5]).toBeNull();
  });
});
