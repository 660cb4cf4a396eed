/**
 * Near-duplicate proposals: 2,000 of which 100 are planted copies at 10 to 50 % rewriting and 100 pairs that share
 * only how their organization introduces itself. Recall and precision of the whole and by the rate of rewriting.
 */
import { nearPairs } from '../../dist/src/ventures/applications/duplicates.analysis.js';
import { proposals } from '../support/proposals.mjs';

const MOST_SECONDS = 5;
const LEAST_RECALL = 0.95;
const LEAST_PRECISION = 0.95;

const { texts, planted } = proposals({ seed: 20191, count: 2_000, copies: 100, shared: 100 });
const began = performance.now();
const pairs = nearPairs(texts);
const seconds = (performance.now() - began) / 1000;

const key = ({ first, second }) => [first, second].sort().join(' ');
const found = new Set(pairs.map(key));
const right = planted.filter((pair) => found.has(key(pair)));
const recall = right.length / planted.length;
const precision = right.length / Math.max(1, pairs.length);
for (const [from, to] of [
  [0.1, 0.2],
  [0.2, 0.3],
  [0.3, 0.4],
  [0.4, 0.501],
]) {
  const some = planted.filter(({ rate }) => rate >= from && rate < to);
  const hit = some.filter((pair) => found.has(key(pair))).length;
  console.log(
    `rewritten ${Math.round(from * 100)} to ${Math.round(to * 100)}%: ${hit} of ${some.length} found`,
  );
}
const characters = Math.round(texts.reduce((all, { text }) => all + text.length, 0) / texts.length);
console.log(
  `${texts.length} proposals of ${characters} characters: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)} (${pairs.length} pairs told), ${seconds.toFixed(2)} s (below ${MOST_SECONDS})`,
);
process.exitCode = recall >= LEAST_RECALL && precision >= LEAST_PRECISION && seconds < MOST_SECONDS ? 0 : 1;
