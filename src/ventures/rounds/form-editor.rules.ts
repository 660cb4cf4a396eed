import { accepted, type Finding, found, type Outcome, refused } from '../../kernel/outcome.js';
import { type Bilingual } from '../../kernel/sentence.js';
import { defaultForm, LOTTERY_STATEMENT } from './default-form.rules.js';
import {
  askable,
  findingsInForm,
  type FormDefinition,
  type FormSection,
  type Question,
  type ShowWhen,
} from './form.rules.js';

/** What other desks read of every application: these questions stay in the form, whatever they are called. */
export const KEPT_QUESTIONS: readonly string[] = ['title', 'field', 'startOn', 'endOn', 'beneficiaries'];

/** What an officer decides of a section. */
export interface SectionEntry {
  readonly title: Bilingual;
  readonly when: readonly ShowWhen[];
}
export type QuestionDraft = Omit<Question, 'code'>;
export type Direction = 'up' | 'down';
type Edited = Outcome<FormDefinition>;

/** Whether a question stays: others rely on it, or the mark of lottery money does. (R-BU-12) */
export function isKept(code: string): boolean {
  return KEPT_QUESTIONS.includes(code) || code === LOTTERY_STATEMENT.code;
}

/** A question with its place in the outline: `2.3`. */
export interface OutlinedQuestion {
  readonly question: Question;
  readonly section: FormSection;
  readonly place: string;
}

/** Every question in the order of the form, numbered as the outline numbers them. */
export function outlineOf({ sections }: FormDefinition): readonly OutlinedQuestion[] {
  return sections.flatMap((section, i) =>
    section.questions.map((question, j) => ({ question, section, place: `${i + 1}.${j + 1}` })),
  );
}

/** The question of this code, or "not found". */
export function questionOf(form: FormDefinition, code: string): OutlinedQuestion {
  return found(outlineOf(form).find(({ question }) => question.code === code));
}

/** The section of this code, or "not found". */
export function sectionOf({ sections }: FormDefinition, code: string): FormSection {
  return found(sections.find((section) => section.code === code));
}

/** The questions a condition can ask about, without the one that asks. */
export function askableQuestions(form: FormDefinition, without: string | null): readonly OutlinedQuestion[] {
  return outlineOf(form).filter(
    ({ question }) => question.code !== without && (askable(question) ?? []).length > 0,
  );
}

/** A new question at the end of its section; its code is a running number that no other question ever had. (B1) */
export function addQuestion(form: FormDefinition, section: string, draft: QuestionDraft): Edited {
  const { code, issued } = nextCode(form, 'q');
  const sections = inSection(form, section, (questions) => [...questions, { ...draft, code }]);
  return judged(changed(form, sections, issued), code);
}

/** Another wording, setting or section for a question; what others rely on of it stays. (B1) */
export function changeQuestion(
  form: FormDefinition,
  code: string,
  section: string,
  draft: QuestionDraft,
): Edited {
  const { question, section: from } = questionOf(form, code);
  const next: Question = isKept(code)
    ? { ...withoutHint(question), label: draft.label, ...(draft.hint ? { hint: draft.hint } : {}) }
    : { ...draft, code };
  const sections =
    from.code === section || isKept(code)
      ? inSection(form, from.code, (questions) => questions.map((one) => (one.code === code ? next : one)))
      : inSection(
          {
            ...form,
            sections: inSection(form, from.code, (all) => all.filter((one) => one.code !== code)),
          },
          section,
          (questions) => [...questions, next],
        );
  return judged(changed(form, sections), code);
}

/** One place up or down; over the edge of a section into the one beside it, at the very edge nowhere. */
export function moveQuestion(form: FormDefinition, code: string, direction: Direction): Edited {
  const { question, section } = questionOf(form, code);
  const [at, step] = [section.questions.indexOf(question), direction === 'up' ? -1 : 1];
  if (section.questions[at + step] !== undefined)
    return judged(
      changed(
        form,
        inSection(form, section.code, (all) => swapped(all, at, at + step)),
      ),
      code,
    );
  const beside = form.sections[form.sections.indexOf(section) + step];
  if (beside === undefined) return accepted(form);
  const without = inSection(form, section.code, (all) => all.filter((one) => one !== question));
  const sections = inSection({ ...form, sections: without }, beside.code, (all) =>
    direction === 'up' ? [...all, question] : [question, ...all],
  );
  return judged(changed(form, sections), code);
}

/** A copy below the original, under a code of its own, to be changed into another question. */
export function copyQuestion(form: FormDefinition, code: string): Edited {
  const { question, section } = questionOf(form, code);
  const next = nextCode(form, 'q');
  const label = { zh: `${question.label.zh}（副本）`, en: `${question.label.en} (copy)` };
  const copy = { ...question, code: next.code, label };
  const sections = inSection(form, section.code, (all) =>
    all.flatMap((one) => (one === question ? [one, copy] : [one])),
  );
  return judged(changed(form, sections, next.issued), next.code);
}

/** Takes a question out; refused while others rely on it or a condition asks about it. */
export function removeQuestion(form: FormDefinition, code: string): Edited {
  const { section } = questionOf(form, code);
  if (isKept(code)) return refused([{ code: 'form-question-kept' }]);
  const sections = inSection(form, section.code, (all) => all.filter((one) => one.code !== code));
  return judged(changed(form, sections), code);
}

