import { FormInt, FormTick } from '../../platform/web/form.js';

/** The act of handing in: the statement, and which state of the draft was checked. */
export class SubmissionForm {
  @FormTick({ must: true }) declared: boolean;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}
