import { describe, expect, test } from '@jest/globals';
import { addDays, addYears } from '../../src/kernel/calendar.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CRITERIA, criteriaOn, IN_GENERAL } from '../../src/eligibility/criteria.rules.js';
import {
  type Change,
  type CriteriaSet,
  type Criterion,
  DECLARATIONS,
  type EligibilityFacts,
  PURPOSES,
  QUESTIONS,
} from '../../src/eligibility/criterion.rules.js';
import { after, smallestFix, takesTime } from '../../src/eligibility/remedy.rules.js';
import { NO_REQUEST } from '../../src/eligibility/request.rules.js';
import {
  failuresIn,
  findingsIn,
  holds,
  prove,
  rerun,
  snapshotText,
  verdictOn,
} from '../../src/eligibility/verdict.rules.js';
import { SeededRandom } from '../../src/app/demo-random.js';

const ON = '2026-11-24';
const CLEAN: EligibilityFacts = {
  status: 'REGISTERED',
  establishedOn: '2015-03-01',
  stays: [],
  penalties: [],
  reportYears: [2022, 2023, 2024, 2025],
  inspections: [{ id: 'i1', on: '2026-05-01', passed: true }],
  grades: [],
  declared: {},
};
const leaf = (condition: Extract<Criterion, { rule: string }>['condition']): Criterion => ({
  rule: 'T',
  source: 'test',
  condition,
});
const OLD_GRANT = criteriaOn(CRITERIA, 'GRANT', '2026-03-31');
const set = (criteria: Criterion): CriteriaSet => ({ purpose: 'GRANT', from: '2014-01-01', criteria });
const outcome = (
  condition: Extract<Criterion, { rule: string }>['condition'],
  facts: Partial<EligibilityFacts>,
  on = ON,
): string => prove(leaf(condition), { ...CLEAN, ...facts }, on).outcome;

describe('one condition on its edge', () => {
  const stay = (removedOn: string | null): Partial<EligibilityFacts> => ({
    stays: [{ id: 's', list: 'ABNORMAL', listedOn: '2025-01-10', removedOn }],
  });
  test.each([
    ['on the list today', stay(null), ON, 'FAIL'],
    ['not yet listed', stay(null), '2025-01-09', 'PASS'],
    ['the last day within a year of removal', stay('2025-11-25'), ON, 'FAIL'],
    ['a full year after removal', stay('2025-11-24'), ON, 'PASS'],
  ])('abnormal list within one year: %s (R-EL-05)', (_name, facts, on, expected) => {
    expect(outcome({ kind: 'OFF_LIST', list: 'ABNORMAL', years: 1 }, facts, on)).toBe(expected);
  });

  test.each([
    ['50,000.00 yuan is major', 'FINE', 5_000_000, '2024-01-01', 'FAIL'],
    ['49,999.99 yuan is not', 'FINE', 4_999_999, '2024-01-01', 'PASS'],
    ['a suspension is', 'SUSPENSION', null, '2024-01-01', 'FAIL'],
    ['three full years later it counts no more', 'SUSPENSION', null, '2023-11-24', 'PASS'],
    ['a day before that it does', 'SUSPENSION', null, '2023-11-25', 'FAIL'],
  ] as const)('major penalties: %s (R-EL-05)', (...[, kind, fineFen, decidedOn, expected]) => {
    const penalties = [{ id: 'p', kind, fineFen, decidedOn }];
    expect(outcome({ kind: 'NO_PENALTY', years: 3, major: true }, { penalties })).toBe(expected);
  });

  test.each([
    ['2026-05-31', [2024], 'PASS'],
    ['2026-06-01', [2024], 'FAIL'],
    ['2026-06-01', [2024, 2025], 'PASS'],
  ])(
    'on %s with reports %j: the year before is due after 31 May (domain.md 1.5)',
    (on, reportYears, expected) => {
      expect(outcome({ kind: 'REPORTS', count: 1 }, { reportYears }, on)).toBe(expected);
    },
  );

  test('a body owes no report for years before it was founded', () => {
    expect(outcome({ kind: 'REPORTS', count: 3 }, { establishedOn: '2025-04-01', reportYears: [2025] })).toBe(
      'PASS',
    );
  });

  test('full years of registration, the anniversary included; an expired grade does not count (R-GRD-01)', () => {
    const years = { kind: 'REGISTERED_FOR', years: 2 } as const;
    expect([
      outcome(years, { establishedOn: '2024-11-24' }),
      outcome(years, { establishedOn: '2024-11-25' }),
    ]).toEqual(['PASS', 'FAIL']);
    const grade = { kind: 'GRADE', least: '3A' } as const;
    const of = (value: string, to: string | null): string =>
      outcome(grade, { grades: [{ value, from: '2021-11-24', to }] });
    expect([of('3A', null), of('5A', '2026-11-25'), of('5A', ON), of('2A', null)]).toEqual([
      'PASS',
      'PASS',
      'FAIL',
      'FAIL',
    ]);
  });

  test('what was not said needs a look, what was denied fails', () => {
    const own = { kind: 'DECLARED', what: 'ownFunds' } as const;
    expect([
      outcome(own, {}),
      outcome(own, { declared: { ownFunds: false } }),
      outcome(own, { declared: { ownFunds: true } }),
    ]).toEqual(['NEEDS_REVIEW', 'FAIL', 'PASS']);
  });

  test('only the last inspections count, and a failed one names its record', () => {
    const inspections = [
      { id: 'old', on: '2020-01-01', passed: false },
      { id: 'new', on: '2025-01-01', passed: true },
    ];
    expect(outcome({ kind: 'INSPECTIONS', count: 1 }, { inspections })).toBe('PASS');
    expect(prove(leaf({ kind: 'INSPECTIONS', count: 2 }), { ...CLEAN, inspections }, ON)).toMatchObject({
      outcome: 'FAIL',
      record: 'old',
      changes: [{ kind: 'RECTIFY', id: 'old' }],
    });
  });
});

