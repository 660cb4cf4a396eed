import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { type CandidateCards, rank, type RankingMethod } from '../../src/review/ranking.rules.js';
import { type Line, rankStability, type StabilityQuestion } from '../../src/review/stability.analysis.js';

const POINTS = { need: 40, feasibility: 60 };
const METHOD: RankingMethod = {
  panelSize: 5,
  dropHighLowFrom: 5,
  passLine: 60,
  tieCriteria: ['feasibility', 'need'],
  leastCards: 3,
};
const draw = {
  seed: 'seed',
  digest: (text: string): string => createHash('sha256').update(text).digest('hex'),
};
/** So many of those that pass are funded. */
const places =
  (most: number): Line =>
  (order) =>
    new Set(
      order
        .filter(({ passes }) => passes)
        .slice(0, most)
        .map(({ number }) => number),
    );

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function panel(seed: number, items: number, reviewers: number): CandidateCards[] {
  const next = generator(seed);
  return Array.from({ length: items }, (_, i) => ({
    number: `2026-01-${String(i + 1).padStart(4, '0')}`,
    cards: Array.from({ length: reviewers }, (__, j) => ({
      expert: `e${String(j)}`,
      // Whole fives, so that there are ties.
      marks: { need: Math.floor(next() * 9) * 50, feasibility: Math.floor(next() * 13) * 50 },
    })).filter(() => next() > 0.1),
  }));
}

const question = (
  candidates: CandidateCards[],
  more: Partial<StabilityQuestion> = {},
): StabilityQuestion => ({
  candidates,
  points: POINTS,
  method: METHOD,
  draw,
  line: places(3),
  bootstraps: 0,
  seed: 1,
  ...more,
});

/** The slow way: the exact ranking itself, run once for each variant. */
function slowly(candidates: CandidateCards[], line: Line): Map<string, [kept: number, of: number]> {
  const above = (list: CandidateCards[], method: RankingMethod): ReadonlySet<string> =>
    line(rank(list, method, draw));
  const base = above(candidates, METHOD);
  const experts = new Set(candidates.flatMap(({ cards }) => cards.map(({ expert }) => expert)));
  const variants: ReadonlySet<string>[] = [];
  for (const expert of experts)
    variants.push(
      above(
        candidates.map((one) => ({ ...one, cards: one.cards.filter((card) => card.expert !== expert) })),
        { ...METHOD, leastCards: 2 },
      ),
    );
  const weighted = (need: number, feasibility: number): ReadonlySet<string> => {
    const whole = (40 * need + 60 * feasibility) / 10;
    const list = candidates.map((one) => ({
      ...one,
      cards: one.cards.map(({ expert, marks }) => ({
        expert,
        marks: { need: (marks['need'] ?? 0) * need, feasibility: (marks['feasibility'] ?? 0) * feasibility },
      })),
    }));
    const tieCriteria = METHOD.tieCriteria.filter((code) => (code === 'need' ? need : feasibility) > 0);
    return above(list, { ...METHOD, tieCriteria, passLine: (METHOD.passLine * whole * 10) / 100 });
  };
  variants.push(weighted(0, 10), weighted(10, 0));
  variants.push(weighted(9, 10), weighted(11, 10), weighted(10, 9), weighted(10, 11));
  return new Map(
    candidates.map(({ number }) => [
      number,
      [variants.filter((set) => set.has(number) === base.has(number)).length, variants.length],
    ]),
  );
}

test('200 small panels: the fast way equals the exact ranking run for every variant', () => {
  let unstable = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const candidates = panel(seed, 3 + (seed % 6), 3 + (seed % 4));
    const line = places(1 + (seed % 3));
    const expected = slowly(candidates, line);
    for (const { number, all } of rankStability(question(candidates, { line }))) {
      expect([number, all.kept, all.of]).toEqual([number, ...(expected.get(number) ?? [])]);
      if (all.kept < all.of) unstable += 1;
    }
  }
  expect(unstable).toBeGreaterThan(100);
});

test('by hand: two candidates, of whom one reviewer decides', () => {
  const one = (number: string, totals: readonly number[]): CandidateCards => ({
    number,
    cards: totals.map((total, i) => ({
      expert: `e${String(i)}`,
      marks: { need: total * 4, feasibility: total * 6 },
    })),
  });
  // Means 80 and 79; without e0 they are 75 and 84, without e1 or e2 the first stays ahead.
  const [first, second] = rankStability(
    question([one('a', [90, 75, 75]), one('b', [69, 84, 84])], { line: places(1) }),
  );
  expect(first).toMatchObject({ number: 'a', above: true, bestRank: 1, worstRank: 2 });
  expect(first?.by.REVIEWER).toEqual({ kept: 2, of: 3 });
  expect(first?.by.CRITERION).toEqual({ kept: 2, of: 2 });
  expect(first?.by.WEIGHT).toEqual({ kept: 4, of: 4 });
  expect(second?.all).toEqual({ kept: 8, of: 9 });
});

test('drawing again: the same seed gives the same figures, one card each never moves', () => {
  const candidates = panel(7, 8, 5);
  const once = rankStability(question(candidates, { bootstraps: 300 }));
  expect(rankStability(question(candidates, { bootstraps: 300 }))).toEqual(once);
  expect(once.every(({ by }) => by.BOOTSTRAP.of === 300)).toBe(true);
  expect(once.some(({ by }) => by.BOOTSTRAP.kept < 300)).toBe(true);
  const single = panel(8, 6, 1).map((candidate, i) => ({
    ...candidate,
    cards: [{ expert: 'e0', marks: { need: i * 50, feasibility: 400 } }],
  }));
  const still = rankStability(question(single, { bootstraps: 50, method: { ...METHOD, leastCards: 1 } }));
  expect(still.every(({ by }) => by.BOOTSTRAP.kept === 50)).toBe(true);
});

test('the order in which candidates and cards come never matters', () => {
  const candidates = panel(11, 9, 5);
  const turned = [...candidates].reverse().map((one) => ({ ...one, cards: [...one.cards].reverse() }));
  expect(rankStability(question(turned))).toEqual(rankStability(question(candidates)));
});
