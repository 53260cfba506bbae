import { readDecimal, writeDecimal } from './money.js';

/** A host's share of a signing (计入比例), kept as a fraction in lowest terms so that thirds add up to one. */
export type Share = Readonly<{ numerator: bigint; denominator: bigint }>;

const TERM_MAX = 1_000_000_000n;
const DECIMALS_MAX = 12;

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestCommonDivisor(b, a % b));

const inLowestTerms = (numerator: bigint, denominator: bigint): Share => {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
};

/**
 * Reads `0.6`, `1/3` or `1`. Undefined where it is malformed, not above 0 and at most 1, has more than 12 decimals,
 * or has a numerator or denominator above 1e9.
 */
export const parseShare = (text: string): Share | undefined => {
  const [, above, below] = /^([1-9]\d{0,9})\/([1-9]\d{0,9})$/.exec(text) ?? [];
  const decimal = readDecimal(text);
  if (above !== undefined && below !== undefined) {
    const [numerator, denominator] = [BigInt(above), BigInt(below)];
    return numerator > denominator || denominator > TERM_MAX ? undefined : inLowestTerms(numerator, denominator);
  }
  if (decimal === undefined || decimal.scale > DECIMALS_MAX) return undefined;
  const whole = 10n ** BigInt(decimal.scale);
  return decimal.digits <= 0n || decimal.digits > whole ? undefined : inLowestTerms(decimal.digits, whole);
};

/** The exact sum, in lowest terms; 0/1 of no shares. */
export const sumOf = (shares: readonly Share[]): Share =>
  shares.reduce(
    (sum, share) =>
      inLowestTerms(
        sum.numerator * share.denominator + share.numerator * sum.denominator,
        sum.denominator * share.denominator,
      ),
    { numerator: 0n, denominator: 1n },
  );

/** Whether the shares add up to exactly 1, so that a total over all hosts counts a signing once (DESIGN, "Reading"). */
export const sumsToOne = (shares: readonly Share[]): boolean => {
  const { numerator, denominator } = sumOf(shares);
  return numerator === denominator;
};

/**
 * `3/5`, or `1` where nothing is left to divide by; a decimal such as `0.000000000001` where the fraction's terms would
 * be too large, so that `parseShare` reads back every share that it has read.
 */
export const formatShare = ({ numerator, denominator }: Share): string => {
  if (denominator === 1n) return `${numerator}`;
  const scale = BigInt(DECIMALS_MAX);
  if (denominator <= TERM_MAX || 10n ** scale % denominator !== 0n) return `${numerator}/${denominator}`;
  const digits = (numerator * 10n ** scale) / denominator;
  return writeDecimal({ digits, scale: DECIMALS_MAX }).replace(/0+$/, '');
};

/**
 * Splits a total, in minor units, by largest remainder: everyone gets the whole units of his share, and the units
 * left over go to the largest fractions, equal ones in region-code order (DESIGN, "Reading"). The parts come in the
 * order of `parts` and add up to exactly `total` where the shares add up to 1, and otherwise to that much of it.
 * A negative total is split like the positive one, so that taking back leaves nothing.
 */
export const splitByShares = (
  total: bigint,
  parts: readonly Readonly<{ region: string; share: Share }>[],
): readonly bigint[] => {
  if (total < 0n) return splitByShares(-total, parts).map((part) => -part);
  const cut = parts.map(({ region, share: { numerator, denominator } }, index) => {
    const product = total * numerator;
    return { index, region, whole: product / denominator, remainder: product % denominator, denominator };
  });
  const { numerator, denominator } = sumOf(parts.map(({ share }) => share));
  const leftOver = (total * numerator) / denominator - cut.reduce((sum, { whole }) => sum + whole, 0n);
  const served = [...cut].sort((a, b) => {
    const difference = b.remainder * a.denominator - a.remainder * b.denominator;
    if (difference !== 0n) return difference > 0n ? 1 : -1;
    return a.region === b.region ? a.index - b.index : a.region < b.region ? -1 : 1;
  });
  const lucky = new Set(served.slice(0, Number(leftOver)).map(({ index }) => index));
  return cut.map(({ index, whole }) => (lucky.has(index) ? whole + 1n : whole));
};
