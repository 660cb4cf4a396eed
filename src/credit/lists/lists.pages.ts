import { type CalendarDay } from '../../kernel/calendar.js';
import { may } from '../../kernel/rights.js';
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
  table,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import { recordTag } from '../records/records.pages.js';
import { type RecordLine } from '../records/records.queries.js';
import { GROUNDS, type ListKind } from './credit-list.rules.js';
import { type ListedLine } from './lists.queries.js';
import { clockOf, type Exit, EXITS, findingsAgainstExit, lawOf } from './listing.rules.js';
import { type Standing } from './standing.rules.js';

const LISTS = { label: { key: 'credit.both-lists' }, href: '/bureau/credit-lists' };

/** The standing as one tag: serious before abnormal before nothing. */
export function standingTag({ abnormalSince, seriousSince }: Standing): Tag {
  if (seriousSince !== null) return { tone: 'danger', label: { key: 'credit.standing.serious' } };
  if (abnormalSince !== null) return { tone: 'warn', label: { key: 'credit.standing.abnormal' } };
  return { tone: 'ok', label: { key: 'credit.standing.clean' } };
}

export function listedTable(list: ListKind, items: readonly ListedLine[], on: CalendarDay): Table {
  return table(
    { key: 'credit.listed-on', args: { on, list: { key: `credit.lists.${list}` } } },
    ['name', 'ground', 'listed'].map((name) => ({ key: `credit.fields.${name}` })),
    items.map((one) => [
      cell.link(one.name, `/organizations/${one.creditCode}`, one.creditCode),
      cell.text({ key: `credit.grounds.${one.ground}` }),
      cell.day(one.listedOn),
    ]),
    { key: 'credit.list-empty' },
  );
}

/** The bureau's view of a list: what each clock says, what is due first. */
function clockTable(list: ListKind, items: readonly ListedLine[], today: CalendarDay): Table {
  const lines = items.map((one) => ({ one, clock: clockOf(one, one.status, today) }));
  lines.sort((a, b) => ((a.clock?.from ?? '9') < (b.clock?.from ?? '9') ? -1 : 1));
  return table(
    { key: 'credit.listed-on', args: { on: today, list: { key: `credit.lists.${list}` } } },
    ['name', 'ground', 'listed', 'clock', 'next'].map((name) => ({ key: `credit.fields.${name}` })),
    lines.map(({ one, clock }) => [
      cell.link(one.name, `/bureau/list-entries/${one.id}`, one.creditCode),
      cell.text({ key: `credit.grounds.${one.ground}` }),
      cell.day(one.listedOn),
      cell.day(clock?.from ?? null),
      clock === null
        ? cell.text({ key: 'credit.stay.no-clock' })
        : cell.tag({
            tone: clock.from <= today ? 'warn' : 'neutral',
            label: { key: `credit.exits.${clock.exit}` },
          }),
    ]),
    { key: 'credit.list-empty' },
  );
}

export interface ListsPage extends PageBase {
  readonly abnormal: Table;
  readonly serious: Table;
  readonly mayList: boolean;
}

export function listsPage(lists: {
  abnormal: readonly ListedLine[];
  serious: readonly ListedLine[];
  today: CalendarDay;
  mayList: boolean;
}): ListsPage {
  return {
    ...pageBase({ key: 'credit.both-lists' }),
    abnormal: clockTable('ABNORMAL', lists.abnormal, lists.today),
    serious: clockTable('SERIOUS', lists.serious, lists.today),
    mayList: lists.mayList,
  };
}

export interface StayPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly action: string | null;
  readonly exit: Field;
  readonly reason: Field;
  readonly version: number;
}

