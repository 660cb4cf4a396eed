import { describe, expect, test } from '@jest/globals';
import { workingDayTable } from '../../../src/kernel/calendar.js';
import { isReady, readinessOf, SETUP_PARTS } from '../../../src/ventures/rounds/readiness.rules.js';
import {
  changedParts,
  columnsOf,
  findingsInDraft,
  termsIn,
} from '../../../src/ventures/rounds/setup.rules.js';
import {
  copiedSetup,
  proposedTimetable,
  shiftedTimetable,
  standardSetup,
} from '../../../src/ventures/rounds/standard-setup.rules.js';
import { setupOf } from '../../../src/ventures/rounds/terms.rules.js';
import { findingsInTimetable, STANDARD_LEAST_TIMES } from '../../../src/ventures/rounds/timetable.rules.js';
import { aSetup, TIMETABLE_RULES } from './setup.js';

const START = { name: { zh: '第十一届', en: 'Eleventh' }, potFen: 900_000_00, opensOn: '2026-08-03' };
/** National Day and Mid-Autumn of 2026, with the Sunday worked for it. */
const AUTUMN = {
  least: STANDARD_LEAST_TIMES,
  table: workingDayTable([
    ...['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((date) => ({
      date,
      kind: 'holiday',
      name: '放假',
    })),
    { date: '2026-10-10', kind: 'make-up-workday', name: '补班' },
  ]),
};

describe('what a new round starts from (B6, B12)', () => {
  test('only what nobody can guess is missing: who hears objections and whom to call', () => {
    const items = readinessOf(standardSetup(START, TIMETABLE_RULES), TIMETABLE_RULES);
    expect(items.map(({ part }) => part)).toEqual(SETUP_PARTS);
    const open = items.flatMap(({ part, findings }) => findings.map(({ code }) => `${part} ${code}`));
    expect(open).toEqual(['publicity ready-objection', 'contact ready-contact']);
  });

  test.each(['2026-08-03', '2026-09-07', '2026-09-10', '2026-09-26', '2026-12-20'])(
    'the proposal from %s breaks no least time and ends on no day off',
    (opensOn) => {
      const timetable = proposedTimetable(opensOn, AUTUMN);
      expect(timetable.opensOn).toBe(opensOn);
      expect(findingsInTimetable(timetable, AUTUMN)).toEqual([]);
    },
  );

  test('twenty days from 10 September end on the eve of National Day; one day later they end after it', () => {
    expect(proposedTimetable('2026-09-10', AUTUMN).closesOn).toBe('2026-09-30');
    expect(proposedTimetable('2026-09-11', AUTUMN).closesOn).toBe('2026-10-08');
  });

  test('a copy keeps rules, form and letters, and takes the new name, pot and days', () => {
    const earlier = aSetup();
    const copy = copiedSetup(earlier, START, AUTUMN);
    expect(changedParts(earlier, copy)).toEqual(['name', 'potFen']);
    expect(copiedSetup(earlier, { ...START, opensOn: '2026-09-07' }, AUTUMN).timetable.closesOn).toBe(
      '2026-09-28',
    );
    // Its lots do not add up to the new pot, which the readiness check says.
    expect(isReady(readinessOf(copy, AUTUMN))).toBe(false);
  });

  test('the days of a copy keep their distances, and move on where a holiday is in the way', () => {
    const moved = shiftedTimetable({ ...aSetup().timetable, supplementUntil: null }, '2026-09-10', AUTUMN);
    // 21 days later is National Day itself: the first working day after it.
    expect(moved.closesOn).toBe('2026-10-08');
    expect(moved.supplementUntil).toBeNull();
    expect(moved.reviewedOn).toBe('2026-10-22');
    expect(findingsInTimetable(moved, AUTUMN)).toEqual([]);
  });
});

describe('how a set-up is stored', () => {
  test('the instants of the call follow from its days and hours in Shanghai', () => {
    const setup = aSetup();
    expect(columnsOf(setup)).toMatchObject({
      opensAt: '2026-08-03T01:00:00.000Z',
      closesAt: '2026-08-24T09:00:00.000Z',
      graceMinutes: 0,
    });
    const late = { ...setup, hours: { opens: '00:00', closes: '24:00', graceMinutes: 5 } };
    expect(columnsOf(late)).toMatchObject({
      opensAt: '2026-08-02T16:00:00.000Z',
      closesAt: '2026-08-24T16:00:00.000Z',
      graceMinutes: 5,
    });
  });

  test('what is stored is what was set up', () => {
    const setup = aSetup();
    const { nameZh, nameEn, potFen } = columnsOf(setup);
    expect(setupOf({ nameZh, nameEn, potFen, rules: setup.rules, terms: termsIn(setup) })).toEqual(setup);
  });

  test('a draft may be unfinished but does not close before it opens', () => {
    const setup = aSetup({ contact: null, lots: [] });
    expect(findingsInDraft(setup)).toEqual([]);
    const { timetable } = setup;
    expect(findingsInDraft({ ...setup, timetable: { ...timetable, closesOn: timetable.opensOn } })).toEqual(
      [],
    );
    expect(findingsInDraft({ ...setup, timetable: { ...timetable, closesOn: '2026-08-02' } })).toEqual([
      { code: 'round-closes-before-opening', field: 'closesOn' },
    ]);
  });
});
