import { fieldPath, type Finding } from '../../kernel/outcome.js';
import { type Answers, type FormDefinition, type FormSection } from '../rounds/form.rules.js';
import { pagesOf } from './application.rules.js';
import { settledAnswer } from './form-values.rules.js';

/** What somebody decides about one page of an application. */
export interface SectionPlan {
  readonly section: string;
  readonly ownerId: string | null;
  readonly isDone: boolean;
}

/** Pages of the form and people of the organization; nothing else can be shared out. (D3) */
export function findingsInWork(
  plan: readonly SectionPlan[],
  form: FormDefinition,
  people: readonly { readonly id: string }[],
): Finding[] {
  const pages = new Set(pagesOf(form).map(({ path }) => path));
  return plan.flatMap(({ section, ownerId }) => [
    ...(pages.has(section) ? [] : [{ code: 'workspace-no-section', field: fieldPath('owner', section) }]),
    ...(ownerId === null || people.some(({ id }) => id === ownerId)
      ? []
      : [{ code: 'workspace-no-person', field: fieldPath('owner', section) }]),
  ]);
}

/** The plan that a form says: `owner[page]` and `done[page]`, for the pages of the application only. */
export function planIn(
  entered: Readonly<Record<string, unknown>>,
  form: FormDefinition,
): readonly SectionPlan[] {
  const at = (name: string, page: string): unknown => {
    const group = entered[name];
    return typeof group === 'object' && group !== null && Object.hasOwn(group, page)
      ? (group as Readonly<Record<string, unknown>>)[page]
      : undefined;
  };
  return pagesOf(form).map(({ path }) => {
    const owner = at('owner', path);
    return {
      section: path,
      ownerId: typeof owner === 'string' && owner !== '' ? owner : null,
      isDone: at('done', path) === 'yes',
    };
  });
}

/** Whether anything at all is answered in a section. */
export function isBegun({ questions }: Pick<FormSection, 'questions'>, content: Answers): boolean {
  return questions.some(({ code }) => settledAnswer(content[code]) !== null);
}
