import { type CalendarDay } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { CREDIT_CATEGORIES, type CreditCategory, PENALTY_KINDS } from './record.rules.js';

/** What a check or a report came to; `NOT_FILED` only for reports. (domain.md 1.5, 2.2) */
export const CONCLUSIONS = ['QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED', 'NOT_FILED'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];
export const BASIC_ITEMS = ['REGISTRATION', 'CHANGE', 'APPROVAL', 'FILING', 'DEREGISTRATION'] as const;
export const INSPECTION_TYPES = ['ANNUAL', 'SPOT_CHECK', 'SPECIAL', 'COMPLAINT'] as const;
export const OTHER_KINDS = [
  'GRADE',
  'COMMENDATION',
  'PURCHASE',
  'FUNCTION',
  'GRANT',
  'FUNDRAISING',
  'TAX_DEDUCTION',
  'COURT_LIST',
  'OTHER',
] as const;

/** Every field that some category has; a record holds those of its own category only. */
export interface RecordFields {
  readonly itemType?: string;
  readonly oldValue?: string;
  readonly newValue?: string;
  readonly decisionDate?: CalendarDay;
  readonly year?: number;
  readonly submittedOn?: CalendarDay;
  readonly conclusion?: string;
  readonly inspectionType?: string;
  readonly rectifyBy?: CalendarDay;
  readonly rectifiedOn?: CalendarDay;
  readonly penaltyKind?: string;
  readonly fineFen?: number;
  readonly documentNumber?: string;
  readonly decidedOn?: CalendarDay;
  readonly department?: string;
  readonly facts?: string;
  readonly basis?: string;
  readonly otherKind?: string;
  readonly validFrom?: CalendarDay;
  readonly validTo?: CalendarDay;
  readonly reference?: string;
}

export interface FieldRule {
  readonly name: keyof RecordFields;
  readonly kind: 'text' | 'long' | 'day' | 'money' | 'year' | 'choice';
  readonly needed: boolean;
  readonly choices?: readonly string[];
}

const field = (
  name: keyof RecordFields,
  kind: FieldRule['kind'],
  { needed = false, choices }: { needed?: boolean; choices?: readonly string[] } = {},
): FieldRule => ({ name, kind, needed, ...(choices === undefined ? {} : { choices }) });
const NEEDED = { needed: true };

/** The fields of each category and which of them a record cannot do without. (domain.md 2.2) */
export const CATEGORY_FIELDS: Readonly<Record<CreditCategory, readonly FieldRule[]>> = {
  BASIC: [
    field('itemType', 'choice', { needed: true, choices: BASIC_ITEMS }),
    field('oldValue', 'text'),
    field('newValue', 'text', NEEDED),
    field('decisionDate', 'day', NEEDED),
  ],
  ANNUAL_REPORT: [
    field('year', 'year', NEEDED),
    field('submittedOn', 'day'),
    field('conclusion', 'choice', { needed: true, choices: CONCLUSIONS }),
  ],
  INSPECTION: [
    field('inspectionType', 'choice', { needed: true, choices: INSPECTION_TYPES }),
    field('conclusion', 'choice', {
      needed: true,
      choices: CONCLUSIONS.filter((one) => one !== 'NOT_FILED'),
    }),
    field('rectifyBy', 'day'),
    field('rectifiedOn', 'day'),
  ],
  PENALTY: [
    field('penaltyKind', 'choice', { needed: true, choices: PENALTY_KINDS }),
    field('fineFen', 'money'),
    field('documentNumber', 'text', NEEDED),
    field('decidedOn', 'day', NEEDED),
    field('department', 'text', NEEDED),
    field('facts', 'long', NEEDED),
    field('basis', 'long', NEEDED),
  ],
  OTHER: [
    field('otherKind', 'choice', { needed: true, choices: OTHER_KINDS }),
    field('validFrom', 'day'),
    field('validTo', 'day'),
    field('reference', 'text'),
  ],
};

/** What stays with the bureau and the body itself: a penalty's facts may name persons. (domain.md 6.2) */
export const HIDDEN_FIELDS: readonly (keyof RecordFields)[] = ['facts'];

/** What an officer enters for any category. */
export interface CreditEntry extends RecordFields {
  readonly creditCode: string;
  readonly category: string;
  readonly recordClass?: string;
  /** The law or central policy that excludes a repair; nothing else does. (NDRC Order 36, art. 2) */
  readonly repairBar?: string;
  readonly formedOn: CalendarDay;
  readonly summary: string;
}

export function isCategory(text: string): text is CreditCategory {
  return (CREDIT_CATEGORIES as readonly string[]).includes(text);
}

/** The category's own fields out of what was entered. */
export function fieldsOfEntry(category: CreditCategory, entry: RecordFields): RecordFields {
  const own = CATEGORY_FIELDS[category].flatMap(({ name }) =>
    entry[name] === undefined ? [] : [[name, entry[name]] as const],
  );
  return Object.fromEntries(own);
}

