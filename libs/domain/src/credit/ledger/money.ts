import { z } from 'zod';
import { fault } from '../../kernel/fault.js';
import { decimalsOf, fromMinor, type Money, parseMinor, toMinor } from '../../kernel/money.js';

/** Written with all decimals of its currency. */
export const written = ({ amount, currency }: Money): Money => {
  const minor = parseMinor(amount, currency);
  return { amount: minor === undefined ? amount : fromMinor(minor, currency), currency };
};

const currencySchema = z.string().regex(/^[A-Z]{3}$/);

/** How many digits an amount has at most before the point: a quadrillion of any currency. */
const WHOLE_MAX = 15;

/** The fields of an amount, for a schema that says more beside it; what they hold is checked by `checkAmount`. */
export const amountShape = { amount: z.string().max(40), currency: currencySchema };

/** Reports an amount that is none of its currency, or that lies below a least number of minor units. */
export const checkAmount = (least: bigint) => ({ amount, currency }: Money, context: Parameters<typeof fault>[0]): void => {
  const minor = parseMinor(amount, currency);
  const isLong = (amount.split('.')[0] ?? '').length > WHOLE_MAX;
  if (minor !== undefined && minor >= least && !isLong) return;
  // Of an amount in which nothing else is wrong, the length is what is told.
  const isTooLong = isLong && /^(0|[1-9]\d*)(\.\d+)?$/.test(amount) && (amount.split('.')[1] ?? '').length <= (decimalsOf(currency) ?? 0);
  if (isTooLong) return fault(context, 'money/malformed', {
    en: `"${amount}" ${currency} is too large; an amount has at most ${WHOLE_MAX} digits before the point.`,
    zh: `“${amount}” ${currency} 过大；金额整数部分最多 ${WHOLE_MAX} 位。`,
  }, ['amount']);
  fault(context, 'money/malformed', {
    en: `"${amount}" ${currency} is no amount; write a ${least > 0n ? 'positive ' : ''}decimal string such as "1000000.00", with no more decimals than ${currency} has.`,
    zh: `“${amount}” ${currency} 不是金额；请写${least > 0n ? '正的' : ''}十进制字符串（如 "1000000.00"），小数位不超过该币种。`,
  }, ['amount']);
};

const amountOf = (least: bigint) => z.strictObject(amountShape).superRefine(checkAmount(least)).transform(written);

/** An amount above nothing. One with more decimals than the currency has is refused. */
export const moneySchema = amountOf(1n);
/** An amount that may be nothing. */
export const sumSchema = amountOf(0n);

/** Sums and comparisons of decimal strings of one currency, in its minor units. */
export const minorOf = (amount: string, currency: string): bigint => toMinor({ amount, currency });
export const plus = (a: string, b: string, currency: string): string => fromMinor(minorOf(a, currency) + minorOf(b, currency), currency);
export const minus = (a: string, b: string, currency: string): string => fromMinor(minorOf(a, currency) - minorOf(b, currency), currency);
export const isLess = (a: string, b: string, currency: string): boolean => minorOf(a, currency) < minorOf(b, currency);
export const isNothing = (amount: string): boolean => /^-?0(\.0*)?$/.test(amount);
export const nothing = (currency: string): string => fromMinor(0n, currency);
