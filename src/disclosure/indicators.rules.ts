/** A quotient with one decimal, half up, by whole numbers only. */
function oneDecimal(numerator: bigint, denominator: bigint): string {
  const tenths = (numerator * 20n + denominator) / (denominator * 2n);
  return `${String(tenths / 10n)}.${String(tenths % 10n)}`;
}

/** Organizations per 10,000 residents, both figures of one day. (K-01) */
export function densityPer10k(organizations: number, residents: number): string {
  return residents === 0 ? '0.0' : oneDecimal(BigInt(organizations) * 10_000n, BigInt(residents));
}

/** The share of functions taken on in per cent: 38 of 50 is 76.0. (R-FT-01) */
export function takenOnPercent(takenOn: number, published: number): string {
  return published === 0 ? '0.0' : oneDecimal(BigInt(takenOn) * 100n, BigInt(published));
}