describe('the proof tree', () => {
  const no = leaf({ kind: 'STATUS', status: 'PREPARING' });
  const yes = leaf({ kind: 'STATUS', status: 'REGISTERED' });
  const look = leaf({ kind: 'DECLARED', what: 'ownFunds' });
  test.each([
    [{ all: [yes, look] }, 'NEEDS_REVIEW'],
    [{ all: [yes, look, no] }, 'FAIL'],
    [{ all: [yes, yes] }, 'PASS'],
    [{ all: [] }, 'PASS'],
    [{ any: [no, look] }, 'NEEDS_REVIEW'],
    [{ any: [no, look, yes] }, 'PASS'],
    [{ any: [no, no] }, 'FAIL'],
    [{ any: [] }, 'FAIL'],
  ])('%j is %s', (criterion, expected) => {
    expect(prove(criterion, CLEAN, ON).outcome).toBe(expected);
  });

  test('a refusal names only what decides: not the failed branch of a choice that holds otherwise', () => {
    const tree = { all: [{ any: [no, yes] }, leaf({ kind: 'GRADE', least: '3A' })] };
    expect(failuresIn(prove(tree, CLEAN, ON)).map(({ condition }) => condition.kind)).toEqual(['GRADE']);
    expect(findingsIn(verdictOn(set(tree), CLEAN, ON))).toEqual([
      { code: 'eligibility-grade', args: { rule: 'T', least: '3A', grade: null } },
    ]);
  });

  test('the criteria of a day are those in force then', () => {
    const later = { purpose: 'GRANT' as const, from: '2026-12-01', criteria: () => ({ all: [] }) };
    expect(criteriaOn([...CRITERIA, later], 'GRANT', '2026-03-31').from).toBe('2014-01-01');
    expect(criteriaOn([...CRITERIA, later], 'GRANT', '2026-04-01').from).toBe('2026-04-01');
    expect(criteriaOn([...CRITERIA, later], 'GRANT', '2026-11-30').from).toBe('2026-04-01');
    expect(criteriaOn([...CRITERIA, later], 'GRANT', '2026-12-01').from).toBe('2026-12-01');
    expect(() => criteriaOn(CRITERIA, 'GRANT', '2013-12-31')).toThrow(RangeError);
  });
});

