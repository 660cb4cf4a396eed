import { isCalendarDay } from '../../kernel/calendar.js';
import { fieldPath, type Finding } from '../../kernel/outcome.js';
import { type Bilingual } from '../../kernel/sentence.js';
import { countText } from '../../kernel/text-count.js';

export const QUESTION_KINDS = [
  'TEXT',
  'LONG_TEXT',
  'NUMBER',
  'MONEY',
  'DAY',
  'CHOICE',
  'CHOICES',
  'ROWS',
  'FILE',
  'STATEMENT',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What a question for files takes, by families that people know. */
export const FILE_GROUPS = ['PDF', 'PICTURE', 'OFFICE', 'TEXT'] as const;
export type FileGroup = (typeof FILE_GROUPS)[number];
const MOST_MEGABYTES = 20;

/** Shown when the answer to another question is one of these; a statement answers `yes`. Several must all hold. */
export interface ShowWhen {
  readonly question: string;
  readonly isOneOf: readonly string[];
}

export interface AnswerOption {
  readonly value: string;
  readonly label: Bilingual;
}

export interface RowColumn {
  readonly code: string;
  readonly kind: 'TEXT' | 'NUMBER' | 'MONEY' | 'DAY' | 'CHOICE';
  readonly label: Bilingual;
  readonly required: boolean;
  readonly limit?: number;
  readonly options?: readonly AnswerOption[];
}

export interface Question {
  readonly code: string;
  readonly kind: QuestionKind;
  readonly label: Bilingual;
  readonly hint?: Bilingual;
  readonly required: boolean;
  /** Texts: at most so much by the counting rule; rows and files: at most so many. */
  readonly limit?: number;
  /** Numbers and money (fen): the least and the most. */
  readonly least?: number;
  readonly most?: number;
  readonly options?: readonly AnswerOption[];
  /** Files: the families taken, and how large one may be; without them whatever the portal takes. */
  readonly accepts?: readonly FileGroup[];
  readonly megabytes?: number;
  readonly columns?: readonly RowColumn[];
  readonly when?: readonly ShowWhen[];
}

export interface FormSection {
  readonly code: string;
  readonly title: Bilingual;
  readonly when?: readonly ShowWhen[];
  readonly questions: readonly Question[];
}

/** What a round asks: data, pinned by its version to every draft and submission. (B1, B3) */
export interface FormDefinition {
  readonly version: number;
  /** The last running number given to a question or section made here; a code is never given twice. */
  readonly issued?: number;
  readonly sections: readonly FormSection[];
}

export type RowAnswer = Readonly<Record<string, string | number | null>>;
export type Answer = string | number | boolean | null | readonly string[] | readonly RowAnswer[];
export type Answers = Readonly<Record<string, Answer | undefined>>;

export interface AnswerGap extends Finding {
  readonly section: string;
  readonly label: Bilingual;
}

const MOST_TEXT = 10_000;
const MOST_ROWS = 200;
const MOST_FILES = 20;
const CODE = /^[a-z][a-zA-Z0-9-]{0,39}$/;

interface Placed {
  readonly question: Question;
  readonly section: FormSection;
  readonly path: string;
  /** All conditions that must hold: the section's and its own. */
  readonly when: readonly ShowWhen[];
}

function placed(definition: FormDefinition): readonly Placed[] {
  return definition.sections.flatMap((section, i) =>
    section.questions.map((question, j) => ({
      question,
      section,
      path: fieldPath('sections', i, 'questions', j),
      when: [...(section.when ?? []), ...(question.when ?? [])],
    })),
  );
}

/** What stands against publishing a form: codes, labels, limits, and conditions that nobody could ever fulfil. (B1) */
export function findingsInForm(definition: FormDefinition): Finding[] {
  const questions = placed(definition);
  return [
    ...(questions.length > 0 ? [] : [{ code: 'definition-empty', field: 'sections' }]),
    ...definition.sections.flatMap((section, i) =>
      section.questions.length > 0
        ? []
        : [{ code: 'definition-section-empty', field: fieldPath('sections', i) }],
    ),
    ...codesTwice(definition),
    ...questions.flatMap((one) => shapeFindings(one.question, one.path)),
    ...conditionFindings(questions),
  ];
}

function codesTwice(definition: FormDefinition): Finding[] {
  const sections = definition.sections.map(({ code }, i) => ({
    code,
    field: fieldPath('sections', i, 'code'),
  }));
  const questions = placed(definition).map(({ question, path }) => ({
    code: question.code,
    field: `${path}[code]`,
  }));
  return [sections, questions].flatMap((list) =>
    list.flatMap(({ code, field }, i) => [
      ...(CODE.test(code) ? [] : [{ code: 'definition-code-shape', field }]),
      ...(list.findIndex((other) => other.code === code) === i
        ? []
        : [{ code: 'definition-code-twice', field, args: { question: code } }]),
    ]),
  );
}

function shapeFindings(question: Question, path: string): Finding[] {
  const { kind, label, options, columns, required } = question;
  const at = (code: string, name: string): Finding[] => [{ code, field: `${path}[${name}]` }];
  return [
    ...(label.zh.trim() === '' || label.en.trim() === '' ? at('definition-label-missing', 'label') : []),
    ...(hasSoundLimit(question) ? [] : at('definition-limit', 'limit')),
    ...(hasSoundRange(question) ? [] : at('definition-range', 'least')),
    ...(kind === 'CHOICE' || kind === 'CHOICES' ? optionFindings(options, `${path}[options]`) : []),
    ...(kind === 'ROWS' ? columnFindings(columns ?? [], `${path}[columns]`) : []),
    ...(hasSoundFiles(question) ? [] : at('definition-files', 'accepts')),
    ...(kind === 'STATEMENT' && !required ? at('definition-statement-optional', 'required') : []),
  ];
}

const MOST: Partial<Record<QuestionKind, number>> = {
  TEXT: MOST_TEXT,
  LONG_TEXT: MOST_TEXT,
  ROWS: MOST_ROWS,
  FILE: MOST_FILES,
};

/** Texts, rows and files have a limit within bounds; nothing else has one. */
function hasSoundLimit({ kind, limit }: Question): boolean {
  const most = MOST[kind];
  if (most === undefined || limit === undefined) return most === undefined && limit === undefined;
  return Number.isInteger(limit) && limit >= 1 && limit <= most;
}

/** Files may be of some families and of some size only; nothing else has either. */
function hasSoundFiles({ kind, accepts, megabytes }: Question): boolean {
  if (kind !== 'FILE') return accepts === undefined && megabytes === undefined;
  const known =
    accepts === undefined || (accepts.length > 0 && accepts.every((one) => FILE_GROUPS.includes(one)));
  const sized = megabytes ?? 1;
  return known && Number.isInteger(sized) && sized >= 1 && sized <= MOST_MEGABYTES;
}

/** Numbers and money may have a least and a most, in that order; nothing else has them. */
function hasSoundRange({ kind, least, most }: Question): boolean {
  if (kind !== 'NUMBER' && kind !== 'MONEY') return least === undefined && most === undefined;
  return least === undefined || most === undefined || least <= most;
}

function optionFindings(options: readonly AnswerOption[] = [], field: string): Finding[] {
  const values = new Set(options.map(({ value }) => value));
  return options.length >= 2 && values.size === options.length ? [] : [{ code: 'definition-options', field }];
}

function columnFindings(columns: readonly RowColumn[], field: string): Finding[] {
  const codes = new Set(columns.map(({ code }) => code));
  const sound =
    columns.length > 0 && codes.size === columns.length && columns.every(({ code }) => CODE.test(code));
  return [
    ...(sound ? [] : [{ code: 'definition-columns', field }]),
    ...columns.flatMap(({ kind, options, limit }) => [
      ...(kind === 'CHOICE' ? optionFindings(options, field) : []),
      ...(kind === 'TEXT' && (limit === undefined || limit < 1 || limit > MOST_TEXT)
        ? [{ code: 'definition-limit', field }]
        : []),
    ]),
  ];
}

/** The values a condition can ask about; null: the question cannot be asked about at all. */
export function askable({ kind, options = [] }: Question): readonly string[] | null {
  if (kind === 'STATEMENT') return ['yes'];
  return kind === 'CHOICE' || kind === 'CHOICES' ? options.map(({ value }) => value) : null;
}

function conditionFindings(questions: readonly Placed[]): Finding[] {
  const byCode = new Map(questions.map((one) => [one.question.code, one]));
  const about = (code: string): NonNullable<Finding['args']> => ({
    question: byCode.get(code)?.question.label ?? code,
  });
  return questions.flatMap((one) => {
    const field = `${one.path}[when]`;
    const wrong = one.when.flatMap((condition) => {
      const code = conditionShape(condition, byCode);
      return code === null ? [] : [{ code, field, args: about(condition.question) }];
    });
    if (wrong.length > 0) return wrong;
    const back = leadingBack(one, byCode);
    if (back !== null) return [{ code: 'definition-condition-circular', field, args: about(back) }];
    const clash = clashing(one, byCode);
    return clash === null ? [] : [{ code: 'definition-unreachable', field, args: about(clash) }];
  });
}

function conditionShape(
  { question, isOneOf }: ShowWhen,
  byCode: ReadonlyMap<string, Placed>,
): 'definition-condition-unknown' | 'definition-condition-value' | null {
  const asked = byCode.get(question)?.question;
  const values = asked === undefined ? null : askable(asked);
  if (values === null) return 'definition-condition-unknown';
  const sound = isOneOf.length > 0 && isOneOf.every((value) => values.includes(value));
  return sound ? null : 'definition-condition-value';
}

/** The question of the condition through which a question ends up asking about itself; null: there is none. */
function leadingBack(from: Placed, byCode: ReadonlyMap<string, Placed>): string | null {
  const seen = new Set<string>();
  const leadsBack = (code: string): boolean => {
    if (code === from.question.code) return true;
    if (seen.has(code)) return false;
    seen.add(code);
    return (byCode.get(code)?.when ?? []).some(({ question }) => leadsBack(question));
  };
  return from.when.find(({ question }) => leadsBack(question))?.question ?? null;
}

/**
 * The question of which no answer fits all conditions on the way; null: some answers show the question. All of them
 * are joined by "and", so it is enough that for each question of one choice the values asked for have one in common;
 * of several choices any can be ticked.
 */
function clashing(from: Placed, byCode: ReadonlyMap<string, Placed>): string | null {
  const allowed = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const gather = (one: Placed): void => {
    for (const { question, isOneOf } of one.when) {
      const next = byCode.get(question);
      if (next?.question.kind !== 'CHOICES')
        allowed.set(
          question,
          (allowed.get(question) ?? isOneOf).filter((value) => isOneOf.includes(value)),
        );
      if (next === undefined || seen.has(question)) continue;
      seen.add(question);
      gather(next);
    }
  };
  gather(from);
  return [...allowed].find(([, values]) => values.length === 0)?.[0] ?? null;
}

/** The codes of the questions these answers show; a hidden question's answer shows nothing either. */
export function shownQuestions(definition: FormDefinition, answers: Answers): ReadonlySet<string> {
  const questions = placed(definition);
  const byCode = new Map(questions.map((one) => [one.question.code, one]));
  const known = new Map<string, boolean>();
  const isShown = (code: string): boolean => {
    const before = known.get(code);
    if (before !== undefined) return before;
    known.set(code, false);
    const shown = (byCode.get(code)?.when ?? []).every(
      ({ question, isOneOf }) =>
        byCode.has(question) && isShown(question) && isOneOf.some((value) => says(answers[question], value)),
    );
    known.set(code, shown);
    return shown;
  };
  return new Set(questions.map(({ question }) => question.code).filter(isShown));
}

function says(answer: Answer | undefined, value: string): boolean {
  if (Array.isArray(answer)) return (answer as readonly unknown[]).includes(value);
  return answer === true ? value === 'yes' : answer === value;
}

/**
 * What is missing, too long or wrong in the answers, in the order of the form; hidden questions ask nothing. The
 * check page and the submission run this same function. (B1, B2, D8)
 */
export function answersGaps(definition: FormDefinition, answers: Answers): AnswerGap[] {
  const shown = shownQuestions(definition, answers);
  return placed(definition)
    .filter(({ question }) => shown.has(question.code))
    .flatMap(({ question, section }) =>
      findingsInAnswer(question, answers[question.code]).map((finding) => ({
        ...finding,
        field: finding.field ?? question.code,
        section: section.code,
        label: question.label,
      })),
    );
}

function isEmpty(answer: Answer | undefined): boolean {
  if (answer === undefined || answer === null || answer === false) return true;
  if (typeof answer === 'string') return answer.trim() === '';
  return Array.isArray(answer) && answer.length === 0;
}

function findingsInAnswer(question: Question, answer: Answer | undefined): Finding[] {
  if (answer === undefined || isEmpty(answer)) return question.required ? [{ code: 'answer-missing' }] : [];
  const { kind, limit, code } = question;
  if (kind === 'ROWS' || kind === 'FILE' || kind === 'CHOICES') {
    if (!Array.isArray(answer)) return [{ code: 'answer-wrong-kind' }];
    const list = answer as readonly unknown[];
    if (kind !== 'CHOICES' && limit !== undefined && list.length > limit)
      return [{ code: 'answer-too-many', args: { most: limit } }];
    if (kind === 'ROWS') return list.flatMap((row, i) => rowFindings(question, row, fieldPath(code, i)));
    const values = list.every((one) => typeof one === 'string');
    if (!values) return [{ code: 'answer-wrong-kind' }];
    return kind === 'CHOICES' ? list.flatMap((one) => valueFindings(question, one)).slice(0, 1) : [];
  }
  if (kind === 'STATEMENT') return answer === true ? [] : [{ code: 'answer-wrong-kind' }];
  return valueFindings(question, answer);
}

function rowFindings({ columns = [] }: Question, row: unknown, path: string): Finding[] {
  if (typeof row !== 'object' || row === null) return [{ code: 'answer-wrong-kind', field: path }];
  const cells = row as Readonly<Record<string, Answer | undefined>>;
  return columns.flatMap((column) => {
    const cell = cells[column.code];
    const field = `${path}[${column.code}]`;
    if (isEmpty(cell)) return column.required ? [{ code: 'answer-missing', field }] : [];
    return valueFindings(column, cell).map((finding) => ({ ...finding, field }));
  });
}

type Asked = Pick<Question, 'kind' | 'limit' | 'least' | 'most' | 'options'>;

function valueFindings({ kind, limit, least, most, options = [] }: Asked, answer: unknown): Finding[] {
  if (kind === 'NUMBER' || kind === 'MONEY') {
    if (typeof answer !== 'number' || !Number.isSafeInteger(answer)) return [{ code: 'answer-not-a-number' }];
    if (least !== undefined && answer < least) return [{ code: 'answer-below', args: { least } }];
    return most !== undefined && answer > most ? [{ code: 'answer-above', args: { most } }] : [];
  }
  if (typeof answer !== 'string') return [{ code: 'answer-wrong-kind' }];
  if (kind === 'DAY') return isCalendarDay(answer) ? [] : [{ code: 'answer-not-a-day' }];
  if (kind === 'CHOICE' || kind === 'CHOICES')
    return options.some(({ value }) => value === answer) ? [] : [{ code: 'answer-not-an-option' }];
  const length = countText(answer);
  return limit !== undefined && length > limit
    ? [{ code: 'answer-too-long', args: { max: limit, length } }]
    : [];
}
