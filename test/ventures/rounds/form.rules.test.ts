import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasMessage, hasSentence } from '../../../src/platform/i18n/translator.js';
import { defaultForm, LOTTERY_STATEMENT } from '../../../src/ventures/rounds/default-form.rules.js';
import { formDifference } from '../../../src/ventures/rounds/form-difference.rules.js';
import {
  type Answers,
  answersGaps,
  findingsInForm,
  type FormDefinition,
  type FormSection,
  type Question,
  type ShowWhen,
  shownQuestions,
} from '../../../src/ventures/rounds/form.rules.js';
import { FIELDS } from '../../../src/ventures/rounds/round.rules.js';

const text = (code: string, more: Partial<Question> = {}): Question => ({
  code,
  kind: 'TEXT',
  label: { zh: code, en: code },
  required: true,
  limit: 10,
  ...more,
});
const choice = (code: string, values: string, more: Partial<Question> = {}): Question => {
  const { limit: _, ...plain } = text(code);
  const options = Array.from(values, (value) => ({ value, label: { zh: value, en: value } }));
  return { ...plain, kind: 'CHOICE', options, ...more };
};
const bare = (kind: Question['kind'], more: Partial<Question> = {}): Question => {
  const { limit: _, ...plain } = text('q');
  return { ...plain, kind, ...more };
};
const when = (question: string, values: string): ShowWhen => ({ question, isOneOf: Array.from(values) });
const form = (...questions: Question[]): FormDefinition => ({
  version: 1,
  sections: [{ code: 's', title: { zh: '组', en: 'S' }, questions }],
});
const found = (definition: FormDefinition): string[] =>
  findingsInForm(definition).map(
    ({ code, field }) => `${code} ${(field ?? '').replaceAll('sections[0][questions]', '')}`,
  );

