import { ORGANIZATION_TYPES } from '../kernel/credit-code.js';
import { FormChoice, FormInt, FormText } from '../platform/web/form.js';
import { GRADES, ORGANIZATION_STATUSES } from './organization.rules.js';

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
