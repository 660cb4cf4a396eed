import { type Fen, yuanInput } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import {
  cell,
  type Crumb,
  type Field,
  type FieldMaker,
  fieldsOf,
  type PageBase,
  pageBase,
  type SummaryFinding,
  type Table,
  table,
  type Text,
} from '../../platform/views/page.js';
import { BUDGET_CATEGORIES } from '../rounds/budget-limits.rules.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { type ApplicationDetail } from './applications.queries.js';
import { BUDGET_SOURCES, type BudgetEntry, costPerBeneficiary } from './budget.rules.js';
import { commonAnswers } from './application.rules.js';
import {
  activitiesIn,
  findingsAtRows,
  type IdentifiedEntry,
  ROW_ACTS,
  ROW_FIELDS,
  type RowField,
  statementsIn,
  type TypedRow,
} from './budget-rows.rules.js';
import { type BudgetShare, budgetShares, type RowChoice, sumOfRows } from './budget-shares.rules.js';
import { type Clash, type Content } from './merge.rules.js';

interface BudgetLine extends Readonly<Record<Exclude<RowField, 'activity'>, Field>> {
  readonly position: number;
  readonly id: Field;
  readonly activity: Field | null;
  readonly totalFen: Fen | null;
  readonly acts: readonly { readonly value: string; readonly label: Text }[];
}

interface Sum {
  readonly label: Text;
  readonly sources: string;
  readonly categories: string;
  readonly fen: Fen;
}

interface Meter {
  readonly label: Text;
  readonly part: { readonly sources: string; readonly categories: string };
  readonly whole: { readonly sources: string; readonly categories: string };
  readonly percent: string;
  readonly least: number;
  readonly most: number;
  readonly limit: Text;
  readonly isBroken: boolean;
}

export interface BudgetPage extends PageBase {
  readonly action: string;
  /** What the page started from, carried to the next request. */
  readonly base: string;
  readonly isUnsaved: boolean;
  readonly lines: readonly BudgetLine[];
  readonly sums: readonly Sum[];
  readonly meters: readonly Meter[];
  readonly ceiling: { readonly grantFen: Fen; readonly mostFen: Fen; readonly isBroken: boolean };
  readonly beneficiaries: number;
  readonly perBeneficiaryFen: Fen | null;
  /** Rules that the rows break; they may be saved like this, but not handed in. */
  readonly broken: readonly SummaryFinding[];
  readonly clashes: Table | null;
  /** Where the same is done with a sheet. */
  readonly sheet: string;
}

export interface BudgetView {
  readonly application: ApplicationDetail;
  readonly round: RoundDetail;
  readonly rows: readonly TypedRow[];
  /** Each row as far as it can be read. */
  readonly entries: readonly (BudgetEntry | null)[];
  readonly base: string;
  readonly isUnsaved?: boolean;
  readonly spare?: readonly TypedRow[];
  /** What stands against saving, or against the file. */
  readonly findings?: readonly Finding[];
  readonly clashes?: readonly Clash[];
}

const label = (name: string): Text => ({ key: `ventures.budget.${name}` });
const category = (code: string): Text => ({ key: `ventures.budget.categories.${code}` });
const source = (code: string): Text => ({ key: `ventures.budget.sources.${code}` });

/** The way back from a page about the budget of one's own application. */
export function crumbsOf({ title, roundNumber }: ApplicationDetail): readonly Crumb[] {
  return [
    { label: { key: 'ventures.org.title' }, href: '/org' },
    {
      label: title === '' ? { key: 'ventures.untitled' } : title,
      href: `/org/rounds/${roundNumber}/application`,
    },
  ];
}

/** The budget with what is typed in it, what it adds up to, and each rule that it breaks at the row that can mend it. */
export function budgetPage(view: BudgetView): BudgetPage {
  const { application, round, rows, entries, findings = [], clashes = [] } = view;
  const content = application.content;
  const broken = findingsAtRows(entries, round.rules, { statements: statementsIn(content) });
  const read = entries.filter((entry) => entry !== null);
  const make = fieldsOf({
    values: { lines: [...rows, ...(view.spare ?? [])] },
    findings: [...findings, ...broken],
  });
  const base = `/org/rounds/${round.number}/application/budget`;
  const { beneficiaries } = commonAnswers(content);
  const grantFen = sumOfRows(read, { sources: ['GRANT'], categories: [] });
  return {
    ...pageBase({ key: 'ventures.sections.budget' }, crumbsOf(application), findings),
    action: base,
    base: view.base,
    isUnsaved: view.isUnsaved ?? false,
    lines: [...rows, ...(view.spare ?? [])].map((row, i) =>
      lineOf(make, [row, i, rows.length], entries[i] ?? null, activitiesIn(content)),
    ),
    sums: sumsOf(read),
    meters: budgetShares(read, round.rules).map(meterOf),
    ceiling: {
      grantFen,
      mostFen: round.rules.maxGrantFen,
      isBroken: grantFen > round.rules.maxGrantFen,
    },
    beneficiaries: beneficiaries ?? 0,
    perBeneficiaryFen: costPerBeneficiary(sumOfRows(read, EVERY), beneficiaries),
    broken: pageBase('', [], broken).findings,
    clashes: clashes.length === 0 ? null : clashTable(clashes, rows),
    sheet: `${base}/sheet`,
  };
}

const KEYS: Readonly<Record<RowField, string>> = {
  category: 'category',
  item: 'item',
  unitPriceFen: 'price',
  quantity: 'quantity',
  times: 'times',
  people: 'people',
  source: 'source',
  activity: 'activity',
  note: 'note',
};