describe('the smallest fix', () => {
  test('is empty when it passes, and null when nothing can help', () => {
    expect(smallestFix(OLD_GRANT, CLEAN, ON)).toEqual([]);
    expect(smallestFix(OLD_GRANT, { ...CLEAN, status: 'DEREGISTERED' }, ON)).toBeNull();
  });

  test('leaves the list and waits out the years after it', () => {
    const facts = {
      ...CLEAN,
      stays: [{ id: 's', list: 'SERIOUS' as const, listedOn: '2025-01-01', removedOn: null }],
    };
    expect(smallestFix(OLD_GRANT, facts, ON)).toEqual([
      { kind: 'LEAVE_LIST', id: 's', list: 'SERIOUS' },
      { kind: 'WAIT_UNTIL', day: '2028-11-24' },
    ]);
  });

  test('of two ways of one size takes the one that is done first, and no duty of the way not taken', () => {
    const flags = [{ number: 'TZ-1', purposes: PURPOSES, from: ON, until: '2028-01-31', reason: '虚构' }];
    const tree = { all: [leaf({ kind: 'NO_FLAG', purpose: 'GRANT' }), leaf({ kind: 'REPORTS', count: 1 })] };
    expect(smallestFix(set(tree), { ...CLEAN, flags }, ON)).toEqual([{ kind: 'LIFT_FLAG', number: 'TZ-1' }]);
    const penalty = { id: 'p', decidedOn: '2026-05-01', kind: 'SUSPENSION', fineFen: null } as const;
    const repair = (repairableFrom: string): readonly Change[] | null =>
      smallestFix(
        set(leaf({ kind: 'NO_PENALTY', years: 1, major: true, repairable: true })),
        { ...CLEAN, penalties: [{ ...penalty, repairableFrom }] },
        ON,
      );
    expect(repair('2027-04-30')).toMatchObject([{ kind: 'REPAIR', from: '2027-04-30' }]);
    expect(repair('2027-05-02')).toMatchObject([{ kind: 'WAIT_UNTIL', day: '2027-05-01' }]);
  });

  test('takes the cheaper branch of a choice', () => {
    const tree = {
      any: [
        { all: [leaf({ kind: 'DECLARED', what: 'ownFunds' }), leaf({ kind: 'DECLARED', what: 'office' })] },
        leaf({ kind: 'GRADE', least: '3A' }),
      ],
    };
    expect(smallestFix(set(tree), CLEAN, ON)).toEqual([{ kind: 'OBTAIN_GRADE', least: '3A' }]);
  });

  test('follows the duties that waiting brings: the report that falls due meanwhile', () => {
    const tree = { all: [leaf({ kind: 'REGISTERED_FOR', years: 12 }), leaf({ kind: 'REPORTS', count: 1 })] };
    expect(smallestFix(set(tree), { ...CLEAN, establishedOn: '2015-07-01' }, ON)).toEqual([
      { kind: 'WAIT_UNTIL', day: '2027-07-01' },
      { kind: 'FILE_REPORT', year: 2026 },
    ]);
  });
});

/** Every criterion of the portal at once, with a choice that mends on one side what fails on the other. */
const asked = { ...IN_GENERAL, particular: true, leastGrade: '3A' };
const EVERYTHING: CriteriaSet = set({
  all: [
    ...PURPOSES.map((purpose) => criteriaOn(CRITERIA, purpose, ON, asked).criteria),
    leaf({ kind: 'REPORTS', count: 2 }),
    leaf({ kind: 'NOT_LAST_WINNER' }),
    {
      any: [
        leaf({ kind: 'GRADE', least: '5A' }),
        {
          all: [
            leaf({ kind: 'DECLARED', what: 'office' }),
            leaf({ kind: 'NO_PENALTY', years: 1, major: false }),
          ],
        },
      ],
    },
  ],
});

