import { yuanInput } from '../../kernel/money.js';
import {
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type FieldMaker,
  type PageBase,
  pageBase,
  type Table,
  table,
  type Text,
} from '../../platform/views/page.js';
import {
  BUDGET_PRESETS,
  type BudgetPreset,
  ITEM_KINDS,
  SENIORITIES,
  withPreset,
} from '../rounds/budget-entry.rules.js';
import { BUDGET_CATEGORIES, type BudgetRules } from '../rounds/budget-limits.rules.js';
import { setupCrumbs } from '../rounds/setup.pages.js';
import { type RoundDesign } from '../rounds/design.queries.js';
import { type BudgetExample } from './budget-examples.rules.js';

interface RowsOf {
  readonly id: string;
  readonly title: Text;
  readonly hint: Text;
  readonly heads: readonly Text[];
  readonly rows: readonly {
    readonly cells: readonly {
      readonly kind: 'text' | 'select' | 'tick';
      readonly isWide: boolean;
      readonly field: Field;
    }[];
  }[];
  readonly error: Field['error'];
}

export interface BudgetSetupPage extends PageBase {
  readonly action: string;
  readonly version: number;
  /** Whether a preset stands in the fields that nobody has saved. */
  readonly proposed: boolean;
  readonly presets: readonly { readonly href: string; readonly label: Text }[];
  readonly groups: readonly {
    readonly title: Text;
    readonly choice: Field | null;
    readonly figures: readonly Field[];
    readonly ticks: readonly { readonly field: Field; readonly hint: Text }[];
  }[];
  readonly tables: readonly RowsOf[];
  readonly examples: Table;
}

const SPARE = 2;
const WIDE: readonly string[] = ['reasonZh', 'reasonEn', 'words', 'except'];
const label = (name: string): Text => ({ key: `formed.budget.${name}` });
const hint = (name: string): Text => ({ key: `formed.budget.hints.${name}` });

/** The budget rules of a draft: every parameter with what it means, and what the figures do at their edges. */
export function budgetSetupPage(
  { round, setup }: RoundDesign,
  examples: readonly BudgetExample[],
  { preset, entered }: { readonly preset?: BudgetPreset | undefined; readonly entered?: Entered } = {},
): BudgetSetupPage {
  const action = `/bureau/rounds/${round.number}/setup/budget`;
  const rules = preset === undefined ? setup.rules : withPreset(setup.rules, preset);
  const make = fieldsOf(entered);
  return {
    ...pageBase({ key: 'formed.budget.title' }, setupCrumbs(round), entered?.findings),
    action,
    version: round.version,
    proposed: preset !== undefined,
    presets: BUDGET_PRESETS.map((one) => ({
      href: `${action}?preset=${one}`,
      label: { key: `formed.budget.presets.${one}` },
    })),
    groups: groupsOf(rules, make),
    tables: [
      unitCapRows(rules, make, entered),
      shareRows(rules, make, entered),
      itemRows(rules, make, entered),
    ],
    examples: table(
      { key: 'formed.example.lead' },
      [{ key: 'formed.example.budget' }, { key: 'formed.example.verdict' }],
      examples.map(({ rule, text, refused }) => [
        cell.text(text, rule),
        refused === null
          ? cell.tag({ tone: 'ok', label: { key: 'formed.example.accepted' } })
          : cell.text({ finding: refused }),
      ]),
    ),
  };
}

function groupsOf(rules: BudgetRules, make: FieldMaker): BudgetSetupPage['groups'] {
  const percent = (
    name: 'maxGrantPercent' | 'minSelfRaisedPercent' | 'maxLabourPercent' | 'maxAdminPercent',
  ): Field =>
    make(name, {
      label: label(name),
      hint: hint(name),
      required: true,
      inputMode: 'numeric',
      unit: '%',
      initial: rules[name],
    });
  const tick = (
    name:
      | 'managementFeeAllowed'
      | 'fixedAssetsAllowed'
      | 'cashToBeneficiariesAllowed'
      | 'otherPublicMoneyAllowed'
      | 'lotteryMoney'
      | 'peopleOnServiceLines',
  ): { field: Field; hint: Text } => ({
    field: make(name, { label: label(name), initial: rules[name] ? 'yes' : '' }),
    hint: hint(name),
  });
  return [
    {
      title: label('groups.grant'),
      choice: make('limitRule', {
        label: label('limitRule'),
        required: true,
        initial: rules.limitRule,
        options: (['R-BU-01', 'R-BU-02'] as const).map((one) => [
          one,
          { key: `formed.budget.presets.${one}` },
        ]),
      }),
      figures: [
        make('maxGrantFen', {
          label: label('maxGrantFen'),
          hint: hint('maxGrantFen'),
          required: true,
          inputMode: 'decimal',
          unit: { key: 'formed.yuan' },
          initial: yuanInput(rules.maxGrantFen),
        }),
        percent('maxGrantPercent'),
        percent('minSelfRaisedPercent'),
      ],
      ticks: [tick('otherPublicMoneyAllowed')],
    },
    {
      title: label('groups.costs'),
      choice: null,
      figures: [percent('maxLabourPercent'), percent('maxAdminPercent')],
      ticks: [tick('managementFeeAllowed'), tick('peopleOnServiceLines')],
    },
    {
      title: label('groups.items'),
      choice: null,
      figures: [],
      ticks: [tick('fixedAssetsAllowed'), tick('cashToBeneficiariesAllowed'), tick('lotteryMoney')],
    },
  ];
}

