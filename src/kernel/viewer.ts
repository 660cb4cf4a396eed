/** The roles of the contract, in the order in which the demonstration prints them. */
export const ROLES = [
  'applicant',
  'applicant-finance',
  'reviewer',
  'chair',
  'panel-secretary',
  'programme-officer',
  'district-officer',
  'registry-officer',
  'finance-officer',
  'department-officer',
  'centre-operator',
  'auditor',
  'admin-system',
  'admin-security',
  'admin-audit',
] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who signed in, as the session of this very request has them: a role that ended is not in it. */
export interface SignedIn {
  readonly kind: 'user';
  readonly accountId: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The organization on whose behalf an applicant acts; null for everybody else. */
  readonly organizationId: string | null;
  /** The transferring department of a department officer; null for everybody else. */
  readonly departmentCode: string | null;
  /** The incubation centre of a centre operator; null for everybody else. */
  readonly centreCode: string | null;
  /** The county-level division of a district officer; null for everybody else. */
  readonly divisionCode: string | null;
}

export interface Visitor {
  readonly kind: 'visitor';
}

export type Viewer = Visitor | SignedIn;

export const VISITOR: Visitor = { kind: 'visitor' };

/** How the public ledger names a person: role and a random id, never a name. */
export function actorOf(viewer: SignedIn): string {
  return `${viewer.roles[0] ?? 'user'}:${viewer.accountId}`;
}
