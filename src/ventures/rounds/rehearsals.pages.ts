import { may } from '../../kernel/rights.js';
import { type Finding } from '../../kernel/outcome.js';
import { type Bilingual } from '../../kernel/sentence.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  cell,
  type Entered,
  type PageBase,
  pageBase,
  type Step,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
  type Tone,
} from '../../platform/views/page.js';
import { REHEARSAL_STEPS, type RehearsalReport, type RehearsalStatus } from './rehearsal.rules.js';
import { type RehearsalDetail } from './rehearsals.queries.js';
import { roundName } from './rounds.pages.js';
import { type RoundDetail } from './rounds.queries.js';

const key = (name: string, args?: Extract<Text, { key: string }>['args']): Text =>
  args ? { key: `rehearsals.${name}`, args } : { key: `rehearsals.${name}` };

const TONES: Readonly<Record<RehearsalStatus, Tone>> = { RUNNING: 'info', DONE: 'ok', STOPPED: 'warn' };

export interface RehearsalPage extends PageBase {
  readonly tag: Tag | null;
  readonly begin: string | null;
  readonly version: number;
  readonly steps: readonly Step[];
  readonly isRunning: boolean;
  readonly self: string;
  readonly outdated: boolean;
  readonly refusals: readonly Text[];
  readonly facts: readonly SummaryRow[];
  readonly ranking: Table | null;
  readonly notices: Table | null;
  readonly acts: Table | null;
  readonly download: string | null;
  readonly purge: string | null;
}

/** The rehearsal of a round on the bureau's desk: how far it is, what came of it, and its end. (B12) */
export function rehearsalPage(
  round: RoundDetail,
  one: RehearsalDetail | null,
  viewer: SignedIn,
  entered?: Entered,
): RehearsalPage {
  const path = `/bureau/rounds/${round.number}/rehearsal`;
  const mayEdit = may(viewer, 'round.edit');
  const base = {
    ...pageBase(
      key('title'),
      [
        { label: { key: 'ventures.rounds.title' }, href: '/bureau/rounds' },
        { label: roundName(round), href: `/bureau/rounds/${round.number}` },
      ],
      entered?.findings,
    ),
    self: path,
  };
  if (one === null) return { ...base, ...NOTHING, begin: mayEdit ? path : null };
  const { report, status } = one;
  return {
    ...base,
    ...(report === null ? NOTHING : shownReport(report, one)),
    begin: null,
    tag: { tone: TONES[status], label: key(`statuses.${status}`) },
    version: one.version,
    steps: stepsOf(one),
    isRunning: status === 'RUNNING',
    outdated: one.roundVersion !== round.version,
    download: report === null ? null : `${path}/export.json`,
    purge: mayEdit ? `${path}/removal` : null,
  };
}

const NOTHING = {
  tag: null,
  version: 0,
  steps: [],
  isRunning: false,
  outdated: false,
  refusals: [],
  facts: [],
  ranking: null,
  notices: null,
  acts: null,
  download: null,
  purge: null,
} as const;

function shownReport(
  report: RehearsalReport,
  one: RehearsalDetail,
): Pick<RehearsalPage, 'refusals' | 'facts' | 'ranking' | 'notices' | 'acts'> {
  return {
    refusals: report.findings.map(refusalText),
    facts: factsOf(report, one),
    ranking: report.lines.length === 0 ? null : rankingTable(report),
    notices: report.notices.length === 0 ? null : noticesTable(report),
    acts: report.acts.length === 0 ? null : actsTable(report),
  };
}

/** A refusal in the words of the round, with the question it is about where it names one. */
function refusalText(finding: Finding & { readonly label?: Bilingual }): Text {
  const said: Text = { finding };
  return finding.label === undefined ? said : key('about', { what: finding.label, said });
}

function stepsOf({ step, status, report }: RehearsalDetail): readonly Step[] {
  const at = REHEARSAL_STEPS.indexOf(step);
  return REHEARSAL_STEPS.map((name, i) => ({
    label: key(`steps.${name}`),
    state: status === 'DONE' || i < at ? 'done' : i === at ? 'current' : 'ahead',
    note: report?.steps.find((one) => one.step === name)?.on ?? null,
  }));
}

function factsOf(report: RehearsalReport, { startedAt, finishedAt }: RehearsalDetail): SummaryRow[] {
  const awarded = report.lines.filter(({ amountFen }) => amountFen > 0);
  return [
    summaryRow(key('started'), cell.instant(startedAt)),
    summaryRow(key('finished'), cell.instant(finishedAt)),
    summaryRow(key('applications'), cell.number(report.applications)),
    summaryRow(key('awarded'), cell.number(awarded.length)),
    summaryRow(key('amount'), cell.money(awarded.reduce((all, { amountFen }) => all + amountFen, 0))),
    summaryRow(key('hash'), cell.text(report.rulesHash)),
  ];
}

function rankingTable({ lines }: RehearsalReport): Table {
  return table(
    key('ranking'),
    [
      [key('rank'), 'numeric'],
      key('application'),
      [key('score'), 'numeric'],
      [key('asked'), 'numeric'],
      [key('amount'), 'numeric'],
      key('result'),
    ],
    lines.map((line) => [
      cell.number(line.rank),
      cell.text(line.title, line.number),
      { ...cell.text(line.score), numeric: true },
      cell.money(line.askedFen),
      cell.money(line.amountFen),
      cell.text({ key: `rehearsals.results.${line.status}` }),
    ]),
  );
}

function noticesTable({ notices }: RehearsalReport): Table {
  return table(
    key('notices'),
    [key('notice'), key('until')],
    notices.map(({ number, title, until }) => [cell.text(title, number), cell.day(until)]),
  );
}

function actsTable({ acts }: RehearsalReport): Table {
  return table(
    key('acts'),
    [key('act'), [key('count'), 'numeric']],
    acts.map(({ type, count }) => [
      cell.text({ key: `disclosure.acts.${type.replace('.', '-')}` }),
      cell.number(count),
    ]),
  );
}
