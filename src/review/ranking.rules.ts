import { type Finding } from '../kernel/outcome.js';
import {
  add,
  compare,
  fromTenths,
  mean,
  range,
  type Rational,
  rankBy,
  roundHalfUp,
  sampleStandardDeviation,
  trimmedMean,
  ZERO,
} from '../kernel/statistics.js';

/** What a mark from so many points on looks like; levels stand in ascending order. (B5) */
export interface AnchorLevel {
  readonly from: number;
  readonly anchor: { readonly zh: string; readonly en: string };
}

/** A criterion of the rubric with its points and what good looks like. (domain.md 3.6) */
export interface Criterion {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly points: number;
  readonly anchorZh: string;
  readonly anchorEn: string;
  /** Older rounds have one anchor for a criterion and no levels. */
  readonly levels?: readonly AnchorLevel[];
}

/** How scores become an order; fixed by the call before any score exists. */
export interface RankingMethod {
  readonly panelSize: number;
  /** Drop one highest and one lowest from so many valid cards on; 0: never. (R-SC-04) */
  readonly dropHighLowFrom: number;
  readonly passLine: number;
  /** Criteria whose means break ties, in order, before the draw. (R-SC-05) */
  readonly tieCriteria: readonly string[];
  readonly leastCards: number;
}

/** One valid card: marks in whole tenths by criterion. A missing card is absent, never zero. */
export interface Card {
  readonly expert: string;
  readonly marks: Readonly<Record<string, number>>;
}

export interface CandidateCards {
  readonly number: string;
  readonly cards: readonly Card[];
}

export interface RankedCandidate {
  readonly number: string;
  readonly rank: number;
  /** Two decimals, half up: for showing. The order was made on exact values. */
  readonly score: string | null;
  readonly plainMean: string | null;
  readonly range: string | null;
  readonly alarm: boolean;
  readonly passes: boolean;
  readonly cards: number;
  /** Which rule of the chain decided its place against an equal one. */
  readonly tieBrokenBy: string | null;
}

/** A digest in lower-case hex, passed in so that the rule stays pure: SHA-256 of `seed|number`. */
export type Digest = (text: string) => string;

export const RANKING_VERSION = 'R-SC-2026-1';

/**
 * The ranking: trimmed mean on exact values (R-SC-04), ties by the means of named criteria and then by the draw
 * (R-SC-05), a pass line (R-SC-09). Candidates with fewer than the least number of cards come last, unranked in score.
 */
export function rank(
  candidates: readonly CandidateCards[],
  method: RankingMethod,
  draw: { readonly seed: string; readonly digest: Digest },
): readonly RankedCandidate[] {
  const judged = candidates.map((candidate) => judge(candidate, method, draw));
  const order = (left: Judged, right: Judged): number => {
    for (const [i, key] of left.keys.entries()) {
      const other = right.keys[i];
      const difference = other === undefined ? 0 : compareKeys(key, other);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const ranked = rankBy(judged, order, ({ number }) => number);
  return ranked.map(({ item, rank: place }, i) =>
    shown(item, place, tieRule(item, [ranked[i - 1]?.item, ranked[i + 1]?.item], method), method),
  );
}

interface Judged {
  readonly number: string;
  readonly totals: readonly Rational[];
  readonly score: Rational | null;
  /** Compared one after another: score, tie criteria (higher first), then the draw (lower first). */
  readonly keys: readonly (Rational | null | string)[];
}

function judge(
  { number, cards }: CandidateCards,
  method: RankingMethod,
  draw: { seed: string; digest: Digest },
): Judged {
  const totals = cards.map(totalOf);
  const enough = cards.length >= method.leastCards;
  const from = method.dropHighLowFrom === 0 ? Infinity : method.dropHighLowFrom;
  const score = enough ? trimmedMean(totals, from) : null;
  const ties = method.tieCriteria.map((code) => mean(cards.map(({ marks }) => fromTenths(marks[code] ?? 0))));
  return { number, totals, score, keys: [score, ...ties, draw.digest(`${draw.seed}|${number}`)] };
}

/** The total of a card, exact. */
export function totalOf({ marks }: Card): Rational {
  return Object.values(marks).reduce((all, tenths) => add(all, fromTenths(tenths)), ZERO);
}

function compareKeys(left: Rational | null | string, right: Rational | null | string): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === 'string' || typeof right === 'string') return 0;
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  return compare(right, left);
}

/** Names the first rule that told this one from an equal neighbour. */
function tieRule(
  item: Judged,
  neighbours: readonly (Judged | undefined)[],
  method: RankingMethod,
): string | null {
  const tied = neighbours.filter(
    (one) =>
      one !== undefined && item.score !== null && one.score !== null && compare(one.score, item.score) === 0,
  );
  const deepest = tied.reduce((deep, one) => Math.max(deep, firstDifference(item, one ?? item)), 0);
  if (deepest === 0) return null;
  return method.tieCriteria[deepest - 1] ?? 'draw';
}

function firstDifference(left: Judged, right: Judged): number {
  const at = left.keys.findIndex((key, i) => compareKeys(key, right.keys[i] ?? null) !== 0);
  return Math.max(0, at);
}

function shown(
  item: Judged,
  place: number,
  tieBrokenBy: string | null,
  method: RankingMethod,
): RankedCandidate {
  const spread = range(item.totals);
  const plain = mean(item.totals);
  return {
    number: item.number,
    rank: place,
    score: item.score && roundHalfUp(item.score, 2),
    plainMean: plain && roundHalfUp(plain, 2),
    range: spread && roundHalfUp(spread, 1),
    alarm: diverges(item.totals),
    passes: item.score !== null && compare(item.score, fromTenths(method.passLine * 10)) >= 0,
    cards: item.totals.length,
    tieBrokenBy,
  };
}

/** Alarm when highest minus lowest exceeds 20 or the sample standard deviation exceeds 8. (R-SC-06) */
export function diverges(totals: readonly Rational[]): boolean {
  const spread = range(totals);
  const deviation = sampleStandardDeviation(totals);
  return (spread !== null && compare(spread, fromTenths(200)) > 0) || (deviation !== null && deviation > 8);
}

/** Weights of a rubric add up to 100, each code once. (R-SC-01) */
export function findingsInRubric(criteria: readonly Criterion[]): Finding[] {
  const total = criteria.reduce((all, { points }) => all + points, 0);
  const codes = new Set(criteria.map(({ code }) => code));
  return [
    ...(total === 100 ? [] : [{ code: 'rubric-not-100', field: 'criteria', args: { total } }]),
    ...(codes.size === criteria.length ? [] : [{ code: 'rubric-code-twice', field: 'criteria' }]),
  ];
}
