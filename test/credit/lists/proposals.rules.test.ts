import { describe, expect, test } from '@jest/globals';
import { type Ground, listOf } from '../../../src/credit/lists/credit-list.rules.js';
import {
  type DeskFacts,
  type OpenCase,
  type PenaltyFact,
  type Proposal,
  proposals,
  type RunningStay,
} from '../../../src/credit/lists/proposals.rules.js';
import { workingDayTable } from '../../../src/kernel/calendar.js';

const TODAY = '2026-05-20';
const table = workingDayTable([{ date: '2026-01-01', kind: 'holiday', name: '元旦' }]);
const body = { creditCode: '51', name: '示例协会' };
const nothing: DeskFacts = { cases: [], exits: [], stays: [], penalties: [], found: [] };
const steps = (facts: Partial<DeskFacts>): readonly Proposal[] =>
  proposals({ ...nothing, ...facts }, table, TODAY);
const kinds = (facts: Partial<DeskFacts>): string[] =>
  steps(facts).map(({ kind, ground, dueOn, urgency }) => `${kind} ${ground} ${dueOn} ${urgency}`);

const listCase = (more: Partial<OpenCase>): OpenCase => ({
  ...body,
  number: 'LC-2026-001',
  status: 'FOUND',
  ground: 'G1',
  foundOn: '2026-05-06',
  recordId: null,
  statementDueOn: null,
  foundBy: 'a',
  verifiedBy: null,
  verifyDueOn: null,
  ...more,
});
const stay = (ground: Ground, termFrom: string, more: Partial<RunningStay> = {}): RunningStay => ({
  ...body,
  id: 's',
  list: listOf(ground),
  ground,
  listedOn: termFrom,
  termFrom,
  removedOn: null,
  exit: null,
  status: 'REGISTERED',
  ...more,
});
const penalty = (id: string, decidedOn: string, more: Partial<PenaltyFact> = {}): PenaltyFact => ({
  ...body,
  id,
  organizationId: 'o',
  kind: 'WARNING',
  fineFen: null,
  decidedOn,
  recordedAt: '2026-05-11T00:00:00.000Z',
  state: 'IN_FORCE',
  changedOn: TODAY,
  listed: [],
  hasCase: false,
  ...more,
});

describe('cases wait for their next step (R-CR-07)', () => {
  test.each<[string, Partial<OpenCase>, string]>([
    ['found: the notice', {}, 'NOTIFY G1 2026-05-20 due'],
    ['found by a penalty: the decision', { ground: 'B4', recordId: 'r' }, 'DECIDE B4 2026-05-20 due'],
    ['told: the period', { status: 'NOTICE_SENT', statementDueOn: '2026-06-02' }, 'WAIT G1 2026-06-02 soon'],
    [
      'the period over: the check',
      { status: 'NOTICE_SENT', statementDueOn: '2026-05-19', verifyDueOn: '2026-06-02' },
      'VERIFY G1 2026-06-02 soon',
    ],
    [
      'heard: the check',
      { status: 'STATEMENT_RECEIVED', statementDueOn: '2026-06-30', verifyDueOn: '2026-05-18' },
      'VERIFY G1 2026-05-18 due',
    ],
    ['verified: the decision', { status: 'VERIFIED' }, 'DECIDE G1 2026-05-20 due'],
  ])('%s', (_name, more, expected) => {
    expect(kinds({ cases: [listCase(more)] })).toEqual([expected]);
  });
});

test('applications wait for the check, then for the removal (R-CR-11)', () => {
  const exit = {
    ...body,
    number: 'TC-2026-001',
    ground: 'G1' as const,
    list: 'ABNORMAL' as const,
    checkDueOn: '2026-05-25',
    removalDueOn: null,
  };
  expect(
    kinds({
      exits: [
        { ...exit, status: 'SUBMITTED' },
        { ...exit, status: 'VERIFIED', removalDueOn: '2026-05-22' },
      ],
    }),
  ).toEqual(['REMOVE G1 2026-05-22 soon', 'CHECK_EXIT G1 2026-05-25 soon']);
});

test.each<[RunningStay, string[]]>([
  [stay('G5', '2025-11-20'), ['TERM_FULL G5 2026-05-20 due']],
  [stay('G5', '2025-11-25'), ['TERM_FULL G5 2026-05-25 soon']],
  [stay('G1', '2024-05-20'), ['MOVED G1 2026-05-20 due']],
  [stay('B4', '2026-05-01'), ['DUTIES_DONE B4 2028-05-01 later']],
  [stay('B4', '2024-05-01'), ['DUTIES_DONE B4 2026-05-01 later']],
  [stay('B6', '2024-05-20'), []],
  [stay('B7', '2024-05-20', { status: 'DEREGISTERED' }), ['DEREGISTERED B7 2026-05-20 due']],
])('the clock of %j', (one, expected) => {
  expect(kinds({ stays: [one] })).toEqual(expected);
});

