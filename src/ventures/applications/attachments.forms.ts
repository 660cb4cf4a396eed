import { FormText } from '../../platform/web/form.js';

/** Which question the files are for; nothing: they go along without one. */
export class AttachmentForm {
  @FormText({ max: 40, optional: true }) question?: string;
}

/** A version of a document from the organization's own store. */
export class DocumentPickForm extends AttachmentForm {
  @FormText({ max: 36 }) document: string;
}
