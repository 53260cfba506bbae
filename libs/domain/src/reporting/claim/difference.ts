import { add, readOrThrow } from '../../kernel/decimal.js';
import { writeDecimal } from '../../kernel/money.js';
import { intervalOf } from '../../kernel/quantity.js';
import type { Claim } from './claim.js';

/** What the record sums to: the bounds of what it can be, `high` null where it has none, and how many items state no amount. */
type Sum = Readonly<{ value: string; low?: string | undefined; high?: string | null | undefined; unknown?: string | undefined }>;

/** The recorded sum less the announced value, and between which bounds that lies; a bound is null where nothing sets one. */
export type Difference = Readonly<{ difference: string; differenceLow: string | null; differenceHigh: string | null }>;

const less = (recorded: string, announced: string): string => writeDecimal(add(readOrThrow(recorded), readOrThrow(announced), -1n));

/**
 * The recorded sum less the announced one of the same unit and scope, signed; undefined where only words are announced.
 * The announced value is the interval that its words make it: 近700人 lies from 630 to 700, 超过1000人 has no upper end.
 * What is on record and states no amount could only add to the sum, so the difference then has no upper bound.
 */
export const differenceOf = ({ value, op, text }: Claim['quantity'], { value: recorded, low = recorded, high = recorded, unknown = '0' }: Sum): Difference | undefined => {
  if (value === null) return undefined;
  const plain = value.replace(/^0+(?=\d)/, '');
  // As fine as the value: about 1000 people are whole people.
  const announced = intervalOf(op, plain, { text, decimals: plain.split('.')[1]?.length ?? 0 });
  return {
    difference: less(recorded, plain),
    differenceLow: announced.high === null ? null : less(low, announced.high),
    differenceHigh: high === null || unknown !== '0' ? null : less(high, announced.low),
  };
};
