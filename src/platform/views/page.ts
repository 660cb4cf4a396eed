import { type Finding, type FindingArgument } from '../../kernel/outcome.js';
import { type Locale } from '../i18n/locale.js';

/** What a page says: a fixed text, a catalogue key with arguments, or a name in both languages. */
export type Text =
  | string
  | { readonly key: string; readonly args?: Readonly<Record<string, FindingArgument | Text | undefined>> }
  | { readonly zh: string; readonly en: string | null }
  | { readonly finding: Finding };

/** One colour map for every state of the portal; always with a word and a shape of its own. (ux.md 1.6) */
export type Tone = 'neutral' | 'info' | 'warn' | 'ok' | 'danger' | 'special';

export interface Tag {
  readonly tone: Tone;
  readonly label: Text;
}

export interface NavItem {
  readonly label: Text;
  readonly href: string;
  readonly current: boolean;
}

/** What stands around every page; travels as Handlebars data (`{{@chrome.csrf}}`). */
export interface Chrome {
  readonly locale: Locale;
  readonly path: string;
  readonly csrf: string | null;
  readonly mode: 'standard' | 'elder';
  readonly theme: 'light' | 'dark';
  readonly viewer: { readonly name: string; readonly roles: readonly Text[] } | null;
  readonly navigation: readonly NavItem[];
  readonly sideMenu: readonly NavItem[];
  readonly flash: { readonly tone: 'ok' | 'warn' | 'danger' | 'info'; readonly message: Text } | null;
  readonly phase: Text | null;
  readonly site: {
    readonly name: Text;
    readonly owner: Text;
    readonly phone: string | null;
    readonly icp: string | null;
  };
  readonly links: { readonly language: string; readonly elder: string; readonly theme: string };
  readonly print: boolean;
  readonly now: string;
}

export interface Crumb {
  readonly label: Text;
  readonly href: string;
}

/** What every page model has; the layouts read nothing else. */
export interface PageBase {
  readonly title: Text;
  readonly crumbs: readonly Crumb[];
  /** What stands against what was entered; shown as a summary and prefixed to the title. */
  readonly findings: readonly SummaryFinding[];
}

export interface SummaryFinding {
  readonly finding: Finding;
  /** `#id` of the field that can mend it, or null. */
  readonly anchor: string | null;
  readonly label: Text | null;
}

/** The base of a page: title, way back, and findings with links to their fields. */
export function pageBase(title: Text, crumbs: readonly Crumb[] = [], findings: readonly Finding[] = []): PageBase {
  return { title, crumbs, findings: findings.map(toSummary) };
}

function toSummary(finding: Finding): SummaryFinding {
  return { finding, anchor: finding.field === undefined ? null : `#${fieldId(finding.field)}`, label: finding.label ?? null };
}

/** The id of a field by its HTML name: `marks[0][mark]` is `marks-0-mark`. */
export function fieldId(name: string): string {
  return name.replace(/\[/g, '-').replace(/\]/g, '');
}

export interface Option {
  readonly value: string;
  readonly label: Text;
  readonly selected: boolean;
}

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly label: Text;
  readonly hint: Text | null;
  readonly value: string;
  readonly error: Finding | null;
  readonly required: boolean;
  readonly maxLength: number | null;
  /** Whether the limit is counted by the stated rule of texts, not in characters. */
  readonly counted: boolean;
  readonly inputMode: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'search';
  readonly autocomplete: string;
  readonly rows: number;
  readonly options: readonly Option[];
  readonly checked: boolean;
  readonly unit: Text | null;
}

export interface FieldOptions {
  readonly label: Text;
  readonly hint?: Text;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly counted?: boolean;
  readonly inputMode?: Field['inputMode'];
  readonly autocomplete?: string;
  readonly rows?: number;
  readonly unit?: Text;
  /** What stands there before anybody typed: from a saved draft, or a default. */
  readonly initial?: string | number | null;
  readonly options?: readonly (readonly [value: string, label: Text])[];
  /** For a group of ticks: the values ticked before anybody touched it. */
  readonly ticked?: readonly string[];
}

/** What was entered and refused; without it a form shows its initial values. */
export interface Entered {
  readonly values: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

export type FieldMaker = (name: string, options: FieldOptions) => Field;

/**
 * Makes the fields of one form: each shows what was typed (nothing is lost), else its initial value, and the first
 * finding that names it.
 */
export function fieldsOf(entered?: Entered): FieldMaker {
  return (name, options) => {
    const typed = entered === undefined ? undefined : valueAt(entered.values, name);
    const initial = options.initial ?? '';
    const value = entered === undefined ? String(initial) : textOf(typed);
    const ticked = entered === undefined ? (options.ticked ?? [String(initial)]) : listOf(typed);
    return {
      id: fieldId(name),
      name,
      label: options.label,
      hint: options.hint ?? null,
      value,
      error: entered?.findings.find(({ field }) => field === name) ?? null,
      required: options.required ?? false,
      maxLength: options.maxLength ?? null,
      counted: options.counted ?? false,
      inputMode: options.inputMode ?? 'text',
      autocomplete: options.autocomplete ?? 'off',
      rows: options.rows ?? 6,
      options: (options.options ?? []).map(([one, label]) => ({ value: one, label, selected: ticked.includes(one) })),
      checked: ['yes', 'on', 'true', '1'].includes(value),
      unit: options.unit ?? null,
    };
  };
}

function valueAt(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return name
    .replace(/\]/g, '')
    .split('[')
    .reduce<unknown>(
      (at, part) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined),
      values,
    );
}

