import {
  cell,
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
} from '../platform/views/page.js';
import { answerText, commonAnswers } from '../ventures/applications/application.rules.js';
import { type ApplicationDetail } from '../ventures/applications/applications.queries.js';
import { type AwardLine } from '../ventures/awards/awards.queries.js';
import { FIELDS } from '../ventures/rounds/round.rules.js';
import { roundName, roundTag } from '../ventures/rounds/rounds.pages.js';
import { type RoundDetail } from '../ventures/rounds/rounds.queries.js';
import { projectsTable } from './register.pages.js';

export interface RoundsPublicPage extends PageBase {
  readonly list: Table;
}

export function roundsPublicPage(rounds: readonly RoundDetail[]): RoundsPublicPage {
  return {
    ...pageBase({ key: 'common.nav.rounds' }),
    list: table(
      { key: 'common.nav.rounds' },
      [
        { key: 'ventures.rounds.name' },
        { key: 'ventures.rounds.status' },
        { key: 'ventures.rounds.closes' },
        [{ key: 'ventures.rounds.pot' }, 'numeric'],
        [{ key: 'ventures.rounds.awards' }, 'numeric'],
      ],
      rounds.map((round) => [
        cell.link(roundName(round), `/rounds/${round.number}`, round.number),
        cell.tag(roundTag(round.status)),
        cell.instant(round.closesAt),
        cell.money(round.potFen),
        cell.number(round.awards),
      ]),
      { key: 'ventures.rounds.empty' },
    ),
  };
}

export interface ProjectsPage extends PageBase {
  readonly q: Field;
  readonly field: Field;
  readonly list: Table;
  readonly pager: Pager;
}

export function projectsPublicPage(
  page: { items: readonly AwardLine[]; total: number; page: number; pageSize: number },
  query: Readonly<Record<string, string | undefined>>,
): ProjectsPage {
  const make = fieldsOf({ values: query, findings: [] });
  return {
    ...pageBase({ key: 'common.nav.projects' }),
    q: make('q', { label: { key: 'disclosure.project-search' }, inputMode: 'search' }),
    field: make('field', {
      label: { key: 'ventures.fields.field' },
      options: FIELDS.map((one) => [one, { key: `ventures.categories.${one}` }] as const),
    }),
    list: projectsTable(page.items, true),
    pager: pager(page, '/projects', query),
  };
}

export interface ProjectPage extends PageBase {
  readonly facts: readonly SummaryRow[];
  readonly proof: string | null;
}

export function projectPage(award: AwardLine, application: ApplicationDetail | null): ProjectPage {
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `ventures.fields.${name}` }, value);
  const common = application === null ? null : commonAnswers(application.content);
  const said = (code: string): string | undefined => {
    const question = application?.form.sections
      .flatMap(({ questions }) => questions)
      .find((one) => one.code === code);
    return question && answerText(question, application?.content[code]).zh;
  };
  const text = (value: string | undefined): ReturnType<typeof cell.text> =>
    cell.text(value === undefined || value === '' ? null : value);
  return {
    ...pageBase(award.title, [{ label: { key: 'common.nav.projects' }, href: '/projects' }]),
    facts: [
      row('number', cell.text(award.projectNumber)),
      row('organization', cell.link(award.organizationName, `/organizations/${award.creditCode}`)),
      row(
        'round',
        cell.link({ zh: award.roundNameZh, en: award.roundNameEn }, `/rounds/${award.roundNumber}`),
      ),
      row('field', cell.text(award.field === null ? null : { key: `ventures.categories.${award.field}` })),
      row('asked', cell.money(award.askedFen)),
      row('amount', cell.money(award.amountFen)),
      row('score', cell.text(award.score)),
      row('place', text(common?.place)),
      row('beneficiaries', cell.number(common?.beneficiaries ?? null)),
      row('summary', text(said('summary'))),
      row('need', text(said('need'))),
      row('goals', text(said('goals'))),
    ],
    proof:
      award.ledgerSeq === null ? null : `/ledger/entries?start=${award.ledgerSeq}&end=${award.ledgerSeq + 1}`,
  };
}
