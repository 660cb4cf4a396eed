import { describe, expect, test } from '@jest/globals';
import { type ListStay, standingAsAt } from '../../../src/credit/lists/standing.rules.js';

const abnormal = (listedOn: string, removedOn: string | null): ListStay => ({
  list: 'ABNORMAL',
  ground: 'G1',
  listedOn,
  removedOn,
});
const serious = (listedOn: string, removedOn: string | null): ListStay => ({
  list: 'SERIOUS',
  ground: 'B1',
  listedOn,
  removedOn,
});

/** Since when on the abnormal list, since when on the serious one. */
type Since = readonly [abnormal: string | null, serious: string | null];

describe('the standing as at a day (R-CR-21, R-CR-22)', () => {
  test.each<[string, readonly ListStay[], string, Since]>([
    ['a body without stays is on no list', [], '2026-03-01', [null, null]],
    ['the day before listing is free', [abnormal('2024-03-01', null)], '2024-02-29', [null, null]],
    ['the day of listing counts', [abnormal('2024-03-01', null)], '2024-03-01', ['2024-03-01', null]],
    [
      'a stay without an end goes on for ever',
      [serious('2024-03-01', null)],
      '2099-12-31',
      [null, '2024-03-01'],
    ],
    [
      'six months from 2024-03-01 hold on 2024-08-31 (R-CR-11)',
      [abnormal('2024-03-01', '2024-09-01')],
      '2024-08-31',
      ['2024-03-01', null],
    ],
    [
      'six months from 2024-03-01 are over on 2024-09-01 (R-CR-11)',
      [abnormal('2024-03-01', '2024-09-01')],
      '2024-09-01',
      [null, null],
    ],
    [
      'a listing taken back the same day never held',
      [serious('2024-03-01', '2024-03-01')],
      '2024-03-01',
      [null, null],
    ],
    [
      'after two full years the body leaves the abnormal list for the serious one (R-CR-12 B1)',
      [abnormal('2024-03-01', '2026-03-01'), serious('2026-03-01', null)],
      '2026-03-01',
      [null, '2026-03-01'],
    ],
    [
      'the day before it is on the abnormal list only',
      [abnormal('2024-03-01', '2026-03-01'), serious('2026-03-01', null)],
      '2026-02-28',
      ['2024-03-01', null],
    ],
    [
      'of two stays that hold the older one tells since when, in whatever order they come',
      [serious('2025-06-01', null), serious('2024-05-01', null), serious('2026-01-01', null)],
      '2026-02-01',
      [null, '2024-05-01'],
    ],
    [
      'an older stay that ended does not count',
      [abnormal('2020-01-01', '2020-07-01'), abnormal('2024-05-01', null)],
      '2025-01-01',
      ['2024-05-01', null],
    ],
    [
      'a body can be on both lists',
      [serious('2025-01-01', null), abnormal('2025-02-01', null)],
      '2025-03-01',
      ['2025-02-01', '2025-01-01'],
    ],
  ])('%s', (_name, stays, on, [abnormalSince, seriousSince]) => {
    expect(standingAsAt(stays, on)).toEqual({ on, abnormalSince, seriousSince });
  });
});
