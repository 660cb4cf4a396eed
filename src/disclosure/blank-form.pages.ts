import { closingTime } from '../kernel/calendar.js';
import { type PageBase, pageBase, type Text } from '../platform/views/page.js';
import {
  type FormDefinition,
  type Question,
  type RowColumn,
  type ShowWhen,
} from '../ventures/rounds/form.rules.js';
import { roundName } from '../ventures/rounds/rounds.pages.js';
import { type RoundDetail } from '../ventures/rounds/rounds.queries.js';
import { formOf } from '../ventures/rounds/terms.rules.js';

const key = (name: string, args?: Extract<Text, { key: string }>['args']): Text =>
  args ? { key: `call.form.${name}`, args } : { key: `call.form.${name}` };

interface BlankQuestion {
  readonly number: string;
  readonly label: Text;
  readonly required: boolean;
  readonly hint: Text | null;
  /** When it is asked at all, where it is not always. */
  readonly conditions: readonly Text[];
  readonly limit: Text | null;
  readonly options: readonly Text[];
  readonly columns: readonly Text[];
  /** Empty rows of a table, or lines to write on. */
  readonly lines: readonly number[];
}

export interface BlankFormPage extends PageBase {
  readonly round: Text;
  readonly number: string;
  readonly closesAt: string;
  /** The version of the form; an older round's form has none. */
  readonly version: Text | null;
  readonly sections: readonly {
    readonly title: Text;
    readonly conditions: readonly Text[];
    readonly questions: readonly BlankQuestion[];
  }[];
}

/** Every question of a call on paper, the conditional ones with what they depend on. (D9) */
export function blankFormPage(round: RoundDetail): BlankFormPage {
  const definition = formOf(round);
  const { sections } = definition;
  return {
    ...pageBase(key('title'), [
      { label: { key: 'common.nav.rounds' }, href: '/rounds' },
      { label: roundName(round), href: `/rounds/${round.number}` },
    ]),
    round: roundName(round),
    number: round.number,
    closesAt: closingTime(round.closesAt),
    version: definition.version === 0 ? null : key('version', { version: definition.version }),
    sections: sections.map(({ title, when = [], questions }, i) => ({
      title,
      conditions: when.map((one) => conditionText(one, definition)),
      questions: questions.map((question, j) => blank(question, `${i + 1}.${j + 1}`, definition)),
    })),
  };
}

function blank(question: Question, number: string, definition: FormDefinition): BlankQuestion {
  const { kind, options = [], columns = [], when = [] } = question;
  return {
    number,
    label: question.label,
    required: question.required,
    hint: question.hint ?? null,
    conditions: when.map((one) => conditionText(one, definition)),
    limit: limitOf(question),
    options: kind === 'STATEMENT' ? [key('agreed')] : options.map(({ label }) => label),
    columns: columns.map(columnText),
    lines: Array.from({ length: linesFor(question) }, (_, i) => i),
  };
}

function columnText({ label, required, options = [] }: RowColumn): Text {
  const named =
    options.length === 0
      ? label
      : key('one-of', { name: label, options: listed(options.map((one) => one.label)) });
  return required ? named : key('optional', { name: named });
}

function listed(texts: readonly { readonly zh: string; readonly en: string }[]): Text {
  return { zh: texts.map(({ zh }) => zh).join('、'), en: texts.map(({ en }) => en).join(', ') };
}

function conditionText({ question, isOneOf }: ShowWhen, { sections }: FormDefinition): Text {
  const asked = sections.flatMap(({ questions }) => questions).find(({ code }) => code === question);
  const answers = (asked?.options ?? []).filter(({ value }) => isOneOf.includes(value));
  return key(asked?.kind === 'STATEMENT' ? 'when-agreed' : 'when', {
    question: asked?.label ?? question,
    answers: listed(answers.map(({ label }) => label)),
  });
}

function limitOf({ kind, limit, least, most }: Question): Text | null {
  if (kind === 'TEXT' || kind === 'LONG_TEXT') return key('most-text', { most: limit ?? 0 });
  if (kind === 'ROWS') return key('most-rows', { most: limit ?? 0 });
  if (kind === 'FILE') return key('most-files', { most: limit ?? 0 });
  if (kind === 'CHOICE' || kind === 'CHOICES') return key(kind === 'CHOICE' ? 'one' : 'several');
  if (kind === 'DAY') return key('day');
  if (kind === 'MONEY') return key('money');
  if (kind !== 'NUMBER' || least === undefined || most === undefined) return null;
  return key('between', { least, most });
}

/** Room for handwriting: about 35 characters a line, and not more than a page for one answer. */
function linesFor({ kind, limit = 0 }: Question): number {
  if (kind === 'ROWS') return Math.min(5, limit);
  if (kind === 'LONG_TEXT') return Math.min(16, Math.max(3, Math.ceil(limit / 35)));
  return kind === 'TEXT' || kind === 'NUMBER' || kind === 'MONEY' || kind === 'DAY' ? 1 : 0;
}
