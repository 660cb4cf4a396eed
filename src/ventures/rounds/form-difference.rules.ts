import { canonical, type Sentence } from '../../kernel/sentence.js';
import { type FormDefinition, type FormSection, type Question } from './form.rules.js';

const say = (name: string, args?: Sentence['args']): Sentence => ({
  key: `rounds.form-difference.${name}`,
  ...(args ? { args } : {}),
});

interface Placed {
  readonly question: Question;
  readonly section: string;
}

function questionsOf({ sections }: FormDefinition): ReadonlyMap<string, Placed> {
  return new Map(
    sections.flatMap(({ code, questions }) =>
      questions.map((question) => [question.code, { question, section: code }] as const),
    ),
  );
}

/**
 * What changed between two definitions of a form, in plain words and in the order of the newer one; an empty list
 * means that both ask the same. (B3, B10)
 */
export function formDifference(before: FormDefinition, after: FormDefinition): Sentence[] {
  const [old, now] = [questionsOf(before), questionsOf(after)];
  const oldSections = new Map(before.sections.map((section) => [section.code, section]));
  const sections = after.sections.flatMap((section) =>
    sectionDifference(oldSections.get(section.code), section),
  );
  const gone = before.sections
    .filter(({ code }) => !after.sections.some((section) => section.code === code))
    .map(({ title }) => say('section-removed', { section: title }));
  const titles = new Map([...before.sections, ...after.sections].map(({ code, title }) => [code, title]));
  const changed = [...now.values()].flatMap(({ question, section }) => {
    const earlier = old.get(question.code);
    const title = titles.get(section) ?? { zh: section, en: section };
    if (earlier === undefined) return [say('added', { question: question.label, section: title })];
    return [
      ...(earlier.section === section ? [] : [say('moved', { question: question.label, section: title })]),
      ...questionDifference(earlier.question, question),
    ];
  });
  const removed = [...old.values()]
    .filter(({ question }) => !now.has(question.code))
    .map(({ question }) => say('removed', { question: question.label }));
  return [...sections, ...gone, ...changed, ...removed];
}

function sectionDifference(before: FormSection | undefined, after: FormSection): Sentence[] {
  if (before === undefined) return [say('section-added', { section: after.title })];
  return [
    ...(canonical(before.title) === canonical(after.title)
      ? []
      : [say('section-renamed', { before: before.title, after: after.title })]),
    ...(canonical(before.when ?? []) === canonical(after.when ?? [])
      ? []
      : [say('section-condition', { section: after.title })]),
  ];
}

/** The parts of a question whose change is told by one sentence each. */
const PARTS = [
  'kind',
  'hint',
  'options',
  'columns',
  'when',
  'least',
  'most',
  'accepts',
  'megabytes',
] as const;

function questionDifference(before: Question, after: Question): Sentence[] {
  const question = after.label;
  return [
    ...(canonical(before.label) === canonical(question)
      ? []
      : [say('renamed', { before: before.label, after: question })]),
    ...(before.required === after.required
      ? []
      : [say(after.required ? 'now-required' : 'now-optional', { question })]),
    ...(before.limit === after.limit
      ? []
      : [say('limit', { question, before: before.limit ?? 0, after: after.limit ?? 0 })]),
    ...PARTS.filter((part) => canonical(before[part]) !== canonical(after[part])).map((part) =>
      say(`part-${part}`, { question }),
    ),
  ];
}
