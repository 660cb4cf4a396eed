import { type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { actorOf, type Role, type SignedIn } from '../kernel/viewer.js';

export type PasswordProfile = 'asvs' | 'mlps';

/** What an administrator enters for a new account. */
export interface AccountEntry {
  readonly username: string;
  readonly name: string;
  readonly role: string;
  readonly organizationCode?: string;
  readonly departmentCode?: string;
  readonly centreCode?: string;
  readonly divisionCode?: string;
}

const ADMINISTRATIONS: ReadonlySet<string> = new Set(['admin-system', 'admin-security', 'admin-audit']);
/** Words of the place and the house: the first guesses of anybody who knows it. (security.md C16) */
const CONTEXT = ['huaian', 'huai', 'minzheng', 'mzj', 'portal', '淮安', '民政', '社会组织', '公益创投'];
const COMMON = [
  'password',
  'passw0rd',
  '12345678',
  '123456789',
  '1234567890',
  'qwertyuiop',
  'iloveyou',
  'administrator',
  'welcome',
  'letmein',
  'abc123456',
  'a123456789',
  '1q2w3e4r5t',
  'woaini1314',
  '5201314',
  'qq123456',
  'zxcvbnm',
  'asdfghjkl',
  '11111111',
  '88888888',
  '66668888',
  '147258369',
  'monkey',
  'dragon',
  'football',
  'sunshine',
  'princess',
  'trustno1',
];

/**
 * What stands against a password. Profile `asvs`: at least 12 characters, no common ones, no words of the house,
 * no composition rules (ASVS 6.2). Profile `mlps`: at least 8 characters from three of four classes (GB/T 22239).
 */
export function findingsInPassword(password: string, username: string, profile: PasswordProfile): Finding[] {
  const length = [...password].length;
  const least = profile === 'asvs' ? 12 : 8;
  if (length < least) return [{ code: 'password-short', field: 'password', args: { least } }];
  if (length > 128) return [{ code: 'password-long', field: 'password', args: { most: 128 } }];
  if (profile === 'mlps' && classesIn(password) < 3) return [{ code: 'password-classes', field: 'password' }];
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const bare = plain(password);
  const known = [...COMMON, ...CONTEXT, plain(username)].filter((word) => word.length > 1);
  const rest = known.reduce((text, word) => text.replaceAll(word, ''), bare);
  if (bare !== rest && [...rest.replace(/\d/g, '')].length < 6)
    return [{ code: 'password-guessable', field: 'password' }];
  return new Set(bare).size < 5 ? [{ code: 'password-guessable', field: 'password' }] : [];
}

function classesIn(password: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
}

/**
 * Whether a role may join those already held: the three administrations exclude one another and all business.
 * (三员分立; security.md C7)
 */
export function findingsInGrant(held: readonly Role[], role: Role): Finding[] {
  if (held.includes(role)) return [{ code: 'role-held', field: 'role' }];
  const clash =
    held.length > 0 && (ADMINISTRATIONS.has(role) || held.some((one) => ADMINISTRATIONS.has(one)));
  return clash ? [{ code: 'role-excludes', field: 'role', args: { role } }] : [];
}

/** Where a role works: its start page after signing in. */
export function homeOf(roles: readonly Role[]): string {
  const [first] = roles;
  if (first === undefined) return '/';
  if (first.startsWith('applicant')) return '/org';
  if (first.startsWith('admin-')) return '/admin';
  const homes: Partial<Record<Role, string>> = {
    reviewer: '/review',
    'department-officer': '/department',
    'centre-operator': '/centre',
  };
  return homes[first] ?? '/bureau';
}

/** Only a path of our own, so that `next=` never leads away. (security.md C52) */
export function safeNext(next: string | undefined): string | null {
  if (next === undefined || !/^\/[^/\\]/.test(next) || /[\\\p{Cc}]/u.test(next)) return null;
  return next;
}

export interface GuessFacts {
  /** Wrong guesses for this name from this address in the last 15 minutes. */
  readonly fromHere: number;
  /** Wrong guesses for any name from this address in the last 15 minutes. */
  readonly byAddress: number;
}

/**
 * Whether a guess is evaluated at all: ten per name and address in 15 minutes, a hundred per address. Keyed by
 * address too, so that nobody locks the owner out. (security.md C20, C21)
 */
export function mayGuess({ fromHere, byAddress }: GuessFacts): boolean {
  return fromHere < 10 && byAddress < 100;
}

/** A role given, as a public act: who holds what is public business, who they are is not. */
export function roleGranted(by: SignedIn | null, accountId: string, role: Role): PublicAct {
  return { type: 'role.granted', by: by === null ? 'system' : actorOf(by), ref: accountId, data: { role } };
}

export function roleRevoked(by: SignedIn, accountId: string, role: Role): PublicAct {
  return { type: 'role.revoked', by: actorOf(by), ref: accountId, data: { role } };
}
