import { FormInt, FormLines, FormText } from '../../platform/web/form.js';

/** A question, and an address for the answer if one is wanted. */
export class AskForm {
  @FormText({ min: 5, max: 1000, lines: true }) text: string;
  @FormText({ max: 120, optional: true, pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ }) email?: string;
}

export class AnswerForm {
  @FormText({ min: 5, max: 1000, lines: true }) question: string;
  @FormText({ max: 4000, lines: true }) answer: string;
  @FormText({ max: 500, lines: true, optional: true }) reason?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class SetAsideForm {
  @FormText({ max: 500, lines: true }) reason: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

/** One ticked answer of a batch. */
class ChosenForm {
  @FormText({ max: 36, pattern: /^[0-9a-f-]{36}$/ }) id: string;
}

export class PublishForm {
  @FormLines(() => ChosenForm, { max: 100 }) chosen: ChosenForm[];
}

export class AnswersQuery {
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
  @FormInt({ min: 1, max: 500, optional: true }) pageSize?: number;
}

/** Up to which instant the page that was read told what is new. */
export class ReadForm {
  @FormText({ max: 24, pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/ }) until: string;
}
