import { describe, expect, test } from '@jest/globals';
import { FORM_BEFORE } from '../../../src/ventures/rounds/form-before.rules.js';
import { defaultForm } from '../../../src/ventures/rounds/default-form.rules.js';
import {
  comparedText,
  markedPieces,
  periodOf,
  type RecordedGrant,
  undeclaredGrants,
} from '../../../src/ventures/applications/likeness.rules.js';

describe('what is compared (domain.md 3.10)', () => {
  test('the long answers of an older form, and no names of people', () => {
    const content = {
      title: '标题',
      summary: ' 摘要 ',
      need: '需求',
      goals: '',
      contact: '李四',
      team: [{ name: '张三', role: '负责人' }],
    };
    expect(comparedText(FORM_BEFORE, content)).toBe('摘要\n需求');
  });

  test('rows of activities count, other rows do not', () => {
    const content = {
      activities: [
        { activity: '入户走访', startOn: '2027-01-01' },
        { activity: null, startOn: null },
      ],
      indicators: [{ activity: '满意度' }],
      need: '需求',
    };
    const lines = comparedText(defaultForm({ lotteryMoney: false }), content).split('\n');
    expect([...lines].sort()).toEqual(['入户走访', '需求'].sort());
  });
});

test('a period needs both of its days', () => {
  expect(periodOf({ startOn: '2027-01-01', endOn: '2027-12-31' })).toEqual({
    startOn: '2027-01-01',
    endOn: '2027-12-31',
  });
  expect([periodOf({ startOn: '2027-01-01' }), periodOf({ startOn: '', endOn: '2027-01-01' })]).toEqual([
    null,
    null,
  ]);
});

describe('grants on the record that nobody declared', () => {
  const grant = (formedOn: string): RecordedGrant => ({
    id: formedOn,
    organizationId: 'o',
    formedOn,
    givenFor: null,
  });
  const grants = ['2025-12-31', '2026-01-01', '2027-12-31', '2028-01-01'].map(grant);
  const period = { startOn: '2027-01-01', endOn: '2027-12-31' };
  test.each<[string, Parameters<typeof undeclaredGrants>[0]['content'], string[]]>([
    ['from a year before the project to its end', period, ['2026-01-01', '2027-12-31']],
    ['not when other public money is declared', { ...period, otherPublic: 'yes' }, []],
    ['though it is denied', { ...period, otherPublic: 'no' }, ['2026-01-01', '2027-12-31']],
    ['nothing without a period', {}, []],
  ])('%s', (_, content, expected) => {
    expect(undeclaredGrants({ number: '7', content }, grants).map(({ id }) => id)).toEqual(expected);
  });

  test('the grant for the application itself is no other money', () => {
    const own = { ...grant('2027-02-01'), givenFor: '7' };
    const other = { ...grant('2027-03-01'), givenFor: '8' };
    expect(undeclaredGrants({ number: '7', content: period }, [own, other])).toEqual([other]);
  });
});

test.each<[string, readonly (readonly [number, number])[], string]>([
  ['none', [], 'abcdef'],
  ['at the start', [[0, 2]], '[ab]cdef'],
  ['at the end', [[4, 2]], 'abcd[ef]'],
  [
    'two, in whatever order, side by side',
    [
      [3, 2],
      [1, 2],
    ],
    'a[bc][de]f',
  ],
  ['all', [[0, 6]], '[abcdef]'],
])('marked passages: %s', (_, passages, expected) => {
  const pieces = markedPieces(
    'abcdef',
    passages.map(([at, length]) => ({ at, length })),
  );
  expect(pieces.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('')).toBe(expected);
});
