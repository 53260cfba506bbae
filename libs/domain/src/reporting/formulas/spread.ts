import { compared, inverse, isBoundless, negated, product, type Rational, sum, zero } from './rational.js';

/** An end of what a number can be; `open` where it comes as near as one likes and is not reached. */
export type End = Readonly<{ at: Rational; open: boolean }>;

/** A number as it is stated, and what it can be: all between two ends. The value lies between them. */
export type Spread = Readonly<{ value: Rational; low: End; high: End }>;

export const pointAt = (value: Rational): Spread => ({ value, low: { at: value, open: false }, high: { at: value, open: false } });

const isZero = ({ n, d }: Rational): boolean => n === 0n && d !== 0n;

/** The end that lies furthest to a side (-1 low, 1 high); of two at the same place the one that is reached. */
const furthest = (side: -1 | 1, ends: readonly End[]): End =>
  ends.reduce((best, end) => {
    const order = compared(end.at, best.at) * side;
    return order > 0 || (order === 0 && best.open) ? end : best;
  });

/** All that either of two can be; the value is that of the first. */
export const hull = (a: Spread, b: Spread): Spread => ({ value: a.value, low: furthest(-1, [a.low, b.low]), high: furthest(1, [a.high, b.high]) });

export const negative = ({ value, low, high }: Spread): Spread => ({
  value: negated(value),
  low: { at: negated(high.at), open: high.open },
  high: { at: negated(low.at), open: low.open },
});

const sumOfEnds = (a: End, b: End): End => ({ at: sum(a.at, b.at), open: a.open || b.open });

export const plus = (a: Spread, b: Spread): Spread => ({ value: sum(a.value, b.value), low: sumOfEnds(a.low, b.low), high: sumOfEnds(a.high, b.high) });

export const minus = (a: Spread, b: Spread): Spread => plus(a, negative(b));

/** Nothing times whatever is nothing: an end that is reached at 0 is reached in the product. */
const productOfEnds = (a: End, b: End): End => {
  const isReached = (isZero(a.at) && !a.open) || (isZero(b.at) && !b.open) || !(a.open || b.open);
  return { at: product(a.at, b.at), open: !isReached };
};

export const times = (a: Spread, b: Spread): Spread => {
  const corners = [a.low, a.high].flatMap((one) => [b.low, b.high].map((other) => productOfEnds(one, other)));
  return { value: product(a.value, b.value), low: furthest(-1, corners), high: furthest(1, corners) };
};

const inverseEnd = ({ at, open }: End): End => ({ at: inverse(at), open: open || isBoundless(at) || isZero(at) });

const inverseAboveZero = ({ value, low, high }: Spread): Spread => ({ value: inverse(value), low: inverseEnd(high), high: inverseEnd(low) });

/**
 * One over a number whose value is not 0. Where it could be on either side of 0 its inverse has no bounds; where it could be
 * 0 or next to it, none on the one side.
 */
export const inverted = (divisor: Spread): Spread => {
  if (compared(divisor.low.at, zero) >= 0) return inverseAboveZero(divisor);
  if (compared(divisor.high.at, zero) <= 0) return negative(inverseAboveZero(negative(divisor)));
  return { value: inverse(divisor.value), low: { at: { n: -1n, d: 0n }, open: true }, high: { at: { n: 1n, d: 0n }, open: true } };
};

/** What is left of a number that must be above 0 (or at least 0), its value being so. */
export const keptAboveZero = (spread: Spread, isZeroKept: boolean): Spread => {
  const order = compared(spread.low.at, zero);
  return order < 0 || (order === 0 && !isZeroKept) ? { ...spread, low: { at: zero, open: !isZeroKept } } : spread;
};

/** What a rising function makes of it. */
export const mapped = ({ value, low, high }: Spread, rising: (of: Rational) => Rational): Spread => ({
  value: rising(value), low: { at: rising(low.at), open: low.open }, high: { at: rising(high.at), open: high.open },
});

export const isPoint = ({ low, high }: Spread): boolean => compared(low.at, high.at) === 0;
export const isBounded = ({ low, high }: Spread): boolean => !isBoundless(low.at) && !isBoundless(high.at);
