import { type CalendarDay } from '../kernel/calendar.js';
import { type OrganizationType, typeOfCode } from '../kernel/credit-code.js';
import { type Finding } from '../kernel/outcome.js';
import { follow } from '../kernel/transitions.js';
import {
  ORGANIZATION_LIFE,
  type OrganizationAction,
  type OrganizationEntry,
  type OrganizationStatus,
} from './organization.rules.js';

export const REGISTRATION_ACTIONS = [
  'register',
  'file',
  'abandon',
  'deregister',
  'revoke',
  'withdraw',
] as const satisfies readonly OrganizationAction[];

/** What is entered of a body without a code. */
export interface LocalBodyEntry extends Omit<OrganizationEntry, 'creditCode' | 'status'> {
  readonly legalStatus: 'FILED' | 'PREPARING';
}

export interface RegistrationActEntry {
  readonly action: OrganizationAction;
  readonly decidedOn: CalendarDay;
  readonly documentNumber: string;
  readonly reason?: string;
  /** The code that registering gives. */
  readonly creditCode?: string;
}

export interface RegistrationFacts {
  readonly type: OrganizationType;
  readonly status: OrganizationStatus;
  /** The day of the act before, or of the establishment. */
  readonly since: CalendarDay;
  readonly today: CalendarDay;
}

/**
 * What stands against a step in the life of a registration: the step itself, its day, a reason where it ends
 * something, and the code where it gives one. (domain.md 1.8, R-CODE-03)
 */
export function findingsInAct(entry: RegistrationActEntry, facts: RegistrationFacts): Finding[] {
  const { action, decidedOn, reason, creditCode } = entry;
  const step = follow(ORGANIZATION_LIFE, facts.status, action);
  if (!step.ok) return step.findings.map((finding) => ({ ...finding, field: 'action' }));
  const needsReason = ORGANIZATION_LIFE[facts.status][action]?.needs === 'reason';
  return [
    ...(decidedOn > facts.today ? [{ code: 'registration-day-in-future', field: 'decidedOn' }] : []),
    ...(decidedOn < facts.since
      ? [{ code: 'registration-day-too-early', field: 'decidedOn', args: { since: facts.since } }]
      : []),
    ...(needsReason && reason === undefined ? [{ code: 'registration-reason-needed', field: 'reason' }] : []),
    ...(action === 'register' && creditCode === undefined
      ? [{ code: 'registration-code-needed', field: 'creditCode' }]
      : []),
    ...(action === 'register' && creditCode !== undefined && typeOfCode(creditCode) !== facts.type
      ? [{ code: 'organization-type-against-code', field: 'creditCode' }]
      : []),
  ];
}

/** A step that ends the registration; the first one gives the day on which the body stopped being registered. */
export function ends(action: OrganizationAction): boolean {
  return action !== 'register' && action !== 'file';
}

export interface ChangedFacts {
  readonly name: string;
  readonly legalRepresentative: string;
}

/**
 * A new name or legal representative has the day of the decision that changed it, after the change before it.
 * (R-CODE-04)
 */
export function findingsInChangeDay(
  before: ChangedFacts & { readonly nameSince: CalendarDay; readonly representativeSince: CalendarDay },
  after: ChangedFacts & { readonly changedOn?: CalendarDay },
  today: CalendarDay,
): Finding[] {
  const named = before.name !== after.name;
  const represented = before.legalRepresentative !== after.legalRepresentative;
  if (!named && !represented) return [];
  const field = 'changedOn';
  const { changedOn } = after;
  if (changedOn === undefined) return [{ code: 'change-day-needed', field }];
  if (changedOn > today) return [{ code: 'registration-day-in-future', field }];
  const since =
    [named ? before.nameSince : '', represented ? before.representativeSince : ''].sort().at(-1) ?? '';
  return changedOn <= since ? [{ code: 'change-day-too-early', field, args: { since } }] : [];
}
