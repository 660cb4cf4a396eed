import { FormChoice, FormInt } from '../../platform/web/form.js';
import { SCORE_GRADES } from './score-items.rules.js';

export class ScoresQuery {
  @FormChoice(SCORE_GRADES, { optional: true }) grade?: string;
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
}
