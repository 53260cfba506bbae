import { dateInShanghai, dayAfter, endOfDayInShanghai, isWeekend, toUtcMillis } from './period.js';

/** What the State Council's list says of a civil day; undefined where the list of its year is not published. */
export type DayKind = 'work' | 'rest' | undefined;

/** An instant in UTC (`YYYY-MM-DDTHH:MM:SS.mmmZ`), and by which calendar it was counted. */
export type Due = Readonly<{ at: string; calendar: 'published' | 'weekdays' }>;

/**
 * The end (23:59:59.999 in Asia/Shanghai) of the n-th working day after the civil day, in Asia/Shanghai, of an instant:
 * that day itself does not count. No working days is the instant itself. Where the list of a year is not published, its
 * Mondays to Fridays are taken for working days, and what is due says so.
 * @param workingDays whole days, 0 or more.
 * @param kindOf what kind of day a `YYYY-MM-DD` is.
 * @throws RangeError where `at` is no RFC 3339 instant, or the days are no whole number.
 */
export const dueAfter = (at: string, workingDays: number, kindOf: (day: string) => DayKind): Due => {
  if (!Number.isInteger(workingDays) || workingDays < 0) throw new RangeError(`${workingDays} is not a number of days`);
  if (workingDays === 0) return { at: toUtcMillis(at), calendar: 'published' };
  let day = dateInShanghai(at);
  let calendar: Due['calendar'] = 'published';
  for (let left = workingDays; left > 0; ) {
    day = dayAfter(day);
    const kind = kindOf(day);
    if (kind === undefined) calendar = 'weekdays';
    if ((kind ?? (isWeekend(day) ? 'rest' : 'work')) === 'work') left -= 1;
  }
  return { at: endOfDayInShanghai(day), calendar };
};
