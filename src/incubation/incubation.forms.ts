import { FormInt, FormText } from '../platform/web/form.js';
import { type CentreEntry } from './centre.rules.js';

export class CentreForm implements CentreEntry {
  @FormText({ max: 500, lines: true }) services: string;
  @FormText({ max: 200 }) opening: string;
  @FormInt({ min: 0, max: 10_000 }) seats: number;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}
