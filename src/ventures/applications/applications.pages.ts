import { type Finding } from '../../kernel/outcome.js';
import {
  type Action,
  cell,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Task,
  type Text,
  type Tone,
} from '../../platform/views/page.js';
import { newsBanner, type NewsBanner } from '../rounds/news.pages.js';
import { type CallNews } from '../rounds/news.queries.js';
import { isOpenAt } from '../rounds/round.rules.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { shownQuestions } from '../rounds/form.rules.js';
import { type SectionWork } from './workspace.queries.js';
import { isBegun } from './workspace.rules.js';
import {
  answerText,
  type ApplicationStatus,
  gapsIn,
  pagesOf,
  sectionAt,
  type SectionFinding,
} from './application.rules.js';
import { type ApplicationDetail, type ApplicationLine, type BudgetRow } from './applications.queries.js';
import { hasFirstCheck } from './screening.rules.js';
import { type AttachmentLine } from './attachments.queries.js';

const HOME = { label: { key: 'ventures.org.title' }, href: '/org' };
const TONES: Partial<Record<ApplicationStatus, Tone>> = {
  DRAFT: 'neutral',
  SUBMITTED: 'info',
  RETURNED_FOR_SUPPLEMENT: 'warn',
  ELIGIBLE: 'ok',
  INELIGIBLE: 'danger',
  SCORED: 'info',
  IN_PUBLICITY: 'special',
  RESERVE: 'warn',
  REJECTED: 'neutral',
};
export const applicationTag = (status: ApplicationStatus): Tag => ({
  tone: TONES[status] ?? 'neutral',
  label: { key: `ventures.statuses.${status}` },
});

export interface OrgPage extends PageBase {
  readonly organization: string;
  readonly calls: readonly {
    readonly name: Text;
    readonly closesAt: string;
    readonly action: Action | null;
    readonly href: string | null;
    readonly eligibility: string;
  }[];
  readonly applications: Table;
}

/** The organization's start page: open calls, then its own applications. */
export function orgPage(
  organization: string,
  rounds: readonly RoundDetail[],
  mine: readonly ApplicationLine[],
  now: string,
): OrgPage {
  const open = rounds.filter((round) => isOpenAt(round, now));
  return {
    ...pageBase({ key: 'ventures.org.title' }),
    organization,
    calls: open.map(({ number, nameZh, nameEn, closesAt }) => {
      const started = mine.some((one) => one.roundNumber === number && one.status !== 'WITHDRAWN');
      return {
        name: { zh: nameZh, en: nameEn },
        closesAt,
        action: started
          ? null
          : {
              href: `/org/rounds/${number}/application`,
              label: { key: 'ventures.org.start' },
              tone: 'primary',
            },
        href: started ? `/org/rounds/${number}/application` : null,
        eligibility: `/org/rounds/${number}/eligibility`,
      };
    }),
    applications: table(
      { key: 'ventures.org.mine' },
      [
        { key: 'ventures.fields.title' },
        { key: 'ventures.fields.round' },
        { key: 'ventures.fields.status' },
        [{ key: 'ventures.fields.asked' }, 'numeric'],
        { key: 'ventures.fields.submitted' },
      ],
      mine.map((one) => [
        cell.link(
          one.title === '' ? { key: 'ventures.untitled' } : one.title,
          `/org/rounds/${one.roundNumber}/application`,
          one.number,
        ),
        cell.text({ zh: one.roundNameZh, en: one.roundNameEn }),
        cell.tag(applicationTag(one.status)),
        cell.money(one.askedFen),
        cell.instant(one.submittedAt),
      ]),
      { key: 'ventures.org.none' },
    ),
  };
}

export interface ApplicationPage extends PageBase {
  /** What came out about the call and has not been read yet. */
  readonly news: NewsBanner | null;
  readonly tag: Tag;
  readonly base: string;
  readonly eligibility: string;
  /** Where the result of the first check stands, once there can be one. */
  readonly firstCheck: string | null;
  readonly isDraft: boolean;
  readonly tasks: readonly Task[];
  readonly gaps: readonly { readonly label: Text | null; readonly finding: Finding; readonly href: string }[];
  readonly facts: readonly SummaryRow[];
  readonly budget: Table;
  readonly attachments: readonly AttachmentLine[];
  readonly receipt: {
    readonly number: string;
    readonly submittedAt: string;
    readonly contentHash: string;
    readonly ledgerSeq: number;
  } | null;
  /** Where everything is checked and handed in. */
  readonly check: string | null;
  readonly withdraw: Action | null;
  readonly closesAt: string;
  readonly graceMinutes: number;
  readonly reason: string | null;
}

