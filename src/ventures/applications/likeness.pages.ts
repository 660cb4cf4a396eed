import { type Finding } from '../../kernel/outcome.js';
import {
  type Action,
  cell,
  type Crumb,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { type Comparable, type LikenessLine, type RunLine } from './likeness.queries.js';
import { comparedText, type LikenessKind, markedPieces, type TextPiece } from './likeness.rules.js';

const kindText = (kind: LikenessKind): Text => ({ key: `likeness.kinds.${kind}` });
const tagOf = ({ status }: LikenessLine): Tag =>
  status === 'OPEN'
    ? { tone: 'warn', label: { key: 'likeness.open' } }
    : { tone: 'neutral', label: { key: 'likeness.dismissed' } };
const crumbOf = (number: string): Crumb => ({
  label: { key: 'ventures.screening.title' },
  href: `/bureau/rounds/${number}/applications`,
});

export interface LikenessPage extends PageBase {
  readonly state: Text;
  /** While the comparison runs: how far it is, and where the page asks again. */
  readonly running: { readonly percent: number; readonly href: string } | null;
  readonly list: Table;
  readonly pager: Pager;
  readonly compare: Action | null;
}

/** What was found for a round, and the button that compares again. */
export function likenessPage(
  round: RoundDetail,
  run: RunLine | null,
  view: {
    readonly list: readonly LikenessLine[];
    readonly mayAsk: boolean;
    readonly findings?: readonly Finding[];
    readonly page?: number;
  },
): LikenessPage {
  const base = `/bureau/rounds/${round.number}/likeness`;
  const isRunning = run?.state === 'WAITING';
  return {
    ...pageBase({ key: 'likeness.title' }, [crumbOf(round.number)], view.findings),
    state: stateOf(round, run),
    running: isRunning ? { percent: run.percent, href: base } : null,
    ...paged(view.list, view.page ?? 1, base),
    compare:
      view.mayAsk && round.openedAt !== null && !isRunning
        ? {
            href: base,
            label: { key: run === null ? 'likeness.compare' : 'likeness.again' },
            tone: 'secondary',
          }
        : null,
  };
}

function stateOf(round: RoundDetail, run: RunLine | null): Text {
  if (round.openedAt === null) return { key: 'likeness.findings.likeness-sealed' };
  if (run === null) return { key: 'likeness.never' };
  return run.state === 'WAITING'
    ? { key: 'likeness.waiting', args: { percent: run.percent } }
    : { key: 'likeness.done', args: { compared: run.compared } };
}

/** What was found about one application, from either side. */
export function applicationLikenessPage(
  one: Comparable & { readonly roundNumber: string },
  list: readonly LikenessLine[],
): LikenessPage {
  return {
    ...pageBase({ key: 'likeness.of', args: { title: one.title } }, [
      crumbOf(one.roundNumber),
      { label: one.number, href: `/bureau/applications/${one.number}` },
    ]),
    state: { key: 'likeness.informs' },
    running: null,
    ...paged(list, 1, `/bureau/applications/${one.number}/likeness`, list.length),
    compare: null,
  };
}

const PAGE_SIZE = 50;

function paged(
  list: readonly LikenessLine[],
  number: number,
  path: string,
  pageSize = PAGE_SIZE,
): Pick<LikenessPage, 'list' | 'pager'> {
  const shown = list.slice((number - 1) * pageSize, number * pageSize);
  return {
    list: likenessTable(shown),
    pager: pager({ total: list.length, page: number, pageSize: Math.max(1, pageSize) }, path),
  };
}

function likenessTable(list: readonly LikenessLine[]): Table {
  return table(
    { key: 'likeness.list' },
    [
      { key: 'likeness.kind' },
      { key: 'likeness.first' },
      { key: 'likeness.second' },
      [{ key: 'likeness.score' }, 'numeric'],
      { key: 'likeness.state' },
    ],
    list.map((one) => [
      cell.link(kindText(one.kind), `/bureau/likeness/${one.id}`),
      cell.text(one.firstTitle, `${one.firstNumber} ${one.firstOrganization}`),
      one.secondTitle === null
        ? cell.text({ key: 'likeness.record' })
        : cell.text(one.secondTitle, `${one.secondNumber} ${one.secondOrganization ?? ''}`),
      one.kind === 'TEXT' ? cell.text(percentText(one.score)) : cell.text(null),
      cell.tag(tagOf(one)),
    ]),
    { key: 'likeness.none' },
  );
}

function percentText(thousandths: number): string {
  return `${(thousandths / 10).toFixed(1)}%`;
}

interface Side {
  readonly title: string;
  readonly number: string;
  readonly organization: string;
  readonly href: string;
  readonly pieces: readonly TextPiece[];
}

export interface LikenessShowPage extends PageBase {
  readonly tag: Tag;
  readonly explains: Text;
  readonly facts: readonly SummaryRow[];
  readonly sides: readonly Side[];
  readonly decision: readonly SummaryRow[];
  /** Where it is dismissed; null once it is, and for one who may not. */
  readonly action: string | null;
  readonly reason: Field;
  readonly version: string;
}

/** Two applications side by side with what stands in both marked; an officer may say that it is nothing. */
export function likenessShowPage(
  one: LikenessLine,
  sides: readonly (Comparable | null)[],
  { mayDismiss, entered }: { readonly mayDismiss: boolean; readonly entered?: Entered },
): LikenessShowPage {
  return {
    ...pageBase(
      kindText(one.kind),
      [
        crumbOf(one.roundNumber),
        { label: { key: 'likeness.title' }, href: `/bureau/rounds/${one.roundNumber}/likeness` },
      ],
      entered?.findings,
    ),
    tag: tagOf(one),
    explains: { key: `likeness.explains.${one.kind}` },
    facts: [
      ...(one.kind === 'TEXT'
        ? [summaryRow({ key: 'likeness.score' }, cell.text(percentText(one.score)))]
        : []),
      ...(one.secondTitle === null
        ? [
            summaryRow(
              { key: 'likeness.second' },
              cell.link({ key: 'likeness.record' }, `/bureau/credit/records/${one.secondNumber}`),
            ),
          ]
        : []),
    ],
    sides: sides.flatMap((side, i) =>
      side === null ? [] : [sideOf(side, one, i === 0 ? 'first' : 'second')],
    ),
    decision:
      one.status === 'OPEN'
        ? []
        : [
            summaryRow({ key: 'likeness.dismissed-by' }, cell.text(one.dismissedByName)),
            summaryRow({ key: 'likeness.dismissed-at' }, cell.instant(one.dismissedAt)),
            summaryRow({ key: 'likeness.reason' }, cell.text(one.reason)),
          ],
    action: mayDismiss && one.status === 'OPEN' ? `/bureau/likeness/${one.id}/dismissal` : null,
    reason: fieldsOf(entered)('reason', {
      label: { key: 'likeness.reason' },
      hint: { key: 'likeness.reason-hint' },
      required: true,
      maxLength: 500,
    }),
    version: String(one.version),
  };
}

function sideOf(one: Comparable, { passages }: LikenessLine, side: 'first' | 'second'): Side {
  return {
    title: one.title,
    number: one.number,
    organization: one.organizationName,
    href: `/bureau/applications/${one.number}`,
    pieces: markedPieces(
      comparedText(one.form, one.content),
      passages.map((passage) => ({ at: passage[side], length: passage.length })),
    ),
  };
}
