import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addYears } from '../../src/kernel/calendar.js';
import { gradeOn, QUALIFICATION_KINDS } from '../../src/organizations/organization.rules.js';
import {
  barsToGrading,
  findingsInQualification,
  findingsInQualificationEnd,
  type GradingFacts,
  type HeldQualification,
  lastDayOf,
  qualificationStateOn,
  type QualificationEntry,
  validityEnd,
} from '../../src/organizations/qualifications.rules.js';

const HELD: HeldQualification = {
  id: 'q',
  kind: 'GRADE',
  value: '3A',
  validFrom: '2022-03-01',
  validTo: '2027-03-01',
  endedOn: null,
  endKind: null,
  reason: null,
  documentNumber: null,
};
const codesOf = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code);

describe('validity by kind (domain.md 1.6, 1.7)', () => {
  test.each([
    ['GRADE', '2020-02-29', '2025-02-28'],
    ['GRADE', '2020-03-01', '2025-03-01'],
    ['TAX_DEDUCTION', '2022-01-01', '2025-01-01'],
    ['TAX_EXEMPT', '2021-01-01', '2026-01-01'],
    ['CHARITY', '2020-03-01', null],
    ['FUNDRAISING', '2020-03-01', null],
    ['RECEIPT', '2020-03-01', null],
  ] as const)('%s given on %s ends before %s', (kind, from, to) => {
    expect(validityEnd(kind, from)).toBe(to);
  });

  test('the rule of the day it was given counts, and a kind without one stays open', () => {
    const terms = [
      { kind: 'GRADE', from: '2000-01-01', years: 5, source: 'a' },
      { kind: 'GRADE', from: '2026-01-01', years: 3, source: 'b' },
    ] as const;
    expect(validityEnd('GRADE', '2025-12-31', terms)).toBe('2030-12-31');
    expect(validityEnd('GRADE', '2026-01-01', terms)).toBe('2029-01-01');
    expect(validityEnd('RECEIPT', '2026-01-01', terms)).toBeNull();
  });
});

describe('judged on the day of the decision, at its boundaries (R-GRD-01, A13)', () => {
  const day = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('1995-01-01', days));

  test('counts from its first day to the day before its end, and on no other day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...QUALIFICATION_KINDS), day, day, (kind, validFrom, on) => {
        const validTo = validityEnd(kind, validFrom);
        const one = { ...HELD, kind, validFrom, validTo };
        const state = (at: string): string => qualificationStateOn(one, at);
        expect([state(addDays(validFrom, -1)), state(validFrom)]).toEqual(['AHEAD', 'VALID']);
        if (validTo !== null)
          expect([state(addDays(validTo, -1)), state(validTo)]).toEqual(['VALID', 'EXPIRED']);
        expect(state(on) === 'VALID').toBe(validFrom <= on && (validTo === null || on < validTo));
      }),
    );
  });

  test('an early end cuts it off that very day, and the grade that counts agrees', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 1_800 }),
        fc.integer({ min: -40, max: 2_200 }),
        (validFrom, after, off) => {
          const endedOn = addDays(validFrom, after);
          const on = addDays(validFrom, off);
          const one: HeldQualification = {
            ...HELD,
            validFrom,
            validTo: addYears(validFrom, 5),
            endedOn,
            endKind: 'CANCELLED',
          };
          const valid = qualificationStateOn(one, on) === 'VALID';
          expect(valid).toBe(on >= validFrom && on < endedOn && on < addYears(validFrom, 5));
          expect(gradeOn([one], on)).toBe(valid ? '3A' : null);
          expect(qualificationStateOn(one, addDays(endedOn, -1))).toBe('VALID');
          expect(qualificationStateOn(one, endedOn)).toBe('CANCELLED');
          expect(lastDayOf(one)).toBe(addDays(endedOn, -1));
        },
      ),
    );
  });
});

