import {
  addDays,
  addWorkingDays,
  type CalendarDay,
  type WorkingDayTable,
  workingDaysLeft,
} from '../../kernel/calendar.js';
import { type OrganizationStatus } from '../../organizations/organization.rules.js';
import { type CaseFacts, type ExitStatus, isWaiting } from './case.rules.js';
import { type Ground, groundsOfPenalties, listOf, type Penalty } from './credit-list.rules.js';
import { type StayGround } from './events.rules.js';
import { type Cited, clockOf, lawOf, lawOfListing, type ListTerm } from './listing.rules.js';
import { isInForce, type ListTerms, termsOn } from './terms.rules.js';

/** What a clock or the calendar proposes; nothing happens until a person confirms. */
export const PROPOSAL_KINDS = [
  'NOTIFY',
  'WAIT',
  'VERIFY',
  'DECIDE',
  'CHECK_EXIT',
  'REMOVE',
  'TERM_FULL',
  'MOVED',
  'DUTIES_DONE',
  'DEREGISTERED',
  'BASIS_FELL',
  'PENALTY',
  'NOT_FILED',
  'NOT_RECTIFIED',
] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];
export type Urgency = 'due' | 'soon' | 'later';

export interface Body {
  readonly creditCode: string;
  readonly name: string;
}

export interface Proposal extends Body, Cited {
  readonly kind: ProposalKind;
  readonly ground: Ground;
  /** The day by which, or from which on, the step is to be taken. */
  readonly dueOn: CalendarDay;
  readonly provisional: boolean;
  /** Working days left; 0 today, negative when overdue; null where it is more than a month away. */
  readonly daysLeft: number | null;
  readonly urgency: Urgency;
  readonly href: string;
}

export type OpenCase = Body &
  CaseFacts & {
    readonly number: string;
    /** The last day of the bureau's check, once it runs. */
    readonly verifyDueOn: CalendarDay | null;
  };
export interface OpenExit extends Body {
  readonly number: string;
  readonly ground: Ground;
  readonly status: ExitStatus;
  readonly list: ListTerm['list'];
  readonly checkDueOn: CalendarDay;
  readonly removalDueOn: CalendarDay | null;
}
export type RunningStay = Body & ListTerm & { readonly status: OrganizationStatus };
export interface PenaltyFact extends Body, Penalty {
  readonly organizationId: string;
  /** What became of the record: in force, repaired (a ground no more), or taken back (its ground falls). */
  readonly state: 'IN_FORCE' | 'REPAIRED' | 'WITHDRAWN';
  /** The day on which the record last changed. */
  readonly changedOn: CalendarDay;
  /** The stays that rest on it, void ones left out. */
  readonly listed: readonly (StayGround & { readonly entryId: string })[];
  /** Whether a case about it is open or was declined. */
  readonly hasCase: boolean;
}
/** A ground that the calendar found: an annual report not filed, a rectification not done. */
export interface CalendarFinding extends Body {
  readonly kind: 'NOT_FILED' | 'NOT_RECTIFIED';
  readonly dueOn: CalendarDay;
}

export interface DeskFacts {
  readonly cases: readonly OpenCase[];
  readonly exits: readonly OpenExit[];
  readonly stays: readonly RunningStay[];
  readonly penalties: readonly PenaltyFact[];
  readonly found: readonly CalendarFinding[];
}

/** Within so many working days a step is due soon. */
const SOON = 10;
const BUREAU = '/bureau';

