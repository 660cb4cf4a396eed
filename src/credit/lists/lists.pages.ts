import { type CalendarDay } from '../../kernel/calendar.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type Cell,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type NumberCard,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
  type TimelineEntry,
} from '../../platform/views/page.js';
import { lastDay } from './case-parts.pages.js';
import { type ListKind } from './credit-list.rules.js';
import { type StayGround } from './events.rules.js';
import { CONFIRMED_EXITS } from './lists.forms.js';
import { type EventLine, type ListedLine } from './lists.queries.js';
import { type Cited, clockOf, findingsAgainstExit, isVoid, type Moment } from './listing.rules.js';
import { type Proposal, type Urgency } from './proposals.rules.js';
import { type Standing } from './standing.rules.js';
import { type ListTerms, termsOn } from './terms.rules.js';

const DESK = { label: { key: 'lists.desk.title' }, href: '/bureau/credit-lists' };
const MOST_LATER = 100;
const column = (name: string): Text => ({ key: `lists.fields.${name}` });

/** The standing as one tag: serious before abnormal before nothing. */
export function standingTag({ abnormalSince, seriousSince }: Standing): Tag {
  if (seriousSince !== null) return { tone: 'danger', label: { key: 'credit.standing.serious' } };
  if (abnormalSince !== null) return { tone: 'warn', label: { key: 'credit.standing.abnormal' } };
  return { tone: 'ok', label: { key: 'credit.standing.clean' } };
}

/** Rule and article as one text: `R-CR-11，第14条`. Repair rests on the repair rules, the rest on Order 60. */
export function lawText({ rule, article }: Cited): Text {
  return { key: rule === 'R-CR-24' ? 'lists.law-of-repair' : 'lists.law', args: { rule, article } };
}

/** Who is on a list: day and reason in; and out, for whoever looks at an earlier day. */
export function listedTable(list: ListKind, items: readonly ListedLine[], on: CalendarDay): Table {
  return entriesTable(
    { key: 'credit.listed-on', args: { on, list: { key: `credit.lists.${list}` } } },
    items,
  );
}

/** Who left a list within a year, with day and reason in and out. */
export function leftTable(list: ListKind, items: readonly ListedLine[]): Table {
  return entriesTable({ key: 'lists.left-lately', args: { list: { key: `credit.lists.${list}` } } }, items, {
    key: 'lists.nobody-left',
  });
}

function entriesTable(
  caption: Text,
  items: readonly ListedLine[],
  empty: Text = { key: 'credit.list-empty' },
): Table {
  return table(
    caption,
    ['name', 'ground', 'listed', 'removed', 'exit'].map(column),
    items.map((one) => [
      cell.link(one.name, `/organizations/${one.creditCode}`, one.creditCode),
      cell.text({ key: `credit.grounds.${one.ground}` }),
      cell.day(one.listedOn),
      cell.day(one.removedOn),
      cell.text(one.exit === null ? null : { key: `lists.exits.${one.exit}` }),
    ]),
    empty,
  );
}

export interface DeskPage extends PageBase {
  readonly counts: readonly NumberCard[];
  readonly due: Table;
  readonly soon: Table;
  readonly later: Table;
  readonly terms: Text;
  readonly mayOpen: boolean;
}

/** What the clocks and the calendar propose, the most urgent first; a person confirms each. (A6) */
export function deskPage(
  steps: readonly Proposal[],
  view: { viewer: SignedIn; today: CalendarDay; running: Readonly<Record<ListKind, number>> },
): DeskPage {
  const of = (urgency: Urgency): readonly Proposal[] => steps.filter((one) => one.urgency === urgency);
  const later = of('later');
  const mayOpen = may(view.viewer, 'credit.list');
  const stepsOf = (urgency: Urgency, some: readonly Proposal[]): Table => stepsTable(urgency, some, mayOpen);
  return {
    ...pageBase({ key: 'lists.desk.title' }),
    counts: [
      card('lists.desk.due', of('due').length, '#due'),
      card('lists.desk.soon', of('soon').length, '#soon'),
      card('lists.desk.later', later.length, '#later'),
      card('credit.lists.ABNORMAL', view.running.ABNORMAL, '/credit/abnormal'),
      card('credit.lists.SERIOUS', view.running.SERIOUS, '/credit/serious'),
    ],
    due: stepsOf('due', of('due')),
    soon: stepsOf('soon', of('soon')),
    later: stepsOf('later', later.slice(0, MOST_LATER)),
    terms: termsText(termsOn(view.today)),
    mayOpen,
  };
}

