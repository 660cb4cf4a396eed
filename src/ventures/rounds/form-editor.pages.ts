import { type Bilingual } from '../../kernel/sentence.js';
import { type Entered, type PageBase, pageBase, type Text } from '../../platform/views/page.js';
import { setupCrumbs } from './setup.pages.js';
import { type RoundDesign } from './design.queries.js';
import { isKept, type OutlinedQuestion, outlineOf } from './form-editor.rules.js';
import { formDifference } from './form-difference.rules.js';
import {
  type FormDefinition,
  type FormSection,
  type Question,
  QUESTION_KINDS,
  type ShowWhen,
} from './form.rules.js';

/** What can be done with one thing of the outline, with what a person with a screen reader hears. */
export interface Deeds {
  readonly name: Text;
  readonly edit: string;
  readonly place: string;
  readonly remove: string | null;
  readonly mayCopy: boolean;
}

export interface OutlinePage extends PageBase {
  readonly status: Text;
  readonly version: number;
  readonly base: string;
  readonly preview: string;
  readonly sections: readonly {
    readonly code: string;
    readonly title: Text;
    readonly when: readonly Text[];
    readonly questions: readonly {
      readonly place: string;
      readonly label: Text;
      readonly facts: readonly Text[];
      readonly hint: Text | null;
      readonly when: readonly Text[];
      readonly deeds: Deeds | null;
    }[];
    readonly deeds: Deeds | null;
  }[];
  /** Null where the form is no longer changed here. */
  readonly kinds: readonly { readonly value: string; readonly label: Text }[] | null;
  readonly difference: { readonly title: Text; readonly lines: readonly Text[] } | null;
}

/** The form in outline, as the applicant will meet it. (B1) */
export function outlinePage(
  { round, setup: { form } }: RoundDesign,
  before: { readonly number: string; readonly form: FormDefinition } | null,
  findings: Entered['findings'] = [],
): OutlinePage {
  const base = `/bureau/rounds/${round.number}/setup/form`;
  const isDraft = round.status === 'DRAFT';
  const outline = outlineOf(form);
  return {
    ...pageBase(
      { key: 'formed.form.title' },
      setupCrumbs(round),
      findings.map(({ code, args }) => ({ code, ...(args ? { args } : {}) })),
    ),
    status: {
      key: isDraft ? 'formed.form.status' : 'formed.form.frozen',
      args: { version: form.version, sections: form.sections.length, questions: outline.length },
    },
    version: round.version,
    base,
    preview: `/bureau/rounds/${round.number}/setup/preview`,
    sections: form.sections.map((section, i) => ({
      code: section.code,
      title: numbered(String(i + 1), section.title),
      when: conditionTexts(form, section.when),
      questions: outline
        .filter((one) => one.section === section)
        .map(({ question, place }) => ({
          place,
          label: question.label,
          facts: factsOf(question),
          hint: question.hint ?? null,
          when: conditionTexts(form, question.when),
          deeds: isDraft
            ? {
                ...deedsOf(`${base}/questions/${question.code}`, numbered(place, question.label)),
                ...(isKept(question.code) ? { remove: null } : {}),
                mayCopy: true,
              }
            : null,
        })),
      deeds: isDraft
        ? deedsOf(`${base}/sections/${section.code}`, numbered(String(i + 1), section.title))
        : null,
    })),
    kinds: isDraft ? QUESTION_KINDS.map((value) => ({ value, label: kindText(value) })) : null,
    difference:
      before === null
        ? null
        : {
            title: { key: 'formed.form.difference', args: { number: before.number } },
            lines: formDifference(before.form, form),
          },
  };
}

function deedsOf(base: string, name: Text): Deeds {
  return { name, edit: base, place: `${base}/place`, remove: `${base}/remove`, mayCopy: false };
}

const numbered = (place: string, { zh, en }: Bilingual): Bilingual => ({
  zh: `${place} ${zh}`,
  en: `${place} ${en}`,
});

export function kindText(kind: Question['kind']): Text {
  return { key: `formed.kinds.${kind}` };
}

function factsOf({ kind, required, limit, options = [], columns = [] }: Question): Text[] {
  const counted = kind === 'TEXT' || kind === 'LONG_TEXT' ? 'text' : 'rows';
  return [
    kindText(kind),
    { key: required ? 'formed.facts.required' : 'formed.facts.optional' },
    ...(limit === undefined ? [] : [{ key: `formed.facts.limit-${counted}`, args: { limit } }]),
    ...(options.length > 0 ? [joined(options.map(({ label }) => label))] : []),
    ...(columns.length > 0 ? [joined(columns.map(({ label }) => label))] : []),
  ];
}

function joined(names: readonly Bilingual[]): Bilingual {
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
}

/** Each condition as a sentence: shown when the answer to a question is one of these. */
export function conditionTexts(form: FormDefinition, when: readonly ShowWhen[] = []): Text[] {
  const outline = outlineOf(form);
  return when.map(({ question, isOneOf }) => {
    const asked = outline.find((one) => one.question.code === question);
    const labels = isOneOf.map(
      (value) => asked?.question.options?.find((option) => option.value === value)?.label ?? ACCEPTED,
    );
    return { key: 'formed.facts.when', args: { question: nameOf(asked, question), values: joined(labels) } };
  });
}

const ACCEPTED: Bilingual = { zh: '已承诺', en: 'accepted' };

function nameOf(asked: OutlinedQuestion | undefined, code: string): Text {
  return asked === undefined ? code : numbered(asked.place, asked.question.label);
}

export interface ConfirmPage extends PageBase {
  readonly text: Text;
  readonly action: string;
  readonly button: Text;
  readonly version: number;
  readonly back: string;
}

/** Asked before something of the form goes. */
export function removalPage(
  { round }: RoundDesign,
  what: 'question' | 'section' | 'reset' | 'criterion',
  { name, action, back }: { name: Text; action: string; back: string },
  findings: Entered['findings'] = [],
): ConfirmPage {
  return {
    ...pageBase(
      { key: `formed.confirm.${what}.title`, args: { name } },
      [
        ...setupCrumbs(round),
        { label: { key: what === 'criterion' ? 'formed.rubric.title' : 'formed.back' }, href: back },
      ],
      findings.map(({ code, args }) => ({ code, ...(args ? { args } : {}) })),
    ),
    text: { key: `formed.confirm.${what}.text` },
    action,
    button: { key: `formed.confirm.${what}.button` },
    version: round.version,
    back,
  };
}

/** The name of a section in the outline. */
export function sectionName(form: FormDefinition, section: FormSection): Bilingual {
  return numbered(String(form.sections.indexOf(section) + 1), section.title);
}
