import { type CalendarDay, type WorkingDayTable, workingDaysLeft } from '../kernel/calendar.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import {
  type Cell,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type NumberCard,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
} from '../platform/views/page.js';
import { aboutCell, key, objectionBase, type ObjectionPage, objectionTag } from './objections.pages.js';
import {
  type EvidenceLine,
  type ObjectionDetail,
  type ObjectionFigures,
  type ObjectionFilter,
  type ObjectionLine,
} from './objections.queries.js';

const OWN_DESK = '/bureau/objections';

export interface QueuePage extends PageBase {
  readonly cards: readonly NumberCard[];
  readonly state: Field;
  readonly about: Field;
  readonly list: Table;
  readonly pager: Pager;
}

/** Working days until the reply is due; overdue in red, with how many. */
function leftCell(one: ObjectionLine, workdays: WorkingDayTable, today: CalendarDay): Cell {
  if (one.status !== 'OPEN') return cell.text(null);
  if (one.replyDueOn === today) return cell.tag({ tone: 'warn', label: key('due-today') });
  const { days } = workingDaysLeft(workdays, today, one.replyDueOn);
  return one.replyDueOn < today
    ? cell.tag({ tone: 'danger', label: { key: 'notices.objections.overdue-by', args: { days: -days } } })
    : cell.text({ key: 'notices.objections.days-left', args: { days } });
}

/** The bureau's queue with its figures; each line leads to the desk that decides it. */
export function queuePage(
  list: { items: readonly ObjectionLine[]; total: number; page: number; pageSize: number },
  filter: ObjectionFilter,
  facts: { figures: ObjectionFigures; workdays: WorkingDayTable; today: CalendarDay },
): QueuePage {
  const { figures, workdays, today } = facts;
  const field = fieldsOf({ values: { ...filter }, findings: [] });
  const card = (name: keyof ObjectionFigures, state: string | null): NumberCard => ({
    label: key(`figures.${name}`),
    value: String(figures[name]),
    unit: null,
    note: null,
    href: state === null ? null : `${OWN_DESK}?state=${state}`,
  });
  return {
    ...pageBase(key('title')),
    cards: [
      card('open', 'open'),
      card('overdue', 'overdue'),
      card('toDecideAnew', 'anew'),
      card('decided', 'decided'),
      card('upheld', null),
      card('late', null),
    ],
    state: field('state', {
      label: key('state'),
      options: ['open', 'overdue', 'anew', 'decided'].map((one) => [one, key(`states.${one}`)] as const),
    }),
    about: field('about', {
      label: key('kind'),
      options: ['notice', 'other'].map((one) => [one, key(`kinds.${one}`)] as const),
    }),
    list: table(
      key('title'),
      ['number', 'notice', 'ground', 'received', 'due', 'left', 'status'].map(key),
      list.items.map((one) => [
        cell.link(one.number, `${one.desk}/${one.number}`),
        aboutCell(one),
        cell.text(key(`grounds.${one.ground}`)),
        cell.instant(one.receivedAt),
        one.isProvisional ? cell.text(one.replyDueOn, key('provisional')) : cell.day(one.replyDueOn),
        leftCell(one, workdays, today),
        cell.tag(objectionTag(one.status)),
      ]),
      key('empty'),
    ),
    pager: pager(list, OWN_DESK, { ...filter }),
  };
}

export interface DeskObjectionPage extends ObjectionPage {
  /** Where the identity of a third party is shown, with a line in the audit trail. */
  readonly reveal: string | null;
  readonly identity: readonly SummaryRow[];
  readonly decide: DecisionForm | null;
  readonly withdraw: ReasonForm | null;
  readonly remedy: ReasonForm | null;
}

interface DecisionForm {
  readonly action: string;
  readonly templates: readonly {
    readonly label: { readonly key: string };
    readonly text: { readonly key: string };
  }[];
  readonly to: Field;
  readonly points: readonly { readonly n: number; readonly agreed: Field; readonly reply: Field }[];
  readonly reply: Field;
  readonly effect: Field;
  readonly version: number;
}

interface ReasonForm {
  readonly action: string;
  readonly field: Field;
  readonly version: number;
}

/** Who objected: an account by its name, or the opened identity of a third party. */
export interface Identity {
  readonly name: string;
  readonly phone: string | null;
  readonly organization: string | null;
}

export interface DeskFacts {
  /** The desk that shows it; only its own it may decide. */
  readonly desk: string;
  readonly files: readonly EvidenceLine[];
  readonly viewer: SignedIn;
  readonly identity: Identity | null;
}

export function deskObjectionPage(
  one: ObjectionDetail,
  { desk, files, viewer, identity }: DeskFacts,
  entered?: Entered,
): DeskObjectionPage {
  const href = `${desk}/${one.number}`;
  const decides = one.desk === desk && may(viewer, 'objection.decide');
  const open = one.status === 'OPEN';
  const row = (name: keyof Identity): SummaryRow =>
    summaryRow(key(`person.${name}`), cell.text(identity?.[name] ?? null));
  return {
    ...objectionBase(one, files, {
      href: may(viewer, 'objection.decide') ? `${OWN_DESK}/${one.number}` : null,
      entered,
    }),
    reveal: decides && one.lodgedBy === null && identity === null ? `${href}/identity` : null,
    identity: identity === null ? [] : [row('name'), row('phone'), row('organization')],
    decide: decides && open ? decisionForm(one, `${href}/decision`, entered) : null,
    withdraw:
      decides && open && one.lodgedBy === null
        ? reasonForm(one, [`${href}/withdrawal`, 'reason', key('withdraw-reason')], entered)
        : null,
    remedy:
      decides && one.status === 'UPHELD'
        ? reasonForm(one, [`${href}/redecision`, 'redecision', key('redecision')], entered)
        : null,
  };
}

function reasonForm(
  one: ObjectionDetail,
  [action, name, label]: readonly [string, string, ReturnType<typeof key>],
  entered?: Entered,
): ReasonForm {
  return {
    action,
    field: fieldsOf(entered)(name, { label, required: true, maxLength: 500, rows: 3 }),
    version: one.version,
  };
}

const TEMPLATES = ['verified', 'not-proven', 'holds'] as const;

function decisionForm(one: ObjectionDetail, action: string, entered?: Entered): DecisionForm {
  const field = fieldsOf(entered);
  return {
    action,
    templates: TEMPLATES.map((name) => ({
      label: { key: `notices.objections.templates.${name}.label` },
      text: { key: `notices.objections.templates.${name}.text` },
    })),
    to: field('to', {
      label: key('decision'),
      required: true,
      options: (['UPHELD', 'REJECTED'] as const).map((to) => [to, key(`decisions.${to}`)] as const),
    }),
    points: one.points.map((_, i) => ({
      n: i + 1,
      agreed: field(`points[${i}][agreed]`, {
        label: { key: 'notices.objections.point-result', args: { n: i + 1 } },
        required: true,
        options: [
          ['yes', key('agreed')],
          ['no', key('not-agreed')],
        ],
      }),
      reply: field(`points[${i}][reply]`, {
        label: { key: 'notices.objections.point-reply', args: { n: i + 1 } },
        required: true,
        maxLength: 1000,
        rows: 3,
      }),
    })),
    reply: field('reply', { label: key('reply'), required: true, maxLength: 2000, rows: 5 }),
    effect: field('effect', { label: key('effect'), hint: key('effect-hint'), maxLength: 500, rows: 2 }),
    version: one.version,
  };
}
