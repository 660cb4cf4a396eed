import { FormChoice, FormInt, FormText } from '../platform/web/form.js';
import { OBJECTION_GROUNDS, type ObjectionGround } from './objection.rules.js';

export class ObjectionForm {
  @FormText({ max: 20 }) notice: string;
  @FormChoice(OBJECTION_GROUNDS) ground: ObjectionGround;
  @FormText({ max: 2000, lines: true }) facts: string;
  @FormText({ max: 500, lines: true }) remedy: string;
}

export class ObjectionQuery {
  @FormText({ max: 20, optional: true }) notice?: string;
}

export class ReplyForm {
  @FormChoice(['uphold', 'reject']) decision: 'uphold' | 'reject';
  @FormText({ max: 2000, lines: true }) reply: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class WithdrawalForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}
