import { addYears, type CalendarDay } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { type RoundRules } from '../rounds/round.rules.js';
import { type BudgetEntry, findingsInBudget } from './budget.rules.js';

export const APPLICATION_STATUSES = [
  'DRAFT',
  'SUBMITTED',
  'RETURNED_FOR_SUPPLEMENT',
  'WITHDRAWN',
  'ELIGIBLE',
  'INELIGIBLE',
  'SCORED',
  'IN_PUBLICITY',
  'RESERVE',
  'REJECTED',
  'ARCHIVED',
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];
export type ApplicationAction =
  | 'submit'
  | 'withdraw'
  | 'reopen'
  | 'return'
  | 'supplement'
  | 'lapse'
  | 'accept'
  | 'exclude'
  | 'reinstate'
  | 'score'
  | 'award'
  | 'reserve'
  | 'reject';

/** The life of an application on this floor; later steps add the agreement and what follows. (domain.md 3.1) */
export const APPLICATION_LIFE: TransitionTable<ApplicationStatus, ApplicationAction> = {
  DRAFT: { submit: { to: 'SUBMITTED', by: 'application.submit' } },
  SUBMITTED: {
    withdraw: { to: 'WITHDRAWN', by: 'application.withdraw' },
    return: { to: 'RETURNED_FOR_SUPPLEMENT', by: 'application.screen', needs: 'reason' },
    accept: { to: 'ELIGIBLE', by: 'application.screen' },
    exclude: { to: 'INELIGIBLE', by: 'application.screen', needs: 'reason' },
  },
  RETURNED_FOR_SUPPLEMENT: {
    supplement: { to: 'SUBMITTED', by: 'application.submit' },
    lapse: { to: 'SUBMITTED', by: 'system' },
  },
  WITHDRAWN: { reopen: { to: 'DRAFT', by: 'application.own.edit' } },
  ELIGIBLE: { score: { to: 'SCORED', by: 'panel.close' } },
  INELIGIBLE: { reinstate: { to: 'ELIGIBLE', by: 'application.reinstate', needs: 'reason' } },
  SCORED: {
    award: { to: 'IN_PUBLICITY', by: 'award.confirm' },
    reserve: { to: 'RESERVE', by: 'award.confirm' },
    reject: { to: 'REJECTED', by: 'award.confirm' },
  },
  IN_PUBLICITY: {},
  RESERVE: {},
  REJECTED: {},
  ARCHIVED: {},
};

/** The sections of the form. (domain.md 3.4) */
export interface ApplicationContent {
  readonly startOn: CalendarDay | null;
  readonly endOn: CalendarDay | null;
  readonly place: string;
  readonly beneficiaries: number | null;
  readonly summary: string;
  readonly need: string;
  readonly goals: string;
  readonly activities: string;
  readonly risks: string;
  readonly sustainability: string;
  readonly team: readonly TeamMember[];
  readonly contact: string;
}

export interface TeamMember {
  readonly name: string;
  readonly role: string;
  readonly qualification?: string;
}

export const EMPTY_CONTENT: ApplicationContent = {
  startOn: null,
  endOn: null,
  place: '',
  beneficiaries: null,
  summary: '',
  need: '',
  goals: '',
  activities: '',
  risks: '',
  sustainability: '',
  team: [],
  contact: '',
};

export type Section = 'project' | 'plan' | 'team' | 'budget';
export const SECTIONS: readonly Section[] = ['project', 'plan', 'team', 'budget'];

export interface SectionFinding extends Finding {
  readonly section: Section;
}

export interface ApplicationFacts {
  readonly title: string;
  readonly field: string | null;
  readonly content: ApplicationContent;
  readonly lines: readonly BudgetEntry[];
}

/**
 * What is still missing, each with the section that can mend it. The check page and the submission run this same
 * function, so no gaps means that it will be accepted. (D8)
 */
export function gapsIn(
  { title, field, content, lines }: ApplicationFacts,
  rules: RoundRules,
): SectionFinding[] {
  const missing = (section: Section, name: string, value: unknown): SectionFinding[] =>
    value === null || value === ''
      ? [{ code: 'application-field-missing', section, args: { field: name } }]
      : [];
  const order = content.startOn !== null && content.endOn !== null && content.endOn <= content.startOn;
  const long =
    content.startOn !== null && content.endOn !== null && content.endOn > addYears(content.startOn, 2);
  return [
    ...missing('project', 'title', title),
    ...missing('project', 'field', field),
    ...missing('project', 'startOn', content.startOn),
    ...missing('project', 'endOn', content.endOn),
    ...missing('project', 'place', content.place),
    ...missing('project', 'beneficiaries', content.beneficiaries),
    ...missing('project', 'summary', content.summary),
    ...(order ? [{ code: 'application-ends-before-start', section: 'project' as const }] : []),
    ...(long ? [{ code: 'application-too-long', section: 'project' as const }] : []),
    ...missing('plan', 'need', content.need),
    ...missing('plan', 'goals', content.goals),
    ...missing('plan', 'activities', content.activities),
    ...(content.team.length > 0 ? [] : [{ code: 'application-team-missing', section: 'team' as const }]),
    ...missing('team', 'contact', content.contact),
    ...findingsInBudget(lines, rules).map((finding) => ({ ...finding, section: 'budget' as const })),
  ];
}

/**
 * Received: the number and time are public, the content is a commitment, and who acted is not said: an account would
 * lead to its organization before the round is opened. (E5, security.md C12)
 */
export function applicationReceived(number: string, round: string, contentHash: string): PublicAct {
  return {
    type: 'application.received',
    by: 'applicant',
    ref: number,
    data: { round },
    hidden: { contentHash },
  };
}

export function applicationWithdrawn(number: string): PublicAct {
  return { type: 'application.withdrawn', by: 'applicant', ref: number, data: {} };
}
