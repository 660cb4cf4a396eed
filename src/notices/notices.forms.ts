import { FormChoice, FormInt, FormText } from '../platform/web/form.js';
import { NOTICE_KINDS, type NoticeKind } from './publicity.rules.js';

export class AnnouncementForm {
  @FormText({ max: 120 }) titleZh: string;
  @FormText({ max: 200 }) titleEn: string;
  @FormText({ max: 5000, lines: true }) textZh: string;
  @FormText({ max: 8000, lines: true }) textEn: string;
}

/** A new version: the whole text as it shall read, and the reason that is published with it. */
export class RevisionForm extends AnnouncementForm {
  @FormText({ max: 60_000, lines: true, optional: true }) rows?: string;
  @FormText({ min: 4, max: 500, lines: true }) reason: string;
  @FormInt({ min: 1, max: 10_000 }) baseVersion: number;
}

export class NoticesQuery {
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
  @FormInt({ min: 1, max: 500, optional: true }) pageSize?: number;
}

/** What a notice may be about, as the list filters by it. */
export const NOTICE_SUBJECTS = ['round', 'application', 'function', 'agreement', 'notice'] as const;

export class NoticeListQuery extends NoticesQuery {
  @FormChoice(NOTICE_KINDS, { optional: true }) kind?: NoticeKind;
  @FormChoice(['running', 'ended'], { optional: true }) state?: 'running' | 'ended';
  @FormChoice(NOTICE_SUBJECTS, { optional: true }) subject?: string;
}

export class NoticeQuery {
  @FormInt({ min: 1, max: 10_000, optional: true }) version?: number;
  @FormInt({ min: 1, max: 1, optional: true }) print?: number;
}
