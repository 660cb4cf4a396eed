import { ORGANIZATION_TYPES, type OrganizationType } from '../kernel/credit-code.js';
import { FormChoice, FormCreditCode, FormDay, FormFen, FormInt, FormText } from '../platform/web/form.js';
import {
  GRADES,
  ORGANIZATION_STATUSES,
  type OrganizationEntry,
  type OrganizationStatus,
  QUALIFICATION_KINDS,
} from './organization.rules.js';

export class OrganizationForm implements OrganizationEntry {
  @FormCreditCode() creditCode: string;
  @FormText({ max: 100, min: 2 }) name: string;
  @FormChoice(ORGANIZATION_TYPES) type: OrganizationType;
  @FormChoice(ORGANIZATION_STATUSES) status: OrganizationStatus;
  @FormText({ max: 12, pattern: /^\d{6}(?:\d{3})?$/ }) divisionCode: string;
  @FormText({ max: 60 }) legalRepresentative: string;
  @FormDay({ min: '1949-10-01' }) establishedOn: string;
  @FormText({ max: 200 }) address: string;
  @FormText({ max: 100, optional: true }) supervisingUnit?: string;
  @FormFen({ max: 100_000_000_000_00, optional: true }) capitalFen?: number;
  @FormText({ max: 1000, optional: true, lines: true }) businessScope?: string;
}

/** The same without the code, which never changes; and with the version that was looked at. */
export class OrganizationChangeForm extends OrganizationForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class QualificationForm {
  @FormChoice(QUALIFICATION_KINDS) kind: (typeof QUALIFICATION_KINDS)[number];
  @FormText({ max: 60 }) value: string;
  @FormDay({ min: '1990-01-01' }) validFrom: string;
  @FormDay({ optional: true }) validTo?: string;
}

export class OrganizationsQuery {
  @FormText({ max: 60, optional: true }) q?: string;
  @FormChoice(ORGANIZATION_TYPES, { optional: true }) type?: string;
  @FormChoice(ORGANIZATION_STATUSES, { optional: true }) status?: string;
  @FormText({ max: 12, optional: true, pattern: /^\d{6}(?:\d{3})?$/ }) division?: string;
  @FormChoice(GRADES, { optional: true }) grade?: string;
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
  @FormInt({ min: 1, max: 500, optional: true }) pageSize?: number;
}

export class ImportConfirmForm {
  @FormText({ max: 64, pattern: /^[0-9a-f-]{36}$/ }) plan: string;
}
