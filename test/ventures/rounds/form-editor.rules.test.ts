import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasSentence } from '../../../src/platform/i18n/translator.js';
import { defaultForm, LOTTERY_STATEMENT } from '../../../src/ventures/rounds/default-form.rules.js';
import {
  addQuestion,
  addSection,
  askableQuestions,
  changeQuestion,
  changeSection,
  copyQuestion,
  isKept,
  KEPT_QUESTIONS,
  moveQuestion,
  moveSection,
  outlineOf,
  type QuestionDraft,
  questionOf,
  removeQuestion,
  removeSection,
  resetForm,
  withLotteryStatement,
} from '../../../src/ventures/rounds/form-editor.rules.js';
import { findingsInForm, type FormDefinition } from '../../../src/ventures/rounds/form.rules.js';
import { type Outcome } from '../../../src/kernel/outcome.js';

const FORM = defaultForm({ lotteryMoney: false });
const label = (name: string): { zh: string; en: string } => ({ zh: name, en: name });
const TEXT: QuestionDraft = { kind: 'TEXT', label: label('新问题'), required: true, limit: 80 };
const choice = (name: string, when: QuestionDraft['when'] = []): QuestionDraft => ({
  kind: 'CHOICE',
  label: label(name),
  required: true,
  options: [
    { value: 'yes', label: label('是') },
    { value: 'no', label: label('否') },
  ],
  ...(when.length > 0 ? { when } : {}),
});
const form = (outcome: Outcome<FormDefinition>): FormDefinition => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.value;
};
const codes = (definition: FormDefinition, section: string): string[] =>
  definition.sections.find(({ code }) => code === section)?.questions.map(({ code }) => code) ?? [];
const against = (outcome: Outcome<FormDefinition>): unknown[] =>
  outcome.ok ? [] : outcome.findings.map(({ code, field, args }) => [code, field, args?.['question']]);