describe('a form definition (B1)', () => {
  test.each<[string, FormDefinition, string[]]>([
    ['an empty one', { version: 1, sections: [] }, ['definition-empty sections']],
    [
      'a section that asks nothing',
      form(),
      ['definition-empty sections', 'definition-section-empty sections[0]'],
    ],
    ['two questions of one code', form(text('a'), text('a')), ['definition-code-twice [1][code]']],
    ['a code with spaces', form(text('a b')), ['definition-code-shape [0][code]']],
    [
      'a code that begins like a method of objects',
      form(text('_proto')),
      ['definition-code-shape [0][code]'],
    ],
    [
      'a label in one language',
      form(text('a', { label: { zh: '甲', en: ' ' } })),
      ['definition-label-missing [0][label]'],
    ],
    ['a text without a limit', form(bare('TEXT')), ['definition-limit [0][limit]']],
    ['a limit of nothing', form(text('a', { limit: 0 })), ['definition-limit [0][limit]']],
    ['half a character', form(text('a', { limit: 1.5 })), ['definition-limit [0][limit]']],
    ['the longest text', form(text('a', { limit: 10_000 })), []],
    ['a longer one', form(text('a', { limit: 10_001 })), ['definition-limit [0][limit]']],
    ['a limit where nothing is counted', form(bare('DAY', { limit: 5 })), ['definition-limit [0][limit]']],
    ['too many files', form(bare('FILE', { limit: 21 })), ['definition-limit [0][limit]']],
    ['a range', form(bare('NUMBER', { least: 1, most: 1 })), []],
    ['a range upside down', form(bare('MONEY', { least: 2, most: 1 })), ['definition-range [0][least]']],
    ['a range of a text', form(text('a', { least: 2 })), ['definition-range [0][least]']],
    ['a choice of one', form(choice('a', 'x')), ['definition-options [0][options]']],
    ['the same option twice', form(choice('a', 'xx')), ['definition-options [0][options]']],
    ['rows without columns', form(bare('ROWS', { limit: 3 })), ['definition-columns [0][columns]']],
    [
      'a column of text without a limit',
      form(
        bare('ROWS', {
          limit: 3,
          columns: [{ code: 'c', kind: 'TEXT', label: { zh: '', en: '' }, required: true }],
        }),
      ),
      ['definition-limit [0][columns]'],
    ],
    [
      'a statement that may be left out',
      form(bare('STATEMENT', { required: false })),
      ['definition-statement-optional [0][required]'],
    ],
  ])('%s', (_name, definition, expected) => {
    expect(found(definition)).toEqual(expected);
  });

  test.each<[string, Question[], string[]]>([
    ['one that can be fulfilled', [choice('a', 'xy'), text('b', { when: [when('a', 'x')] })], []],
    ['about nothing', [text('b', { when: [when('a', 'x')] })], ['definition-condition-unknown [0][when]']],
    [
      'about a text',
      [text('a'), text('b', { when: [when('a', 'x')] })],
      ['definition-condition-unknown [1][when]'],
    ],
    [
      'an option that is not offered',
      [choice('a', 'xy'), text('b', { when: [when('a', 'z')] })],
      ['definition-condition-value [1][when]'],
    ],
    [
      'no option at all',
      [choice('a', 'xy'), text('b', { when: [when('a', '')] })],
      ['definition-condition-value [1][when]'],
    ],
    [
      'about itself',
      [choice('a', 'xy', { when: [when('a', 'x')] })],
      ['definition-condition-circular [0][when]'],
    ],
    [
      'in a circle',
      [choice('a', 'xy', { when: [when('b', 'x')] }), choice('b', 'xy', { when: [when('a', 'y')] })],
      ['definition-condition-circular [0][when]', 'definition-condition-circular [1][when]'],
    ],
    [
      'two that exclude each other',
      [choice('a', 'xy'), text('b', { when: [when('a', 'x'), when('a', 'y')] })],
      ['definition-unreachable [1][when]'],
    ],
    [
      'contradicting what shows the question it depends on',
      [
        choice('a', 'xy'),
        choice('b', 'xy', { when: [when('a', 'x')] }),
        text('c', { when: [when('b', 'x'), when('a', 'y')] }),
      ],
      ['definition-unreachable [2][when]'],
    ],
    [
      'of several choices both can be ticked',
      [choice('a', 'xy', { kind: 'CHOICES' }), text('b', { when: [when('a', 'x'), when('a', 'y')] })],
      [],
    ],
    ['a statement', [bare('STATEMENT'), text('b', { when: [{ question: 'q', isOneOf: ['yes'] }] })], []],
  ])('a condition: %s', (_name, questions, expected) => {
    expect(found(form(...questions))).toEqual(expected);
  });

  test('a condition of the section counts for each of its questions', () => {
    const sections = (inner: string): FormDefinition => ({
      version: 1,
      sections: [
        ...form(choice('a', 'xy')).sections,
        {
          code: 't',
          title: { zh: '组', en: 'T' },
          when: [when('a', 'x')],
          questions: [text('b', { when: [when('a', inner)] })],
        },
      ],
    });
    expect(findingsInForm(sections('x'))).toEqual([]);
    expect(findingsInForm(sections('y'))).toEqual([
      {
        code: 'definition-unreachable',
        field: 'sections[1][questions][0][when]',
        args: { question: { zh: 'a', en: 'a' } },
      },
    ]);
  });

  test('a question is called unreachable exactly when no answers show it', () => {
    const names = ['a', 'b', 'c', 'd'] as const;
    const conditions = fc.array(
      fc.record({ question: fc.constantFrom(...names), isOneOf: fc.constantFrom(['x'], ['y'], ['x', 'y']) }),
      { maxLength: 2 },
    );
    const kinds = fc.constantFrom<Question['kind']>('CHOICE', 'CHOICES');
    fc.assert(
      fc.property(fc.tuple(...names.map(() => fc.tuple(kinds, conditions))), (parts) => {
        const definition = form(
          ...parts.map(([kind, list], i) => choice(names[i] ?? '', 'xy', { kind, when: list })),
        );
        const codes = findingsInForm(definition).map(({ code }) => code);
        // Circles are told as such; what hangs on one is judged when the circle is gone.
        fc.pre(!codes.includes('definition-condition-circular'));
        const shown = new Set<string>();
        for (let n = 0; n < 4 ** names.length; n += 1)
          for (const code of shownQuestions(
            definition,
            answersOf(
              parts.map(([kind]) => kind),
              n,
            ),
          ))
            shown.add(code);
        const never = names.filter((name) => !shown.has(name));
        expect(codes.filter((code) => code === 'definition-unreachable')).toHaveLength(never.length);
      }),
      { numRuns: 300 },
    );

    function answersOf(all: readonly Question['kind'][], n: number): Answers {
      return Object.fromEntries(
        all.map((kind, i) => {
          const picked = ['x', 'y'].filter((_, bit) => (Math.floor(n / 4 ** i) >> bit) & 1);
          return [names[i] ?? '', kind === 'CHOICES' ? picked : (picked[0] ?? null)];
        }),
      );
    }
  });
});

