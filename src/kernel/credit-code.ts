import { type Finding, type FindingArgument } from './outcome.js';

/** The three types that "social organization" means; position 2 of the code tells. (R-CODE-03) */
export const ORGANIZATION_TYPES = ['ASSOCIATION', 'SERVICE_INSTITUTION', 'FOUNDATION'] as const;
export type OrganizationType = (typeof ORGANIZATION_TYPES)[number];

export type CreditCodeReason =
  'length' | 'alphabet' | 'not-a-social-organization' | 'organization-part' | 'check-character';

export type CreditCodeReading =
  | {
      readonly ok: true;
      readonly code: string;
      readonly type: OrganizationType;
      readonly divisionCode: string;
    }
  | {
      readonly ok: false;
      readonly code: string;
      readonly reason: CreditCodeReason;
      /** 1-based, where one character is at fault. */
      readonly position?: number;
      readonly character?: string;
      /** The check character that would fit, or the digit a forbidden letter looks like. */
      readonly expected?: string;
      /** Set where one single other character makes the whole code right: the likely slip. Never put in by itself. */
      readonly suspect?: Suspect;
      readonly length?: number;
    };

/** A character that is probably wrong, and the one that would fit. `position` is 1-based. */
export interface Suspect {
  readonly position: number;
  readonly character: string;
  readonly expected: string;
}

/** GB 32100-2015: no I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714: the ordinary alphabet, digits as they are, A = 10 … Z = 35. */
const ORDINARY = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const LOOK_ALIKE: Readonly<Record<string, string>> = { I: '1', O: '0', Z: '2', S: '5', V: 'U' };
const PREFIXES: Readonly<Record<string, OrganizationType>> = {
  '51': 'ASSOCIATION',
  '52': 'SERVICE_INSTITUTION',
  '53': 'FOUNDATION',
};

/** Trimmed, full-width characters made half-width, upper case, inner blanks gone. (R-CODE-01) */
export function normalizeCreditCode(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]+/g, '')
    .toUpperCase();
}

/** The check character (position 18) of the first 17. */
export function checkCharacter(first17: string): string {
  const total = [...first17].reduce(
    (all, character, i) => all + valueIn(ALPHABET, character) * (WEIGHTS[i] ?? 0),
    0,
  );
  return ALPHABET[(31 - (total % 31)) % 31] ?? '';
}

/** The check character of the organization code (position 17) of its 8 body characters. */
export function organizationCheck(body8: string): string {
  const total = [...body8].reduce(
    (all, character, i) => all + valueIn(ORDINARY, character) * (ORGANIZATION_WEIGHTS[i] ?? 0),
    0,
  );
  const rest = 11 - (total % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

/** A code with both checks right, of a type, an issuing division (6 digits) and an 8-character body. */
export function makeCreditCode(type: OrganizationType, divisionCode: string, body8: string): string {
  const prefix = Object.entries(PREFIXES).find(([, of]) => of === type)?.[0] ?? '';
  const first17 = `${prefix}${divisionCode}${body8}${organizationCheck(body8)}`;
  return first17 + checkCharacter(first17);
}

/** The type that a code's prefix says, or null. */
export function typeOfCode(code: string): OrganizationType | null {
  return PREFIXES[code.slice(0, 2)] ?? null;
}

/**
 * Reads a unified social credit code and says which test failed: length, alphabet, prefix, position 18, position 17,
 * in this order. A code that passes says nothing about whether the body exists. (R-CODE-01, R-CODE-05)
 */
export function readCreditCode(text: string): CreditCodeReading {
  const code = normalizeCreditCode(text);
  const length = [...code].length;
  if (length !== 18) return { ok: false, code, reason: 'length', length };
  const at = [...code].findIndex((character) => !ALPHABET.includes(character));
  if (at >= 0) return wrongCharacter(code, at);
  const type = typeOfCode(code);
  if (type === null) return { ok: false, code, reason: 'not-a-social-organization' };
  const check = checkCharacter(code.slice(0, 17));
  if (code[17] !== check) {
    const [only, ...more] = singleRepairs(code);
    const found = { ok: false, code, reason: 'check-character', position: 18, expected: check } as const;
    const character = code[17] ?? '';
    return only !== undefined && more.length === 0
      ? { ...found, character, suspect: only }
      : { ...found, character };
  }
  const part = organizationCheck(code.slice(8, 16));
  if (code[16] !== part)
    return { ok: false, code, reason: 'organization-part', position: 17, expected: part };
  return { ok: true, code, type, divisionCode: code.slice(2, 8) };
}

/** What stands against a code, with the character and what would fit, or null. Never corrected by itself. (A1) */
export function creditCodeFinding(
  text: string,
  field?: string,
): (Finding & { readonly args?: Readonly<Record<string, FindingArgument>> }) | null {
  const reading = readCreditCode(text);
  if (reading.ok) return null;
  const { reason, position = 0, character = '', expected = '', length = 18, suspect } = reading;
  if (suspect !== undefined && suspect.position !== 18) {
    const likely = { code: 'credit-code-suspect', args: { ...suspect } };
    return field === undefined ? likely : { ...likely, field };
  }
  const args = { position, character, expected, length };
  const code = reason === 'alphabet' && expected !== '' ? 'credit-code-look-alike' : `credit-code-${reason}`;
  return field === undefined ? { code, args } : { code, field, args };
}

/**
 * Every way to make the code right by changing one character; the division (3 to 8) is of digits. The weighted sum of
 * all 18, the check character counting once, is divisible by 31 in a right code: one value fits at each position.
 */
function singleRepairs(code: string): Suspect[] {
  const values = Array.from(code, (character) => valueIn(ALPHABET, character));
  const weights = [...WEIGHTS, 1];
  const total = values.reduce((all, value, i) => all + value * (weights[i] ?? 0), 0);
  return values.flatMap((value, i) => {
    const expected = Array.from(ALPHABET).find(
      (_, other) => other !== value && (total + (weights[i] ?? 0) * (other - value)) % 31 === 0,
    );
    if (expected === undefined || (i >= 2 && i < 8 && !/\d/.test(expected))) return [];
    const tried = `${code.slice(0, i)}${expected}${code.slice(i + 1)}`;
    const fits = typeOfCode(tried) !== null && tried[16] === organizationCheck(tried.slice(8, 16));
    return fits ? [{ position: i + 1, character: code[i] ?? '', expected }] : [];
  });
}

function wrongCharacter(code: string, at: number): CreditCodeReading {
  const character = [...code][at] ?? '';
  const expected = LOOK_ALIKE[character];
  const found = { ok: false, code, reason: 'alphabet', position: at + 1, character } as const;
  return expected === undefined ? found : { ...found, expected };
}

function valueIn(alphabet: string, character: string): number {
  return alphabet.indexOf(character);
}
