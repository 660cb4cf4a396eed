import type { files as source } from '../zh-CN/files.js';
import type { Catalogue } from '../shape.js';

export const files = {
  kept: 'Files kept from your last try (untick to leave one out)',
  attachments: { open: 'Upload and manage attachments' },
  findings: {
    'evidence-empty': '“{name}” is empty',
    'evidence-too-large': '“{name}” is larger than {max} MB; compress it and upload it again',
    'evidence-type':
      '“{name}” cannot be uploaded: only PDF, PNG, JPG, DOCX, XLSX, PPTX, TXT and CSV, with content that fits the extension',
    'evidence-damaged': '“{name}” is damaged and cannot be opened',
    'evidence-unpacks-too-large':
      '“{name}” unpacks to more than {megabytes} MB or is built strangely; refused',
    'files-too-many': 'At most {most} files; those beyond were not kept',
    'file-empty': 'The file is empty',
    'file-too-large': 'The file is larger than {max} MB; compress it and upload it again',
    'file-type':
      '“{name}” cannot be uploaded: only PDF, PNG, JPG, DOCX, XLSX, PPTX, TXT and CSV, with content that fits the extension',
    'file-damaged': 'The file is damaged and cannot be opened',
    'file-unpacks-too-large': 'The file unpacks to more than {megabytes} MB or is built strangely; refused',
  },
} as const satisfies Catalogue<typeof source>;
