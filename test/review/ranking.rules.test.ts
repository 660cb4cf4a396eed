import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  type CandidateCards,
  findingsInRubric,
  rank,
  type RankingMethod,
} from '../../src/review/ranking.rules.js';
import { DEFAULT_CRITERIA } from '../../src/ventures/rounds/round.rules.js';

const method: RankingMethod = {
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
/** A card whose total is `total`, with everything beyond the tie criteria in one place. */
const card = (
  expert: string,
  total: number,
  feasibility = 10,
  need = 10,
): CandidateCards['cards'][number] => ({
  expert,
  marks: { feasibility: feasibility * 10, need: need * 10, rest: total * 10 - feasibility * 10 - need * 10 },
});
const candidate = (number: string, totals: readonly number[]): CandidateCards => ({
  number,
  cards: totals.map((total, i) => card(`e${i}`, total)),
});

describe('the ranking', () => {
  test('drops one highest and one lowest of five: 84.33, plain 81.00, range 32, alarm (R-SC-04, R-SC-06)', () => {
    expect(rank([candidate('1', [88, 92, 75, 90, 60])], method, draw)[0]).toMatchObject({
      score: '84.33',
      plainMean: '81.00',
      range: '32.0',
      alarm: true,
      passes: true,
    });
  });

  test('with one recused nothing is dropped: 78.25', () => {
    expect(rank([candidate('1', [88, 75, 90, 60])], method, draw)[0]).toMatchObject({ score: '78.25' });
  });

  test('a candidate with too few cards has no score and comes last', () => {
    const ranked = rank([candidate('1', [90, 90]), candidate('2', [61, 61, 61])], method, draw);
    expect(ranked.map(({ number, score }) => [number, score])).toEqual([
      ['2', '61.00'],
      ['1', null],
    ]);
  });

  test('equal totals go by design, then need, then the draw (R-SC-05)', () => {
    const three = (number: string, feasibility: number, need: number): CandidateCards => ({
      number,
      cards: ['a', 'b', 'c'].map((expert) => card(expert, 80, feasibility, need)),
    });
    const byDesign = rank([three('1', 12, 10), three('2', 14, 10)], method, draw);
    expect(byDesign.map(({ number, tieBrokenBy }) => [number, tieBrokenBy])).toEqual([
      ['2', 'feasibility'],
      ['1', 'feasibility'],
    ]);
    const byNeed = rank([three('1', 12, 10), three('2', 12, 13)], method, draw);
    expect(byNeed[0]).toMatchObject({ number: '2', tieBrokenBy: 'need' });
    const byDraw = rank([three('1', 12, 10), three('2', 12, 10)], method, draw);
    const expected = ['1', '2'].sort((a, b) =>
      draw.digest(`seed|${a}`) < draw.digest(`seed|${b}`) ? -1 : 1,
    );
    expect(byDraw.map(({ number }) => number)).toEqual(expected);
    expect(byDraw[0]?.tieBrokenBy).toBe('draw');
  });

  test('the order of candidates and of cards never matters', () => {
    const totals = fc.array(fc.array(fc.integer({ min: 30, max: 100 }), { minLength: 3, maxLength: 5 }), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(totals, fc.integer(), (list, turn) => {
        const candidates = list.map((one, i) => candidate(String(i), one));
        const shuffled = [...candidates]
          .sort((a, b) => draw.digest(`${turn}${a.number}`).localeCompare(draw.digest(`${turn}${b.number}`)))
          .map((one) => ({ ...one, cards: [...one.cards].reverse() }));
        expect(rank(shuffled, method, draw)).toEqual(rank(candidates, method, draw));
      }),
    );
  });

  test('raising a mark never lowers a score', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 30, max: 99 }), { minLength: 3, maxLength: 7 }),
        fc.nat(6),
        (totals, at) => {
          const raised = totals.map((total, i) => (i === at % totals.length ? total + 1 : total));
          const [before, after] = [
            rank([candidate('1', totals)], method, draw)[0],
            rank([candidate('1', raised)], method, draw)[0],
          ];
          expect(Number(after?.score)).toBeGreaterThanOrEqual(Number(before?.score));
        },
      ),
    );
  });

  test('a rubric adds up to 100 (R-SC-01)', () => {
    expect(findingsInRubric(DEFAULT_CRITERIA)).toEqual([]);
    expect(findingsInRubric(DEFAULT_CRITERIA.slice(1))).toMatchObject([
      { code: 'rubric-not-100', args: { total: 80 } },
    ]);
  });
});
