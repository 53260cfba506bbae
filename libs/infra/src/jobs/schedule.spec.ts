import fc from 'fast-check';
import { catchesUp, checkSchedule, dueBetween, newestDue, type Schedule } from './schedule.js';

const daily: Schedule = { every: 'day', at: '02:30' };
const monthly = (day: number): Schedule => ({ every: 'month', day, at: '09:00' });
const working = (workingDay: number): Schedule => ({ every: 'month', workingDay, at: '09:00' });
const given = (...slots: readonly (readonly [string, string])[]): Schedule => ({ every: 'given', slots: slots.map(([period, dueAt]) => ({ period, dueAt })) });
const minutely = (minutes: number): Schedule => ({ every: 'minutes', minutes });
const periods = (schedule: Schedule, after: string, until: string, most = 100) => dueBetween(schedule, after, until, most).map(({ period }) => period);

describe('a schedule in Asia/Shanghai', () => {
  it.each<[string, Schedule, string, string, string]>([
    ['a day whose time has come', daily, '2024-06-30T02:30:00+08:00', '2024-06-30', '2024-06-29T18:30:00.000Z'],
    ['the day before, a millisecond too early', daily, '2024-06-30T02:29:59.999+08:00', '2024-06-29', '2024-06-28T18:30:00.000Z'],
    ['the day in Shanghai and not in UTC', daily, '2024-06-29T18:30:00Z', '2024-06-30', '2024-06-29T18:30:00.000Z'],
    ['the day before the first of March of a leap year', daily, '2024-03-01T00:00:00+08:00', '2024-02-29', '2024-02-28T18:30:00.000Z'],
    ['a month whose day has come', monthly(5), '2024-06-05T09:00:00+08:00', '2024-06', '2024-06-05T01:00:00.000Z'],
    ['the month before', monthly(5), '2024-06-05T08:59:00+08:00', '2024-05', '2024-05-05T01:00:00.000Z'],
    ['the month before, over the year', monthly(5), '2024-01-01T00:00:00+08:00', '2023-12', '2023-12-05T01:00:00.000Z'],
    ['a short month on its last day', monthly(31), '2024-02-29T09:00:00+08:00', '2024-02', '2024-02-29T01:00:00.000Z'],
    ['minutes, counted from midnight', minutely(5), '2024-06-30T14:09:59+08:00', '2024-06-30T14:05+08:00', '2024-06-30T06:05:00.000Z'],
    ['minutes that do not divide the day', minutely(7), '2024-06-30T23:59:59+08:00', '2024-06-30T23:55+08:00', '2024-06-30T15:55:00.000Z'],
    ['midnight itself', minutely(7), '2024-07-01T00:00:00+08:00', '2024-07-01T00:00+08:00', '2024-06-30T16:00:00.000Z'],
  ])('has as its newest period %s', (_, schedule, now, period, dueAt) => {
    expect(newestDue(schedule, now)).toEqual({ period, dueAt });
  });

  it.each<[string, Schedule, string, string, string, 'published' | 'weekdays']>([
    ['the working day that has come', working(5), '2024-02-06T09:00:00+08:00', '2024-02', '2024-02-06T01:00:00.000Z', 'published'],
    ['the month before, a moment too early', working(5), '2024-02-06T08:59:59+08:00', '2024-01', '2024-01-08T01:00:00.000Z', 'published'],
    ['the last working day of a month that has fewer', working(19), '2024-02-29T09:00:00+08:00', '2024-02', '2024-02-29T01:00:00.000Z', 'published'],
    ['the month before, over new year', working(1), '2026-01-04T08:00:00+08:00', '2025-12', '2025-12-01T01:00:00.000Z', 'published'],
    ['a weekday of a year that is not published', working(3), '2098-10-31T00:00:00+08:00', '2098-10', '2098-10-03T01:00:00.000Z', 'weekdays'],
  ])('has, on working days, as its newest period %s', (_, schedule, now, period, dueAt, calendar) => {
    expect(newestDue(schedule, now)).toEqual({ period, dueAt, calendar });
    expect(dueBetween(schedule, now, now, 9)).toEqual([]);
  });

  it('keeps to instants that are given, in their order, whatever order they are given in', () => {
    const schedule = given(['c', '2024-09-11T09:00:00+08:00'], ['a', '2024-03-16T01:00:00Z'], ['b', '2024-03-16T09:00:00+08:00']);
    expect(newestDue(schedule, '2024-03-16T00:59:59Z')).toBeUndefined();
    expect(newestDue(schedule, '2024-09-01T00:00:00Z')).toEqual({ period: 'b', dueAt: '2024-03-16T01:00:00.000Z' });
    expect(periods(schedule, '2024-01-01T00:00:00Z', '2024-12-31T00:00:00Z')).toEqual(['a', 'b', 'c']);
    expect(periods(schedule, '2024-03-16T01:00:00Z', '2024-12-31T00:00:00Z')).toEqual(['c']);
    expect(periods(schedule, '2024-01-01T00:00:00Z', '2024-12-31T00:00:00Z', 2)).toEqual(['a', 'b']);
  });

  it('lists what was missed, the oldest first', () => {
    expect(periods(daily, '2024-02-27T02:30:00+08:00', '2024-03-01T02:30:00+08:00')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(periods(monthly(31), '2023-11-30T09:00:00+08:00', '2024-03-31T08:59:59+08:00')).toEqual(['2023-12', '2024-01', '2024-02']);
    expect(periods(minutely(7), '2024-06-30T23:50:00+08:00', '2024-07-01T00:10:00+08:00')).toEqual(['2024-06-30T23:55+08:00', '2024-07-01T00:00+08:00', '2024-07-01T00:07+08:00']);
  });

  it('lists no more than it is asked for, and nothing where time ran back', () => {
    expect(periods(daily, '2024-01-01T12:00:00+08:00', '2030-01-01T00:00:00+08:00', 2)).toEqual(['2024-01-02', '2024-01-03']);
    expect(periods(daily, '2024-06-30T02:30:00+08:00', '2024-06-30T02:30:00+08:00')).toEqual([]);
    expect(periods(daily, '2024-06-30T02:30:00+08:00', '2023-06-30T02:30:00+08:00')).toEqual([]);
  });

  it('leaves nothing out and takes nothing twice, wherever one look ends and the next begins', () => {
    const schedules = fc.oneof(
      fc.record({ every: fc.constant('day' as const), at: fc.constantFrom('00:00', '02:30', '23:59') }),
      fc.record({ every: fc.constant('month' as const), day: fc.integer({ min: 1, max: 31 }), at: fc.constantFrom('00:00', '09:00', '23:59') }),
      fc.record({ every: fc.constant('month' as const), workingDay: fc.integer({ min: 1, max: 23 }), at: fc.constantFrom('00:00', '09:00', '23:59') }),
      fc.record({ every: fc.constant('minutes' as const), minutes: fc.integer({ min: 1, max: 1_440 }) }),
    );
    const from = Date.parse('2023-12-30T15:00:00Z');
    const iso = (ms: number) => new Date(ms).toISOString();
    fc.assert(fc.property(schedules, fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 2, maxLength: 6 }), (schedule, steps) => {
      const scale = schedule.every === 'minutes' ? 60_000 : 3_600_000;
      const looks = steps.sort((a, b) => a - b).map((step) => iso(from + step * scale));
      const [first, last] = [looks[0]!, looks.at(-1)!];
      const inSteps = looks.slice(1).flatMap((look, n) => dueBetween(schedule, looks[n]!, look, 100_000));
      expect(inSteps).toEqual(dueBetween(schedule, first, last, 100_000));
      expect([newestDue(schedule, first), ...inSteps].at(-1)).toEqual(newestDue(schedule, last));
      expect(new Set(inSteps.map(({ period }) => period)).size).toBe(inSteps.length);
    }), { numRuns: 60 });
  });

  it('catches up with all but minutes, unless it says otherwise', () => {
    expect([daily, monthly(1), working(1), given(), minutely(1)].map(catchesUp)).toEqual([true, true, true, true, false]);
    expect([catchesUp({ ...daily, catchUp: 'newest' }), catchesUp({ ...minutely(5), catchUp: 'all' })]).toEqual([false, true]);
  });

  it.each<Schedule>([
    { every: 'day', at: '24:00' }, { every: 'day', at: '2:30' }, { every: 'month', day: 0, at: '02:30' }, { every: 'month', day: 32, at: '02:30' },
    { every: 'month', day: 1.5, at: '02:30' }, { every: 'month', day: 1, at: '02:60' }, { every: 'minutes', minutes: 0 }, { every: 'minutes', minutes: 1_441 }, { every: 'minutes', minutes: 2.5 },
    working(0), working(24), { every: 'month', workingDay: 1, at: '9:00' }, given(['', '2024-03-16T01:00:00Z']), given(['a', '2024-03-16']), given(['a', '2024-03-16T01:00:00Z'], ['a', '2024-03-17T01:00:00Z']),
  ])('is refused where it cannot be kept: %j', (schedule) => {
    expect(() => checkSchedule(schedule)).toThrow(RangeError);
  });

  it('is taken where it can', () => {
    for (const schedule of [daily, monthly(1), monthly(31), working(1), working(23), minutely(1), minutely(1_440), given(), given(['a', '2024-03-16T01:00:00Z'])]) expect(() => checkSchedule(schedule)).not.toThrow();
  });
});
