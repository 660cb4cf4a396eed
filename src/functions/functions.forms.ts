import { FormCreditCode, FormDay, FormText } from '../platform/web/form.js';
import { type AgreementEntry } from './transfer.rules.js';

export class AgreementForm implements AgreementEntry {
  @FormCreditCode() creditCode: string;
  @FormDay({ min: '2014-01-01' }) fromOn: string;
  @FormDay({ min: '2014-01-01' }) untilOn: string;
  @FormText({ max: 60 }) documentNumber: string;
}
