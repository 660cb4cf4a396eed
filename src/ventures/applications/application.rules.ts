import { yuanText } from '../../kernel/money.js';
import { addYears, type CalendarDay } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { type Bilingual } from '../../kernel/sentence.js';
import {
  type Answer,
  type Answers,
  type AnswerGap,
  answersGaps,
  type FormDefinition,
  type FormSection,
  type Question,
  type RowAnswer,
  type RowColumn,
  shownQuestions,
} from '../rounds/form.rules.js';
import { type RoundRules } from '../rounds/round.rules.js';
import { statementsIn } from './budget-rows.rules.js';
import { type BudgetEntry, findingsInBudget } from './budget.rules.js';

export const APPLICATION_STATUSES = [
  'DRAFT',
  'SUBMITTED',
  'RETURNED_FOR_SUPPLEMENT',
  'WITHDRAWN',
  'ELIGIBLE',
  'INELIGIBLE',
  'SCORED',
  'IN_PUBLICITY',
  'RESERVE',
  'REJECTED',
  'ARCHIVED',
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];
export type ApplicationAction =
  | 'submit'
  | 'withdraw'
  | 'reopen'
  | 'return'
  | 'supplement'
  | 'lapse'
  | 'accept'
  | 'exclude'
  | 'reinstate'
  | 'score'
  | 'award'
  | 'reserve'
  | 'reject';

/** The life of an application on this floor; later steps add the agreement and what follows. (domain.md 3.1) */
export const APPLICATION_LIFE: TransitionTable<ApplicationStatus, ApplicationAction> = {
  DRAFT: { submit: { to: 'SUBMITTED', by: 'application.submit' } },
  SUBMITTED: {
    withdraw: { to: 'WITHDRAWN', by: 'application.withdraw' },
    return: { to: 'RETURNED_FOR_SUPPLEMENT', by: 'application.screen', needs: 'reason' },
    accept: { to: 'ELIGIBLE', by: 'application.screen' },
    exclude: { to: 'INELIGIBLE', by: 'application.screen', needs: 'reason' },
  },
  RETURNED_FOR_SUPPLEMENT: {
    supplement: { to: 'SUBMITTED', by: 'application.submit' },
    lapse: { to: 'SUBMITTED', by: 'system' },
  },
  WITHDRAWN: { reopen: { to: 'DRAFT', by: 'application.own.edit' } },
  ELIGIBLE: { score: { to: 'SCORED', by: 'panel.close' } },
  INELIGIBLE: { reinstate: { to: 'ELIGIBLE', by: 'application.reinstate', needs: 'reason' } },
  SCORED: {
    award: { to: 'IN_PUBLICITY', by: 'award.confirm' },
    reserve: { to: 'RESERVE', by: 'award.confirm' },
    reject: { to: 'REJECTED', by: 'award.confirm' },
  },
  IN_PUBLICITY: {},
  RESERVE: {},
  REJECTED: {},
  ARCHIVED: {},
};

export interface ApplicationFacts {
  /** What the round asks. */
  readonly form: FormDefinition;
  /** What was answered, by the codes of the round's form. */
  readonly content: Answers;
  readonly lines: readonly BudgetEntry[];
  /** Answers taken over from elsewhere that nobody has confirmed yet, by code. (D7) */
  readonly prefilled?: Prefilled;
}

/** From where an answer was taken over, and when. */
export interface Origin {
  readonly source: 'LAST_APPLICATION';
  /** The number of what it was taken from. */
  readonly reference: string;
  readonly on: CalendarDay;
}
export type Prefilled = Readonly<Record<string, Origin>>;

/** The rows of the budget have a page of their own beside the sections of the form. */
export const BUDGET_PATH = 'budget';

/** The files that a call asks for have a page of their own. */
export const FILES_PATH = 'attachments';

/**
 * The last part of a section's address: the section of the budget explains the rows, which have that address, and a
 * section of nothing but files is the page of the files.
 */
export function pathOf({ code, questions }: Pick<FormSection, 'code' | 'questions'>): string {
  if (questions.every(({ kind }) => kind === 'FILE')) return FILES_PATH;
  return code === BUDGET_PATH ? 'budget-notes' : code;
}

