import type { Catalogue } from '../shape.js';
import type { submit as source } from '../zh-CN/submit.js';

export const submit = {
  check: {
    title: 'Check and hand in',
    go: 'Check and hand in',
    declared:
      'We have checked every answer above, answer for its truth, and accept supervision, audit and evaluation',
    sealed:
      'Once handed in, the content is encrypted and sealed: nobody, the bureau included, can read it before the opening. Until the deadline you can take it back and change it.',
    'mend-first': 'Complete what is listed above and the button to hand in appears here.',
    'applicant-submits': 'The applicant of your organization hands it in.',
    over: 'The call is over and nothing can be handed in any more. Your draft stays readable.',
  },
  receipt: {
    title: 'Receipt {number}',
    note: 'This receipt can be verified by its number or by the QR code.',
    header: 'Receipt {number}',
    footer: 'First 16 digits of the content hash: {hash}',
    scan: 'Scan to verify',
    open: 'See the receipt',
    number: 'Number',
    round: 'Round',
    organization: 'Organization',
    project: 'Project',
    time: 'Received (server time)',
    closes: 'The call closes',
    index: 'Entry in the public ledger',
    hash: 'Content hash (SHA-256)',
    what: 'What was received',
    'what-source': 'The time is that of the server; the content hash is committed to in the public ledger.',
    files: 'Files',
    file: 'File',
    size: 'Bytes',
    'file-hash': 'SHA-256',
    'files-source': 'Any tool can repeat the hash of each file.',
    'no-files': 'No files',
    keep: 'Keep the receipt',
    pdf: 'Receipt as PDF',
    'withdraw-title': 'Take back',
    'withdraw-note':
      'Until the deadline you can take the application back, change it and hand it in again under the same number. It only counts once it is handed in again.',
  },
  findings: {
    'submission-changed-since-check': 'The draft was changed after you checked it; please check it again',
  },
} as const satisfies Catalogue<typeof source>;
