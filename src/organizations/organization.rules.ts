import { addYears, type CalendarDay } from '../kernel/calendar.js';
import { type OrganizationType, typeOfCode } from '../kernel/credit-code.js';
import { type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { type TransitionTable } from '../kernel/transitions.js';

export const ORGANIZATION_STATUSES = [
  'PREPARING',
  'REGISTERED',
  'DEREGISTERED',
  'CERTIFICATE_REVOKED',
  'REGISTRATION_WITHDRAWN',
] as const;
export type OrganizationStatus = (typeof ORGANIZATION_STATUSES)[number];

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

export type OrganizationAction = 'register' | 'deregister' | 'revoke' | 'withdraw';

/** The life of a registration. A revoked body must still complete deregistration. (domain.md 1.8) */
export const ORGANIZATION_LIFE: TransitionTable<OrganizationStatus, OrganizationAction> = {
  PREPARING: { register: { to: 'REGISTERED', by: 'organization.edit' } },
  REGISTERED: {
    deregister: { to: 'DEREGISTERED', by: 'organization.edit', needs: 'reason' },
    revoke: { to: 'CERTIFICATE_REVOKED', by: 'organization.edit', needs: 'reason' },
    withdraw: { to: 'REGISTRATION_WITHDRAWN', by: 'organization.edit', needs: 'reason' },
  },
  CERTIFICATE_REVOKED: { deregister: { to: 'DEREGISTERED', by: 'organization.edit', needs: 'reason' } },
  REGISTRATION_WITHDRAWN: {},
  DEREGISTERED: {},
};

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
export function findingsInEntry(entry: OrganizationEntry, today: CalendarDay): Finding[] {
  const byCode = typeOfCode(entry.creditCode);
  return [
    ...(byCode === entry.type ? [] : [{ code: 'organization-type-against-code', field: 'type' }]),
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

/** A grade is valid five years from its day; the last day is the one before. (R-GRD-01) */
export function gradeValidTo(validFrom: CalendarDay): CalendarDay {
  return addYears(validFrom, 5);
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
