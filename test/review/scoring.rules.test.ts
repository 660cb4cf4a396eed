import { describe, expect, test } from '@jest/globals';
import { type Finding } from '../../src/kernel/outcome.js';
import {
  findingsInScorecard,
  type MarkEntry,
  refusalsToScore,
  type SheetState,
  totalTenths,
} from '../../src/review/scoring.rules.js';
import { DEFAULT_CRITERIA } from '../../src/ventures/rounds/round.rules.js';

/** The default rubric of domain.md 3.6, in tenths: 20, 25, 10, 15, 15, 15 points. */
const FULL: Readonly<Record<string, number>> = {
  need: 200,
  feasibility: 250,
  innovation: 100,
  capacity: 150,
  budget: 150,
  benefit: 150,
};
/** 70 points in all. */
const SEVENTY = { need: 140, feasibility: 175, innovation: 70, capacity: 105, budget: 105, benefit: 105 };
const marksOf = (tenths: Readonly<Record<string, number>>): MarkEntry[] =>
  Object.entries(tenths).map(([criterion, mark]) => ({ criterion, tenths: mark }));
const findings = (marks: readonly MarkEntry[], comment?: string): Finding[] =>
  findingsInScorecard(DEFAULT_CRITERIA, { marks, ...(comment === undefined ? {} : { comment }) });

describe('a scorecard against the rubric (domain.md 3.6)', () => {
  test('with every criterion marked within its points is accepted', () => {
    expect(findings(marksOf(SEVENTY))).toEqual([]);
  });

  test('the order of the marks does not matter', () => {
    expect(findings(marksOf(SEVENTY).reverse())).toEqual([]);
  });

  test.each<[string, Partial<typeof SEVENTY>, Finding[]]>([
    ['a mark of nothing', { innovation: 0 }, []],
    ['a mark of half a point', { innovation: 5 }, []],
    ['all points of a criterion', { need: 200 }, []],
    [
      'half a point above',
      { need: 205 },
      [{ code: 'mark-out-of-range', field: 'marks[0][tenths]', args: { max: 20 } }],
    ],
    [
      'half a point below nothing',
      { benefit: -5 },
      [{ code: 'mark-out-of-range', field: 'marks[5][tenths]', args: { max: 15 } }],
    ],
    ['a tenth of a point', { feasibility: 171 }, [{ code: 'mark-half-steps', field: 'marks[1][tenths]' }]],
    ['four tenths', { budget: 104 }, [{ code: 'mark-half-steps', field: 'marks[4][tenths]' }]],
    [
      'two bad marks are both named, in the order of the rubric',
      { capacity: 101, need: 999 },
      [
        { code: 'mark-out-of-range', field: 'marks[0][tenths]', args: { max: 20 } },
        { code: 'mark-half-steps', field: 'marks[3][tenths]' },
      ],
    ],
  ])('%s', (_name, change, expected) => {
    expect(findings(marksOf({ ...SEVENTY, ...change }))).toEqual(expected);
  });

  test('a missing mark is named by its criterion', () => {
    expect(findings(marksOf(SEVENTY).slice(1))).toEqual([
      { code: 'mark-missing', args: { criterion: '需求与受益人群' } },
    ]);
  });

  test('a criterion marked twice in place of another leaves that one missing', () => {
    const [need, , ...rest] = marksOf(SEVENTY);
    const twice = need === undefined ? [] : [need, need, ...rest];
    expect(findings(twice)).toEqual([{ code: 'mark-missing', args: { criterion: '方案设计与可行性' } }]);
  });

  test('a mark for what is not in the rubric is one too many', () => {
    expect(findings(marksOf({ ...SEVENTY, charm: 50 }))).toEqual([{ code: 'mark-surplus' }]);
  });

  test('the total is not judged before every mark is right', () => {
    expect(findings(marksOf({ ...FULL, need: 201 }))).toMatchObject([{ code: 'mark-out-of-range' }]);
  });
});

describe('a total below 60 or above 90 needs a comment (R-SC-07)', () => {
  // 60 points: 12 + 15 + 6 + 9 + 9 + 9. 90 points: 18 + 22.5 + 9 + 13.5 + 13.5 + 13.5.
  const SIXTY = { need: 120, feasibility: 150, innovation: 60, capacity: 90, budget: 90, benefit: 90 };
  const NINETY = { need: 180, feasibility: 225, innovation: 90, capacity: 135, budget: 135, benefit: 135 };

  test.each<[string, Readonly<Record<string, number>>, number | null]>([
    ['59.5', { ...SIXTY, need: 115 }, 59.5],
    ['exactly 60', SIXTY, null],
    ['60.5', { ...SIXTY, need: 125 }, null],
    ['89.5', { ...NINETY, need: 175 }, null],
    ['exactly 90', NINETY, null],
    ['90.5', { ...NINETY, need: 185 }, 90.5],
    ['nothing at all', Object.fromEntries(Object.keys(FULL).map((code) => [code, 0])), 0],
    ['all 100 points', FULL, 100],
  ])('%s', (_name, tenths, total) => {
    expect(findings(marksOf(tenths))).toEqual(
      total === null ? [] : [{ code: 'score-needs-comment', field: 'comment', args: { total } }],
    );
    expect(findings(marksOf(tenths), '理由充分')).toEqual([]);
  });

  test('the total is the sum of the marks in tenths', () => {
    expect(totalTenths(marksOf(FULL))).toBe(1_000);
    expect(totalTenths(marksOf(NINETY))).toBe(900);
    expect(totalTenths([])).toBe(0);
  });
});

describe('filling in a sheet', () => {
  const open: SheetState = {
    contestStatus: 'OPEN',
    status: 'ASSIGNED',
    conflictAnswer: 'NONE',
    sealed: false,
  };

  test.each<[string, Partial<SheetState>, string[]]>([
    ['is possible once no conflict is declared', {}, []],
    ['is over when the panel is closed (C11)', { contestStatus: 'CLOSED' }, ['panel-is-closed']],
    ['is refused to a recused expert (R-SC-03)', { status: 'RECUSED' }, ['expert-recused']],
    ['waits for the conflict question (R-SC-03)', { conflictAnswer: null }, ['conflict-question-open']],
    ['is refused with a conflict (R-SC-03)', { conflictAnswer: 'CONFLICT' }, ['conflict-question-open']],
    ['is refused in doubt (R-SC-03)', { conflictAnswer: 'UNSURE' }, ['conflict-question-open']],
    ['is over once sealed (R-SC-08)', { sealed: true }, ['score-sealed-already']],
    [
      'a closed panel is told before anything else',
      { contestStatus: 'CLOSED', status: 'RECUSED', conflictAnswer: null, sealed: true },
      ['panel-is-closed'],
    ],
    [
      'a recusal is told before the question and the seal',
      { status: 'RECUSED', conflictAnswer: 'CONFLICT', sealed: true },
      ['expert-recused'],
    ],
    [
      'the open question is told before the seal',
      { conflictAnswer: null, sealed: true },
      ['conflict-question-open'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(refusalsToScore({ ...open, ...change }).map(({ code }) => code)).toEqual(expected);
  });
});