describe('entering one', () => {
  const entry = (change: Partial<QualificationEntry>): QualificationEntry => ({
    kind: 'GRADE',
    value: '4A',
    validFrom: '2026-01-10',
    ...change,
  });
  test.each<[string, Partial<QualificationEntry>, readonly HeldQualification[], readonly string[]]>([
    ['a higher grade', {}, [HELD], []],
    ['the same grade while it is valid', { value: '3A' }, [HELD], ['qualification-not-higher']],
    ['a lower one while it is valid', { value: '2A' }, [HELD], ['qualification-not-higher']],
    ['the same after it has expired', { value: '3A', validFrom: '2027-03-01' }, [HELD], []],
    ['a grade nobody knows', { value: '6A' }, [], ['qualification-grade-unknown']],
    ['an end before the start', { validTo: '2026-01-10' }, [], ['qualification-days-reversed']],
    [
      'a second charity status',
      { kind: 'CHARITY' },
      [{ ...HELD, kind: 'CHARITY', validTo: null }],
      ['qualification-still-valid'],
    ],
  ])('%s', (_, change, held, expected) => {
    expect(codesOf(findingsInQualification(entry(change), 'REGISTERED', held))).toEqual(expected);
  });

  test.each(['FILED', 'PREPARING', 'DEREGISTERED', 'CERTIFICATE_REVOKED'] as const)(
    'a body that is %s gets none',
    (status) => {
      expect(codesOf(findingsInQualification(entry({}), status, []))).toEqual([
        'qualification-not-registered',
      ]);
    },
  );
});

describe('who is not to be graded (domain.md 1.6)', () => {
  const facts: GradingFacts = {
    establishedOn: '2015-01-01',
    on: '2026-06-10',
    wanted: '4A',
    held: [],
    years: [
      { year: 2025, isMissing: false, conclusion: 'QUALIFIED' },
      { year: 2024, isMissing: false, conclusion: 'BASIC' },
    ],
  };
  const last = (conclusion: 'QUALIFIED' | 'BASIC' | 'FAILED' | null, isMissing = false) => ({
    year: 2025,
    isMissing,
    conclusion,
  });
  const before = { year: 2024, isMissing: false, conclusion: 'BASIC' as const };
  test.each<[string, Partial<GradingFacts>, readonly string[]]>([
    ['nothing against it', {}, []],
    ['a day short of two full years', { establishedOn: '2024-06-11' }, ['grading-too-young']],
    ['two full years today', { establishedOn: '2024-06-10' }, []],
    ['no part in the last report', { years: [last(null, true), before] }, ['grading-no-report']],
    ['failed last year', { years: [last('FAILED'), before] }, ['grading-failed-inspection']],
    ['basically qualified twice running', { years: [last('BASIC'), before] }, ['grading-basic-twice']],
    ['basically qualified once', { years: [last('BASIC'), { ...before, conclusion: 'QUALIFIED' }] }, []],
    ['basically qualified, and two years before', { years: [last('BASIC'), { ...before, year: 2023 }] }, []],
    [
      'a higher grade a day before three years',
      { held: [{ ...HELD, validFrom: '2023-06-11', validTo: '2028-06-11' }] },
      ['grading-too-early'],
    ],
    [
      'a higher grade after three years',
      { held: [{ ...HELD, validFrom: '2023-06-10', validTo: '2028-06-10' }] },
      [],
    ],
  ])('%s', (_, change, expected) => {
    expect(codesOf(barsToGrading({ ...facts, ...change }, []))).toEqual(expected);
  });

  test('what a caller above knows stands beside the rest, at the field that can answer it', () => {
    expect(barsToGrading(facts, [{ code: 'on-a-list' }])).toEqual([{ code: 'on-a-list', field: 'despite' }]);
  });
});

describe('ending one early', () => {
  const end = { endKind: 'LOWERED', endedOn: '2026-05-01', reason: 'x', newValue: '2A' } as const;
  test.each<[string, Partial<HeldQualification>, object, readonly string[]]>([
    ['lowered', {}, {}, []],
    ['lowered to the same', {}, { newValue: '3A' }, ['qualification-lower-grade-needed']],
    ['lowered to nothing', {}, { newValue: undefined }, ['qualification-lower-grade-needed']],
    ['cancelled', {}, { endKind: 'CANCELLED', newValue: undefined }, []],
    [
      'after it has expired',
      { validTo: '2026-05-01' },
      { endKind: 'CANCELLED' },
      ['qualification-not-valid-then'],
    ],
    [
      'on its first day',
      { validFrom: '2026-05-01' },
      { endKind: 'CANCELLED' },
      ['qualification-not-valid-then'],
    ],
    ['tomorrow', {}, { endKind: 'CANCELLED', endedOn: '2026-05-03' }, ['qualification-day-in-future']],
    ['a tax status lowered', { kind: 'TAX_EXEMPT' }, {}, ['qualification-only-grades-lower']],
  ])('%s', (_, held, change, expected) => {
    expect(
      codesOf(findingsInQualificationEnd({ ...HELD, ...held }, { ...end, ...change }, '2026-05-02')),
    ).toEqual(expected);
  });
});
