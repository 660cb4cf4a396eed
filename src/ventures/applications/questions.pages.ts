import { yuanInput } from '../../kernel/money.js';
import { type Entered, type Field, fieldsOf, type Text } from '../../platform/views/page.js';
import {
  type Answer,
  type Answers,
  type FormDefinition,
  type FormSection,
  type Question,
  type QuestionKind,
  type RowAnswer,
  type RowColumn,
  shownQuestions,
} from '../rounds/form.rules.js';
import { type Prefilled } from './application.rules.js';

/** Rows that stand empty below the filled ones; saving brings new ones. */
const SPARE_ROWS = 3;
/** Up to so many options stand side by side as radios, more in a list to choose from. */
const MOST_RADIOS = 4;

/** One question of any form, as `ventures/_question` shows it; the preview of a call uses the same. */
export interface QuestionField {
  readonly code: string;
  readonly kind:
    'text' | 'long' | 'number' | 'day' | 'select' | 'radios' | 'ticks' | 'statement' | 'rows' | 'files';
  readonly field: Field;
  readonly table: QuestionTable | null;
  /** Whether the answers so far show it. */
  readonly shown: boolean;
  /** Its conditions on questions of the same page as JSON, for the browser; empty: none. */
  readonly when: string;
  /** From where the answer was taken over, while nobody has confirmed it. */
  readonly origin: { readonly text: Text; readonly field: Field } | null;
}

export interface QuestionTable {
  readonly columns: readonly { readonly label: Text; readonly required: boolean }[];
  readonly rows: readonly {
    readonly id: { readonly name: string; readonly value: string };
    readonly cells: readonly { readonly kind: 'text' | 'day' | 'select'; readonly field: Field }[];
  }[];
}

export interface QuestionView {
  readonly form: FormDefinition;
  /** The answers that decide what is shown: the saved ones, and those just entered. */
  readonly content: Answers;
  readonly prefilled?: Prefilled;
  readonly newId: () => string;
}

const KINDS: Readonly<Partial<Record<QuestionKind, QuestionField['kind']>>> = {
  TEXT: 'text',
  LONG_TEXT: 'long',
  NUMBER: 'number',
  MONEY: 'number',
  DAY: 'day',
  CHOICES: 'ticks',
  ROWS: 'rows',
  FILE: 'files',
  STATEMENT: 'statement',
};

/** The questions of a section with what is saved, or with what was typed and refused; hidden ones are there too. */
export function questionFields(section: FormSection, view: QuestionView, entered?: Entered): QuestionField[] {
  const shown = shownQuestions(view.form, view.content);
  const here = new Set(section.questions.map(({ code }) => code));
  const make = fieldsOf(entered);
  return section.questions.map((question) => ({
    code: question.code,
    kind: kindOf(question),
    field: fieldOf(question, view.content[question.code], make),
    table: question.kind === 'ROWS' ? tableOf(question, view, entered) : null,
    shown: shown.has(question.code),
    when: conditionsOf(question, here),
    origin: originOf(question, view, make),
  }));
}

function kindOf({ kind, options = [] }: Question): QuestionField['kind'] {
  if (kind === 'CHOICE') return options.length > MOST_RADIOS ? 'select' : 'radios';
  return KINDS[kind] ?? 'text';
}

/** What the browser can follow by itself; a condition on another page stays as the server last saw it. */
function conditionsOf({ when = [] }: Question, here: ReadonlySet<string>): string {
  const own = when.filter(({ question }) => here.has(question));
  return own.length > 0 && own.length === when.length
    ? JSON.stringify(own.map(({ question, isOneOf }) => [question, isOneOf]))
    : '';
}

function fieldOf(question: Question, answer: Answer | undefined, make: ReturnType<typeof fieldsOf>): Field {
  const { code, label, hint, required, limit, kind, options } = question;
  const list = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
  return make(code, {
    label,
    required,
    ...(hint ? { hint } : limitHint(question)),
    ...(limit === undefined || kind !== 'LONG_TEXT' ? {} : { maxLength: limit, counted: true }),
    ...(kind === 'NUMBER' ? { inputMode: 'numeric' as const } : {}),
    ...(kind === 'MONEY' ? { inputMode: 'decimal' as const, unit: { key: 'workspace.yuan' } } : {}),
    ...(options ? { options: options.map(({ value, label: name }) => [value, name] as const) } : {}),
    ...(kind === 'CHOICES' ? { ticked: list.filter((one) => typeof one === 'string') } : {}),
    initial: typed(kind, answer),
    rows: (limit ?? 0) > 500 ? 8 : 5,
  });
}

/** What a text or a table may hold, said before anybody meets the limit. */
function limitHint({ kind, limit }: Question): { readonly hint?: Text } {
  if (limit === undefined) return {};
  if (kind === 'TEXT') return { hint: { key: 'workspace.limit', args: { max: limit } } };
  return kind === 'ROWS' ? { hint: { key: 'workspace.rows', args: { most: limit } } } : {};
}

/** An answer as one would type it. */
function typed(kind: QuestionKind | RowColumn['kind'], answer: Answer | undefined): string {
  if (answer === true) return 'yes';
  if (typeof answer === 'number') return kind === 'MONEY' ? yuanInput(answer) : String(answer);
  return typeof answer === 'string' ? answer : '';
}

function tableOf(
  { code, columns = [], limit = SPARE_ROWS }: Question,
  { content, newId }: QuestionView,
  entered?: Entered,
): QuestionTable {
  const make = fieldsOf(entered);
  const saved = content[code];
  const rows = Array.isArray(saved) ? (saved as readonly RowAnswer[]) : [];
  const sent = entered?.values[code];
  const filled = typeof sent === 'object' && sent !== null ? Object.keys(sent).length : rows.length;
  const length = Math.min(Math.max(filled, rows.length) + SPARE_ROWS, Math.max(limit, filled));
  return {
    columns: columns.map(({ label, required }) => ({ label, required })),
    rows: Array.from({ length }, (_, i) => {
      const row = rows[i] ?? {};
      const known = row['id'];
      const id = make(`${code}[${i}][id]`, { label: '', initial: typeof known === 'string' ? known : '' });
      return {
        id: { name: id.name, value: id.value === '' ? newId() : id.value },
        cells: columns.map((column) => ({
          kind: column.kind === 'DAY' ? 'day' : column.kind === 'CHOICE' ? 'select' : 'text',
          field: make(`${code}[${i}][${column.code}]`, {
            label: column.label,
            initial: typed(column.kind, row[column.code]),
            ...(column.options
              ? { options: column.options.map(({ value, label }) => [value, label] as const) }
              : {}),
          }),
        })),
      };
    }),
  };
}

function originOf(
  { code }: Question,
  { prefilled = {} }: QuestionView,
  make: ReturnType<typeof fieldsOf>,
): QuestionField['origin'] {
  const origin = Object.hasOwn(prefilled, code) ? prefilled[code] : undefined;
  if (origin === undefined) return null;
  const { reference, on } = origin;
  return {
    text: { key: 'workspace.origin', args: { reference, on } },
    field: make(`confirm[${code}]`, { label: { key: 'workspace.confirm' } }),
  };
}
