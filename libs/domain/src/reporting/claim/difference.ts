import { add, isBelow, placeOfLastDigit, readOrThrow } from '../../kernel/decimal.js';
import { writeDecimal } from '../../kernel/money.js';
import { intervalOf, parseQuantity, statedDigit } from '../../kernel/quantity.js';
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

/** 达到30亿元, and not 30亿元以上. */
const saysReached = (text: string): boolean => parseQuantity(text)?.op === '>=' && parseQuantity(text, 'observation')?.op === '=';

/**
 * Whether a recorded sum can be what was announced, as the words of both go; undefined where only words are announced. Nobody
 * says 达到30亿元 of 31亿元, nor before 30亿元 are reached, so it is met by less than one more in its last stated digit.
 */
export const isReconciled = (announced: Claim['quantity'], recorded: Sum): boolean | undefined => {
  const { differenceLow, differenceHigh } = differenceOf(announced, recorded) ?? {};
  if (announced.value === null || differenceLow === undefined || differenceHigh === undefined) return undefined;
  const value = readOrThrow(announced.value.replace(/^0+(?=\d)/, ''));
  const next = add(value, statedDigit(value, announced.text) ?? placeOfLastDigit(value));
  const isBeyond = announced.op === '>=' && saysReached(announced.text) && !isBelow(readOrThrow(recorded.low ?? recorded.value), next);
  const zero = readOrThrow('0');
  const [low, high] = [differenceLow, differenceHigh].map((each) => (each === null ? null : readOrThrow(each)));
  // 超过30亿元 is not met by exactly 30亿元, and 不到30亿元 neither.
  const isMore = low && (isBelow(zero, low) || (announced.op === '<' && !isBelow(low, zero)));
  const isLess = high && (isBelow(high, zero) || (announced.op === '>' && !isBelow(zero, high)));
  return !isBeyond && !isMore && !isLess;
};
