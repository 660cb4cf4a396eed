import { FormInt, FormText } from '../../platform/web/form.js';

export class LikenessDismissalForm {
  @FormText({ min: 5, max: 500, lines: true }) reason: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class LikenessQuery {
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
}
