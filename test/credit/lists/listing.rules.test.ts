import { describe, expect, test } from '@jest/globals';
import { type Ground, listOf } from '../../../src/credit/lists/credit-list.rules.js';
import {
  clockOf,
  type Exit,
  EXITS,
  findingsAgainstExit,
  isVoid,
  lawOf,
  lawOfListing,
  type ListTerm,
  repairableFrom,
} from '../../../src/credit/lists/listing.rules.js';
import { LIST_TERMS, termsOn } from '../../../src/credit/lists/terms.rules.js';
import { type OrganizationStatus } from '../../../src/organizations/organization.rules.js';

const stay = (ground: Ground, more: Partial<ListTerm> = {}): ListTerm => ({
  id: 's',
  list: listOf(ground),
  ground,
  listedOn: '2024-03-01',
  termFrom: '2024-03-01',
  removedOn: null,
  exit: null,
  ...more,
});
const refusal = (
  one: ListTerm,
  exit: Exit,
  today: string,
  status: OrganizationStatus = 'REGISTERED',
): string => findingsAgainstExit(one, exit, { status, today, terms: termsOn(today) })[0]?.code ?? 'allowed';
const clock = (
  one: ListTerm,
  today: string,
  status: OrganizationStatus = 'REGISTERED',
): ReturnType<typeof clockOf> => clockOf(one, { status, today, terms: termsOn(today) });

describe('the clocks (domain.md 2.4, 2.5)', () => {
  test.each<[Ground, string | null, Exit | null, string | null]>([
    ['G1', '2026-03-01', 'MOVED', 'R-CR-12'],
    ['G2', '2026-03-01', 'MOVED', 'R-CR-12'],
    ['G3', '2026-03-01', 'MOVED', 'R-CR-12'],
    ['G4', '2026-03-01', 'MOVED', 'R-CR-12'],
    ['G5', '2024-09-01', 'TERM_FULL', 'R-CR-11'],
    ['G6', '2026-03-01', 'MOVED', 'R-CR-12'],
    ['G7', '2026-03-01', 'MOVED', 'R-CR-12'],
    ['B1', '2026-03-01', 'DUTIES_DONE', 'R-CR-14'],
    ['B2', '2026-03-01', 'DUTIES_DONE', 'R-CR-14'],
    ['B3', '2026-03-01', 'DUTIES_DONE', 'R-CR-14'],
    ['B4', '2026-03-01', 'DUTIES_DONE', 'R-CR-14'],
    ['B5', '2026-03-01', 'DUTIES_DONE', 'R-CR-14'],
    ['B6', null, null, null],
    ['B7', null, null, null],
    ['B8', '2026-03-01', 'DUTIES_DONE', 'R-CR-14'],
  ])('%s of 2024-03-01 falls due on %s by %s', (ground, from, exit, rule) => {
    const due = clock(stay(ground), '2024-04-01');
    expect([due?.from ?? null, due?.exit ?? null, due?.cited.rule ?? null]).toEqual([from, exit, rule]);
  });

  test('whoever is deregistered leaves at once; whoever has left has no clock', () => {
    expect(clock(stay('B7'), '2024-05-01', 'DEREGISTERED')).toMatchObject({
      exit: 'DEREGISTERED',
      from: '2024-05-01',
    });
    expect(clock(stay('B4', { removedOn: '2026-03-01', exit: 'DUTIES_DONE' }), '2026-04-01')).toBeNull();
  });
});

