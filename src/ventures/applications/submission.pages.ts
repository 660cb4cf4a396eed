import { type Finding } from '../../kernel/outcome.js';
import { type Paper } from '../../platform/documents/pdf.js';
import { type QrPicture } from '../../platform/documents/qr.js';
import {
  type Action,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Text,
} from '../../platform/views/page.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { applicationFacts, budgetTable } from './applications.pages.js';
import { type ApplicationDetail, type BudgetRow } from './applications.queries.js';
import { type AttachmentLine } from './attachments.queries.js';
import { type SectionFinding } from './application.rules.js';
import { type Receipt } from './submission.rules.js';

export interface CheckPage extends PageBase {
  readonly base: string;
  readonly facts: readonly SummaryRow[];
  readonly budget: Table;
  readonly files: readonly AttachmentLine[];
  readonly gaps: readonly { readonly label: Text | null; readonly finding: Finding; readonly href: string }[];
  readonly warnings: readonly { readonly label: Text | null; readonly finding: Finding }[];
  readonly closesAt: string;
  readonly graceMinutes: number;
  readonly isOpen: boolean;
  /** Where it is handed in; null while something is missing, the call is over, or for one who may not. */
  readonly action: string | null;
  readonly maySubmit: boolean;
  readonly version: string;
  readonly declared: Field;
}

/** Everything that was checked, on one page: the very function of the submission has spoken. (D8) */
export function checkPage(
  view: {
    readonly application: ApplicationDetail;
    readonly round: RoundDetail;
    readonly budget: readonly BudgetRow[];
    readonly files: readonly AttachmentLine[];
    readonly applicant: readonly Finding[];
    readonly gaps: readonly SectionFinding[];
    readonly warnings: readonly Finding[];
    readonly closesAt: string;
    readonly isOpen: boolean;
    readonly maySubmit: boolean;
  },
  entered?: Entered,
): CheckPage {
  const { application: one, round, budget, files, closesAt, isOpen, maySubmit } = view;
  const base = `/org/rounds/${round.number}/application`;
  const gaps = [
    ...view.applicant.map((finding) => ({
      label: null,
      finding,
      href: `/org/rounds/${round.number}/eligibility`,
    })),
    ...view.gaps.map((finding) => ({
      label: finding.label ?? null,
      finding,
      href: `${base}/${finding.section}`,
    })),
  ];
  return {
    ...pageBase(
      { key: 'submit.check.title' },
      [
        { label: { key: 'ventures.org.title' }, href: '/org' },
        { label: one.title === '' ? { key: 'ventures.untitled' } : one.title, href: base },
      ],
      entered?.findings,
    ),
    base,
    facts: applicationFacts(one),
    budget: budgetTable(budget),
    files,
    gaps,
    warnings: view.warnings.map((finding) => ({ label: finding.label ?? null, finding })),
    closesAt,
    graceMinutes: round.graceMinutes,
    isOpen,
    action: gaps.length === 0 && isOpen && maySubmit ? `${base}/submission` : null,
    maySubmit,
    version: String(one.version),
    declared: fieldsOf(entered)('declared', { label: { key: 'submit.check.declared' }, required: true }),
  };
}

export interface ReceiptPage extends PageBase, Paper {
  readonly base: string;
  readonly facts: readonly SummaryRow[];
  readonly files: Table;
  readonly hash: string;
  readonly verify: string;
  readonly number: string;
  readonly withdraw: Action | null;
}

/** The receipt of an application, for the screen, for print and for PDF: one model. (E5) */
export function receiptPage(
  view: {
    readonly receipt: Receipt;
    readonly application: Pick<ApplicationDetail, 'title' | 'organizationName'>;
    readonly round: RoundDetail;
    readonly files: readonly Pick<AttachmentLine, 'name' | 'size' | 'sha256'>[];
    readonly closesAt: string;
    readonly mayWithdraw: boolean;
    readonly verify: string;
    readonly picture: QrPicture;
  },
  findings: readonly Finding[] = [],
): ReceiptPage {
  const { receipt, application, round, verify, picture } = view;
  const { number, submittedAt, contentHash, ledgerSeq } = receipt;
  const base = `/org/rounds/${round.number}/application`;
  const word = (name: string, args: Readonly<Record<string, Text>> = {}): Text => ({
    key: `submit.receipt.${name}`,
    args,
  });
  const facts = [
    summaryRow(word('number'), cell.text(number)),
    summaryRow(word('round'), cell.text({ zh: round.nameZh, en: round.nameEn })),
    summaryRow(word('organization'), cell.text(application.organizationName)),
    summaryRow(word('project'), cell.text(application.title)),
    summaryRow(word('time'), cell.instant(submittedAt)),
    summaryRow(word('closes'), cell.instant(view.closesAt)),
    summaryRow(word('index'), cell.number(ledgerSeq)),
    summaryRow(word('hash'), cell.text(contentHash)),
  ];
  const files = table(
    word('files'),
    [word('file'), [word('size'), 'numeric'], word('file-hash')],
    view.files.map(({ name, size, sha256 }) => [cell.text(name), cell.number(size), cell.text(sha256)]),
    word('no-files'),
  );
  const title = word('title', { number });
  return {
    ...pageBase(
      title,
      [
        { label: { key: 'ventures.org.title' }, href: '/org' },
        { label: application.title === '' ? { key: 'ventures.untitled' } : application.title, href: base },
      ],
      findings,
    ),
    base,
    facts,
    files,
    hash: contentHash,
    verify,
    withdraw: view.mayWithdraw
      ? { href: `${base}/withdrawal`, label: { key: 'ventures.withdraw' }, tone: 'danger' }
      : null,
    number,
    at: submittedAt,
    lines: [word('note')],
    header: word('header', { number }),
    footer: word('footer', { hash: contentHash.slice(0, 16) }),
    qr: { picture, caption: word('scan') },
    sections: [
      { title: word('what'), source: word('what-source'), facts, table: null },
      { title: word('files'), source: word('files-source'), facts: null, table: files },
    ],
  };
}
