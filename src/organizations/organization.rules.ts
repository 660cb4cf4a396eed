import { type CalendarDay } from '../kernel/calendar.js';
import { type OrganizationType, typeOfCode } from '../kernel/credit-code.js';
import { type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { type TransitionTable } from '../kernel/transitions.js';

export const ORGANIZATION_STATUSES = [
  'PREPARING',
  'FILED',
  'REGISTERED',
  'DEREGISTERED',
  'CERTIFICATE_REVOKED',
  'REGISTRATION_WITHDRAWN',
] as const;
export type OrganizationStatus = (typeof ORGANIZATION_STATUSES)[number];
/** What the public register shows: a group that only prepares is nobody's business yet. */
export const PUBLIC_STATUSES = ORGANIZATION_STATUSES.filter((status) => status !== 'PREPARING');

/** How the law knows a body: with a code, filed with a township (备案), or still preparing (筹备). (domain.md 1.1) */
export type LegalStatus = 'REGISTERED' | 'FILED' | 'PREPARING';

export const QUALIFICATION_KINDS = [
  'GRADE',
  'CHARITY',
  'FUNDRAISING',
  'TAX_DEDUCTION',
  'TAX_EXEMPT',
  'RECEIPT',
] as const;
export type QualificationKind = (typeof QUALIFICATION_KINDS)[number];
export const GRADES = ['1A', '2A', '3A', '4A', '5A'] as const;

export type OrganizationAction = 'register' | 'file' | 'abandon' | 'deregister' | 'revoke' | 'withdraw';

/** The life of a registration. A revoked body must still complete deregistration. (domain.md 1.8) */
export const ORGANIZATION_LIFE: TransitionTable<OrganizationStatus, OrganizationAction> = {
  PREPARING: {
    register: { to: 'REGISTERED', by: 'organization.edit' },
    file: { to: 'FILED', by: 'organization.edit' },
    abandon: { to: 'DEREGISTERED', by: 'organization.edit', needs: 'reason' },
  },
  FILED: {
    register: { to: 'REGISTERED', by: 'organization.edit' },
    deregister: { to: 'DEREGISTERED', by: 'organization.edit', needs: 'reason' },
  },
  REGISTERED: {
    deregister: { to: 'DEREGISTERED', by: 'organization.edit', needs: 'reason' },
    revoke: { to: 'CERTIFICATE_REVOKED', by: 'organization.edit', needs: 'reason' },
    withdraw: { to: 'REGISTRATION_WITHDRAWN', by: 'organization.edit', needs: 'reason' },
  },
  CERTIFICATE_REVOKED: { deregister: { to: 'DEREGISTERED', by: 'organization.edit', needs: 'reason' } },
  REGISTRATION_WITHDRAWN: {},
  DEREGISTERED: {},
};

/** Whether a text is, or begins like, the number of a filed or preparing body. */
export function isLocalNumber(text: string): boolean {
  return /^(?:BA|CB)-[\d-]{0,11}$/i.test(text);
}

/** `BA-320812-0001`: 备案 or 筹备, the county, and a count within the county. */
export function localNumber(
  legalStatus: Exclude<LegalStatus, 'REGISTERED'>,
  countyCode: string,
  sequence: number,
): string {
  return `${legalStatus === 'FILED' ? 'BA' : 'CB'}-${countyCode}-${String(sequence).padStart(4, '0')}`;
}

/** The act that leads from one status to another, or null where none does. */
export function statusAction(from: OrganizationStatus, to: OrganizationStatus): OrganizationAction | null {
  const arrows = Object.entries(ORGANIZATION_LIFE[from]) as [
    OrganizationAction,
    { to: OrganizationStatus },
  ][];
  return arrows.find(([, arrow]) => arrow.to === to)?.[0] ?? null;
}

/** What the register holds of a body, as a form or a row of a file gives it. */
export interface OrganizationEntry {
  readonly creditCode: string;
  readonly name: string;
  readonly type: OrganizationType;
  readonly status: OrganizationStatus;
  readonly divisionCode: string;
  readonly legalRepresentative: string;
  readonly establishedOn: CalendarDay;
  readonly address: string;
  readonly supervisingUnit?: string;
  readonly capitalFen?: number;
  readonly businessScope?: string;
}

/** The type must agree with position 2 of the code: an error, not a warning. (R-CODE-03) */
export function findingsInEntry(
  entry: Pick<OrganizationEntry, 'type' | 'establishedOn'> & { readonly creditCode: string | null },
  today: CalendarDay,
): Finding[] {
  const agrees = entry.creditCode === null || typeOfCode(entry.creditCode) === entry.type;
  return [
    ...(agrees ? [] : [{ code: 'organization-type-against-code', field: 'type' }]),
    ...(entry.establishedOn > today ? [{ code: 'organization-day-in-future', field: 'establishedOn' }] : []),
  ];
}

export interface DatedQualification {
  readonly kind: QualificationKind;
  readonly value: string;
  readonly validFrom: CalendarDay;
  readonly validTo: CalendarDay | null;
  readonly endedOn: CalendarDay | null;
}

/** The grade that counts on a day: valid then, not lowered or cancelled before; an expired one never counts. (R-GRD-01, A13) */
export function gradeOn(qualifications: readonly DatedQualification[], on: CalendarDay): string | null {
  const valid = qualifications.filter(
    ({ kind, validFrom, validTo, endedOn }) =>
      kind === 'GRADE' &&
      validFrom <= on &&
      (validTo === null || on < validTo) &&
      (endedOn === null || on < endedOn),
  );
  return valid.reduce<string | null>(
    (best, { value }) => (best === null || value > best ? value : best),
    null,
  );
}

/** A person's name on a public page: its first character only. (security.md T29) */
export function maskedName(name: string): string {
  const [first = ''] = [...name];
  return first === '' ? '' : `${first}*`;
}

/** An import, as a public act: how many, from which file, nothing about whom. */
export function registerImported(
  by: string,
  counts: { added: number; changed: number; sha256: string },
): PublicAct {
  return { type: 'register.imported', by, ref: counts.sha256.slice(0, 16), data: { ...counts } };
}
