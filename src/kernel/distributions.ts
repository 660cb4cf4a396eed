/** ln Γ(x) for x > 0, by the approximation of Lanczos (relative error below 1e-13). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const base = x + 6.5;
  const series = LANCZOS.reduce((all, c, i) => all + c / (x + i), LANCZOS_FIRST);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
}

const LANCZOS_FIRST = 0.99999999999980993;
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The regularized incomplete beta function I_x(a, b), by its continued fraction. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return (front * betaFraction(x, a, b)) / a;
}

const TINY = 1e-300;
const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

function betaFraction(x: number, a: number, b: number): number {
  let [c, d] = [1, 1 / away(1 - ((a + b) * x) / (a + 1))];
  let result = d;
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= c * d;
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    result *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return result;
}

/** The regularized lower incomplete gamma function P(a, x), by its series or its continued fraction. */
export function incompleteGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let [term, total] = [1 / a, 1 / a];
    for (let n = 1; n <= 1000 && term > total * 1e-15; n += 1) {
      term *= x / (a + n);
      total += term;
    }
    return front * total;
  }
  let [b, c] = [x + 1 - a, 1 / TINY];
  let d = 1 / away(b);
  let result = d;
  for (let n = 1; n <= 1000; n += 1) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / away(step * d + b);
    c = away(b + step / c);
    result *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return 1 - front * result;
}

/** P(F ≤ f) with so many degrees of freedom above and below. */
export function fProbability(f: number, above: number, below: number): number {
  return f <= 0 ? 0 : incompleteBeta((above * f) / (above * f + below), above / 2, below / 2);
}

/** The f with P(F ≤ f) = p, for 0 < p < 1, to a relative error of 1e-10. */
export function fQuantile(p: number, above: number, below: number): number {
  let [low, high] = [0, 1];
  while (fProbability(high, above, below) < p) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-11 * high; i += 1) {
    const middle = (low + high) / 2;
    if (fProbability(middle, above, below) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(χ² > x) with so many degrees of freedom. */
export function chiSquareTail(x: number, degrees: number): number {
  return 1 - incompleteGamma(degrees / 2, x / 2);
}

/** P(Z ≤ z) of the standard normal distribution. */
export function normalProbability(z: number): number {
  const half = incompleteGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? 0.5 - half : 0.5 + half;
}
