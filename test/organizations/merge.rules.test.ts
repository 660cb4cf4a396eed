import { expect, test } from '@jest/globals';
import { RIGHTS } from '../../src/kernel/rights.js';
import { unreachable } from '../../src/kernel/transitions.js';
import {
  findingsAgainstMerge,
  findingsAgainstSecond,
  MERGE_LIFE,
  MERGE_STATUSES,
  registerMerged,
  registerUnmerged,
} from '../../src/organizations/merge.rules.js';

test('A4: every status is reached, and each decision takes the right to confirm', () => {
  expect(unreachable(MERGE_LIFE, 'PROPOSED')).toEqual([]);
  expect(Object.keys(MERGE_LIFE).sort()).toEqual([...MERGE_STATUSES].sort());
  const confirmed = [MERGE_LIFE.PROPOSED.merge, MERGE_LIFE.PROPOSED.refuse, MERGE_LIFE.UNDO_PROPOSED.undo];
  expect(confirmed.map((arrow) => arrow?.by)).toEqual(Array(3).fill('organization.merge.confirm'));
  expect(RIGHTS['organization.merge.confirm'].length).toBeGreaterThan(1);
});

test('A4: a body does not merge with itself, with one that waits, or against rows of both', () => {
  expect(findingsAgainstMerge({ sameBody: false, waiting: null, conflicts: 0 })).toEqual([]);
  const all = findingsAgainstMerge({ sameBody: true, waiting: 'HB-2026-001', conflicts: 2 });
  expect(all.map(({ code, field }) => [code, field])).toEqual([
    ['merge-same-body', 'absorbed'],
    ['merge-waits', 'absorbed'],
    ['merge-conflicts', 'absorbed'],
  ]);
});

test('A4: whoever proposed does not confirm', () => {
  expect(findingsAgainstSecond('a', 'a').map(({ code }) => code)).toEqual(['merge-second-person']);
  expect(findingsAgainstSecond('a', 'b')).toEqual([]);
});

test('A4: the public acts name codes and numbers only', () => {
  const merge = { number: 'HB-2026-001', survivorAddress: 'S', absorbedAddress: 'A' };
  const expected = { by: 'chair:x', ref: 'HB-2026-001', data: { survivor: 'S', absorbed: 'A', rows: 3 } };
  expect(registerMerged('chair:x', merge, 3)).toEqual({ type: 'register.merged', ...expected });
  expect(registerUnmerged('chair:x', merge, 3)).toEqual({ type: 'register.unmerged', ...expected });
});
