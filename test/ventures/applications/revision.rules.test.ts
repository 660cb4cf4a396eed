import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  answerAt,
  changeBetween,
  type FieldRevision,
  openAsides,
  readBack,
  readHistory,
  REVISION_KINDS,
  sittings,
  undone,
} from '../../../src/ventures/applications/revision.rules.js';
import { type Answer } from '../../../src/ventures/rounds/form.rules.js';

const rows = fc.array(fc.record({ id: fc.string(), name: fc.string({ unit: 'grapheme' }) }));
const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.constant(null),
  fc.constant(true),
  fc.array(fc.string()),
  rows,
);

describe('the history of an answer (D6)', () => {
  test('keeps the stretch that differs, not the whole text', () => {
    expect(changeBetween('每周上门一次', '每周上门两次')).toEqual({ at: 5, removed: '一', added: '两' });
    expect(changeBetween(undefined, '新')).toEqual({ at: 0, removed: 'null', added: '"新"' });
  });

  test('every change can be taken back, whatever the answers are', () => {
    fc.assert(
      fc.property(anyAnswer, anyAnswer, (before, after) => {
        expect(undone(after, changeBetween(before, after))).toEqual(before);
      }),
    );
  });

  test('a change that was not made to an answer is not taken back from it', () => {
    expect(undone('别的', changeBetween('一', '两次'))).toBeUndefined();
    expect(undone('x', { at: 0, removed: '"', added: '"x"' })).toBeUndefined();
    expect(readBack('{')).toBeUndefined();
  });

  const chain = (answers: readonly Answer[]): FieldRevision[] =>
    answers.slice(1).map((answer, i) => ({
      field: 'need',
      version: (i + 2) * 2,
      kind: 'SAVED',
      change: changeBetween(answers[i], answer),
    }));

  test('the answer at any version is found by walking back', () => {
    fc.assert(
      fc.property(fc.array(anyAnswer, { minLength: 1, maxLength: 12 }), (answers) => {
        const today = answers.at(-1) ?? null;
        const lines = chain(answers);
        answers.forEach((answer, i) => {
          expect(answerAt(today, lines, (i + 1) * 2)).toEqual(answer);
          expect(answerAt(today, [...lines].reverse(), (i + 1) * 2 + 1)).toEqual(answer);
        });
        expect(readHistory(today, lines).map(({ before, after }) => [before, after])).toEqual(
          answers
            .slice(1)
            .map((answer, i) => [answers[i], answer])
            .reverse(),
        );
      }),
    );
  });

  test('a history that does not lead there answers nothing', () => {
    expect(answerAt('别的', chain(['一', '二', '三']), 2)).toBeUndefined();
    expect(readHistory('别的', chain(['一', '二'])).map(({ before }) => before)).toEqual([undefined]);
  });

  const aside = (id: string, version: number): FieldRevision & { id: string } => ({
    id,
    field: 'need',
    version,
    kind: 'SET_ASIDE',
    change: { at: 0, removed: '"base"', added: '"mine"' },
  });
  const settling = (of: string): FieldRevision & { id: string } => ({
    id: `s-${of}`,
    field: 'need',
    version: 9,
    kind: 'SETTLED',
    change: { at: 0, removed: '', added: of },
  });

  test('what was set aside changes no answer and is read with what both began with', () => {
    const lines = [...chain(['一', '二', '三']), aside('x', 4), settling('x')];
    expect(answerAt('三', lines, 2)).toBe('一');
    expect(readHistory('三', lines).map(({ before, after }) => [before, after])).toEqual([
      ['二', '三'],
      ['base', 'mine'],
      ['一', '二'],
    ]);
  });

  test('what was set aside is open until it is decided', () => {
    expect(openAsides([aside('x', 4), aside('y', 4), settling('x')]).map(({ id }) => id)).toEqual(['y']);
    expect(REVISION_KINDS).toContain('SETTLED');
  });
});

test('saves of one person without a pause of half an hour are one sitting', () => {
  const at = (time: string, by: string): { at: string; by: string } => ({
    at: `2026-11-24T${time}:00.000Z`,
    by,
  });
  const read = sittings([
    at('01:00', 'a'),
    at('01:30', 'a'),
    at('02:01', 'a'),
    at('02:02', 'b'),
    at('02:03', 'a'),
    at('02:03', 'a'),
  ]);
  expect(read.map((lines) => lines.map((one) => `${one.by} ${one.at.slice(11, 16)}`))).toEqual([
    ['a 02:03', 'a 02:03'],
    ['b 02:02'],
    ['a 02:01'],
    ['a 01:30', 'a 01:00'],
  ]);
});
