import { type CalendarDay, type DayCount, shanghaiInstant } from '../kernel/calendar.js';
import {
  addressOf,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { DUTY_KINDS, isOverdue } from './duty.rules.js';
import { FILING_CONCLUSIONS, FILING_STATUSES } from './filing.rules.js';
import { type FilingDetail, type FilingRow, type OwedLine } from './filings.queries.js';
import {
  daysLeftText,
  filingFacts,
  kindText,
  conclusionText,
  receiptRows,
  statusTag,
} from './filings.pages.js';
import { type Slot, slot } from './form.pages.js';

const DESK = { label: { key: 'filings.desk.title' }, href: '/bureau/filings' };
const field = (name: string): { key: string } => ({ key: `filings.fields.${name}` });

type Query = Readonly<Record<string, unknown>>;

interface Filters {
  readonly q: Field | null;
  readonly year: Field;
  readonly kind: Field;
  readonly status: Field | null;
}

/** What stands around every list of the desk. */
export interface DeskFacts {
  readonly query: Query;
  readonly years: readonly number[];
  /** Working days left until a day. */
  readonly left: (day: CalendarDay) => DayCount;
  readonly overdue: readonly { readonly year: number; readonly kind: string; readonly n: number }[];
}

export interface FilingDeskPage extends PageBase {
  readonly filters: Filters;
  readonly action: string;
  readonly overdue: Table;
  readonly list: Table;
  readonly pager: Pager;
  readonly download: string;
}

function filtersOf(query: Query, years: readonly number[], isQueue: boolean): Filters {
  const make = fieldsOf({ values: query, findings: [] });
  return {
    q: isQueue ? make('q', { label: { key: 'filings.desk.q' }, inputMode: 'search', maxLength: 60 }) : null,
    year: make('year', {
      label: field('year'),
      options: years.map((year) => [String(year), String(year)] as const),
    }),
    kind: make('kind', {
      label: field('kind'),
      options: DUTY_KINDS.map((kind) => [kind, kindText(kind)] as const),
    }),
    status: isQueue
      ? make('status', {
          label: field('status'),
          options: FILING_STATUSES.filter((one) => one !== 'DRAFT').map(
            (one) => [one, { key: `filings.statuses.${one}` }] as const,
          ),
        })
      : null,
  };
}

function kept(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[0] !== 'page',
    ),
  );
}

/** The bureau's queue: what waits for a decision first, by its last day; with how much is overdue. */
export function filingDeskPage(
  page: { items: readonly FilingRow[]; total: number; page: number; pageSize: number },
  more: DeskFacts,
): FilingDeskPage {
  return {
    ...pageBase({ key: 'filings.desk.title' }),
    filters: filtersOf(more.query, more.years, true),
    action: '/bureau/filings',
    overdue: table(
      { key: 'filings.desk.overdue' },
      [field('year'), field('kind'), [{ key: 'filings.desk.count' }, 'numeric'] as const],
      more.overdue.map((one) => [
        cell.link(String(one.year), addressOf('/bureau/filings/overdue', { year: one.year, kind: one.kind })),
        cell.text(kindText(one.kind)),
        cell.number(one.n),
      ]),
      { key: 'filings.desk.none-overdue' },
    ),
    list: table(
      { key: 'filings.desk.title' },
      ['organization', 'kind', 'due', 'submitted', 'status', 'conclusion'].map(field),
      page.items.map((one) => [
        cell.link(one.organizationName, `/bureau/filings/${one.id}`, one.number),
        cell.text(reportText(one)),
        {
          ...cell.day(one.dueOn),
          sub: one.status === 'SUBMITTED' ? daysLeftText(more.left(one.dueOn)) : null,
        },
        cell.instant(one.submittedAt),
        cell.tag(statusTag(one.status)),
        cell.text(conclusionText(one.conclusion)),
      ]),
      { key: 'filings.desk.empty' },
    ),
    pager: pager(page, '/bureau/filings', kept(more.query)),
    download: addressOf('/bureau/filings/list.csv', kept(more.query)),
  };
}

