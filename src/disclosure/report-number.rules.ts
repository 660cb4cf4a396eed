import { type Finding } from '../kernel/outcome.js';

/**
 * What the number of a credit report carries: nothing is stored when a report is made, the number itself says which
 * body, when, and what the content hashed to, and a keyed code of the portal shows that it said so.
 */
export interface ReportMark {
  /** The first 8 hex digits of the body's id. */
  readonly body: string;
  /** Minutes since the epoch of the numbers. */
  readonly minute: number;
  /** The first 10 hex digits of the content's SHA-256. */
  readonly digest: string;
}

export type ReportNumberReading =
  | { readonly ok: true; readonly mark: ReportMark; readonly code: string }
  | { readonly ok: false; readonly finding: Finding };

/** What the keyed code of a report is for, as the keys of the house are told apart. */
export const REPORT_PURPOSE = 'credit report';
const PREFIX = 'BG';
/** Crockford's base 32: no I, L, O, U; what looks alike is read as what was meant. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 5;
const DATA = 28;
const LENGTH = 30;
const MINUTE_BITS = 28n;
const EPOCH_MS = Date.UTC(2018, 0, 1);

/** The minute of an instant, as numbers count it. */
export function reportMinute(instant: string): number {
  return Math.floor((Date.parse(instant) - EPOCH_MS) / 60_000);
}

/** The instant a number's minute began, in UTC. */
export function instantOfMinute(minute: number): string {
  return new Date(EPOCH_MS + minute * 60_000).toISOString();
}

/** What the keyed code is made of: the body's whole id, not the part that fits into the number. */
export function markedText(id: string, { minute, digest }: Omit<ReportMark, 'body'>): string {
  return `${id}|${minute}|${digest}`;
}

/** `BG-XXXXX-…` in six groups of five: 28 characters of content and two that find typing errors. */
export function reportNumber({ body, minute, digest }: ReportMark, code: string): string {
  if (minute < 0 || BigInt(minute) >= 1n << MINUTE_BITS)
    throw new RangeError(`no report at minute ${minute}`);
  const bits =
    (((BigInt(`0x${body}`) << MINUTE_BITS) | BigInt(minute)) << 80n) |
    (BigInt(`0x${digest}`) << 40n) |
    BigInt(`0x${code}`);
  const symbols = Array.from({ length: DATA }, (_, i) => Number((bits >> BigInt(5 * (DATA - 1 - i))) & 31n));
  const text = [...symbols, ...checksOf(symbols)].map((value) => ALPHABET[value]).join('');
  return [PREFIX, ...(text.match(/.{5}/g) ?? [])].join('-');
}

/**
 * Reads what somebody typed. A single wrong character is named with the one that would fit, and two neighbours in
 * the wrong order are named too; nothing is ever corrected by itself. (A1)
 */
export function readReportNumber(text: string): ReportNumberReading {
  const plain = [...withoutPrefix(text)];
  const wrong = (
    code: string,
    args: Readonly<Record<string, string | number>> = {},
  ): ReportNumberReading => ({
    ok: false,
    finding: { code, field: 'number', args },
  });
  const strange = plain.findIndex((character) => !ALPHABET.includes(character));
  if (strange >= 0)
    return wrong('report-number-character', { ...placeOf(strange), character: plain[strange] ?? '' });
  if (plain.length !== LENGTH)
    return wrong('report-number-length', { length: plain.length, expected: LENGTH });
  const symbols = plain.map((character) => ALPHABET.indexOf(character));
  const error = errorIn(symbols);
  if (error?.kind === 'one')
    return wrong('report-number-mistyped', {
      ...placeOf(error.at),
      character: plain[error.at] ?? '',
      expected: ALPHABET[error.meant] ?? '',
    });
  if (error?.kind === 'swapped') return wrong('report-number-swapped', placeOf(error.at));
  if (error !== null) return wrong('report-number-check');
  const bits = symbols.slice(0, DATA).reduce((all, value) => (all << 5n) | BigInt(value), 0n);
  const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');
  const forty = (1n << 40n) - 1n;
  return {
    ok: true,
    code: hex(bits & forty, 10),
    mark: {
      digest: hex((bits >> 40n) & forty, 10),
      minute: Number((bits >> 80n) & ((1n << MINUTE_BITS) - 1n)),
      body: hex(bits >> (80n + MINUTE_BITS), 8),
    },
  };
}

