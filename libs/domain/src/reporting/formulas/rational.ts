import { readOrThrow } from '../../kernel/decimal.js';
import { writeDecimal } from '../../kernel/money.js';

/** A fraction in lowest terms, its denominator above 0; ±1/0 stands for what nothing bounds. */
export type Rational = Readonly<{ n: bigint; d: bigint }>;

const magnitude = (a: bigint): bigint => (a < 0n ? -a : a);
const commonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : commonDivisor(b, a % b));

/** A fraction in lowest terms; 0/0 is 0, since nothing of what has no bound is still nothing. */
export const fraction = (n: bigint, d: bigint): Rational => {
  if (n === 0n) return { n: 0n, d: 1n };
  const divisor = commonDivisor(magnitude(n), magnitude(d)) * (d < 0n ? -1n : 1n);
  return { n: n / divisor, d: d / divisor };
};

export const zero: Rational = { n: 0n, d: 1n };
export const boundless: Rational = { n: 1n, d: 0n };

/**
 * The number that a decimal string states.
 * @throws RangeError where it is malformed or has more than 30 digits.
 */
export const rationalOf = (text: string): Rational => {
  const { digits, scale } = readOrThrow(text);
  return fraction(digits, 10n ** BigInt(scale));
};

export const isBoundless = ({ d }: Rational): boolean => d === 0n;
export const negated = ({ n, d }: Rational): Rational => ({ n: -n, d });
export const product = (a: Rational, b: Rational): Rational => fraction(a.n * b.n, a.d * b.d);
export const inverse = ({ n, d }: Rational): Rational => (n === 0n ? boundless : fraction(d, n));

/** What has no bound stays so, whatever is added to it; +1/0 and -1/0 are never added. */
export const sum = (a: Rational, b: Rational): Rational =>
  isBoundless(a) ? a : isBoundless(b) ? b : fraction(a.n * b.d + b.n * a.d, a.d * b.d);

/** Below 0 where `a` is the smaller, 0 where both are the same. */
export const compared = (a: Rational, b: Rational): number => {
  const difference = isBoundless(a) && isBoundless(b) ? a.n - b.n : a.n * b.d - b.n * a.d;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
};

/** Towards which side the last digit goes: `nearest` takes halves away from zero (四舍五入). */
export type Rounding = 'nearest' | 'down' | 'up';

/**
 * Written with so many decimals; `down` and `up` are towards the smaller and the larger number.
 * @throws RangeError where the number is boundless.
 */
export const written = ({ n, d }: Rational, decimals: number, rounding: Rounding = 'nearest'): string => {
  if (d === 0n) throw new RangeError('what has no bound cannot be written: leave it null');
  const scaled = n * 10n ** BigInt(decimals);
  const rest = ((scaled % d) + d) % d;
  const floor = (scaled - rest) / d;
  const nearest = (magnitude(scaled) * 2n + d) / (d * 2n);
  const digits = rounding === 'nearest' ? (n < 0n ? -nearest : nearest) : rounding === 'down' || rest === 0n ? floor : floor + 1n;
  return writeDecimal({ digits, scale: decimals });
};
