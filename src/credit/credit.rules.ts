import {
  addMonths,
  addWorkingDays,
  addYears,
  type CalendarDay,
  type Deadline,
  shanghaiDayOf,
  type WorkingDayTable,
} from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { type TransitionTable } from '../kernel/transitions.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';

/** The five legal categories. (Order 60, arts 6–7; R-CR-04) */
export const CREDIT_CATEGORIES = ['BASIC', 'ANNUAL_REPORT', 'INSPECTION', 'PENALTY', 'OTHER'] as const;
export type CreditCategory = (typeof CREDIT_CATEGORIES)[number];
/** Classes of dishonesty information. (国办发〔2025〕22号; R-CR-24) */
export const CREDIT_CLASSES = ['LIGHT', 'GENERAL', 'SERIOUS'] as const;
export type CreditClass = (typeof CREDIT_CLASSES)[number];
export const CREDIT_STATUSES = ['RECORDED', 'PUBLISHED', 'REPAIRED', 'WITHDRAWN'] as const;
export type CreditStatus = (typeof CREDIT_STATUSES)[number];
export const CREDIT_ACTIONS = ['publish', 'repair', 'withdraw'] as const;
export type CreditAction = (typeof CREDIT_ACTIONS)[number];

export const BASIC_ITEMS = ['REGISTRATION', 'CHANGE', 'DEREGISTRATION', 'APPROVAL', 'FILING'] as const;
export const INSPECTION_TYPES = ['ANNUAL', 'SPOT_CHECK', 'SPECIAL', 'COMPLAINT'] as const;
export const OTHER_KINDS = [
  'GRADE',
  'COMMENDATION',
  'GOVERNMENT_PURCHASE',
  'GRANT',
  'FUNCTION',
  'FUNDRAISING',
  'TAX_DEDUCTION',
  'COURT_DEFAULTER',
  'MISCELLANEOUS',
] as const;

/** The life of a record on this floor; objection and repair as procedures come with step 2. (domain.md 2.2) */
export const CREDIT_LIFE = {
  RECORDED: {
    publish: { to: 'PUBLISHED', by: 'credit.approve' },
    withdraw: { to: 'WITHDRAWN', by: 'credit.approve', needs: 'reason' },
  },
  PUBLISHED: {
    repair: { to: 'REPAIRED', by: 'credit.approve', needs: 'reason' },
    withdraw: { to: 'WITHDRAWN', by: 'credit.approve', needs: 'reason' },
  },
  REPAIRED: {},
  WITHDRAWN: {},
} as const satisfies TransitionTable<CreditStatus, CreditAction>;

/** From this day on the duty to enter within five working days holds; older records are legacy, without a clock. */
export const ORDER_60_FROM: CalendarDay = '2018-01-24';
const ENTRY_WORKING_DAYS = 5;

/** The last day for entering: five working days after the information was formed or obtained. (Order 60, art. 8; R-CR-05) */
export function entryDueOn(table: WorkingDayTable, formedOn: CalendarDay): Deadline | null {
  return formedOn < ORDER_60_FROM ? null : addWorkingDays(table, formedOn, ENTRY_WORKING_DAYS);
}

/** Entered after its last day: possible, and visible for good. (R-CR-05) */
export function isLate({ recordedAt, dueOn }: { recordedAt: string; dueOn: CalendarDay | null }): boolean {
  return dueOn !== null && shanghaiDayOf(recordedAt) > dueOn;
}

/** The first day on which a negative record is no longer shown: after 3 months, 1 year, 3 years by class. (R-CR-24) */
export function unpublishOn(recordClass: CreditClass | null, publishedOn: CalendarDay): CalendarDay | null {
  if (recordClass === null) return null;
  if (recordClass === 'LIGHT') return addMonths(publishedOn, 3);
  return addYears(publishedOn, recordClass === 'GENERAL' ? 1 : 3);
}

/** Each authority manages the bodies it registered: a county's officer those of the county. (Order 60, art. 3; R-CR-02) */
export function manages(officer: { readonly divisionCode: string | null }, authorityCode: string): boolean {
  return officer.divisionCode === null || officer.divisionCode === authorityCode;
}

/** What an officer enters. Which of the fields belong to a category says `CATEGORY_FIELDS`. */
export interface CreditEntry {
  readonly creditCode: string;
  readonly category: string;
  readonly recordClass?: string;
  readonly formedOn: CalendarDay;
  readonly summary: string;
  readonly documentNumber?: string;
  readonly department?: string;
  readonly itemType?: string;
  readonly oldValue?: string;
  readonly newValue?: string;
  readonly year?: number;
  readonly submittedOn?: CalendarDay;
  readonly conclusion?: string;
  readonly inspectionType?: string;
  readonly rectifyBy?: CalendarDay;
  readonly rectifiedOn?: CalendarDay;
  readonly penaltyKind?: string;
  readonly fineFen?: number;
  readonly facts?: string;
  readonly basis?: string;
  readonly decidedOn?: CalendarDay;
  readonly otherKind?: string;
  readonly validFrom?: CalendarDay;
  readonly validTo?: CalendarDay;
  readonly reference?: string;
}

