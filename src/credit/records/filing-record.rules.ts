import { type CalendarDay } from '../../kernel/calendar.js';
import { type DutyKind } from '../../organizations/duty.rules.js';
import { type FilingConclusion } from '../../organizations/filing.rules.js';
import { type CreditEntry } from './record-fields.rules.js';

/** What the register says of a filing it has decided. */
export interface FilingFact {
  readonly number: string | null;
  readonly creditCode: string;
  readonly year: number;
  readonly kind: DutyKind;
  readonly status: 'ACCEPTED' | 'RETURNED';
  readonly conclusion: FilingConclusion | null;
  readonly firstSubmittedOn: CalendarDay | null;
  readonly decidedOn: CalendarDay;
}

const CONCLUDED: Readonly<Record<FilingConclusion, readonly [code: string, zh: string]>> = {
  QUALIFIED: ['QUALIFIED', '合格'],
  BASIC: ['BASICALLY_QUALIFIED', '基本合格'],
  FAILED: ['UNQUALIFIED', '不合格'],
};

/**
 * The annual-report information that the conclusion of a yearly inspection gives; null where nothing was concluded.
 * A failed one is proposed as general dishonesty: the person who approves it may see it otherwise.
 * (domain.md 1.5, 2.2; R-CR-04, R-CR-24)
 */
export function recordOfFiling(filing: FilingFact): CreditEntry | null {
  const { conclusion, firstSubmittedOn, year } = filing;
  if (filing.status !== 'ACCEPTED' || filing.kind !== 'ANNUAL_REPORT' || conclusion === null) return null;
  const [code, zh] = CONCLUDED[conclusion];
  return {
    creditCode: filing.creditCode,
    category: 'ANNUAL_REPORT',
    formedOn: filing.decidedOn,
    summary: `${year} 年度检查：${zh}（${filing.number ?? ''}）`,
    year,
    conclusion: code,
    ...(firstSubmittedOn === null ? {} : { submittedOn: firstSubmittedOn }),
    ...(conclusion === 'FAILED' ? { recordClass: 'GENERAL' } : {}),
  };
}
