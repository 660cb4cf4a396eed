import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { publicKind, SNAPSHOTS, validFromOf, validToOf } from '../../src/reference/succession.rules.js';

interface DivisionRow {
  readonly name: string;
  readonly first_snapshot: string;
  readonly last_snapshot: string;
}
const divisions = parse(readFileSync('seeds/reference/divisions.csv', 'utf8'), {
  columns: true,
  bom: true,
}) as DivisionRow[];

describe('the validity of a division (R-DIV-01)', () => {
  test.each<[string, string | null]>([
    ['2017-10-31', null],
    ['2017-11-01', '2017-11-01'],
    ['2018-10-31', '2018-10-31'],
    ['2021-10-31', '2021-10-31'],
    ['2023-06-30', '2023-06-30'],
  ])('first seen on %s, it is valid from %s', (first, expected) => {
    expect(validFromOf(first)).toBe(expected);
  });

  test.each<[string, string | null]>([
    ['2017-10-31', '2018-10-31'],
    ['2018-10-31', '2019-10-31'],
    ['2019-10-31', '2020-06-30'],
    ['2020-06-30', '2021-10-31'],
    ['2021-10-31', '2022-10-31'],
    ['2022-10-31', '2023-06-30'],
    ['2023-06-30', null],
  ])('last seen on %s, it is valid until %s', (last, expected) => {
    expect(validToOf(last)).toBe(expected);
  });

  // The table of domain.md 1.4; its acceptance test is 104 townships first and 57 in 2019.
  test.each([
    ['2017-10-31', 84, 20, 21],
    ['2018-10-31', 63, 6, 28],
    ['2019-10-31', 57, 0, 38],
    ['2020-06-30', 57, 0, 38],
    ['2021-10-31', 57, 0, 38],
    ['2022-10-31', 57, 0, 38],
    ['2023-06-30', 57, 0, 38],
  ])('on %s there are %i towns, %i townships and %i subdistricts', (day, towns, townships, subdistricts) => {
    const names = divisions
      .filter(({ first_snapshot: first, last_snapshot: last }) => {
        const [from, to] = [validFromOf(first), validToOf(last)];
        return (from === null || from <= day) && (to === null || day < to);
      })
      .map(({ name }) => name);
    const ending = (end: string): number => names.filter((name) => name.endsWith(end)).length;
    expect([ending('镇'), ending('乡'), ending('街道')]).toEqual([towns, townships, subdistricts]);
  });

  test('the seven snapshots stand in the order of time', () => {
    expect(SNAPSHOTS).toHaveLength(7);
    expect([...SNAPSHOTS].sort()).toEqual(SNAPSHOTS);
  });
});

describe('the kind of a division in the public data (R-DIV-01)', () => {
  test.each([
    ['prefecture', 'city'],
    ['county', 'county'],
    ['district', 'district'],
    ['town', 'town'],
    ['township', 'township'],
    ['subdistrict', 'subdistrict'],
    ['quasi_unit', 'other'],
    ['statistical_zone', 'other'],
    ['', 'other'],
  ])('%s is %s', (kind, expected) => {
    expect(publicKind(kind)).toBe(expected);
  });
});
