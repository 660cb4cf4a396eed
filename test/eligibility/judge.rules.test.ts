import { describe, expect, test } from '@jest/globals';
import { type EligibilityFacts } from '../../src/eligibility/criterion.rules.js';
import { judge } from '../../src/eligibility/judge.rules.js';

type Stay = EligibilityFacts['stays'][number];
const stay = (list: Stay['list'], listedOn: string, removedOn: string | null): Stay => ({
  id: `${list} ${listedOn}`,
  list,
  listedOn,
  removedOn,
});
const abnormal = (listedOn: string, removedOn: string | null): Stay => stay('ABNORMAL', listedOn, removedOn);
const serious = (listedOn: string, removedOn: string | null): Stay => stay('SERIOUS', listedOn, removedOn);
/** Which list, on which day, how many years back. */
type Question = readonly [list: Stay['list'], on: string, years: number];
const CLEAN: EligibilityFacts = {
  status: 'REGISTERED',
  establishedOn: '2000-01-01',
  stays: [],
  penalties: [],
  reportYears: [],
  inspections: [],
  grades: [],
  declared: {},
};

describe('the look-back of a call (R-EL-05)', () => {
  test.each<[string, readonly Stay[], Question, boolean]>([
    ['no stay', [], ['ABNORMAL', '2025-03-01', 1], false],
    ['still listed', [abnormal('2020-01-01', null)], ['ABNORMAL', '2025-03-01', 1], true],
    ['listed this very day', [serious('2025-03-01', null)], ['SERIOUS', '2025-03-01', 2], true],
    ['listed from tomorrow on', [serious('2025-03-02', null)], ['SERIOUS', '2025-03-01', 2], false],
    [
      'last day on the list is 364 days ago',
      [abnormal('2024-01-01', '2024-03-02')],
      ['ABNORMAL', '2025-03-01', 1],
      true,
    ],
    [
      'off the list for one full year',
      [abnormal('2024-01-01', '2024-03-01')],
      ['ABNORMAL', '2025-03-01', 1],
      false,
    ],
    [
      'off the serious list one day short of two years',
      [serious('2020-01-01', '2023-03-02')],
      ['SERIOUS', '2025-03-01', 2],
      true,
    ],
    [
      'off the serious list for two full years',
      [serious('2020-01-01', '2023-03-01')],
      ['SERIOUS', '2025-03-01', 2],
      false,
    ],
    ['the other list', [abnormal('2025-01-01', null)], ['SERIOUS', '2025-03-01', 2], false],
    [
      'one stay of many is enough',
      [abnormal('2010-01-01', '2010-07-01'), abnormal('2024-06-01', '2024-12-01')],
      ['ABNORMAL', '2025-03-01', 1],
      true,
    ],
    [
      'a listing corrected on its own day never held (R-CR-15)',
      [serious('2025-01-01', '2025-01-01')],
      ['SERIOUS', '2025-03-01', 2],
      false,
    ],
    [
      'the year before 29 February begins on 28 February',
      [abnormal('2022-09-01', '2023-03-01')],
      ['ABNORMAL', '2024-02-29', 1],
      true,
    ],
    [
      'and a stay that ended by that 28 February is out',
      [abnormal('2022-09-01', '2023-02-28')],
      ['ABNORMAL', '2024-02-29', 1],
      false,
    ],
  ])('%s', (_name, stays, [list, on, years], expected) => {
    const { outcome } = judge({ kind: 'OFF_LIST', list, years }, { ...CLEAN, stays }, on);
    expect(outcome).toBe(expected ? 'FAIL' : 'PASS');
  });
});
