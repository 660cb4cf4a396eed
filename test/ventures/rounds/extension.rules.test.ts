import { describe, expect, test } from '@jest/globals';
import { hasSentence } from '../../../src/platform/i18n/translator.js';
import {
  closesAtFor,
  type Extension,
  extensionsInForce,
  findingsInConfirmation,
  findingsInExtension,
  isOpenFor,
  lastEnd,
} from '../../../src/ventures/rounds/extension.rules.js';
import { type RoundStatus } from '../../../src/ventures/rounds/round.rules.js';

const ROUND = {
  opensAt: '2026-12-01T01:00:00.000Z',
  closesAt: '2026-12-20T09:00:00.000Z',
  graceMinutes: 10,
  status: 'OPEN' as RoundStatus,
};
const given = (change: Partial<Extension> = {}): Extension => ({
  organizationId: 'a',
  until: '2026-12-21T09:00:00.000Z',
  reason: '停电',
  proposedBy: 'p',
  confirmedBy: 'q',
  ...change,
});
const after = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

describe('the deadline for everybody: the end of the grace is exclusive (E1)', () => {
  test.each<[number, number, boolean]>([
    [0, -1, true],
    [0, 0, false],
    [0, 1, false],
    [10, -1, true],
    [10, 0, true],
    [10, 600_000 - 1, true],
    [10, 600_000, false],
    [10, 600_001, false],
  ])('grace %i minutes, %i ms after the close: %s', (graceMinutes, ms, expected) => {
    const now = after(ROUND.closesAt, ms);
    expect(isOpenFor({ ...ROUND, graceMinutes }, [], { organizationId: 'a', now })).toBe(expected);
  });

  test('not before it opens, and not once its status has moved on', () => {
    expect(isOpenFor(ROUND, [], { organizationId: 'a', now: after(ROUND.opensAt, -1) })).toBe(false);
    expect(isOpenFor(ROUND, [], { organizationId: 'a', now: ROUND.opensAt })).toBe(true);
    expect(
      isOpenFor({ ...ROUND, status: 'CLOSED' }, [given()], { organizationId: 'a', now: ROUND.opensAt }),
    ).toBe(false);
  });
});

describe('more time for one organization (E4)', () => {
  test.each<[string, [Partial<Extension>, string], number, boolean]>([
    ['it itself, to the last millisecond of the grace', [{}, 'a'], 600_000 - 1, true],
    ['it itself, at the end of the grace', [{}, 'a'], 600_000, false],
    ['another', [{}, 'b'], -86_400_000 + 600_000, false],
    ['not confirmed', [{ confirmedBy: null }, 'a'], -86_400_000 + 600_000, false],
    [
      'an end before the close takes nothing away',
      [{ until: '2026-12-01T02:00:00.000Z' }, 'a'],
      -86_400_000 + 600_000 - 1,
      true,
    ],
  ])('%s', (_name, [change, organizationId], ms, expected) => {
    const now = after(given().until, ms);
    expect(isOpenFor(ROUND, [given(change)], { organizationId, now })).toBe(expected);
  });

  test('the latest of its own counts, and the call is over for everybody after the latest of all', () => {
    const list = [
      given(),
      given({ organizationId: 'b', until: '2026-12-22T09:00:00.000Z' }),
      given({ organizationId: 'c', until: '2026-12-27T09:00:00.000Z', confirmedBy: null }),
    ];
    expect(closesAtFor(ROUND, list, 'a')).toBe('2026-12-21T09:00:00.000Z');
    expect(closesAtFor(ROUND, list, 'c')).toBe(ROUND.closesAt);
    expect(lastEnd(ROUND, list)).toBe('2026-12-22T09:10:00.000Z');
    expect(lastEnd(ROUND, [])).toBe('2026-12-20T09:10:00.000Z');
    expect(extensionsInForce(list)).toBe(2);
  });
});

describe('proposing and confirming', () => {
  const NOW = '2026-12-19T01:00:00.000Z';
  const proposed = (
    change: Partial<Extension>,
    more: { status?: RoundStatus; now?: string; others?: Extension[] } = {},
  ): string[] =>
    findingsInExtension(
      given(change),
      { round: { ...ROUND, status: more.status ?? 'OPEN' }, others: more.others ?? [], now: more.now ?? NOW },
      'a',
    ).map(({ code }) => code);

  test('what stands against proposing one', () => {
    expect(proposed({})).toEqual([]);
    expect(proposed({}, { status: 'CLOSED' })).toEqual(['extension-round-not-open']);
    expect(proposed({ until: ROUND.closesAt })).toEqual(['extension-not-later']);
    expect(proposed({}, { now: given().until })).toEqual(['extension-already-over']);
    expect(proposed({ until: '2026-12-27T09:00:00.000Z' })).toEqual([]);
    expect(proposed({ until: '2026-12-27T09:00:00.001Z' })).toEqual(['extension-too-long']);
    expect(proposed({ reason: ' ' })).toEqual(['extension-reason']);
    expect(proposed({}, { others: [given()] })).toEqual(['extension-twice']);
    expect(proposed({}, { others: [given({ organizationId: 'b' })] })).toEqual([]);
  });

  test('it takes a second person, once, in time', () => {
    const codes = (one: Extension, by: string, now = NOW): string[] =>
      findingsInConfirmation(one, by, now).map(({ code }) => code);
    const open = given({ confirmedBy: null });
    expect(codes(open, 'q')).toEqual([]);
    expect(codes(open, 'p')).toEqual(['extension-own-proposal']);
    expect(codes(given(), 'r')).toEqual(['extension-confirmed-already']);
    expect(codes(open, 'q', open.until)).toEqual(['extension-already-over']);
  });

  test('every finding has its sentence', () => {
    for (const name of [
      'round-not-open',
      'not-later',
      'already-over',
      'too-long',
      'reason',
      'twice',
      'own-proposal',
      'confirmed-already',
    ])
      expect([name, hasSentence(`extension-${name}`)]).toEqual([name, true]);
  });
});