describe('answers against a form (B1, B2, D8)', () => {
  const gaps = (questions: readonly Question[], answers: Answers): string[] =>
    answersGaps(form(...questions), answers).map(({ code, field }) => `${code} ${field ?? ''}`);
  const rows = bare('ROWS', {
    limit: 2,
    columns: [
      { code: 'name', kind: 'TEXT', label: { zh: '名', en: 'n' }, required: true, limit: 3 },
      { code: 'sum', kind: 'MONEY', label: { zh: '额', en: 's' }, required: false },
      { code: 'on', kind: 'DAY', label: { zh: '日', en: 'd' }, required: false },
    ],
  });

  test.each<[string, Question, Answers[string], string[]]>([
    ['nothing', text('q'), undefined, ['answer-missing q']],
    ['only spaces', text('q'), ' 　', ['answer-missing q']],
    ['nothing where nothing is asked', text('q', { required: false }), '', []],
    ['at the limit', text('q'), '一二三四五六七八九十', []],
    ['one above it', text('q'), '一二三四五六七八九十一', ['answer-too-long q']],
    ['ten long words', text('q'), 'Wort '.repeat(10), []],
    ['a number for a text', text('q'), 5, ['answer-wrong-kind q']],
    ['a number', bare('NUMBER', { least: 1, most: 5 }), 1, []],
    ['the most', bare('NUMBER', { least: 1, most: 5 }), 5, []],
    ['below', bare('NUMBER', { least: 1 }), 0, ['answer-below q']],
    ['above', bare('NUMBER', { most: 5 }), 6, ['answer-above q']],
    ['half a number', bare('NUMBER'), 0.5, ['answer-not-a-number q']],
    ['a text for money', bare('MONEY'), '5', ['answer-not-a-number q']],
    ['a day', bare('DAY'), '2028-02-29', []],
    ['a day that does not exist', bare('DAY'), '2026-02-29', ['answer-not-a-day q']],
    ['an option', choice('q', 'xy'), 'y', []],
    ['another', choice('q', 'xy'), 'z', ['answer-not-an-option q']],
    ['several', choice('q', 'xy', { kind: 'CHOICES' }), ['x', 'y'], []],
    ['none of several', choice('q', 'xy', { kind: 'CHOICES' }), [], ['answer-missing q']],
    [
      'several with a wrong one',
      choice('q', 'xy', { kind: 'CHOICES' }),
      ['x', 'z', 'w'],
      ['answer-not-an-option q'],
    ],
    ['a statement accepted', bare('STATEMENT'), true, []],
    ['a statement not accepted', bare('STATEMENT'), false, ['answer-missing q']],
    ['a statement in words', bare('STATEMENT'), 'yes', ['answer-wrong-kind q']],
    ['files', bare('FILE', { limit: 2 }), ['a', 'b'], []],
    ['too many files', bare('FILE', { limit: 2 }), ['a', 'b', 'c'], ['answer-too-many q']],
    ['rows', rows, [{ name: '甲', sum: 5, on: '2026-01-01' }, { name: '乙' }], []],
    ['no rows', rows, [], ['answer-missing q']],
    ['a row without what it needs', rows, [{ name: '甲' }, { sum: 5 }], ['answer-missing q[1][name]']],
    [
      'a row with wrong cells',
      rows,
      [{ name: '一二三四', sum: 0.5, on: 'x' }],
      ['answer-too-long q[0][name]', 'answer-not-a-number q[0][sum]', 'answer-not-a-day q[0][on]'],
    ],
    ['a text for rows', rows, 'x', ['answer-wrong-kind q']],
  ])('%s', (_name, question, answer, expected) => {
    expect(gaps([question], { q: answer })).toEqual(expected);
  });

  test('a hidden question asks nothing, and what only it would show stays hidden', () => {
    const questions = [
      choice('a', 'xy'),
      choice('b', 'xy', { when: [when('a', 'x')] }),
      text('c', { when: [when('b', 'y')] }),
    ];
    expect(gaps(questions, { a: 'y', b: 'y' })).toEqual([]);
    expect(gaps(questions, { a: 'x' })).toEqual(['answer-missing b']);
    expect(gaps(questions, { a: 'x', b: 'y' })).toEqual(['answer-missing c']);
  });

  test('each gap names its section and its question in both languages, and has a sentence', () => {
    const [gap] = answersGaps(defaultForm({ lotteryMoney: false }), {});
    expect(gap).toMatchObject({
      section: 'applicant',
      field: 'postcode',
      label: { zh: '邮政编码', en: 'Postcode' },
    });
    for (const code of [
      'missing',
      'too-long',
      'wrong-kind',
      'below',
      'above',
      'not-a-number',
      'not-a-day',
      'not-an-option',
      'too-many',
    ])
      expect([code, hasSentence(`answer-${code}`)]).toEqual([code, true]);
  });
});

