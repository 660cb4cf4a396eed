import { describe, expect, test } from '@jest/globals';
import { workingDayTable } from '../../../src/kernel/calendar.js';
import { unreachable } from '../../../src/kernel/transitions.js';
import {
  addedSince,
  closedFields,
  findingsAgainstHandIn,
  findingsInRequest,
  gapsAtOpen,
  itemsOf,
  openQuestions,
  supplementDays,
  supplementDue,
  supplementEnd,
  SUPPLEMENT_LIFE,
  supplementReceived,
  supplementText,
} from '../../../src/ventures/applications/supplement.rules.js';
import { FORM_BEFORE } from '../../../src/ventures/rounds/form-before.rules.js';
import { aSetup } from '../rounds/setup.js';

const table = workingDayTable([
  { date: '2026-10-01', kind: 'holiday', name: '国庆节' },
  { date: '2026-10-02', kind: 'holiday', name: '国庆节' },
]);
const codes = (list: readonly { readonly code: string }[]): string[] => list.map(({ code }) => code);
const item = (code: string, words = '请补充'): { code: string; words: string } => ({ code, words });

describe('a request (domain.md 3.3, E9)', () => {
  const first = { before: 0, days: 5 };
  test.each<
    [string, readonly { code: string; words: string }[], { before: number; days: number | null }, string[]]
  >([
    ['one question', [item('summary')], first, []],
    ['budget and files', [item('budget-rows'), item('files')], first, []],
    ['a second one', [item('summary')], { before: 1, days: 5 }, ['supplement-twice']],
    ['a call without supplements', [item('summary')], { before: 0, days: null }, ['supplement-not-in-call']],
    ['nothing', [], first, ['supplement-nothing-named']],
    ['an unknown thing', [item('nothing')], first, ['supplement-field-unknown']],
    ['no words', [item('summary', ' ')], first, ['supplement-words']],
    ['500 characters', [item('summary', '补'.repeat(500))], first, []],
    ['501 characters', [item('summary', '补'.repeat(501))], first, ['supplement-words-long']],
  ])('%s', (_name, items, facts, expected) => {
    expect(codes(findingsInRequest(FORM_BEFORE, items, facts))).toEqual(expected);
  });

  test('things stand in the order of the form; what is not opened is refused by name', () => {
    expect(itemsOf(FORM_BEFORE).at(-1)?.code).toBe('files');
    expect(codes(openQuestions(FORM_BEFORE, [item('need'), item('summary'), item('files')]))).toEqual([
      'summary',
      'need',
    ]);
    expect(closedFields(FORM_BEFORE, [item('summary')], ['summary', 'version', '_csrf'])).toEqual([]);
    expect(closedFields(FORM_BEFORE, [item('summary')], ['need'])).toEqual([
      { code: 'supplement-field-closed', args: { field: '需求分析和依据' } },
    ]);
  });

  test('only gaps at what is opened stand against handing in', () => {
    const gaps = [
      { code: 'a', section: 'project', field: 'summary' },
      { code: 'b', section: 'team', field: 'team[0][name]' },
      { code: 'c', section: 'budget', field: 'lines' },
    ];
    expect(codes(gapsAtOpen([item('team')], gaps))).toEqual(['b']);
    expect(codes(gapsAtOpen([item('summary'), item('budget-rows')], gaps))).toEqual(['a', 'c']);
  });
});

describe('its days', () => {
  const { timetable } = aSetup();
  test('those of the timetable, five at least, the same for all of a round', () => {
    expect(supplementDays(null, table)).toBe(5);
    expect(supplementDays({ timetable }, table)).toBe(5);
    expect(supplementDays({ timetable: { ...timetable, supplementUntil: '2026-09-02' } }, table)).toBe(7);
    expect(supplementDays({ timetable: { ...timetable, supplementUntil: null } }, table)).toBeNull();
  });
  test('working days that pass over holidays, and say where a year is not announced', () => {
    expect(supplementDue(table, '2026-09-29', 5)).toEqual({ day: '2026-10-08', provisional: false });
    expect(supplementDue(table, '2026-12-29', 5).provisional).toBe(true);
  });
  test('it counts until the last minute of its last day in Shanghai', () => {
    const one = { status: 'OPEN' as const, dueOn: '2026-12-21' };
    expect(supplementEnd('2026-12-21')).toBe('2026-12-21T16:00:00.000Z');
    expect(findingsAgainstHandIn(one, '2026-12-21T15:59:59.999Z')).toEqual([]);
    expect(codes(findingsAgainstHandIn(one, '2026-12-21T16:00:00.000Z'))).toEqual(['supplement-too-late']);
    expect(codes(findingsAgainstHandIn({ ...one, status: 'LAPSED' }, '2026-12-01T00:00:00.000Z'))).toEqual([
      'supplement-closed',
    ]);
  });
  test('files of the very moment belong to it', () => {
    const files = ['2026-12-01T00:00:00.000Z', '2026-12-02T00:00:00.000Z', '2026-12-03T00:00:00.000Z'].map(
      (addedAt) => ({ addedAt }),
    );
    expect(addedSince('2026-12-02T00:00:00.000Z', files)).toEqual(files.slice(1));
  });
});

test('every status is reached; the ledger commits to the content without showing it', () => {
  expect(unreachable(SUPPLEMENT_LIFE, 'OPEN')).toEqual([]);
  const viewer = { kind: 'user', accountId: 'a1', roles: ['applicant'] } as never;
  const act = supplementReceived(viewer, { number: '2026-01-0001', round: '2026-01', contentHash: 'ab' });
  expect([act.data, act.hidden]).toEqual([{ round: '2026-01' }, { contentHash: 'ab' }]);
  const text = supplementText('n', [item('summary', '不在摘要里的话')], { answers: { summary: '新' } });
  expect(text).toBe('{"number":"n","opened":["summary"],"answers":{"summary":"新"}}');
});
