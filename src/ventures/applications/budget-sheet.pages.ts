import { type Finding } from '../../kernel/outcome.js';
import {
  cell,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Table,
  table,
} from '../../platform/views/page.js';
import { type ApplicationDetail } from './applications.queries.js';
import { type BudgetEntry, totalOfLine } from './budget.rules.js';
import { budgetDifference, type RowChange } from './budget-difference.rules.js';
import { crumbsOf } from './budget.pages.js';
import { ROW_FIELDS, type TypedRow } from './budget-rows.rules.js';

export interface BudgetSheetPage extends PageBase {
  readonly download: string;
  readonly action: string;
  readonly file: Field;
  readonly errors: Table | null;
  readonly preview: SheetPreview | null;
}

interface SheetPreview {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly changes: Table;
  /** Rules of the call that the rows would break. */
  readonly broken: readonly Finding[];
  /** Where the rows go when they are confirmed: the same way as typed ones. */
  readonly action: string;
  readonly base: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** What was read from a sheet and not yet stored. */
export interface ReadSheet {
  readonly saved: readonly BudgetEntry[];
  readonly lines: readonly BudgetEntry[];
  readonly typed: readonly TypedRow[];
  readonly broken: readonly Finding[];
  readonly base: string;
}

/** The page of the sheet: take it away, bring it back, see each wrong cell, or what would change before it does. */
export function budgetSheetPage(
  application: ApplicationDetail,
  { findings = [], read }: { readonly findings?: readonly Finding[]; readonly read?: ReadSheet } = {},
): BudgetSheetPage {
  const base = `/org/rounds/${application.roundNumber}/application/budget`;
  const cells = findings.filter(({ field }) => field !== 'file');
  const ofFile = findings.filter(({ field }) => field === 'file');
  const summary =
    cells.length > 0
      ? [{ code: 'sheet-errors', field: 'file', args: { n: cells.length } }, ...ofFile]
      : ofFile;
  return {
    ...pageBase(
      { key: 'budget.sheet.title' },
      [...crumbsOf(application), { label: { key: 'ventures.sections.budget' }, href: base }],
      summary,
    ),
    download: `${base}.xlsx`,
    action: `${base}/sheet`,
    file: fieldsOf({ values: {}, findings: summary })('file', {
      label: { key: 'budget.sheet.file' },
      hint: { key: 'budget.sheet.hint' },
      required: true,
    }),
    errors: cells.length === 0 ? null : errorTable(cells),
    preview: read === undefined ? null : previewOf(base, read),
  };
}

function errorTable(findings: readonly Finding[]): Table {
  return table(
    { key: 'budget.sheet.errors-title' },
    [{ key: 'budget.sheet.cell' }, { key: 'budget.sheet.error' }],
    findings.map((finding) => {
      const at = finding.args?.['cell'];
      return [cell.text(typeof at === 'string' ? at : null), cell.text({ finding })];
    }),
  );
}

function previewOf(base: string, { saved, lines, typed, broken, base: carried }: ReadSheet): SheetPreview {
  const { rows } = budgetDifference(saved, lines);
  const count = (kind: RowChange['kind']): number => rows.filter((one) => one.kind === kind).length;
  return {
    rows: lines.length,
    added: count('ADDED'),
    changed: count('CHANGED'),
    removed: count('REMOVED'),
    changes: changeTable(rows),
    broken,
    action: base,
    base: carried,
    fields: typed.flatMap((row, i) =>
      (['id', ...ROW_FIELDS] as const).map((name) => ({ name: `lines[${i}][${name}]`, value: row[name] })),
    ),
  };
}

function changeTable(rows: readonly RowChange[]): Table {
  const total = (line: BudgetEntry | null): number | null => (line === null ? null : totalOfLine(line));
  return table(
    { key: 'budget.sheet.preview-title' },
    [
      { key: 'budget.sheet.change' },
      { key: 'ventures.budget.category' },
      { key: 'ventures.budget.item' },
      { key: 'ventures.budget.source' },
      [{ key: 'budget.sheet.before' }, 'numeric'],
      [{ key: 'budget.sheet.after' }, 'numeric'],
    ],
    rows.map(({ kind, before, after }) => {
      const line = after ?? before;
      return [
        cell.text({ key: `budget.sheet.kinds.${kind}` }),
        cell.text(line === null ? null : { key: `ventures.budget.categories.${line.category}` }),
        cell.text(line?.item ?? null, line?.note ?? null),
        cell.text(line === null ? null : { key: `ventures.budget.sources.${line.source}` }),
        cell.money(total(before)),
        cell.money(total(after)),
      ];
    }),
    { key: 'budget.sheet.same' },
  );
}