/** Everything that waits for a person, the most urgent first. (A6; R-CR-07 to R-CR-15) */
export function proposals(facts: DeskFacts, table: WorkingDayTable, today: CalendarDay): Proposal[] {
  const terms = termsOn(today);
  const horizon = addDays(today, 31);
  const timed = ({ dueOn, provisional = false, ...rest }: Untimed): Proposal => {
    // To leave the serious list is the body's own choice: possible from a day on, never overdue.
    if (dueOn > horizon || rest.kind === 'DUTIES_DONE')
      return { ...rest, dueOn, provisional, daysLeft: null, urgency: 'later' };
    const left = workingDaysLeft(table, today, dueOn);
    const urgency = dueOn <= today ? 'due' : left.days <= SOON ? 'soon' : 'later';
    return { ...rest, dueOn, provisional: provisional || left.provisional, daysLeft: left.days, urgency };
  };
  const all = [
    ...facts.cases.map((one) => caseStep(one, today)),
    ...facts.exits.map(exitStep),
    ...facts.stays.flatMap((stay) => clockStep(stay, { today, terms })),
    ...penaltySteps(facts.penalties, { table, terms, today }),
    ...facts.found.map(foundStep),
  ];
  return all
    .map(timed)
    .sort((a, b) => (a.dueOn === b.dueOn ? (a.href < b.href ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1));
}

type Untimed = Omit<Proposal, 'daysLeft' | 'urgency' | 'provisional'> & { readonly provisional?: boolean };

function bodyOf({ creditCode, name }: Body): Body {
  return { creditCode, name };
}

/** A case waits for its notice, its statement, the check, or the decision. */
function caseStep(one: OpenCase, today: CalendarDay): Untimed {
  const { ground, status, statementDueOn, verifyDueOn } = one;
  const notice: Cited = { rule: 'R-CR-07', article: 10 };
  const step = { ...bodyOf(one), ground, href: `${BUREAU}/credit-cases/${one.number}` };
  const listing = lawOfListing('LISTED', listOf(ground));
  if (status === 'FOUND')
    return one.recordId === null
      ? { ...step, ...notice, kind: 'NOTIFY', dueOn: today }
      : { ...step, ...listing, kind: 'DECIDE', dueOn: today };
  if (status === 'VERIFIED') return { ...step, ...listing, kind: 'DECIDE', dueOn: today };
  return isWaiting(one, today)
    ? { ...step, ...notice, kind: 'WAIT', dueOn: statementDueOn ?? today }
    : { ...step, ...notice, kind: 'VERIFY', dueOn: verifyDueOn ?? today };
}

function exitStep(one: OpenExit): Untimed {
  const step = { ...bodyOf(one), ground: one.ground, href: `${BUREAU}/list-exits/${one.number}` };
  const law = lawOf('DUTIES_DONE', one.list);
  return one.status === 'VERIFIED'
    ? { ...step, ...law, kind: 'REMOVE', dueOn: one.removalDueOn ?? one.checkDueOn }
    : { ...step, ...law, kind: 'CHECK_EXIT', dueOn: one.checkDueOn };
}

function clockStep(stay: RunningStay, moment: { today: CalendarDay; terms: ListTerms }): Untimed[] {
  const clock = clockOf(stay, { ...moment, status: stay.status });
  if (clock === null) return [];
  const { exit, from, cited } = clock;
  const href = `${BUREAU}/list-entries/${stay.id}`;
  return [{ ...bodyOf(stay), ...cited, kind: exit as ProposalKind, ground: stay.ground, dueOn: from, href }];
}

/**
 * Penalties without their list entry, and entries whose penalty was taken back or corrected to another ground: those
 * are corrected within five working days. (R-CR-08, R-CR-12, R-CR-15)
 */
function penaltySteps(
  penalties: readonly PenaltyFact[],
  { table, terms, today }: { table: WorkingDayTable; terms: ListTerms; today: CalendarDay },
): Untimed[] {
  const bodies = new Map<string, PenaltyFact[]>();
  for (const one of penalties)
    bodies.set(one.organizationId, [...(bodies.get(one.organizationId) ?? []), one]);
  return [...bodies.values()].flatMap((own) => {
    const grounds = groundsOfPenalties(own.filter(({ state }) => state !== 'WITHDRAWN'));
    return own.flatMap((one): Untimed[] => {
      const ground = grounds.get(one.id) ?? null;
      const fallen = one.listed
        .filter((stay) => stay.ground !== ground)
        .map((stay): Untimed => {
          const { day: dueOn, provisional } = addWorkingDays(
            table,
            one.changedOn,
            terms.correctionWorkingDays,
          );
          const law = lawOf('BASIS_FELL', listOf(stay.ground));
          const href = `${BUREAU}/list-entries/${stay.entryId}`;
          return {
            ...bodyOf(one),
            ...law,
            kind: 'BASIS_FELL',
            ground: stay.ground,
            dueOn,
            provisional,
            href,
          };
        });
      const isNew =
        ground !== null &&
        one.state === 'IN_FORCE' &&
        !one.hasCase &&
        isInForce(one.decidedOn) &&
        !one.listed.some((stay) => stay.ground === ground);
      if (!isNew) return fallen;
      const href = `${BUREAU}/credit-cases/new?record=${one.id}`;
      const law = lawOfListing('LISTED', listOf(ground));
      return [...fallen, { ...bodyOf(one), ...law, kind: 'PENALTY', ground, dueOn: today, href }];
    });
  });
}

function foundStep(one: CalendarFinding): Untimed {
  const ground = one.kind === 'NOT_FILED' ? 'G1' : 'G3';
  const href = `${BUREAU}/credit-cases/new?code=${one.creditCode}&ground=${ground}`;
  return {
    ...bodyOf(one),
    ...lawOfListing('LISTED', 'ABNORMAL'),
    kind: one.kind,
    ground,
    dueOn: one.dueOn,
    href,
  };
}
