import { describe, expect, test } from '@jest/globals';
import { CENTRE_LEVELS } from '../../src/incubation/centre.rules.js';

describe('incubation centres (domain.md 5.1, R-DIV-04)', () => {
  test('are of the city, a county or a township', () => {
    expect(CENTRE_LEVELS).toEqual(['CITY', 'COUNTY', 'TOWNSHIP']);
  });
});
