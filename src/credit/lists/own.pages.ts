import { type CalendarDay, type WorkingDayTable } from '../../kernel/calendar.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
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
  type TimelineEntry,
} from '../../platform/views/page.js';
import { recordTag } from '../records/records.pages.js';
import { type RecordLine } from '../records/records.queries.js';
import { findingsAgainstStatement, isWaiting } from './case.rules.js';
import { caseTag, countdownText, evidenceTable, lastDay, pointsTable } from './case-parts.pages.js';
import { type CaseDetail, type CaseLine, type EvidenceLine, type ExitLine } from './cases.queries.js';
import { type ListKind } from './credit-list.rules.js';
import { exitTag } from './exits.pages.js';
import { type EventLine, type ListedLine } from './lists.queries.js';
import {
  type ApplicationFields,
  applicationFields,
  clockText,
  historyOf,
  standingTag,
  stayTag,
  termsText,
} from './lists.pages.js';
import { isVoid, type ListTerm, type Moment, repairableFrom } from './listing.rules.js';
import { effectsOf } from './restrictions.rules.js';
import { standingAsAt } from './standing.rules.js';
import { termsOn } from './terms.rules.js';

const OWN = { label: { key: 'credit.own.title' }, href: '/org/credit' };
const column = (name: string): Text => ({ key: `lists.fields.${name}` });

export interface OwnCreditView {
  readonly stays: readonly (ListTerm & { readonly caseNumber: string | null })[];
  readonly records: readonly RecordLine[];
  readonly cases: readonly CaseLine[];
  readonly exits: readonly ExitLine[];
  readonly today: CalendarDay;
  readonly table: WorkingDayTable;
}

export interface OwnCreditPage extends PageBase {
  readonly tag: Tag;
  readonly open: readonly { readonly number: string; readonly ground: Text; readonly due: Text }[];
  readonly effects: Table;
  readonly isClean: boolean;
  readonly stays: Table;
  readonly cases: Table;
  readonly exits: Table;
  readonly records: Table;
  readonly terms: Text;
}

/** What is on the record, what it costs now and by which law, how to mend it, and what has to be answered first. */
export function ownCreditPage(view: OwnCreditView): OwnCreditPage {
  const { stays, records, cases, exits, today } = view;
  const counted = stays.filter((stay) => !isVoid(stay));
  const standing = standingAsAt(counted, today);
  const lists: ListKind[] = [
    ...(standing.seriousSince === null ? [] : (['SERIOUS'] as const)),
    ...(standing.abnormalSince === null ? [] : (['ABNORMAL'] as const)),
  ];
  return {
    ...pageBase({ key: 'credit.own.title' }),
    tag: standingTag(standing),
    open: cases
      .filter((one) => isWaiting(one, today))
      .sort((a, b) => ((a.statementDueOn ?? '') < (b.statementDueOn ?? '') ? -1 : 1))
      .map((one) => ({
        number: one.number,
        ground: { key: `credit.grounds.${one.ground}` },
        due: countdownText(one, view),
      })),
    isClean: lists.length === 0,
    effects: table(
      { key: 'lists.own.effects-caption' },
      [column('effect'), column('by-law'), column('rule')],
      effectsOf(lists).map(({ effect, rule, isBar }) => [
        cell.text(
          { key: `lists.effects.${effect}` },
          lists.length === 0 ? null : { key: isBar ? 'lists.own.bars' : 'lists.own.weighs' },
        ),
        cell.text({ key: `lists.effect-laws.${effect}` }),
        cell.text(rule),
      ]),
    ),
    stays: staysTable(stays, today),
    cases: table(
      { key: 'lists.own.cases-caption' },
      ['number', 'ground', 'statement-due', 'state'].map(column),
      cases.map((one) => [
        cell.link(one.number, `/org/credit/cases/${one.number}`),
        cell.text({ key: `credit.grounds.${one.ground}` }),
        lastDay(one.statementDueOn, one.isProvisional),
        cell.tag(caseTag(one.status)),
      ]),
      { key: 'lists.own.no-cases' },
    ),
    exits: table(
      { key: 'lists.own.exits-caption' },
      ['number', 'exit', 'submitted', 'state'].map(column),
      exits.map((one) => [
        cell.link(one.number, `/org/credit/exits/${one.number}`),
        cell.text({ key: `lists.exits.${one.exit}` }),
        cell.instant(one.submittedAt),
        cell.tag(exitTag(one.status)),
      ]),
      { key: 'lists.own.no-exits' },
    ),
    records: table(
      { key: 'lists.own.records-caption' },
      ['category', 'summary', 'formed', 'status'].map((name) => ({ key: `credit.fields.${name}` })),
      records.map((one) => [
        cell.text({ key: `credit.categories.${one.category}` }),
        cell.link(one.summary, `/org/credit/records/${one.id}`),
        cell.day(one.formedOn),
        cell.tag(recordTag(one.status)),
      ]),
      { key: 'credit.no-records' },
    ),
    terms: termsText(termsOn(today)),
  };
}

function staysTable(stays: OwnCreditView['stays'], today: CalendarDay): Table {
  return table(
    { key: 'lists.own.stays-caption' },
    ['list', 'ground', 'listed', 'removed', 'repairable'].map(column),
    stays.map((one) => [
      cell.link({ key: `credit.lists.${one.list}` }, `/org/credit/stays/${one.id}`),
      cell.text({ key: `credit.grounds.${one.ground}` }),
      cell.day(one.listedOn),
      one.removedOn === null ? cell.tag(stayTag(one)) : cell.day(one.removedOn),
      cell.day(isVoid(one) ? null : repairableFrom(one, termsOn(today))),
    ]),
    { key: 'credit.own.never' },
  );
}

