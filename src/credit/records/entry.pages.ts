import { yuanText } from '../../kernel/money.js';
import {
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Text,
} from '../../platform/views/page.js';
import { CATEGORY_FIELDS, type FieldRule, type RecordFields } from './record-fields.rules.js';
import { CREDIT_CATEGORIES, CREDIT_CLASSES, type CreditCategory } from './record.rules.js';
import { codedText } from './records.pages.js';
import { type RecordLine } from './records.queries.js';

const QUEUE = { label: { key: 'credit.queue.title' }, href: '/bureau/credit' };
const NEW = '/bureau/credit/records/new';

/** The address of a category's form: `annual-report` for ANNUAL_REPORT. */
export function categoryAddress(category: CreditCategory): string {
  return `${NEW}/${category.toLowerCase().replace('_', '-')}`;
}

/** The category of an address, or null. */
export function categoryAt(part: string): CreditCategory | null {
  return CREDIT_CATEGORIES.find((one) => categoryAddress(one) === `${NEW}/${part}`) ?? null;
}

export interface CategoryPage extends PageBase {
  readonly choices: readonly { readonly href: string; readonly label: Text; readonly hint: Text }[];
}

/** The first step of an entry: its category decides which fields it has. */
export function categoryPage(): CategoryPage {
  return {
    ...pageBase({ key: 'credit.enter.title' }, [QUEUE]),
    choices: CREDIT_CATEGORIES.map((category) => ({
      href: categoryAddress(category),
      label: { key: `credit.categories.${category}` },
      hint: { key: `credit.enter.hints.${category}` },
    })),
  };
}

/** A field with the control that fits its kind. */
export interface AnyField {
  readonly kind: 'text' | 'long' | 'day' | 'choice';
  readonly field: Field;
}

const KINDS: Readonly<Record<FieldRule['kind'], AnyField['kind']>> = {
  text: 'text',
  long: 'long',
  day: 'day',
  choice: 'choice',
  money: 'text',
  year: 'text',
};

export interface EntryPage extends PageBase {
  readonly action: string;
  readonly category: Text;
  readonly fields: readonly AnyField[];
  readonly version: number | null;
  readonly discard: string | null;
}

/** The form of one category, empty, from a saved draft, or with what was typed and refused. */
export function entryPage(category: CreditCategory, draft: RecordLine | null, entered?: Entered): EntryPage {
  const field = fieldsOf(entered);
  const code = field('creditCode', {
    label: { key: 'credit.fields.creditCode' },
    required: true,
    maxLength: 18,
    initial: draft?.creditCode ?? '',
  });
  return {
    ...pageBase(
      { key: 'credit.enter.one', args: { category: { key: `credit.categories.${category}` } } },
      [QUEUE, { label: { key: 'credit.enter.title' }, href: NEW }],
      entered?.findings,
    ),
    action: draft === null ? categoryAddress(category) : `/bureau/credit/${draft.id}/entry`,
    category: { key: `credit.enter.hints.${category}` },
    fields: [{ kind: 'text', field: code }, ...contentFields(category, draft, entered)],
    version: draft?.version ?? null,
    discard: draft === null ? null : `/bureau/credit/${draft.id}/discarding`,
  };
}

/** The fields that say what a record says, for entering and for correcting. */
export function contentFields(
  category: CreditCategory,
  from: RecordLine | null,
  entered?: Entered,
): AnyField[] {
  const field = fieldsOf(entered);
  const known = from === null ? {} : (JSON.parse(from.fields) as RecordFields);
  const own = CATEGORY_FIELDS[category].map(({ name, kind, needed, choices }): AnyField => {
    const value = known[name];
    return {
      kind: KINDS[kind],
      field: field(name, {
        label: { key: `credit.fields.${name}` },
        required: needed,
        rows: 4,
        inputMode: kind === 'money' ? 'decimal' : kind === 'year' ? 'numeric' : 'text',
        initial: kind === 'money' && typeof value === 'number' ? yuanText(value) : (value ?? ''),
        ...(name === 'facts' ? { hint: { key: 'credit.enter.facts-hint' } } : {}),
        ...(choices === undefined
          ? {}
          : { options: choices.map((one) => [one, codedText(name, one)] as const) }),
      }),
    };
  });
  return [
    {
      kind: 'day',
      field: field('formedOn', {
        label: { key: 'credit.fields.formed' },
        hint: { key: 'credit.enter.formed-hint' },
        required: true,
        initial: from?.formedOn ?? '',
      }),
    },
    {
      kind: 'text',
      field: field('summary', {
        label: { key: 'credit.fields.summary' },
        hint: { key: 'credit.enter.summary-hint' },
        required: true,
        maxLength: 200,
        initial: from?.summary ?? '',
      }),
    },
    ...own,
    ...(mayBeNegative(category) ? classFields(category, from, field) : []),
  ];
}

function classFields(
  category: CreditCategory,
  from: RecordLine | null,
  field: ReturnType<typeof fieldsOf>,
): AnyField[] {
  return [
    {
      kind: 'choice',
      field: field('recordClass', {
        label: { key: 'credit.fields.recordClass' },
        hint: { key: 'credit.enter.class-hint' },
        required: category === 'PENALTY',
        options: CREDIT_CLASSES.map((one) => [one, { key: `credit.classes.${one}` }] as const),
        initial: from?.recordClass ?? '',
      }),
    },
    {
      kind: 'text',
      field: field('repairBar', {
        label: { key: 'credit.fields.repairBar' },
        hint: { key: 'credit.enter.bar-hint' },
        maxLength: 200,
        initial: from?.repairBar ?? '',
      }),
    },
  ];
}

function mayBeNegative(category: CreditCategory): boolean {
  return category === 'PENALTY' || category === 'INSPECTION' || category === 'ANNUAL_REPORT';
}
