import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCORE_SETS, type ScoreSet } from '../../../src/credit/score/score-items.rules.js';
import {
  fineRule,
  gradeFor,
  pointsText,
  scoreAsAt,
  type ScoredRecord,
  type ScoreFacts,
} from '../../../src/credit/score/score.rules.js';

const ON = '2026-11-24';
const [SET] = SCORE_SETS as [ScoreSet];
let next = 0;
const record = (
  category: ScoredRecord['category'],
  fields: ScoredRecord['fields'] = {},
  recordClass: string | null = category === 'PENALTY' ? 'GENERAL' : null,
): ScoredRecord => {
  next += 1;
  return { id: `r${next}`, category, recordClass, formedOn: '2026-03-01', summary: `记录${next}`, fields };
};
const warning = (): ScoredRecord => record('PENALTY', { penaltyKind: 'WARNING' });
const fine = (yuan: number): ScoredRecord => record('PENALTY', { penaltyKind: 'FINE', fineFen: yuan * 100 });
const facts = (more: Partial<ScoreFacts> = {}): ScoreFacts => ({
  records: [],
  stays: [],
  qualifications: [],
  ...more,
});
const graded = (
  value: string,
  validFrom = '2024-01-01',
  endedOn: string | null = null,
): ScoreFacts['qualifications'][number] => ({
  kind: 'GRADE',
  value,
  validFrom,
  validTo: `${Number(validFrom.slice(0, 4)) + 5}${validFrom.slice(4)}`,
  endedOn,
});
const listed = (
  list: 'ABNORMAL' | 'SERIOUS',
  removedOn: string | null = null,
): ScoreFacts['stays'][number] => ({
  list,
  ground: list === 'ABNORMAL' ? 'G1' : 'B4',
  listedOn: '2026-05-01',
  removedOn,
});
const points = (more: Partial<ScoreFacts>, on = ON): number =>
  (scoreAsAt(facts(more), on)?.points ?? -1) / 100;

describe('each item of the table (domain.md 2.8)', () => {
  test.each<[string, Partial<ScoreFacts>, number]>([
    ['nothing at all', {}, 100],
    ['a late annual report', { records: [record('ANNUAL_REPORT', {}, 'LIGHT')] }, 90],
    ['an annual report in time', { records: [record('ANNUAL_REPORT')] }, 100],
    ['a failed inspection', { records: [record('INSPECTION', {}, 'GENERAL')] }, 80],
    ['a passed inspection', { records: [record('INSPECTION')] }, 100],
    ['a warning', { records: [warning()] }, 90],
    ['two warnings', { records: [warning(), warning()] }, 80],
    [
      'a confiscation, which the table does not name',
      { records: [record('PENALTY', { penaltyKind: 'CONFISCATION' })] },
      100,
    ],
    ['a fine of 9,999 yuan', { records: [fine(9_999)] }, 85],
    ['a fine of 10,000 yuan', { records: [fine(10_000)] }, 84],
    ['a fine of 19,999 yuan', { records: [fine(19_999)] }, 84],
    ['a fine of 100,000 yuan', { records: [fine(100_000)] }, 75],
    ['a fine of a million yuan', { records: [fine(1_000_000)] }, 75],
    [
      'a fine without an amount',
      { records: [record('PENALTY', { penaltyKind: 'FINE', fineFen: null })] },
      85,
    ],
    [
      'an overdue project report',
      { records: [record('OTHER', { otherKind: 'PROJECT_REPORT_OVERDUE' })] },
      95,
    ],
    ['funds not returned', { records: [record('OTHER', { otherKind: 'FUNDS_NOT_RETURNED' })] }, 85],
    ['a breach of an agreement', { records: [record('OTHER', { otherKind: 'AGREEMENT_BREACH' })] }, 80],
    ['a commendation', { records: [record('OTHER', { otherKind: 'COMMENDATION' })] }, 103],
    ['two commendations', { records: [1, 2].map(() => record('OTHER', { otherKind: 'COMMENDATION' })) }, 105],
    [
      'four commendations',
      { records: [1, 2, 3, 4].map(() => record('OTHER', { otherKind: 'COMMENDATION' })) },
      105,
    ],
    ['an excellent grant', { records: [record('OTHER', { otherKind: 'GRANT_EXCELLENT' })] }, 103],
    [
      'another kind of other information',
      { records: [record('OTHER', { otherKind: 'WARNING' }), record('OTHER')] },
      100,
    ],
    ['a change of the register', { records: [record('BASIC')] }, 100],
    ['3A', { qualifications: [graded('3A')] }, 103],
    ['4A', { qualifications: [graded('4A')] }, 105],
    ['5A', { qualifications: [graded('5A')] }, 108],
    ['2A', { qualifications: [graded('2A')] }, 100],
    ['5A that was cancelled', { qualifications: [graded('5A', '2024-01-01', '2025-01-01')] }, 100],
    ['the best of two grades', { qualifications: [graded('3A'), graded('4A')] }, 105],
    ['on the abnormal list', { stays: [listed('ABNORMAL')] }, 80],
    ['no longer on it', { stays: [listed('ABNORMAL', ON)] }, 100],
  ])('%s', (_, more, expected) => {
    expect(points(more)).toBe(expected);
  });
});