/** Dishonesty information: penalties, failed checks, reports failed or not filed. Only these have a class. (R-CR-24) */
export function isNegative(category: CreditCategory, { conclusion }: RecordFields): boolean {
  if (category === 'PENALTY') return true;
  if (category === 'INSPECTION') return conclusion === 'UNQUALIFIED';
  return category === 'ANNUAL_REPORT' && (conclusion === 'UNQUALIFIED' || conclusion === 'NOT_FILED');
}

/** Runs of digits that can only be a phone or an identity number: these are facts about persons. */
const PERSONAL = /(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)/;

/** What stands against recording this; a draft asks for nothing but the body. (R-CR-04, R-CR-24, domain.md 6.2) */
export function findingsInCreditEntry(entry: Omit<CreditEntry, 'creditCode'>, today: CalendarDay): Finding[] {
  if (!isCategory(entry.category)) return [{ code: 'form-choice', field: 'category' }];
  const rules = CATEGORY_FIELDS[entry.category];
  const missing = rules.filter(({ name, needed }) => needed && entry[name] === undefined);
  const late = rules.filter(
    ({ name, kind }) => kind === 'day' && !MAY_LIE_AHEAD.has(name) && String(entry[name] ?? '') > today,
  );
  return [
    ...missing.map(({ name }) => ({ code: 'credit-field-needed', field: name })),
    ...late.map(({ name }) => ({ code: 'credit-day-in-future', field: name })),
    ...(entry.formedOn > today ? [{ code: 'credit-day-in-future', field: 'formedOn' }] : []),
    ...findingsInClass(entry.category, entry),
    ...findingsBetweenFields(entry, today),
    ...(PERSONAL.test(entry.summary) ? [{ code: 'credit-summary-personal', field: 'summary' }] : []),
  ];
}

const MAY_LIE_AHEAD: ReadonlySet<keyof RecordFields> = new Set(['rectifyBy', 'validFrom', 'validTo']);

function findingsInClass(category: CreditCategory, entry: Omit<CreditEntry, 'creditCode'>): Finding[] {
  const negative = isNegative(category, entry);
  if (negative && entry.recordClass === undefined)
    return [{ code: 'credit-class-needed', field: 'recordClass' }];
  return [
    ...(!negative && entry.recordClass !== undefined
      ? [{ code: 'credit-class-not-wanted', field: 'recordClass' }]
      : []),
    ...(!negative && entry.repairBar !== undefined
      ? [{ code: 'credit-bar-not-wanted', field: 'repairBar' }]
      : []),
  ];
}

function findingsBetweenFields(entry: RecordFields, today: CalendarDay): Finding[] {
  const { penaltyKind, fineFen, validFrom, validTo, year } = entry;
  const findings: Finding[] = [];
  if (penaltyKind === 'FINE' && (fineFen ?? 0) === 0)
    findings.push({ code: 'credit-field-needed', field: 'fineFen' });
  if (penaltyKind !== 'FINE' && fineFen !== undefined)
    findings.push({ code: 'credit-fine-not-wanted', field: 'fineFen' });
  if (validFrom !== undefined && validTo !== undefined && validTo < validFrom)
    findings.push({ code: 'credit-days-turned', field: 'validTo' });
  if (year !== undefined && year > Number(today.slice(0, 4)))
    findings.push({ code: 'credit-year-in-future', field: 'year' });
  return findings;
}

/** One changed value of a record, as a version keeps it. */
export interface FieldChange {
  readonly field: string;
  readonly from: string | number | null;
  readonly to: string | number | null;
}

/** The differences between two states of a record, in the order of the fields; equal states give none. */
export function changesBetween(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [from, to] = [plain(before[name]), plain(after[name])];
    return from === to ? [] : [{ field: name, from, to }];
  });
}

function plain(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** What a record says, flat: the form a version compares and a correction changes. */
export function contentOf(record: {
  readonly summary: string;
  readonly formedOn: CalendarDay;
  readonly recordClass: string | null;
  readonly repairBar: string | null;
  readonly fields: RecordFields;
}): Readonly<Record<string, unknown>> {
  const { summary, formedOn, recordClass, repairBar, fields } = record;
  return { summary, formedOn, recordClass, repairBar, ...fields };
}

/** The content with a correction applied; what became empty is gone. */
export function withChanges(
  content: Readonly<Record<string, unknown>>,
  changes: readonly FieldChange[],
): Readonly<Record<string, unknown>> {
  const next: Record<string, unknown> = {
    ...content,
    ...Object.fromEntries(changes.map(({ field, to }) => [field, to])),
  };
  return Object.fromEntries(
    Object.entries(next).filter(([, value]) => value !== null && value !== undefined),
  );
}
