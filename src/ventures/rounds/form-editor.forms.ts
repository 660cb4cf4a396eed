import {
  FormChoice,
  FormChoices,
  FormInt,
  FormLines,
  FormText,
  FormTick,
  FormTokens,
} from '../../platform/web/form.js';
import { FILE_GROUPS, type FileGroup, QUESTION_KINDS, type QuestionKind } from './form.rules.js';
import { COLUMN_KINDS, type ColumnEntry, type QuestionEntry } from './question-entry.rules.js';

const CODE = /^[a-z][a-zA-Z0-9-]{0,39}$/;
const CONDITION = /^[a-z][a-zA-Z0-9-]{0,39}=[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** The state of the draft that a page showed. */
export class VersionForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

/** Where a new question goes and of which kind it is. */
export class NewQuestionForm {
  @FormText({ max: 40, pattern: CODE }) section: string;
  @FormChoice(QUESTION_KINDS) kind: QuestionKind;
}

export class MoveForm extends VersionForm {
  @FormChoice(['up', 'down']) deed: 'up' | 'down';
}

export class PlaceForm extends VersionForm {
  @FormChoice(['up', 'down', 'copy']) deed: 'up' | 'down' | 'copy';
}

export class SectionForm extends VersionForm {
  @FormText({ max: 60 }) titleZh: string;
  @FormText({ max: 100 }) titleEn: string;
  @FormTokens({ max: 100, pattern: CONDITION }) when: string[];
}

export class ColumnForm implements ColumnEntry {
  @FormText({ optional: true, max: 40 }) code?: string;
  @FormText({ max: 40 }) labelZh: string;
  @FormText({ max: 80 }) labelEn: string;
  @FormChoice(COLUMN_KINDS) kind: string;
  @FormTick() required: boolean;
  @FormInt({ optional: true, min: 1, max: 10_000 }) limit?: number;
  @FormText({ optional: true, max: 1_000 }) options?: string;
  @FormTick() remove: boolean;
}

/** A question; a question that others rely on sends its wording only. */
export class QuestionForm extends VersionForm implements QuestionEntry {
  @FormText({ optional: true, max: 40, pattern: CODE }) section?: string;
  @FormText({ max: 120 }) labelZh: string;
  @FormText({ max: 200 }) labelEn: string;
  @FormText({ optional: true, max: 200 }) hintZh?: string;
  @FormText({ optional: true, max: 400 }) hintEn?: string;
  @FormTick() required: boolean;
  @FormInt({ optional: true, min: 1, max: 10_000 }) limit?: number;
  @FormText({ optional: true, max: 20 }) least?: string;
  @FormText({ optional: true, max: 20 }) most?: string;
  @FormText({ optional: true, max: 4_000, lines: true }) options?: string;
  @FormChoices(FILE_GROUPS, { optional: true }) accepts?: FileGroup[];
  @FormInt({ optional: true, min: 1, max: 20 }) megabytes?: number;
  @FormLines(() => ColumnForm, { max: 20 }) columns: ColumnForm[];
  @FormTokens({ max: 100, pattern: CONDITION }) when: string[];
}
