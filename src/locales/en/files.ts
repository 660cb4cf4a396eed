import type { files as source } from '../zh-CN/files.js';
import type { Catalogue } from '../shape.js';

export const files = {
  kept: 'Files kept from your last try (untick to leave one out)',
  attachments: { open: 'Upload and manage attachments' },
  findings: {
    'evidence-empty': '“{name}” is empty',
    'evidence-too-large': '“{name}” is larger than {max} MB; compress it and upload it again',
    'evidence-damaged': '“{name}” is damaged and cannot be opened',
    'evidence-unpacks-too-large':
      '“{name}” unpacks to more than {megabytes} MB or is built strangely; refused',
    'files-too-many': 'At most {most} files; those beyond were not kept',
    'file-empty': 'The file is empty',
    'file-too-large': 'The file is larger than {max} MB; compress it and upload it again',
    'file-damaged': 'The file is damaged and cannot be opened',
    'file-unpacks-too-large': 'The file unpacks to more than {megabytes} MB or is built strangely; refused',
    'file-type':
      '“{name}” cannot be uploaded: only {accepts} are accepted here, with content that fits the extension',
    'evidence-type':
      '“{name}” cannot be uploaded: only {accepts} are accepted here, with content that fits the extension',
    'file-locked':
      'The file has a password or an old Office format, so its content cannot be checked; remove the password and save it as DOCX, XLSX, PPTX or PDF',
    'evidence-locked':
      '“{name}” has a password or an old Office format, so its content cannot be checked; remove the password and save it anew',
    'file-macros': 'The file contains macros and is refused; save it in a format without macros',
    'evidence-macros': '“{name}” contains macros and is refused; save it in a format without macros',
    'file-nested-archive': 'There is another archive in the file; refused. Upload what is in it one by one',
    'evidence-nested-archive':
      'There is another archive in “{name}”; refused. Upload what is in it one by one',
    'file-embedded':
      'Other files are embedded in the file; refused. Take them out and upload them one by one',
    'evidence-embedded':
      'Other files are embedded in “{name}”; refused. Take them out and upload them one by one',
    'file-active':
      'The file contains scripts, programs or actions that run by themselves; refused. Export it anew as a plain file',
    'evidence-active':
      '“{name}” contains scripts, programs or actions that run by themselves; refused. Export it anew as a plain file',
    'file-entities':
      'The structure of the file defines external entities; refused. Save it anew with Office or WPS',
    'evidence-entities':
      'The structure of “{name}” defines external entities; refused. Save it anew with Office or WPS',
    'file-not-what-it-says': 'The content of the file does not fit its extension; refused',
    'evidence-not-what-it-says': 'The content of “{name}” does not fit its extension; refused',
    'file-two-kinds':
      'The file is also a file of another kind (an archive or a web page); refused. Export it anew',
    'evidence-two-kinds':
      '“{name}” is also a file of another kind (an archive or a web page); refused. Export it anew',
    'file-pixels':
      'The picture has {width}×{height} pixels, which is too large; reduce it to 64 million pixels and 20,000 a side',
    'evidence-pixels':
      'The picture “{name}” has {width}×{height} pixels, which is too large; reduce it to 64 million pixels and 20,000 a side',
    'file-virus':
      'The virus scan found the file dangerous; refused. Check it with a virus scanner and upload a clean one',
    'evidence-virus':
      'The virus scan found “{name}” dangerous; refused. Check it with a virus scanner and upload a clean one',
  },
} as const satisfies Catalogue<typeof source>;
