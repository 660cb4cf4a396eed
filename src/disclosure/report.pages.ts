import { shanghaiInstant } from '../kernel/calendar.js';
import { type Paper } from '../platform/documents/pdf.js';
import { type QrPicture } from '../platform/documents/qr.js';
import { type PageBase, pageBase, type Text } from '../platform/views/page.js';
import { identityTags, profileSections, type Section } from './profile.pages.js';
import { type PublicProfile } from './profile.queries.js';

export interface ReportPage extends PageBase, Paper {
  readonly code: string;
  readonly name: string;
  readonly number: string;
  readonly tags: ReturnType<typeof identityTags>;
  readonly sections: readonly Section[];
  readonly verify: string;
}

/** What a report is made of besides the profile: its number, the digest in it, and when. */
export interface Issue {
  readonly number: string;
  readonly digest: string;
  readonly at: string;
  /** The address the QR code leads to, and its picture. */
  readonly verify: string;
  readonly picture: QrPicture;
}

/** The credit report, for the screen, for print and for PDF: one model. (R-CR-16) */
export function reportPage(
  profile: PublicProfile,
  { number, digest, at, verify, picture }: Issue,
): ReportPage {
  const { name, code } = profile.one;
  const line = (key: string, args: Readonly<Record<string, Text>> = {}): Text => ({
    key: `disclosure.report.${key}`,
    args,
  });
  const time = shanghaiInstant(at).slice(0, 16).replace('T', ' ');
  return {
    ...pageBase(line('title', { name }), [
      { label: { key: 'common.nav.organizations' }, href: '/organizations' },
      { label: name, href: `/organizations/${code}` },
    ]),
    code,
    name,
    number,
    at,
    tags: identityTags(profile),
    sections: profileSections(profile),
    lines: [
      line('code', { code }),
      line('number', { number }),
      line('made', { at: time }),
      line('digest', { digest }),
      line('scope'),
    ],
    header: line('header', { name, number }),
    footer: line('footer', { at: time }),
    qr: { picture, caption: line('scan') },
    verify,
  };
}
