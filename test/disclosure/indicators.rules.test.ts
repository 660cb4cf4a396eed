import { describe, expect, test } from '@jest/globals';
import { densityPer10k, takenOnPercent } from '../../src/disclosure/indicators.rules.js';

describe('organizations per 10,000 residents (K-01)', () => {
  // The anchors of domain.md 7.2: the same count gives 12.6 or 13.6 by the denominator.
  test.each([
    [5_589, 4_925_000, '11.3'],
    [6_215, 4_932_600, '12.6'],
    [6_215, 4_556_230, '13.6'],
    [0, 4_556_230, '0.0'],
    // Half up on the tenth, and one resident more.
    [5, 1_000_000, '0.1'],
    [5, 1_000_001, '0.0'],
    [1_005, 1_000_000, '10.1'],
    [1_004, 1_000_000, '10.0'],
    [9_995, 1_000_000, '100.0'],
    [9_994, 1_000_000, '99.9'],
  ])('%i over %i is %s', (organizations, residents, expected) => {
    expect(densityPer10k(organizations, residents)).toBe(expected);
  });

  test('without residents there is no density to speak of', () => {
    expect(densityPer10k(6_215, 0)).toBe('0.0');
  });
});

describe('the share of functions taken on (R-FT-01)', () => {
  test.each([
    [38, 50, '76.0'],
    [0, 50, '0.0'],
    [50, 50, '100.0'],
    [1, 3, '33.3'],
    [2, 3, '66.7'],
    // 0.05 and just under it.
    [1, 2_000, '0.1'],
    [1, 2_001, '0.0'],
  ])('%i of %i is %s', (takenOn, published, expected) => {
    expect(takenOnPercent(takenOn, published)).toBe(expected);
  });

  test('of nothing published nothing is taken on', () => {
    expect(takenOnPercent(0, 0)).toBe('0.0');
  });
});
