import { type Outcome3, type EligibilityFacts } from './criterion.rules.js';
import { type Difference } from './difference.rules.js';
import { type SnapshotLine } from './eligibility.queries.js';
import {
  conditionText,
  differenceTable,
  outcomeTag,
  proofNode,
  type ProofNode,
  purposeText,
  type Beholder,
  sourceText,
} from './proof.pages.js';
import { type Verdict } from './verdict.rules.js';
import {
  cell,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';

export interface SnapshotPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly same: boolean;
  readonly proof: ProofNode;
  readonly known: Table;
  readonly now: Tag;
  readonly comparison: Table;
  readonly acknowledged: Table | null;
}

export interface SnapshotView {
  readonly line: SnapshotLine;
  readonly facts: EligibilityFacts;
  readonly verdict: Verdict;
  readonly criteriaFrom: string;
  /** Judged again from what was frozen: the very bytes, and the very hash. */
  readonly same: boolean;
  readonly now: Outcome3;
  readonly difference: readonly Difference[];
  readonly acknowledgements: readonly {
    readonly difference: readonly Difference[];
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  }[];
}

/** A frozen verdict as it was, whether it still judges to the same bytes, and how it would come out today. */
export function snapshotPage(view: SnapshotView, beholder: Beholder): SnapshotPage {
  const { line, facts, verdict } = view;
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `eligibility.snapshot.${name}` }, value);
  const bureau = beholder === 'bureau';
  return {
    ...pageBase(
      {
        key: 'eligibility.snapshot.title',
        args: { moment: { key: `eligibility.moments.${line.moment}` }, day: line.onDay },
      },
      [
        bureau
          ? { label: line.organizationName, href: `/bureau/organizations/${line.creditCode}/timeline` }
          : { label: { key: 'eligibility.title' }, href: '/org/eligibility' },
      ],
    ),
    tag: outcomeTag(line.outcome),
    facts: [
      row(
        'body',
        bureau
          ? cell.link(line.organizationName, `/bureau/organizations/${line.creditCode}`, line.creditCode)
          : cell.text(line.organizationName, line.creditCode),
      ),
      row('subject', subjectCell(line, bureau)),
      row('taken', cell.instant(line.takenAt)),
      row('criteria', cell.text({ key: 'eligibility.in-force-since', args: { day: view.criteriaFrom } })),
      row('hash', cell.text(line.sha256)),
    ],
    same: view.same,
    proof: proofNode(verdict.proof, { facts, beholder }),
    known: knownTable(facts),
    now: outcomeTag(view.now),
    comparison: differenceTable({ key: 'eligibility.snapshot.comparison' }, view.difference, [
      { key: 'eligibility.difference.then' },
      { key: 'eligibility.difference.today' },
    ]),
    acknowledged: view.acknowledgements.length === 0 ? null : acknowledgedTable(view.acknowledgements),
  };
}

function subjectCell(line: SnapshotLine, bureau: boolean): ReturnType<typeof cell.text> {
  const purpose = purposeText(line.purpose);
  if (line.subjectType === 'draft') return cell.text(purpose);
  return bureau && line.subjectType === 'application'
    ? cell.link(purpose, `/bureau/applications/${line.subjectId}`, line.subjectId)
    : cell.text(purpose, line.subjectId);
}

/** What was known of the body that day: the facts the verdict rests on, each with its days. */
function knownTable(facts: EligibilityFacts): Table {
  const name = (kind: string): Text => ({ key: `eligibility.known.${kind}` });
  const span = (from: string, to: string | null): Text => ({
    key: to === null ? 'eligibility.known.since' : 'eligibility.known.span',
    args: { from, to },
  });
  const rows: readonly (readonly [Text, Text])[] = [
    [name('status'), { key: `organizations.statuses.${facts.status}` }],
    [name('established'), facts.establishedOn],
    ...facts.stays.map(
      ({ list, listedOn, removedOn }) =>
        [{ key: `credit.lists.${list}` }, span(listedOn, removedOn)] as const,
    ),
    ...facts.penalties.map(
      ({ decidedOn, kind }) =>
        [
          name('penalty'),
          kind === null
            ? decidedOn
            : {
                key: 'eligibility.known.penalty-on',
                args: { on: decidedOn, kind: { key: `credit.penalties.${kind}` } },
              },
        ] as const,
    ),
    ...facts.inspections.map(
      ({ on, passed }) =>
        [
          name('inspection'),
          { key: `eligibility.known.${passed ? 'passed' : 'failed'}`, args: { on } },
        ] as const,
    ),
    ...facts.grades.map(({ value, from, to }) => [value, span(from, to)] as const),
    ...(facts.request?.breaches ?? []).map(({ on }) => [name('breach'), on] as const),
    ...(facts.flags ?? []).map(({ number, from, until }) => [number, span(from, until)] as const),
    ...Object.entries(facts.declared).map(
      ([what, said]) =>
        [
          { key: `eligibility.statements.${what}` },
          { key: `eligibility.statement.answers.${said ? 'yes' : 'no'}` },
        ] as const,
    ),
    ...(facts.request?.openProjects ?? []).map((number) => [name('open-project'), number] as const),
  ];
  return table(
    { key: 'eligibility.known.title' },
    [{ key: 'eligibility.known.fact' }, { key: 'eligibility.known.value' }],
    rows.map(([what, value]) => [cell.text(what), cell.text(value)]),
  );
}

function acknowledgedTable(list: SnapshotView['acknowledgements']): Table {
  return table(
    { key: 'eligibility.difference.acknowledged' },
    ['changed', 'reason', 'by', 'at'].map((name) => ({ key: `eligibility.difference.${name}` })),
    list.flatMap(({ difference, reason, by, at }) =>
      difference.map((one) => [
        cell.text(conditionText(one.condition), sourceText(one)),
        cell.text(reason),
        cell.text(by),
        cell.instant(at),
      ]),
    ),
  );
}
