import type { Due } from '@entente/domain/kernel/calendar';
import { toUtcMillis } from '@entente/domain/kernel/period';
import { before, next, periodAt, slotOf } from './slots.js';

/**
 * When something is due, by the clock of Asia/Shanghai: at `hh:mm` of every day; at `hh:mm` of a day of every month, which
 * is its last day where the month is shorter, or of its n-th working day, which is its last one where it has fewer; every so
 * many minutes, counted anew from each midnight; or at instants that are given one by one.
 */
export type Schedule = Readonly<{
  /** What is done about periods that were missed: all of them, the oldest first, or the newest alone. */
  catchUp?: 'all' | 'newest';
}> & (Rule | Given);

/** What comes back again and again. */
export type Rule = Readonly<
  | { every: 'day'; at: string }
  | { every: 'month'; day: number; at: string }
  | { every: 'month'; workingDay: number; at: string }
  | { every: 'minutes'; minutes: number }
>;

/** Each period with the instant (RFC 3339) at which it falls due. More may be given later, in any order. */
export type Given = Readonly<{ every: 'given'; slots: readonly Slot[] }>;

/**
 * A period and the instant at which it falls due, in UTC. Unless it is given, a period is named after the day, month or
 * minute in which it falls due. Where a working day was counted, `calendar` says by which calendar: that of the State
 * Council, or Mondays to Fridays where that of the year is not published.
 */
export type Slot = Readonly<{ period: string; dueAt: string; calendar?: Due['calendar'] }>;

const DAY_MINUTES = 1_440;
/** No month of any list has more working days. */
const WORKING_DAYS_MAX = 23;
const HOUR_AND_MINUTE = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

const isWithin = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;

/**
 * Sees that a schedule can be kept.
 * @throws RangeError where a time, a day or a number of minutes is none, or a given period comes twice or has no name.
 */
export const checkSchedule = (schedule: Schedule): void => {
  if (schedule.every === 'given') return checkGiven(schedule);
  if (schedule.every === 'minutes') {
    if (!isWithin(schedule.minutes, DAY_MINUTES)) throw new RangeError(`A job runs every 1 to ${DAY_MINUTES} minutes and not every ${schedule.minutes}.`);
    return;
  }
  if (!HOUR_AND_MINUTE.test(schedule.at)) throw new RangeError(`'${schedule.at}' is no time of day; write it as 02:30.`);
  if (schedule.every === 'day') return;
  if ('day' in schedule && !isWithin(schedule.day, 31)) throw new RangeError(`A month has days 1 to 31 and no day ${schedule.day}.`);
  if ('workingDay' in schedule && !isWithin(schedule.workingDay, WORKING_DAYS_MAX)) throw new RangeError(`A month has working days 1 to ${WORKING_DAYS_MAX} and no working day ${schedule.workingDay}.`);
};

const checkGiven = ({ slots }: Given): void => {
  const known = new Set<string>();
  for (const { period, dueAt } of slots) {
    if (period === '' || known.has(period)) throw new RangeError(`Each given period has a name of its own, and '${period}' is none.`);
    known.add(period);
    toUtcMillis(dueAt);
  }
};

/** Whether all missed periods are caught up with: unless the schedule says so itself, all are but those of minutes. */
export const catchesUp = ({ catchUp, every }: Schedule): boolean => (catchUp ?? (every === 'minutes' ? 'newest' : 'all')) === 'all';

/** The newest period that is due at an instant. Undefined where none of those that are given is due yet. */
export const newestDue = (schedule: Schedule, now: string): Slot | undefined => {
  if (schedule.every === 'given') return givenUntil(schedule, now).at(-1);
  const slot = slotOf(schedule, periodAt(schedule, now));
  return slot.dueAt <= toUtcMillis(now) ? slot : slotOf(schedule, before(schedule, slot.period));
};

/** The periods that fell due after one instant and not after another, the oldest first and no more than so many. */
export const dueBetween = (schedule: Schedule, after: string, until: string, most: number): readonly Slot[] => {
  const [from, to] = [toUtcMillis(after), toUtcMillis(until)];
  if (schedule.every === 'given') return givenUntil(schedule, to).filter(({ dueAt }) => dueAt > from).slice(0, most);
  const slots: Slot[] = [];
  let slot = slotOf(schedule, periodAt(schedule, from));
  while (slots.length < most && slot.dueAt <= to) {
    if (slot.dueAt > from) slots.push(slot);
    slot = slotOf(schedule, next(schedule, slot.period));
  }
  return slots;
};

/** All given periods that are due by an instant, the oldest first. */
export const givenUntil = ({ slots }: Given, until: string): readonly Slot[] => {
  const to = toUtcMillis(until);
  const order = ({ period, dueAt }: Slot): string => `${dueAt} ${period}`;
  return slots.map((slot) => ({ ...slot, dueAt: toUtcMillis(slot.dueAt) })).filter(({ dueAt }) => dueAt <= to).toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
};
