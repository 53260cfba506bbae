import { boundless, fraction, isBoundless, type Rational } from './rational.js';

/** Roots are known to so many decimals, and are rounded with fewer. */
const DECIMALS = 30n;
const UNIT = 10n ** DECIMALS;

/** The largest whole number whose `degree`-th power is not above `value` (Newton's method, from above). */
const wholeRoot = (value: bigint, degree: bigint): bigint => {
  if (value < 2n) return value;
  let root = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * root + value / root ** (degree - 1n)) / degree;
    if (next >= root) return root;
    root = next;
  }
};

/**
 * The root of a number that is 0 or above. Where it does not come out within 30 decimals, it is the middle between the
 * two neighbours there: strictly between the same numbers of fewer decimals as the root itself, so that every rounding
 * to fewer decimals is that of the root.
 */
export const rootOf = (value: Rational, degree: bigint): Rational => {
  if (isBoundless(value)) return boundless;
  const scale = UNIT ** degree;
  const root = wholeRoot((value.n * scale) / value.d, degree);
  const isExact = root ** degree * value.d === value.n * scale;
  return isExact ? fraction(root, UNIT) : fraction(root * 2n + 1n, UNIT * 2n);
};

/** A number that is 0 or above, multiplied with itself so many times. */
export const powerOf = (value: Rational, exponent: bigint): Rational =>
  isBoundless(value) ? boundless : fraction(value.n ** exponent, value.d ** exponent);
