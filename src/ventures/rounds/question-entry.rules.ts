import { fenFromText, yuanInput } from '../../kernel/money.js';
import { accepted, fieldPath, type Finding, type Outcome, refused } from '../../kernel/outcome.js';
import { type Bilingual } from '../../kernel/sentence.js';
import { type QuestionDraft } from './form-editor.rules.js';
import {
  type AnswerOption,
  type FileGroup,
  type Question,
  type QuestionKind,
  type RowColumn,
  type ShowWhen,
} from './form.rules.js';

export const COLUMN_KINDS = ['TEXT', 'NUMBER', 'MONEY', 'DAY', 'CHOICE'] as const;

/** A column of a table as typed; its code stays with it whatever it is called. */
export interface ColumnEntry {
  readonly code?: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly kind: string;
  readonly required: boolean;
  readonly limit?: number;
  readonly options?: string;
  readonly remove: boolean;
}

/** A question as typed. Options stand one a line, `value|中文|English`. */
export interface QuestionEntry {
  readonly labelZh: string;
  readonly labelEn: string;
  readonly hintZh?: string;
  readonly hintEn?: string;
  readonly required: boolean;
  readonly limit?: number;
  readonly least?: string;
  readonly most?: string;
  readonly options?: string;
  readonly accepts?: readonly FileGroup[];
  readonly megabytes?: number;
  readonly columns: readonly ColumnEntry[];
  readonly when: readonly string[];
}

/** Which settings a kind of question has; the page offers these and no others. */
export const SETTINGS: Readonly<
  Record<QuestionKind, readonly ('limit' | 'range' | 'options' | 'columns' | 'files')[]>
> = {
  TEXT: ['limit'],
  LONG_TEXT: ['limit'],
  NUMBER: ['range'],
  MONEY: ['range'],
  DAY: [],
  CHOICE: ['options'],
  CHOICES: ['options'],
  ROWS: ['limit', 'columns'],
  FILE: ['limit', 'files'],
  STATEMENT: [],
};

/** What a new question starts with: texts by the usual lengths of the form, ten rows, two files. */
export const USUAL_LIMITS: Readonly<Partial<Record<QuestionKind, number>>> = {
  TEXT: 80,
  LONG_TEXT: 500,
  ROWS: 10,
  FILE: 2,
};
const USUAL_CELL = 100;

interface Read<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
}

/** The question that an entry stands for, or what in it cannot be read, each at its field. (B1) */
export function questionFrom(kind: QuestionKind, entry: QuestionEntry): Outcome<QuestionDraft> {
  const settings = SETTINGS[kind];
  const hint = hintOf(entry);
  const [least, most] = [boundOf(kind, 'least', entry.least), boundOf(kind, 'most', entry.most)];
  const options = optionsFrom(entry.options ?? '', 'options');
  const columns = columnsFrom(entry.columns);
  const has = (name: (typeof settings)[number]): boolean => settings.includes(name);
  const findings = [
    ...hint.findings,
    ...(has('range') ? [...least.findings, ...most.findings] : []),
    ...(has('options') ? options.findings : []),
    ...(has('columns') ? columns.findings : []),
  ];
  if (findings.length > 0) return refused(findings);
  const when = conditionsFrom(entry.when);
  return accepted({
    kind,
    label: { zh: entry.labelZh, en: entry.labelEn },
    required: entry.required || kind === 'STATEMENT',
    ...(hint.value ? { hint: hint.value } : {}),
    ...(has('limit') && entry.limit !== undefined ? { limit: entry.limit } : {}),
    ...(has('range') && least.value !== null ? { least: least.value } : {}),
    ...(has('range') && most.value !== null ? { most: most.value } : {}),
    ...(has('options') ? { options: options.value } : {}),
    ...(has('columns') ? { columns: columns.value } : {}),
    ...(has('files') ? filesOf(entry) : {}),
    ...(when.length > 0 ? { when } : {}),
  });
}

/** What a question for files takes, and how large one may be, where the entry says so. */
function filesOf({
  accepts = [],
  megabytes,
}: QuestionEntry): Partial<Pick<Question, 'accepts' | 'megabytes'>> {
  return {
    ...(accepts.length > 0 ? { accepts } : {}),
    ...(megabytes === undefined ? {} : { megabytes }),
  };
}

