import { type Finding } from '../../kernel/outcome.js';
import { type Action, type Field, fieldsOf, type PageBase, pageBase } from '../../platform/views/page.js';
import { type ApplicationDetail } from './applications.queries.js';
import { type AttachmentLine } from './attachments.queries.js';

const HOME = { label: { key: 'ventures.org.title' }, href: '/org' };

export interface AttachmentsPage extends PageBase {
  readonly action: string;
  readonly list: readonly (AttachmentLine & { readonly removal: Action })[];
  readonly file: Field;
}

/** The files of a draft and the form that adds another. */
export function attachmentsPage(
  { title, roundNumber }: ApplicationDetail,
  attachments: readonly AttachmentLine[],
  findings: readonly Finding[] = [],
): AttachmentsPage {
  const base = `/org/rounds/${roundNumber}/application`;
  const name = title === '' ? { key: 'ventures.untitled' } : title;
  return {
    ...pageBase({ key: 'ventures.attachments.title' }, [HOME, { label: name, href: base }], findings),
    action: `${base}/attachments`,
    list: attachments.map((file) => ({
      ...file,
      removal: {
        href: `${base}/attachments/${file.id}/removal`,
        label: { key: 'ventures.attachments.remove' },
        tone: 'danger',
      },
    })),
    file: fieldsOf({ values: {}, findings })('file', {
      label: { key: 'ventures.attachments.add' },
      hint: { key: 'ventures.attachments.hint' },
    }),
  };
}
