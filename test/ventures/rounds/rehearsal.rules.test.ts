import { describe, expect, test } from '@jest/globals';
import {
  brokenReport,
  findingsAgainstPurge,
  findingsAgainstRehearsal,
} from '../../../src/ventures/rounds/rehearsal.rules.js';

const codes = (findings: readonly { code: string }[]): string[] => findings.map(({ code }) => code);

describe('a round is rehearsed before it is decided, once at a time (B12)', () => {
  test.each([
    ['DRAFT', true, false, []],
    ['OPEN', true, false, []],
    ['CLOSED', true, false, ['rehearsal-too-late']],
    ['DRAFT', false, false, ['rehearsal-without-terms']],
    ['DRAFT', true, true, ['rehearsal-on-the-way']],
  ] as const)('%s, terms %s, another %s', (status, hasTerms, hasOne, expected) => {
    expect(codes(findingsAgainstRehearsal({ status, hasTerms }, hasOne))).toEqual(expected);
  });
});

describe('what still runs is not purged, what was lost with its server is', () => {
  const startedAt = '2026-11-24T01:00:00.000Z';
  test.each([
    ['RUNNING', '2026-11-24T01:29:59.999Z', ['rehearsal-still-runs']],
    ['RUNNING', '2026-11-24T01:30:00.000Z', []],
    ['DONE', '2026-11-24T01:00:01.000Z', []],
    ['STOPPED', '2026-11-24T01:00:01.000Z', []],
  ] as const)('%s at %s', (status, now, expected) => {
    expect(codes(findingsAgainstPurge({ status, startedAt }, now))).toEqual(expected);
  });
});

test('a rehearsal that broke says so and is still marked as one', () => {
  expect(brokenReport('2026-01')).toMatchObject({
    isRehearsal: true,
    number: '2026-01',
    findings: [{ code: 'rehearsal-broken' }],
  });
});
