import { FormInt, FormText } from '../../platform/web/form.js';

export class AmendmentReasonForm {
  @FormText({ min: 4, max: 1000, lines: true }) reason: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class AmendmentStepForm {
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}
