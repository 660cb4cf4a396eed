import { FormChoice, FormDay, FormFen, FormInt, FormText, FormTick } from '../platform/web/form.js';
import { DUTY_KINDS } from './duty.rules.js';
import {
  FILING_CONCLUSIONS,
  FILING_STATUSES,
  type FilingConclusion,
  type FilingDecision,
  type FilingEntry,
} from './filing.rules.js';

const MOST_FEN = 1_000_000_000_00;
const MOST_PERSONS = 100_000;
const MOST_VERSION = 1_000_000;

/** A draft may be incomplete; what is filled in must be readable. */
export class FilingForm implements FilingEntry {
  @FormFen({ max: MOST_FEN, optional: true }) assetsFen?: number;
  @FormFen({ max: MOST_FEN, optional: true }) debtFen?: number;
  @FormFen({ max: MOST_FEN, optional: true, mayBeNegative: true }) netAssetsFen?: number;
  @FormFen({ max: MOST_FEN, optional: true }) incomeFen?: number;
  @FormFen({ max: MOST_FEN, optional: true }) subsidyFen?: number;
  @FormFen({ max: MOST_FEN, optional: true }) spendingFen?: number;
  @FormFen({ max: MOST_FEN, optional: true }) publicBenefitFen?: number;
  @FormInt({ min: 0, max: MOST_PERSONS, optional: true }) staffFull?: number;
  @FormInt({ min: 0, max: MOST_PERSONS, optional: true }) staffPart?: number;
  @FormInt({ min: 0, max: MOST_PERSONS, optional: true }) partyMembers?: number;
  @FormDay({ optional: true }) unitCheckedOn?: string;
  @FormText({ max: 2000, optional: true, lines: true }) summary?: string;
  @FormInt({ min: 1, max: MOST_VERSION }) version: number;
  /** `check` goes on to the last look before handing in. */
  @FormChoice(['save', 'check'], { optional: true }) then?: 'save' | 'check';
}

export class SubmissionForm {
  @FormTick({ must: true }) accept: boolean;
  @FormInt({ min: 1, max: MOST_VERSION }) version: number;
}

export class FilingDecisionForm implements FilingDecision {
  @FormChoice(['accept', 'return']) action: 'accept' | 'return';
  @FormChoice(FILING_CONCLUSIONS, { optional: true }) conclusion?: FilingConclusion;
  @FormText({ max: 500, optional: true, lines: true }) reason?: string;
  @FormDay({ optional: true, max: '2100-12-31' }) mendBy?: string;
  @FormInt({ min: 1, max: MOST_VERSION }) version: number;
}

export class FilingsQuery {
  @FormText({ max: 60, optional: true }) q?: string;
  @FormInt({ min: 2000, max: 2100, optional: true }) year?: number;
  @FormChoice(DUTY_KINDS, { optional: true }) kind?: string;
  @FormChoice(FILING_STATUSES, { optional: true }) status?: string;
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
}
