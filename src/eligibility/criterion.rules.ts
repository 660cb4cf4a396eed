import { type CalendarDay } from '../kernel/calendar.js';
import { type OrganizationType } from '../kernel/credit-code.js';
import { type FindingArgument } from '../kernel/outcome.js';
import { type ListKind } from '../credit/lists/credit-list.rules.js';
import { type PenaltyKind } from '../credit/records/record.rules.js';
import { type OrganizationStatus } from '../organizations/organization.rules.js';

/** What a body asks for; each purpose has its own criteria. */
export const PURPOSES = ['GRANT', 'FUNCTION', 'INCUBATION'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a body may state of itself; without a statement a person has to look. */
export const DECLARATIONS = [
  'ownFunds',
  'separateAccounts',
  'financialRules',
  'partyOrganization',
  'fewPartyMembers',
  'office',
  'taxesPaid',
  'noOtherMoney',
] as const;
export type Declaration = (typeof DECLARATIONS)[number];

/** What no record can tell: the person who decides judges it, and the decision keeps what was found. */
export const QUESTIONS = [
  'projectPlace',
  'charterScope',
  'capacity',
  'governance',
  'integrity',
  'foundersAndPlan',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** What is known of the very thing that is asked for; handed down by whoever asks. */
export interface RequestFacts {
  readonly askedFen: number;
  readonly ceilingFen: number;
  /** Other applications of the body in the same round. (R-EL-07) */
  readonly othersInRound: number;
  readonly wonLastRound: boolean;
  /** Earlier projects that are not closed yet, by number. (R-EL-11) */
  readonly openProjects: readonly string[];
  /** Breaches of grant or function agreements. (R-EL-10) */
  readonly breaches: readonly { readonly id: string; readonly on: CalendarDay }[];
  /** What the person who decides has found so far. */
  readonly found: Readonly<Partial<Record<Question, boolean>>>;
}

/** All that the engine knows of a body; gathered by one query, frozen with every verdict. */
export interface EligibilityFacts {
  readonly status: OrganizationStatus;
  readonly establishedOn: CalendarDay;
  readonly stays: readonly {
    readonly id: string;
    readonly list: ListKind;
    readonly listedOn: CalendarDay;
    readonly removedOn: CalendarDay | null;
  }[];
  readonly penalties: readonly {
    readonly id: string;
    readonly decidedOn: CalendarDay;
    readonly kind: PenaltyKind | null;
    readonly fineFen: number | null;
    /** The first day on which it is published no more, where that is known. */
    readonly shownUntil?: CalendarDay | null;
    /** The first day on which it may be repaired; null where it cannot be. */
    readonly repairableFrom?: CalendarDay | null;
  }[];
  /** Years whose annual report is on record. */
  readonly reportYears: readonly number[];
  /** Conclusions of inspections; a failed one that was rectified counts as passed. */
  readonly inspections: readonly {
    readonly id: string;
    readonly on: CalendarDay;
    readonly passed: boolean;
  }[];
  readonly grades: readonly {
    readonly value: string;
    readonly from: CalendarDay;
    readonly to: CalendarDay | null;
  }[];
  /** What the body says of itself; what it has not said needs a look by a person. */
  readonly declared: Readonly<Partial<Record<Declaration, boolean>>>;
  // Verdicts frozen under the criteria of 2014 know nothing of what follows.
  readonly type?: OrganizationType;
  /** Full-time staff as the body stated it. */
  readonly staff?: number | null;
  readonly flags?: readonly FlagFact[];
  /** What the authority concluded on the annual report of a year; null while it has concluded nothing. */
  readonly annual?: readonly {
    readonly year: number;
    readonly passed: boolean | null;
    readonly record: string | null;
  }[];
  readonly request?: RequestFacts;
}

/** A stop flag as the engine sees it. */
export interface FlagFact {
  readonly number: string;
  readonly purposes: readonly Purpose[];
  readonly from: CalendarDay;
  /** The last day on which it stops anything. */
  readonly until: CalendarDay;
  readonly reason: string;
}

/** One condition as data. `years: 0` means on the day itself. */
export type Condition =
  | { readonly kind: 'STATUS'; readonly status: OrganizationStatus }
  | { readonly kind: 'REGISTERED_FOR'; readonly years: number }
  | { readonly kind: 'OFF_LIST'; readonly list: ListKind; readonly years: number }
  | {
      readonly kind: 'NO_PENALTY';
      readonly years: number;
      readonly major: boolean;
      /** Since the repair of 2026 a repaired penalty bars no more, so that repair is a way out. (R-CR-24) */
      readonly repairable?: true;
    }
  | { readonly kind: 'NO_OPEN_RECORD' }
  | { readonly kind: 'REPORTS'; readonly count: number }
  | { readonly kind: 'ANNUAL'; readonly count: number }
  | { readonly kind: 'INSPECTIONS'; readonly count: number }
  | { readonly kind: 'NO_FAILED_INSPECTION'; readonly years: number }
  | { readonly kind: 'GRADE'; readonly least: string }
  | { readonly kind: 'STAFF'; readonly least: number; readonly association: number }
  | { readonly kind: 'DECLARED'; readonly what: Declaration }
  | { readonly kind: 'PERSON'; readonly what: Question }
  | { readonly kind: 'NO_FLAG'; readonly purpose: Purpose }
  | { readonly kind: 'NO_BREACH'; readonly years: number }
  | { readonly kind: 'MOST_PER_ROUND'; readonly most: number }
  | { readonly kind: 'NOT_LAST_WINNER' }
  | { readonly kind: 'WITHIN_CEILING' }
  | { readonly kind: 'GRANTS_SETTLED' };

/** A leaf of the tree cites its rule, source and article; a branch holds all of its parts, or any of them. */
export type Criterion =
  | {
      readonly rule: string;
      readonly source: string;
      readonly article?: string;
      readonly condition: Condition;
    }
  | { readonly all: readonly Criterion[] }
  | { readonly any: readonly Criterion[] };

/** A set of criteria as it was in force from a day on. */
export interface CriteriaSet {
  readonly purpose: Purpose;
  readonly from: CalendarDay;
  readonly criteria: Criterion;
}

export type Outcome3 = 'PASS' | 'FAIL' | 'NEEDS_REVIEW';

/** What would change, so that a condition holds. */
export type Change =
  | { readonly kind: 'WAIT_UNTIL'; readonly day: CalendarDay }
  | { readonly kind: 'REGISTER' }
  | { readonly kind: 'LEAVE_LIST'; readonly id: string; readonly list: ListKind }
  /** Not before the day from which repair is open. */
  | { readonly kind: 'REPAIR'; readonly id: string; readonly on: CalendarDay; readonly from: CalendarDay }
  | { readonly kind: 'FILE_REPORT'; readonly year: number }
  | { readonly kind: 'RECTIFY'; readonly id: string; readonly on: CalendarDay }
  | { readonly kind: 'RECTIFY_ANNUAL'; readonly year: number }
  | { readonly kind: 'OBTAIN_GRADE'; readonly least: string }
  | { readonly kind: 'STATE_STAFF'; readonly least: number }
  | { readonly kind: 'DECLARE'; readonly what: Declaration }
  | { readonly kind: 'BE_JUDGED'; readonly what: Question }
  | { readonly kind: 'LIFT_FLAG'; readonly number: string }
  | { readonly kind: 'WITHDRAW_OTHERS'; readonly most: number }
  | { readonly kind: 'LOWER_AMOUNT'; readonly fen: number }
  | { readonly kind: 'SETTLE_PROJECT'; readonly number: string };

export interface Judged {
  readonly outcome: Outcome3;
  /** The value used, for the sentence of the page. */
  readonly value: Readonly<Record<string, FindingArgument>>;
  /** The record the value came from, where there is one. */
  readonly record: string | null;
  /** What could mend it; empty when it holds, or when nothing can. */
  readonly changes: readonly Change[];
}
