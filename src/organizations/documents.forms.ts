import { FormChoice, FormDay, FormInt, FormLines, FormText } from '../platform/web/form.js';
import { KeptForm } from '../platform/web/kept-files.js';
import { DOCUMENT_KINDS, type DocumentKind, type DocumentTerm } from './document.rules.js';

export class DocumentTermForm {
  @FormDay({ optional: true, min: '1978-01-01' }) validFrom?: string;
  @FormDay({ optional: true, min: '1978-01-01' }) validUntil?: string;
  @FormLines(() => KeptForm, { max: 2 }) kept: KeptForm[];
}

export class DocumentForm extends DocumentTermForm {
  @FormChoice(DOCUMENT_KINDS) kind: DocumentKind;
  @FormText({ max: 100 }) title: string;
}

export class DocumentVersionForm extends DocumentTermForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class DocumentShelfForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export function termOf({ validFrom, validUntil }: DocumentTermForm): DocumentTerm {
  return { validFrom: validFrom ?? null, validUntil: validUntil ?? null };
}
