import { intervalOf, type Comparator, type Quantity } from '../../kernel/quantity.js';
import { boundless, compared, negated, rationalOf } from './rational.js';
import type { Reason } from './reasons.js';
import type { Series } from './series.js';
import type { Spread } from './spread.js';

/**
 * A number that a formula takes: a decimal string in its own unit (a currency code, a counting unit, `%`, `pp`, `year`,
 * `day`), with the bounds that its source leaves it. A bound that is null is none. `op` tells whether a bound itself is
 * meant (5700多亿 is above it); without it, it is. `of` says which series it is a number of; where two that are
 * compared both say so, their definitions must allow it.
 */
export type Known = Readonly<{
  value: string;
  low: string | null;
  high: string | null;
  precision: 'exact' | 'approximate';
  unit: string;
  op?: Comparator;
  of?: Series;
}>;

export type Operand = Known | Readonly<{ value: null; why: Reason }>;

/** A number that is stated exactly. */
export const exact = (value: string, unit: string, of?: Series): Known => ({ value, low: value, high: value, precision: 'exact', unit, ...(of && { of }) });

/** A number as it was worded; one of which only the magnitude is stated is missing. `unit` stands where the words name none. */
export const worded = ({ op, value, upper, unit: stated, text }: Quantity, unit: string, of?: Series): Operand =>
  value === null ? { value: null, why: 'missing' } : { ...intervalOf(op, value, { text, ...(upper && { upper }) }), unit: stated ?? unit, op, ...(of && { of }) };

/**
 * What a number can be.
 * @throws RangeError where it is malformed or its bounds do not enclose its value.
 */
export const spreadOf = ({ value, low, high, op }: Pick<Known, 'value' | 'low' | 'high' | 'op'>): Spread => {
  const spread: Spread = {
    value: rationalOf(value),
    low: low === null ? { at: negated(boundless), open: true } : { at: rationalOf(low), open: op === '>' },
    high: high === null ? { at: boundless, open: true } : { at: rationalOf(high), open: op === '<' || op === '<~' },
  };
  if (compared(spread.low.at, spread.value) > 0 || compared(spread.value, spread.high.at) > 0) {
    throw new RangeError(`${value} does not lie between ${low} and ${high}: give bounds that enclose the value`);
  }
  return spread;
};
