import { FormChoice, FormCreditCode, FormDay, FormInt, FormText } from '../../platform/web/form.js';
import { GROUNDS } from './credit-list.rules.js';
import { EXITS } from './listing.rules.js';

export class LeaveForm {
  @FormChoice(EXITS) exit: (typeof EXITS)[number];
  @FormText({ max: 150 }) reason: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class ListingForm {
  @FormCreditCode() creditCode: string;
  @FormChoice(GROUNDS) ground: string;
  @FormDay({ min: '2018-01-24' }) listedOn: string;
  @FormText({ max: 60 }) proposedBy: string;
}
