import { type DayKind, dueAfter } from './calendar.js';
import { byCodes } from './directory.js';
import { dayAfter, isWeekend } from './period.js';

const unpublished = (): DayKind => undefined;
const REST = ['2024-10-01', '2024-10-02', '2024-10-03', '2024-10-04', '2024-10-05', '2024-10-06', '2024-10-07'];
/** The autumn of 2024 as the State Council published it: seven days of rest, made up for on 29 September and 12 October. */
const published = (day: string): DayKind => {
  if (day > '2024-12-31') return undefined;
  if (day === '2024-09-29' || day === '2024-10-12') return 'work';
  return REST.includes(day) || isWeekend(day) ? 'rest' : 'work';
};

describe('what is due by working days', () => {
  it.each([
    // Friday 27 September; the Sunday after it is made up for.
    ['2024-09-27T02:00:00.000Z', 1, '2024-09-29T15:59:59.999Z'],
    ['2024-09-27T02:00:00.000Z', 2, '2024-09-30T15:59:59.999Z'],
    ['2024-09-27T02:00:00.000Z', 3, '2024-10-08T15:59:59.999Z'],
    ['2024-09-30T02:00:00.000Z', 5, '2024-10-12T15:59:59.999Z'],
    ['2024-09-30T02:00:00.000Z', 6, '2024-10-14T15:59:59.999Z'],
  ])('counts from %s over %d working days to the end of a day: %s', (at, days, due) => {
    expect(dueAfter(at, days, published)).toEqual({ at: due, calendar: 'published' });
  });

  it('begins after the civil day in Shanghai, whatever the offset that the instant is written in', () => {
    // 15:59 in UTC is still Thursday in Shanghai, and a minute later it is Friday.
    expect(dueAfter('2024-09-26T15:59:00Z', 1, published).at).toBe('2024-09-27T15:59:59.999Z');
    expect(dueAfter('2024-09-26T16:00:00Z', 1, published).at).toBe('2024-09-29T15:59:59.999Z');
    expect(dueAfter('2024-09-27T00:00:00+08:00', 1, published).at).toBe('2024-09-29T15:59:59.999Z');
  });

  it('takes no working days for the instant itself', () => {
    expect(dueAfter('2024-10-01T10:00:00+08:00', 0, unpublished)).toEqual({ at: '2024-10-01T02:00:00.000Z', calendar: 'published' });
  });

  it('counts Mondays to Fridays where no list is published', () => {
    expect(dueAfter('2024-09-27T02:00:00Z', 1, unpublished)).toEqual({ at: '2024-09-30T15:59:59.999Z', calendar: 'weekdays' });
    expect(dueAfter('2024-09-27T02:00:00Z', 6, unpublished).at).toBe('2024-10-07T15:59:59.999Z');
  });

  it('says so as soon as one day that was counted over had no list', () => {
    expect(dueAfter('2024-12-30T02:00:00Z', 1, published)).toEqual({ at: '2024-12-31T15:59:59.999Z', calendar: 'published' });
    expect(dueAfter('2024-12-30T02:00:00Z', 2, published)).toEqual({ at: '2025-01-01T15:59:59.999Z', calendar: 'weekdays' });
  });

  it.each([-1, 0.5, Number.NaN])('refuses %p working days', (days) => {
    expect(() => dueAfter('2024-09-27T02:00:00Z', days, unpublished)).toThrow(RangeError);
  });

  it('refuses an instant that is none', () => {
    expect(() => dueAfter('2024-09-27', 1, unpublished)).toThrow(RangeError);
  });

  it('gives a specification ten weekdays', () => {
    expect(byCodes.confirmBy('2024-07-01T02:00:00.000Z')).toEqual({ at: '2024-07-15T15:59:59.999Z', calendar: 'weekdays' });
  });
});

describe('days of the calendar', () => {
  it.each([['2024-02-28', '2024-02-29'], ['2023-02-28', '2023-03-01'], ['2024-12-31', '2025-01-01'], ['1999-12-31', '2000-01-01']])('puts after %s the day %s', (day, next) => {
    expect(dayAfter(day)).toBe(next);
  });

  it('knows the weekend', () => {
    const week = ['2024-09-23', '2024-09-24', '2024-09-25', '2024-09-26', '2024-09-27', '2024-09-28', '2024-09-29'];
    expect(week.map(isWeekend)).toEqual([false, false, false, false, false, true, true]);
    expect(isWeekend('1970-01-01')).toBe(false);
    expect(isWeekend('2000-01-01')).toBe(true);
  });

  it.each(['2024-02', '2024-02-30', '2024-02-01~', ''])('refuses %j', (day) => {
    expect(() => dayAfter(day)).toThrow(RangeError);
    expect(() => isWeekend(day)).toThrow(RangeError);
  });
});
