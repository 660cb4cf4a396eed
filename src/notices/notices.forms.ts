import { FormInt, FormText } from '../platform/web/form.js';

export class AnnouncementForm {
  @FormText({ max: 120 }) titleZh: string;
  @FormText({ max: 200 }) titleEn: string;
  @FormText({ max: 5000, lines: true }) textZh: string;
  @FormText({ max: 8000, lines: true }) textEn: string;
}

export class NoticesQuery {
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
  @FormInt({ min: 1, max: 500, optional: true }) pageSize?: number;
}
