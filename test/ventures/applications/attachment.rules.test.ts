import { describe, expect, test } from '@jest/globals';
import { defaultForm } from '../../../src/ventures/rounds/default-form.rules.js';
import { FORM_BEFORE } from '../../../src/ventures/rounds/form-before.rules.js';
import {
  findingsInForm,
  type FormDefinition,
  type Question,
} from '../../../src/ventures/rounds/form.rules.js';
import { formDifference } from '../../../src/ventures/rounds/form-difference.rules.js';
import {
  APPLICATION_BYTES,
  filePlaces,
  fitting,
  kindsAt,
  takesType,
  withFiles,
} from '../../../src/ventures/applications/attachment.rules.js';
import { gapsIn, pagesOf } from '../../../src/ventures/applications/application.rules.js';
import { rulesOf, DEFAULT_CRITERIA } from '../../../src/ventures/rounds/round.rules.js';

const FORM = defaultForm({ lotteryMoney: false });
const codes = (answers: Parameters<typeof filePlaces>[1]): (string | null)[] =>
  filePlaces(FORM, answers).map(({ question }) => question);
const [certificate] = filePlaces(FORM, {});
if (certificate === undefined) throw new Error('the usual form asks for no certificate');

describe('the places for files', () => {
  test('are the questions that the answers show; a form without any takes files along', () => {
    expect(codes({})).toEqual(['certificate', 'report', 'grade', 'taxes']);
    expect(codes({ cooperation: 'yes' })).toContain('cooperationLetter');
    expect(filePlaces(FORM_BEFORE, {})).toMatchObject([{ question: null, most: 20, required: false }]);
  });

  test('take what their question says, and whatever the portal takes where it says nothing', () => {
    expect(kindsAt(certificate)).toEqual(['pdf', 'png', 'jpg', 'gif', 'webp']);
    expect(takesType(certificate, { name: '证书.JPEG', size: 1 })).toBe(true);
    expect(takesType(certificate, { name: '证书.docx', size: 1 })).toBe(false);
    expect(takesType({ ...certificate, megabytes: 1 }, { name: 'a.pdf', size: 1024 * 1024 })).toBe(true);
    expect(takesType({ ...certificate, megabytes: 1 }, { name: 'a.pdf', size: 1024 * 1024 + 1 })).toBe(false);
    expect(kindsAt(filePlaces(FORM_BEFORE, {})[0] ?? certificate)).toContain('csv');
  });
});

describe('what fits', () => {
  const file = (size: number): { size: number } => ({ size });
  const fit = (sizes: number[], present: number, used: number): [number[], string[]] => {
    const { taken, findings } = fitting(sizes.map(file), certificate, { present, used });
    return [taken.map(({ size }) => size), findings.map(({ code }) => code)];
  };

  test('is taken in its order up to the count of the place', () => {
    expect(fit([1, 2], 0, 0)).toEqual([[1, 2], []]);
    expect(fit([1, 2, 3], 0, 0)).toEqual([[1, 2], ['attachments-full']]);
    expect(fit([1], 2, 0)).toEqual([[], ['attachments-full']]);
  });

  test('is taken up to the last byte of room, a smaller one also after a larger one that does not fit (C61)', () => {
    expect(fit([5], 0, APPLICATION_BYTES - 5)).toEqual([[5], []]);
    expect(fit([6], 0, APPLICATION_BYTES - 5)).toEqual([[], ['files-no-room']]);
    expect(fit([6, 5], 0, APPLICATION_BYTES - 5)).toEqual([[5], ['files-no-room']]);
  });
});

describe('the answer to a question for files', () => {
  test('is the list of its files; none is no answer, and files along answer nothing', () => {
    expect(withFiles({ title: 'a' }, 'certificate', ['x', 'y'])).toEqual({
      title: 'a',
      certificate: ['x', 'y'],
    });
    expect(withFiles({ title: 'a', certificate: ['x'] }, 'certificate', [])).toEqual({ title: 'a' });
    expect(withFiles({ title: 'a' }, null, ['x'])).toEqual({ title: 'a' });
  });

  test('is asked for by the check, on the page of the files', () => {
    const rules = rulesOf({
      nameZh: '批次',
      nameEn: 'Round',
      potFen: 1,
      opensAt: '2026-08-03T01:00:00.000Z',
      closesAt: '2026-08-24T09:00:00.000Z',
      graceMinutes: 0,
      maxGrantFen: 1,
      maxGrantPercent: 60,
      maxLabourPercent: 50,
      panelSize: 5,
      passLine: 60,
      publicityWorkingDays: 7,
      criteria: DEFAULT_CRITERIA,
    });
    const missing = (content: Parameters<typeof gapsIn>[0]['content']): string[] =>
      gapsIn({ form: FORM, content, lines: [] }, rules)
        .filter(({ section }) => section === 'attachments')
        .map(({ field = '' }) => field);
    expect(missing({})).toEqual(['certificate']);
    expect(missing({ certificate: ['x'] })).toEqual([]);
    expect(missing({ certificate: ['x', 'y', 'z'] })).toEqual(['certificate']);
    expect(pagesOf(FORM).map(({ path }) => path)).toContain('attachments');
  });
});

describe('a question for files', () => {
  const withQuestion = (more: Partial<Question>): FormDefinition => ({
    version: 1,
    sections: [
      {
        code: 'annexes',
        title: { zh: '附件', en: 'Annexes' },
        questions: [
          { code: 'one', kind: 'FILE', label: { zh: '一', en: 'One' }, required: true, limit: 1, ...more },
        ],
      },
    ],
  });

  test.each([
    [{ accepts: ['PDF'], megabytes: 20 }, []],
    [{ accepts: [] }, ['definition-files']],
    [{ accepts: ['EXE'] as never }, ['definition-files']],
    [{ megabytes: 0 }, ['definition-files']],
    [{ megabytes: 21 }, ['definition-files']],
    [{ kind: 'TEXT', accepts: ['PDF'] }, ['definition-files']],
  ] satisfies [Partial<Question>, string[]][])('%j is found %j', (more, found) => {
    expect(findingsInForm(withQuestion(more)).map(({ code }) => code)).toEqual(found);
  });

  test('that takes other files than before is told in the difference', () => {
    const told = formDifference(withQuestion({}), withQuestion({ accepts: ['PDF'], megabytes: 5 }));
    expect(told.map(({ key }) => key)).toEqual([
      'rounds.form-difference.part-accepts',
      'rounds.form-difference.part-megabytes',
    ]);
  });
});