/** The bodies whose duty is overdue, with how long. */
export function overduePage(
  page: { items: readonly OwedLine[]; total: number; page: number; pageSize: number },
  more: DeskFacts,
): FilingDeskPage {
  return {
    ...filingDeskPage({ ...page, items: [] }, more),
    ...pageBase({ key: 'filings.desk.overdue-list' }, [DESK]),
    filters: filtersOf(more.query, more.years, false),
    action: '/bureau/filings/overdue',
    list: table(
      { key: 'filings.desk.overdue-list' },
      ['organization', 'kind', 'due', 'status'].map(field),
      page.items.map((one) => [
        cell.link(one.name, `/bureau/organizations/${one.code}`, one.code),
        cell.text(reportText(one)),
        { ...cell.day(one.dueOn), sub: daysLeftText(more.left(one.mendBy ?? one.dueOn)) },
        cell.tag(statusTag(one.status ?? 'NONE')),
      ]),
      { key: 'filings.desk.none-overdue' },
    ),
    pager: pager(page, '/bureau/filings/overdue', kept(more.query)),
    download: addressOf('/bureau/filings/overdue.csv', kept(more.query)),
  };
}

function reportText({ year, kind }: { readonly year: number; readonly kind: string }): Text {
  return { key: 'filings.of-year', args: { year: String(year), kind: kindText(kind) } };
}

export interface FilingDecidePage extends PageBase {
  readonly tag: Tag;
  readonly isLate: boolean;
  readonly receipt: readonly SummaryRow[];
  readonly facts: readonly SummaryRow[];
  readonly action: string | null;
  readonly version: number;
  readonly fields: readonly Slot[];
}

/** One filing before the officer: the figures with the year before, and the decision where one is due. */
export function filingDecidePage(
  filing: FilingDetail,
  { before, mayDecide, today }: { before: FilingDetail | null; mayDecide: boolean; today: CalendarDay },
  entered?: Entered,
): FilingDecidePage {
  const make = fieldsOf(entered);
  const concludes = filing.kind === 'ANNUAL_REPORT';
  return {
    ...pageBase(
      reportText(filing),
      [DESK, { label: filing.organizationName, href: `/bureau/organizations/${filing.code}` }],
      entered?.findings,
    ),
    tag: statusTag(isOverdue(filing, filing.dueOn, today) ? 'OVERDUE' : filing.status),
    isLate: filing.firstSubmittedAt !== null && filing.firstSubmittedAt > endOf(filing.dueOn),
    receipt: receiptRows(filing),
    facts: filingFacts(filing, before),
    action: mayDecide && filing.status === 'SUBMITTED' ? `/bureau/filings/${filing.id}/conclusion` : null,
    version: filing.version,
    fields: [
      slot(
        'choice',
        make('action', {
          label: { key: 'filings.desk.decision' },
          required: true,
          options: (['accept', 'return'] as const).map(
            (one) => [one, { key: `filings.actions.${one}` }] as const,
          ),
        }),
      ),
      ...(concludes
        ? [
            slot(
              'choice',
              make('conclusion', {
                label: field('conclusion'),
                hint: { key: 'filings.hints.conclusion' },
                options: FILING_CONCLUSIONS.map(
                  (one) => [one, { key: `filings.conclusions.${one}` }] as const,
                ),
              }),
            ),
          ]
        : []),
      slot(
        'area',
        make('reason', {
          label: field('reason'),
          hint: { key: 'filings.hints.reason' },
          maxLength: 500,
          rows: 3,
        }),
      ),
      slot('day', make('mendBy', { label: field('mendBy'), hint: { key: 'filings.hints.mendBy' } })),
    ],
  };
}

/** The rows of a download, heading first, as the list shows them. */
export function filingSheet(list: readonly FilingRow[]): Text[][] {
  return [
    [
      CODE,
      ...['organization', 'year', 'kind', 'due', 'receipt', 'submitted', 'status', 'conclusion'].map(field),
    ],
    ...list.map((one): Text[] => [
      one.code,
      one.organizationName,
      String(one.year),
      kindText(one.kind),
      one.dueOn,
      one.number ?? '',
      one.submittedAt === null ? '' : shanghaiInstant(one.submittedAt),
      statusTag(one.status).label,
      conclusionText(one.conclusion) ?? '',
    ]),
  ];
}

export function overdueSheet(list: readonly OwedLine[]): Text[][] {
  return [
    [CODE, ...['organization', 'year', 'kind', 'due', 'status'].map(field)],
    ...list.map((one): Text[] => [
      one.code,
      one.name,
      String(one.year),
      kindText(one.kind),
      one.dueOn,
      statusTag(one.status ?? 'NONE').label,
    ]),
  ];
}
const CODE = { key: 'organizations.fields.creditCode' };

/** The last instant of a day in Shanghai. */
function endOf(day: CalendarDay): string {
  return `${day}T15:59:59.999Z`;
}
