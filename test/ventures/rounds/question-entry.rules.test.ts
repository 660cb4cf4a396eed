import { describe, expect, test } from '@jest/globals';
import { hasSentence } from '../../../src/platform/i18n/translator.js';
import { outlineOf } from '../../../src/ventures/rounds/form-editor.rules.js';
import { defaultForm } from '../../../src/ventures/rounds/default-form.rules.js';
import { QUESTION_KINDS, type QuestionKind } from '../../../src/ventures/rounds/form.rules.js';
import {
  boundText,
  conditionsFrom,
  optionsText,
  type QuestionEntry,
  questionFrom,
  SETTINGS,
  ticksOf,
} from '../../../src/ventures/rounds/question-entry.rules.js';

const BLANK: QuestionEntry = { labelZh: '问', labelEn: 'Ask', required: false, columns: [], when: [] };
const column = { labelZh: '栏', labelEn: 'Column', kind: 'TEXT', required: true, remove: false };
const result = (kind: QuestionKind, entry: Partial<QuestionEntry>): unknown => {
  const outcome = questionFrom(kind, { ...BLANK, ...entry });
  return outcome.ok ? outcome.value : outcome.findings;
};
const asked = (kind: QuestionKind, more: object, required = false): object => ({
  kind,
  label: { zh: '问', en: 'Ask' },
  required,
  ...more,
});

describe('a question as typed (B1)', () => {
  test.each<[string, QuestionKind, Partial<QuestionEntry>, object]>([
    ['a text with its limit', 'TEXT', { limit: 80 }, asked('TEXT', { limit: 80 })],
    ['a hint', 'DAY', { hintZh: '提示', hintEn: 'Hint' }, asked('DAY', { hint: { zh: '提示', en: 'Hint' } })],
    ['half a hint', 'DAY', { hintZh: '提示' }, [{ code: 'definition-label-missing', field: 'hintEn' }]],
    ['the other half', 'DAY', { hintEn: 'Hint' }, [{ code: 'definition-label-missing', field: 'hintZh' }]],
    ['what another kind has is dropped', 'DAY', { limit: 5, least: '1', options: 'x' }, asked('DAY', {})],
    ['whole numbers', 'NUMBER', { least: '-1', most: '10' }, asked('NUMBER', { least: -1, most: 10 })],
    ['half a number', 'NUMBER', { least: '1.5' }, [{ code: 'form-integer', field: 'least' }]],
    [
      'yuan into fen',
      'MONEY',
      { least: '0.01', most: '1,234.5' },
      asked('MONEY', { least: 1, most: 123_450 }),
    ],
    ['no money', 'MONEY', { most: 'viel' }, [{ code: 'money-format', field: 'most' }]],
    ['a statement is always required', 'STATEMENT', {}, asked('STATEMENT', {}, true)],
    [
      'options, one a line, with the wide bar too',
      'CHOICE',
      { options: 'a|甲|A\n\n b｜乙｜B ' },
      asked('CHOICE', {
        options: [
          { value: 'a', label: { zh: '甲', en: 'A' } },
          { value: 'b', label: { zh: '乙', en: 'B' } },
        ],
      }),
    ],
    [
      'an option without its English',
      'CHOICES',
      { options: 'a|甲|A\nb|乙' },
      [{ code: 'form-option-line', field: 'options', args: { line: 2 } }],
    ],
    [
      'an option with a value that is none',
      'CHOICES',
      { options: '甲|甲|A' },
      [{ code: 'form-option-line', field: 'options', args: { line: 1 } }],
    ],
    [
      'columns keep their codes; new ones get one that is free',
      'ROWS',
      {
        limit: 5,
        columns: [
          { ...column, code: 'c9', remove: true },
          { ...column, code: 'c1' },
          column,
          { ...column, kind: 'DAY', code: '1 bad' },
          { ...column, kind: 'MONEY' },
        ],
      },
      asked('ROWS', {
        limit: 5,
        columns: [
          { code: 'c1', kind: 'TEXT', label: { zh: '栏', en: 'Column' }, required: true, limit: 100 },
          { code: 'c2', kind: 'TEXT', label: { zh: '栏', en: 'Column' }, required: true, limit: 100 },
          { code: 'c3', kind: 'DAY', label: { zh: '栏', en: 'Column' }, required: true },
          { code: 'c4', kind: 'MONEY', label: { zh: '栏', en: 'Column' }, required: true },
        ],
      }),
    ],
    [
      'a column to choose in, with its options on one line',
      'ROWS',
      { limit: 5, columns: [{ ...column, kind: 'CHOICE', options: 'a|甲|A；b|乙|B' }] },
      asked('ROWS', {
        limit: 5,
        columns: [
          {
            code: 'c1',
            kind: 'CHOICE',
            label: { zh: '栏', en: 'Column' },
            required: true,
            options: [
              { value: 'a', label: { zh: '甲', en: 'A' } },
              { value: 'b', label: { zh: '乙', en: 'B' } },
            ],
          },
        ],
      }),
    ],
    [
      'a column with a single option',
      'ROWS',
      { limit: 5, columns: [{ ...column, kind: 'CHOICE', options: 'a|甲|A' }] },
      [{ code: 'definition-options', field: 'columns[0][options]' }],
    ],
    [
      'conditions',
      'DAY',
      { when: ['x=yes', 'x=no', 'y=a'] },
      asked('DAY', {
        when: [
          { question: 'x', isOneOf: ['yes', 'no'] },
          { question: 'y', isOneOf: ['a'] },
        ],
      }),
    ],
  ])('%s', (_, kind, entry, expected) => {
    expect(result(kind, entry)).toEqual(expected);
    const findings = (Array.isArray(expected) ? expected : []) as { code: string }[];
    expect(findings.filter(({ code }) => !hasSentence(code))).toEqual([]);
  });

  test('every question of the default form comes back from its fields as it was', () => {
    for (const { question } of outlineOf(defaultForm({ lotteryMoney: true }))) {
      const { code, ...draft } = question;
      const {
        label,
        hint,
        limit,
        options,
        accepts,
        megabytes,
        columns = [],
        required,
        when,
        kind,
      } = question;
      const entry: QuestionEntry = {
        labelZh: label.zh,
        labelEn: label.en,
        ...(hint ? { hintZh: hint.zh, hintEn: hint.en } : {}),
        required,
        ...(limit === undefined ? {} : { limit }),
        ...(accepts ? { accepts } : {}),
        ...(megabytes === undefined ? {} : { megabytes }),
        least: boundText(question, question.least),
        most: boundText(question, question.most),
        options: optionsText(options),
        columns: columns.map((one) => ({
          code: one.code,
          labelZh: one.label.zh,
          labelEn: one.label.en,
          kind: one.kind,
          required: one.required,
          ...(one.limit === undefined ? {} : { limit: one.limit }),
          options: optionsText(one.options, '; '),
          remove: false,
        })),
        when: ticksOf(when),
      };
      expect([code, questionFrom(kind, entry)]).toEqual([code, { ok: true, value: draft }]);
    }
  });

  test('every kind says which settings it has, and conditions go and come', () => {
    expect(Object.keys(SETTINGS).sort()).toEqual([...QUESTION_KINDS].sort());
    expect(ticksOf(conditionsFrom(['a=1', 'b=2']))).toEqual(['a=1', 'b=2']);
    expect([ticksOf(), boundText({ kind: 'MONEY' }, 5), boundText({ kind: 'NUMBER' }, undefined)]).toEqual([
      [],
      '0.05',
      '',
    ]);
  });
});
