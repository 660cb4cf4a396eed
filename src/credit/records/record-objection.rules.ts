import { type Finding } from '../../kernel/outcome.js';
import { CREDIT_LIFE, type CreditStatus } from './record.rules.js';

/** An objection to credit information is answered within 20 working days: a parameter. (Order 60, art. 20; R-CR-17) */
export const RECORD_REPLY_WORKING_DAYS = 20;

/** The address of the desk that decides objections to records. */
export const RECORD_DESK = '/bureau/credit/objections';

/** How the desk rules: corrected as proposed, taken down altogether, or left as it is. */
export const RULINGS = ['UPHELD', 'REMOVED', 'REJECTED'] as const;
export type Ruling = (typeof RULINGS)[number];

/** Whether the record can be objected to; while one objection is open, others may join it. (R-CR-17) */
export function findingsAgainstRecordObjection(status: CreditStatus): Finding[] {
  return status === 'UNDER_OBJECTION' || CREDIT_LIFE[status].object !== undefined
    ? []
    : [{ code: 'record-objection-not-now', args: { status } }];
}

/** An objection is upheld with the correction that answers it, drawn up by somebody else beforehand. (features I4) */
export function findingsInRuling(ruling: Ruling, isCorrectionProposed: boolean): Finding[] {
  if (ruling === 'UPHELD' && !isCorrectionProposed)
    return [{ code: 'record-ruling-without-correction', field: 'to' }];
  if (ruling !== 'UPHELD' && isCorrectionProposed)
    return [{ code: 'record-ruling-with-correction', field: 'to' }];
  return [];
}