describe('a form is written without code (B1)', () => {
  test('a question gets a code of its own that is never given again, and every change a version', () => {
    const one = form(addQuestion(FORM, 'team', TEXT));
    expect([one.version, codes(one, 'team').at(-1)]).toEqual([2, 'q1']);
    const none = form(removeQuestion(one, 'q1'));
    const two = form(addQuestion(none, 'team', TEXT));
    expect([two.version, codes(two, 'team').at(-1)]).toEqual([4, 'q2']);
    const copied = form(copyQuestion(two, 'q2'));
    expect(codes(copied, 'team').slice(-2)).toEqual(['q2', 'q3']);
    expect(questionOf(copied, 'q3').question.label).toEqual({
      zh: '新问题（副本）',
      en: '新问题 (copy)',
    });
    expect(resetForm(copied, { lotteryMoney: false })).toEqual({ ...FORM, version: 6, issued: 3 });
  });

  test('a question moves one place, over the edge of its section, and not beyond the form', () => {
    const [first = '', second = ''] = codes(FORM, 'team');
    expect(codes(form(moveQuestion(FORM, second, 'up')), 'team').slice(0, 2)).toEqual([second, first]);
    expect(codes(form(moveQuestion(FORM, first, 'down')), 'team').slice(0, 2)).toEqual([second, first]);
    const over = form(moveQuestion(FORM, first, 'up'));
    expect([codes(over, 'project').at(-1), codes(over, 'team')[0]]).toEqual([first, second]);
    const back = form(moveQuestion(over, first, 'down'));
    expect(back.sections).toEqual(FORM.sections);
    expect(moveQuestion(FORM, codes(FORM, 'applicant')[0] ?? '', 'up')).toEqual({ ok: true, value: FORM });
  });

  test('what other desks read is only called otherwise', () => {
    for (const code of KEPT_QUESTIONS)
      expect(removeQuestion(FORM, code)).toEqual({ ok: false, findings: [{ code: 'form-question-kept' }] });
    const renamed = form(changeQuestion(FORM, 'beneficiaries', 'team', { ...TEXT, hint: label('提示') }));
    const { question, section } = questionOf(renamed, 'beneficiaries');
    expect(section.code).toBe('project');
    expect(question).toEqual({
      ...questionOf(FORM, 'beneficiaries').question,
      label: label('新问题'),
      hint: label('提示'),
    });
    expect(questionOf(form(changeQuestion(renamed, 'title', 'project', TEXT)), 'title').question).toEqual({
      kind: 'TEXT',
      code: 'title',
      required: true,
      limit: 80,
      label: label('新问题'),
    });
    expect(against(removeSection(FORM, 'project'))).toEqual([
      ['form-section-kept', undefined, { zh: '项目名称', en: 'Name of the project' }],
    ]);
  });

  test('a question that conditions ask about stays, and so do the options they name', () => {
    const partners = { zh: '合作单位和分工', en: 'Partners and what they do' };
    const letter = { zh: '合作意向书（加盖公章）', en: 'Letter of cooperation with seal' };
    expect(against(removeQuestion(FORM, 'cooperation'))).toEqual([
      ['form-breaks-other', undefined, partners],
      ['form-breaks-other', undefined, letter],
    ]);
    const { question } = questionOf(FORM, 'cooperation');
    const without = {
      ...question,
      options: [...(question.options ?? []).slice(1), ...(question.options ?? []).slice(1)],
    };
    expect(against(changeQuestion(FORM, 'cooperation', 'project', without))).toContainEqual([
      'form-breaks-other',
      'options',
      partners,
    ]);
  });

  test('conditions that circle, contradict or name nothing are refused at their field, with the question named', () => {
    const one = form(addQuestion(FORM, 'team', choice('甲')));
    const two = form(addQuestion(one, 'team', choice('乙', [{ question: 'q1', isOneOf: ['yes'] }])));
    expect(
      against(changeQuestion(two, 'q1', 'team', choice('甲', [{ question: 'q2', isOneOf: ['yes'] }]))),
    ).toEqual([
      ['definition-condition-circular', 'when', label('乙')],
      ['form-breaks-other', 'options', label('乙')],
    ]);
    const clash = [
      { question: 'q2', isOneOf: ['yes'] },
      { question: 'q1', isOneOf: ['no'] },
    ];
    expect(against(addQuestion(two, 'team', { ...TEXT, when: clash }))).toEqual([
      ['definition-unreachable', 'when', label('甲')],
    ]);
    expect(
      against(addQuestion(two, 'team', { ...TEXT, when: [{ question: 'q9', isOneOf: ['yes'] }] })),
    ).toEqual([['definition-condition-unknown', 'when', 'q9']]);
    expect(
      against(addQuestion(two, 'team', { ...TEXT, when: [{ question: 'q1', isOneOf: ['maybe'] }] })),
    ).toEqual([['definition-condition-value', 'when', label('甲')]]);
    expect(against(addQuestion(two, 'team', { ...TEXT, limit: 0 }))).toEqual([
      ['definition-limit', 'limit', undefined],
    ]);
  });

  test('a section comes, waits for its questions, is moved, is shown on condition, and goes', () => {
    const entry = { title: label('合作'), when: [{ question: 'cooperation', isOneOf: ['yes'] }] };
    const one = form(addSection(FORM, entry));
    expect(one.sections.at(-1)).toEqual({ code: 's1', questions: [], ...entry });
    expect(findingsInForm(one).map(({ code }) => code)).toEqual(['definition-section-empty']);
    const up = form(moveSection(one, 's1', 'up'));
    expect(up.sections.at(-2)?.code).toBe('s1');
    expect(form(moveSection(up, 's1', 'down')).sections).toEqual(one.sections);
    expect(moveSection(one, 's1', 'down')).toEqual({ ok: true, value: one });
    const filled = form(addQuestion(one, 's1', TEXT));
    const wrong = { title: label('合作'), when: [{ question: 'cooperation', isOneOf: ['perhaps'] }] };
    expect(against(changeSection(filled, 's1', wrong))).toEqual([
      ['definition-condition-value', 'when', { zh: '是否有社区或其他单位合作', en: 'Is there a partner' }],
    ]);
    expect(form(changeSection(filled, 's1', { title: label('别的'), when: [] })).sections.at(-1)).toEqual({
      code: 's1',
      title: label('别的'),
      questions: [{ ...TEXT, code: 'q2' }],
    });
    expect(form(removeSection(filled, 's1')).sections).toEqual(FORM.sections);
  });

  test('the statement of lottery money comes and goes with the money (R-BU-12)', () => {
    const lottery = withLotteryStatement(FORM, { lotteryMoney: true });
    expect(lottery.sections).toEqual(defaultForm({ lotteryMoney: true }).sections);
    expect(isKept(LOTTERY_STATEMENT.code)).toBe(true);
    expect(withLotteryStatement(lottery, { lotteryMoney: true })).toBe(lottery);
    const back = withLotteryStatement(lottery, { lotteryMoney: false });
    expect([back.version, back.sections]).toEqual([3, FORM.sections]);
    const bare = { version: 1, sections: FORM.sections.filter(({ code }) => code === 'team') };
    expect(codes(withLotteryStatement(bare, { lotteryMoney: true }), 'team').at(-1)).toBe('lottery-mark');
  });

  test('a condition asks about choices and statements, never about the question itself', () => {
    expect(askableQuestions(FORM, 'cooperation').map(({ question }) => question.code)).toEqual([
      'field',
      'otherPublic',
      'truth',
      'supervision',
      'separate-accounting',
    ]);
  });

  test('whatever is done in whatever order, the form stays sound and no code comes twice', () => {
    const step = fc.record({
      deed: fc.constantFrom('add', 'copy', 'up', 'down', 'remove', 'ask', 'section', 'drop'),
      at: fc.nat(60),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const given = new Set(outlineOf(FORM).map(({ question }) => question.code));
        let now = FORM;
        for (const { deed, at } of steps) {
          const outline = outlineOf(now);
          const { question, section } = outline[at % outline.length] ?? questionOf(now, 'title');
          const asked = askableQuestions(now, null)[at % 5]?.question;
          const when = asked ? [{ question: asked.code, isOneOf: [asked.options?.[0]?.value ?? 'yes'] }] : [];
          const outcome = {
            add: () => addQuestion(now, section.code, choice(`n${at}`, when)),
            copy: () => copyQuestion(now, question.code),
            up: () => moveQuestion(now, question.code, 'up'),
            down: () => moveQuestion(now, question.code, 'down'),
            remove: () => removeQuestion(now, question.code),
            ask: () => changeQuestion(now, question.code, section.code, choice(`a${at}`, when)),
            section: () => changeSection(now, section.code, { title: section.title, when }),
            drop: () => removeSection(now, section.code),
          }[deed]();
          if (!outcome.ok) {
            expect(outcome.findings.filter(({ code }) => !hasSentence(code))).toEqual([]);
            continue;
          }
          const before = new Set(outline.map((one) => one.question.code));
          const fresh = outlineOf(outcome.value).filter((one) => !before.has(one.question.code));
          for (const one of fresh) {
            expect(given.has(one.question.code)).toBe(false);
            given.add(one.question.code);
          }
          now = outcome.value;
          expect(findingsInForm(now).filter(({ code }) => code !== 'definition-section-empty')).toEqual([]);
          expect(
            KEPT_QUESTIONS.every((code) => outlineOf(now).some((one) => one.question.code === code)),
          ).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