function textOf(typed: unknown): string {
  if (typeof typed === 'string') return typed;
  return Array.isArray(typed) && typeof typed[0] === 'string' ? typed[0] : '';
}

function listOf(typed: unknown): readonly string[] {
  if (typeof typed === 'string') return [typed];
  return Array.isArray(typed) ? typed.filter((one): one is string => typeof one === 'string') : [];
}

/** One cell of a table; exactly one kind is set, the others are null. */
export interface Cell {
  readonly text: Text | null;
  readonly sub: Text | null;
  readonly href: string | null;
  readonly tag: Tag | null;
  readonly day: string | null;
  readonly instant: string | null;
  readonly money: number | null;
  readonly number: number | null;
  readonly numeric: boolean;
}

const BLANK: Cell = {
  text: null,
  sub: null,
  href: null,
  tag: null,
  day: null,
  instant: null,
  money: null,
  number: null,
  numeric: false,
};

/** The cells of tables. A null value prints `--`. */
export const cell = {
  text: (text: Text | null, sub: Text | null = null): Cell => ({ ...BLANK, text: text ?? '--', sub }),
  link: (text: Text, href: string, sub: Text | null = null): Cell => ({ ...BLANK, text, href, sub }),
  tag: (tag: Tag): Cell => ({ ...BLANK, tag }),
  day: (day: string | null): Cell => (day === null ? { ...BLANK, text: '--' } : { ...BLANK, day }),
  instant: (instant: string | null): Cell => (instant === null ? { ...BLANK, text: '--' } : { ...BLANK, instant }),
  money: (fen: number | null): Cell => (fen === null ? { ...BLANK, text: '--', numeric: true } : { ...BLANK, money: fen, numeric: true }),
  number: (value: number | null): Cell =>
    value === null ? { ...BLANK, text: '--', numeric: true } : { ...BLANK, number: value, numeric: true },
};

export interface Column {
  readonly label: Text;
  readonly numeric: boolean;
}

export interface Table {
  readonly caption: Text;
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly cells: readonly (Cell & { readonly label: Text })[] }[];
  readonly empty: Text;
}

/** A table whose cells know their column's label, so that it can be read as cards on a phone. */
export function table(
  caption: Text,
  columns: readonly (Text | readonly [label: Text, kind: 'numeric'])[],
  rows: readonly (readonly Cell[])[],
  empty: Text = { key: 'common.table.empty' },
): Table {
  const heads = columns.map((column): Column =>
    Array.isArray(column) ? { label: column[0] as Text, numeric: true } : { label: column as Text, numeric: false },
  );
  const labelled = rows.map((cells) => ({ cells: cells.map((one, i) => ({ ...one, label: heads[i]?.label ?? '' })) }));
  return { caption, columns: heads, rows: labelled, empty };
}

export interface Pager {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly previous: string | null;
  readonly next: string | null;
}

/** The pager of a list; `query` keeps the filters in the links. */
export function pager(
  list: { readonly total: number; readonly page: number; readonly pageSize: number },
  path: string,
  query: Readonly<Record<string, string | number | null | undefined>> = {},
): Pager {
  const pages = Math.max(1, Math.ceil(list.total / list.pageSize));
  const to = (page: number): string => addressOf(path, { ...query, page });
  return {
    total: list.total,
    page: list.page,
    pages,
    previous: list.page > 1 ? to(list.page - 1) : null,
    next: list.page < pages ? to(list.page + 1) : null,
  };
}

/** A path with those parameters that have a value. */
export function addressOf(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const entries = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The contract's envelope of every list in JSON. */
export function listFacts(
  list: { readonly items: readonly unknown[]; readonly total: number; readonly page: number; readonly pageSize: number },
  path: string,
  query: Readonly<Record<string, string | number | null | undefined>> = {},
): object {
  const more = list.page * list.pageSize < list.total;
  const next = more ? addressOf(`${path}.json`, { ...query, page: list.page + 1 }) : null;
  return { items: list.items, total: list.total, page: list.page, pageSize: list.pageSize, next };
}

export interface SummaryRow {
  readonly label: Text;
  readonly value: Cell;
  readonly change: { readonly href: string; readonly label: Text } | null;
}

export function summaryRow(label: Text, value: Cell, change: SummaryRow['change'] = null): SummaryRow {
  return { label, value, change };
}

export interface TimelineEntry {
  readonly when: string;
  readonly title: Text;
  readonly body: Text | null;
  readonly href: string | null;
}

export interface Task {
  readonly label: Text;
  /** null where it cannot start yet. */
  readonly href: string | null;
  readonly hint: Text | null;
  /** null for "completed", which is plain text so that open tasks stand out. */
  readonly tag: Tag | null;
}

export interface Step {
  readonly label: Text;
  readonly state: 'done' | 'current' | 'ahead';
  readonly note: Text | null;
}

/** A button that posts: its own small form with a token. */
export interface Action {
  readonly href: string;
  readonly label: Text;
  readonly tone: 'primary' | 'secondary' | 'danger';
}

export interface NumberCard {
  readonly label: Text;
  readonly value: Text;
  readonly unit: Text | null;
  readonly note: Text | null;
  readonly href: string | null;
}

/** A field for several files, with those that an earlier, refused try has kept. */
export interface FilesField {
  readonly field: Field;
  readonly kept: readonly { readonly name: string; readonly token: string }[];
}
