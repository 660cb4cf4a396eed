import { type Finding } from '../kernel/outcome.js';
import {
  type Crumb,
  cell,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Table,
  table,
  type Text,
} from '../platform/views/page.js';
import { type ImportRun } from './import-runs.service.js';
import { type ImportPlan } from './register-import.service.js';

const TITLE = { key: 'organizations.import.title' };
const LIST: Crumb = { label: { key: 'organizations.list.title' }, href: '/bureau/organizations' };
const IMPORT: Crumb = { label: TITLE, href: '/bureau/register-import' };
/** A longer report is downloaded. */
const SHOWN_FINDINGS = 200;
const SHOWN_CHARACTERS = 60;

export interface ImportPage extends PageBase {
  readonly file: Field;
}

/** Choosing a file, again when it was refused as a whole. */
export function importPage(findings: readonly Finding[] = []): ImportPage {
  const field = fieldsOf(findings.length > 0 ? { values: {}, findings } : undefined);
  return {
    ...pageBase(TITLE, [LIST], findings),
    file: field('file', {
      label: { key: 'organizations.import.file' },
      hint: { key: 'organizations.import.hint' },
      required: true,
    }),
  };
}

export interface ProgressPage extends PageBase {
  readonly href: string;
  readonly fileName: string;
  readonly says: Text;
  readonly done: number;
  readonly total: number;
}

/** A long file under way; the page fetches itself again until the stage is over. */
export function importProgressPage({ id, fileName, stage, done, total }: ImportRun): ProgressPage {
  return {
    ...pageBase(TITLE, [LIST, IMPORT]),
    href: `/bureau/register-import/runs/${id}`,
    fileName,
    says: { key: `organizations.import.stages.${stage}`, args: { done, total } },
    done,
    total: Math.max(1, total),
  };
}

export interface ReportPage extends PageBase {
  readonly id: string;
  readonly plan: Pick<ImportPlan, 'total' | 'unchanged' | 'refusedRows'> & {
    readonly added: number;
    readonly changed: number;
  };
  /** False when the file says nothing new: there is nothing to confirm. */
  readonly news: boolean;
  readonly report: Table;
  readonly more: number;
}

/** What the file would do, row by row; nothing is stored yet. */
export function reportPage(id: string, plan: ImportPlan, sentence: (finding: Finding) => string): ReportPage {
  const [added, changed] = [plan.added.length, plan.changed.length];
  return {
    ...pageBase(TITLE, [LIST, IMPORT]),
    id,
    plan: { total: plan.total, added, changed, unchanged: plan.unchanged, refusedRows: plan.refusedRows },
    news: added + changed > 0,
    report: table(
      { key: 'organizations.import.report' },
      [
        [{ key: 'organizations.import.row' }, 'numeric'],
        { key: 'organizations.import.column' },
        { key: 'organizations.import.value' },
        { key: 'organizations.import.reason' },
      ],
      plan.findings
        .slice(0, SHOWN_FINDINGS)
        .map(({ row, column, value, finding }) => [
          cell.number(row),
          cell.text(column === null ? '--' : { key: `organizations.columns.${column}` }),
          cell.text(value.slice(0, SHOWN_CHARACTERS)),
          cell.text(sentence(finding)),
        ]),
      { key: 'organizations.import.clean' },
    ),
    more: Math.max(0, plan.findings.length - SHOWN_FINDINGS),
  };
}
