import { fieldPath, type Finding } from '../../kernel/outcome.js';
import {
  asList,
  complain,
  type FieldComplaint,
  readDay,
  readFen,
  type Reading,
  readText,
  readWhole,
} from '../../kernel/reading.js';
import { type Answer, type Answers, type Question, type RowAnswer } from '../rounds/form.rules.js';

/** A draft may be longer than the call allows, since cutting it is work of its own; the check tells by how much. */
const DRAFT_FACTOR = 2;
const MOST_NUMBER = 1_000_000_000_000;
const ROW_ID = /^[A-Za-z0-9-]{1,40}$/;

type Asked = Pick<Question, 'kind' | 'limit' | 'least' | 'most' | 'options'>;

export interface EnteredAnswers {
  /** By code, only those that were sent and could be read; null: left empty. */
  readonly answers: Answers;
  /** What could not be read, each at its field. */
  readonly findings: readonly Finding[];
}

/**
 * What was entered for some questions, read by their definitions. What is not sent is not touched; what is unreadable
 * is complained about at its field; missing answers are no complaint here, but of the check. (B1)
 */
export function readAnswers(
  questions: readonly Question[],
  entered: Readonly<Record<string, unknown>>,
  newId: () => string,
): EnteredAnswers {
  const read = questions
    .filter(({ code, kind }) => kind !== 'FILE' && Object.hasOwn(entered, code))
    .map((question) => ({
      code: question.code,
      ...(question.kind === 'ROWS'
        ? rowsIn(question, entered[question.code], newId)
        : single(question, entered[question.code])),
    }));
  return {
    answers: Object.fromEntries(
      read.filter(({ findings }) => findings.length === 0).map(({ code, answer }) => [code, answer]),
    ),
    findings: read.flatMap(({ findings }) => findings),
  };
}

interface ReadAnswer {
  readonly answer: Answer;
  readonly findings: readonly Finding[];
}

function single(question: Question, raw: unknown): ReadAnswer {
  const reading = readSingle(question, raw);
  return 'value' in reading
    ? { answer: reading.value, findings: [] }
    : { answer: null, findings: [at(question.code, reading.complaint)] };
}

function at(field: string, complaint: FieldComplaint): Finding {
  return { ...complaint, field };
}

function readSingle(question: Question, raw: unknown): Reading<Answer> {
  if (question.kind === 'STATEMENT') return { value: ticks(raw).includes('yes') ? true : null };
  if (question.kind === 'CHOICES') {
    const list = ticks(raw);
    const known = list.every((one) => question.options?.some(({ value }) => value === one));
    return known ? { value: list.length === 0 ? null : [...new Set(list)] } : complain('form-choice');
  }
  return readValue(question, raw);
}

/** Ticks and radios send an empty value beside them, so that nothing ticked is told from nothing sent. */
function ticks(raw: unknown): readonly string[] {
  const list = Array.isArray(raw) ? (raw as readonly unknown[]) : [raw];
  return list.filter((one): one is string => typeof one === 'string' && one !== '');
}

/** One value of a question or a cell; null when left empty. */
function readValue({ kind, limit = 100, least, most, options = [] }: Asked, raw: unknown): Reading<Answer> {
  const typed = kind === 'CHOICE' ? (ticks(raw)[0] ?? '') : raw;
  if (typeof typed !== 'string') return complain('form-single');
  if (typed.trim() === '') return { value: null };
  switch (kind) {
    case 'NUMBER':
      return readWhole(typed, { min: least ?? -MOST_NUMBER, max: most ?? MOST_NUMBER });
    case 'MONEY':
      return readFen(typed, { min: least ?? 0, max: most ?? MOST_NUMBER * 100 });
    case 'DAY':
      return readDay(typed, { min: '1900-01-01', max: '2100-12-31' });
    case 'CHOICE':
      return options.some(({ value }) => value === typed) ? { value: typed } : complain('form-choice');
    default:
      return readText(typed, { max: limit * DRAFT_FACTOR, lines: kind === 'LONG_TEXT', counted: true });
  }
}

/** The rows of a table: each with an id of its own, wholly empty ones dropped. */
function rowsIn(question: Question, raw: unknown, newId: () => string): ReadAnswer {
  const { code, columns = [], limit = 0 } = question;
  if (raw === '') return { answer: null, findings: [] };
  const list = asList(raw);
  if (list === null) return { answer: null, findings: [{ code: 'form-pattern', field: code }] };
  const read = list.map((row, i) => {
    const cells = typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>) : {};
    const values = columns.map((column) => ({
      column: column.code,
      field: fieldPath(code, i, column.code),
      reading: readValue(column, cells[column.code] ?? ''),
    }));
    return { id: cells['id'], values };
  });
  const kept = read.filter(({ values }) => values.some(isFilled));
  const findings = kept.flatMap(({ values }) =>
    values.flatMap(({ field, reading }) => ('complaint' in reading ? [at(field, reading.complaint)] : [])),
  );
  if (kept.length > limit) findings.push({ code: 'answer-too-many', field: code, args: { most: limit } });
  const ids = new Set<string>();
  const rows = kept.map(({ id, values }): RowAnswer => {
    const own = typeof id === 'string' && ROW_ID.test(id) && !ids.has(id) ? id : newId();
    ids.add(own);
    return {
      id: own,
      ...Object.fromEntries(
        values.flatMap(({ column, reading }) =>
          'value' in reading && reading.value !== null ? [[column, reading.value as string | number]] : [],
        ),
      ),
    };
  });
  return { answer: rows.length === 0 ? null : rows, findings };
}

function isFilled({ reading }: { readonly reading: Reading<Answer> }): boolean {
  return 'complaint' in reading || reading.value !== null;
}

/** The answer as a merge compares it: one word for "nothing", and rows that have an id. */
export function settledAnswer(answer: Answer | undefined): Answer {
  if (answer === undefined || answer === false) return null;
  if (typeof answer === 'string') return answer.trim() === '' ? null : answer;
  if (!Array.isArray(answer)) return answer;
  const list = answer as readonly (string | RowAnswer)[];
  if (list.length === 0) return null;
  return list.every((one): one is RowAnswer => typeof one === 'object') ? withIds(list) : answer;
}

/** Rows from before rows had ids get one by their place. */
function withIds(rows: readonly RowAnswer[]): readonly RowAnswer[] {
  return rows.map((row, i) => (typeof row['id'] === 'string' ? row : { id: `row-${i}`, ...row }));
}

/** The version of the draft that a page was made at, and by field the later one that it has saved since. */
export function versionsIn(entered: Readonly<Record<string, unknown>>): {
  readonly version: number;
  readonly versions: Readonly<Record<string, number>>;
} {
  const read = (raw: unknown): number => (typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? Number(raw) : 0);
  const base = entered['base'];
  const own = typeof base === 'object' && base !== null && !Array.isArray(base) ? Object.entries(base) : [];
  return {
    version: read(entered['version']),
    versions: Object.fromEntries(own.map(([code, raw]) => [code, read(raw)])),
  };
}

/** The codes of answers taken over whose tick says that somebody has looked at them. */
export function confirmedIn(entered: Readonly<Record<string, unknown>>): readonly string[] {
  const ticks = entered['confirm'];
  return typeof ticks === 'object' && ticks !== null
    ? Object.entries(ticks).flatMap(([code, raw]) => (raw === 'yes' ? [code] : []))
    : [];
}
