import { describe, expect, test } from '@jest/globals';
import { workingDayTable } from '../../../src/kernel/calendar.js';
import { unreachable } from '../../../src/kernel/transitions.js';
import {
  answersPublished,
  answersText,
  findingsInAnswer,
  findingsInAsking,
  QUESTION_LIFE,
  questionsUntil,
} from '../../../src/ventures/rounds/questions.rules.js';
import { type SignedIn } from '../../../src/kernel/viewer.js';

const TABLE = workingDayTable([{ date: '2026-10-01', kind: 'holiday', name: '国庆节' }]);
const codes = (findings: readonly { code: string }[]): string[] => findings.map(({ code }) => code);

test('every status of a question is reached', () => {
  expect(unreachable(QUESTION_LIFE, 'RECEIVED')).toEqual([]);
});

describe('questions end three working days before the last day of the call (B11)', () => {
  test.each([
    ['a Friday afternoon', '2026-12-11T09:00:00.000Z', '2026-12-08', false],
    ['midnight, which belongs to the day before', '2026-12-11T16:00:00.000Z', '2026-12-08', false],
    ['over a weekend', '2026-12-14T09:00:00.000Z', '2026-12-09', false],
    ['in a year without announced holidays', '2027-01-06T09:00:00.000Z', '2027-01-03', true],
  ])('%s', (_, closesAt, day, provisional) => {
    expect(questionsUntil({ closesAt }, TABLE)).toEqual({ day, provisional });
  });

  test.each([
    ['OPEN', '2026-12-08', []],
    ['OPEN', '2026-12-09', ['question-too-late']],
    ['CLOSED', '2026-12-01', ['question-call-not-open']],
  ] as const)('%s on %s', (status, today, expected) => {
    expect(codes(findingsInAsking({ status, closesAt: '2026-12-11T09:00:00.000Z' }, today, TABLE))).toEqual(
      expected,
    );
  });
});

describe('what is published of a question', () => {
  test.each([
    ['an office line is no secret', '请拨打0517-00000000', []],
    ['a mobile number', '请联系13800000000。', ['answer-personal-data']],
    ['an identity number', '证件号32080019900101001X', ['answer-personal-data']],
    ['an e-mail', '请寄 a.b@example.org', ['answer-personal-data']],
    ['a long number that is neither', '批文号2026138000000001', []],
  ])('%s', (_, answer, expected) => {
    expect(codes(findingsInAnswer({ question: '可以吗？', answer }, null))).toEqual(expected);
  });

  test('a correction says why, and says it without personal data', () => {
    const entry = { question: '可以吗？', answer: '可以。' };
    const published = { ...entry, answer: '不可以。' };
    expect(findingsInAnswer(entry, published)).toEqual([
      { code: 'answer-correction-reason', field: 'reason' },
    ]);
    expect(findingsInAnswer({ ...entry, reason: '笔误' }, published)).toEqual([]);
    expect(codes(findingsInAnswer({ ...entry, reason: '问13800000000' }, published))).toEqual([
      'answer-personal-data',
    ]);
  });

  test('a correction changes something', () => {
    const entry = { question: '可以吗？', answer: '可以。', reason: '笔误' };
    expect(findingsInAnswer(entry, entry)).toEqual([{ code: 'answer-correction-same', field: 'answer' }]);
    expect(findingsInAnswer(entry, { ...entry, question: '可以么？' })).toEqual([]);
  });
});

test('a batch has one text whatever its order, and the ledger gets numbers and a hash only', () => {
  const one = { number: 1, version: 1, question: '甲', answer: '是' };
  const two = { number: 2, version: 2, question: '乙', answer: '否' };
  expect(answersText([two, one])).toBe(answersText([one, two]));
  const viewer = { kind: 'user', accountId: 'a', roles: ['programme-officer'] } as unknown as SignedIn;
  expect(answersPublished(viewer, '2026-01', { answers: [one, two], hash: 'h' })).toMatchObject({
    type: 'round.answered',
    ref: '2026-01',
    data: {
      answers: [
        { number: 1, version: 1 },
        { number: 2, version: 2 },
      ],
      hash: 'h',
    },
  });
});
