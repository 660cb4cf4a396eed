import { type CalendarDay, type WorkingDayTable, workingDaysLeft } from '../../kernel/calendar.js';
import { actionsFrom } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type Cell,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  type Tag,
} from '../../platform/views/page.js';
import { EXIT_LIFE, type ExitStatus } from './case.rules.js';
import { evidenceTable, lastDay } from './case-parts.pages.js';
import { type EvidenceLine, type ExitLine } from './cases.queries.js';
import { leftCell } from './lists.pages.js';

export function exitTag(status: ExitStatus): Tag {
  const tones = { SUBMITTED: 'info', VERIFIED: 'warn', REFUSED: 'danger', REMOVED: 'ok' } as const;
  return { tone: tones[status], label: { key: `lists.exit-statuses.${status}` } };
}

export interface ExitView {
  readonly one: ExitLine;
  readonly evidence: readonly EvidenceLine[];
  readonly today: CalendarDay;
  readonly table: WorkingDayTable;
}

export interface ExitPage extends PageBase {
  readonly number: string;
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly evidence: Table;
  readonly version: number;
  readonly check: { readonly action: Field; readonly finding: Field } | null;
  readonly remove: boolean;
}

/** An application to leave a list; `viewer` is null for the body itself, which only looks. */
export function exitPage(view: ExitView, viewer: SignedIn | null, entered?: Entered): ExitPage {
  const { one } = view;
  const base = viewer === null ? '/org/credit/exits' : '/bureau/list-exits';
  const actions: readonly string[] = viewer === null ? [] : actionsFrom(EXIT_LIFE, one.status, viewer);
  const field = fieldsOf(entered);
  const back =
    viewer === null
      ? { label: { key: 'credit.own.title' }, href: '/org/credit' }
      : { label: { key: 'lists.desk.title' }, href: '/bureau/credit-lists' };
  return {
    ...pageBase({ key: 'lists.exit.title', args: { number: one.number } }, [back], entered?.findings),
    number: one.number,
    tag: exitTag(one.status),
    facts: exitFacts(view, viewer !== null),
    evidence: evidenceTable(view.evidence, `${base}/${one.number}/evidence`),
    version: one.version,
    check: actions.includes('verify')
      ? {
          action: field('action', {
            label: { key: 'lists.exit.check' },
            required: true,
            options: ['verify', 'refuse'].map((way) => [way, { key: `lists.exit-actions.${way}` }] as const),
          }),
          finding: field('finding', {
            label: { key: 'lists.fields.finding' },
            hint: { key: 'lists.exit.finding-hint' },
            required: true,
            maxLength: 1000,
            rows: 4,
          }),
        }
      : null,
    remove: actions.includes('remove'),
  };
}

function exitFacts({ one, today, table }: ExitView, isBureau: boolean): readonly SummaryRow[] {
  const row = (name: string, value: Cell): SummaryRow => summaryRow({ key: `lists.fields.${name}` }, value);
  const waiting =
    one.status === 'SUBMITTED' ? one.checkDueOn : one.status === 'VERIFIED' ? one.removalDueOn : null;
  return [
    row(
      'name',
      isBureau
        ? cell.link(one.name, `/bureau/list-entries/${one.entryId}`, one.creditCode)
        : cell.text(one.name, one.creditCode),
    ),
    row('list', cell.text({ key: `credit.lists.${one.list}` })),
    row('ground', cell.text({ key: `credit.grounds.${one.ground}` })),
    row('exit', cell.text({ key: `lists.exits.${one.exit}` })),
    row('statement', cell.text(one.statement)),
    row('submitted', cell.instant(one.submittedAt)),
    row('check-due', lastDay(one.checkDueOn, one.isProvisional)),
    ...(one.checkedOn === null
      ? []
      : [
          row('checked', cell.text(one.checkedOn, isBureau ? one.checkedByName : null)),
          row('finding', cell.text(one.finding)),
        ]),
    ...(one.removalDueOn === null ? [] : [row('removal-due', lastDay(one.removalDueOn, one.isProvisional))]),
    ...(waiting === null ? [] : [row('left', leftCell(workingDaysLeft(table, today, waiting).days))]),
  ];
}
