import { FormChoice, FormInt, FormText } from '../../platform/web/form.js';
import { type Decision } from './revision.rules.js';

/** Which of two texts stands, or one written out of both. */
export class DecisionForm {
  @FormChoice(['theirs', 'mine', 'joined']) choice: Decision['choice'];
  @FormText({ max: 20_000, optional: true, lines: true, counted: true }) text?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}
