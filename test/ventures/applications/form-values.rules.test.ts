import { describe, expect, test } from '@jest/globals';
import {
  confirmedIn,
  readAnswers,
  settledAnswer,
  versionsIn,
} from '../../../src/ventures/applications/form-values.rules.js';
import { type Answer, type Question, type QuestionKind } from '../../../src/ventures/rounds/form.rules.js';

const ask = (kind: QuestionKind, more: Partial<Question> = {}): Question => ({
  code: 'q',
  kind,
  label: { zh: '问', en: 'Q' },
  required: true,
  ...more,
});
const options = ['a', 'b', 'c'].map((value) => ({ value, label: { zh: value, en: value } }));
const TABLE = ask('ROWS', {
  limit: 2,
  columns: [
    { code: 'name', kind: 'TEXT', label: { zh: '名', en: 'N' }, required: true, limit: 5 },
    { code: 'fen', kind: 'MONEY', label: { zh: '元', en: 'Y' }, required: false },
    { code: 'on', kind: 'DAY', label: { zh: '日', en: 'D' }, required: false },
    { code: 'pick', kind: 'CHOICE', label: { zh: '选', en: 'C' }, required: false, options },
  ],
});
let next = 0;
const read = (question: Question, raw: unknown): ReturnType<typeof readAnswers> =>
  readAnswers([question], { q: raw }, () => `new-${(next += 1)}`);

describe('what is entered for one question (B1)', () => {
  test.each<[string, Question, unknown, Answer]>([
    ['a text is trimmed', ask('TEXT', { limit: 10 }), '  敲门 ', '敲门'],
    ['an empty text is nothing', ask('TEXT', { limit: 10 }), '   ', null],
    ['lines stay lines', ask('LONG_TEXT', { limit: 10 }), 'a\r\nb', 'a\nb'],
    [
      'a draft may be twice as long as the limit',
      ask('LONG_TEXT', { limit: 5 }),
      '字'.repeat(10),
      '字'.repeat(10),
    ],
    [
      'counted by the rule, not in characters',
      ask('TEXT', { limit: 1 }),
      'abcdefgh 3,000.50',
      'abcdefgh 3,000.50',
    ],
    ['full-width digits', ask('NUMBER'), '１２０', 120],
    ['a number at its least', ask('NUMBER', { least: 1 }), '1', 1],
    ['money into fen', ask('MONEY'), '1,234.5 元', 123450],
    ['a day in words', ask('DAY'), '2027年1月5日', '2027-01-05'],
    ['an option', ask('CHOICE', { options }), 'b', 'b'],
    ['a radio beside its empty value', ask('CHOICE', { options }), ['', 'b'], 'b'],
    ['no option', ask('CHOICE', { options }), '', null],
    ['several options, each once', ask('CHOICES', { options }), ['', 'c', 'a', 'c'], ['c', 'a']],
    ['no options', ask('CHOICES', { options }), '', null],
    ['a statement', ask('STATEMENT'), ['', 'yes'], true],
    ['an unticked statement', ask('STATEMENT'), '', null],
    ['a table without rows', TABLE, '', null],
    ['a table of empty rows', TABLE, [{ name: '', id: 'a' }, {}], null],
  ])('%s', (_name, question, raw, expected) => {
    expect(read(question, raw)).toEqual({ answers: { q: expected }, findings: [] });
  });

  test.each<[string, Question, unknown, string, string]>([
    ['a text far too long', ask('TEXT', { limit: 5 }), '字'.repeat(11), 'form-max-length', 'q'],
    ['a line in a short text', ask('TEXT', { limit: 5 }), 'a\nb', 'form-characters', 'q'],
    ['a control character', ask('LONG_TEXT', { limit: 5 }), 'a\u202Eb', 'form-characters', 'q'],
    ['a word for a number', ask('NUMBER'), '很多', 'form-integer', 'q'],
    ['an exponent', ask('NUMBER'), '1e3', 'form-integer', 'q'],
    ['below the least', ask('NUMBER', { least: 1 }), '0', 'form-integer-min', 'q'],
    ['above the most', ask('NUMBER', { most: 9 }), '10', 'form-integer-max', 'q'],
    ['negative money', ask('MONEY'), '-1', 'money-negative', 'q'],
    ['a third of a fen', ask('MONEY'), '1.005', 'money-too-fine', 'q'],
    ['a day that does not exist', ask('DAY'), '2027-02-30', 'form-day', 'q'],
    ['an option nobody offered', ask('CHOICE', { options }), 'z', 'form-choice', 'q'],
    ['several of which one is not offered', ask('CHOICES', { options }), ['a', 'z'], 'form-choice', 'q'],
    ['two values for a text', ask('TEXT', { limit: 5 }), ['a', 'b'], 'form-single', 'q'],
    ['an object for a text', ask('TEXT', { limit: 5 }), { a: 'b' }, 'form-single', 'q'],
    ['an object for a number', ask('NUMBER'), { a: '1' }, 'form-single', 'q'],
    ['a text for a table', TABLE, 'x', 'form-pattern', 'q'],
    ['names for rows', TABLE, { a: { name: 'x' } }, 'form-pattern', 'q'],
    ['too many rows', TABLE, [{ name: 'a' }, { name: 'b' }, { name: 'c' }], 'answer-too-many', 'q'],
    ['a wrong cell, at its row', TABLE, [{ name: 'a' }, { fen: 'x' }], 'money-format', 'q[1][fen]'],
    ['an object in a cell', TABLE, [{ name: { x: 'y' } }], 'form-single', 'q[0][name]'],
  ])('%s is refused at its field', (_name, question, raw, ...[code, field]) => {
    const { answers, findings } = read(question, raw);
    expect(answers).toEqual({});
    expect(findings).toEqual([expect.objectContaining({ code, field })]);
  });

  test('rows keep their ids, gaps in the indices do not matter, and cells are read by their kinds', () => {
    const rows = {
      4: { id: 'r4', name: '甲', fen: '1.5', on: '2027/1/5', pick: 'a' },
      0: { id: 'r0', name: '乙' },
    };
    expect(read(TABLE, rows).answers).toEqual({
      q: [
        { id: 'r0', name: '乙' },
        { id: 'r4', name: '甲', fen: 150, on: '2027-01-05', pick: 'a' },
      ],
    });
  });

  test.each([[undefined], ['same'], ['a b'], ['<x>'], [['x']], ['x'.repeat(41)]])(
    'a row with the id %j gets one of its own where it needs one',
    (id) => {
      const rows = read(TABLE, [
        { id: 'same', name: '甲' },
        { id, name: '乙' },
      ]).answers['q'] as { id: string }[];
      expect(rows[0]?.id).toBe('same');
      expect(rows[1]?.id).toMatch(/^new-/);
    },
  );

  test('what is not sent is not touched, files have a page of their own, and nobody can name what is not asked', () => {
    const questions = [ask('TEXT', { limit: 5 }), ask('FILE', { code: 'f', limit: 1 })];
    expect(readAnswers(questions, { f: 'x', other: 'y' }, String)).toEqual({ answers: {}, findings: [] });
    expect(readAnswers([ask('TEXT', { code: 'toString', limit: 5 })], {}, String).answers).toEqual({});
  });

  test('one unreadable answer keeps the others', () => {
    const questions = [ask('TEXT', { limit: 5 }), ask('NUMBER', { code: 'n' })];
    expect(readAnswers(questions, { q: '好', n: 'x' }, String)).toEqual({
      answers: { q: '好' },
      findings: [{ code: 'form-integer', field: 'n' }],
    });
  });
});

