import { FormChoice, FormInt, FormText } from '../platform/web/form.js';
import { CONTACT_KINDS, type ContactEntry, type ContactKind } from './contact.rules.js';
import { DISMISSAL_KINDS, type DismissalKind, LINK_KINDS, type LinkKind } from './related.rules.js';

/** A credit code, or the local number of a body without one. */
const BODY = /^[0-9A-Za-z-]{8,30}$/;

export class ContactForm implements ContactEntry {
  @FormChoice(CONTACT_KINDS) kind: ContactKind;
  @FormText({ max: 120 }) value: string;
  @FormText({ max: 100, optional: true }) holder?: string;
  @FormText({ max: 100, optional: true }) bank?: string;
}

export class OpeningForm {
  @FormText({ min: 4, max: 200 }) reason: string;
}

export class LinkGroupsQuery {
  @FormChoice(LINK_KINDS, { optional: true }) kind?: LinkKind;
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
}

export class PageQuery {
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
}

export class DismissalQuery {
  @FormChoice(DISMISSAL_KINDS) kind: DismissalKind;
  @FormText({ max: 30, pattern: BODY }) first: string;
  @FormText({ max: 30, pattern: BODY }) second: string;
}

export class DismissalForm extends DismissalQuery {
  @FormText({ min: 4, max: 300, lines: true }) reason: string;
}

export class MergeQuery {
  @FormText({ max: 30, pattern: BODY, optional: true }) survivor?: string;
  @FormText({ max: 30, pattern: BODY, optional: true }) absorbed?: string;
}

export class MergeForm {
  @FormText({ max: 30, pattern: BODY }) survivor: string;
  @FormText({ max: 30, pattern: BODY }) absorbed: string;
  @FormText({ min: 4, max: 500, lines: true }) reason: string;
}

export class MergeDecisionForm {
  @FormChoice(['merge', 'refuse']) decision: 'merge' | 'refuse';
  @FormText({ max: 500, optional: true, lines: true }) note?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class ReversalForm {
  @FormText({ min: 4, max: 500, lines: true }) reason: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class ReversalDecisionForm {
  @FormChoice(['undo', 'keep']) decision: 'undo' | 'keep';
  @FormText({ max: 500, optional: true, lines: true }) note?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}
