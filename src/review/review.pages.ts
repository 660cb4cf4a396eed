import { type Finding } from '../kernel/outcome.js';
import {
  type Action,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { CONFLICT_ANSWERS } from './contest.rules.js';
import {
  type AssignmentLine,
  type CandidateLine,
  type ContestDetail,
  type ExpertLine,
  type MyAssignment,
  type Sheet,
} from './review.queries.js';

const MINE = { label: { key: 'review.mine.title' }, href: '/review' };

export interface MinePage extends PageBase {
  readonly contests: readonly {
    readonly name: Text;
    readonly done: number;
    readonly all: number;
    readonly declare: string | null;
    readonly list: Table;
  }[];
}

/** A reviewer's list by contest: the conflict question first, then sheets with progress. */
export function minePage(list: readonly MyAssignment[]): MinePage {
  const ids = [...new Set(list.map(({ contestId }) => contestId))];
  return {
    ...pageBase({ key: 'review.mine.title' }),
    contests: ids.map((id) => {
      const own = list.filter(({ contestId }) => contestId === id);
      const open = own.some(({ conflictAnswer }) => conflictAnswer === null);
      const [first] = own;
      return {
        name: { zh: first?.nameZh ?? '', en: first?.nameEn ?? '' },
        done: own.filter(({ sealedAt }) => sealedAt !== null).length,
        all: own.length,
        declare: open ? `/review/contests/${id}/declarations` : null,
        list: table(
          { key: 'review.mine.sheets', args: { round: first?.contestRef ?? '' } },
          [{ key: 'review.fields.number' }, { key: 'review.fields.title' }, { key: 'review.fields.state' }],
          open
            ? []
            : own.map((one) => [
                cell.link(one.number, `/review/assignments/${one.id}/scorecard`),
                cell.text(one.title),
                cell.tag(sheetTag(one)),
              ]),
          { key: 'review.mine.declare-first' },
        ),
      };
    }),
  };
}

function sheetTag({ sealedAt, contestStatus }: Pick<MyAssignment, 'sealedAt' | 'contestStatus'>): Tag {
  if (sealedAt !== null) return { tone: 'ok', label: { key: 'review.states.sealed' } };
  return contestStatus === 'OPEN'
    ? { tone: 'info', label: { key: 'review.states.open' } }
    : { tone: 'neutral', label: { key: 'review.states.closed' } };
}

export interface DeclarationPage extends PageBase {
  readonly action: string;
  readonly questions: readonly {
    readonly name: string;
    readonly assignment: Field;
    readonly answer: Field;
  }[];
}

/** Only the names of the bodies are shown before the question is answered. (F3) */
export function declarationPage(
  contestId: string,
  list: readonly MyAssignment[],
  entered?: Entered,
): DeclarationPage {
  const field = fieldsOf(entered);
  const open = list.filter((one) => one.contestId === contestId && one.conflictAnswer === null);
  return {
    ...pageBase({ key: 'review.declare.title' }, [MINE], entered?.findings),
    action: `/review/contests/${contestId}/declarations`,
    questions: open.map((one, i) => ({
      name: one.organizationName,
      assignment: field(`answers[${i}][assignment]`, { label: '', initial: one.id }),
      answer: field(`answers[${i}][answer]`, {
        label: one.organizationName,
        required: true,
        options: CONFLICT_ANSWERS.map((answer) => [answer, { key: `review.declare.${answer}` }] as const),
      }),
    })),
  };
}

export interface ScorecardPage extends PageBase {
  readonly action: string;
  readonly number: string;
  readonly sections: readonly { readonly label: Text; readonly text: string }[];
  readonly budget: Table;
  readonly criteria: readonly {
    readonly name: Text;
    readonly anchor: Text;
    readonly points: number;
    readonly code: Field;
    readonly mark: Field;
    readonly comment: Field;
  }[];
  readonly comment: Field;
  readonly sealed: { readonly at: string; readonly total: string } | null;
  readonly refusals: readonly Finding[];
  readonly next: string | null;
}

/** The proposal beside the criteria with their anchors. A sealed sheet shows what was given and takes nothing more. */
export function scorecardPage(
  sheet: Sheet,
  refusals: readonly Finding[],
  next: string | null,
  entered?: Entered,
): ScorecardPage {
  const field = fieldsOf(entered);
  const given = (code: string): { tenths: number; comment: string | null } | undefined =>
    sheet.card?.marks.find(({ criterion }) => criterion === code);
  return {
    ...pageBase(sheet.title, [MINE], entered?.findings),
    action: `/review/assignments/${sheet.id}/scorecard`,
    number: sheet.number,
    sections: sheet.dossier.sections.map(({ key, text, label }) => ({
      label: label ?? { key: `ventures.fields.${key}` },
      text,
    })),
    budget: table(
      { key: 'review.budget' },
      [
        { key: 'ventures.budget.item' },
        [{ key: 'ventures.budget.total' }, 'numeric'],
        { key: 'ventures.budget.source' },
      ],
      sheet.dossier.budget.map(({ item, fen, source }) => [
        cell.text(item),
        cell.money(fen),
        cell.text({ key: `ventures.budget.sources.${source}` }),
      ]),
    ),
    criteria: sheet.criteria.map(({ code, nameZh, nameEn, anchorZh, anchorEn, points }, i) => ({
      name: { zh: nameZh, en: nameEn },
      anchor: { zh: anchorZh, en: anchorEn },
      points,
      code: field(`marks[${i}][criterion]`, { label: '', initial: code }),
      mark: field(`marks[${i}][tenths]`, {
        label: { key: 'review.mark', args: { max: points } },
        required: true,
        inputMode: 'decimal',
        initial: tenthsText(given(code)?.tenths),
      }),
      comment: field(`marks[${i}][comment]`, {
        label: { key: 'review.comment' },
        initial: given(code)?.comment ?? '',
        rows: 2,
        maxLength: 500,
      }),
    })),
    comment: field('comment', {
      label: { key: 'review.overall' },
      hint: { key: 'review.overall-hint' },
      initial: sheet.card?.comment ?? '',
      rows: 4,
      maxLength: 1000,
    }),
    sealed:
      sheet.card === null ? null : { at: sheet.card.sealedAt, total: tenthsText(sheet.card.totalTenths) },
    refusals,
    next,
  };
}

function tenthsText(tenths: number | undefined): string {
  if (tenths === undefined) return '';
  return tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
}

export interface PanelPage extends PageBase {
  readonly base: string;
  readonly tag: Tag;
  readonly pool: readonly {
    readonly id: string;
    readonly index: number;
    readonly name: string;
    readonly employer: string;
    readonly fields: string;
  }[];
  readonly panelSize: number;
  readonly members: readonly { readonly name: string; readonly done: number; readonly all: number }[];
  readonly rows: readonly {
    readonly number: string;
    readonly title: string;
    readonly cells: readonly {
      readonly tag: Tag | null;
      readonly expertId: string;
      readonly candidateId: string;
      /** A sealed sheet and a recusal stand; anything else can be assigned or taken back. */
      readonly mayToggle: boolean;
    }[];
  }[];
  readonly assignAll: Action | null;
  readonly close: Action | null;
  readonly ranking: Table | null;
  readonly rankingHash: string | null;
}

/** The bureau's panel page: experts, the matrix of pairs with progress, closing, and then the ranking. */
export function panelPage(
  view: {
    contest: ContestDetail;
    pool: readonly ExpertLine[];
    panel: readonly ExpertLine[];
    candidates: readonly CandidateLine[];
    assignments: readonly AssignmentLine[];
    mayAssign: boolean;
    mayClose: boolean;
  },
  findings: readonly Finding[] = [],
): PanelPage {
  const { contest, pool, panel, candidates, assignments, mayAssign, mayClose } = view;
  const base = `/bureau/contests/${contest.id}`;
  const open = contest.status === 'OPEN';
  const of = (candidateId: string, expertId: string): AssignmentLine | undefined =>
    assignments.find((one) => one.candidateId === candidateId && one.expertId === expertId);
  return {
    ...pageBase(
      { key: 'review.panel.title', args: { ref: contest.ref } },
      [{ label: { zh: contest.nameZh, en: contest.nameEn }, href: `/bureau/rounds/${contest.ref}` }],
      findings,
    ),
    base,
    tag: open
      ? { tone: 'info', label: { key: 'review.panel.open' } }
      : { tone: 'ok', label: { key: 'review.panel.closed' } },
    panelSize: contest.method.panelSize,
    pool:
      open && mayAssign && assignments.length === 0
        ? pool.map(({ id, name, employer, fields }, index) => ({ id, index, name, employer, fields }))
        : [],
    members: panel.map(({ id, name }) => {
      const own = assignments.filter(({ expertId, status }) => expertId === id && status === 'ASSIGNED');
      return { name, done: own.filter(({ sealedAt }) => sealedAt !== null).length, all: own.length };
    }),
    rows: candidates.map(({ id, number, title }) => ({
      number,
      title,
      cells: panel.map((expert) => ({
        tag: pairTag(of(id, expert.id)),
        expertId: expert.id,
        candidateId: id,
        mayToggle: open && mayAssign && isMovable(of(id, expert.id)),
      })),
    })),
    assignAll:
      open && mayAssign && panel.length > 0
        ? { href: `${base}/assignments/all`, label: { key: 'review.panel.assign-all' }, tone: 'primary' }
        : null,
    close:
      open && mayClose && assignments.length > 0
        ? {
            href: `/bureau/rounds/${contest.ref}/panel-closing`,
            label: { key: 'review.panel.close' },
            tone: 'primary',
          }
        : null,
    ranking: contest.ranking === null ? null : rankingTable(contest, candidates),
    rankingHash: contest.rankingHash,
  };
}

function isMovable(pair: AssignmentLine | undefined): boolean {
  return pair === undefined || (pair.sealedAt === null && pair.status !== 'RECUSED');
}

function pairTag(pair: AssignmentLine | undefined): Tag | null {
  if (pair === undefined) return null;
  if (pair.status === 'RECUSED') return { tone: 'danger', label: { key: 'review.states.recused' } };
  if (pair.sealedAt !== null) return { tone: 'ok', label: { key: 'review.states.sealed' } };
  return pair.conflictAnswer === null
    ? { tone: 'neutral', label: { key: 'review.states.asked' } }
    : { tone: 'info', label: { key: 'review.states.open' } };
}

function rankingTable(contest: ContestDetail, candidates: readonly CandidateLine[]): Table {
  const title = (number: string): string => candidates.find((one) => one.number === number)?.title ?? '';
  return table(
    { key: 'review.ranking.title' },
    [
      [{ key: 'review.ranking.rank' }, 'numeric'],
      { key: 'review.fields.title' },
      [{ key: 'review.ranking.score' }, 'numeric'],
      [{ key: 'review.ranking.mean' }, 'numeric'],
      [{ key: 'review.ranking.range' }, 'numeric'],
      [{ key: 'review.ranking.cards' }, 'numeric'],
      { key: 'review.ranking.remarks' },
    ],
    (contest.ranking ?? []).map((one) => [
      cell.number(one.rank),
      cell.text(title(one.number), one.number),
      { ...cell.text(one.score), numeric: true },
      { ...cell.text(one.plainMean), numeric: true },
      { ...cell.text(one.range), numeric: true },
      cell.number(one.cards),
      one.alarm
        ? cell.tag({ tone: 'warn', label: { key: 'review.ranking.alarm' } })
        : cell.text(
            one.tieBrokenBy === null
              ? one.passes
                ? ''
                : { key: 'review.ranking.below' }
              : { key: `review.ranking.ties.${one.tieBrokenBy}` },
          ),
    ]),
  );
}
