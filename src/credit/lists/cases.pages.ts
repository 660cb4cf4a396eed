import { type CalendarDay, shanghaiDayOf, type WorkingDayTable } from '../../kernel/calendar.js';
import { actionsFrom } from '../../kernel/transitions.js';
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
  type Step,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import {
  caseTag,
  countdownText,
  evidenceTable,
  lastDay,
  lettersTable,
  pointsTable,
} from './case-parts.pages.js';
import { cannotBeReached, CASE_LIFE, DELIVERIES, isWaiting, LETTER_OUTCOMES } from './case.rules.js';
import { type CaseDetail, type CaseLine, type EvidenceLine, type LetterLine } from './cases.queries.js';
import { type Ground, GROUNDS } from './credit-list.rules.js';
import { type ListTerms } from './terms.rules.js';

const DESK = { label: { key: 'lists.desk.title' }, href: '/bureau/credit-lists' };
const CASES = { label: { key: 'lists.cases.title' }, href: '/bureau/credit-cases' };

const row = (name: string, value: Cell): SummaryRow => summaryRow({ key: `lists.fields.${name}` }, value);
const column = (name: string): Text => ({ key: `lists.fields.${name}` });

export interface CasesPage extends PageBase {
  readonly list: Table;
  readonly mayOpen: boolean;
}

export function casesPage(items: readonly CaseLine[], mayOpen: boolean): CasesPage {
  return {
    ...pageBase({ key: 'lists.cases.title' }, [DESK]),
    mayOpen,
    list: table(
      { key: 'lists.cases.title' },
      ['number', 'name', 'ground', 'found', 'statement-due', 'state'].map(column),
      items.map((one) => [
        cell.link(one.number, `/bureau/credit-cases/${one.number}`),
        cell.text(one.name, one.creditCode),
        cell.text({ key: `credit.grounds.${one.ground}` }),
        cell.day(one.foundOn),
        lastDay(one.statementDueOn, one.isProvisional),
        cell.tag(caseTag(one.status)),
      ]),
      { key: 'lists.cases.empty' },
    ),
  };
}

export interface NewCasePage extends PageBase {
  readonly recordId: string;
  readonly record: Text | null;
  readonly code: Field;
  readonly ground: Field;
  readonly found: Field;
  readonly facts: Field;
  readonly basis: Field;
}

/** What is known of a case before anybody typed: from a penalty, or from what the calendar found. */
export interface CaseStart {
  readonly recordId: string;
  readonly recordSummary: string | null;
  readonly creditCode: string;
  readonly ground: Ground | null;
  readonly foundOn: CalendarDay;
}

export function newCasePage(start: CaseStart, entered?: Entered): NewCasePage {
  const field = fieldsOf(entered);
  const { recordId, recordSummary, ground } = start;
  const choices = ground !== null && recordId !== '' ? [ground] : GROUNDS.filter((one) => one !== 'B1');
  return {
    ...pageBase({ key: 'lists.cases.new' }, [DESK, CASES], entered?.findings),
    recordId,
    record: recordSummary === null ? null : { key: 'lists.cases.by-record', args: { record: recordSummary } },
    code: field('creditCode', {
      label: { key: 'credit.fields.creditCode' },
      required: true,
      maxLength: 18,
      initial: start.creditCode,
    }),
    ground: field('ground', {
      label: column('ground'),
      required: true,
      initial: ground,
      options: choices.map((one) => [one, { key: `credit.grounds.${one}` }] as const),
    }),
    found: field('foundOn', { label: column('found'), required: true, initial: start.foundOn }),
    facts: field('facts', {
      label: column('facts'),
      hint: { key: 'lists.cases.facts-hint' },
      required: true,
      maxLength: 2000,
      rows: 6,
      initial: recordSummary,
    }),
    basis: field('basis', {
      label: column('basis'),
      hint: { key: 'lists.cases.basis-hint' },
      required: true,
      maxLength: 500,
      rows: 3,
    }),
  };
}

export interface CaseView {
  readonly one: CaseDetail;
  readonly letters: readonly LetterLine[];
  readonly evidence: readonly EvidenceLine[];
  readonly viewer: SignedIn;
  readonly today: CalendarDay;
  readonly terms: ListTerms;
  readonly table: WorkingDayTable;
}

