import { ORGANIZATION_TYPES } from '../kernel/credit-code.js';
import { GRADES, ORGANIZATION_STATUSES } from '../organizations/organization.rules.js';
import { FormChoice, FormDay, FormInt, FormText } from '../platform/web/form.js';
import { FIELDS } from '../ventures/rounds/round.rules.js';

const MOST = 1_000_000_000;

export class EntriesQuery {
  @FormInt({ min: 0, max: MOST }) start: number;
  @FormInt({ min: 0, max: MOST }) end: number;
}

export class InclusionQuery {
  @FormInt({ min: 0, max: MOST }) index: number;
  @FormInt({ min: 0, max: MOST }) size: number;
}

export class ConsistencyQuery {
  @FormInt({ min: 0, max: MOST }) from: number;
  @FormInt({ min: 0, max: MOST }) to: number;
}

export class ListQuery {
  @FormText({ max: 60, optional: true }) q?: string;
  @FormChoice(ORGANIZATION_TYPES, { optional: true }) type?: string;
  @FormChoice(ORGANIZATION_STATUSES, { optional: true }) status?: string;
  @FormChoice(GRADES, { optional: true }) grade?: string;
  @FormChoice(FIELDS, { optional: true }) field?: string;
  @FormText({ max: 10, optional: true, pattern: /^\d{4}-\d{2}$/ }) round?: string;
  @FormText({ max: 12, optional: true, pattern: /^\d{6}(?:\d{3})?$/ }) division?: string;
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
  @FormInt({ min: 1, max: 500, optional: true }) pageSize?: number;
}

export class DayQuery {
  @FormDay({ optional: true, min: '1949-10-01', max: '2100-12-31' }) on?: string;
}

export class BoardQuery extends DayQuery {
  @FormChoice(['board', 'table'], { optional: true }) view?: string;
}

export class LookupQuery {
  @FormText({ max: 8000, optional: true, lines: true }) q?: string;
  @FormText({ max: 8000, optional: true }) codes?: string;
}

export class VerifyQuery {
  @FormText({ max: 60, optional: true }) number?: string;
}

export class SearchQuery {
  @FormText({ max: 60, optional: true }) q?: string;
  @FormText({ max: 20, optional: true, pattern: /^[a-z]+$/ }) kind?: string;
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
}

export class AuditQuery {
  @FormInt({ min: 0, max: MOST, optional: true }) below?: number;
  @FormText({ max: 60, optional: true, pattern: /^[a-z-]+$/ }) action?: string;
}

export class ChangesQuery {
  @FormInt({ min: 0, max: Number.MAX_SAFE_INTEGER, optional: true }) since?: number;
  @FormInt({ min: 1, max: 1_000, optional: true }) limit?: number;
}
