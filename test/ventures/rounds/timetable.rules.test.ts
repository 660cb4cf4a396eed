import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, workingDayTable } from '../../../src/kernel/calendar.js';
import { hasMessage, hasSentence } from '../../../src/platform/i18n/translator.js';
import {
  extendedClosing,
  findingsInTimetable,
  moveSentence,
  moveStep,
  provisionalSteps,
  STANDARD_LEAST_TIMES,
  type Timetable,
  TIMETABLE_STEPS,
  type TimetableStep,
} from '../../../src/ventures/rounds/timetable.rules.js';
import { aSetup } from './setup.js';

/** The days off of autumn 2026; 2027 is not announced. */
const table = workingDayTable([
  ...['2026-09-25', '2026-09-26', '2026-09-27'].map((date) => ({ date, kind: 'holiday', name: '中秋节' })),
  ...[1, 2, 3, 4, 5, 6, 7].map((day) => ({ date: `2026-10-0${day}`, kind: 'holiday', name: '国庆节' })),
  { date: '2026-09-20', kind: 'make-up-workday', name: '国庆节' },
  { date: '2026-10-10', kind: 'make-up-workday', name: '国庆节' },
]);
const rules = { least: STANDARD_LEAST_TIMES, table };
const SOUND: Timetable = aSetup().timetable;
const found = (change: Partial<Timetable>): string[] =>
  findingsInTimetable({ ...SOUND, ...change }, rules).map(({ code, field, args }) =>
    `${code} ${field ?? ''} ${(args?.['earliest'] as string | undefined) ?? ''}`.trim(),
  );

