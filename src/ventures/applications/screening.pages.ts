import { answerView, type AnswerView, snapshotTable } from '../../eligibility/eligibility.pages.js';
import { type SnapshotLine } from '../../eligibility/eligibility.queries.js';
import { type Answer } from '../../eligibility/eligibility.service.js';
import {
  type Action,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type SummaryRow,
  type Table,
  table,
  type Tag,
} from '../../platform/views/page.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { applicationFacts, applicationTag, budgetTable } from './applications.pages.js';
import { type ApplicationDetail, type ApplicationLine, type BudgetRow } from './applications.queries.js';
import { type AttachmentLine } from './attachments.queries.js';

export interface ScreeningListPage extends PageBase {
  readonly list: Table;
  readonly startReview: Action | null;
  readonly contestHref: string | null;
}

export function screeningListPage(
  round: RoundDetail,
  list: readonly ApplicationLine[],
  contestId: string | null,
): ScreeningListPage {
  const waiting = list.some(({ status }) => status === 'SUBMITTED');
  return {
    ...pageBase({ key: 'ventures.screening.title' }, [
      { label: { zh: round.nameZh, en: round.nameEn }, href: `/bureau/rounds/${round.number}` },
    ]),
    list: table(
      { key: 'ventures.screening.title' },
      [
        { key: 'ventures.fields.title' },
        { key: 'ventures.fields.organization' },
        { key: 'ventures.fields.field' },
        [{ key: 'ventures.fields.asked' }, 'numeric'],
        { key: 'ventures.fields.status' },
      ],
      list.map((one) => [
        cell.link(one.title, `/bureau/applications/${one.number ?? ''}`, one.number),
        cell.text(one.organizationName),
        cell.text(one.field === null ? null : { key: `ventures.categories.${one.field}` }),
        cell.money(one.askedFen),
        cell.tag(applicationTag(one.status)),
      ]),
      { key: 'ventures.screening.empty' },
    ),
    startReview:
      round.status === 'CLOSED' && !waiting && list.length > 0
        ? {
            href: `/bureau/rounds/${round.number}/review`,
            label: { key: 'ventures.screening.start' },
            tone: 'primary',
          }
        : null,
    contestHref: contestId === null ? null : `/bureau/contests/${contestId}`,
  };
}

export interface ScreeningPage extends PageBase {
  readonly tag: Tag;
  readonly organization: { readonly name: string; readonly href: string };
  readonly facts: readonly SummaryRow[];
  readonly budget: Table;
  readonly attachments: readonly AttachmentLine[];
  readonly eligibility: AnswerView;
  readonly frozen: Table;
  readonly action: string | null;
  readonly eligible: Field;
  readonly reason: Field;
}

export function screeningPage(
  one: ApplicationDetail,
  more: {
    readonly budget: readonly BudgetRow[];
    readonly attachments: readonly AttachmentLine[];
    readonly answer: Answer;
    readonly frozen: readonly SnapshotLine[];
  },
  entered?: Entered,
): ScreeningPage {
  const field = fieldsOf(entered);
  return {
    ...pageBase(
      one.title,
      [
        {
          label: { key: 'ventures.screening.title' },
          href: `/bureau/rounds/${one.roundNumber}/applications`,
        },
      ],
      entered?.findings,
    ),
    tag: applicationTag(one.status),
    organization: { name: one.organizationName, href: `/bureau/organizations/${one.creditCode}/timeline` },
    facts: applicationFacts(one),
    budget: budgetTable(more.budget),
    attachments: more.attachments,
    eligibility: answerView(more.answer, 'bureau', { key: 'ventures.screening.checks' }),
    frozen: snapshotTable(more.frozen, '/bureau/eligibility'),
    action: one.status === 'SUBMITTED' ? `/bureau/applications/${one.number ?? ''}/screening` : null,
    eligible: field('eligible', {
      label: { key: 'ventures.screening.decision' },
      required: true,
      options: [
        ['yes', { key: 'ventures.screening.yes' }],
        ['no', { key: 'ventures.screening.no' }],
      ],
    }),
    reason: field('reason', {
      label: { key: 'ventures.screening.reason' },
      hint: { key: 'ventures.screening.reason-hint' },
      initial: '',
    }),
  };
}