/** A new section at the end, still without questions. */
export function addSection(form: FormDefinition, entry: SectionEntry): Edited {
  const { code, issued } = nextCode(form, 's');
  const section = { ...partsOf(entry), code, questions: [] };
  return judged(changed(form, [...form.sections, section], issued), code);
}

export function changeSection(form: FormDefinition, code: string, entry: SectionEntry): Edited {
  const { questions } = sectionOf(form, code);
  const sections = form.sections.map((one) =>
    one.code === code ? { ...partsOf(entry), code, questions } : one,
  );
  return judged(changed(form, sections), code);
}

export function moveSection(form: FormDefinition, code: string, direction: Direction): Edited {
  const at = form.sections.indexOf(sectionOf(form, code));
  const to = at + (direction === 'up' ? -1 : 1);
  return form.sections[to] === undefined
    ? accepted(form)
    : judged(changed(form, swapped(form.sections, at, to)), code);
}

/** Takes a section out with its questions; refused while others rely on one of them. */
export function removeSection(form: FormDefinition, code: string): Edited {
  const { questions } = sectionOf(form, code);
  const kept = questions.find((question) => isKept(question.code));
  if (kept !== undefined) return refused([{ code: 'form-section-kept', args: { question: kept.label } }]);
  const sections = form.sections.filter((one) => one.code !== code);
  return judged(changed(form, sections), code);
}

/** The form that a round starts from, as the next version of this one. (domain.md 3.4) */
export function resetForm(form: FormDefinition, rules: { readonly lotteryMoney: boolean }): FormDefinition {
  return changed(form, defaultForm(rules).sections);
}

/** The same form with the statement that lottery money asks for, and without it where no such money is. (R-BU-12) */
export function withLotteryStatement(
  form: FormDefinition,
  { lotteryMoney }: { readonly lotteryMoney: boolean },
): FormDefinition {
  const { code } = LOTTERY_STATEMENT;
  const at = outlineOf(form).find(({ question }) => question.code === code);
  if ((at !== undefined) === lotteryMoney) return form;
  if (at !== undefined)
    return changed(
      form,
      inSection(form, at.section.code, (all) => all.filter((one) => one.code !== code)),
    );
  const statements = form.sections.findLast(({ questions }) =>
    questions.some(({ kind }) => kind === 'STATEMENT'),
  );
  const section = statements ?? found(form.sections.at(-1));
  return changed(
    form,
    inSection(form, section.code, (all) => [...all, LOTTERY_STATEMENT]),
  );
}

function changed(
  form: FormDefinition,
  sections: readonly FormSection[],
  issued = form.issued,
): FormDefinition {
  return { version: form.version + 1, ...(issued === undefined ? {} : { issued }), sections };
}

function withoutHint(question: Question): Question {
  return Object.fromEntries(
    Object.entries(question).filter(([name]) => name !== 'hint'),
  ) as unknown as Question;
}

function partsOf({ title, when }: SectionEntry): Pick<FormSection, 'title' | 'when'> {
  return { title, ...(when.length > 0 ? { when } : {}) };
}

function nextCode({ issued = 0 }: FormDefinition, letter: 'q' | 's'): { code: string; issued: number } {
  return { code: `${letter}${issued + 1}`, issued: issued + 1 };
}

function inSection(
  { sections }: FormDefinition,
  code: string,
  edit: (questions: readonly Question[]) => readonly Question[],
): readonly FormSection[] {
  const target = found(sections.find((section) => section.code === code));
  return sections.map((section) =>
    section === target ? { ...section, questions: edit(section.questions) } : section,
  );
}

function swapped<T>(list: readonly T[], left: number, right: number): readonly T[] {
  return list.map((one, i) => (i === left ? list[right] : i === right ? list[left] : one) ?? one);
}

/** A section may wait for its first question while the form is being written; nothing else may be wrong. */
const WAITS: readonly string[] = ['definition-empty', 'definition-section-empty'];

/** The form, or what is wrong with it at the fields of what was edited, or at the others that the edit would break. */
function judged(form: FormDefinition, edited: string): Edited {
  const findings = findingsInForm(form)
    .filter(({ code }) => !WAITS.includes(code))
    .map((finding) => placedFinding(form, finding, edited));
  const texts = findings.map((finding) => JSON.stringify(finding));
  return findings.length > 0
    ? refused(findings.filter((_, i) => texts.indexOf(texts[i] ?? '') === i))
    : accepted(form);
}

const PATH = /^sections\[(\d+)\]\[questions\]\[(\d+)\]\[(\w+)\]$/;

/** Conditions are all that an edit can break elsewhere: by an option or a question that is gone. */
function placedFinding(form: FormDefinition, finding: Finding, edited: string): Finding {
  const [, i = '', j = '', name = ''] = PATH.exec(finding.field ?? '') ?? [];
  const section = form.sections[Number(i)];
  const question = section?.questions[Number(j)];
  if (question === undefined || question.code === edited || section?.code === edited)
    return { ...finding, field: name };
  const source = outlineOf(form).find((one) => one.question.code === edited);
  const breaks = { code: 'form-breaks-other', args: { question: question.label } };
  return source === undefined ? breaks : { ...breaks, field: source.question.options ? 'options' : 'when' };
}