function hintOf({ hintZh = '', hintEn = '' }: QuestionEntry): Read<Bilingual | null> {
  if (hintZh === '' && hintEn === '') return { value: null, findings: [] };
  const missing = hintZh === '' ? 'hintZh' : hintEn === '' ? 'hintEn' : null;
  return {
    value: { zh: hintZh, en: hintEn },
    findings: missing === null ? [] : [{ code: 'definition-label-missing', field: missing }],
  };
}

const WHOLE = /^-?\d{1,12}$/;

/** A least or most: whole numbers as they are, money in yuan as typed. */
function boundOf(kind: QuestionKind, field: string, text = ''): Read<number | null> {
  if (text === '') return { value: null, findings: [] };
  if (kind === 'MONEY') {
    const read = fenFromText(text);
    return read.ok
      ? { value: read.fen, findings: [] }
      : { value: null, findings: [{ code: read.code, field }] };
  }
  return WHOLE.test(text)
    ? { value: Number(text), findings: [] }
    : { value: null, findings: [{ code: 'form-integer', field }] };
}

const VALUE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;
const BAR = /[|｜]/;

/** Options as typed: one a line, value, Chinese and English apart by bars; the line that is wrong is named. */
function optionsFrom(text: string, field: string, apart: RegExp = /\n/): Read<readonly AnswerOption[]> {
  const lines = text.split(apart).map((line) => line.trim());
  const read = lines.flatMap((line, i) => {
    if (line === '') return [];
    const [value = '', zh = '', en = '', ...rest] = line.split(BAR).map((part) => part.trim());
    const sound = VALUE.test(value) && zh !== '' && en !== '' && rest.length === 0;
    return [{ line: i + 1, option: sound ? { value, label: { zh, en } } : null }];
  });
  const wrong = read.find(({ option }) => option === null);
  return {
    value: read.flatMap(({ option }) => option ?? []),
    findings: wrong === undefined ? [] : [{ code: 'form-option-line', field, args: { line: wrong.line } }],
  };
}

/** The options of a question as one types them. */
export function optionsText(options: readonly AnswerOption[] = [], apart = '\n'): string {
  return options.map(({ value, label }) => `${value}|${label.zh}|${label.en}`).join(apart);
}

const CODE = /^[a-z][a-zA-Z0-9-]{0,39}$/;

function columnsFrom(entries: readonly ColumnEntry[]): Read<readonly RowColumn[]> {
  const used = new Set(entries.map(({ code = '' }) => code));
  let issued = 0;
  const fresh = (): string => {
    do issued += 1;
    while (used.has(`c${issued}`));
    return `c${issued}`;
  };
  const read = entries.flatMap((entry, i) => {
    if (entry.remove) return [];
    const kind = COLUMN_KINDS.find((one) => one === entry.kind) ?? 'TEXT';
    const options = optionsFrom(entry.options ?? '', fieldPath('columns', i, 'options'), /[;；\n]/);
    const enough =
      kind !== 'CHOICE' || options.value.length >= 2 || options.findings.length > 0
        ? []
        : [{ code: 'definition-options', field: fieldPath('columns', i, 'options') }];
    const column: RowColumn = {
      code: CODE.test(entry.code ?? '') ? (entry.code ?? '') : fresh(),
      kind,
      label: { zh: entry.labelZh, en: entry.labelEn },
      required: entry.required,
      ...(kind === 'TEXT' ? { limit: entry.limit ?? USUAL_CELL } : {}),
      ...(kind === 'CHOICE' ? { options: options.value } : {}),
    };
    return [{ column, findings: kind === 'CHOICE' ? [...options.findings, ...enough] : [] }];
  });
  return { value: read.map(({ column }) => column), findings: read.flatMap(({ findings }) => findings) };
}

/** Ticked conditions `question=value`: those of one question are joined by "or", questions by "and". */
export function conditionsFrom(ticks: readonly string[]): readonly ShowWhen[] {
  const values = new Map<string, string[]>();
  for (const tick of ticks) {
    const [question = '', value = ''] = tick.split('=', 2);
    values.set(question, [...(values.get(question) ?? []), value]);
  }
  return [...values].map(([question, isOneOf]) => ({ question, isOneOf }));
}

/** The ticks of some conditions. */
export function ticksOf(when: readonly ShowWhen[] = []): readonly string[] {
  return when.flatMap(({ question, isOneOf }) => isOneOf.map((value) => `${question}=${value}`));
}

/** A least or most as one types it. */
export function boundText({ kind }: Pick<Question, 'kind'>, bound: number | undefined): string {
  if (bound === undefined) return '';
  return kind === 'MONEY' ? yuanInput(bound) : String(bound);
}
