import { FormChoice, FormText } from '../../platform/web/form.js';

export class ScreeningForm {
  @FormChoice(['yes', 'no']) eligible: string;
  @FormText({ max: 300, optional: true }) reason?: string;
}