export interface LetterForm {
  readonly action: string;
  readonly fields: readonly Field[];
}

export interface CasePage extends PageBase {
  readonly number: string;
  readonly tag: Tag;
  readonly steps: readonly Step[];
  readonly waiting: Text | null;
  readonly facts: readonly SummaryRow[];
  readonly points: Table | null;
  readonly letters: Table;
  readonly unreachable: boolean;
  readonly evidence: Table;
  readonly hasNotice: boolean;
  readonly version: number;
  readonly letterForm: { readonly sent: Field; readonly tracking: Field } | null;
  readonly outcomeForm: {
    readonly action: string;
    readonly outcome: Field;
    readonly day: Field;
  } | null;
  readonly noticeForm: { readonly delivery: Field; readonly served: Field } | null;
  readonly verifyForm: { readonly answers: readonly Field[]; readonly verification: Field } | null;
  readonly decisionForm: { readonly action: Field; readonly reason: Field; readonly certified: Field } | null;
  readonly mayAddFile: boolean;
}

export function casePage(view: CaseView, entered?: Entered): CasePage {
  const { one, letters, viewer, today, terms } = view;
  const actions: readonly string[] = actionsFrom(CASE_LIFE, one.status, viewer);
  const base = `/bureau/credit-cases/${one.number}`;
  const mayPrepare = may(viewer, 'credit.list');
  const field = fieldsOf(entered);
  const open = letters.find(({ outcome }) => outcome === null);
  const waiting = isWaiting(one, today);
  return {
    ...pageBase({ key: 'lists.cases.one', args: { number: one.number } }, [DESK, CASES], entered?.findings),
    number: one.number,
    tag: caseTag(one.status),
    steps: stepsOf(one),
    waiting: waiting ? countdownText(one, view) : null,
    facts: caseFacts(one),
    points: pointsTable(one),
    letters: lettersTable(letters),
    unreachable: cannotBeReached(letters, terms),
    evidence: evidenceTable(view.evidence, `${base}/evidence`),
    hasNotice: one.recordId === null,
    version: one.version,
    letterForm:
      one.status === 'FOUND' &&
      one.recordId === null &&
      mayPrepare &&
      letters.length < 2 &&
      open === undefined
        ? {
            sent: field('sentOn', {
              label: column('sent'),
              required: true,
              hint: intervalHint(letters, terms),
            }),
            tracking: field('tracking', { label: column('tracking'), required: true, maxLength: 40 }),
          }
        : null,
    outcomeForm:
      open !== undefined && one.status === 'FOUND' && mayPrepare
        ? {
            action: `${base}/letters/${open.position}`,
            outcome: field('outcome', {
              label: { key: 'lists.letters.outcome', args: { n: open.position } },
              required: true,
              options: LETTER_OUTCOMES.map(
                (name) => [name, { key: `lists.letter-outcomes.${name}` }] as const,
              ),
            }),
            day: field('outcomeOn', { label: column('outcome-on'), required: true }),
          }
        : null,
    noticeForm:
      actions.includes('notify') && one.recordId === null
        ? {
            delivery: field('delivery', {
              label: column('delivery'),
              required: true,
              options: DELIVERIES.map((name) => [name, { key: `lists.deliveries.${name}` }] as const),
            }),
            served: field('servedOn', {
              label: column('served'),
              hint: { key: 'lists.cases.served-hint' },
              required: true,
              initial: today,
            }),
          }
        : null,
    verifyForm:
      actions.includes('verify') && !waiting
        ? {
            answers: one.points.map((point, i) =>
              field(`answer${i + 1}`, {
                label: { key: 'lists.cases.answer-to', args: { n: i + 1, point } },
                required: true,
                maxLength: 500,
                rows: 3,
              }),
            ),
            verification: field('verification', {
              label: column('verification'),
              hint: { key: 'lists.cases.verification-hint' },
              required: true,
              maxLength: 2000,
              rows: 5,
            }),
          }
        : null,
    // Who found or verified it has nothing to decide.
    decisionForm: [one.foundBy, one.verifiedBy].includes(viewer.accountId)
      ? null
      : decisionForm(one, actions, field),
    mayAddFile: mayPrepare && !['VERIFIED', 'LISTED', 'NOT_LISTED'].includes(one.status),
  };
}