describe('the timetable of a round (B6)', () => {
  test.each<[string, Partial<Timetable>, string[]]>([
    ['a sound one', {}, []],
    ['20 days to apply', { closesOn: '2026-08-24', opensOn: '2026-08-04' }, []],
    ['19 days', { opensOn: '2026-08-05' }, ['timetable-days-short closesOn 2026-08-25']],
    ['a close before the opening', { opensOn: '2026-08-25' }, ['timetable-days-short closesOn 2026-09-14']],
    [
      'the 20th day on a Sunday moves the end to Monday',
      { closesOn: '2026-08-23' },
      ['timetable-days-short closesOn 2026-08-24'],
    ],
    [
      'a later close on a Saturday',
      { closesOn: '2026-08-29', supplementUntil: null },
      ['timetable-day-off closesOn'],
    ],
    [
      'a close on a make-up Sunday',
      {
        closesOn: '2026-09-20',
        supplementUntil: null,
        reviewedOn: '2026-09-30',
        publicityUntil: '2026-10-16',
        agreementsUntil: '2026-10-21',
        startsOn: '2026-11-01',
      },
      [],
    ],
    [
      '4 working days for a supplement',
      { supplementUntil: '2026-08-28' },
      ['timetable-working-days-short supplementUntil 2026-08-31'],
    ],
    ['no supplement', { supplementUntil: null }, []],
    [
      'no supplement, and a review at once',
      { supplementUntil: null, reviewedOn: '2026-08-28' },
      ['timetable-working-days-short reviewedOn 2026-08-31'],
    ],
    [
      '7 working days of publicity over the feast',
      {
        reviewedOn: '2026-09-23',
        publicityUntil: '2026-10-10',
        agreementsUntil: '2026-10-15',
        startsOn: '2026-10-15',
      },
      [],
    ],
    [
      '6 of them',
      {
        reviewedOn: '2026-09-23',
        publicityUntil: '2026-10-09',
        agreementsUntil: '2026-10-15',
        startsOn: '2026-10-15',
      },
      ['timetable-working-days-short publicityUntil 2026-10-10'],
    ],
    [
      'a start before the agreements',
      { startsOn: '2026-10-11' },
      ['timetable-days-short startsOn 2026-10-12'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(found(change)).toEqual(expected);
  });

  test('every finding has its sentence', () => {
    for (const code of ['timetable-days-short', 'timetable-working-days-short', 'timetable-day-off'])
      expect(hasSentence(code)).toBe(true);
  });

  test('what runs into a year without announced holidays is provisional', () => {
    const late: Timetable = {
      ...SOUND,
      reviewedOn: '2026-12-28',
      publicityUntil: '2027-01-05',
      agreementsUntil: '2027-01-20',
      startsOn: '2027-02-01',
    };
    expect(findingsInTimetable(late, rules)).toMatchObject([
      { code: 'timetable-working-days-short', field: 'publicityUntil', provisional: true },
    ]);
    expect(provisionalSteps(late, rules)).toEqual(['publicityUntil', 'agreementsUntil', 'startsOn']);
    expect(provisionalSteps(SOUND, rules)).toEqual([]);
  });
});

describe('moving one day (B6)', () => {
  test('shows what else moves, and by how much', () => {
    const { timetable, moves } = moveStep(SOUND, ['reviewedOn', '2026-09-23'], rules);
    expect(moves).toEqual([
      { step: 'reviewedOn', from: '2026-09-14', to: '2026-09-23', days: 9, provisional: false },
      { step: 'publicityUntil', from: '2026-09-24', to: '2026-10-10', days: 16, provisional: false },
      { step: 'agreementsUntil', from: '2026-10-12', to: '2026-10-14', days: 2, provisional: false },
      { step: 'startsOn', from: '2026-10-12', to: '2026-10-14', days: 2, provisional: false },
    ]);
    expect(findingsInTimetable(timetable, rules)).toEqual([]);
  });

  test('to an earlier day moves nothing else', () => {
    const { moves } = moveStep(SOUND, ['startsOn', '2026-10-09'], rules);
    expect(moves).toEqual([
      { step: 'startsOn', from: '2026-10-12', to: '2026-10-09', days: -3, provisional: false },
    ]);
    expect(moveSentence(moves[0] as never)).toMatchObject({
      key: 'rounds.timetable.earlier',
      args: { days: 3 },
    });
  });

  test('says where a day may still change', () => {
    const [first] = moveStep(SOUND, ['agreementsUntil', '2027-01-04'], rules).moves;
    expect(moveSentence(first as never).key).toBe('rounds.timetable.later-provisional');
    for (const name of [
      'earlier',
      'later',
      'earlier-provisional',
      'later-provisional',
      ...TIMETABLE_STEPS.map((step) => `steps.${step}`),
    ])
      expect([name, hasMessage(`rounds.timetable.${name}`)]).toEqual([name, true]);
  });

  const anyMove = fc.tuple(
    fc.constantFrom<TimetableStep>(...TIMETABLE_STEPS),
    fc.integer({ min: -30, max: 200 }).map((days) => addDays('2026-08-03', days)),
  );

  test('leaves earlier steps alone, keeps every later one at its least time, and is done after one go', () => {
    fc.assert(
      fc.property(anyMove, fc.boolean(), (move, supplement) => {
        const before = supplement ? SOUND : { ...SOUND, supplementUntil: null };
        const { timetable, moves } = moveStep(before, move, rules);
        const order = TIMETABLE_STEPS.indexOf(move[0]);
        for (const step of TIMETABLE_STEPS.slice(0, order)) expect(timetable[step]).toBe(before[step]);
        const later = findingsInTimetable(timetable, rules).filter(
          ({ field }) => TIMETABLE_STEPS.indexOf(field as TimetableStep) > order,
        );
        expect(later).toEqual([]);
        for (const { step, to, days } of moves.slice(1)) {
          expect(days).toBeGreaterThan(0);
          expect(timetable[step]).toBe(to);
        }
        expect(moveStep(timetable, [move[0], move[1]], rules).moves).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('an amendment shortly before the close (B10)', () => {
  test.each<[string, string, number, string | null]>([
    ['five working days are left', '2026-08-17', 5, null],
    ['four are left', '2026-08-18', 5, '2026-08-25'],
    ['on the last day', '2026-08-24', 5, '2026-08-31'],
    ['nothing is asked', '2026-08-24', 0, null],
  ])('%s', (_name, amendedOn, least, expected) => {
    expect(extendedClosing({ amendedOn, closesOn: '2026-08-24' }, least, table)?.closesOn ?? null).toBe(
      expected,
    );
  });

  test('over the feast it counts working days, and into an unannounced year it is provisional', () => {
    expect(extendedClosing({ amendedOn: '2026-09-29', closesOn: '2026-09-30' }, 5, table)).toEqual({
      closesOn: '2026-10-12',
      days: 12,
      provisional: false,
    });
    expect(extendedClosing({ amendedOn: '2026-12-30', closesOn: '2026-12-31' }, 3, table)).toMatchObject({
      closesOn: '2027-01-04',
      provisional: true,
    });
  });
});
