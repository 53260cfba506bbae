import { dateInShanghai, dayAfter, dayBefore, edtfInterval, toUtcMillis } from '@entente/domain/kernel/period';

/**
 * When something is due, by the clock of Asia/Shanghai: at `hh:mm` of every day; at `hh:mm` of a day of every month, which
 * is its last day where the month is shorter; or every so many minutes, counted anew from each midnight.
 */
export type Schedule = Readonly<{
  /** What is done about periods that were missed: all of them, the oldest first, or the newest alone. */
  catchUp?: 'all' | 'newest';
}> & Readonly<
  | { every: 'day'; at: string }
  | { every: 'month'; day: number; at: string }
  | { every: 'minutes'; minutes: number }
>;

/** A period and the instant at which it falls due, in UTC. A period is named after the day, month or minute in which it falls due. */
export type Slot = Readonly<{ period: string; dueAt: string }>;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const HOUR_AND_MINUTE = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * Sees that a schedule can be kept.
 * @throws RangeError where a time, a day or a number of minutes is none.
 */
export const checkSchedule = (schedule: Schedule): void => {
  const isWithin = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (schedule.every === 'minutes') {
    if (!isWithin(schedule.minutes, DAY_MINUTES)) throw new RangeError(`A job runs every 1 to ${DAY_MINUTES} minutes and not every ${schedule.minutes}.`);
    return;
  }
  if (!HOUR_AND_MINUTE.test(schedule.at)) throw new RangeError(`'${schedule.at}' is no time of day; write it as 02:30.`);
  if (schedule.every === 'month' && !isWithin(schedule.day, 31)) throw new RangeError(`A month has days 1 to 31 and no day ${schedule.day}.`);
};

/** Whether all missed periods are caught up with: unless the schedule says so itself, those of days and months are. */
export const catchesUp = ({ catchUp, every }: Schedule): boolean => (catchUp ?? (every === 'minutes' ? 'newest' : 'all')) === 'all';

/** The newest period that is due at an instant. */
export const newestDue = (schedule: Schedule, now: string): Slot => {
  const slot = slotOf(schedule, periodAt(schedule, now));
  return slot.dueAt <= toUtcMillis(now) ? slot : slotOf(schedule, before(schedule, slot.period));
};

/** The periods that fell due after one instant and not after another, the oldest first and no more than so many. */
export const dueBetween = (schedule: Schedule, after: string, until: string, most: number): readonly Slot[] => {
  const [from, to] = [toUtcMillis(after), toUtcMillis(until)];
  const slots: Slot[] = [];
  let slot = slotOf(schedule, periodAt(schedule, from));
  while (slots.length < most && slot.dueAt <= to) {
    if (slot.dueAt > from) slots.push(slot);
    slot = slotOf(schedule, next(schedule, slot.period));
  }
  return slots;
};

/** The period in which an instant lies. */
const periodAt = (schedule: Schedule, instant: string): string => {
  const day = dateInShanghai(instant);
  if (schedule.every !== 'minutes') return schedule.every === 'day' ? day : day.slice(0, 7);
  const minute = Math.floor((Date.parse(toUtcMillis(instant)) - Date.parse(toUtcMillis(`${day}T00:00:00+08:00`))) / MINUTE_MS);
  return minuteOf(day, minute - (minute % schedule.minutes));
};

const slotOf = (schedule: Schedule, period: string): Slot => {
  if (schedule.every === 'minutes') return { period, dueAt: toUtcMillis(period.replace('+08:00', ':00+08:00')) };
  const last = edtfInterval(period).to;
  const day = schedule.every === 'month' && schedule.day < Number(last.slice(8)) ? `${period}-${twoDigits(schedule.day)}` : last;
  return { period, dueAt: toUtcMillis(`${day}T${schedule.at}:00+08:00`) };
};

const next = (schedule: Schedule, period: string): string => {
  if (schedule.every === 'day') return dayAfter(period);
  if (schedule.every === 'month') return dayAfter(edtfInterval(period).to).slice(0, 7);
  const [day, minute] = [period.slice(0, 10), minutesOf(period) + schedule.minutes];
  return minute < DAY_MINUTES ? minuteOf(day, minute) : minuteOf(dayAfter(day), 0);
};

const before = (schedule: Schedule, period: string): string => {
  if (schedule.every === 'day') return dayBefore(period);
  if (schedule.every === 'month') return dayBefore(edtfInterval(period).from).slice(0, 7);
  const [day, minute] = [period.slice(0, 10), minutesOf(period) - schedule.minutes];
  return minute >= 0 ? minuteOf(day, minute) : minuteOf(dayBefore(day), DAY_MINUTES - 1 - ((DAY_MINUTES - 1) % schedule.minutes));
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const minutesOf = (period: string): number => Number(period.slice(11, 13)) * 60 + Number(period.slice(14, 16));
/** `2024-06-30T14:05+08:00`. */
const minuteOf = (day: string, minute: number): string => `${day}T${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}+08:00`;