describe('5,000 invented bodies', () => {
  const random = new SeededRandom(60);
  const below = (bound: number): number => random.integer(0, bound - 1);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const some = <T>(most: number, make: (i: number) => T): T[] =>
    Array.from({ length: below(most + 1) }, (_, i) => make(i));
  const day = (years: number): string => addDays(addYears(ON, -years), below(365 * years));
  const invented = (): EligibilityFacts => ({
    status: pick([
      'REGISTERED',
      'REGISTERED',
      'REGISTERED',
      'REGISTERED',
      'PREPARING',
      'DEREGISTERED',
    ] as const),
    establishedOn: day(10),
    type: pick(['ASSOCIATION', 'SERVICE_INSTITUTION', 'FOUNDATION'] as const),
    stays: some(2, (i) => {
      const listedOn = day(5);
      return {
        id: `s${i}`,
        list: pick(['ABNORMAL', 'SERIOUS'] as const),
        listedOn,
        removedOn: pick([null, addDays(listedOn, 200 + below(400))]),
      };
    }),
    penalties: some(2, (i) => {
      const decidedOn = day(5);
      return {
        id: `p${i}`,
        decidedOn,
        kind: pick(['WARNING', 'FINE', 'SUSPENSION'] as const),
        fineFen: pick([null, 4_999_999, 5_000_000]),
        shownUntil: pick([null, addDays(decidedOn, 90 + below(1_000))]),
        repairableFrom: pick([null, addDays(decidedOn, 90 + below(400))]),
      };
    }),
    reportYears: [2020, 2021, 2022, 2023, 2024, 2025].filter(() => below(4) > 0),
    inspections: some(3, (i) => ({ id: `i${i}`, on: day(4), passed: below(3) > 0 })),
    annual: [2022, 2023, 2024, 2025].flatMap((year) =>
      below(4) === 0 ? [] : [{ year, passed: pick([true, true, true, false, null]), record: `a${year}` }],
    ),
    grades: some(1, () => ({ value: pick(['2A', '3A', '5A']), from: day(6), to: pick([null, day(1)]) })),
    declared: Object.fromEntries(DECLARATIONS.filter(() => below(3) > 0).map((what) => [what, below(4) > 0])),
    staff: pick([null, 0, 2, 3, 8]),
    flags: some(2, (i) => {
      const from = addDays(ON, below(400) - 300);
      return {
        number: `TZ-${i}`,
        purposes: pick([['GRANT'], ['FUNCTION', 'INCUBATION'], [...PURPOSES]] as const),
        from,
        until: addDays(from, below(500)),
        reason: '虚构',
      };
    }).filter(() => below(3) === 0),
    request: {
      askedFen: pick([4_000_000, 5_000_000, 5_000_001]),
      ceilingFen: 5_000_000,
      othersInRound: pick([0, 0, 0, 1]),
      wonLastRound: below(12) === 0,
      breaches: below(6) === 0 ? [{ id: 'b', on: day(5) }] : [],
      openProjects: some(1, (i) => `2025-01-000${i}`),
      found: Object.fromEntries(QUESTIONS.filter(() => below(2) === 0).map((what) => [what, below(5) > 0])),
    },
  });
  const real = PURPOSES.map((purpose) => criteriaOn(CRITERIA, purpose, ON, asked));
  const former = PURPOSES.map((purpose) => criteriaOn(CRITERIA, purpose, '2026-03-31'));
  const bodies = Array.from({ length: 5_000 }, invented);
  const passes = (one: CriteriaSet, facts: EligibilityFacts, changes: readonly Change[]): boolean =>
    holds(one.criteria, ...after(changes, facts, ON));

  /** Every proper subset, one by one. */
  const enoughWithLess = (one: CriteriaSet, facts: EligibilityFacts, fix: readonly Change[]): boolean => {
    for (let mask = 0; mask < 2 ** fix.length - 1; mask += 1) {
      const part = fix.filter((_, i) => (mask & (1 << i)) !== 0);
      if (passes(one, facts, part)) return true;
    }
    return false;
  };
  /**
   * The same for long fixes: what takes no time only ever helps, so that of such changes it is enough to leave out
   * each one alone, under every choice of those that take time.
   */
  const enoughWithLessOf = (one: CriteriaSet, facts: EligibilityFacts, fix: readonly Change[]): boolean => {
    const slow = fix.filter(takesTime);
    const quick = fix.filter((change) => !takesTime(change));
    for (let mask = 0; mask < 2 ** slow.length; mask += 1) {
      const waits = slow.filter((_, i) => (mask & (1 << i)) !== 0);
      if (waits.length < slow.length && passes(one, facts, [...quick, ...waits])) return true;
      for (const left of quick)
        if (passes(one, facts, [...quick.filter((change) => change !== left), ...waits])) return true;
    }
    return false;
  };

  test('the smallest fix turns the verdict, and no proper subset of it does', () => {
    const counts = { passed: 0, fixed: 0, beyond: 0, whole: 0, changes: 0, kinds: new Set<string>() };
    for (const [i, facts] of bodies.entries())
      // The former criteria, and the tree with everything, which is slow to search, for every fiftieth body.
      for (const one of i % 50 === 0 ? [...real, ...former, EVERYTHING] : real) {
        const fix = smallestFix(one, facts, ON);
        if (fix === null) {
          counts.beyond += 1;
          if (one !== EVERYTHING && !['PREPARING', 'DEREGISTERED'].includes(facts.status))
            throw new Error(JSON.stringify([one.purpose, one.from, facts]));
          continue;
        }
        expect(passes(one, facts, fix)).toBe(true);
        if (fix.length === 0) counts.passed += 1;
        else counts.fixed += 1;
        counts.changes = Math.max(counts.changes, fix.length);
        for (const { kind } of fix) counts.kinds.add(kind);
        // Of the long ones every hundredth body's are tried in full too, up to 4,096 subsets each.
        const whole = fix.length <= 5 || (i % 100 === 0 && fix.length <= 12);
        const less = whole ? enoughWithLess : enoughWithLessOf;
        if (whole) counts.whole += 1;
        if (less(one, facts, fix)) throw new Error(`a subset of ${JSON.stringify(fix)} is enough`);
      }
    // The bodies are mixed enough to say something: every kind of change is somebody's.
    expect(counts.passed).toBeGreaterThan(50);
    expect(counts.whole).toBeGreaterThan(5_000);
    expect(counts.fixed).toBeGreaterThan(10_000);
    expect(counts.beyond).toBeGreaterThan(1_000);
    expect(counts.changes).toBeGreaterThanOrEqual(14);
    expect([...counts.kinds].sort()).toEqual([
      'BE_JUDGED',
      'DECLARE',
      'FILE_REPORT',
      'LEAVE_LIST',
      'LIFT_FLAG',
      'LOWER_AMOUNT',
      'OBTAIN_GRADE',
      'RECTIFY',
      'RECTIFY_ANNUAL',
      'REGISTER',
      'REPAIR',
      'SETTLE_PROJECT',
      'STATE_STAFF',
      'WAIT_UNTIL',
      'WITHDRAW_OTHERS',
    ]);
  });

  test('nothing can help one that the call itself shuts out', () => {
    const winner = { ...CLEAN, request: { ...NO_REQUEST, wonLastRound: true } };
    expect(smallestFix(set(leaf({ kind: 'NOT_LAST_WINNER' })), winner, ON)).toBeNull();
  });

  test('the quick way to look for a smaller fix sees what the slow one sees', () => {
    let seen = 0;
    for (const facts of bodies.slice(0, 400))
      for (const one of former) {
        const fix = smallestFix(one, facts, ON) ?? [];
        if (fix.length === 0 || fix.length > 6) continue;
        const padded = [...fix, { kind: 'WITHDRAW_OTHERS', most: 9 } as const];
        expect(enoughWithLess(one, facts, padded)).toBe(true);
        expect(enoughWithLessOf(one, facts, padded)).toBe(true);
        seen += 1;
      }
    expect(seen).toBeGreaterThan(400);
  });

  test('a frozen verdict judged again gives the same bytes, and a changed one does not', () => {
    for (const facts of bodies) {
      const text = snapshotText(real[0] ?? EVERYTHING, facts, ON);
      if (rerun(text) !== text) throw new Error(text);
    }
    const text = snapshotText(EVERYTHING, { ...CLEAN, status: 'DEREGISTERED' }, ON);
    const forged = text.replace('"outcome":"FAIL"', '"outcome":"PASS"');
    expect(rerun(forged)).not.toBe(forged);
  });

  test('a verdict frozen before the criteria of 2026 still judges to the bytes it was stored with', () => {
    const stored = readFileSync(join(import.meta.dirname, 'fixtures', 'snapshots-of-2014.txt'), 'utf8');
    const lines = stored.trim().split('\n');
    expect(lines).toHaveLength(PURPOSES.length);
    for (const line of lines) expect(rerun(line)).toBe(line);
  });
});
