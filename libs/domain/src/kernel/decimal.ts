import { readDecimal, writeDecimal, type Decimal } from './money.js';

export const power = (exponent: number): bigint => 10n ** BigInt(exponent);
export const at = ({ digits, scale }: Decimal, wanted: number): bigint => digits * power(wanted - scale);
export const add = (a: Decimal, b: Decimal, sign = 1n): Decimal => {
  const scale = Math.max(a.scale, b.scale);
  return { digits: at(a, scale) + sign * at(b, scale), scale };
};
export const isBelow = (a: Decimal, b: Decimal): boolean => add(a, b, -1n).digits < 0n;
export const times = (a: Decimal, factor: bigint): Decimal => ({ ...a, digits: a.digits * factor });

/** Without needless zeros: 1.50 is 1.5, and 100 is 100. */
const shortest = ({ digits, scale }: Decimal): Decimal => {
  let [rest, places] = [digits, scale];
  while (places > 0 && rest % 10n === 0n) [rest, places] = [rest / 10n, places - 1];
  return { digits: rest, scale: places };
};

/** Written with `decimals`; where they are too few, a bound moves outwards (-1 down, 1 up) and shuts nothing out. */
export const write = (decimal: Decimal, decimals: number | undefined, outwards: -1 | 0 | 1 = 0): string => {
  const short = shortest(decimal);
  if (decimals === undefined) return writeDecimal(short);
  if (short.scale <= decimals) return writeDecimal({ digits: at(short, decimals), scale: decimals });
  const unit = power(short.scale - decimals);
  const shifted = short.digits + (outwards === 0 ? unit / 2n : outwards === 1 ? unit - 1n : 0n);
  const floor = (shifted - (((shifted % unit) + unit) % unit)) / unit;
  return writeDecimal({ digits: floor, scale: decimals });
};

export const readOrThrow = (text: string | undefined): Decimal => {
  const decimal = text === undefined ? undefined : readDecimal(text);
  if (decimal === undefined) throw new RangeError(`'${text}' is not a decimal number`);
  return decimal;
};

/** The place of the last digit that is not a trailing zero: 10000000 of 10000000, and 0.1 of 486.70. */
export const placeOfLastDigit = (value: Decimal): Decimal => {
  const { digits, scale } = shortest(value);
  let place = 1n;
  while (digits !== 0n && digits % (place * 10n) === 0n) place *= 10n;
  return { digits: place, scale };
};
