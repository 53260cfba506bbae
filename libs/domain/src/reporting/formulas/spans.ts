import type { Series } from './series.js';

/** How the periods of two numbers must lie: the same, a year after the other's, or right after the other's. */
export type Order = 'same' | 'year-after' | 'next' | 'any';

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

/** `2024-01` after `2023-12`; `months` may be negative. */
export const monthsAfter = (month: string, months: number): string => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${pad(Math.floor(count / 12), 4)}-${pad((count % 12) + 1, 2)}`;
};

/** How many months there are from one month to another, both included. */
export const monthsIn = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;

/** The same period a year earlier; 29 February is the 28th there. */
const yearBefore = (period: string): string =>
  period.split('/').map((side) => `${pad(Number(side.slice(0, 4)) - 1, 4)}${side.slice(4)}`.replace(/-02-29$/, '-02-28')).join('/');

/** The month or year before; undefined of other periods, which have none that is told by their text. */
const before = (period: string): string | undefined =>
  /^\d{4}-\d\d$/.test(period) ? monthsAfter(period, -1) : /^\d{4}$/.test(period) ? pad(Number(period) - 1, 4) : undefined;

/** Whether the period of a number lies to that of another as a formula wants it; a ytd series begins anew every year. */
export const isInOrder = (later: Series, earlier: Series, order: Order): boolean => {
  if (order === 'any') return true;
  if (order === 'same') return later.period === earlier.period;
  if (order === 'year-after') return yearBefore(later.period) === earlier.period;
  const expected = before(later.period);
  const isOneYear = later.accumulation !== 'ytd' || later.period.slice(0, 4) === earlier.period.slice(0, 4);
  return isOneYear && (expected === undefined || expected === earlier.period);
};
