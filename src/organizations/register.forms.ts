import { ORGANIZATION_TYPES, type OrganizationType } from '../kernel/credit-code.js';
import { FormChoice, FormCreditCode, FormDay, FormFen, FormInt, FormText } from '../platform/web/form.js';
import { CORRECTION_FIELDS, type CorrectionAction, type CorrectionField } from './correction.rules.js';
import { OFFICER_ROLES, type OfficerEntry, type OfficerRole } from './officers.rules.js';
import {
  type OrganizationAction,
  QUALIFICATION_KINDS,
  type QualificationKind,
} from './organization.rules.js';
import {
  QUALIFICATION_ENDS,
  type QualificationEndEntry,
  type QualificationEntry,
} from './qualifications.rules.js';
import {
  type LocalBodyEntry,
  REGISTRATION_ACTIONS,
  type RegistrationActEntry,
} from './registration.rules.js';

const MOST_VERSION = 1_000_000;
const EARLIEST = '1949-10-01';

/** What the register holds of any body. */
export class BodyForm {
  @FormText({ max: 100, min: 2 }) name: string;
  @FormChoice(ORGANIZATION_TYPES) type: OrganizationType;
  @FormText({ max: 12, pattern: /^\d{6}(?:\d{3})?$/ }) divisionCode: string;
  @FormText({ max: 60 }) legalRepresentative: string;
  @FormDay({ min: EARLIEST }) establishedOn: string;
  @FormText({ max: 200 }) address: string;
  @FormText({ max: 100, optional: true }) supervisingUnit?: string;
  @FormFen({ max: 100_000_000_000_00, optional: true }) capitalFen?: number;
  @FormText({ max: 1000, optional: true, lines: true }) businessScope?: string;
}

export class OrganizationForm extends BodyForm {
  @FormCreditCode() creditCode: string;
}

export class LocalBodyForm extends BodyForm implements LocalBodyEntry {
  @FormChoice(['FILED', 'PREPARING']) legalStatus: 'FILED' | 'PREPARING';
}

/** What may change, with the day of the decision, and the version that was looked at. */
export class OrganizationChangeForm extends BodyForm {
  @FormDay({ optional: true, min: EARLIEST }) changedOn?: string;
  @FormText({ max: 60, optional: true }) basis?: string;
  @FormInt({ min: 1, max: MOST_VERSION }) version: number;
}

export class RegistrationActForm implements RegistrationActEntry {
  @FormChoice(REGISTRATION_ACTIONS) action: OrganizationAction;
  @FormDay({ min: EARLIEST }) decidedOn: string;
  @FormText({ max: 60 }) documentNumber: string;
  @FormCreditCode({ optional: true }) creditCode?: string;
  @FormText({ max: 500, optional: true, lines: true }) reason?: string;
  @FormInt({ min: 1, max: MOST_VERSION }) version: number;
}

export class OfficerForm implements OfficerEntry {
  @FormChoice(OFFICER_ROLES) role: OfficerRole;
  @FormText({ max: 60 }) name: string;
  @FormDay({ min: EARLIEST }) fromOn: string;
  @FormText({ max: 60 }) basis: string;
}

export class OfficeEndForm {
  @FormDay({ min: EARLIEST }) toOn: string;
}

export class QualificationForm implements QualificationEntry {
  @FormChoice(QUALIFICATION_KINDS) kind: QualificationKind;
  @FormText({ max: 60 }) value: string;
  @FormDay({ min: '1990-01-01', max: '2100-12-31' }) validFrom: string;
  @FormDay({ optional: true, max: '2200-12-31' }) validTo?: string;
  @FormText({ max: 60, optional: true }) documentNumber?: string;
  @FormText({ max: 500, optional: true, lines: true }) despite?: string;
}

export class QualificationEndForm implements QualificationEndEntry {
  @FormChoice(QUALIFICATION_ENDS) endKind: (typeof QUALIFICATION_ENDS)[number];
  @FormText({ max: 60, optional: true }) newValue?: string;
  @FormDay({ min: '1990-01-01' }) endedOn: string;
  @FormText({ max: 60, optional: true }) documentNumber?: string;
  @FormText({ max: 500, lines: true }) reason: string;
}

export class CorrectionForm {
  @FormChoice(CORRECTION_FIELDS) field: CorrectionField;
  @FormText({ max: 1000, min: 5, lines: true }) text: string;
}

export class CorrectionReplyForm {
  @FormChoice(['accept', 'refuse']) action: CorrectionAction;
  @FormText({ max: 500, optional: true, lines: true }) reply?: string;
  @FormInt({ min: 1, max: MOST_VERSION }) version: number;
}

export class PageQuery {
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
}