export type CreditField = Exclude<
  keyof CreditEntry,
  'creditCode' | 'category' | 'formedOn' | 'summary' | 'recordClass'
>;

/** The fields of each category in the order of its form; `true` where it cannot do without. (domain.md 2.2) */
export const CATEGORY_FIELDS: Readonly<
  Record<CreditCategory, readonly (readonly [field: CreditField, needed: boolean])[]>
> = {
  BASIC: [
    ['itemType', true],
    ['oldValue', false],
    ['newValue', false],
    ['decidedOn', false],
    ['documentNumber', false],
  ],
  ANNUAL_REPORT: [
    ['year', true],
    ['submittedOn', false],
    ['conclusion', true],
  ],
  INSPECTION: [
    ['inspectionType', true],
    ['conclusion', true],
    ['department', false],
    ['documentNumber', false],
    ['rectifyBy', false],
    ['rectifiedOn', false],
  ],
  PENALTY: [
    ['penaltyKind', true],
    ['fineFen', false],
    ['documentNumber', true],
    ['department', true],
    ['decidedOn', true],
    ['facts', true],
    ['basis', true],
  ],
  OTHER: [
    ['otherKind', true],
    ['reference', false],
    ['department', false],
    ['documentNumber', false],
    ['validFrom', false],
    ['validTo', false],
  ],
};

/** Where dishonesty can be told of, a class is possible; a penalty always has one. (R-CR-24) */
export const CLASS_OF_CATEGORY: Readonly<Record<CreditCategory, 'needed' | 'possible' | 'none'>> = {
  BASIC: 'none',
  ANNUAL_REPORT: 'none',
  INSPECTION: 'possible',
  PENALTY: 'needed',
  OTHER: 'possible',
};

const PAST_DAYS = ['formedOn', 'submittedOn', 'rectifiedOn', 'decidedOn'] as const;

/** What stands against an entry: missing fields of its category, days to come, a period that ends before it begins. */
export function findingsInCreditEntry(entry: CreditEntry, today: CalendarDay): Finding[] {
  const category = entry.category as CreditCategory;
  const missing = CATEGORY_FIELDS[category].flatMap(([field, needed]): Finding[] =>
    needed && entry[field] === undefined ? [{ code: 'credit-field-needed', field }] : [],
  );
  const future = PAST_DAYS.flatMap((field): Finding[] =>
    (entry[field] ?? today) > today ? [{ code: 'credit-day-in-future', field }] : [],
  );
  return [...missing, ...classFindings(entry, category), ...fineFindings(entry), ...future, ...periodFindings(entry)];
}

function classFindings({ recordClass }: CreditEntry, category: CreditCategory): Finding[] {
  const rule = CLASS_OF_CATEGORY[category];
  if (rule === 'needed' && recordClass === undefined) return [{ code: 'credit-field-needed', field: 'recordClass' }];
  if (rule === 'none' && recordClass !== undefined) return [{ code: 'credit-class-not-here', field: 'recordClass' }];
  return [];
}

/** A fine has an amount, and nothing else has one. */
function fineFindings({ penaltyKind, fineFen }: CreditEntry): Finding[] {
  if (penaltyKind === 'FINE' && fineFen === undefined) return [{ code: 'credit-field-needed', field: 'fineFen' }];
  if (penaltyKind !== undefined && penaltyKind !== 'FINE' && fineFen !== undefined)
    return [{ code: 'credit-fine-not-here', field: 'fineFen' }];
  return [];
}

function periodFindings({ validFrom, validTo }: CreditEntry): Finding[] {
  return validFrom !== undefined && validTo !== undefined && validTo < validFrom
    ? [{ code: 'credit-period-reversed', field: 'validTo' }]
    : [];
}

/** The category's own fields of an entry; whatever belongs to another category is left out. (R-CR-04) */
export function ownFields(entry: CreditEntry): Readonly<Record<string, string | number>> {
  const filled = CATEGORY_FIELDS[entry.category as CreditCategory].flatMap(([field]) => {
    const value = entry[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(filled);
}

/** Nothing in the ledger's line names the body or the record: after a repair salt and value go. (security.md 6.3 rule 7) */
export function creditRecorded(
  viewer: SignedIn,
  record: { readonly id: string; readonly creditCode: string; readonly summary: string },
): PublicAct {
  return { type: 'credit.recorded', by: actorOf(viewer), ref: 'credit', data: {}, hidden: { record: JSON.stringify(record) } };
}

/** A record that was wrong is taken back, named by a commitment only. (Order 60, art. 18; R-CR-15) */
export function creditWithdrawn(viewer: SignedIn, record: { readonly id: string; readonly reason: string }): PublicAct {
  return { type: 'credit.withdrawn', by: actorOf(viewer), ref: 'credit', data: {}, hidden: { record: JSON.stringify(record) } };
}

/** What was committed at these places can be opened no more: salt and value are destroyed. (security.md 6.4) */
export function creditErased(viewer: SignedIn, places: readonly number[]): PublicAct {
  return { type: 'erasure.done', by: actorOf(viewer), ref: 'credit', data: { entries: places, ground: 'credit-repair' } };
}
