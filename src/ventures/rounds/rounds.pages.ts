import { shanghaiInstant } from '../../kernel/calendar.js';
import { yuanInput } from '../../kernel/money.js';
import { may, type Right } from '../../kernel/rights.js';
import { actionsFrom } from '../../kernel/transitions.js';
import { DEFAULT_PARAMETERS, type GrantParameters } from '../../eligibility/criteria.rules.js';
import { type SignedIn } from '../../kernel/viewer.js';
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
  table,
  type Tag,
  type Text,
  type Tone,
} from '../../platform/views/page.js';
import { budgetSentences } from './budget-limits.rules.js';
import { DEFAULT_CRITERIA, eligibilityOf, ROUND_LIFE, type RoundStatus } from './round.rules.js';
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

export interface RoundFormPage extends PageBase {
  readonly action: string;
  readonly texts: readonly Field[];
  readonly opens: Field;
  readonly closes: Field;
  readonly exclude: Field;
  readonly criteria: readonly { readonly code: Field; readonly points: Field; readonly name: Text }[];
  readonly version: number;
}

/** The values of the round's plain fields, or the usual ones. */
function numbersOf(round: RoundDetail | null): Record<string, string | number> {
  if (round === null)
    return {
      nameZh: '',
      nameEn: '',
      potFen: '',
      maxGrantFen: '500000',
      maxGrantPercent: 60,
      maxLabourPercent: 50,
      graceMinutes: 0,
      panelSize: 5,
      passLine: 60,
      publicityWorkingDays: 7,
      ...yearsOf(DEFAULT_PARAMETERS),
    };
  const { nameZh, nameEn, potFen, graceMinutes, rules } = round;
  const { maxGrantFen, maxGrantPercent, maxLabourPercent, publicityWorkingDays, method } = rules;
  return {
    nameZh,
    nameEn,
    potFen: yuanInput(potFen),
    maxGrantFen: yuanInput(maxGrantFen),
    maxGrantPercent,
    maxLabourPercent,
    graceMinutes,
    panelSize: method.panelSize,
    passLine: method.passLine,
    publicityWorkingDays,
    ...yearsOf(eligibilityOf(rules)),
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

/** The form of a round: new with the usual values, or a draft's own. */
export function roundFormPage(round: RoundDetail | null, entered?: Entered): RoundFormPage {
  const field = fieldsOf(entered);
  const label = (name: string): Text => ({ key: `ventures.rounds.fields.${name}` });
  const text = (name: string, initial: string | number): Field =>
    field(name, { label: label(name), required: true, initial });
  const local = (instant: string | undefined): string =>
    instant === undefined ? '' : shanghaiInstant(instant).slice(0, 16);
  const rules = round?.rules;
  return {
    ...pageBase(
      round === null
        ? { key: 'ventures.rounds.new' }
        : { key: 'ventures.rounds.edit', args: { number: round.number } },
      [LIST],
      entered?.findings,
    ),
    action: round === null ? '/bureau/rounds' : `/bureau/rounds/${round.number}`,
    version: round?.version ?? 1,
    texts: Object.entries(numbersOf(round)).map(([name, initial]) => text(name, initial)),
    opens: field('opensAt', { label: label('opensAt'), required: true, initial: local(round?.opensAt) }),
    closes: field('closesAt', { label: label('closesAt'), required: true, initial: local(round?.closesAt) }),
    exclude: field('excludeLastWinner', {
      label: label('excludeLastWinner'),
      initial: rules !== undefined && eligibilityOf(rules).excludeLastWinner ? 'yes' : '',
    }),
    criteria: (rules?.criteria ?? DEFAULT_CRITERIA).map(({ code, points, nameZh, nameEn }, i) => ({
      name: { zh: nameZh, en: nameEn },
      code: field(`criteria[${i}][code]`, { label: label('code'), initial: code }),
      points: field(`criteria[${i}][points]`, {
        label: { zh: nameZh, en: nameEn },
        required: true,
        initial: points,
        unit: { key: 'ventures.rounds.points' },
      }),
    })),
  };
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
  const own = new Set(['publish', 'close']);
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
      ...(round.status === 'DRAFT' ? link('round.edit', 'edit', 'ventures.rounds.change') : []),
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
