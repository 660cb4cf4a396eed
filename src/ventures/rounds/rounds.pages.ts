import { may, type Right } from '../../kernel/rights.js';
import { actionsFrom } from '../../kernel/transitions.js';
import { type GrantParameters } from '../../eligibility/criteria.rules.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type Action,
  cell,
  type Entered,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
  type Tone,
} from '../../platform/views/page.js';
import { budgetSentences } from './budget-limits.rules.js';
import { eligibilityOf, ROUND_LIFE, type RoundStatus } from './round.rules.js';
import { type RoundDetail } from './rounds.queries.js';

const LIST = { label: { key: 'ventures.rounds.title' }, href: '/bureau/rounds' };
const TONES: Partial<Record<RoundStatus, Tone>> = {
  DRAFT: 'neutral',
  OPEN: 'ok',
  CLOSED: 'info',
  REVIEWING: 'info',
  RESULT_PUBLICITY: 'special',
  AWARDED: 'ok',
  RUNNING: 'ok',
};

export const roundTag = (status: RoundStatus): Tag => ({
  tone: TONES[status] ?? 'neutral',
  label: { key: `ventures.rounds.statuses.${status}` },
});
export const roundName = ({ nameZh, nameEn }: { nameZh: string; nameEn: string }): Text => ({
  zh: nameZh,
  en: nameEn,
});

export interface RoundsPage extends PageBase {
  readonly list: Table;
  readonly mayEdit: boolean;
}

export function roundsPage(rounds: readonly RoundDetail[], mayEdit: boolean): RoundsPage {
  return {
    ...pageBase({ key: 'ventures.rounds.title' }),
    mayEdit,
    list: table(
      { key: 'ventures.rounds.title' },
      [
        { key: 'ventures.rounds.name' },
        { key: 'ventures.rounds.status' },
        [{ key: 'ventures.rounds.pot' }, 'numeric'],
        [{ key: 'ventures.rounds.applications' }, 'numeric'],
        [{ key: 'ventures.rounds.awards' }, 'numeric'],
        { key: 'ventures.rounds.closes' },
      ],
      rounds.map((round) => [
        cell.link(roundName(round), `/bureau/rounds/${round.number}`, round.number),
        cell.tag(roundTag(round.status)),
        cell.money(round.potFen),
        cell.number(round.applications),
        cell.number(round.awards),
        cell.instant(round.closesAt),
      ]),
      { key: 'ventures.rounds.empty' },
    ),
  };
}

/** The look-back of a call, as the public pre-check takes it. */
export function lookBackOf({ rules }: Pick<RoundDetail, 'rules'>): Readonly<Record<string, number>> {
  return yearsOf(eligibilityOf(rules));
}

/** The look-back of the call, by the names of its fields. (R-CR-22) */
function yearsOf(parameters: GrantParameters): Record<string, number> {
  const { abnormalYears, seriousYears, majorYears, breachYears } = parameters;
  return { abnormalYears, seriousYears, majorYears, breachYears };
}

export interface RoundShowPage extends PageBase {
  readonly tag: Tag;
  readonly number: string;
  readonly facts: readonly SummaryRow[];
  readonly criteria: Table;
  readonly budget: Table;
  readonly actions: readonly Action[];
  readonly links: readonly { readonly href: string; readonly label: Text }[];
}

export function criteriaTable(round: Pick<RoundDetail, 'rules'>): Table {
  return table(
    { key: 'ventures.rounds.criteria' },
    [
      { key: 'ventures.rounds.criterion' },
      [{ key: 'ventures.rounds.points' }, 'numeric'],
      { key: 'ventures.rounds.anchor' },
    ],
    round.rules.criteria.map(({ nameZh, nameEn, points, anchorZh, anchorEn }) => [
      cell.text({ zh: nameZh, en: nameEn }),
      cell.number(points),
      cell.text({ zh: anchorZh, en: anchorEn }),
    ]),
  );
}

/** What a budget is judged by, in sentences with their rule numbers. */
export function budgetRulesTable({ rules }: Pick<RoundDetail, 'rules'>): Table {
  return table(
    { key: 'ventures.budget-rules.title' },
    [{ key: 'ventures.budget-rules.text' }, { key: 'ventures.budget-rules.rule' }],
    budgetSentences(rules).map(({ text, rule }) => [cell.text(text), cell.text(rule)]),
  );
}

/** What a call says about itself, for the public page and the bureau's. */
export function roundFacts(round: RoundDetail): SummaryRow[] {
  const { rules } = round;
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `ventures.rounds.fields.${name}` }, value);
  return [
    row('number', cell.text(round.number)),
    row('opensAt', cell.instant(round.opensAt)),
    row('closesAt', cell.instant(round.closesAt)),
    row('graceMinutes', cell.text({ key: 'ventures.rounds.minutes', args: { count: round.graceMinutes } })),
    row('potFen', cell.money(round.potFen)),
    row('maxGrantFen', cell.money(rules.maxGrantFen)),
    row('maxGrantPercent', cell.text(`${rules.maxGrantPercent}%`)),
    row('maxLabourPercent', cell.text(`${rules.maxLabourPercent}%`)),
    row('panelSize', cell.number(rules.method.panelSize)),
    row('passLine', cell.number(rules.method.passLine)),
    row('tieRule', cell.text(rules.tieRule)),
    row('publicityWorkingDays', cell.number(rules.publicityWorkingDays)),
    row(
      'eligibility',
      cell.text({ key: 'ventures.rounds.eligibility', args: { ...yearsOf(eligibilityOf(rules)) } }),
    ),
    ...(eligibilityOf(rules).excludeLastWinner
      ? [row('excludeLastWinner', cell.text({ key: 'ventures.rounds.yes' }))]
      : []),
  ];
}

export function roundShowPage(round: RoundDetail, viewer: SignedIn, entered?: Entered): RoundShowPage {
  const own = new Set(['close']);
  const actions = actionsFrom(ROUND_LIFE, round.status, viewer).filter((action) => own.has(action));
  const link = (right: Right, path: string, key: string): RoundShowPage['links'] =>
    may(viewer, right) ? [{ href: `/bureau/rounds/${round.number}/${path}`, label: { key } }] : [];
  return {
    ...pageBase(roundName(round), [LIST], entered?.findings),
    tag: roundTag(round.status),
    number: round.number,
    facts: roundFacts(round),
    criteria: criteriaTable(round),
    budget: budgetRulesTable(round),
    actions: actions.map((action) => ({
      href: `/bureau/rounds/${round.number}/${action}`,
      label: { key: `ventures.rounds.actions.${action}` },
      tone: 'primary',
    })),
    links: [
      ...(round.status === 'DRAFT' || round.isLegacy
        ? []
        : link('question.see', 'questions', 'questions.desk')),
      ...(round.terms === null && round.status !== 'DRAFT' ? [] : link('round.see', 'setup', 'setup.title')),
      ...(round.status === 'OPEN' && round.terms !== null
        ? link('round.see', 'amendment', 'amendments.title')
        : []),
      ...(round.terms !== null && ['DRAFT', 'OPEN'].includes(round.status)
        ? link('round.see', 'rehearsal', 'rehearsals.title')
        : []),
      ...(round.status === 'DRAFT' || round.isLegacy
        ? []
        : [
            ...link('round.extension.see', 'extensions', 'submit.extension.title'),
            ...link('round.opening.see', 'opening', 'submit.opening.title'),
          ]),
      ...(round.openedAt === null
        ? []
        : [
            ...link('application.see', 'applications', 'ventures.screening.title'),
            ...link('award.see', 'awards', 'ventures.awards.title'),
          ]),
    ],
  };
}