/** The pages of an application in their order; the rows of the budget are a page without a title of the form. */
export function pagesOf(
  form: FormDefinition,
): readonly { readonly path: string; readonly title: Bilingual | null }[] {
  const rows = { path: BUDGET_PATH, title: null };
  const pages = form.sections.flatMap((section) => [
    ...(section.code === BUDGET_PATH ? [rows] : []),
    { path: pathOf(section), title: titleOf(section) },
  ]);
  return pages.includes(rows) ? pages : [...pages, rows];
}

/** The section beside the rows of the budget is told from them. */
function titleOf({ code, title }: FormSection): Bilingual {
  return code === BUDGET_PATH ? { zh: `${title.zh}说明`, en: `${title.en}: notes` } : title;
}

/** The section of a form at an address; null where there is none. */
export function sectionAt(form: FormDefinition, path: string): FormSection | null {
  return form.sections.find((section) => pathOf(section) === path) ?? null;
}

/** A question of a form by its code; null where the form does not ask it (any more). */
export function questionAt(form: FormDefinition, code: string): Question | null {
  return form.sections.flatMap(({ questions }) => questions).find((one) => one.code === code) ?? null;
}

export interface SectionFinding extends Finding {
  /** The last part of the address of the page that can mend it. */
  readonly section: string;
  /** The question it is about, in the words of the call. */
  readonly label?: Bilingual;
}

/**
 * What is still missing, each with the section that can mend it. The check page and the submission run this same
 * function, so no gaps means that it will be accepted. (D8)
 */
export function gapsIn(
  { form, content, lines, prefilled = {} }: ApplicationFacts,
  rules: RoundRules,
): SectionFinding[] {
  const shown = shownQuestions(form, content);
  const open = form.sections.flatMap((section) =>
    section.questions
      .filter(({ code }) => shown.has(code) && Object.hasOwn(prefilled, code))
      .map(({ code, label }) => ({
        code: 'answer-unconfirmed',
        section: pathOf(section),
        label,
        field: code,
        args: { reference: prefilled[code]?.reference ?? '' },
      })),
  );
  return [
    ...answersGaps(form, content).map((gap) => ({ ...gap, section: pathOfGap(form, gap) })),
    ...daysFindings(form, content),
    ...open,
    ...findingsInBudget(lines, rules, { statements: statementsIn(content) }).map((finding) => ({
      ...finding,
      section: BUDGET_PATH,
    })),
  ];
}

/** The page that can mend a gap: files are mended where they are uploaded, whatever section asks for them. */
function pathOfGap(form: FormDefinition, { section, field }: AnswerGap): string {
  const asked = form.sections.find(({ code }) => code === section);
  const question = asked?.questions.find(({ code }) => code === field);
  return asked === undefined || question?.kind === 'FILE' ? FILES_PATH : pathOf(asked);
}

/** The end comes after the start, and two years at most. */
function daysFindings(form: FormDefinition, content: Answers): SectionFinding[] {
  const section = form.sections.find(({ questions }) => questions.some(({ code }) => code === 'endOn'));
  const { startOn, endOn } = commonAnswers(content);
  if (section === undefined || startOn === null || endOn === null) return [];
  const at = (code: string): SectionFinding[] => [{ code, section: pathOf(section), field: 'endOn' }];
  if (endOn <= startOn) return at('application-ends-before-start');
  return endOn > addYears(startOn, 2) ? at('application-too-long') : [];
}

/** What other desks read of an application, whatever else its round asked. */
export interface CommonAnswers {
  readonly title: string;
  readonly field: string | null;
  readonly startOn: CalendarDay | null;
  readonly endOn: CalendarDay | null;
  readonly place: string;
  readonly beneficiaries: number | null;
}

/** The codes that every form has, read from the answers to any of them. */
export function commonAnswers(content: Answers): CommonAnswers {
  const { title, field, startOn, endOn, place, places, beneficiaries } = content;
  const text = (answer: Answer | undefined): string | null =>
    typeof answer === 'string' && answer !== '' ? answer : null;
  const rows = Array.isArray(places) ? (places as readonly RowAnswer[]) : [];
  return {
    title: text(title) ?? '',
    field: text(field),
    startOn: text(startOn),
    endOn: text(endOn),
    place: text(place) ?? rows.flatMap((row) => text(row['place']) ?? []).join('；'),
    beneficiaries: typeof beneficiaries === 'number' ? beneficiaries : null,
  };
}