function card(key: string, value: number, href: string): NumberCard {
  return { label: { key }, value: String(value), unit: null, note: null, href };
}

const NEW_CASE = '/bureau/credit-cases/new';

/** A step leads to its page; to the form of a new case only for whoever may open one. */
function stepsTable(urgency: Urgency, steps: readonly Proposal[], mayOpen: boolean): Table {
  const step = ({ kind, href }: Proposal): Cell => {
    const [what, effect] = [{ key: `lists.proposals.${kind}` }, { key: `lists.effects-of.${kind}` }];
    return mayOpen || !href.startsWith(NEW_CASE) ? cell.link(what, href, effect) : cell.text(what, effect);
  };
  return table(
    { key: 'lists.desk.caption', args: { when: { key: `lists.desk.${urgency}` } } },
    ['name', 'step', 'ground', 'due', 'left', 'law'].map(column),
    steps.map((one) => [
      cell.text(one.name, one.creditCode),
      step(one),
      cell.text({ key: `credit.grounds.${one.ground}` }),
      lastDay(one.dueOn, one.provisional),
      leftCell(one.daysLeft),
      cell.text(lawText(one)),
    ]),
    { key: 'lists.desk.none' },
  );
}

/** Working days left, or by how many a step is overdue. */
export function leftCell(days: number | null): Cell {
  if (days === null) return cell.text(null);
  if (days < 0) return cell.tag({ tone: 'danger', label: { key: 'lists.overdue', args: { n: -days } } });
  return cell.tag({ tone: days === 0 ? 'warn' : 'neutral', label: { key: 'lists.left', args: { n: days } } });
}

export interface StayView {
  readonly entry: ListedLine;
  readonly grounds: readonly StayGround[];
  readonly events: readonly EventLine[];
  readonly viewer: SignedIn;
  readonly today: CalendarDay;
}

export interface StayPage extends PageBase {
  readonly id: string;
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly history: readonly TimelineEntry[];
  readonly version: number;
  readonly leave: { readonly exit: Field; readonly reason: Field } | null;
  readonly correct: { readonly basis: Field; readonly reason: Field } | null;
  readonly apply: ApplicationFields | null;
}

export interface ApplicationFields {
  readonly exit: Field;
  readonly statement: Field;
  readonly file: Field;
}

/** A stay on a list: what its clock says, the ways out that the law allows today, and every move so far. */
export function stayPage(view: StayView, entered?: Entered): StayPage {
  const { entry, viewer, today } = view;
  const field = fieldsOf(entered);
  const moment: Moment = { status: entry.status, today, terms: termsOn(today) };
  const ways = CONFIRMED_EXITS.filter((exit) => findingsAgainstExit(entry, exit, moment).length === 0);
  const mayConfirm = may(viewer, 'credit.list.confirm');
  const reason = (name: string, hint: string): Field =>
    field(name, { label: column('reason'), hint: { key: hint }, required: true, maxLength: 150 });
  return {
    ...pageBase({ key: 'lists.stay.title', args: { name: entry.name } }, [DESK], entered?.findings),
    id: entry.id,
    tag: stayTag(entry),
    facts: stayFacts(entry, moment),
    history: historyOf(view.events, (event) => ({
      key: 'lists.stay.by',
      args: { person: event.personName ?? '--', reason: event.reason },
    })),
    version: entry.version,
    leave:
      mayConfirm && ways.length > 0
        ? {
            exit: field('exit', {
              label: { key: 'lists.stay.exit' },
              required: true,
              options: ways.map((exit) => [exit, { key: `lists.exits.${exit}` }] as const),
            }),
            reason: reason('reason', 'lists.stay.reason-hint'),
          }
        : null,
    correct:
      mayConfirm && !isVoid(entry) && view.grounds.length > 0
        ? {
            basis: field('basisRef', {
              label: { key: 'lists.stay.fallen' },
              required: true,
              options: view.grounds.map(
                ({ ground, from, basisRef }) =>
                  [
                    basisRef ?? '',
                    {
                      key: 'lists.stay.ground-since',
                      args: { ground: { key: `credit.grounds.${ground}` }, from },
                    },
                  ] as const,
              ),
            }),
            reason: reason('correctionReason', 'lists.stay.fallen-hint'),
          }
        : null,
    apply: may(viewer, 'credit.list') ? applicationFields(entry, moment, field) : null,
  };
}

