import { type Finding } from '../kernel/outcome.js';

export const CONTACT_KINDS = ['PHONE', 'EMAIL', 'ACCOUNT'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** A contact as a form gives it; holder and bank belong to accounts. */
export interface ContactEntry {
  readonly kind: ContactKind;
  readonly value: string;
  readonly holder?: string;
  readonly bank?: string;
}

/** The form in which equal contacts are equal: half-width, without spaces, hyphens and country code, mail in small letters. */
export function normalizedContact(kind: ContactKind, value: string): string {
  const plain = value.normalize('NFKC').replace(/\s/g, '');
  if (kind === 'EMAIL') return plain.toLowerCase();
  const digits = plain.replace(/[-‐–—()]/g, '');
  return kind === 'PHONE' ? digits.replace(/^(?:\+|00)86/, '') : digits;
}

const SHAPES: Readonly<Record<ContactKind, RegExp>> = {
  // A mobile number, an area code with a number of 7 or 8 digits, or a service number.
  PHONE: /^(?:1[3-9]\d{9}|0\d{2,3}\d{7,8}|400\d{7})$/,
  EMAIL: /^[^@]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
  ACCOUNT: /^\d{8,30}$/,
};

/** A contact has the shape of its kind; an account names its holder and bank, others have neither. */
export function findingsInContact(entry: ContactEntry): Finding[] {
  const { kind, value, holder, bank } = entry;
  const shape = SHAPES[kind].test(normalizedContact(kind, value));
  const account = kind === 'ACCOUNT';
  return [
    ...(shape ? [] : [{ code: `contact-not-${kind.toLowerCase()}`, field: 'value' }]),
    ...(account && holder === undefined ? [{ code: 'contact-holder-needed', field: 'holder' }] : []),
    ...(account && bank === undefined ? [{ code: 'contact-bank-needed', field: 'bank' }] : []),
    ...(!account && (holder ?? bank) !== undefined
      ? [{ code: 'contact-no-account', field: holder === undefined ? 'bank' : 'holder' }]
      : []),
  ];
}

/** What may be shown of a contact: a phone's first 3 and last 4, an account's last 4, a mail's first letter. (security.md T29) */
export function maskedContact(kind: ContactKind, normalized: string): string {
  if (kind === 'PHONE') return `${normalized.slice(0, 3)}****${normalized.slice(-4)}`;
  if (kind === 'ACCOUNT') return `**** ${normalized.slice(-4)}`;
  const [name = '', host = ''] = normalized.split('@');
  return `${[...name][0] ?? ''}***@${host}`;
}
