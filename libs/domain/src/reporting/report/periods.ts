import { type DayKind, dueAfter } from '../../kernel/calendar.js';
import { dateInShanghai, dayAfter, dayBefore, edtfInterval, isEdtf, toUtcMillis } from '../../kernel/period.js';
import type { Definition, Rhythm } from './definitions.js';

/** The days of a period, both included. */
export type Days = Readonly<{ from: string; to: string }>;

/** How long after its last day a conference is followed up. */
export const AFTER_CONFERENCE = [1, 30, 180] as const;

const QUARTER = /^(\d{4})-Q([1-4])$/;
const two = (value: number): string => String(value).padStart(2, '0');

/** A month is `2024-06`, a quarter `2024-Q2` (SDMX), a follow-up `T+30`. */
export const isPeriod = (rhythm: Rhythm, period: string): boolean => {
  if (rhythm === 'month') return /^\d{4}-\d\d$/.test(period) && isEdtf(period);
  if (rhythm === 'quarter') return QUARTER.test(period) && !period.startsWith('0000');
  return AFTER_CONFERENCE.some((days) => period === `T+${days}`);
};

/**
 * The days that a month or a quarter covers.
 * @throws RangeError where the text is neither.
 */
export const daysOf = (period: string): Days => {
  const [, year, quarter] = QUARTER.exec(period) ?? [];
  if (year === undefined) return edtfInterval(period);
  const first = Number(quarter) * 3 - 2;
  return { from: `${year}-${two(first)}-01`, to: edtfInterval(`${year}-${two(first + 2)}`).to };
};

/** The day so many days after another. */
const daysAfter = (day: string, days: number): string => {
  let found = day;
  for (let n = 0; n < days; n += 1) found = dayAfter(found);
  return found;
};

/**
 * What a follow-up is about: from the first day of the conference to so many days after its last one.
 * @throws RangeError where the period is no follow-up.
 */
export const daysAfterConference = (period: string, held: Days): Days => {
  const days = AFTER_CONFERENCE.find((each) => period === `T+${each}`);
  if (days === undefined) throw new RangeError(`'${period}' is no follow-up of a conference`);
  return { from: held.from, to: daysAfter(held.to, days) };
};

/** The month or quarter in which a day lies. */
const periodWith = (rhythm: 'month' | 'quarter', day: string): string =>
  (rhythm === 'month' ? day.slice(0, 7) : `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`);

/** The month or quarter before another. */
export const periodBefore = (period: string): string => periodWith(QUARTER.test(period) ? 'quarter' : 'month', dayBefore(daysOf(period).from));

/** The same month or quarter a year earlier. */
export const yearBefore = (period: string): string => `${String(Number(period.slice(0, 4)) - 1).padStart(4, '0')}${period.slice(4)}`;

/** A period with the instant at which its report falls due, in UTC, and by which calendar that was counted. */
export type Due = Readonly<{ period: string; dueAt: string; calendar: 'published' | 'weekdays' }>;

const dueOn = ({ due: { workingDays, at } }: Pick<Definition, 'due'>, lastDay: string, kindOf: (day: string) => DayKind): Omit<Due, 'period'> => {
  const due = dueAfter(toUtcMillis(`${lastDay}T12:00:00+08:00`), workingDays, kindOf);
  return { dueAt: toUtcMillis(`${dateInShanghai(due.at)}T${at}:00+08:00`), calendar: due.calendar };
};

/** The months or quarters whose report falls due after one instant and by another, each with when it does; the oldest first. */
export const periodsDue = (definition: Definition & Readonly<{ rhythm: 'month' | 'quarter' }>, since: string, until: string, kindOf: (day: string) => DayKind): readonly Due[] => {
  const found: Due[] = [];
  // What is over may not be due yet.
  for (let period = periodBefore(periodWith(definition.rhythm, dateInShanghai(since))); ; period = periodWith(definition.rhythm, dayAfter(daysOf(period).to))) {
    const due = { period, ...dueOn(definition, daysOf(period).to, kindOf) };
    if (due.dueAt > toUtcMillis(until)) return found;
    if (due.dueAt > toUtcMillis(since)) found.push(due);
  }
};

/** The follow-ups of a conference that fall due after one instant and by another. */
export const followUpsDue = (definition: Pick<Definition, 'due'>, held: Days, since: string, until: string, kindOf: (day: string) => DayKind): readonly Due[] =>
  AFTER_CONFERENCE.map((days): Due => ({ period: `T+${days}`, ...dueOn(definition, dayBefore(daysAfter(held.to, days)), kindOf) }))
    .filter(({ dueAt }) => dueAt > toUtcMillis(since) && dueAt <= toUtcMillis(until));
