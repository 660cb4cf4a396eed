import { describe, expect, test } from '@jest/globals';
import { CRITERIA, criteriaOn, DEFAULT_PARAMETERS } from '../../src/eligibility/criteria.rules.js';
import { type Criterion } from '../../src/eligibility/criterion.rules.js';
import { chosenOnly, GRANT_ELIGIBILITY } from '../../src/eligibility/library.rules.js';

const rulesIn = (criterion: Criterion): string[] => {
  if ('all' in criterion) return criterion.all.flatMap(rulesIn);
  return 'any' in criterion ? criterion.any.flatMap(rulesIn) : [criterion.rule];
};
const asked = (chosen?: readonly string[]): string[] => {
  const parameters = {
    ...DEFAULT_PARAMETERS,
    excludeLastWinner: true,
    ...(chosen === undefined ? {} : { chosen }),
  };
  const inquiry = { parameters, particular: true, leastGrade: null };
  return [...new Set(rulesIn(criteriaOn(CRITERIA, 'GRANT', '2026-11-24', inquiry).criteria))].sort();
};

describe('the rules that a call chooses from the library (domain.md 3.3)', () => {
  test('a call that says nothing asks all of them', () => {
    expect(asked()).toEqual(expect.arrayContaining([...GRANT_ELIGIBILITY]));
    expect(asked([...GRANT_ELIGIBILITY])).toEqual(asked());
  });

  test.each(GRANT_ELIGIBILITY)('without %s just this one is not asked', (rule) => {
    const others = GRANT_ELIGIBILITY.filter((one) => one !== rule);
    expect(asked(others)).toEqual(asked().filter((one) => one !== rule));
  });

  test('what the law or a flag stops is asked whatever a call chooses', () => {
    expect(asked([])).toEqual(['R-CR-21', 'R-CR-23']);
  });

  test('an alternative of which nothing is chosen goes with its parts', () => {
    const leaf = (rule: string): Criterion => ({
      rule,
      source: 'call',
      condition: { kind: 'NO_OPEN_RECORD' },
    });
    expect(chosenOnly({ any: [leaf('R-EL-06'), leaf('R-EL-06')] }, [])).toBeNull();
    expect(chosenOnly({ all: [{ any: [leaf('R-EL-06')] }, leaf('R-CR-21')] }, [])).toEqual({
      all: [leaf('R-CR-21')],
    });
  });
});
