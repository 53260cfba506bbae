import { add, isBelow, placeOfLastDigit, readOrThrow, write } from './decimal.js';
import { readDecimal, type Decimal } from './money.js';
import { type Comparator, parseQuantity } from './wording.js';

export { parseQuantity } from './wording.js';
export type { Comparator, Quantity } from './wording.js';

/** What a stated quantity can be, as decimal strings, bounds included; `high` is null where the words set none. */
export type Interval = Readonly<{
  value: string;
  low: string;
  high: string | null;
  precision: 'exact' | 'approximate';
}>;

/** The last digit as the words have it, where one clause of them states this very value. */
export const statedDigit = (value: Decimal, text: string): Decimal | undefined => {
  for (const clause of [text, ...text.split(/[，。；、：（）]|, /)]) {
    const stated = parseQuantity(clause);
    if (stated?.lastDigit === undefined || stated.value !== write(value, undefined)) continue;
    return readDecimal(stated.lastDigit);
  }
  return undefined;
};

/**
 * What a quantity can be, given how it was worded (notes, section 10, "Approximation is an interval with words"):
 * 约x is x and half a unit of its last stated digit either way, 近x is from 0.9x to x, 超x and 达到x have no upper
 * bound, 不足x begins at 0, a range is itself (its `value` is its lower bound).
 *
 * @param options `text`: the words, from which the last stated digit is read; `upper`: the other end of a range;
 * `decimals`: how many decimals to write (as many as needed, where not given).
 * @throws RangeError where a number is malformed, a range has no upper end above the lower one, or 不足x is negative.
 */
export const intervalOf = (
  op: Comparator,
  value: string,
  options: Readonly<{ text?: string; upper?: string; decimals?: number }> = {},
): Interval => {
  const { text, upper, decimals } = options;
  const x = readOrThrow(value);
  const between = (low: Decimal, high: Decimal | null): Interval => ({
    value: write(x, decimals),
    low: write(low, decimals, -1),
    high: high === null ? null : write(high, decimals, 1),
    precision: op === '=' ? 'exact' : 'approximate',
  });
  const zero = { digits: 0n, scale: 0 };
  switch (op) {
    case '=':
      return between(x, x);
    case '~': {
      const place = (text === undefined ? undefined : statedDigit(x, text)) ?? placeOfLastDigit(x);
      const half = { digits: place.digits * 5n, scale: place.scale + 1 };
      return between(add(x, half, -1n), add(x, half));
    }
    case '<~': {
      const nineTenths = { digits: x.digits * 9n, scale: x.scale + 1 };
      return isBelow(x, zero) ? between(x, nineTenths) : between(nineTenths, x);
    }
    case '>':
    case '>=':
      return between(x, null);
    case '<':
    case '<=':
      if (isBelow(x, zero)) throw new RangeError(`'${value}' bounds nothing from above that begins at 0`);
      return between(zero, x);
    case 'in': {
      const end = readOrThrow(upper);
      if (!isBelow(x, end)) throw new RangeError(`'${value}' to '${upper}' is not a range`);
      return between(x, end);
    }
  }
};