test('a grade counts up to the day before it expires, and never after (R-GRD-01)', () => {
  const more = { qualifications: [graded('5A', '2020-06-01')] };
  expect([points(more, '2025-05-31'), points(more, '2025-06-01')]).toEqual([108, 100]);
});

test('additions end at 110, and the page can say so', () => {
  const more = facts({
    qualifications: [graded('5A')],
    records: [1, 2].flatMap(() => [
      record('OTHER', { otherKind: 'COMMENDATION' }),
      record('OTHER', { otherKind: 'GRANT_EXCELLENT' }),
    ]),
  });
  expect(scoreAsAt(more, ON)).toMatchObject({ points: 11_000, capped: true, grade: 'A' });
  expect(scoreAsAt(facts(), ON)).toMatchObject({ capped: false });
});

test('deductions end at nothing', () => {
  expect(scoreAsAt(facts({ records: Array.from({ length: 30 }, warning) }), ON)).toMatchObject({
    points: 0,
    grade: 'D',
  });
});

test.each([
  [11_000, 'A'],
  [9_501, 'A'],
  [9_500, 'A'],
  [9_499, 'B'],
  [8_000, 'B'],
  [7_999, 'C'],
  [6_000, 'C'],
  [5_999, 'D'],
  [0, 'D'],
])('%d hundredths are grade %s (domain.md 2.8)', (hundredths, grade) => {
  expect(gradeFor(hundredths, SET)).toBe(grade);
});

test('the thresholds are met by real items, not only by numbers', () => {
  const grade = (more: Partial<ScoreFacts>): unknown => scoreAsAt(facts(more), ON)?.grade;
  const overdue = record('OTHER', { otherKind: 'PROJECT_REPORT_OVERDUE' });
  expect(grade({ records: [overdue] })).toBe('A');
  expect(grade({ records: [overdue, overdue] })).toBe('B');
  expect(grade({ records: [warning(), warning()] })).toBe('B');
  expect(grade({ records: [warning(), warning(), overdue] })).toBe('C');
  expect(grade({ records: [1, 2, 3, 4].map(warning) })).toBe('C');
  expect(grade({ records: [...[1, 2, 3, 4].map(warning), overdue] })).toBe('D');
});

test('the serious list is D whatever the points, and only while on it', () => {
  const more = { qualifications: [graded('5A')], stays: [listed('SERIOUS')] };
  expect(scoreAsAt(facts(more), ON)).toMatchObject({
    points: 10_800,
    grade: 'D',
    seriousSince: '2026-05-01',
  });
  expect(scoreAsAt(facts(more), '2026-04-30')).toMatchObject({ grade: 'A', seriousSince: null });
});

test('every item says what it rests on, newest first', () => {
  const score = scoreAsAt(
    facts({ records: [warning()], stays: [listed('ABNORMAL')], qualifications: [graded('3A')] }),
    ON,
  );
  expect(score?.items.map(({ kind, on, recordId }) => [kind, on, recordId !== null])).toEqual([
    ['ABNORMAL_LIST', '2026-05-01', false],
    ['WARNING', '2026-03-01', true],
    ['GRADE_3A', '2024-01-01', false],
  ]);
  const equal = scoreAsAt(facts({ records: [warning(), fine(1)] }), ON);
  expect(equal?.items.map(({ kind }) => kind)).toEqual(['WARNING', 'FINE']);
});

test('before the first set there is no score', () => {
  expect(scoreAsAt(facts(), '2018-10-24')).toBeNull();
});

test('the items always add up to the number, and taking a deduction away never lowers it', () => {
  const any = fc.constantFrom(
    warning,
    () => fine(30_000),
    () => record('INSPECTION', {}, 'GENERAL'),
    () => record('OTHER', { otherKind: 'COMMENDATION' }),
  );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), (makers) => {
      const records = makers.map((make) => make());
      const score = scoreAsAt(facts({ records }), ON);
      const sum = (score?.items ?? []).reduce((all, item) => all + item.points, SET.base);
      expect(score?.points).toBe(Math.max(0, Math.min(SET.most, sum)));
      const without = records.filter(({ category }) => category !== 'PENALTY');
      expect(points({ records: without })).toBeGreaterThanOrEqual((score?.points ?? 0) / 100);
    }),
  );
});

test.each([
  [-1_500, false, '−15.00'],
  [300, true, '+3.00'],
  [9_499, false, '94.99'],
  [5, false, '0.05'],
])('%d is shown as it is', (hundredths, signed, text) => {
  expect(pointsText(hundredths, signed)).toBe(text);
});

test('a rule without a step costs the same whatever the amount', () => {
  expect(fineRule({ points: -100 }, 1_000_000_000)).toBe(-100);
});

test('nothing that decides knows the score: it bars nobody (R-CR-23)', () => {
  const root = join(import.meta.dirname, '../../../src');
  const knows = (readdirSync(root, { recursive: true }) as string[]).filter(
    (name) =>
      name.endsWith('.ts') &&
      !name.startsWith(join('credit', 'score')) &&
      /from '[^']*\/score\/score/.test(readFileSync(join(root, name), 'utf8')),
  );
  expect(knows).toEqual([join('credit', 'credit.module.ts')]);
});