describe('the ways out (R-CR-11, R-CR-12, R-CR-14, R-CR-15)', () => {
  test.each<[Ground, Exit, string, OrganizationStatus, string]>([
    ['G5', 'TERM_FULL', '2024-08-31', 'REGISTERED', 'credit-term-running'],
    ['G5', 'TERM_FULL', '2024-09-01', 'REGISTERED', 'allowed'],
    ['G5', 'DUTIES_DONE', '2024-05-01', 'REGISTERED', 'credit-nothing-to-do'],
    ['G1', 'DUTIES_DONE', '2024-04-15', 'REGISTERED', 'allowed'],
    ['G1', 'TERM_FULL', '2025-01-01', 'REGISTERED', 'credit-no-such-exit'],
    ['G1', 'MOVED', '2026-02-28', 'REGISTERED', 'credit-term-running'],
    ['G1', 'MOVED', '2026-03-01', 'REGISTERED', 'allowed'],
    ['B4', 'DUTIES_DONE', '2026-02-28', 'REGISTERED', 'credit-term-running'],
    ['B4', 'DUTIES_DONE', '2026-03-01', 'REGISTERED', 'allowed'],
    ['B4', 'MOVED', '2030-01-01', 'REGISTERED', 'credit-no-such-exit'],
    ['B6', 'DUTIES_DONE', '2030-01-01', 'REGISTERED', 'credit-no-such-exit'],
    ['B6', 'BASIS_FELL', '2024-03-02', 'REGISTERED', 'allowed'],
    ['B7', 'DUTIES_DONE', '2030-01-01', 'CERTIFICATE_REVOKED', 'credit-no-such-exit'],
    ['B7', 'DEREGISTERED', '2024-05-01', 'CERTIFICATE_REVOKED', 'credit-not-deregistered'],
    ['B7', 'DEREGISTERED', '2024-05-01', 'DEREGISTERED', 'allowed'],
    ['B4', 'BASIS_FELL', '2024-02-29', 'REGISTERED', 'credit-removed-before-listing'],
  ])('%s by %s on %s (%s): %s', (...[ground, exit, today, status, expected]) => {
    expect(refusal(stay(ground), exit, today, status)).toBe(expected);
  });

  test('a stay that is over can only be corrected or repaired, and a void one not even that', () => {
    const over = stay('B4', { removedOn: '2026-03-01', exit: 'DUTIES_DONE' });
    expect(EXITS.map((exit) => refusal(over, exit, '2026-05-01'))).toEqual([
      'action-not-possible',
      'action-not-possible',
      'action-not-possible',
      'action-not-possible',
      'allowed',
      'allowed',
    ]);
    const fallen = stay('B4', { removedOn: '2026-03-01', exit: 'BASIS_FELL' });
    expect([isVoid(fallen), refusal(fallen, 'BASIS_FELL', '2026-05-01')]).toEqual([
      true,
      'action-not-possible',
    ]);
    expect([isVoid(over), isVoid(stay('B4', { exit: 'REPAIRED' }))]).toEqual([false, true]);
  });

  test.each(EXITS)('%s cites its rule and article on both lists', (exit) => {
    for (const list of ['ABNORMAL', 'SERIOUS'] as const) {
      expect(lawOf(exit, list).rule).toMatch(/^R-CR-\d\d$/);
      expect(lawOf(exit, list).article).toBeGreaterThan(3);
    }
  });

  test('listing and restart cite articles 11, 13, 15 and 16', () => {
    expect([
      lawOfListing('LISTED', 'ABNORMAL'),
      lawOfListing('RESTARTED', 'ABNORMAL'),
      lawOfListing('LISTED', 'SERIOUS'),
      lawOfListing('RESTARTED', 'SERIOUS'),
    ]).toEqual([
      { rule: 'R-CR-08', article: 11 },
      { rule: 'R-CR-10', article: 13 },
      { rule: 'R-CR-12', article: 15 },
      { rule: 'R-CR-13', article: 16 },
    ]);
  });
});

describe('repair of the lists (R-CR-24), before and after 2026-04-01', () => {
  const [before, since] = LIST_TERMS;

  test.each<[Ground, string | null]>([
    ['G1', '2024-06-01'],
    ['G5', '2024-06-01'],
    ['B4', '2026-03-01'],
    ['B6', null],
    ['B7', null],
  ])('%s of 2024-03-01 is repairable from %s', (ground, from) => {
    if (before === undefined || since === undefined) throw new Error('two sets');
    expect(repairableFrom(stay(ground), before)).toBeNull();
    expect(repairableFrom(stay(ground), since)).toBe(from);
  });

  test.each<[Ground, Partial<ListTerm>, string, string]>([
    ['G5', {}, '2026-03-31', 'lists-no-repair-yet'],
    ['G5', {}, '2026-04-01', 'allowed'],
    ['G5', { listedOn: '2026-02-01', termFrom: '2026-02-01' }, '2026-04-30', 'credit-term-running'],
    ['G5', { listedOn: '2026-02-01', termFrom: '2026-02-01' }, '2026-05-01', 'allowed'],
    ['B4', { listedOn: '2024-05-01', termFrom: '2024-05-01' }, '2026-04-30', 'credit-term-running'],
    ['B4', { listedOn: '2024-05-01', termFrom: '2024-05-01' }, '2026-05-01', 'allowed'],
    ['B6', {}, '2027-01-01', 'credit-no-such-exit'],
    ['G1', { removedOn: '2026-03-01', exit: 'MOVED' }, '2026-06-01', 'credit-no-such-exit'],
  ])('%s %j on %s: %s', (ground, more, today, expected) => {
    expect(refusal(stay(ground, more), 'REPAIRED', today)).toBe(expected);
  });
});
