import type { files as source } from '../zh-CN/files.js';
import type { Catalogue } from '../shape.js';

export const files = {
  kept: 'Files kept from your last try (untick to leave one out)',
  attachments: { open: 'Upload and manage attachments' },
  documents: {
    title: 'Documents',
    lead: 'Upload what you are asked for again and again once, and pick it when you apply. A newer document is a new version; a version that was used stays as it was.',
    list: 'Documents kept',
    empty: 'No documents yet. The certificate of registration and the charter are a good start.',
    name: 'Name',
    'name-hint': 'Such as “Certificate of registration” or “Audit report 2025”',
    kind: 'Kind',
    version: 'Version',
    'version-n': 'Version {n}',
    validity: 'Valid',
    state: 'State',
    file: 'File',
    'file-hint': 'PDF, pictures, DOCX, XLSX, PPTX, TXT or CSV, at most 20 MB',
    hash: 'SHA-256 (first 16)',
    added: 'Uploaded',
    from: 'Valid from',
    until: 'Valid until (that day included)',
    'until-hint': 'Leave empty if it has no end; you are warned from 60 days before it',
    'open-ended': 'Without end',
    'from-until': '{from} to {until}',
    room: '{used} MB of {most} MB used',
    add: 'Add a document',
    save: 'Save',
    renew: 'Upload a newer version',
    'renew-text': 'It counts from now on; applications that used an older version stay as they are.',
    versions: 'Versions',
    uses: 'Where it is used',
    unused: 'Not used yet',
    where: 'Used for',
    used: 'Picked',
    ended: 'Taken out',
    end: 'Take out of the store',
    'end-text':
      'It can be picked no more; where it was used it stays as it was. You can put it back at any time.',
    restore: 'Put back into the store',
    'restore-text': 'It can be picked again.',
    'added-now': 'The document is kept',
    renewed: 'The newer version is kept',
    'ended-now': 'The document is taken out; you can put it back at any time',
    restored: 'The document is back',
    kinds: {
      CERTIFICATE: 'Certificate of registration',
      CHARTER: 'Charter',
      ANNUAL_REPORT: 'Yearly work report',
      AUDIT: 'Audit report',
      GRADE: 'Certificate of the grade',
      TAXES: 'Proof of taxes and social insurance',
      OTHER: 'Other',
    },
    states: {
      OPEN_ENDED: 'Valid without end',
      VALID: 'Valid',
      AHEAD: 'Not yet valid',
      EXPIRING: 'Runs out soon',
      EXPIRED: 'Run out',
    },
    warned: {
      EXPIRING: '“{title}” runs out on {day}; prepare a newer version',
      EXPIRED: '“{title}” ran out on {day}; upload a newer version',
    },
  },
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
    'document-ends-before-start': 'The last day lies before the first',
    'documents-too-many': 'At most {most} documents can be kept',
    'files-no-room':
      'There is no room: {used} MB of {most} MB are used and this needs {size} MB; remove files you no longer need, or compress it',
  },
} as const satisfies Catalogue<typeof source>;
