import { shanghaiDayOf } from '../../kernel/calendar.js';
import { textDifference, type Stretch } from '../../kernel/text-difference.js';
import { type OrganizationDetail } from '../../organizations/organizations.queries.js';
import {
  type Action,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  type Text,
} from '../../platform/views/page.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { applicationFacts, budgetTable } from './applications.pages.js';
import { answerText, pagesOf, questionAt } from './application.rules.js';
import { type ApplicationDetail, type BudgetRow } from './applications.queries.js';
import { HOME, titleOf } from './answers.pages.js';
import { settledAnswer } from './form-values.rules.js';
import { type RevisionLine } from './revision.queries.js';
import { type ReadRevision, readHistory, sittings } from './revision.rules.js';
import { type SectionWork } from './workspace.queries.js';

interface Own {
  readonly application: ApplicationDetail;
  readonly round: RoundDetail;
}

const baseOf = ({ round }: Pick<Own, 'round'>): string => `/org/rounds/${round.number}/application`;

/** What the register says of an applicant: shown beside the form, never asked again. (D7) */
export function registerFacts(one: OrganizationDetail): SummaryRow[] {
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `workspace.known.${name}` }, value);
  return [
    row('name', cell.text(one.name)),
    row('code', cell.text(one.code)),
    row('established', cell.day(one.establishedOn)),
    row('address', cell.text(one.address)),
    row('representative', cell.text(one.legalRepresentative)),
    row('authority', cell.text(one.authorityName)),
    row('supervising', cell.text(one.supervisingUnit)),
    row('as-of', cell.day(one.verifiedOn ?? shanghaiDayOf(one.recordedAt))),
  ];
}

export interface WorkPage extends PageBase {
  readonly action: string;
  readonly base: string;
  readonly rows: readonly {
    readonly title: Text;
    readonly owner: Field;
    readonly done: Field;
    readonly note: Text | null;
  }[];
}

/** Who does which page, and what is done. */
export function workPage(
  view: Own & {
    readonly people: readonly { readonly id: string; readonly name: string }[];
    readonly work: readonly SectionWork[];
  },
  entered?: Entered,
): WorkPage {
  const { application, people, work } = view;
  const base = baseOf(view);
  const make = fieldsOf(entered);
  return {
    ...pageBase(
      { key: 'workspace.work.title' },
      [HOME, { label: titleOf(application), href: base }],
      entered?.findings,
    ),
    action: `${base}/work`,
    base,
    rows: pagesOf(application.form).map(({ path, title }) => {
      const known = work.find(({ section }) => section === path);
      return {
        title: title ?? { key: 'ventures.sections.budget' },
        owner: make(`owner[${path}]`, {
          label: { key: 'workspace.work.owner' },
          initial: known?.ownerId ?? '',
          options: people.map(({ id, name }) => [id, name] as const),
        }),
        done: make(`done[${path}]`, {
          label: { key: 'workspace.work.done' },
          initial: (known?.doneAt ?? null) === null ? '' : 'yes',
        }),
        note:
          (known?.doneAt ?? null) === null
            ? null
            : {
                key: 'workspace.work.done-by',
                args: { name: known?.doneByName ?? '', on: shanghaiDayOf(known?.doneAt ?? '') },
              },
      };
    }),
  };
}

/** More sittings than anybody reads at once; older ones stay in the history and come nearer as one asks for a field. */
const MOST_SITTINGS = 60;

export interface HistoryPage extends PageBase {
  readonly base: string;
  readonly sittings: readonly {
    readonly by: string;
    readonly at: string;
    readonly changes: readonly {
      readonly label: Text;
      readonly kind: Text | null;
      readonly stretches: readonly {
        readonly text: string;
        readonly removed: boolean;
        readonly added: boolean;
      }[];
      readonly restore: Action | null;
    }[];
  }[];
}

/** Who changed what and when, newest first, with what went and what came; any earlier text can be put back. (D6) */
export function historyPage(view: Own & { readonly revisions: readonly RevisionLine[] }): HistoryPage {
  const { application, revisions } = view;
  const base = baseOf(view);
  const fields = [...new Set(revisions.map(({ field }) => field))];
  const read = new Map(
    fields
      .flatMap((field) =>
        readHistory(
          settledAnswer(application.content[field]),
          revisions.filter((one) => one.field === field),
        ),
      )
      .map((line) => [line.revision.id, line]),
  );
  const lines = revisions.filter(({ id }) => read.has(id));
  return {
    ...pageBase({ key: 'workspace.history.title' }, [HOME, { label: titleOf(application), href: base }]),
    base,
    sittings: sittings(lines)
      .slice(0, MOST_SITTINGS)
      .map((sitting) => ({
        by: sitting[0].byName,
        at: sitting[0].at,
        changes: changesOf(sitting.flatMap(({ id }) => read.get(id) ?? [])).map((change) =>
          changeView(change, { application, base }),
        ),
      })),
  };
}

interface Change {
  readonly newest: ReadRevision<RevisionLine>;
  readonly oldest: ReadRevision<RevisionLine>;
}

/** The lines of one sitting (newest first) field by field: from what it found to what it left. */
function changesOf(lines: readonly ReadRevision<RevisionLine>[]): readonly Change[] {
  const list: Change[] = [];
  for (const line of lines) {
    const { field, kind } = line.revision;
    const at = list.findIndex(
      ({ newest }) =>
        kind !== 'SET_ASIDE' && newest.revision.field === field && newest.revision.kind === kind,
    );
    const known = list[at];
    if (known) list[at] = { ...known, oldest: line };
    else list.push({ newest: line, oldest: line });
  }
  return list;
}

function changeView(
  { newest, oldest }: Change,
  { application, base }: { readonly application: ApplicationDetail; readonly base: string },
): HistoryPage['sittings'][number]['changes'][number] {
  const { id, field, kind } = newest.revision;
  const question = questionAt(application.form, field);
  const said = (answer: Parameters<typeof answerText>[1]): string =>
    question === null ? '' : answerText(question, answer).zh;
  const isNow =
    JSON.stringify(newest.after ?? null) === JSON.stringify(settledAnswer(application.content[field]));
  return {
    label: question?.label ?? field,
    kind: kind === 'SAVED' ? null : { key: `workspace.history.kinds.${kind}` },
    stretches: textDifference(said(oldest.before), said(newest.after)).map((one: Stretch) => ({
      text: one.text,
      removed: one.kind === 'REMOVED',
      added: one.kind === 'ADDED',
    })),
    restore:
      isNow || question === null || newest.after === undefined || application.status !== 'DRAFT'
        ? null
        : {
            href: `${base}/history/${id}/restoration`,
            label: { key: 'workspace.history.restore' },
            tone: 'secondary',
          },
  };
}

export interface DraftPage extends PageBase {
  readonly base: string;
  readonly number: Text;
  readonly register: readonly SummaryRow[];
  readonly facts: readonly SummaryRow[];
  readonly budget: Table;
}

/** The whole draft on one page, for the screen and for paper: the same text as in the form. (D9) */
export function draftPage(
  view: Own & { readonly budget: readonly BudgetRow[]; readonly organization: OrganizationDetail },
): DraftPage {
  const { application, round, budget, organization } = view;
  const base = baseOf(view);
  return {
    ...pageBase({ key: 'workspace.draft.title' }, [HOME, { label: titleOf(application), href: base }]),
    base,
    number: { zh: round.nameZh, en: round.nameEn },
    register: registerFacts(organization),
    facts: applicationFacts(application),
    budget: budgetTable(budget),
  };
}
