import { type CalendarDay, type WorkingDayTable, workingDaysLeft } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import {
  type Action,
  type Cell,
  cell,
  type Entered,
  type Field,
  type FieldMaker,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import { BUDGET_CATEGORIES } from '../rounds/budget-limits.rules.js';
import { type FormDefinition } from '../rounds/form.rules.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { answerText } from './application.rules.js';
import { applicationFacts, applicationTag } from './applications.pages.js';
import { type ApplicationDetail } from './applications.queries.js';
import { type AttachmentLine } from './attachments.queries.js';
import { budgetDifference, type RowChange } from './budget-difference.rules.js';
import { BUDGET_SOURCES, type BudgetEntry } from './budget.rules.js';
import { type ROW_FIELDS, type TypedRow, typedRow } from './budget-rows.rules.js';
import { type QuestionField, questionFields } from './questions.pages.js';
import {
  BUDGET_ITEM,
  FILES_ITEM,
  itemsOf,
  MOST_WORDS,
  opens,
  type SupplementItem,
  type SupplementStatus,
} from './supplement.rules.js';
import { type SupplementDetail } from './supplements.queries.js';

const SPARE_ROWS = 2;
const key = (name: string, args?: Readonly<Record<string, string | number>>): Text =>
  args === undefined ? { key: `screening.${name}` } : { key: `screening.${name}`, args };

export function supplementTag(status: SupplementStatus): Tag {
  const tone = { OPEN: 'warn', HANDED_IN: 'ok', LAPSED: 'danger' } as const;
  return { tone: tone[status], label: key(`supplement.statuses.${status}`) };
}

function itemLabel(form: FormDefinition, code: string): Text {
  const question = itemsOf(form).find((one) => one.code === code)?.question ?? null;
  if (question !== null) return question.label;
  return key(code === BUDGET_ITEM ? 'supplement.budget' : 'supplement.files');
}

export interface SupplementRequestPage extends PageBase {
  readonly action: string;
  readonly days: Text;
  readonly provisional: boolean;
  readonly sections: readonly {
    readonly title: Text;
    readonly things: readonly { readonly now: Text | null; readonly words: Field }[];
  }[];
}

/** The request of a supplement: whatever the officer writes words beside is opened, nothing else. */
export function supplementRequestPage(
  one: ApplicationDetail,
  due: { readonly days: number; readonly dueOn: CalendarDay; readonly provisional: boolean },
  entered?: Entered,
): SupplementRequestPage {
  const base = `/bureau/applications/${one.number ?? ''}`;
  const make = fieldsOf(entered);
  const words = (code: string): Field =>
    make(`words[${code}]`, {
      label: itemLabel(one.form, code),
      maxLength: MOST_WORDS,
      rows: 2,
    });
  return {
    ...pageBase(
      key('supplement.request'),
      [
        {
          label: { key: 'ventures.screening.title' },
          href: `/bureau/rounds/${one.roundNumber}/applications`,
        },
        { label: one.title, href: base },
      ],
      entered?.findings,
    ),
    action: `${base}/supplement`,
    days: key('supplement.days', { days: due.days, dueOn: due.dueOn }),
    provisional: due.provisional,
    sections: [
      ...one.form.sections.map(({ title, questions }) => ({
        title,
        things: questions
          .filter(({ kind }) => kind !== 'FILE')
          .map((question) => ({
            now: answerText(question, one.content[question.code]),
            words: words(question.code),
          })),
      })),
      {
        title: key('supplement.whole'),
        things: [BUDGET_ITEM, FILES_ITEM].map((code) => ({ now: null, words: words(code) })),
      },
    ],
  };
}

export interface SupplementView {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly items: Table;
  /** Old and new, thing by thing; null before it is handed in. */
  readonly difference: Table | null;
  readonly rows: Table | null;
}

/** A supplement as both sides see it: what was asked, and what it said before and after. */
export function supplementView(form: FormDefinition, one: SupplementDetail): SupplementView {
  const { status, items, askedAt, dueOn, isProvisional, endedAt, contentHash, ledgerSeq } = one;
  return {
    tag: supplementTag(status),
    facts: [
      summaryRow(key('supplement.asked'), cell.instant(askedAt)),
      summaryRow(
        key('supplement.due'),
        isProvisional ? cell.text(dueOn, { key: 'notices.provisional' }) : cell.day(dueOn),
      ),
      ...(status === 'HANDED_IN'
        ? [
            summaryRow(key('supplement.handed-in'), cell.instant(endedAt)),
            summaryRow({ key: 'ventures.receipt.hash' }, cell.text(contentHash)),
            summaryRow({ key: 'ventures.receipt.index' }, cell.number(ledgerSeq)),
          ]
        : []),
    ],
    items: table(
      key('supplement.items'),
      [key('supplement.thing'), key('supplement.words')],
      items.map(({ code, words }) => [cell.text(itemLabel(form, code)), cell.text(words)]),
    ),
    difference: one.after === null ? null : differenceTable(form, one),
    rows: one.after?.lines === undefined ? null : rowsTable(one.before.lines ?? [], one.after.lines),
  };
}

function differenceTable(form: FormDefinition, { items, before, after }: SupplementDetail): Table {
  const files = (list: readonly { readonly name: string }[] = []): string =>
    list.map(({ name }) => name).join('\n');
  const rows = itemsOf(form)
    .filter(({ code }) => opens(items, code) && code !== BUDGET_ITEM)
    .map(({ code, question }): readonly Cell[] => {
      const [old, now]: readonly Text[] =
        question === null
          ? [files(before.files), files(after?.files)]
          : [answerText(question, before.answers[code]), answerText(question, after?.answers[code])];
      return [cell.text(itemLabel(form, code)), cell.text(old ?? ''), cell.text(now ?? '')];
    });
  return table(
    key('supplement.difference'),
    [key('supplement.thing'), key('supplement.before'), key('supplement.after')],
    rows,
  );
}

function rowCells({ category, item, note, unitPriceFen, quantity, times, source }: BudgetEntry): Cell[] {
  return [
    cell.text({ key: `ventures.budget.categories.${category}` }),
    cell.text(item, note ?? null),
    cell.money(unitPriceFen),
    cell.text(`${quantity} × ${times}`),
    cell.text({ key: `ventures.budget.sources.${source}` }),
  ];
}

function rowsTable(before: readonly BudgetEntry[], after: readonly BudgetEntry[]): Table {
  const lineOf = ({ before: old, after: now }: RowChange): BudgetEntry | null => now ?? old;
  return table(
    key('supplement.rows'),
    [
      key('supplement.change'),
      { key: 'ventures.budget.category' },
      { key: 'ventures.budget.item' },
      [{ key: 'ventures.budget.price' }, 'numeric'],
      { key: 'ventures.budget.quantity' },
      { key: 'ventures.budget.source' },
      [key('supplement.by'), 'numeric'],
    ],
    budgetDifference(before, after).rows.flatMap((change) => {
      const line = lineOf(change);
      return line === null
        ? []
        : [
            [
              cell.text(key(`supplement.changes.${change.kind}`)),
              ...rowCells(line),
              cell.money(change.byFen),
            ],
          ];
    }),
    key('supplement.rows-same'),
  );
}

export interface OwnSupplementPage extends PageBase {
  readonly tag: Tag;
  readonly base: string;
  readonly letter: Text | null;
  readonly view: SupplementView;
  readonly left: Text | null;
  readonly form: {
    readonly version: string;
    readonly things: readonly { readonly words: string; readonly question: QuestionField }[];
    readonly lines: readonly Readonly<Record<(typeof ROW_FIELDS)[number] | 'id', Field>>[];
    readonly linesWords: string | null;
    readonly maySubmit: boolean;
  } | null;
  readonly files: {
    readonly words: string;
    readonly list: readonly (AttachmentLine & { readonly removal: Action | null })[];
    readonly file: Field;
  } | null;
  /** All the rest of the application, as it stays. */
  readonly rest: readonly SummaryRow[];
}

export interface OwnSupplementView {
  readonly round: RoundDetail;
  readonly supplement: SupplementDetail;
  readonly attachments: readonly AttachmentLine[];
  /** The ids of those that were added for it. */
  readonly added: ReadonlySet<string>;
  readonly against: readonly Finding[];
  readonly maySubmit: boolean;
  readonly workdays: WorkingDayTable;
  readonly today: CalendarDay;
  readonly newId: () => string;
}

/** One's own supplement: the opened fields with the officer's words beside them, everything else to read only. */
export function ownSupplementPage(
  one: ApplicationDetail,
  view: OwnSupplementView,
  entered?: Entered,
): OwnSupplementPage {
  const { round, supplement, against, workdays, today } = view;
  const base = `/org/rounds/${one.roundNumber}/application`;
  const open = against.length === 0;
  const opened = new Set(supplement.items.map(({ code }) => code));
  const closed: FormDefinition = {
    ...one.form,
    sections: one.form.sections.map((section) => ({
      ...section,
      questions: section.questions.filter(({ code }) => !opened.has(code)),
    })),
  };
  return {
    ...pageBase(
      key('supplement.title'),
      [
        { label: { key: 'ventures.org.title' }, href: '/org' },
        { label: one.title, href: base },
      ],
      entered?.findings,
    ),
    tag: applicationTag(one.status),
    base: `${base}/supplement`,
    letter: round.terms?.letters.SUPPLEMENT ?? null,
    view: supplementView(one.form, supplement),
    left: open
      ? key('supplement.left', {
          days: workingDaysLeft(workdays, today, supplement.dueOn).days,
          dueOn: supplement.dueOn,
        })
      : null,
    form: open ? formOfSupplement(one, view, entered) : null,
    files: open && opens(supplement.items, FILES_ITEM) ? filesOf(view, base) : null,
    rest: applicationFacts({ form: closed, content: one.content }),
  };
}

function wordsFor(items: readonly SupplementItem[], code: string): string {
  return items.find((item) => item.code === code)?.words ?? '';
}

function formOfSupplement(
  one: ApplicationDetail,
  { supplement, maySubmit, newId }: OwnSupplementView,
  entered?: Entered,
): OwnSupplementPage['form'] {
  const { items, draft } = supplement;
  const content = { ...one.content, ...draft.answers };
  const questions = one.form.sections.flatMap((section) =>
    questionFields(section, { form: one.form, content, newId }, entered),
  );
  const typed = entered?.values['version'];
  const withLines = opens(items, BUDGET_ITEM);
  return {
    version: typeof typed === 'string' ? typed : String(supplement.version),
    things: questions
      .filter(({ code }) => opens(items, code))
      // What was opened is shown whatever the other answers are.
      .map((question) => ({ words: wordsFor(items, question.code), question: { ...question, shown: true } })),
    lines: withLines ? linesOf(draft.lines ?? [], newId, entered) : [],
    linesWords: withLines ? wordsFor(items, BUDGET_ITEM) : null,
    maySubmit,
  };
}

function linesOf(
  lines: readonly BudgetEntry[],
  newId: () => string,
  entered?: Entered,
): Readonly<Record<(typeof ROW_FIELDS)[number] | 'id', Field>>[] {
  const sent = entered?.values['lines'];
  const length = Math.max(Array.isArray(sent) ? sent.length : 0, lines.length) + SPARE_ROWS;
  const make = fieldsOf(entered);
  return Array.from({ length }, (_, i) => {
    const line = lines[i];
    const row = line === undefined ? null : typedRow({ ...line, id: line.id ?? newId() });
    return lineFields(make, i, row, newId);
  });
}

function lineFields(
  make: FieldMaker,
  i: number,
  row: TypedRow | null,
  newId: () => string,
): Readonly<Record<(typeof ROW_FIELDS)[number] | 'id', Field>> {
  const options = {
    category: BUDGET_CATEGORIES.map((one) => [one, { key: `ventures.budget.categories.${one}` }] as const),
    source: BUDGET_SOURCES.map((one) => [one, { key: `ventures.budget.sources.${one}` }] as const),
  };
  const labels: Readonly<Partial<Record<(typeof ROW_FIELDS)[number], string>>> = { unitPriceFen: 'price' };
  const field = (name: (typeof ROW_FIELDS)[number]): Field =>
    make(`lines[${i}][${name}]`, {
      label: { key: `ventures.budget.${labels[name] ?? name}` },
      initial: row?.[name] ?? '',
      ...(name === 'category' || name === 'source' ? { options: options[name] } : {}),
    });
  return {
    id: make(`lines[${i}][id]`, { label: '', initial: row?.id ?? newId() }),
    category: field('category'),
    item: field('item'),
    unitPriceFen: field('unitPriceFen'),
    quantity: field('quantity'),
    times: field('times'),
    people: field('people'),
    source: field('source'),
    activity: field('activity'),
    note: field('note'),
  };
}

function filesOf(
  { supplement, attachments, added }: OwnSupplementView,
  base: string,
): OwnSupplementPage['files'] {
  return {
    words: wordsFor(supplement.items, FILES_ITEM),
    list: attachments.map((file) => ({
      ...file,
      removal: added.has(file.id)
        ? {
            href: `${base}/supplement/files/${file.id}/removal`,
            label: { key: 'ventures.attachments.remove' },
            tone: 'danger',
          }
        : null,
    })),
    file: fieldsOf()('file', {
      label: key('supplement.file'),
      hint: key('supplement.file-hint'),
    }),
  };
}