type CellOf = readonly [
  name: string,
  initial: string | number | null,
  options?: readonly (readonly [string, Text])[],
];

function rowsOf(
  name: 'unitCaps' | 'forbiddenItems' | 'shares',
  saved: readonly (readonly CellOf[])[],
  blank: readonly CellOf[],
  { make, entered }: { make: FieldMaker; entered: Entered | undefined },
): RowsOf {
  const typed = entered?.values[name];
  const count = Math.max(saved.length, Array.isArray(typed) ? typed.length : 0) + SPARE;
  const remove: CellOf = ['remove', null];
  return {
    id: name,
    title: label(`${name}.title`),
    hint: label(`${name}.hint`),
    error: make(name, { label: '' }).error,
    heads: [...blank, remove].map(([one]) => label(`${name}.${one}`)),
    rows: Array.from({ length: count }, (_, i) => ({
      cells: [...(saved[i] ?? blank), remove].map(([one, initial, options]) => ({
        kind: one === 'remove' ? 'tick' : options === undefined ? 'text' : 'select',
        isWide: WIDE.includes(one),
        field: make(`${name}[${i}][${one}]`, {
          label: { key: 'formed.budget.cell', args: { row: i + 1, name: label(`${name}.${one}`) } },
          initial,
          ...(options ? { options } : {}),
        }),
      })),
    })),
  };
}

const CATEGORIES = BUDGET_CATEGORIES.map(
  (one) => [one, { key: `ventures.budget.categories.${one}` }] as const,
);

function unitCapRows({ unitCaps }: BudgetRules, make: FieldMaker, entered?: Entered): RowsOf {
  const seniorities = SENIORITIES.map((one) => [one, { key: `formed.budget.seniorities.${one}` }] as const);
  const row = (cap?: BudgetRules['unitCaps'][number]): CellOf[] => [
    ['category', cap?.category ?? null, CATEGORIES],
    ['seniority', cap?.seniority ?? null, seniorities],
    ['dayFen', cap ? yuanInput(cap.dayFen) : null],
    ['laterFromDay', cap && cap.laterFromDay > 0 ? cap.laterFromDay : null],
    ['laterFen', cap && cap.laterFromDay > 0 ? yuanInput(cap.laterFen) : null],
  ];
  return rowsOf('unitCaps', unitCaps.map(row), row(), { make, entered });
}

function shareRows({ shares }: BudgetRules, make: FieldMaker, entered?: Entered): RowsOf {
  const row = (share?: BudgetRules['shares'][number]): CellOf[] => [
    ['category', share?.categories[0] ?? null, CATEGORIES],
    ['other', share?.categories[1] ?? null, CATEGORIES],
    ['leastPercent', share?.leastPercent ?? null],
    ['mostPercent', share?.mostPercent ?? null],
  ];
  return rowsOf('shares', shares.map(row), row(), { make, entered });
}

function itemRows({ forbiddenItems }: BudgetRules, make: FieldMaker, entered?: Entered): RowsOf {
  const kinds = ITEM_KINDS.map((one) => [one, { key: `formed.budget.kinds.${one}` }] as const);
  const row = (item?: BudgetRules['forbiddenItems'][number]): CellOf[] => [
    ['kind', item?.kind ?? null, kinds],
    ['reasonZh', item?.reason.zh ?? null],
    ['reasonEn', item?.reason.en ?? null],
    ['words', item?.words.join(' ') ?? null],
    ['except', item?.except.join(' ') ?? null],
  ];
  return rowsOf('forbiddenItems', forbiddenItems.map(row), row(), { make, entered });
}