/** The application as its organization sees it: tasks and gaps while a draft, the receipt afterwards. */
export function applicationPage(
  view: {
    application: ApplicationDetail;
    round: RoundDetail;
    budget: readonly BudgetRow[];
    attachments: readonly AttachmentLine[];
    applicant: readonly Finding[];
    news: CallNews;
    now: string;
    maySubmit: boolean;
    work: readonly SectionWork[];
  },
  findings: readonly Finding[] = [],
): ApplicationPage {
  const { application: one, round, budget, attachments, now } = view;
  const base = `/org/rounds/${round.number}/application`;
  const isDraft = one.status === 'DRAFT';
  const gaps = isDraft ? gapsIn({ ...one, lines: budget }, round.rules) : [];
  const open = isOpenAt(round, now);
  const { number, submittedAt, contentHash, ledgerSeq } = one;
  return {
    ...pageBase(one.title === '' ? { key: 'ventures.untitled' } : one.title, [HOME], findings),
    news: newsBanner(round.number, view.news),
    tag: applicationTag(one.status),
    base,
    eligibility: `/org/rounds/${round.number}/eligibility`,
    firstCheck: hasFirstCheck(one.status, round) ? `${base}/first-check` : null,
    isDraft,
    tasks: tasksOf(one, {
      gaps,
      base: isDraft ? base : null,
      work: view.work,
      hasBudget: budget.length > 0,
    }),
    gaps: [
      ...view.applicant.map((finding) => ({
        label: null,
        finding,
        href: `/org/rounds/${round.number}/eligibility`,
      })),
      ...gaps.map((finding) => ({
        label: finding.label ?? null,
        finding,
        href: `${base}/${finding.section}`,
      })),
    ],
    facts: applicationFacts(one),
    budget: budgetTable(budget),
    attachments,
    receipt:
      number !== null && submittedAt !== null && contentHash !== null && ledgerSeq !== null
        ? { number, submittedAt, contentHash, ledgerSeq }
        : null,
    check: isDraft ? `${base}/check` : null,
    withdraw:
      one.status === 'SUBMITTED' && open && view.maySubmit
        ? { href: `${base}/withdrawal`, label: { key: 'ventures.withdraw' }, tone: 'danger' }
        : null,
    closesAt: round.closesAt,
    graceMinutes: round.graceMinutes,
    reason: one.statusReason,
  };
}

/** The pages of an application in their order, each with its state and who does it. */
function tasksOf(
  { form, content }: Pick<ApplicationDetail, 'form' | 'content'>,
  view: {
    readonly gaps: readonly SectionFinding[];
    readonly base: string | null;
    readonly work: readonly SectionWork[];
    readonly hasBudget: boolean;
  },
): readonly Task[] {
  return pagesOf(form).map(({ path, title }) => {
    const count = view.gaps.filter((gap) => gap.section === path).length;
    const section = sectionAt(form, path);
    const begun = section === null ? view.hasBudget : isBegun(section, content);
    const known = view.work.find((one) => one.section === path);
    const state: Text = begun ? { key: 'ventures.gaps', args: { count } } : { key: 'workspace.not-started' };
    return {
      label: title ?? { key: 'ventures.sections.budget' },
      href: view.base === null ? null : `${view.base}/${path}`,
      hint: workHint(known),
      tag: count === 0 ? null : { tone: begun ? 'info' : 'neutral', label: state },
    };
  });
}

function workHint(known: SectionWork | undefined): Text | null {
  if (known === undefined) return null;
  const { ownerName, doneAt, doneByName } = known;
  if (doneAt !== null) return { key: 'workspace.work.ticked', args: { name: doneByName ?? '' } };
  return ownerName === null ? null : { key: 'workspace.owner-is', args: { name: ownerName } };
}

/** The questions with their answers in the order of the form; the bureau and the printed copy use it too. */
export function applicationFacts({
  form,
  content,
}: Pick<ApplicationDetail, 'form' | 'content'>): SummaryRow[] {
  const shown = shownQuestions(form, content);
  return form.sections
    .flatMap(({ questions }) => questions)
    .filter(({ code, kind }) => shown.has(code) && kind !== 'FILE')
    .map((question) => {
      const answer = content[question.code];
      const text = answerText(question, answer);
      const value =
        question.kind === 'DAY' && typeof answer === 'string'
          ? cell.day(answer)
          : cell.text(text.zh === '' ? null : text);
      return summaryRow(question.label, value);
    });
}

export function budgetTable(lines: readonly BudgetRow[]): Table {
  return table(
    { key: 'ventures.sections.budget' },
    [
      { key: 'ventures.budget.category' },
      { key: 'ventures.budget.item' },
      [{ key: 'ventures.budget.price' }, 'numeric'],
      [{ key: 'ventures.budget.quantity' }, 'numeric'],
      [{ key: 'ventures.budget.times' }, 'numeric'],
      [{ key: 'ventures.budget.total' }, 'numeric'],
      { key: 'ventures.budget.source' },
    ],
    lines.map((line) => [
      cell.text({ key: `ventures.budget.categories.${line.category}` }),
      cell.text(line.item, line.note === undefined || line.note === '' ? null : line.note),
      cell.money(line.unitPriceFen),
      cell.number(line.quantity),
      cell.number(line.times),
      cell.money(line.totalFen),
      cell.text({ key: `ventures.budget.sources.${line.source}` }),
    ]),
    { key: 'ventures.budget.empty' },
  );
}
