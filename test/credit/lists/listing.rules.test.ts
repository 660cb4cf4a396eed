import { describe, expect, test } from '@jest/globals';
import { SeededRandom } from '../../../src/app/demo-random.js';
import { type Ground, GROUNDS, listOf } from '../../../src/credit/lists/credit-list.rules.js';
import {
  afterGround,
  clockOf,
  type Exit,
  EXITS,
  findingsAgainstExit,
  lawOf,
  type ListTerm,
} from '../../../src/credit/lists/listing.rules.js';
import { addDays, addMonths, addYears } from '../../../src/kernel/calendar.js';
import { type OrganizationStatus } from '../../../src/organizations/organization.rules.js';

const stay = (ground: Ground, more: Partial<ListTerm> = {}): ListTerm => ({
  id: 's',
  list: listOf(ground),
  ground,
  listedOn: '2024-03-01',
  termFrom: '2024-03-01',
  removedOn: null,
  ...more,
});
const refusal = (
  one: ListTerm,
  exit: Exit,
  today: string,
  status: OrganizationStatus = 'REGISTERED',
): string => findingsAgainstExit(one, exit, status, today)[0]?.code ?? 'allowed';

describe('the cases of domain.md 2.4', () => {
  test('G5 listed 2024-03-01 is removed when six months are full: 2024-09-01', () => {
    expect(clockOf(stay('G5'), 'REGISTERED', '2024-04-01')).toEqual({
      exit: 'TERM_FULL',
      from: '2024-09-01',
      cited: { rule: 'R-CR-11', article: 14 },
    });
    expect([
      refusal(stay('G5'), 'TERM_FULL', '2024-08-31'),
      refusal(stay('G5'), 'TERM_FULL', '2024-09-01'),
    ]).toEqual(['credit-term-running', 'allowed']);
    expect(refusal(stay('G5'), 'DUTIES_DONE', '2024-05-01')).toBe('credit-nothing-to-do');
  });

  test('G1 can leave as soon as its duty is verified', () => {
    expect(refusal(stay('G1'), 'DUTIES_DONE', '2024-04-15')).toBe('allowed');
    expect(refusal(stay('G1'), 'TERM_FULL', '2025-01-01')).toBe('credit-no-such-exit');
  });

  test('G1 still open after two full years moves to the serious list', () => {
    expect(clockOf(stay('G1'), 'REGISTERED', '2026-03-01')).toMatchObject({
      exit: 'MOVED',
      from: '2026-03-01',
      cited: { rule: 'R-CR-12' },
    });
    expect([refusal(stay('G1'), 'MOVED', '2026-02-28'), refusal(stay('G1'), 'MOVED', '2026-03-01')]).toEqual([
      'credit-term-running',
      'allowed',
    ]);
  });

  test('a new ground during the listing restarts the clock', () => {
    expect(afterGround([stay('G1')], 'G5', '2025-06-01')).toMatchObject({
      kind: 'restarted',
      termFrom: '2025-06-01',
    });
    expect(afterGround([stay('G1')], 'G5', '2025-06-01')).toMatchObject({ ground: 'G1' });
    expect(afterGround([stay('G5')], 'G1', '2024-06-01')).toMatchObject({
      ground: 'G1',
      termFrom: '2024-06-01',
    });
    expect(afterGround([stay('B4')], 'B7', '2024-06-01')).toMatchObject({ ground: 'B7' });
    expect(afterGround([stay('B7')], 'B6', '2024-06-01')).toMatchObject({ ground: 'B7' });
    expect(afterGround([stay('G1', { removedOn: '2025-01-01' })], 'G5', '2025-06-01')).toEqual({
      kind: 'listed',
    });
    expect(afterGround([stay('G1')], 'B4', '2025-06-01')).toEqual({ kind: 'listed' });
  });
});

describe('the exits of domain.md 2.5', () => {
  test.each<[Ground, Exit, string, OrganizationStatus, string]>([
    ['B4', 'DUTIES_DONE', '2026-02-28', 'REGISTERED', 'credit-term-running'],
    ['B4', 'DUTIES_DONE', '2026-03-01', 'REGISTERED', 'allowed'],
    ['B6', 'DUTIES_DONE', '2030-01-01', 'REGISTERED', 'credit-no-such-exit'],
    ['B6', 'BASIS_FELL', '2024-03-02', 'REGISTERED', 'allowed'],
    ['B7', 'DUTIES_DONE', '2030-01-01', 'CERTIFICATE_REVOKED', 'credit-no-such-exit'],
    ['B7', 'DEREGISTERED', '2024-05-01', 'CERTIFICATE_REVOKED', 'credit-not-deregistered'],
    ['B7', 'DEREGISTERED', '2024-05-01', 'DEREGISTERED', 'allowed'],
    ['B4', 'MOVED', '2030-01-01', 'REGISTERED', 'credit-no-such-exit'],
  ])('%s by %s on %s (%s): %s', (...[ground, exit, today, status, expected]) => {
    expect(refusal(stay(ground), exit, today, status)).toBe(expected);
  });

  test('who has left cannot leave again, and nobody leaves before being listed', () => {
    expect(refusal(stay('B4', { removedOn: '2026-03-01' }), 'BASIS_FELL', '2026-04-01')).toBe(
      'action-not-possible',
    );
    expect(refusal(stay('B4'), 'BASIS_FELL', '2024-02-29')).toBe('credit-removed-before-listing');
    expect(clockOf(stay('B4', { removedOn: '2026-03-01' }), 'REGISTERED', '2026-04-01')).toBeNull();
  });

  test.each(EXITS)('%s cites its rule and article on both lists', (exit) => {
    for (const list of ['ABNORMAL', 'SERIOUS'] as const) {
      expect(lawOf(exit, list).rule).toMatch(/^R-CR-\d\d$/);
      expect(lawOf(exit, list).article).toBeGreaterThanOrEqual(14);
    }
  });
});

