import { describe, expect, test } from '@jest/globals';
import { follow } from '../../../src/kernel/transitions.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import {
  DEFAULT_CRITERIA,
  FIELDS,
  isOpenAt,
  ROUND_LIFE,
  ROUND_STATUSES,
  type RoundAction,
  type RoundEntry,
  roundOpened,
  type RoundStatus,
  rulesOf,
  TIE_RULE,
} from '../../../src/ventures/rounds/round.rules.js';

const OPENS = '2026-12-01T01:00:00.000Z';
const CLOSES = '2026-12-20T09:00:00.000Z';
/** A round by the defaults of domain.md 3.5 and 10: 60 % and 500,000 yuan, labour 50 %, five experts, 60 points. */
const ENTRY: RoundEntry = {
  nameZh: '第十届公益创投',
  nameEn: 'Tenth round',
  potFen: 200_000_000,
  opensAt: OPENS,
  closesAt: CLOSES,
  graceMinutes: 0,
  maxGrantFen: 50_000_000,
  maxGrantPercent: 60,
  maxLabourPercent: 50,
  panelSize: 5,
  passLine: 60,
  publicityWorkingDays: 7,
  criteria: DEFAULT_CRITERIA.map(({ code, points }) => ({ code, points })),
};
const officer: SignedIn = {
  kind: 'user',
  accountId: 'a1',
  username: 'wang',
  name: '王五',
  roles: ['programme-officer'],
  organizationId: null,
  departmentCode: null,
  centreCode: null,
  divisionCode: null,
};

describe('the texts of domain.md 3', () => {
  test('the default rubric is 20, 25, 10, 15, 15, 15 (domain.md 3.6)', () => {
    expect(DEFAULT_CRITERIA.map(({ code, points }) => [code, points])).toEqual([
      ['need', 20],
      ['feasibility', 25],
      ['innovation', 10],
      ['capacity', 15],
      ['budget', 15],
      ['benefit', 15],
    ]);
    for (const { nameZh, nameEn, anchorZh, anchorEn } of DEFAULT_CRITERIA)
      for (const text of [nameZh, nameEn, anchorZh, anchorEn]) expect(text).not.toBe('');
  });

  test('a project has one of seven fields (domain.md 3.2)', () => {
    expect(FIELDS).toEqual([
      'ELDERLY',
      'DISABILITY',
      'CHILD_YOUTH',
      'RELIEF',
      'COMMUNITY',
      'CAPACITY',
      'OTHER',
    ]);
  });
});

describe('the life of a round (domain.md 3.1)', () => {
  const path: readonly (readonly [RoundStatus, RoundAction, RoundStatus])[] = [
    ['DRAFT', 'publish', 'OPEN'],
    ['OPEN', 'close', 'CLOSED'],
    ['CLOSED', 'review', 'REVIEWING'],
    ['REVIEWING', 'award', 'RESULT_PUBLICITY'],
    ['RESULT_PUBLICITY', 'settle', 'AWARDED'],
    ['AWARDED', 'run', 'RUNNING'],
    ['RUNNING', 'closeOut', 'CLOSED_OUT'],
    ['CLOSED_OUT', 'archive', 'ARCHIVED'],
  ];

  test.each(path)('%s by %s becomes %s', (from, action, to) => {
    expect(follow(ROUND_LIFE, from, action)).toEqual({ ok: true, value: to });
  });

  test.each(ROUND_STATUSES)('from %s nothing else leads on', (status) => {
    const others = path.filter(([from]) => from !== status).map(([, action]) => action);
    for (const action of others) expect(follow(ROUND_LIFE, status, action)).toMatchObject({ ok: false });
  });
});

describe('the rules that an entry stands for', () => {
  test('are frozen as entered, with the default rubric and its texts (domain.md 3.5, 3.6)', () => {
    expect(rulesOf(ENTRY)).toMatchObject({
      maxGrantFen: 50_000_000,
      maxGrantPercent: 60,
      maxLabourPercent: 50,
      publicityWorkingDays: 7,
      criteria: DEFAULT_CRITERIA,
      tieRule: TIE_RULE,
    });
  });

  test('a body may hand in one project (R-EL-07)', () => {
    expect(rulesOf(ENTRY).maxPerOrganization).toBe(1);
  });

  test('scores are trimmed from five on, ties go by design and then by need (R-SC-04, R-SC-05, R-SC-09)', () => {
    expect(rulesOf({ ...ENTRY, passLine: 65 }).method).toEqual({
      panelSize: 5,
      dropHighLowFrom: 5,
      passLine: 65,
      tieCriteria: ['feasibility', 'need'],
      leastCards: 3,
    });
  });

  test.each([
    [1, 1],
    [3, 3],
    [5, 3],
    [7, 3],
  ])('with a panel of %d at least %d cards make a score', (panelSize, leastCards) => {
    expect(rulesOf({ ...ENTRY, panelSize }).method).toMatchObject({ panelSize, leastCards });
  });

  test('a known criterion keeps its texts with other points, an unknown one is named by its code', () => {
    const [need, charm] = rulesOf({
      ...ENTRY,
      criteria: [
        { code: 'need', points: 60 },
        { code: 'charm', points: 40 },
      ],
    }).criteria;
    expect(need).toMatchObject({ code: 'need', points: 60, nameZh: '需求与受益人群' });
    expect(need?.anchorEn).toBe('Need shown by evidence, group well defined, sensible coverage');
    expect(charm).toEqual({
      code: 'charm',
      points: 40,
      nameZh: 'charm',
      nameEn: 'charm',
      anchorZh: '',
      anchorEn: '',
    });
  });
});

describe('the one clock of the deadline (domain.md 3.3, security.md T9, C72)', () => {
  test.each<[string, number, string, boolean]>([
    ['a millisecond before opening', 0, '2026-12-01T00:59:59.999Z', false],
    ['the instant of opening', 0, OPENS, true],
    ['a second before the end', 0, '2026-12-20T08:59:59.000Z', true],
    ['the last millisecond', 0, '2026-12-20T08:59:59.999Z', true],
    ['the end itself', 0, CLOSES, false],
    ['a second after the end', 0, '2026-12-20T09:00:01.000Z', false],
    ['the end, with fifteen minutes of grace', 15, CLOSES, true],
    ['the last millisecond of the grace', 15, '2026-12-20T09:14:59.999Z', true],
    ['the end of the grace', 15, '2026-12-20T09:15:00.000Z', false],
  ])('%s', (_name, graceMinutes, now, open) => {
    const round = { opensAt: OPENS, closesAt: CLOSES, graceMinutes };
    expect(isOpenAt({ ...round, status: 'OPEN' }, now)).toBe(open);
  });

  test.each(ROUND_STATUSES)('in status %s a call takes applications only if it is open', (status) => {
    const round = { opensAt: OPENS, closesAt: CLOSES, graceMinutes: 0, status };
    expect(isOpenAt(round, '2026-12-10T00:00:00.000Z')).toBe(status === 'OPEN');
  });
});

test('an opened round commits to the seed of its draw without showing it (R-SC-05)', () => {
  const data = { rulesHash: 'ab12', potFen: 200_000_000, opensAt: OPENS, closesAt: CLOSES, graceMinutes: 0 };
  expect(roundOpened(officer, 'R2026-1', data, 'seed')).toEqual({
    type: 'round.opened',
    by: 'programme-officer:a1',
    ref: 'R2026-1',
    data,
    hidden: { drawSeed: 'seed' },
  });
});
