import { FormInstant, FormText } from '../../platform/web/form.js';
import { type ExtensionEntry } from './extension.rules.js';

export class ExtensionForm implements ExtensionEntry {
  @FormText({ max: 30 }) organization: string;
  @FormInstant() until: string;
  @FormText({ max: 500, lines: true }) reason: string;
}
