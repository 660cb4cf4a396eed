import { type CalendarDay, type WorkingDayTable, workingDaysLeft } from '../../kernel/calendar.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type Action,
  type Cell,
  cell,
  type Field,
  fieldsOf,
  type NumberCard,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  type Table,
  table,
  type Text,
} from '../../platform/views/page.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { applicationTag } from './applications.pages.js';
import { passesAll, type Standing } from './judgement.rules.js';
import { SCREENING_STATES, type ScreeningState } from './screening.forms.js';
import { screeningDueOn } from './screening.rules.js';
import { type Screened } from './screening.service.js';

const PAGE_SIZE = 50;
const key = (name: string, args?: Readonly<Record<string, string | number>>): Text =>
  args === undefined ? { key: `screening.${name}` } : { key: `screening.${name}`, args };

export interface ScreeningListPage extends PageBase {
  readonly base: string;
  /** What the comparison for double funding found. */
  readonly likeness: string;
  readonly cards: readonly NumberCard[];
  readonly state: Field;
  readonly list: Table;
  readonly pager: Pager;
  readonly provisional: boolean;
  /** Where everything that passes is looked through before it is confirmed together. */
  readonly together: string | null;
  readonly startReview: Action | null;
  readonly appeals: Text | null;
  /** Reinstated after the review had begun, and not among its candidates yet. */
  readonly late: Action | null;
  readonly contestHref: string | null;
}

export interface ScreeningListView {
  readonly round: RoundDetail;
  readonly screened: readonly Screened[];
  /** The last day of each open supplement and of the reply to each open appeal, by application number. */
  readonly due: ReadonlyMap<string, CalendarDay>;
  readonly openAppeals: number;
  readonly contestId: string | null;
  readonly late: number;
  readonly workdays: WorkingDayTable;
  readonly today: CalendarDay;
  readonly viewer: SignedIn;
}

const IN_STATE: Readonly<Record<ScreeningState, (one: Screened) => boolean>> = {
  todo: ({ application: { status } }) => status === 'SUBMITTED',
  ready: (one) => isReady(one),
  second: ({ application: { status }, standings }) =>
    status === 'SUBMITTED' && standings.some(({ state }) => state === 'WAITING'),
  returned: ({ application: { status } }) => status === 'RETURNED_FOR_SUPPLEMENT',
  eligible: ({ application: { status } }) =>
    !['SUBMITTED', 'RETURNED_FOR_SUPPLEMENT', 'INELIGIBLE'].includes(status),
  ineligible: ({ application: { status } }) => status === 'INELIGIBLE',
};

/** Waits for its result and would be confirmed together with the others that pass everything. */
export function isReady({ application, standings }: Screened): boolean {
  return application.status === 'SUBMITTED' && passesAll(standings);
}

/** The applications of a round with how far the first check of each has come. */
export function screeningListPage(
  view: ScreeningListView,
  query: { readonly state?: ScreeningState | undefined; readonly page?: number | undefined },
): ScreeningListPage {
  const { round, screened, contestId, viewer } = view;
  const base = `/bureau/rounds/${round.number}/applications`;
  const { state, page: number = 1 } = query;
  const chosen = state === undefined ? screened : screened.filter(IN_STATE[state]);
  const shown = chosen.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE);
  const count = (one: ScreeningState): number => screened.filter(IN_STATE[one]).length;
  const undone = count('todo') + count('returned');
  const officer = may(viewer, 'application.screen');
  return {
    ...pageBase({ key: 'ventures.screening.title' }, [
      { label: { zh: round.nameZh, en: round.nameEn }, href: `/bureau/rounds/${round.number}` },
    ]),
    base,
    likeness: `/bureau/rounds/${round.number}/likeness`,
    cards: SCREENING_STATES.map((one) => ({
      label: key(`states.${one}`),
      value: String(count(one)),
      unit: null,
      note: null,
      href: `${base}?state=${one}`,
    })),
    state: fieldsOf({ values: { state: state ?? '' }, findings: [] })('state', {
      label: key('state'),
      options: SCREENING_STATES.map((one) => [one, key(`states.${one}`)] as const),
    }),
    list: listTable(view, shown),
    pager: pager({ total: chosen.length, page: number, pageSize: PAGE_SIZE }, base, { state }),
    provisional: shown.some((one) => leftOf(view, one)?.provisional === true),
    together: officer && count('ready') > 0 ? `${base}/confirmation` : null,
    startReview:
      officer && round.status === 'CLOSED' && undone === 0 && screened.length > 0
        ? {
            href: `/bureau/rounds/${round.number}/review`,
            label: { key: 'ventures.screening.start' },
            tone: 'primary',
          }
        : null,
    appeals: view.openAppeals > 0 ? key('appeals-open', { count: view.openAppeals }) : null,
    late:
      officer && view.late > 0
        ? {
            href: `/bureau/rounds/${round.number}/review/late`,
            label: key('late.join', { count: view.late }),
            tone: 'primary',
          }
        : null,
    contestHref: contestId === null ? null : `/bureau/contests/${contestId}`,
  };
}

