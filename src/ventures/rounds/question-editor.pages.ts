import {
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Text,
} from '../../platform/views/page.js';
import { setupCrumbs } from './setup.pages.js';
import { type RoundDesign } from './design.queries.js';
import { askableQuestions, isKept, type OutlinedQuestion } from './form-editor.rules.js';
import { kindText, sectionName } from './form-editor.pages.js';
import {
  askable,
  FILE_GROUPS,
  type FormSection,
  type Question,
  type QuestionKind,
  type RowColumn,
} from './form.rules.js';
import {
  boundText,
  COLUMN_KINDS,
  optionsText,
  SETTINGS,
  ticksOf,
  USUAL_LIMITS,
} from './question-entry.rules.js';

type Make = ReturnType<typeof fieldsOf>;

/** The conditions of a question or section: ticks below each question that can be asked about. */
interface Conditions {
  readonly open: boolean;
  readonly error: Field['error'];
  readonly groups: readonly Field[];
}

interface ColumnFields {
  readonly code: Field;
  readonly cells: readonly { readonly kind: 'text' | 'select' | 'tick'; readonly field: Field }[];
}

export interface QuestionPage extends PageBase {
  readonly kind: { readonly value: string; readonly label: Text; readonly isNew: boolean };
  readonly kept: boolean;
  readonly action: string;
  readonly back: string;
  readonly version: number;
  readonly wording: readonly Field[];
  readonly section: Field | null;
  readonly required: Field | null;
  readonly numbers: readonly Field[];
  readonly accepts: Field | null;
  readonly options: Field | null;
  readonly columns: { readonly heads: readonly Text[]; readonly rows: readonly ColumnFields[] } | null;
  readonly conditions: Conditions | null;
}

/** Rows for further columns below those there are. */
const SPARE_COLUMNS = 2;
const label = (name: string): Text => ({ key: `formed.question.${name}` });

/** A new question of a kind in a section, with its usual settings. */
export function newQuestionPage(
  design: RoundDesign,
  place: { readonly section: string; readonly kind: QuestionKind },
  entered?: Entered,
): QuestionPage {
  const { round } = design;
  const { section, kind } = place;
  const limit = USUAL_LIMITS[kind];
  const blank = { kind, required: true, ...(limit === undefined ? {} : { limit }) };
  return {
    ...pageBase(
      { key: 'formed.question.new', args: { kind: kindText(kind) } },
      [...setupCrumbs(round), { label: { key: 'formed.back' }, href: formAddress(design) }],
      entered?.findings,
    ),
    ...settings(design, { blank, code: null, section }, fieldsOf(entered), entered),
    kind: { value: kind, label: kindText(kind), isNew: true },
    action: `${formAddress(design)}/questions?section=${section}&kind=${kind}`,
  };
}

/** A question of the form with its settings; of one that others rely on only the wording can be changed. */
export function questionPage(design: RoundDesign, one: OutlinedQuestion, entered?: Entered): QuestionPage {
  const { question, section, place } = one;
  return {
    ...pageBase(
      { key: 'formed.question.edit', args: { place, label: question.label } },
      [...setupCrumbs(design.round), { label: { key: 'formed.back' }, href: formAddress(design) }],
      entered?.findings,
    ),
    ...settings(
      design,
      { blank: question, code: question.code, section: section.code },
      fieldsOf(entered),
      entered,
    ),
    kind: { value: question.kind, label: kindText(question.kind), isNew: false },
    action: `${formAddress(design)}/questions/${question.code}`,
  };
}

function formAddress({ round }: RoundDesign): string {
  return `/bureau/rounds/${round.number}/setup/form`;
}

type Blank = Pick<Question, 'kind' | 'required'> & Partial<Question>;

function settings(
  design: RoundDesign,
  { blank, code, section }: { blank: Blank; code: string | null; section: string },
  make: Make,
  entered?: Entered,
): Omit<QuestionPage, keyof PageBase | 'kind' | 'action'> {
  const kept = code !== null && isKept(code);
  const { kind } = blank;
  const has = (name: 'limit' | 'range' | 'options' | 'columns' | 'files'): boolean =>
    !kept && SETTINGS[kind].includes(name);
  return {
    kept,
    version: design.round.version,
    back: formAddress(design),
    wording: wordingOf(blank, make),
    section: kept ? null : sectionField(design, section, make),
    required:
      kept || kind === 'STATEMENT'
        ? null
        : make('required', { label: label('required'), initial: blank.required ? 'yes' : '' }),
    numbers: [
      ...(has('limit')
        ? [
            make('limit', {
              label: label(`limit-${kind === 'ROWS' || kind === 'FILE' ? kind : 'TEXT'}`),
              required: true,
              inputMode: 'numeric',
              initial: blank.limit ?? null,
            }),
          ]
        : []),
      ...(has('range')
        ? (['least', 'most'] as const).map((name) =>
            make(name, {
              label: label(name),
              inputMode: kind === 'MONEY' ? 'decimal' : 'numeric',
              initial: boundText(blank, blank[name]),
              ...(kind === 'MONEY' ? { unit: { key: 'formed.yuan' } } : {}),
            }),
          )
        : []),
      ...(has('files') ? [sizeField(blank, make)] : []),
    ],
    accepts: has('files') ? kindsField(blank, make) : null,
    options: has('options')
      ? make('options', {
          label: label('options'),
          hint: label('options-hint'),
          required: true,
          initial: optionsText(blank.options),
        })
      : null,
    columns: has('columns') ? columnsOf(blank.columns ?? [], make, entered) : null,
    conditions: kept ? null : conditionFields(design, { code, when: ticksOf(blank.when) }, make),
  };
}