export interface OwnStayPage extends PageBase {
  readonly id: string;
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly steps: readonly Step[];
  readonly history: readonly TimelineEntry[];
  readonly apply: ApplicationFields | null;
  readonly notYet: Text | null;
}

/** One listing as the body sees it: why, since when, by which law, and how it ends, step by step. */
export function ownStayPage(
  view: {
    entry: ListedLine;
    events: readonly EventLine[];
    today: CalendarDay;
    viewer: SignedIn;
    hasOpenExit: boolean;
  },
  entered?: Entered,
): OwnStayPage {
  const { entry, events, today, viewer } = view;
  const moment: Moment = { status: entry.status, today, terms: termsOn(today) };
  const fields =
    may(viewer, 'credit.statement') && !view.hasOpenExit
      ? applicationFields(entry, moment, fieldsOf(entered))
      : null;
  return {
    ...pageBase({ key: `credit.lists.${entry.list}` }, [OWN], entered?.findings),
    id: entry.id,
    tag: stayTag(entry),
    facts: [
      summaryRow(column('ground'), cell.text({ key: `credit.grounds.${entry.ground}` })),
      ...(entry.caseNumber === null ? [] : [summaryRow(column('case'), cell.text(entry.caseNumber))]),
      summaryRow(column('listed'), cell.day(entry.listedOn)),
      summaryRow(column('term'), cell.day(entry.termFrom)),
      summaryRow(column('clock'), cell.text(clockText(entry, moment))),
      summaryRow(column('repairable'), cell.day(isVoid(entry) ? null : repairableFrom(entry, moment.terms))),
      summaryRow(column('removed'), cell.day(entry.removedOn)),
    ],
    steps: entry.removedOn === null ? mendingSteps(entry) : [],
    history: historyOf(events, () => null),
    apply: fields,
    notYet: view.hasOpenExit ? { key: 'lists.own.exit-waits' } : null,
  };
}

/** How a listing is mended: what to do, to apply, and how long the bureau may take. */
function mendingSteps({ ground }: ListedLine): readonly Step[] {
  const way = ground === 'G5' ? 'wait' : ground === 'B6' ? 'court' : ground === 'B7' ? 'deregister' : 'duty';
  const names = way === 'duty' ? ['duty', 'apply', 'check', 'off'] : [way, 'off'];
  return names.map((name, i) => ({
    label: { key: `lists.mending.${name}` },
    state: i === 0 ? 'current' : 'ahead',
    note: null,
  }));
}

export interface OwnCasePage extends PageBase {
  readonly number: string;
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly countdown: Text | null;
  readonly points: Table | null;
  readonly evidence: Table;
  readonly version: number;
  readonly statement: { readonly points: readonly Field[]; readonly file: Field } | null;
  readonly waiver: Field | null;
  readonly moreFiles: Field | null;
}

const SHOWN_POINTS = 4;

/** The notice as the body reads it: what is said, what it means, until when it may answer, and the answer's form. */
export function ownCasePage(
  view: {
    one: CaseDetail;
    evidence: readonly EvidenceLine[];
    viewer: SignedIn;
    today: CalendarDay;
    table: WorkingDayTable;
  },
  entered?: Entered,
): OwnCasePage {
  const { one, viewer, today } = view;
  const field = fieldsOf(entered);
  const mayAnswer =
    may(viewer, 'credit.statement') &&
    one.status === 'NOTICE_SENT' &&
    findingsAgainstStatement(one, today).length === 0;
  const row = (name: string, value: ReturnType<typeof cell.text>): SummaryRow =>
    summaryRow(column(name), value);
  const file = field('file', { label: { key: 'lists.evidence.file' }, hint: { key: 'lists.evidence.hint' } });
  return {
    ...pageBase({ key: 'lists.own.case', args: { number: one.number } }, [OWN], entered?.findings),
    number: one.number,
    tag: caseTag(one.status),
    countdown: isWaiting(one, today) ? countdownText(one, view) : null,
    facts: [
      row('ground', cell.text({ key: `credit.grounds.${one.ground}` })),
      row('facts', cell.text(one.facts)),
      row('basis', cell.text(one.basis)),
      row('served', cell.day(one.servedOn)),
      row('statement-due', lastDay(one.statementDueOn, one.isProvisional)),
      ...(one.statementAt === null ? [] : [row('stated', cell.instant(one.statementAt))]),
      ...(one.waivedAt === null ? [] : [row('waived', cell.instant(one.waivedAt))]),
      row('verify-due', lastDay(one.verifyDueOn, one.isProvisional)),
      ...(one.verification === null ? [] : [row('verification', cell.text(one.verification))]),
      ...(one.decidedOn === null
        ? []
        : [row('decided', cell.day(one.decidedOn)), row('reason', cell.text(one.decision))]),
    ],
    points: pointsTable(one),
    evidence: evidenceTable(view.evidence, `/org/credit/cases/${one.number}/evidence`),
    version: one.version,
    statement: mayAnswer
      ? {
          points: Array.from({ length: SHOWN_POINTS }, (_, i) =>
            field(`points[${i}][text]`, {
              label: { key: 'lists.own.point', args: { n: i + 1 } },
              required: i === 0,
              maxLength: 500,
              rows: 3,
            }),
          ),
          file,
        }
      : null,
    waiver: mayAnswer ? field('understood', { label: { key: 'lists.own.waiver' }, required: true }) : null,
    moreFiles: may(viewer, 'credit.statement') && one.status === 'STATEMENT_RECEIVED' ? file : null,
  };
}