/** An answer as text, in both languages where options or columns have words of their own; empty: not answered. */
export function answerText(question: Question | RowColumn, answer: Answer | undefined): Bilingual {
  if (answer === true) return { zh: '是', en: 'Yes' };
  if (typeof answer === 'number') {
    const text = question.kind === 'MONEY' ? yuanText(answer) : String(answer);
    return { zh: text, en: text };
  }
  if (typeof answer === 'string') {
    const option = question.options?.find(({ value }) => value === answer);
    return option?.label ?? { zh: answer, en: answer };
  }
  if (!Array.isArray(answer)) return { zh: '', en: '' };
  const parts = (answer as readonly (string | RowAnswer)[]).map((one) =>
    typeof one === 'string' ? answerText(question, one) : rowText(question, one),
  );
  const mark = question.kind === 'ROWS' ? '\n' : '、';
  return {
    zh: parts.map(({ zh }) => zh).join(mark),
    en: parts.map(({ en }) => en).join(mark === '、' ? ', ' : mark),
  };
}

function rowText(question: Question | RowColumn, row: RowAnswer): Bilingual {
  const columns = 'columns' in question ? (question.columns ?? []) : [];
  const cells = columns.map((column) => answerText(column, row[column.code])).filter(({ zh }) => zh !== '');
  return { zh: cells.map(({ zh }) => zh).join(' · '), en: cells.map(({ en }) => en).join(' · ') };
}

/** Sections about the applicant and its people, and those that are no proposal: experts judge without them. */
const APART: readonly string[] = ['applicant', 'team', 'budget', 'otherMoney', 'statements', 'annexes'];

/** What experts read of an application: the proposal in the order of the form, names apart. (R-SC-03) */
export function dossierSections(
  form: FormDefinition,
  content: Answers,
): readonly { readonly key: string; readonly text: string; readonly label: Bilingual }[] {
  const shown = shownQuestions(form, content);
  return form.sections
    .filter(({ code }) => !APART.includes(code))
    .flatMap(({ questions }) => questions)
    .filter(
      ({ code, kind }) => shown.has(code) && code !== 'title' && ['TEXT', 'LONG_TEXT', 'ROWS'].includes(kind),
    )
    .map((question) => ({
      key: question.code,
      text: answerText(question, content[question.code]).zh,
      label: question.label,
    }))
    .filter(({ text }) => text !== '');
}

/** Days and statements belong to one application only. */
const NEVER_TAKEN: readonly string[] = ['DAY', 'STATEMENT', 'FILE'];

/**
 * What a section can take over from an earlier application: answers to the same questions that are empty now. A
 * question that was asked in another way has no answer to take. (D7)
 */
export function answersToTakeOver(
  { questions }: FormSection,
  now: { readonly content: Answers },
  last: { readonly form: FormDefinition; readonly content: Answers },
): Answers {
  const before = new Map(
    last.form.sections.flatMap((section) => section.questions).map((one) => [one.code, one]),
  );
  const fits = (question: Question): boolean => {
    const earlier = before.get(question.code);
    const answer = last.content[question.code];
    if (earlier?.kind !== question.kind || NEVER_TAKEN.includes(question.kind)) return false;
    if (!isBlank(now.content[question.code]) || isBlank(answer)) return false;
    return answersGaps(
      {
        version: 0,
        sections: [{ title: question.label, code: 'x', questions: [{ ...question, when: [] }] }],
      },
      {
        [question.code]: answer,
      },
    ).every(({ code }) => code === 'answer-missing' || code === 'answer-too-long');
  };
  return Object.fromEntries(questions.filter(fits).map(({ code }) => [code, last.content[code]]));
}

function isBlank(answer: Answer | undefined): boolean {
  return (
    answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)
  );
}

const MOST_TITLE = 80;

/** The columns of an application that repeat an answer, so that lists can show and sort them. */
export function derivedFrom(content: Answers): { readonly title: string; readonly field: string | null } {
  const { title, field } = commonAnswers(content);
  return { title: [...title].slice(0, MOST_TITLE).join(''), field };
}

/**
 * Received: the number and time are public, the content is a commitment, and who acted is not said: an account would
 * lead to its organization before the round is opened. (E5, security.md C12)
 */
export function applicationReceived(number: string, round: string, contentHash: string): PublicAct {
  return {
    type: 'application.received',
    by: 'applicant',
    ref: number,
    data: { round },
    hidden: { contentHash },
  };
}

export function applicationWithdrawn(number: string): PublicAct {
  return { type: 'application.withdrawn', by: 'applicant', ref: number, data: {} };
}
