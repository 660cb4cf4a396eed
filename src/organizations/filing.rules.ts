import { type CalendarDay } from '../kernel/calendar.js';
import { type Fen, yuanText } from '../kernel/money.js';
import { type Finding } from '../kernel/outcome.js';
import { type TransitionTable } from '../kernel/transitions.js';
import { type Duty, type DutyKind } from './duty.rules.js';

export const FILING_STATUSES = ['DRAFT', 'SUBMITTED', 'RETURNED', 'ACCEPTED'] as const;
export type FilingStatus = (typeof FILING_STATUSES)[number];
export type FilingAction = 'submit' | 'return' | 'accept';
/** 合格, 基本合格, 不合格: the result of the yearly inspection. */
export const FILING_CONCLUSIONS = ['QUALIFIED', 'BASIC', 'FAILED'] as const;
export type FilingConclusion = (typeof FILING_CONCLUSIONS)[number];

/** The life of a yearly filing. */
export const FILING_LIFE: TransitionTable<FilingStatus, FilingAction> = {
  DRAFT: { submit: { to: 'SUBMITTED', by: 'filing.submit' } },
  SUBMITTED: {
    accept: { to: 'ACCEPTED', by: 'filing.decide' },
    return: { to: 'RETURNED', by: 'filing.decide', needs: 'reason' },
  },
  RETURNED: { submit: { to: 'SUBMITTED', by: 'filing.submit' } },
  ACCEPTED: {},
};

export const MONEY_FIGURES = [
  'assetsFen',
  'debtFen',
  'netAssetsFen',
  'incomeFen',
  'subsidyFen',
  'spendingFen',
  'publicBenefitFen',
] as const;
export const COUNT_FIGURES = ['staffFull', 'staffPart', 'partyMembers'] as const;
export type MoneyFigure = (typeof MONEY_FIGURES)[number];
export type CountFigure = (typeof COUNT_FIGURES)[number];

/** Money in fen, counts as persons; what is not filled in yet is absent. */
export type FilingFigures = Readonly<Partial<Record<MoneyFigure | CountFigure, number>>>;

export interface FilingEntry extends FilingFigures {
  readonly summary?: string;
  readonly unitCheckedOn?: CalendarDay;
}

/** The figures a kind of filing asks for: the report to the supervising unit is about work, not accounts. */
export function figuresAsked(kind: DutyKind): readonly (MoneyFigure | CountFigure)[] {
  return kind === 'WORK_REPORT' ? COUNT_FIGURES : [...MONEY_FIGURES, ...COUNT_FIGURES];
}

/** What does not add up: net assets are assets less debt, a part is not more than its whole. */
export function findingsInFigures(f: FilingFigures): Finding[] {
  const more = (part: Fen | undefined, whole: Fen | undefined): boolean =>
    part !== undefined && whole !== undefined && part > whole;
  const net = f.assetsFen === undefined || f.debtFen === undefined ? undefined : f.assetsFen - f.debtFen;
  return [
    ...(net !== undefined && f.netAssetsFen !== undefined && net !== f.netAssetsFen
      ? [{ code: 'filing-net-assets', field: 'netAssetsFen', args: { expected: yuanText(net) } }]
      : []),
    ...(more(f.subsidyFen, f.incomeFen) ? [{ code: 'filing-subsidy-over-income', field: 'subsidyFen' }] : []),
    ...(more(f.publicBenefitFen, f.spendingFen)
      ? [{ code: 'filing-benefit-over-spending', field: 'publicBenefitFen' }]
      : []),
  ];
}

/** What a draft still lacks before it can be handed in. */
export function findingsAgainstSubmission(
  duty: Duty,
  entry: FilingEntry,
  facts: { readonly hasSupervisingUnit: boolean; readonly today: CalendarDay },
): Finding[] {
  const { hasSupervisingUnit, today } = facts;
  const asksUnit = duty.kind === 'ANNUAL_REPORT' && hasSupervisingUnit;
  const checked = entry.unitCheckedOn;
  return [
    ...figuresAsked(duty.kind)
      .filter((name) => entry[name] === undefined)
      .map((field) => ({ code: 'filing-figure-missing', field })),
    ...findingsInFigures(entry),
    ...(asksUnit && checked === undefined
      ? [{ code: 'filing-unit-check-missing', field: 'unitCheckedOn' }]
      : []),
    ...(checked !== undefined && (checked > today || checked <= `${duty.year}-12-31`)
      ? [{ code: 'filing-unit-check-day', field: 'unitCheckedOn' }]
      : []),
    ...((entry.summary ?? '') === '' ? [{ code: 'filing-summary-missing', field: 'summary' }] : []),
  ];
}

export interface FilingDecision {
  readonly action: 'accept' | 'return';
  readonly conclusion?: FilingConclusion;
  readonly reason?: string;
  /** After a return: the last day to hand it in again. */
  readonly mendBy?: CalendarDay;
  readonly version: number;
}

/** The yearly inspection ends with a conclusion and, unless it is "qualified", a reason; a return gives reason and day. */
export function findingsInDecision(kind: DutyKind, decision: FilingDecision, today: CalendarDay): Finding[] {
  const { action, conclusion, reason, mendBy } = decision;
  const concludes = kind === 'ANNUAL_REPORT';
  if (action === 'return')
    return [
      ...(reason === undefined ? [{ code: 'filing-reason-needed', field: 'reason' }] : []),
      ...(mendBy === undefined || mendBy <= today
        ? [{ code: 'filing-mend-by-needed', field: 'mendBy' }]
        : []),
    ];
  return [
    ...(concludes && conclusion === undefined
      ? [{ code: 'filing-conclusion-needed', field: 'conclusion' }]
      : []),
    ...(!concludes && conclusion !== undefined
      ? [{ code: 'filing-no-conclusion', field: 'conclusion' }]
      : []),
    ...(concludes && conclusion !== undefined && conclusion !== 'QUALIFIED' && reason === undefined
      ? [{ code: 'filing-reason-needed', field: 'reason' }]
      : []),
  ];
}

/** `NB2025-000123`: the receipt's number, counted within the report year. */
export function filingNumber(year: number, sequence: number): string {
  return `NB${year}-${String(sequence).padStart(6, '0')}`;
}

/** The text whose SHA-256 stands on the receipt: number, duty, figures and words as they were handed in at this instant. */
export function filingText(filing: {
  readonly number: string;
  readonly year: number;
  readonly kind: DutyKind;
  readonly figures: FilingFigures;
  readonly summary: string;
  readonly unitCheckedOn: CalendarDay | null;
  readonly submittedAt: string;
}): string {
  const { number, year, kind, figures, summary, unitCheckedOn, submittedAt } = filing;
  const sorted = Object.entries(figures).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ number, year, kind, figures: sorted, summary, unitCheckedOn, submittedAt });
}