/** Whether a text is meant as the number of a report: its prefix, or its bare length. */
export function looksLikeReportNumber(text: string): boolean {
  return /^\s*B\s*G/i.test(text.normalize('NFKC')) || withoutPrefix(text).length === LENGTH;
}

/** A number without its prefix may itself begin with B and G: those thirty characters stay whole. */
function withoutPrefix(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u2010-\u2015\u2212_-]/g, '');
  return (plain.length === LENGTH ? plain : plain.replace(/^BG/, ''))
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

/** Where a character stands as a reader counts: group and place in it. */
function placeOf(at: number): { group: number; place: number } {
  return { group: Math.floor(at / GROUP) + 1, place: (at % GROUP) + 1 };
}

/** The powers of a primitive element of the field of 32, and their logarithms. */
const POWERS = powers();
const LOGARITHMS = new Map(POWERS.map((value, power) => [value, power]));

function powers(): readonly number[] {
  const list = [1];
  for (let i = 1; i < 31; i += 1) {
    const doubled = (list[i - 1] ?? 0) << 1;
    list.push(doubled >= 32 ? doubled ^ 0b100101 : doubled);
  }
  return list;
}

function power(exponent: number): number {
  return POWERS[exponent % 31] ?? 0;
}

function times(left: number, right: number): number {
  if (left === 0 || right === 0) return 0;
  return power((LOGARITHMS.get(left) ?? 0) + (LOGARITHMS.get(right) ?? 0));
}

function over(left: number, right: number): number {
  return left === 0 ? 0 : power((LOGARITHMS.get(left) ?? 0) + 31 - (LOGARITHMS.get(right) ?? 0));
}

/** The plain and the weighted sum; both are nothing in a number without an error. */
function sumsOf(symbols: readonly number[]): readonly [plain: number, weighted: number] {
  return [
    symbols.reduce((all, value) => all ^ value, 0),
    symbols.reduce((all, value, i) => all ^ times(value, power(i)), 0),
  ];
}

/** Two check characters of a Reed–Solomon code: they tell where one wrong character stands and what was meant. */
function checksOf(symbols: readonly number[]): readonly [number, number] {
  const [plain, weighted] = sumsOf(symbols);
  const last = over(weighted ^ times(plain, power(DATA)), power(DATA) ^ power(DATA + 1));
  return [plain ^ last, last];
}

type TypingError =
  | { readonly kind: 'one'; readonly at: number; readonly meant: number }
  | { readonly kind: 'swapped'; readonly at: number }
  | { readonly kind: 'more' };

function errorIn(symbols: readonly number[]): TypingError | null {
  const [plain, weighted] = sumsOf(symbols);
  if (plain === 0 && weighted === 0) return null;
  if (plain === 0) {
    const swapped = symbols.flatMap((value, i) => {
      const next = symbols[i + 1];
      const fits = next !== undefined && times(value ^ next, power(i) ^ power(i + 1)) === weighted;
      return fits ? [i] : [];
    });
    const [at] = swapped;
    return at !== undefined && swapped.length === 1 ? { kind: 'swapped', at } : { kind: 'more' };
  }
  const at = weighted === 0 ? LENGTH : (LOGARITHMS.get(over(weighted, plain)) ?? LENGTH);
  return at < LENGTH ? { kind: 'one', at, meant: (symbols[at] ?? 0) ^ plain } : { kind: 'more' };
}
