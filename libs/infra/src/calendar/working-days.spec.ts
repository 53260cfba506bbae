import { dueAfter } from '@entente/domain/kernel/calendar';
import { dayAfter } from '@entente/domain/kernel/period';
import { dayKindOf, workingDayOf } from './working-days.js';

const days = (from: string, to: string): readonly string[] => (from > to ? [] : [from, ...days(dayAfter(from), to)]);

describe('working days as the State Council publishes them', () => {
  it.each([
    ...days('2024-02-10', '2024-02-17'), ...days('2025-10-01', '2025-10-08'), '2025-01-28', '2024-02-24', '2024-02-25', '2026-02-23',
  ])('rests on %s', (day) => {
    expect(dayKindOf(day)).toBe('rest');
  });

  it.each(['2024-02-04', '2024-02-18', '2025-01-26', '2025-10-11', '2024-02-09', '2024-02-19', '2025-10-09'])('works on %s', (day) => {
    expect(dayKindOf(day)).toBe('work');
  });

  it('says nothing of a year whose list it does not hold', () => {
    expect(['2003-10-01', '2003-06-02', '2099-01-01', '2099-06-01'].map(dayKindOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('holds a list for every year from 2004 to 2026', () => {
    expect(Array.from({ length: 23 }, (_, n) => dayKindOf(`${2004 + n}-05-01`))).toEqual(Array.from({ length: 23 }, () => 'rest'));
  });

  it('counts over the spring festival of 2024 and its two Sundays of work', () => {
    // The working days after Friday 2 February: the Sunday, Monday to Friday the 9th, and from Sunday the 18th on.
    expect(dueAfter('2024-02-02T02:00:00Z', 10, dayKindOf)).toEqual({ at: '2024-02-21T15:59:59.999Z', calendar: 'published' });
  });

  it.each<[string, number, string]>([
    ['2024-02', 1, '2024-02-01'], ['2024-02', 3, '2024-02-04'], ['2024-02', 8, '2024-02-09'], ['2024-02', 9, '2024-02-18'], ['2024-02', 18, '2024-02-29'], ['2024-02', 23, '2024-02-29'],
    ['2025-10', 1, '2025-10-09'], ['2025-10', 3, '2025-10-11'], ['2026-01', 1, '2026-01-04'],
  ])('counts to a working day of %s: the %p. is %s', (month, n, day) => {
    expect(workingDayOf(month, n)).toEqual({ day, calendar: 'published' });
  });

  it('counts Mondays to Fridays in a month whose list it does not hold, and says so', () => {
    expect([workingDayOf('2098-10', 1), workingDayOf('2098-02', 22)]).toEqual([{ day: '2098-10-01', calendar: 'weekdays' }, { day: '2098-02-28', calendar: 'weekdays' }]);
  });

  it('knows no month with more than 23 working days', () => {
    const months = Array.from({ length: 23 * 12 }, (_, n) => `${2004 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`);
    expect(months.filter((month) => workingDayOf(month, 24).day !== workingDayOf(month, 23).day)).toEqual([]);
    expect(months.filter((month) => workingDayOf(month, 23).day !== workingDayOf(month, 22).day)).not.toEqual([]);
  });
});
