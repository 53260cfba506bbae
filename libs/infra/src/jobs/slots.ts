import type { Due } from '@entente/domain/kernel/calendar';
import { dateInShanghai, dayAfter, dayBefore, edtfInterval, toUtcMillis } from '@entente/domain/kernel/period';
import { workingDayOf } from '../calendar/working-days.js';
import type { Rule, Slot } from './schedule.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** The period in which an instant lies. */
export const periodAt = (rule: Rule, instant: string): string => {
  const day = dateInShanghai(instant);
  if (rule.every !== 'minutes') return rule.every === 'day' ? day : day.slice(0, 7);
  const minute = Math.floor((Date.parse(toUtcMillis(instant)) - Date.parse(toUtcMillis(`${day}T00:00:00+08:00`))) / MINUTE_MS);
  return minuteOf(day, minute - (minute % rule.minutes));
};

/** A period with when it falls due. */
export const slotOf = (rule: Rule, period: string): Slot => {
  if (rule.every === 'minutes') return { period, dueAt: toUtcMillis(period.replace('+08:00', ':00+08:00')) };
  const { day, ...calendar } = dayOf(rule, period);
  return { period, dueAt: toUtcMillis(`${day}T${rule.at}:00+08:00`), ...calendar };
};

/** The civil day on which a period falls due. */
const dayOf = (rule: Exclude<Rule, { every: 'minutes' }>, period: string): Readonly<{ day: string; calendar?: Due['calendar'] }> => {
  if (rule.every === 'day') return { day: period };
  if ('workingDay' in rule) return workingDayOf(period, rule.workingDay);
  const last = edtfInterval(period).to;
  return { day: rule.day < Number(last.slice(8)) ? `${period}-${twoDigits(rule.day)}` : last };
};

/** The period after one. */
export const next = (rule: Rule, period: string): string => {
  if (rule.every === 'day') return dayAfter(period);
  if (rule.every === 'month') return dayAfter(edtfInterval(period).to).slice(0, 7);
  const [day, minute] = [period.slice(0, 10), minutesOf(period) + rule.minutes];
  return minute < DAY_MINUTES ? minuteOf(day, minute) : minuteOf(dayAfter(day), 0);
};

/** The period before one. */
export const before = (rule: Rule, period: string): string => {
  if (rule.every === 'day') return dayBefore(period);
  if (rule.every === 'month') return dayBefore(edtfInterval(period).from).slice(0, 7);
  const [day, minute] = [period.slice(0, 10), minutesOf(period) - rule.minutes];
  return minute >= 0 ? minuteOf(day, minute) : minuteOf(dayBefore(day), DAY_MINUTES - 1 - ((DAY_MINUTES - 1) % rule.minutes));
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const minutesOf = (period: string): number => Number(period.slice(11, 13)) * 60 + Number(period.slice(14, 16));
/** `2024-06-30T14:05+08:00`. */
const minuteOf = (day: string, minute: number): string => `${day}T${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}+08:00`;