describe('the default form (domain.md 3.4)', () => {
  const standard = defaultForm({ lotteryMoney: false });

  test('is sound, with and without lottery money', () => {
    expect(findingsInForm(standard)).toEqual([]);
    expect(findingsInForm(defaultForm({ lotteryMoney: true }))).toEqual([]);
  });

  test('has seven groups, counts introduction and summary to 500, and offers the fields of the portal', () => {
    expect(standard.sections.map(({ code }) => code)).toEqual([
      'applicant',
      'project',
      'team',
      'budget',
      'otherMoney',
      'statements',
      'annexes',
    ]);
    const all = new Map(
      standard.sections.flatMap(({ questions }) => questions.map((one) => [one.code, one])),
    );
    expect([all.get('introduction')?.limit, all.get('summary')?.limit]).toEqual([500, 500]);
    expect(all.get('field')?.options?.map(({ value }) => value)).toEqual([...FIELDS]);
  });

  test('asks for partners only of those who have some', () => {
    const missing = (answers: Answers): string[] =>
      answersGaps(standard, answers).map(({ field }) => field ?? '');
    expect(missing({ cooperation: 'no' })).not.toContain('partners');
    expect(missing({ cooperation: 'yes' })).toEqual(
      expect.arrayContaining(['partners', 'cooperationLetter']),
    );
  });
});

describe('the difference of two forms in plain words (B3, B10)', () => {
  const [section] = form(text('a'), choice('b', 'xy')).sections as [FormSection];
  const changed = (change: Partial<FormSection>): string[] =>
    formDifference(
      { version: 1, sections: [section] },
      { version: 2, sections: [{ ...section, ...change }] },
    ).map(({ key }) => {
      expect([key, hasMessage(key)]).toEqual([key, true]);
      return key.replace('rounds.form-difference.', '');
    });
  const [a, b] = section.questions as [Question, Question];

  test.each<[Partial<FormSection>, string[]]>([
    [{}, []],
    [{ questions: [b, a] }, []],
    [{ title: { zh: '新', en: 'new' } }, ['section-renamed']],
    [{ when: [when('b', 'x')] }, ['section-condition']],
    [{ questions: [a, b, text('c')] }, ['added']],
    [{ questions: [a] }, ['removed']],
    [{ questions: [{ ...a, label: { zh: '甲', en: 'A' } }, b] }, ['renamed']],
    [{ questions: [{ ...a, required: false }, b] }, ['now-optional']],
    [{ questions: [{ ...a, limit: 20 }, b] }, ['limit']],
    [{ questions: [{ ...a, hint: { zh: '提示', en: 'hint' } }, b] }, ['part-hint']],
    [{ questions: [a, choice('b', 'xyz')] }, ['part-options']],
    [{ questions: [{ ...a, when: [when('b', 'x')] }, b] }, ['part-when']],
    [
      { questions: [bare('NUMBER', { ...a, kind: 'NUMBER', least: 1, most: 2 }), b] },
      ['part-kind', 'part-least', 'part-most'],
    ],
    [{ questions: [bare('ROWS', { ...a, kind: 'ROWS', columns: [] }), b] }, ['part-kind', 'part-columns']],
    [{ questions: [a, { ...b, required: false }] }, ['now-optional']],
  ])('%j', (change, expected) => {
    expect(changed(change)).toEqual(expected);
  });

  test('a question in another section, and sections that come and go', () => {
    const other = { ...section, code: 't', questions: [b] };
    const keys = (from: FormSection[], to: FormSection[]): string[] =>
      formDifference({ version: 1, sections: from }, { version: 2, sections: to }).map(({ key }) =>
        key.replace('rounds.form-difference.', ''),
      );
    expect(keys([section], [{ ...section, questions: [a] }, other])).toEqual(['section-added', 'moved']);
    expect(keys([{ ...section, questions: [a] }, other], [section])).toEqual(['section-removed', 'moved']);
  });

  test('the statement of lottery money is told as added', () => {
    expect(formDifference(defaultForm({ lotteryMoney: false }), defaultForm({ lotteryMoney: true }))).toEqual(
      [
        {
          key: 'rounds.form-difference.added',
          args: { question: LOTTERY_STATEMENT.label, section: { zh: '承诺', en: 'Statements' } },
        },
      ],
    );
  });
});