/** What happened, in order: enough to build the state again. */
type Event =
  | { readonly kind: 'ground'; readonly ground: Ground; readonly on: string }
  | {
      readonly kind: 'exit';
      readonly id: string;
      readonly exit: Exit;
      readonly on: string;
      readonly rule: string;
    };

function replay(events: readonly Event[]): ListTerm[] {
  return events.reduce<ListTerm[]>((stays, event, i) => {
    if (event.kind === 'exit') {
      const left = stays.map((one) => (one.id === event.id ? { ...one, removedOn: event.on } : one));
      return event.exit === 'MOVED' ? withGround(left, 'B1', event.on, `${i}`) : left;
    }
    return withGround(stays, event.ground, event.on, `${i}`);
  }, []);
}

function withGround(stays: ListTerm[], ground: Ground, on: string, id: string): ListTerm[] {
  const effect = afterGround(stays, ground, on);
  if (effect.kind === 'listed')
    return [...stays, { id, list: listOf(ground), ground, listedOn: on, termFrom: on, removedOn: null }];
  return stays.map((one) =>
    one.id === effect.stay.id ? { ...one, termFrom: effect.termFrom, ground: effect.ground } : one,
  );
}

describe('ten years, 2018 to 2027, of 1,000 bodies', () => {
  test('the clocks, confirmed on their day, never leave an illegal state, and a replay gives the same', () => {
    const random = new SeededRandom(60);
    const found = GROUNDS.filter((ground) => ground !== 'B1');
    const seen = { moved: 0, full: 0, done: 0, fell: 0, restarted: 0 };
    for (let body = 0; body < 1_000; body += 1) {
      const events: Event[] = [];
      let stays: ListTerm[] = [];
      const happen = (event: Event): void => {
        events.push(event);
        stays = replay(events);
      };
      // Days on which something can happen: random ones, and every day a running clock falls due.
      let on = '2018-01-01';
      while (on <= '2027-12-31') {
        const due = stays
          .map((one) => ({ one, clock: clockOf(one, 'REGISTERED', on) }))
          .find(({ clock }) => clock !== null && clock.from <= on && clock.exit !== 'DUTIES_DONE');
        const open = stays.filter(({ removedOn }) => removedOn === null);
        const dice = random.integer(1, 10);
        if (due?.clock) {
          happen({ kind: 'exit', id: due.one.id, exit: due.clock.exit, on, rule: due.clock.cited.rule });
          seen[due.clock.exit === 'MOVED' ? 'moved' : 'full'] += 1;
          continue;
        }
        if (dice <= 4) {
          const ground = random.pick(found);
          if (afterGround(stays, ground, on).kind === 'restarted') seen.restarted += 1;
          happen({ kind: 'ground', ground, on });
        } else if (dice <= 8 && open.length > 0) {
          const one = random.pick(open);
          const exit: Exit = dice <= 7 ? 'DUTIES_DONE' : 'BASIS_FELL';
          if (findingsAgainstExit(one, exit, 'REGISTERED', on).length === 0) {
            happen({ kind: 'exit', id: one.id, exit, on, rule: lawOf(exit, one.list).rule });
            seen[exit === 'DUTIES_DONE' ? 'done' : 'fell'] += 1;
          }
        }
        legal(stays, on);
        // On to the next day on which something is due, at most 200 days ahead.
        const next = addDays(on, random.integer(1, 200));
        const clocks = stays
          .flatMap((one) => clockOf(one, 'REGISTERED', on) ?? [])
          .filter(({ exit, from }) => exit !== 'DUTIES_DONE' && from > on);
        on = [next, ...clocks.map(({ from }) => from)].sort()[0] ?? next;
      }
      expect(replay(events)).toEqual(stays);
      expect(events.every((event) => event.kind === 'ground' || /^R-CR-\d\d$/.test(event.rule))).toBe(true);
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  }, 60_000);
});

/** One running stay per list; no abnormal stay outlives its clock; terms begin in the stay; days are in order. */
function legal(stays: readonly ListTerm[], on: string): void {
  for (const list of ['ABNORMAL', 'SERIOUS'] as const)
    if (stays.filter((one) => one.list === list && one.removedOn === null).length > 1)
      throw new Error(`two running stays on ${on}`);
  for (const one of stays) {
    const end = one.removedOn ?? on;
    const longest = one.ground === 'G5' ? addMonths(one.termFrom, 6) : addYears(one.termFrom, 2);
    if (one.list === 'ABNORMAL' && end > longest)
      throw new Error(`an abnormal stay from ${one.termFrom} still ran on ${end}`);
    if (one.termFrom < one.listedOn || end < one.listedOn || end < one.termFrom)
      throw new Error(`days out of order: ${JSON.stringify(one)}`);
  }
}
