import {
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Text,
} from '../../platform/views/page.js';
import { setupCrumbs } from '../rounds/setup.pages.js';
import { type RoundDesign } from '../rounds/design.queries.js';
import { conditionTexts } from '../rounds/form-editor.pages.js';
import { type OutlinedQuestion, outlineOf } from '../rounds/form-editor.rules.js';
import { type Answers, askable, type FormDefinition } from '../rounds/form.rules.js';
import { type QuestionField, questionFields, type QuestionView } from './questions.pages.js';

export interface PreviewPage extends PageBase {
  readonly action: string;
  readonly editor: string;
  readonly asked: readonly { readonly kind: 'choice' | 'ticks'; readonly field: Field }[];
  readonly sections: readonly {
    readonly code: string;
    readonly title: Text;
    readonly when: readonly Text[];
    readonly questions: readonly QuestionField[];
    readonly hidden: number;
  }[];
}

/** The questions whose answers show or hide others. */
export function decidingQuestions(form: FormDefinition): readonly OutlinedQuestion[] {
  const asked = new Set(
    form.sections.flatMap(({ when = [], questions }) =>
      [when, ...questions.map((question) => question.when ?? [])].flat().map(({ question }) => question),
    ),
  );
  return outlineOf(form).filter(({ question }) => asked.has(question.code));
}

/**
 * The form of a round as applicants meet it, by the questions' own fields. What shows and hides others is answered
 * above and asked for anew; nothing is stored, and nothing typed below is sent anywhere. (B1)
 */
export function previewPage(
  { round, setup: { form } }: RoundDesign,
  content: Answers,
  newId: QuestionView['newId'],
): PreviewPage {
  const base = `/bureau/rounds/${round.number}/setup`;
  return {
    ...pageBase({ key: 'formed.preview.title' }, setupCrumbs(round)),
    action: `${base}/preview`,
    editor: base,
    asked: decidingQuestions(form).map((one) => askedField(one, content)),
    sections: form.sections.map((section) => {
      const questions = questionFields(section, { form, content, newId });
      return {
        code: section.code,
        title: section.title,
        when: conditionTexts(form, section.when),
        questions: questions.filter(({ shown }) => shown).map((one) => ({ ...one, when: '' })),
        hidden: questions.filter(({ shown }) => !shown).length,
      };
    }),
  };
}

/** Its own id, since the question stands once more among the others below. */
function askedField({ question, place }: OutlinedQuestion, content: Answers): PreviewPage['asked'][number] {
  const answer = content[question.code];
  const given = Array.isArray(answer) ? answer : [answer === true ? 'yes' : answer];
  const options = (askable(question) ?? []).map((value) => {
    const known = question.options?.find((option) => option.value === value)?.label;
    return [value, known ?? { key: 'formed.question.accepted' }] as const;
  });
  const entered: Entered = { values: { [question.code]: given }, findings: [] };
  const label: Text = { key: 'formed.question.when-group', args: { place, label: question.label } };
  return {
    kind: question.kind === 'CHOICE' ? 'choice' : 'ticks',
    field: { ...fieldsOf(entered)(question.code, { label, options }), id: `asked-${question.code}` },
  };
}
