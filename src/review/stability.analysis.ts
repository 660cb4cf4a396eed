import { type CandidateCards, type Card, type Digest, type RankingMethod } from './ranking.rules.js';

/** What is changed by one variant of a ranking. (H6) */
export const VARIANT_KINDS = ['REVIEWER', 'CRITERION', 'WEIGHT', 'BOOTSTRAP'] as const;
export type VariantKind = (typeof VARIANT_KINDS)[number];

export interface Placed {
  readonly number: string;
  /** Enough cards and at least the pass line. */
  readonly passes: boolean;
}

/** Which of an order (best first) lie above the line: the money and the pass line decide, not this analysis. */
export type Line = (order: readonly Placed[]) => ReadonlySet<string>;

export interface StabilityQuestion {
  readonly candidates: readonly CandidateCards[];
  /** The points of each criterion; they add up to 100. (R-SC-01) */
  readonly points: Readonly<Record<string, number>>;
  readonly method: RankingMethod;
  readonly draw: { readonly seed: string; readonly digest: Digest };
  readonly line: Line;
  readonly bootstraps: number;
  /** Of the resampling; the same seed gives the same figures. */
  readonly seed: number;
}

export interface Kept {
  readonly kept: number;
  readonly of: number;
}

export interface Stability {
  readonly number: string;
  readonly above: boolean;
  /** In how many of all variants it keeps its side of the line. */
  readonly all: Kept;
  readonly by: Readonly<Record<VariantKind, Kept>>;
  readonly bestRank: number;
  readonly worstRank: number;
}

/** Card totals are whole tenths times this, so that a weight of ± 10 % is a whole number too. */
const UNIT = 10;
/** The least common multiple of 1 to 16: sums become comparable means without a fraction. */
const MEANS = 720_720;

interface Sheet {
  readonly number: string;
  readonly draw: number;
  readonly cards: readonly Card[];
}

/** Whole numbers by candidate: the weighted total of each card, and its marks in the criteria that break ties. */
interface Marks {
  readonly totals: readonly (readonly number[])[];
  readonly ties: readonly (readonly (readonly number[])[])[];
}

interface Variant {
  readonly kind: VariantKind;
  readonly marks: Marks;
  /** The total of all weights, in the unit of the card totals for a mark of one point. */
  readonly whole: number;
  readonly leastCards: number;
}

/**
 * In how many variants each candidate keeps its side of the line: each reviewer left out, each criterion left out,
 * each weight moved by 10 % either way (the others re-based), and cards drawn again with replacement. Shown beside
 * the result as information; it never changes it. Exact whole numbers throughout. (H6; domain.md R-SC-11)
 */
export function rankStability(question: StabilityQuestion): readonly Stability[] {
  const { candidates, method, line } = question;
  const sheets = sheetsOf(question);
  const base = orderOf(sheets, standard(question, sheets), method);
  const above = line(base);
  const places = new Map(base.map(({ number }, i) => [number, i + 1]));
  const counts = new Map(candidates.map(({ number }) => [number, new Counter(places.get(number) ?? 0)]));
  for (const variant of variantsOf(question, sheets)) {
    const order = orderOf(sheets, variant, method);
    const set = line(order);
    for (const [i, { number }] of order.entries())
      counts.get(number)?.note(variant.kind, set.has(number) === above.has(number), i + 1);
  }
  return base.map(({ number }) => ({
    number,
    above: above.has(number),
    ...(counts.get(number) ?? new Counter(0)).figures(),
  }));
}

class Counter {
  private readonly by = new Map<VariantKind, { kept: number; of: number }>(
    VARIANT_KINDS.map((kind) => [kind, { kept: 0, of: 0 }]),
  );
  private best: number;
  private worst: number;

  constructor(rank: number) {
    this.best = rank;
    this.worst = rank;
  }

  note(kind: VariantKind, kept: boolean, rank: number): void {
    const count = this.by.get(kind);
    if (count) {
      count.of += 1;
      if (kept) count.kept += 1;
    }
    this.best = Math.min(this.best, rank);
    this.worst = Math.max(this.worst, rank);
  }

  figures(): Omit<Stability, 'number' | 'above'> {
    const all = [...this.by.values()].reduce(
      (total, { kept, of }) => ({ kept: total.kept + kept, of: total.of + of }),
      { kept: 0, of: 0 },
    );
    const by = Object.fromEntries(this.by) as Record<VariantKind, Kept>;
    return { all, by, bestRank: this.best, worstRank: this.worst };
  }
}

/** Candidates in the order of the draw, which decides last. */
function sheetsOf({ candidates, draw }: StabilityQuestion): readonly Sheet[] {
  const digests = candidates
    .map(({ number }) => ({ number, digest: draw.digest(`${draw.seed}|${number}`) }))
    .sort((left, right) => (left.digest < right.digest ? -1 : 1));
  const order = new Map(digests.map(({ number }, i) => [number, i]));
  return candidates.map(({ number, cards }) => ({ number, cards, draw: order.get(number) ?? 0 }));
}

