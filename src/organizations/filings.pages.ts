import { type DayCount, type CalendarDay } from '../kernel/calendar.js';
import { yuanInput, yuanText } from '../kernel/money.js';
import {
  cell,
  type Entered,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { type Duty, isOverdue, reminderOf } from './duty.rules.js';
import {
  type CountFigure,
  COUNT_FIGURES,
  figuresAsked,
  type FilingConclusion,
  type FilingStatus,
  type MoneyFigure,
} from './filing.rules.js';
import { type FilingDetail, type FilingRow } from './filings.queries.js';
import { type Slot, slot } from './form.pages.js';

const OWN = { label: { key: 'filings.own' }, href: '/org/filings' };
const field = (name: string): Text => ({ key: `filings.fields.${name}` });
const isCount = (name: MoneyFigure | CountFigure): name is CountFigure =>
  (COUNT_FIGURES as readonly string[]).includes(name);

export const kindText = (kind: string): Text => ({ key: `filings.kinds.${kind}` });
export const statusTag = (status: FilingStatus | 'NONE' | 'OVERDUE'): Tag => ({
  tone: (
    {
      NONE: 'neutral',
      DRAFT: 'info',
      SUBMITTED: 'info',
      RETURNED: 'warn',
      ACCEPTED: 'ok',
      OVERDUE: 'danger',
    } as const
  )[status],
  label: { key: `filings.statuses.${status}` },
});
export const conclusionText = (conclusion: FilingConclusion | null): Text | null =>
  conclusion === null ? null : { key: `filings.conclusions.${conclusion}` };

/** Working days left as a sentence; says so where a year's holidays are not announced yet. */
export function daysLeftText({ days, provisional }: DayCount): Text {
  const key = days < 0 ? 'late' : 'left';
  return { key: `filings.days.${provisional ? `${key}-provisional` : key}`, args: { days: Math.abs(days) } };
}

/** The filings of a body for its page in the bureau's register. */
export function filingsTable(list: readonly FilingRow[], path: string): Table {
  return table(
    { key: 'filings.title' },
    ['year', 'kind', 'due', 'submitted', 'status', 'conclusion'].map(field),
    list.map((one) => [
      one.status === 'DRAFT'
        ? cell.text(String(one.year))
        : cell.link(String(one.year), `${path}/${one.id}`, one.number),
      cell.text(kindText(one.kind)),
      cell.day(one.dueOn),
      cell.instant(one.submittedAt),
      cell.tag(statusTag(one.status)),
      cell.text(conclusionText(one.conclusion)),
    ]),
    { key: 'filings.empty' },
  );
}

export interface OwnDuty {
  readonly duty: Duty;
  readonly filing: FilingRow | null;
  readonly left: DayCount;
}

export interface OwnFilingsPage extends PageBase {
  readonly reminders: readonly Text[];
  readonly list: Table;
  readonly elsewhere: Text | null;
}

/** What a body owes, year by year; reminders for what comes near or has passed. (R-ANN-01) */
export function ownFilingsPage(
  duties: readonly OwnDuty[],
  today: CalendarDay,
  elsewhere: string | null,
): OwnFilingsPage {
  const late = ({ duty, filing }: OwnDuty): boolean => isOverdue(filing, duty.dueOn, today);
  const isOpen = ({ filing }: OwnDuty): boolean => filing === null || filing.status === 'DRAFT';
  const reminders = duties.flatMap((one): Text[] => {
    const args = { year: String(one.duty.year), kind: kindText(one.duty.kind), due: one.duty.dueOn };
    if (late(one)) return [{ key: 'filings.reminders.overdue', args }];
    const days = isOpen(one) ? reminderOf(one.duty.dueOn, today) : null;
    return days === null ? [] : [{ key: 'filings.reminders.soon', args: { ...args, days } }];
  });
  return {
    ...pageBase({ key: 'filings.own' }),
    reminders,
    elsewhere: elsewhere === null ? null : { key: 'filings.elsewhere', args: { authority: elsewhere } },
    list: table(
      { key: 'filings.own' },
      ['year', 'kind', 'due', 'status', 'conclusion', 'receipt'].map(field),
      duties.map((one) => [
        cell.link(String(one.duty.year), `/org/filings/${one.duty.year}/${one.duty.kind}`),
        cell.text(kindText(one.duty.kind)),
        { ...cell.day(one.duty.dueOn), sub: isOpen(one) ? daysLeftText(one.left) : null },
        cell.tag(late(one) ? statusTag('OVERDUE') : statusTag(one.filing?.status ?? 'NONE')),
        cell.text(conclusionText(one.filing?.conclusion ?? null)),
        cell.text(one.filing?.number ?? null),
      ]),
      { key: 'filings.none-owed' },
    ),
  };
}

export interface FilingFormPage extends PageBase {
  readonly action: string;
  readonly version: number;
  readonly due: Text;
  /** Why it came back, and the last day to hand it in again. */
  readonly returned: string | null;
  readonly mendBy: string | null;
  readonly fields: readonly Slot[];
}

/** The form of one filing; a draft as far as it goes. */
export function filingFormPage(
  { duty, filing, left }: { duty: Duty; filing: FilingDetail | null; left: DayCount },
  asksUnit: boolean,
  entered?: Entered,
): FilingFormPage {
  const make = fieldsOf(entered);
  const figures = figuresAsked(duty.kind).map((name): Slot => {
    const value = filing?.figures[name];
    const initial = value === undefined ? '' : isCount(name) ? String(value) : yuanInput(value);
    return slot(
      'number',
      make(name, {
        label: field(name),
        required: true,
        initial,
        inputMode: isCount(name) ? 'numeric' : 'decimal',
        unit: { key: isCount(name) ? 'filings.persons' : 'filings.yuan' },
        ...(HINTED.includes(name) ? { hint: { key: `filings.hints.${name}` } } : {}),
      }),
    );
  });
  return {
    ...pageBase(titleOf(duty), [OWN], entered?.findings),
    action: addressOf(duty),
    version: filing?.version ?? 1,
    due: { key: 'filings.due', args: { due: duty.dueOn, left: daysLeftText(left) } },
    returned: filing?.status === 'RETURNED' ? filing.reason : null,
    mendBy: filing?.status === 'RETURNED' ? filing.mendBy : null,
    fields: [
      ...figures,
      ...(asksUnit
        ? [
            slot(
              'day',
              make('unitCheckedOn', {
                label: field('unitCheckedOn'),
                hint: { key: 'filings.hints.unitCheckedOn' },
                required: true,
                initial: filing?.unitCheckedOn ?? '',
              }),
            ),
          ]
        : []),
      slot(
        'area',
        make('summary', {
          label: field('summary'),
          hint: { key: 'filings.hints.summary' },
          required: true,
          initial: filing?.summary ?? '',
          maxLength: 2000,
          rows: 8,
        }),
      ),
    ],
  };
}
const HINTED: readonly string[] = ['netAssetsFen', 'subsidyFen', 'publicBenefitFen'];

export interface FilingCheckPage extends PageBase {
  readonly facts: readonly SummaryRow[];
  readonly change: string;
  readonly action: string | null;
  readonly version: number;
  readonly accept: Slot;
}

/** What will be handed in, to be read once more; with what still stands against it, there is nothing to press. */
export function filingCheckPage(filing: FilingDetail, mayAct: boolean, entered?: Entered): FilingCheckPage {
  return {
    ...pageBase(
      { key: 'filings.check', args: { year: String(filing.year), kind: kindText(filing.kind) } },
      [OWN, { label: titleOf(filing), href: addressOf(filing) }],
      entered?.findings,
    ),
    facts: filingFacts(filing),
    change: addressOf(filing),
    action: mayAct ? `${addressOf(filing)}/submission` : null,
    version: filing.version,
    accept: slot(
      'tick',
      fieldsOf(entered)('accept', { label: { key: 'filings.statement' }, required: true }),
    ),
  };
}

export interface FilingShowPage extends PageBase {
  readonly tag: Tag;
  readonly receipt: readonly SummaryRow[];
  readonly facts: readonly SummaryRow[];
}

/** A filing that is handed in: the receipt, how it stands, and what it says. */
export function filingShowPage(filing: FilingDetail): FilingShowPage {
  return {
    ...pageBase(titleOf(filing), [OWN]),
    tag: statusTag(filing.status),
    receipt: receiptRows(filing),
    facts: filingFacts(filing),
  };
}

export function receiptRows(filing: FilingDetail): SummaryRow[] {
  return [
    summaryRow(field('organization'), cell.text(filing.organizationName, filing.code)),
    summaryRow(field('receipt'), cell.text(filing.number)),
    summaryRow(field('first-submitted'), cell.instant(filing.firstSubmittedAt)),
    ...(filing.submittedAt === filing.firstSubmittedAt
      ? []
      : [summaryRow(field('submitted'), cell.instant(filing.submittedAt))]),
    ...(filing.contentHash === null || filing.number === null
      ? []
      : [summaryRow(field('hash'), cell.link(filing.contentHash, `/verify/${filing.number}`))]),
    summaryRow(field('due'), cell.day(filing.dueOn)),
    ...(filing.decidedAt === null
      ? []
      : [
          summaryRow(field('decided'), cell.instant(filing.decidedAt)),
          summaryRow(field('conclusion'), cell.text(conclusionText(filing.conclusion))),
          summaryRow(field('reason'), cell.text(filing.reason)),
        ]),
    ...(filing.mendBy === null ? [] : [summaryRow(field('mendBy'), cell.day(filing.mendBy))]),
  ];
}

/** The figures of a filing; where the year before is known, it stands beneath each. */
export function filingFacts(filing: FilingDetail, before: FilingDetail | null = null): SummaryRow[] {
  const value = (one: FilingDetail, name: MoneyFigure | CountFigure): string | null => {
    const figure = one.figures[name];
    return figure === undefined ? null : isCount(name) ? String(figure) : yuanText(figure);
  };
  return [
    ...figuresAsked(filing.kind).map((name) => {
      const earlier = before && value(before, name);
      return summaryRow(
        field(name),
        cell.text(
          value(filing, name),
          earlier === null ? null : { key: 'filings.year-before', args: { value: earlier } },
        ),
      );
    }),
    ...(filing.unitCheckedOn === null
      ? []
      : [summaryRow(field('unitCheckedOn'), cell.day(filing.unitCheckedOn))]),
    summaryRow(field('summary'), cell.text(filing.summary === '' ? null : filing.summary)),
  ];
}

function titleOf({ year, kind }: Pick<FilingDetail, 'year' | 'kind'>): Text {
  return { key: 'filings.of-year', args: { year: String(year), kind: kindText(kind) } };
}

function addressOf({ year, kind }: Pick<FilingDetail, 'year' | 'kind'>): string {
  return `/org/filings/${year}/${kind}`;
}
