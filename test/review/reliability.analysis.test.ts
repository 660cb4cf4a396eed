import { describe, expect, test } from '@jest/globals';
import {
  intraclassCorrelations,
  kendallW,
  krippendorffAlpha,
  type ScoreTable,
} from '../../src/review/reliability.analysis.js';

/** Shrout and Fleiss (1979): six targets, four judges. */
const SHROUT_FLEISS: ScoreTable = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

describe('intraclass correlations', () => {
  const all = intraclassCorrelations(SHROUT_FLEISS);
  const value = all.ok ? all.value : null;

  test.each([
    ['ICC(1,1)', value?.single.one, '0.1657', '-0.133', '0.723'],
    ['ICC(2,1)', value?.single.two, '0.2898', '0.019', '0.761'],
    ['ICC(3,1)', value?.single.three, '0.7148', '0.342', '0.946'],
    ['ICC(1,4)', value?.mean.one, '0.4428', '-0.884', '0.912'],
    ['ICC(2,4)', value?.mean.two, '0.6201', '0.071', '0.927'],
    ['ICC(3,4)', value?.mean.three, '0.9093', '0.676', '0.986'],
  ])(
    '%s of Shrout and Fleiss (1979), with the published interval',
    (...[, coefficient, point, low, high]) => {
      expect(coefficient?.value.toFixed(4)).toBe(point);
      expect(coefficient?.low.toFixed(3)).toBe(low);
      expect(coefficient?.high.toFixed(3)).toBe(high);
    },
  );

  test('full agreement is 1; strictness alone lowers (2,1) and leaves (3,1) at 1', () => {
    const same = intraclassCorrelations([
      [60, 60],
      [80, 80],
      [70, 70],
    ]);
    expect(same.ok && same.value.single.two.value).toBe(1);
    const strict = intraclassCorrelations([
      [60, 50],
      [80, 70],
      [70, 60],
    ]);
    expect(strict.ok && strict.value.single.three.value).toBe(1);
    expect(strict.ok && strict.value.single.two.value).toBeCloseTo(2 / 3, 10);
  });

  test.each<[string, ScoreTable, string]>([
    ['one item', [[1, 2]], 'few-items'],
    ['one reviewer', [[1], [2]], 'few-reviewers'],
    [
      'an empty cell',
      [
        [1, 2],
        [3, null],
      ],
      'not-complete',
    ],
    [
      'no difference at all',
      [
        [5, 5],
        [5, 5],
      ],
      'no-spread',
    ],
  ])('declines with %s', (_, table, why) => {
    expect(intraclassCorrelations(table)).toEqual({ ok: false, why });
  });
});

describe("Krippendorff's alpha", () => {
  // Krippendorff's own example: four observers, twelve units, with gaps; interval data.
  const OBSERVERS: ScoreTable = [
    [1, 1, null, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [null, 5, 5, 5],
    [null, null, 1, 1],
    [null, 3, null, null],
  ];

  test('the published value 0.849', () => {
    const alpha = krippendorffAlpha(OBSERVERS);
    expect(alpha.ok && alpha.value.toFixed(3)).toBe('0.849');
  });

  test('declines where nothing differs or too little was scored', () => {
    expect(
      krippendorffAlpha([
        [5, 5],
        [5, 5],
      ]),
    ).toEqual({ ok: false, why: 'no-spread' });
    expect(
      krippendorffAlpha([
        [5, null],
        [4, 5],
      ]),
    ).toEqual({ ok: false, why: 'few-items' });
  });
});

describe("Kendall's W", () => {
  test('1 for the same order, 0 for opposite ones', () => {
    const same = kendallW([
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
    expect(same.ok && same.value.w).toBe(1);
    const opposite = kendallW([
      [1, 30],
      [2, 20],
      [3, 10],
    ]);
    expect(opposite.ok && opposite.value).toEqual({ w: 0, p: 1 });
  });

  test('ties are corrected for: worked by hand', () => {
    // Ranks: first judge 1.5, 1.5, 3, 4; second 1, 2, 3, 4. Sums 2.5, 3.5, 6, 8; S = 18.5; T = 6.
    const tied = kendallW([
      [5, 1],
      [5, 2],
      [7, 3],
      [9, 4],
    ]);
    expect(tied.ok && tied.value.w).toBeCloseTo((12 * 18.5) / (4 * 60 - 2 * 6), 12);
    expect(tied.ok && tied.value.p).toBeCloseTo(0.1197, 3);
  });

  test('declines with gaps, with two items and without any difference', () => {
    expect(
      kendallW([
        [1, null],
        [2, 3],
        [3, 4],
      ]),
    ).toEqual({ ok: false, why: 'not-complete' });
    expect(
      kendallW([
        [1, 2],
        [2, 3],
      ]),
    ).toEqual({ ok: false, why: 'few-items' });
    expect(
      kendallW([
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
    ).toEqual({ ok: false, why: 'no-spread' });
  });
});
