import type { notices as source } from '../zh-CN/notices.js';
import type { Catalogue } from '../shape.js';

export const notices = {
  title: 'Notices',
  'title-column': 'Title',
  kind: 'Kind',
  published: 'Published',
  until: 'Objections until',
  empty: 'No notices yet',
  kinds: { PUBLICITY: 'Publicity period', ANNOUNCEMENT: 'Announcement' },
  running: 'Publicity running',
  over: 'Publicity over',
  announce: 'Publish an announcement',
  publish: 'Publish (cannot be changed afterwards)',
  'published-now': 'Published, and recorded in the public ledger',
  fields: {
    titleZh: 'Title (Chinese)',
    titleEn: 'Title (English)',
    textZh: 'Text (Chinese)',
    textEn: 'Text (English)',
  },
  window: 'Publicity period: {from} to {to} 23:59 (Beijing time)',
  'days-left': '{days, plural, one {# working day left} other {# working days left}}',
  'last-day': 'Today is the last day, until 23:59',
  ended: 'The publicity period is over',
  provisional: 'The holidays of that year are not announced yet; the date is provisional.',
  objection:
    'During the period anybody may object in writing, under their real name and with evidence; the bureau answers within 10 working days. No agreement is signed about a project under objection.',
  hash: 'Content hash',
} as const satisfies Catalogue<typeof source>;
