import { FormInt } from '../platform/web/form.js';

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
