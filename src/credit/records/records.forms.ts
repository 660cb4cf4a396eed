import { MOST_POINTS, PointReplyForm } from '../../notices/objections.forms.js';
import {
  FormChoice,
  FormCreditCode,
  FormDay,
  FormFen,
  FormInt,
  FormLines,
  FormText,
  FormTick,
} from '../../platform/web/form.js';
import {
  BASIC_ITEMS,
  CONCLUSIONS,
  type CreditEntry,
  INSPECTION_TYPES,
  OTHER_KINDS,
} from './record-fields.rules.js';
import {
  CREDIT_CATEGORIES,
  CREDIT_CLASSES,
  CREDIT_STATUSES,
  type CreditCategory,
  PENALTY_KINDS,
} from './record.rules.js';
import { RULINGS, type Ruling } from './record-objection.rules.js';
import { REPAIR_PAPERS } from './repair-terms.rules.js';

const EARLIEST = '1990-01-01';
const OPTIONAL = { optional: true } as const;

type FormClass<T> = new () => T;

/** What every record says. The category's own fields are optional here: a draft may lack them, the rules ask for them. */
class ContentForm {
  @FormDay({ min: EARLIEST }) formedOn: string;
  @FormText({ max: 200 }) summary: string;
  @FormChoice(CREDIT_CLASSES, OPTIONAL) recordClass?: string;
  @FormText({ max: 200, optional: true }) repairBar?: string;
}

class BasicForm extends ContentForm {
  @FormChoice(BASIC_ITEMS, OPTIONAL) itemType?: string;
  @FormText({ max: 200, optional: true }) oldValue?: string;
  @FormText({ max: 200, optional: true }) newValue?: string;
  @FormDay({ min: EARLIEST, optional: true }) decisionDate?: string;
}

class ReportForm extends ContentForm {
  @FormInt({ min: 1990, max: 2100, optional: true }) year?: number;
  @FormDay({ min: EARLIEST, optional: true }) submittedOn?: string;
  @FormChoice(CONCLUSIONS, OPTIONAL) conclusion?: string;
}

class InspectionForm extends ContentForm {
  @FormChoice(INSPECTION_TYPES, OPTIONAL) inspectionType?: string;
  @FormChoice(CONCLUSIONS.filter((one) => one !== 'NOT_FILED'), OPTIONAL)
  conclusion?: string;
  @FormDay({ min: EARLIEST, optional: true }) rectifyBy?: string;
  @FormDay({ min: EARLIEST, optional: true }) rectifiedOn?: string;
}

class PenaltyForm extends ContentForm {
  @FormChoice(PENALTY_KINDS, OPTIONAL) penaltyKind?: string;
  @FormFen({ max: 10_000_000_000, optional: true }) fineFen?: number;
  @FormText({ max: 60, optional: true }) documentNumber?: string;
  @FormDay({ min: EARLIEST, optional: true }) decidedOn?: string;
  @FormText({ max: 60, optional: true }) department?: string;
  @FormText({ max: 1000, lines: true, optional: true }) facts?: string;
  @FormText({ max: 500, lines: true, optional: true }) basis?: string;
}

class OtherForm extends ContentForm {
  @FormChoice(OTHER_KINDS, OPTIONAL) otherKind?: string;
  @FormDay({ min: EARLIEST, optional: true }) validFrom?: string;
  @FormDay({ min: EARLIEST, optional: true }) validTo?: string;
  @FormText({ max: 100, optional: true }) reference?: string;
}

type Content = ContentForm & Omit<CreditEntry, 'creditCode' | 'category'>;

export interface EntryFields extends Content {
  creditCode: string;
  /** The button: keep as a draft, or record. */
  step?: 'draft' | 'record';
  version?: number;
}

export interface CorrectionFields extends Content {
  reason: string;
  objection?: string;
}

function entryForm(Base: FormClass<Content>): FormClass<EntryFields> {
  class EntryForm extends Base {
    @FormCreditCode() creditCode: string;
    @FormChoice(['draft', 'record'], OPTIONAL) step?: 'draft' | 'record';
    @FormInt({ min: 1, max: 1_000_000, optional: true }) version?: number;
  }
  return EntryForm;
}

function correctionForm(Base: FormClass<Content>): FormClass<CorrectionFields> {
  class CorrectionForm extends Base {
    @FormText({ max: 500, lines: true }) reason: string;
    @FormText({ max: 20, optional: true }) objection?: string;
  }
  return CorrectionForm;
}

/** The form of each category, for entering. */
export const ENTRY_FORMS: Readonly<Record<CreditCategory, FormClass<EntryFields>>> = {
  BASIC: entryForm(BasicForm),
  ANNUAL_REPORT: entryForm(ReportForm),
  INSPECTION: entryForm(InspectionForm),
  PENALTY: entryForm(PenaltyForm),
  OTHER: entryForm(OtherForm),
};

/** The same content for correcting, with the reason. */
export const CORRECTION_FORMS: Readonly<Record<CreditCategory, FormClass<CorrectionFields>>> = {
  BASIC: correctionForm(BasicForm),
  ANNUAL_REPORT: correctionForm(ReportForm),
  INSPECTION: correctionForm(InspectionForm),
  PENALTY: correctionForm(PenaltyForm),
  OTHER: correctionForm(OtherForm),
};

export class DecisionForm {
  @FormText({ max: 200, optional: true }) reason?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class VersionForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class QueueQuery {
  @FormChoice(['mine', 'all'], OPTIONAL) whose?: 'mine' | 'all';
  @FormChoice(CREDIT_STATUSES, OPTIONAL) status?: string;
  @FormChoice(CREDIT_CATEGORIES, OPTIONAL) category?: string;
  @FormInt({ min: 1, max: 100_000, optional: true }) page?: number;
}

export class CorrectionQuery {
  @FormText({ max: 20, optional: true }) objection?: string;
}

export class VerdictForm {
  @FormChoice(['approve', 'refuse']) verdict: 'approve' | 'refuse';
  @FormText({ max: 500, lines: true }) reason: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class RepairForm {
  @FormText({ max: 2000, lines: true, optional: true }) duties?: string;
  @FormTick() promise: boolean;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class PaperForm {
  @FormChoice(REPAIR_PAPERS) paper: string;
}

export class RulingForm {
  @FormChoice(RULINGS) to: Ruling;
  @FormLines(() => PointReplyForm, { max: MOST_POINTS }) points: PointReplyForm[];
  @FormText({ max: 2000, lines: true }) reply: string;
  @FormText({ max: 500, lines: true, optional: true }) effect?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}