function decisionForm(
  one: CaseDetail,
  actions: readonly string[],
  field: ReturnType<typeof fieldsOf>,
): CasePage['decisionForm'] {
  const ways = ['list', 'decline'].filter(
    (way) => actions.includes(way) && (way === 'decline' || one.status !== 'FOUND' || one.recordId !== null),
  );
  if (ways.length === 0) return null;
  return {
    action: field('action', {
      label: { key: 'lists.cases.decision' },
      required: true,
      options: ways.map((way) => [way, { key: `lists.case-actions.${way}` }] as const),
    }),
    reason: field('reason', {
      label: column('reason'),
      hint: { key: 'lists.cases.reason-hint' },
      required: true,
      maxLength: 500,
      rows: 3,
    }),
    certified: field('certifiedBy', {
      label: column('certified'),
      hint: { key: 'lists.cases.certified-hint' },
      maxLength: 200,
    }),
  };
}

function intervalHint(letters: readonly LetterLine[], { letters: interval }: ListTerms): Text {
  return letters.length === 0
    ? { key: 'lists.letters.first-hint' }
    : { key: 'lists.letters.second-hint', args: { min: interval.min, max: interval.max } };
}

/** The day on which the body was heard, gave up being heard, or let the period pass. */
function heardOn({ statementAt, waivedAt, verifiedOn }: CaseDetail): CalendarDay | null {
  const at = statementAt ?? waivedAt;
  return at === null ? verifiedOn : shanghaiDayOf(at);
}

function stepsOf(one: CaseDetail): readonly Step[] {
  const penalty = one.recordId !== null;
  const days: readonly (readonly [name: string, done: CalendarDay | null])[] = [
    ['found', one.foundOn],
    ...(penalty
      ? []
      : ([
          ['notice', one.notifiedOn],
          ['statement', heardOn(one)],
          ['verified', one.verifiedOn],
        ] as const)),
    ['decided', one.decidedOn],
  ];
  const current = days.findIndex(([, done]) => done === null);
  return days.map(([name, done], i) => ({
    label: { key: `lists.steps.${name}` },
    state: done !== null ? 'done' : i === current ? 'current' : 'ahead',
    note: done,
  }));
}

function caseFacts(one: CaseDetail): readonly SummaryRow[] {
  return [
    row('name', cell.link(one.name, `/bureau/organizations/${one.creditCode}`, one.creditCode)),
    row('ground', cell.text({ key: `credit.grounds.${one.ground}` })),
    row('facts', cell.text(one.facts)),
    row('basis', cell.text(one.basis)),
    ...(one.recordId === null
      ? []
      : [row('record', cell.link(one.recordSummary ?? one.recordId, `/bureau/credit/${one.recordId}`))]),
    row('found', cell.text(one.foundOn, one.foundByName)),
    ...(one.delivery === null
      ? []
      : [
          row('delivery', cell.text({ key: `lists.deliveries.${one.delivery}` })),
          row('served', cell.day(one.servedOn)),
          row('statement-due', lastDay(one.statementDueOn, one.isProvisional)),
          ...(one.waivedAt === null ? [] : [row('waived', cell.instant(one.waivedAt))]),
          ...(one.statementAt === null ? [] : [row('stated', cell.instant(one.statementAt))]),
          row('verify-due', lastDay(one.verifyDueOn, one.isProvisional)),
        ]),
    ...(one.verifiedOn === null
      ? []
      : [
          row('verified', cell.text(one.verifiedOn, one.verifiedByName)),
          row('verification', cell.text(one.verification)),
        ]),
    ...(one.decidedOn === null
      ? []
      : [
          row('decided', cell.text(one.decidedOn, one.decidedByName)),
          row('reason', cell.text(one.decision)),
          ...(one.certifiedBy === null ? [] : [row('certified', cell.text(one.certifiedBy))]),
          ...(one.entryId === null
            ? []
            : [row('stay', cell.link({ key: 'lists.to-stay' }, `/bureau/list-entries/${one.entryId}`))]),
        ]),
  ];
}