type Factors = Readonly<Record<string, number>>;

function marksOf(
  sheets: readonly Sheet[],
  factors: Factors,
  tieCriteria: readonly string[],
  without?: string,
): Marks {
  const kept = sheets.map(({ cards }) => cards.filter(({ expert }) => expert !== without));
  return {
    totals: kept.map((cards) =>
      cards.map(({ marks }) =>
        Object.entries(marks).reduce((all, [code, tenths]) => all + tenths * (factors[code] ?? UNIT), 0),
      ),
    ),
    ties: tieCriteria.map((code) => kept.map((cards) => cards.map(({ marks }) => marks[code] ?? 0))),
  };
}

function standard({ points, method }: StabilityQuestion, sheets: readonly Sheet[]): Variant {
  return weighted('BOOTSTRAP', Object.fromEntries(Object.keys(points).map((code) => [code, UNIT])), {
    points,
    method,
    sheets,
  });
}

function weighted(
  kind: VariantKind,
  factors: Factors,
  { points, method, sheets }: Pick<StabilityQuestion, 'points' | 'method'> & { sheets: readonly Sheet[] },
): Variant {
  const tieCriteria = method.tieCriteria.filter((code) => factors[code] !== 0);
  return {
    kind,
    marks: marksOf(sheets, factors, tieCriteria),
    whole: Object.entries(points).reduce((all, [code, value]) => all + value * (factors[code] ?? UNIT), 0),
    leastCards: method.leastCards,
  };
}

function* variantsOf(question: StabilityQuestion, sheets: readonly Sheet[]): Generator<Variant> {
  const { points, method, bootstraps, seed } = question;
  const base = standard(question, sheets);
  const codes = Object.keys(points);
  const all = (special: string, factor: number): Factors =>
    Object.fromEntries(codes.map((code) => [code, code === special ? factor : UNIT]));
  const experts = new Set(sheets.flatMap(({ cards }) => cards.map(({ expert }) => expert)));
  for (const expert of [...experts].sort())
    yield {
      ...base,
      kind: 'REVIEWER',
      marks: marksOf(sheets, all('', UNIT), method.tieCriteria, expert),
      leastCards: Math.max(1, method.leastCards - 1),
    };
  const context = { points, method, sheets };
  if (codes.length > 1) for (const code of codes) yield weighted('CRITERION', all(code, 0), context);
  for (const code of codes)
    for (const factor of [UNIT - 1, UNIT + 1]) yield weighted('WEIGHT', all(code, factor), context);
  const next = generator(seed);
  for (let i = 0; i < bootstraps; i += 1)
    yield { ...base, kind: 'BOOTSTRAP', marks: drawnAgain(base.marks, next) };
}

/** The cards of each candidate drawn again with replacement; a card keeps its marks together. */
function drawnAgain({ totals, ties }: Marks, next: () => number): Marks {
  const drawn = totals.map((cards) => cards.map(() => Math.floor(next() * cards.length)));
  const taken = (values: readonly (readonly number[])[]): readonly (readonly number[])[] =>
    drawn.map((places, i) => places.map((place) => values[i]?.[place] ?? 0));
  return { totals: taken(totals), ties: ties.map(taken) };
}

/** Mulberry32: small, and the same on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The order of the rule in `rank`, on whole numbers: score, tie criteria, draw. */
function orderOf(sheets: readonly Sheet[], variant: Variant, method: RankingMethod): readonly Placed[] {
  const { marks, whole, leastCards } = variant;
  const from = method.dropHighLowFrom === 0 ? Infinity : method.dropHighLowFrom;
  const scores = marks.totals.map((cards) => (cards.length < leastCards ? -1 : trimmed(cards, from)));
  const ties = marks.ties.map((criterion) => criterion.map((cards) => trimmed(cards, Infinity)));
  const order = sheets.map((_, i) => i);
  order.sort((left, right) => {
    const byScore = (scores[right] ?? -1) - (scores[left] ?? -1);
    if (byScore !== 0) return byScore;
    for (const criterion of ties) {
      const byTie = (criterion[right] ?? 0) - (criterion[left] ?? 0);
      if (byTie !== 0) return byTie;
    }
    return (sheets[left]?.draw ?? 0) - (sheets[right]?.draw ?? 0);
  });
  // score / whole × 100 ≥ the pass line, with tenths and the multiple of means on both sides.
  const least = (method.passLine * 10 * whole * MEANS) / 100;
  return order.map((i) => ({ number: sheets[i]?.number ?? '', passes: (scores[i] ?? -1) >= least }));
}

/** The mean times `MEANS`, without the highest and the lowest from so many cards on; -1 of nothing. */
function trimmed(values: readonly number[], from: number): number {
  if (values.length === 0) return -1;
  let [all, low, high] = [0, Infinity, -Infinity];
  for (const value of values) {
    all += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length >= from
    ? ((all - low - high) * MEANS) / (values.length - 2)
    : (all * MEANS) / values.length;
}