/** The ways out that somebody can apply for on this day; null where there is none. */
export function applicationFields(
  entry: ListedLine,
  moment: Moment,
  field: ReturnType<typeof fieldsOf>,
): ApplicationFields | null {
  const ways = (['DUTIES_DONE', 'REPAIRED'] as const).filter(
    (exit) => findingsAgainstExit(entry, exit, moment).length === 0,
  );
  if (ways.length === 0) return null;
  return {
    exit: field('way', {
      label: { key: 'lists.stay.apply-for' },
      required: true,
      options: ways.map((exit) => [exit, { key: `lists.exits.${exit}` }] as const),
    }),
    statement: field('statement', {
      label: { key: 'lists.stay.statement' },
      hint: { key: 'lists.stay.statement-hint' },
      required: true,
      maxLength: 2000,
      rows: 6,
    }),
    file: field('file', { label: { key: 'lists.evidence.file' }, hint: { key: 'lists.evidence.hint' } }),
  };
}

export function stayTag(entry: Pick<ListedLine, 'list' | 'removedOn' | 'exit'>): Tag {
  if (isVoid(entry)) return { tone: 'neutral', label: { key: `lists.exits.${entry.exit ?? ''}` } };
  if (entry.removedOn !== null) return { tone: 'neutral', label: { key: 'lists.stay.over' } };
  return { tone: entry.list === 'SERIOUS' ? 'danger' : 'warn', label: { key: `credit.lists.${entry.list}` } };
}

function stayFacts(entry: ListedLine, moment: Moment): readonly SummaryRow[] {
  const row = (name: string, value: Cell): SummaryRow => summaryRow(column(name), value);
  return [
    row('name', cell.link(entry.name, `/bureau/organizations/${entry.creditCode}`, entry.creditCode)),
    row('list', cell.text({ key: `credit.lists.${entry.list}` })),
    row('ground', cell.text({ key: `credit.grounds.${entry.ground}` })),
    row('listed', cell.day(entry.listedOn)),
    row('term', cell.day(entry.termFrom)),
    row('clock', cell.text(clockText(entry, moment))),
    ...(entry.caseNumber === null
      ? []
      : [row('case', cell.link(entry.caseNumber, `/bureau/credit-cases/${entry.caseNumber}`))]),
    ...(entry.removedOn === null
      ? []
      : [row('removed', cell.day(entry.removedOn)), row('reason', cell.text(entry.removalReason))]),
  ];
}

/** The next step of a stay in words: what, from when, by which rule. */
export function clockText(entry: ListedLine, moment: Moment): Text {
  const clock = clockOf(entry, moment);
  if (clock === null) return { key: entry.removedOn === null ? 'lists.stay.no-clock' : 'lists.stay.over' };
  const key = clock.from <= moment.today ? 'lists.stay.due' : 'lists.stay.due-from';
  const step = { key: `lists.exits.${clock.exit}` };
  return { key, args: { step, from: clock.from, law: lawText(clock.cited) } };
}

/** The moves as a timeline, each with rule and article. */
export function historyOf(
  events: readonly EventLine[],
  body: (event: EventLine) => Text | null,
): readonly TimelineEntry[] {
  return events.map((event) => ({
    when: event.onDay,
    title: {
      key: `lists.moves.${event.kind}`,
      args: {
        ground: { key: `credit.grounds.${event.ground}` },
        list: { key: `credit.lists.${event.list}` },
        exit: event.exit === null ? '' : { key: `lists.exits.${event.exit}` },
        law: lawText(event),
      },
    },
    body: body(event),
    href: null,
  }));
}

/** The terms that judge today, for pages that say so. */
export function termsText({ version, from }: ListTerms): Text {
  return { key: 'lists.desk.terms', args: { terms: { key: `lists.terms.${version}` }, from } };
}
