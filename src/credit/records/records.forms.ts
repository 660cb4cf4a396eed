import { FormChoice, FormCreditCode, FormDay, FormFen, FormInt, FormText } from '../../platform/web/form.js';
import { CREDIT_CATEGORIES, CREDIT_CLASSES, type CreditEntry, PENALTY_KINDS } from './record.rules.js';

export class CreditRecordForm implements CreditEntry {
  @FormCreditCode() creditCode: string;
  @FormChoice(CREDIT_CATEGORIES) category: string;
  @FormChoice(CREDIT_CLASSES, { optional: true }) recordClass?: string;
  @FormDay({ min: '1990-01-01' }) formedOn: string;
  @FormText({ max: 200 }) summary: string;
  @FormText({ max: 60, optional: true }) documentNumber?: string;
  @FormText({ max: 60, optional: true }) department?: string;
  @FormChoice(PENALTY_KINDS, { optional: true }) penaltyKind?: string;
  @FormFen({ max: 10_000_000_000, optional: true }) fineFen?: number;
  @FormText({ max: 100, optional: true }) conclusion?: string;
  @FormInt({ min: 1990, max: 2100, optional: true }) year?: number;
}

export class DecisionForm {
  @FormText({ max: 200, optional: true }) reason?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}
