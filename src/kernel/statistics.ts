/** An exact fraction in lowest terms; `d` is positive. Scores are these until they are shown. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError('a fraction over nothing');
  const sign = bottom < 0n ? -1n : 1n;
  const factor = commonFactor(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom);
  return { n: (sign * top) / factor, d: (sign * bottom) / factor };
}

export const ZERO: Rational = { n: 0n, d: 1n };

export function add(left: Rational, right: Rational): Rational {
  return rational(left.n * right.d + right.n * left.d, left.d * right.d);
}

export function subtract(left: Rational, right: Rational): Rational {
  return rational(left.n * right.d - right.n * left.d, left.d * right.d);
}

export function multiply(left: Rational, right: Rational): Rational {
  return rational(left.n * right.n, left.d * right.d);
}

export function divide(left: Rational, right: Rational): Rational {
  return rational(left.n * right.d, left.d * right.n);
}

/** -1, 0 or 1; exact, and the same whichever way round it is asked. */
export function compare(left: Rational, right: Rational): -1 | 0 | 1 {
  const difference = left.n * right.d - right.n * left.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `84.5` as 169/2. */
export function fromDecimalText(text: string): Rational {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError(`not a decimal number: ${text}`);
  const [, sign = '', whole = '', fraction = ''] = match;
  return rational(BigInt(`${sign}${whole}${fraction}`), 10n ** BigInt(fraction.length));
}

/** Marks are kept as whole tenths: 165 is 16.5. */
export function fromTenths(tenths: number): Rational {
  return rational(tenths, 10);
}

/** The value with so many decimals, half away from zero: what is shown, never what is compared. */
export function roundHalfUp(value: Rational, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const magnitude = value.n < 0n ? -value.n : value.n;
  const rounded = (magnitude * scale * 2n + value.d) / (value.d * 2n);
  const digits = String(rounded).padStart(decimals + 1, '0');
  const sign = value.n < 0n && rounded > 0n ? '-' : '';
  return decimals === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A float near the value, for pictures only. */
export function toNumber(value: Rational): number {
  return Number(roundHalfUp(value, 10));
}

export function sum(values: readonly Rational[]): Rational {
  return values.reduce(add, ZERO);
}

/** The mean, or null of nothing: a missing score is absent, never zero. */
export function mean(values: readonly Rational[]): Rational | null {
  return values.length === 0 ? null : divide(sum(values), rational(values.length));
}

export function sorted(values: readonly Rational[]): readonly Rational[] {
  return [...values].sort(compare);
}

export function median(values: readonly Rational[]): Rational | null {
  const list = sorted(values);
  const middle = Math.floor(list.length / 2);
  const [below, above] = [list[list.length % 2 === 0 ? middle - 1 : middle], list[middle]];
  return below && above ? divide(add(below, above), rational(2)) : null;
}

/** Drops one highest and one lowest when there are at least `from` values, then takes the mean. (R-SC-04) */
export function trimmedMean(values: readonly Rational[], from = 5): Rational | null {
  return mean(values.length >= from ? sorted(values).slice(1, -1) : values);
}

/** Highest minus lowest; null of nothing. (R-SC-06) */
export function range(values: readonly Rational[]): Rational | null {
  const list = sorted(values);
  const [low, high] = [list[0], list[list.length - 1]];
  return low && high ? subtract(high, low) : null;
}

/** The sample variance (divided by n − 1), exact; null below two values. */
export function sampleVariance(values: readonly Rational[]): Rational | null {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  const squares = values.map((value) => multiply(subtract(value, middle), subtract(value, middle)));
  return divide(sum(squares), rational(values.length - 1));
}

/** The sample standard deviation, for showing; compare variances instead, which are exact. */
export function sampleStandardDeviation(values: readonly Rational[]): number | null {
  const variance = sampleVariance(values);
  return variance === null ? null : Math.sqrt(toNumber(variance));
}

export interface Ranked<T> {
  readonly item: T;
  /** 1, 2, 2, 4: equal ones share a rank. */
  readonly rank: number;
}

/**
 * Orders by a comparator and gives shared ranks. `identity` makes the order total, so that the same items give the
 * same list however they came in; equal ones stay equal in rank.
 */
export function rankBy<T>(
  items: readonly T[],
  comparator: (left: T, right: T) => number,
  identity: (item: T) => string,
): readonly Ranked<T>[] {
  const ordered = [...items].sort(
    (left, right) => comparator(left, right) || byText(identity(left), identity(right)),
  );
  let rank = 1;
  return ordered.map((item, i) => {
    const before = ordered[i - 1];
    if (before !== undefined && comparator(before, item) !== 0) rank = i + 1;
    return { item, rank };
  });
}

function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function commonFactor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
