import type { files as source } from '../zh-CN/files.js';
import type { Catalogue } from '../shape.js';

export const files = {
  findings: {
    'file-empty': 'The file is empty',
    'file-too-large': 'The file is larger than {max} MB; compress it and upload it again',
    'file-type':
      '“{name}” cannot be uploaded: only PDF, PNG, JPG, DOCX, XLSX, PPTX, TXT and CSV, with content that fits the extension',
    'file-damaged': 'The file is damaged and cannot be opened',
    'file-unpacks-too-large': 'The file unpacks to more than {megabytes} MB or is built strangely; refused',
  },
} as const satisfies Catalogue<typeof source>;
