import { yuanInput, yuanText } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import {
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Text,
} from '../../platform/views/page.js';
import { BUDGET_CATEGORIES } from '../rounds/budget-limits.rules.js';
import { FIELDS } from '../rounds/round.rules.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { type Section } from './application.rules.js';
import { type ApplicationDetail, type BudgetRow } from './applications.queries.js';
import { BUDGET_SOURCES, findingsInBudget, totalsOf } from './budget.rules.js';

const HOME = { label: { key: 'ventures.org.title' }, href: '/org' };
const SPARE_ROWS = 3;

export interface SectionPage extends PageBase {
  readonly action: string;
  readonly section: Section;
  readonly version: string;
  readonly texts: readonly Field[];
  readonly areas: readonly Field[];
  readonly days: readonly Field[];
  readonly choice: Field | null;
  readonly team: readonly { readonly name: Field; readonly role: Field; readonly qualification: Field }[];
  readonly lines: readonly BudgetLineFields[];
  readonly total: string;
  readonly rules: readonly Finding[];
}

interface BudgetLineFields {
  readonly category: Field;
  readonly item: Field;
  readonly price: Field;
  readonly quantity: Field;
  readonly times: Field;
  readonly people: Field;
  readonly source: Field;
  readonly note: Field;
}

const BLANK_SECTION = {
  texts: [],
  areas: [],
  days: [],
  choice: null,
  team: [],
  lines: [],
  total: '0.00',
  rules: [],
} as const;

/** The form of one section with what is saved, or with what was typed and refused. */
export function sectionPage(
  section: Section,
  view: { application: ApplicationDetail; budget: readonly BudgetRow[]; round: RoundDetail },
  entered?: Entered,
): SectionPage {
  const { application: one, budget, round } = view;
  const base = `/org/rounds/${round.number}/application`;
  const typedVersion = entered?.values['version'];
  return {
    ...pageBase(
      { key: `ventures.sections.${section}` },
      [HOME, { label: one.title === '' ? { key: 'ventures.untitled' } : one.title, href: base }],
      entered?.findings,
    ),
    ...BLANK_SECTION,
    ...(section === 'project'
      ? projectFields(one, entered)
      : section === 'plan'
        ? planFields(one, entered)
        : section === 'team'
          ? teamFields(one, entered)
          : budgetFields(budget, round, entered)),
    action: `${base}/${section}`,
    section,
    version: typeof typedVersion === 'string' ? typedVersion : String(one.version),
  };
}

const label = (name: string): Text => ({ key: `ventures.fields.${name}` });
const hint = (name: string): Text => ({ key: `ventures.hints.${name}` });

function projectFields(
  { title, field, content }: ApplicationDetail,
  entered?: Entered,
): Partial<SectionPage> {
  const make = fieldsOf(entered);
  return {
    texts: [
      make('title', { label: label('title'), hint: hint('title'), initial: title, maxLength: 80 }),
      make('place', { label: label('place'), hint: hint('place'), initial: content.place }),
      make('beneficiaries', {
        label: label('beneficiaries'),
        hint: hint('beneficiaries'),
        initial: content.beneficiaries,
        inputMode: 'numeric',
      }),
    ],
    choice: make('field', {
      label: label('field'),
      initial: field,
      options: FIELDS.map((one) => [one, { key: `ventures.categories.${one}` }] as const),
    }),
    days: [
      make('startOn', { label: label('startOn'), initial: content.startOn }),
      make('endOn', { label: label('endOn'), initial: content.endOn }),
    ],
    areas: [
      make('summary', {
        label: label('summary'),
        hint: hint('summary'),
        initial: content.summary,
        maxLength: 500,
        counted: true,
      }),
    ],
  };
}

function planFields({ content }: ApplicationDetail, entered?: Entered): Partial<SectionPage> {
  const make = fieldsOf(entered);
  const area = (
    name: 'need' | 'goals' | 'activities' | 'risks' | 'sustainability',
    maxLength: number,
  ): Field =>
    make(name, {
      label: label(name),
      hint: hint(name),
      initial: content[name],
      maxLength,
      counted: true,
      rows: 7,
    });
  return {
    areas: [
      area('need', 2000),
      area('goals', 2000),
      area('activities', 3000),
      area('risks', 1000),
      area('sustainability', 1000),
    ],
  };
}

function teamFields({ content }: ApplicationDetail, entered?: Entered): Partial<SectionPage> {
  const make = fieldsOf(entered);
  const typed = entered?.values['team'];
  const length = (Array.isArray(typed) ? typed.length : content.team.length) + SPARE_ROWS;
  return {
    texts: [make('contact', { label: label('contact'), hint: hint('contact'), initial: content.contact })],
    team: Array.from({ length }, (_, i) => ({
      name: make(`team[${i}][name]`, {
        label: { key: 'ventures.team.name' },
        initial: content.team[i]?.name ?? '',
      }),
      role: make(`team[${i}][role]`, {
        label: { key: 'ventures.team.role' },
        initial: content.team[i]?.role ?? '',
      }),
      qualification: make(`team[${i}][qualification]`, {
        label: { key: 'ventures.team.qualification' },
        initial: content.team[i]?.qualification ?? '',
      }),
    })),
  };
}

function budgetFields(
  budget: readonly BudgetRow[],
  round: RoundDetail,
  entered?: Entered,
): Partial<SectionPage> {
  const make = fieldsOf(entered);
  const typed = entered?.values['lines'];
  const length = (Array.isArray(typed) ? typed.length : budget.length) + SPARE_ROWS;
  const lines = Array.from({ length }, (_, i) => lineFields(make, i, budget[i]));
  return {
    lines,
    total: yuanText(totalsOf(budget).all),
    rules: budget.length > 0 ? findingsInBudget(budget, round.rules) : [],
  };
}

function lineFields(
  make: ReturnType<typeof fieldsOf>,
  i: number,
  line: BudgetRow | undefined,
): BudgetLineFields {
  const field = (
    name: string,
    key: string,
    initial: string | number,
    options?: readonly (readonly [string, Text])[],
  ): Field =>
    make(`lines[${i}][${name}]`, {
      label: { key: `ventures.budget.${key}` },
      initial,
      ...(options ? { options } : {}),
    });
  return {
    category: field(
      'category',
      'category',
      line?.category ?? '',
      BUDGET_CATEGORIES.map((one) => [one, { key: `ventures.budget.categories.${one}` }] as const),
    ),
    item: field('item', 'item', line?.item ?? ''),
    price: field('unitPriceFen', 'price', line ? yuanInput(line.unitPriceFen) : ''),
    quantity: field('quantity', 'quantity', line?.quantity ?? ''),
    times: field('times', 'times', line?.times ?? ''),
    people: field('people', 'people', line?.people ?? ''),
    source: field(
      'source',
      'source',
      line?.source ?? '',
      BUDGET_SOURCES.map((one) => [one, { key: `ventures.budget.sources.${one}` }] as const),
    ),
    note: field('note', 'note', line?.note ?? ''),
  };
}
