import { type CalendarDay } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';

export const OFFICER_ROLES = [
  'LEGAL_REPRESENTATIVE',
  'CHAIR',
  'DEPUTY',
  'SECRETARY_GENERAL',
  'SUPERVISOR',
  'COUNCIL_MEMBER',
] as const;
export type OfficerRole = (typeof OFFICER_ROLES)[number];
/** Offices that one person holds at a time: a successor ends the predecessor's day. */
export const SINGLE_ROLES: readonly OfficerRole[] = ['LEGAL_REPRESENTATIVE', 'CHAIR', 'SECRETARY_GENERAL'];
/** Whose names, masked, the public page shows. */
const PUBLIC_ROLES: readonly OfficerRole[] = ['LEGAL_REPRESENTATIVE', 'CHAIR'];

export interface OfficeHeld {
  readonly id: string;
  readonly role: OfficerRole;
  readonly name: string;
  readonly fromOn: CalendarDay;
  readonly toOn: CalendarDay | null;
  readonly basis: string | null;
}

export interface OfficerEntry {
  readonly role: OfficerRole;
  readonly name: string;
  readonly fromOn: CalendarDay;
  readonly basis: string;
}

/**
 * What stands against a new office holder. The legal representative changes with the registration, never here; a
 * single office passes on after it began; nobody holds the same office twice at once.
 */
export function findingsInOfficer(
  entry: OfficerEntry,
  held: readonly OfficeHeld[],
  today: CalendarDay,
): Finding[] {
  const same = held.filter(({ role, toOn }) => role === entry.role && toOn === null);
  const before = SINGLE_ROLES.includes(entry.role) ? same[0] : undefined;
  return [
    ...(entry.role === 'LEGAL_REPRESENTATIVE'
      ? [{ code: 'officer-by-registration', field: 'role' }]
      : same.some(({ name }) => name === entry.name)
        ? [{ code: 'officer-known', field: 'name' }]
        : []),
    ...(entry.fromOn > today ? [{ code: 'officer-day-in-future', field: 'fromOn' }] : []),
    ...(before !== undefined && entry.fromOn <= before.fromOn
      ? [{ code: 'officer-before-predecessor', field: 'fromOn', args: { from: before.fromOn } }]
      : []),
  ];
}

/** An office ends after it began and not in the future; the register is never without a legal representative. */
export function findingsInEnd(office: OfficeHeld, toOn: CalendarDay, today: CalendarDay): Finding[] {
  return [
    ...(office.role === 'LEGAL_REPRESENTATIVE' ? [{ code: 'officer-by-registration', field: 'toOn' }] : []),
    ...(office.toOn === null ? [] : [{ code: 'officer-ended', field: 'toOn' }]),
    ...(toOn > today ? [{ code: 'officer-day-in-future', field: 'toOn' }] : []),
    ...(toOn <= office.fromOn
      ? [{ code: 'officer-end-before-start', field: 'toOn', args: { from: office.fromOn } }]
      : []),
  ];
}

/** The heads the public page shows, the latest first; a merged body's second entry of the same term counts once. */
export function publicHeads(held: readonly OfficeHeld[]): OfficeHeld[] {
  const termOf = ({ role, name, fromOn, toOn }: OfficeHeld): string => [role, name, fromOn, toOn].join();
  return [
    ...new Map(
      held.filter(({ role }) => PUBLIC_ROLES.includes(role)).map((one) => [termOf(one), one]),
    ).values(),
  ];
}
