import { FormInt, FormTick } from '../../platform/web/form.js';

/** Taking a rehearsal away is confirmed by a tick. */
export class PurgeForm {
  @FormTick({ must: true }) sure: boolean;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}
