import { createRequire } from 'node:module';
import type { DayKind } from '@entente/domain/kernel/calendar';
import { isWeekend } from '@entente/domain/kernel/period';

/** Days of rest, and days of work that are weekends otherwise (调休), by `YYYY-MM-DD`. */
type Lists = Readonly<Record<'holidays' | 'workdays', Readonly<Record<string, string>>>>;

// The lists themselves, since what the package answers for a date hangs on the time zone of the process.
const { holidays, workdays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Lists;

/** A list has days of rest in October; a weekend of December alone may belong to the list of the year after. */
const published: ReadonlySet<string> = new Set(Object.keys(holidays).filter((day) => day.endsWith('-10-01')).map((day) => day.slice(0, 4)));

/**
 * Whether the State Council's list makes a civil day (`YYYY-MM-DD`) one of work or of rest. Undefined where no list is
 * held for the year: that of a year is published in the autumn before it, and comes in with a new version of the package.
 */
export const dayKindOf = (day: string): DayKind => {
  if (!published.has(day.slice(0, 4))) return undefined;
  if (workdays[day] !== undefined) return 'work';
  return holidays[day] !== undefined || isWeekend(day) ? 'rest' : 'work';
};