/** A stay on a list: what its clock says, and the ways out that the law allows today. */
export function stayPage(
  entry: ListedLine,
  { viewer, today }: { viewer: SignedIn; today: CalendarDay },
  entered?: Entered,
): StayPage {
  const field = fieldsOf(entered);
  const clock = clockOf(entry, entry.status, today);
  const ways = EXITS.filter((exit) => findingsAgainstExit(entry, exit, entry.status, today).length === 0);
  const law = (exit: Exit): Text => ({
    key: 'credit.stay.law',
    args: { exit: { key: `credit.exits.${exit}` }, ...lawOf(exit, entry.list) },
  });
  const row = (name: string, value: Cell): SummaryRow => summaryRow({ key: `credit.fields.${name}` }, value);
  return {
    ...pageBase({ key: 'credit.stay.title', args: { name: entry.name } }, [LISTS], entered?.findings),
    tag:
      entry.removedOn === null
        ? { tone: entry.list === 'SERIOUS' ? 'danger' : 'warn', label: { key: `credit.lists.${entry.list}` } }
        : { tone: 'neutral', label: { key: 'credit.stay.over' } },
    facts: [
      row('name', cell.link(entry.name, `/bureau/organizations/${entry.creditCode}`, entry.creditCode)),
      row('ground', cell.text({ key: `credit.grounds.${entry.ground}` })),
      row('listed', cell.day(entry.listedOn)),
      row('term', cell.day(entry.termFrom)),
      row(
        'clock',
        clock === null
          ? cell.text({ key: 'credit.stay.no-clock' })
          : cell.text({
              key: clock.from <= today ? 'credit.stay.due' : 'credit.stay.due-from',
              args: { step: law(clock.exit), from: clock.from },
            }),
      ),
      row('removed', cell.day(entry.removedOn)),
      row('reason', cell.text(entry.removalReason)),
    ],
    action:
      entry.removedOn === null && may(viewer, 'credit.list.confirm')
        ? `/bureau/list-entries/${entry.id}/exits`
        : null,
    exit: field('exit', {
      label: { key: 'credit.stay.exit' },
      required: true,
      options: ways.map((exit) => [exit, law(exit)] as const),
    }),
    reason: field('reason', {
      label: { key: 'credit.fields.reason' },
      hint: { key: 'credit.stay.reason-hint' },
      required: true,
      maxLength: 150,
    }),
    version: entry.version,
  };
}

export interface ListingPage extends PageBase {
  readonly code: Field;
  readonly ground: Field;
  readonly listed: Field;
  readonly proposer: Field;
}

export function listingPage(entered?: Entered): ListingPage {
  const field = fieldsOf(entered);
  return {
    ...pageBase({ key: 'credit.list.title' }, [LISTS], entered?.findings),
    code: field('creditCode', { label: { key: 'credit.fields.creditCode' }, required: true, maxLength: 18 }),
    ground: field('ground', {
      label: { key: 'credit.fields.ground' },
      required: true,
      options: GROUNDS.map((ground) => [ground, { key: `credit.grounds.${ground}` }] as const),
    }),
    listed: field('listedOn', { label: { key: 'credit.fields.listed' }, required: true }),
    proposer: field('proposedBy', {
      label: { key: 'credit.list.proposer' },
      hint: { key: 'credit.list.proposer-hint' },
      required: true,
    }),
  };
}

export interface OwnCreditPage extends PageBase {
  readonly tag: Tag;
  readonly records: Table;
  readonly stays: Table;
}

export function ownCreditPage(
  standing: Standing,
  records: readonly RecordLine[],
  stays: readonly { list: string; ground: string; listedOn: string; removedOn: string | null }[],
): OwnCreditPage {
  return {
    ...pageBase({ key: 'credit.own.title' }),
    tag: standingTag(standing),
    records: table(
      { key: 'credit.records' },
      ['category', 'summary', 'formed', 'status'].map((name) => ({ key: `credit.fields.${name}` })),
      records.map((one) => [
        cell.text({ key: `credit.categories.${one.category}` }),
        cell.text(one.summary),
        cell.day(one.formedOn),
        cell.tag(recordTag(one.status)),
      ]),
      { key: 'credit.no-records' },
    ),
    stays: table(
      { key: 'credit.own.stays' },
      ['ground', 'listed', 'removed'].map((name) => ({ key: `credit.fields.${name}` })),
      stays.map((one) => [
        cell.text({ key: `credit.grounds.${one.ground}` }),
        cell.day(one.listedOn),
        cell.day(one.removedOn),
      ]),
      { key: 'credit.own.never' },
    ),
  };
}
