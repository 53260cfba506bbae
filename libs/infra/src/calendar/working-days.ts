import { createRequire } from 'node:module';
import type { DayKind, Due } from '@entente/domain/kernel/calendar';
import { dayAfter, edtfInterval, isWeekend } from '@entente/domain/kernel/period';

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

/** A civil day (`YYYY-MM-DD`), and by which calendar it was counted. */
export type WorkingDay = Readonly<{ day: string }> & Pick<Due, 'calendar'>;

/**
 * The n-th working day of a month (`YYYY-MM`), or its last one where it has fewer. Where the list of its year is not
 * published, Mondays to Fridays are taken for working days, and the answer says so.
 * @param n a whole number, 1 or more.
 * @param kindOf what kind of day a `YYYY-MM-DD` is.
 * @throws RangeError where `month` is no month.
 */
export const workingDayOf = (month: string, n: number, kindOf: (day: string) => DayKind = dayKindOf): WorkingDay => {
  const { from, to } = edtfInterval(month);
  const found = { day: to, calendar: 'published' as Due['calendar'] };
  for (let [day, left] = [from, n]; day <= to && left > 0; day = dayAfter(day)) {
    const kind = kindOf(day);
    if (kind === undefined) found.calendar = 'weekdays';
    if ((kind ?? (isWeekend(day) ? 'rest' : 'work')) === 'rest') continue;
    found.day = day;
    left -= 1;
  }
  return found;
};