function listTable(view: ScreeningListView, shown: readonly Screened[]): Table {
  return table(
    { key: 'ventures.screening.title' },
    [
      { key: 'ventures.fields.title' },
      { key: 'ventures.fields.organization' },
      { key: 'ventures.fields.field' },
      [{ key: 'ventures.fields.asked' }, 'numeric'],
      key('rules'),
      key('due'),
      { key: 'ventures.fields.status' },
    ],
    shown.map((one) => {
      const { application } = one;
      const { title, number, organizationName, field, askedFen, status } = application;
      return [
        cell.link(title, `/bureau/applications/${number ?? ''}`, number),
        cell.text(organizationName),
        cell.text(field === null ? null : { key: `ventures.categories.${field}` }),
        cell.money(askedFen),
        rulesCell(one),
        dueCell(view, one),
        cell.tag(applicationTag(status)),
      ];
    }),
    { key: 'ventures.screening.empty' },
  );
}

/** How many rules are judged, and what the engine still holds against it. */
function rulesCell({ application: { status }, standings, check }: Screened): Cell {
  if (status !== 'SUBMITTED' && status !== 'RETURNED_FOR_SUPPLEMENT') return cell.text(null);
  const failed = failedRules(standings);
  const progress = key('progress', {
    judged: standings.filter(({ state }) => state !== 'OPEN').length,
    of: standings.length,
  });
  if (failed !== '') return cell.text(progress, key('engine-fails', { rules: failed }));
  return cell.text(progress, check.difference.length > 0 ? key('changed-since') : null);
}

function failedRules(standings: readonly Standing[]): string {
  return [
    ...new Set(standings.filter(({ unit }) => unit.engine === 'FAIL').map(({ unit }) => unit.rule)),
  ].join('、');
}

function leftOf(
  { round, due, workdays, today }: ScreeningListView,
  { application }: Screened,
): { day: CalendarDay; days: number; provisional: boolean } | null {
  const own = due.get(application.number ?? '') ?? null;
  const day = own ?? (application.status === 'SUBMITTED' ? screeningDueOn(round) : null);
  return day === null ? null : { day, ...workingDaysLeft(workdays, today, day) };
}

/** Working days until it is due; overdue in red, with how many. */
function dueCell(view: ScreeningListView, one: Screened): Cell {
  const left = leftOf(view, one);
  if (left === null) return cell.text(null);
  const { day, days } = left;
  if (day < view.today)
    return { ...cell.tag({ tone: 'danger', label: key('overdue-by', { days: -days }) }), sub: day };
  return cell.text(day === view.today ? key('due-today') : key('days-left', { days }), day);
}

export interface TogetherPage extends PageBase {
  readonly base: string;
  readonly lead: Text;
  readonly list: Table;
  readonly numbers: readonly string[];
}

/** What would be confirmed together, looked through before it is done. */
export function togetherPage(round: RoundDetail, ready: readonly Screened[]): TogetherPage {
  const base = `/bureau/rounds/${round.number}/applications`;
  return {
    ...pageBase(key('together.title'), [
      { label: { zh: round.nameZh, en: round.nameEn }, href: `/bureau/rounds/${round.number}` },
      { label: { key: 'ventures.screening.title' }, href: base },
    ]),
    base,
    lead: key('together.lead', { count: ready.length }),
    list: table(
      key('together.list'),
      [
        { key: 'ventures.fields.title' },
        { key: 'ventures.fields.organization' },
        [key('together.by-engine'), 'numeric'],
        [key('together.by-person'), 'numeric'],
      ],
      ready.map(({ application, standings }) => [
        cell.link(application.title, `/bureau/applications/${application.number ?? ''}`, application.number),
        cell.text(application.organizationName),
        cell.number(standings.filter(({ unit }) => unit.engine === 'PASS').length),
        cell.number(standings.filter(({ unit }) => unit.engine !== 'PASS').length),
      ]),
      key('together.none'),
    ),
    numbers: ready.flatMap(({ application }) => application.number ?? []),
  };
}