describe('penalties and their entries (R-CR-08, R-CR-12, R-CR-15)', () => {
  const listedBy = (ground: Ground): PenaltyFact['listed'][number] => ({
    entryId: 's',
    ground,
    from: '2026-01-01',
    basisRef: 'a',
  });

  test.each<[string, readonly PenaltyFact[], string[]]>([
    ['one without entry', [penalty('a', '2026-05-11')], ['PENALTY G5 2026-05-20 due']],
    [
      'the second within three years is proposed as B5',
      [penalty('a', '2023-05-12', { listed: [listedBy('G5')] }), penalty('b', '2026-05-11')],
      ['PENALTY B5 2026-05-20 due'],
    ],
    ['one with its entry', [penalty('a', '2026-05-11', { listed: [listedBy('G5')] })], []],
    ['one with a case', [penalty('a', '2026-05-11', { hasCase: true })], []],
    ['one before the Order', [penalty('a', '2018-01-10')], []],
    ['one that was repaired', [penalty('a', '2026-05-11', { state: 'REPAIRED' })], []],
    [
      'one that was taken back after it listed: five working days',
      [penalty('a', '2026-05-11', { state: 'WITHDRAWN', listed: [listedBy('G5')] })],
      ['BASIS_FELL G5 2026-05-27 soon'],
    ],
    [
      'a repaired one leaves its entry alone',
      [penalty('a', '2026-05-11', { state: 'REPAIRED', listed: [listedBy('G5')] })],
      [],
    ],
    [
      'one corrected to a smaller fine: the entry falls and the other list is proposed',
      [penalty('a', '2026-05-11', { kind: 'FINE', fineFen: 100, listed: [listedBy('B4')] })],
      ['PENALTY G5 2026-05-20 due', 'BASIS_FELL B4 2026-05-27 soon'],
    ],
    [
      'the first of two taken back: B5 falls, the second alone is G5',
      [
        penalty('a', '2025-05-11', { state: 'WITHDRAWN' }),
        penalty('b', '2026-05-11', { listed: [{ ...listedBy('B5'), basisRef: 'b' }] }),
      ],
      ['PENALTY G5 2026-05-20 due', 'BASIS_FELL B5 2026-05-27 soon'],
    ],
    ['a confiscation', [penalty('a', '2026-05-11', { kind: 'CONFISCATION' })], []],
  ])('%s', (_name, list, expected) => {
    expect(kinds({ penalties: list })).toEqual(expected);
  });
});

test('what the calendar found leads to a case, and every proposal names rule, article and where to act', () => {
  const all = steps({
    cases: [listCase({})],
    stays: [stay('G1', '2024-05-20')],
    penalties: [penalty('a', '2026-05-11')],
    found: [
      { ...body, kind: 'NOT_FILED', dueOn: '2026-06-01' },
      { ...body, kind: 'NOT_RECTIFIED', dueOn: '2026-04-01' },
    ],
  });
  expect(all.map(({ kind }) => kind)).toEqual(['NOT_RECTIFIED', 'NOTIFY', 'PENALTY', 'MOVED', 'NOT_FILED']);
  for (const { rule, article, href } of all) {
    expect(rule).toMatch(/^R-CR-\d\d$/);
    expect(article).toBeGreaterThan(9);
    expect(href).toMatch(/^\/bureau\/(credit-cases|list-entries)\//);
  }
});

test('working days left: none today, negative when overdue, not counted beyond a month, provisional in an unknown year', () => {
  const due = (dueOn: string): unknown => {
    const [one] = steps({ found: [{ ...body, kind: 'NOT_FILED', dueOn }] });
    return [one?.daysLeft, one?.provisional];
  };
  expect(due('2026-05-20')).toEqual([0, false]);
  expect(due('2026-05-18')).toEqual([-2, false]);
  expect(due('2026-06-02')).toEqual([9, false]);
  expect(due('2026-07-20')).toEqual([null, false]);
  const [late] = proposals(
    { ...nothing, found: [{ ...body, kind: 'NOT_FILED', dueOn: '2027-01-04' }] },
    table,
    '2026-12-28',
  );
  expect([late?.daysLeft, late?.provisional]).toEqual([5, true]);
});
