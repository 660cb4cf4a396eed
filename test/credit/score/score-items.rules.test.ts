import { expect, test } from '@jest/globals';
import { SCORE_KINDS, SCORE_SETS, scoreSetOn } from '../../../src/credit/score/score-items.rules.js';

test.each([
  ['2018-10-24', null],
  ['2018-10-25', '2018-10-25'],
  ['2026-11-24', '2018-10-25'],
])('on %s the set of %s is in force', (day, from) => {
  expect(scoreSetOn(day)?.from ?? null).toBe(from);
});

test('a later set takes over on its first day, and the earlier one still counts before', () => {
  const [first] = SCORE_SETS;
  if (first === undefined) throw new Error('no set');
  const sets = [first, { ...first, from: '2027-01-01', base: 9_000 }];
  expect(scoreSetOn('2026-12-31', sets)?.base).toBe(10_000);
  expect(scoreSetOn('2027-01-01', sets)?.base).toBe(9_000);
});

test('the set is the table of domain.md 2.8 in hundredths', () => {
  const [set] = SCORE_SETS;
  const points = SCORE_KINDS.map((kind) => [kind, (set?.rules[kind].points ?? 0) / 100]);
  expect(Object.fromEntries(points)).toEqual({
    ANNUAL_REPORT_LATE: -10,
    INSPECTION_FAILED: -20,
    ABNORMAL_LIST: -20,
    WARNING: -10,
    FINE: -15,
    PROJECT_REPORT_OVERDUE: -5,
    FUNDS_NOT_RETURNED: -15,
    AGREEMENT_BREACH: -20,
    GRADE_3A: 3,
    GRADE_4A: 5,
    GRADE_5A: 8,
    COMMENDATION: 3,
    GRANT_EXCELLENT: 3,
  });
  expect([set?.base, set?.most]).toEqual([10_000, 11_000]);
});
