import type { Comparator } from '../../kernel/quantity.js';
import type { FormulaId } from './catalogue.js';
import type { Known } from './operand.js';
import { compared, isBoundless, type Rounding, written } from './rational.js';
import type { Reason } from './reasons.js';
import { isBounded, isPoint, type Spread } from './spread.js';

/** Which base a change is told on: what was published then, what is known of it now, or the base on this year's scope. */
export type Base = 'as-published-then' | 'as-known-now' | 'comparable-basis';

/** How a result lies to what is known of it: `in` is from `low` to `high`, `~` about the value. */
export type Mark = Exclude<Comparator, '<~'>;

type Told = Readonly<{ formula: FormulaId; version: number; unit: string; base?: Base }>;

/** What a formula comes to: decimal strings, rounded once (bounds outwards); or null, and why. */
export type Outcome = Told &
  (
    | Readonly<{ value: string; low: string | null; high: string | null; op: Mark; precision: 'exact' | 'approximate' }>
    | Readonly<{ value: null; why: Reason }>
  );

/** How a number lies to its bounds: at its lower end it is that or more, at its upper end that or less. */
export const markOf = (spread: Spread, precision: Known['precision']): Mark => {
  if (precision === 'exact') return '=';
  const { value, low, high } = spread;
  const [isLowest, isHighest] = [compared(value, low.at) === 0, compared(value, high.at) === 0];
  if (isPoint(spread) || isLowest === isHighest) return '~';
  if (isLowest) return isBounded(spread) ? 'in' : low.open ? '>' : '>=';
  return high.open ? '<' : '<=';
};

/** A spread as an outcome has it. */
export const writtenSpread = (spread: Spread, precision: Known['precision'], decimals: number): Pick<Known, 'value' | 'low' | 'high'> & Readonly<{ op: Mark }> => {
  const bound = (end: Spread['low'], rounding: Rounding): string | null => (isBoundless(end.at) ? null : written(end.at, decimals, precision === 'exact' ? 'nearest' : rounding));
  return { value: written(spread.value, decimals), low: bound(spread.low, 'down'), high: bound(spread.high, 'up'), op: markOf(spread, precision) };
};
