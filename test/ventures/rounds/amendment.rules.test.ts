import { describe, expect, test } from '@jest/globals';
import { unreachable } from '../../../src/kernel/transitions.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import {
  amended,
  AMENDMENT_LIFE,
  findingsAgainstAmendment,
  roundAmended,
} from '../../../src/ventures/rounds/amendment.rules.js';
import { type RoundSetup } from '../../../src/ventures/rounds/readiness.rules.js';
import { columnsOf } from '../../../src/ventures/rounds/setup.rules.js';
import { aSetup, TIMETABLE_RULES } from './setup.js';

const BEFORE = aSetup();
const MORE: RoundSetup = { ...BEFORE, rules: { ...BEFORE.rules, maxGrantFen: 400_000_00 } };
const on = (today: string): Parameters<typeof amended>[2] => ({ today, calendar: TIMETABLE_RULES });
const keys = (sentences: readonly { key: string }[]): string[] => sentences.map(({ key }) => key);

test('every status of an amendment is reached', () => {
  expect(unreachable(AMENDMENT_LIFE, 'PREPARING')).toEqual([]);
});

describe('the close moves when fewer than 5 working days are left (B10)', () => {
  test.each([
    ['with 6 working days left', '2026-08-14', '2026-08-24', false],
    ['with exactly 5 left', '2026-08-17', '2026-08-24', false],
    ['with 4 left', '2026-08-18', '2026-08-25', true],
    ['on the last day', '2026-08-24', '2026-08-31', true],
  ])('%s', (_, today, closesOn, isExtended) => {
    expect(amended(BEFORE, MORE, on(today))).toMatchObject({ closesOn, isExtended, provisional: false });
  });

  test('what follows the close moves with it, and the difference names the days as they come out', () => {
    const { setup, changes } = amended(BEFORE, MORE, on('2026-08-24'));
    expect(setup.timetable).toMatchObject({ closesOn: '2026-08-31', supplementUntil: '2026-09-07' });
    expect(JSON.stringify(changes)).toContain('2026-08-31');
    expect(setup.hours).toEqual(BEFORE.hours);
  });

  test('a count that runs into a year without announced holidays is provisional', () => {
    const late = aSetup({
      timetable: {
        opensOn: '2026-12-01',
        closesOn: '2026-12-31',
        supplementUntil: null,
        reviewedOn: '2027-01-20',
        publicityUntil: '2027-02-10',
        agreementsUntil: '2027-02-20',
        startsOn: '2027-03-01',
      },
    });
    expect(amended(late, { ...late, potFen: 1 }, on('2026-12-30'))).toMatchObject({
      isExtended: true,
      provisional: true,
    });
  });
});

test('only a changed form gets the next version', () => {
  expect(amended(BEFORE, MORE, on('2026-08-10')).setup.form.version).toBe(1);
  const [first, ...others] = BEFORE.form.sections;
  const form = {
    ...BEFORE.form,
    sections: [{ ...(first ?? { code: 'x', questions: [] }), title: { zh: '另名', en: 'Other' } }, ...others],
  };
  const outcome = amended(BEFORE, { ...BEFORE, form }, on('2026-08-10'));
  expect(outcome.setup.form.version).toBe(2);
  expect(keys(outcome.changes)).toEqual(['rounds.form-difference.section-renamed']);
});

describe('against publishing an amendment', () => {
  const { opensAt, closesAt } = columnsOf(BEFORE);
  const round = { status: 'OPEN', opensAt, closesAt, graceMinutes: 0 } as const;
  const codes = (after: RoundSetup, now: string): string[] =>
    findingsAgainstAmendment(round, [BEFORE, after], { now, ...on(now.slice(0, 10)) }).map(
      ({ code }) => code,
    );
  const NOW = '2026-08-10T02:00:00.000Z';

  test.each([
    ['nothing changed', BEFORE, NOW, ['amendment-empty']],
    ['a plain change', MORE, NOW, []],
    ['one millisecond before the close', MORE, '2026-08-24T08:59:59.999Z', []],
    ['at the close', MORE, '2026-08-24T09:00:00.000Z', ['amendment-too-late']],
    [
      'an earlier close',
      { ...BEFORE, timetable: { ...BEFORE.timetable, closesOn: '2026-08-23' } },
      NOW,
      ['amendment-closes-earlier', 'timetable-days-short'],
    ],
    [
      'another opening hour',
      { ...MORE, hours: { ...BEFORE.hours, opens: '10:00' } },
      NOW,
      ['amendment-opening'],
    ],
    ['a gap', { ...MORE, eligibility: [] }, NOW, ['ready-eligibility']],
  ])('%s', (_, after, now, expected) => {
    expect(codes(after as RoundSetup, now as string)).toEqual(expected);
  });
});

test('the ledger gets hash, version, pot and close', () => {
  const viewer = { kind: 'user', accountId: 'a', roles: ['programme-officer'] } as unknown as SignedIn;
  const data = { version: 2, rulesHash: 'h', potFen: 1, closesAt: 'x', isExtended: true };
  expect(roundAmended(viewer, '2026-01', data)).toMatchObject({
    type: 'round.amended',
    ref: '2026-01',
    data,
  });
});
