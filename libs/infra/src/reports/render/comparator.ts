import { add, readOrThrow } from '@entente/domain/kernel/decimal';
import type { Figure } from '@entente/domain/reporting/dataset';
import type { Mark } from '@entente/domain/reporting/formulas';

/** Whether two numbers are the same, however they are written. */
export const isSame = (a: string | null, b: string): boolean => a !== null && add(readOrThrow(a), readOrThrow(b), -1n).digits === 0n;

/** How a figure that has a value lies to what is known of it: at its lower end it is that or more, at its upper end that or less. */
export const comparatorOf = ({ value, low, high, precision }: Figure): Mark => {
  if (value === null || precision === 'exact') return '=';
  const [isLowest, isHighest] = [isSame(low, value), isSame(high, value)];
  if (isLowest === isHighest) return '~';
  if (isLowest) return high === null ? '>=' : 'in';
  return '<=';
};