function sizeField({ megabytes }: Blank, make: Make): Field {
  return make('megabytes', { label: label('megabytes'), inputMode: 'numeric', initial: megabytes ?? null });
}

function kindsField({ accepts }: Blank, make: Make): Field {
  return make('accepts', {
    label: label('accepts'),
    hint: label('accepts-hint'),
    options: FILE_GROUPS.map((group) => [group, { key: `files.groups.${group}` }] as const),
    ticked: accepts ?? [],
  });
}

function wordingOf(blank: Blank, make: Make): Field[] {
  const { label: name, hint } = blank;
  return [
    make('labelZh', { label: label('labelZh'), required: true, initial: name?.zh ?? null }),
    make('labelEn', { label: label('labelEn'), required: true, initial: name?.en ?? null }),
    make('hintZh', { label: label('hintZh'), initial: hint?.zh ?? null }),
    make('hintEn', { label: label('hintEn'), initial: hint?.en ?? null }),
  ];
}

function sectionField({ setup: { form } }: RoundDesign, section: string, make: Make): Field {
  return make('section', {
    label: label('section'),
    required: true,
    options: form.sections.map((one) => [one.code, sectionName(form, one)] as const),
    initial: section,
  });
}

function columnsOf(
  columns: readonly RowColumn[],
  make: Make,
  entered?: Entered,
): NonNullable<QuestionPage['columns']> {
  const typed = entered?.values['columns'];
  const count = Math.max(columns.length, Array.isArray(typed) ? typed.length : 0) + SPARE_COLUMNS;
  const names = ['labelZh', 'labelEn', 'kind', 'required', 'limit', 'options', 'remove'] as const;
  return {
    heads: names.map((name) => label(`column-${name}`)),
    rows: Array.from({ length: count }, (_, i) => {
      const column = columns[i];
      const initial: Record<(typeof names)[number], string | number | null> = {
        labelZh: column?.label.zh ?? null,
        labelEn: column?.label.en ?? null,
        kind: column?.kind ?? null,
        required: column?.required === true ? 'yes' : '',
        limit: column?.limit ?? null,
        options: optionsText(column?.options, '; '),
        remove: null,
      };
      return {
        code: make(`columns[${i}][code]`, { label: '', initial: column?.code ?? null }),
        cells: names.map((name) => ({
          kind: name === 'kind' ? 'select' : name === 'required' || name === 'remove' ? 'tick' : 'text',
          field: make(`columns[${i}][${name}]`, {
            label: { key: 'formed.question.cell', args: { row: i + 1, name: label(`column-${name}`) } },
            initial: initial[name],
            ...(name === 'kind'
              ? { options: COLUMN_KINDS.map((kind) => [kind, kindText(kind)] as const) }
              : {}),
          }),
        })),
      };
    }),
  };
}

function conditionFields(
  { setup: { form } }: RoundDesign,
  { code, when }: { code: string | null; when: readonly string[] },
  make: Make,
): Conditions {
  const groups = askableQuestions(form, code).map(({ question, place }) => ({
    ...make('when', {
      label: { key: 'formed.question.when-group', args: { place, label: question.label } },
      options: (askable(question) ?? []).map((value) => [
        `${question.code}=${value}`,
        question.options?.find((option) => option.value === value)?.label ?? {
          key: 'formed.question.accepted',
        },
      ]),
      ticked: when,
    }),
    id: `when-${question.code}`,
    error: null,
  }));
  const { error } = make('when', { label: '' });
  const isTicked = groups.some(({ options }) => options.some(({ selected }) => selected));
  return { open: isTicked || error !== null, error, groups };
}

export interface SectionPage extends PageBase {
  readonly action: string;
  readonly back: string;
  readonly version: number;
  readonly titles: readonly Field[];
  readonly conditions: Conditions;
}

/** A section: its title in both languages and when it is shown; null: a new one. */
export function sectionPage(
  design: RoundDesign,
  section: FormSection | null,
  entered?: Entered,
): SectionPage {
  const make = fieldsOf(entered);
  const base = `${formAddress(design)}/sections`;
  return {
    ...pageBase(
      section === null
        ? { key: 'formed.section.new' }
        : { key: 'formed.section.edit', args: { title: section.title } },
      [...setupCrumbs(design.round), { label: { key: 'formed.back' }, href: formAddress(design) }],
      entered?.findings,
    ),
    action: section === null ? base : `${base}/${section.code}`,
    back: formAddress(design),
    version: design.round.version,
    titles: [
      make('titleZh', { label: label('labelZh'), required: true, initial: section?.title.zh ?? null }),
      make('titleEn', { label: label('labelEn'), required: true, initial: section?.title.en ?? null }),
    ],
    conditions: conditionFields(design, { code: null, when: ticksOf(section?.when) }, make),
  };
}
