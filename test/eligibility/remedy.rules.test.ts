import { describe, expect, test } from '@jest/globals';
import { addDays, addYears } from '../../src/kernel/calendar.js';
import { CRITERIA } from '../../src/eligibility/criteria.rules.js';
import {
  type Change,
  type CriteriaSet,
  type Criterion,
  DECLARATIONS,
  type EligibilityFacts,
  PURPOSES,
} from '../../src/eligibility/criterion.rules.js';
import { after, smallestFix } from '../../src/eligibility/remedy.rules.js';
import {
  criteriaOn,
  failuresIn,
  findingsIn,
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
    const own = { kind: 'DECLARED', what: 'own-funds' } as const;
    expect([
      outcome(own, {}),
      outcome(own, { declared: { 'own-funds': false } }),
      outcome(own, { declared: { 'own-funds': true } }),
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
  const look = leaf({ kind: 'DECLARED', what: 'staff' });
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
    const later: CriteriaSet = { purpose: 'GRANT', from: '2026-04-01', criteria: { all: [] } };
    expect(criteriaOn([...CRITERIA, later], 'GRANT', '2026-03-31').from).toBe('2014-01-01');
    expect(criteriaOn([...CRITERIA, later], 'GRANT', '2026-04-01')).toBe(later);
    expect(() => criteriaOn(CRITERIA, 'GRANT', '2013-12-31')).toThrow(RangeError);
  });
});

describe('the smallest fix', () => {
  test('is empty when it passes, and null when nothing can help', () => {
    const grant = criteriaOn(CRITERIA, 'GRANT', ON);
    expect(smallestFix(grant, CLEAN, ON)).toEqual([]);
    expect(smallestFix(grant, { ...CLEAN, status: 'DEREGISTERED' }, ON)).toBeNull();
  });

  test('leaves the list and waits out the years after it', () => {
    const facts = {
      ...CLEAN,
      stays: [{ id: 's', list: 'SERIOUS' as const, listedOn: '2025-01-01', removedOn: null }],
    };
    expect(smallestFix(criteriaOn(CRITERIA, 'GRANT', ON), facts, ON)).toEqual([
      { kind: 'LEAVE_LIST', id: 's', list: 'SERIOUS' },
      { kind: 'WAIT_UNTIL', day: '2028-11-24' },
    ]);
  });

  test('takes the cheaper branch of a choice', () => {
    const tree = {
      any: [
        { all: [leaf({ kind: 'DECLARED', what: 'staff' }), leaf({ kind: 'DECLARED', what: 'office' })] },
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

/** A tree with every kind of condition and a choice, beside the three real ones. */
const EVERYTHING: CriteriaSet = set({
  all: [
    leaf({ kind: 'STATUS', status: 'REGISTERED' }),
    leaf({ kind: 'REGISTERED_FOR', years: 2 }),
    leaf({ kind: 'OFF_LIST', list: 'ABNORMAL', years: 1 }),
    leaf({ kind: 'OFF_LIST', list: 'SERIOUS', years: 2 }),
    leaf({ kind: 'NO_PENALTY', years: 3, major: false }),
    leaf({ kind: 'REPORTS', count: 2 }),
    {
      any: [
        leaf({ kind: 'GRADE', least: '3A' }),
        {
          all: [
            leaf({ kind: 'INSPECTIONS', count: 2 }),
            leaf({ kind: 'DECLARED', what: 'separate-accounts' }),
          ],
        },
      ],
    },
    {
      any: [
        leaf({ kind: 'DECLARED', what: 'party-organization' }),
        leaf({ kind: 'DECLARED', what: 'too-few-party-members' }),
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
    stays: some(2, (i) => {
      const listedOn = day(5);
      return {
        id: `s${i}`,
        list: pick(['ABNORMAL', 'SERIOUS'] as const),
        listedOn,
        removedOn: pick([null, addDays(listedOn, 200 + below(400))]),
      };
    }),
    penalties: some(2, (i) => ({
      id: `p${i}`,
      decidedOn: day(5),
      kind: pick(['WARNING', 'FINE', 'SUSPENSION'] as const),
      fineFen: pick([null, 4_999_999, 5_000_000]),
    })),
    reportYears: [2020, 2021, 2022, 2023, 2024, 2025].filter(() => below(4) > 0),
    inspections: some(3, (i) => ({ id: `i${i}`, on: day(4), passed: below(3) > 0 })),
    grades: some(1, () => ({ value: pick(['2A', '3A', '5A']), from: day(6), to: pick([null, day(1)]) })),
    declared: Object.fromEntries(
      DECLARATIONS.filter(() => below(2) === 0).map((what) => [what, below(3) > 0]),
    ),
  });
  const real = PURPOSES.map((purpose) => criteriaOn(CRITERIA, purpose, ON));
  const bodies = Array.from({ length: 5_000 }, invented);
  const passes = (one: CriteriaSet, facts: EligibilityFacts, changes: readonly Change[]): boolean =>
    prove(one.criteria, ...after(changes, facts, ON)).outcome === 'PASS';

  test('the smallest fix turns the verdict, and no proper subset of it does', () => {
    const counts = { passed: 0, fixed: 0, beyond: 0, changes: 0 };
    for (const [i, facts] of bodies.entries())
      // The tree with everything is slow to search by brute force: every fifth body.
      for (const one of i % 5 === 0 ? [...real, EVERYTHING] : real) {
        const fix = smallestFix(one, facts, ON);
        if (fix === null) {
          counts.beyond += 1;
          expect(['PREPARING', 'DEREGISTERED']).toContain(facts.status);
          continue;
        }
        expect(passes(one, facts, fix)).toBe(true);
        if (fix.length === 0) counts.passed += 1;
        else counts.fixed += 1;
        counts.changes = Math.max(counts.changes, fix.length);
        for (let mask = 0; mask < 2 ** fix.length - 1; mask += 1)
          if (
            passes(
              one,
              facts,
              fix.filter((_, i) => (mask & (1 << i)) !== 0),
            )
          )
            throw new Error(`a subset of ${JSON.stringify(fix)} is enough`);
      }
    // The bodies are mixed enough to say something.
    expect(counts.passed).toBeGreaterThan(1_000);
    expect(counts.fixed).toBeGreaterThan(5_000);
    expect(counts.beyond).toBeGreaterThan(1_000);
    expect(counts.changes).toBeGreaterThanOrEqual(6);
  });

  test('a frozen verdict judged again gives the same bytes, and a changed one does not', () => {
    for (const facts of bodies) {
      const text = snapshotText(EVERYTHING, facts, ON);
      expect(rerun(text)).toBe(text);
    }
    const text = snapshotText(EVERYTHING, { ...CLEAN, status: 'DEREGISTERED' }, ON);
    const forged = text.replace('"outcome":"FAIL"', '"outcome":"PASS"');
    expect(rerun(forged)).not.toBe(forged);
  });
});