function lineOf(
  make: FieldMaker,
  [row, i, filled]: readonly [TypedRow, number, number],
  entry: BudgetEntry | null,
  activities: ReturnType<typeof activitiesIn>,
): BudgetLine {
  const field = (name: RowField, options?: readonly (readonly [string, Text])[]): Field =>
    make(`lines[${i}][${name}]`, {
      label: label(KEYS[name]),
      ...(options === undefined ? {} : { options }),
    });
  const known = activities.map(({ value, name }): readonly [string, Text] => [value, name]);
  const isGone = row.activity !== '' && !activities.some(({ value }) => value === row.activity);
  const choices = isGone ? [...known, [row.activity, { key: 'budget.activity-gone' }] as const] : known;
  return {
    position: i + 1,
    id: make(`lines[${i}][id]`, { label: '' }),
    category: field(
      'category',
      BUDGET_CATEGORIES.map((one) => [one, category(one)]),
    ),
    item: field('item'),
    unitPriceFen: field('unitPriceFen'),
    quantity: field('quantity'),
    times: field('times'),
    people: field('people'),
    source: field(
      'source',
      BUDGET_SOURCES.map((one) => [one, source(one)]),
    ),
    activity: choices.length === 0 ? null : field('activity', choices),
    note: field('note'),
    totalFen: entry === null ? null : sumOfRows([entry], EVERY),
    acts: ROW_ACTS.filter((act) => i < filled && !(act === 'up' && i === 0)).map((act) => ({
      value: `${act}:${row.id}`,
      label: { key: `budget.acts.${act}`, args: { n: i + 1 } },
    })),
  };
}

const EVERY: RowChoice = { sources: [], categories: [] };
const PROGRAMME = BUDGET_CATEGORIES.filter((one) => one !== 'ADMIN' && one !== 'TAX');

function sumsOf(lines: readonly BudgetEntry[]): readonly Sum[] {
  const sum = (text: Text, choice: RowChoice): Sum => ({
    label: text,
    sources: choice.sources.join(' '),
    categories: choice.categories.join(' '),
    fen: sumOfRows(lines, choice),
  });
  return [
    sum({ key: 'budget.sums.all' }, EVERY),
    ...BUDGET_SOURCES.map((one) => sum(source(one), { sources: [one], categories: [] })),
    sum({ key: 'budget.sums.programme' }, { sources: [], categories: PROGRAMME }),
    sum({ key: 'budget.sums.administration' }, { sources: [], categories: ['ADMIN'] }),
    sum({ key: 'budget.sums.taxes' }, { sources: [], categories: ['TAX'] }),
  ];
}

function meterOf(share: BudgetShare): Meter {
  const { part, whole, percent, leastPercent: least, mostPercent: most, isBroken } = share;
  const words = (choice: RowChoice): Meter['part'] => ({
    sources: choice.sources.join(' '),
    categories: choice.categories.join(' '),
  });
  return { ...shareTexts(share), part: words(part), whole: words(whole), percent, least, most, isBroken };
}

/** What a share is of, and what the call allows. */
export function shareTexts(share: BudgetShare): { readonly label: Text; readonly limit: Text } {
  const { id, rule, part, leastPercent: least, mostPercent: most } = share;
  const [first, second] = part.categories;
  const known = ['grant', 'self-raised', 'labour', 'admin'].includes(id);
  return {
    label: known
      ? { key: `budget.shares.${id}` }
      : {
          key: second === undefined ? 'budget.shares.one' : 'budget.shares.two',
          args: {
            category: category(first ?? 'ACTIVITY'),
            ...(second === undefined ? {} : { other: category(second) }),
          },
        },
    limit: {
      key:
        least === 0 ? 'budget.limits.most' : most === 100 ? 'budget.limits.least' : 'budget.limits.between',
      args: { least, most, rule },
    },
  };
}

/** The three texts of every field that two people changed in different ways. (D2) */
function clashTable(clashes: readonly Clash[], rows: readonly TypedRow[]): Table {
  return table(
    { key: 'budget.clash.title' },
    [
      { key: 'budget.clash.row' },
      { key: 'budget.clash.field' },
      { key: 'budget.clash.base' },
      { key: 'budget.clash.theirs' },
      { key: 'budget.clash.mine' },
    ],
    clashes.map(({ path: [, id, name], base, theirs, mine }) => [
      cell.text(String(rows.findIndex((row) => row.id === id) + 1)),
      cell.text(isRowField(name) ? label(KEYS[name]) : { key: 'budget.clash.whole' }),
      ...[base, theirs, mine].map((value) => cell.text(shown(name, value))),
    ]),
  );
}

function isRowField(name: string | undefined): name is RowField {
  return ROW_FIELDS.some((one) => one === name);
}

/** A value of a row in words; a whole row shows what it was for, and one that is gone says so. */
function shown(name: string | undefined, value: Content | undefined): Text {
  if (!isRowField(name)) {
    if (typeof value !== 'object' || value === null) return { key: 'budget.clash.removed' };
    const { item } = value as unknown as IdentifiedEntry;
    return item;
  }
  if (typeof value === 'number') return name === 'unitPriceFen' ? yuanInput(value) : String(value);
  if (typeof value !== 'string' || value === '') return { key: 'budget.clash.empty' };
  if (name === 'category') return category(value);
  return name === 'source' ? source(value) : value;
}
