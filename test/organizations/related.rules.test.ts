import { expect, test } from '@jest/globals';
import { linkStrength, relatedBodies } from '../../src/organizations/related.rules.js';

test.each([
  [[['REPRESENTATIVE', 2]], 'WEAK'],
  [[['ADDRESS', 2]], 'MEDIUM'],
  [[['ADDRESS', 5]], 'MEDIUM'],
  [[['ADDRESS', 6]], 'WEAK'],
  [[['PHONE', 2]], 'STRONG'],
  [[['ACCOUNT', 40]], 'STRONG'],
  [
    [
      ['REPRESENTATIVE', 30],
      ['ADDRESS', 30],
    ],
    'STRONG',
  ],
  [
    [
      ['REPRESENTATIVE', 2],
      ['REPRESENTATIVE', 2],
    ],
    'WEAK',
  ],
] as const)('A14: %j is %s', (facts, strength) => {
  expect(linkStrength(facts.map(([kind, bodies]) => ({ kind, bodies })))).toBe(strength);
});

test('A14: every fact stands under its body, the strongest body first', () => {
  const fact = (organizationId: string, kind: 'ADDRESS' | 'REPRESENTATIVE' | 'PHONE'): object => ({
    organizationId,
    kind,
    bodies: 2,
  });
  const found = relatedBodies([
    fact('weak', 'REPRESENTATIVE'),
    fact('strong', 'ADDRESS'),
    fact('strong', 'REPRESENTATIVE'),
    fact('also-strong', 'PHONE'),
    fact('middle', 'ADDRESS'),
  ] as Parameters<typeof relatedBodies>[0]);
  expect(found.map((one) => [one.organizationId, one.strength, one.evidence.length])).toEqual([
    ['also-strong', 'STRONG', 1],
    ['strong', 'STRONG', 2],
    ['middle', 'MEDIUM', 1],
    ['weak', 'WEAK', 1],
  ]);
});