describe('answers as a merge compares them', () => {
  test.each<[Answer | undefined, Answer]>([
    [undefined, null],
    [null, null],
    ['', null],
    ['  ', null],
    [false, null],
    [[], null],
    [0, 0],
    [true, true],
    ['x', 'x'],
    [['a'], ['a']],
    [
      [{ name: '甲' }, { id: 'b', name: '乙' }],
      [
        { id: 'row-0', name: '甲' },
        { id: 'b', name: '乙' },
      ],
    ],
  ])('%j is %j', (answer, expected) => {
    expect(settledAnswer(answer)).toEqual(expected);
  });
});

describe('what a page sends along', () => {
  test.each<[Record<string, unknown>, number, Record<string, number>]>([
    [{ version: '7', base: { need: '9', goals: 'x' } }, 7, { need: 9, goals: 0 }],
    [{}, 0, {}],
    [{ version: ['7'], base: ['1'] }, 0, {}],
    [{ version: '1e3', base: 'x' }, 0, {}],
  ])('versions of %j', (entered, version, versions) => {
    expect(versionsIn(entered)).toEqual({ version, versions });
  });

  test('confirmations are ticks', () => {
    expect(confirmedIn({ confirm: { need: 'yes', goals: '', risks: ['yes'] } })).toEqual(['need']);
    expect(confirmedIn({ confirm: 'yes' })).toEqual([]);
    expect(confirmedIn({})).toEqual([]);
  });
});
