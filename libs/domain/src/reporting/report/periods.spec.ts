import fc from 'fast-check';
import { isWeekend } from '../../kernel/period.js';
import { daysAfterConference, daysOf, definitions, followUpsDue, isPeriod, periodBefore, periodsDue, yearBefore } from './index.js';

const weekdays = (): undefined => undefined;
const published = (day: string): 'work' | 'rest' => (isWeekend(day) ? 'rest' : 'work');

describe('the periods of a report', () => {
  it('are months, quarters and days after a conference', () => {
    expect(['2024-01', '2024-13', '2024', '2024-01-01'].map((period) => isPeriod('month', period))).toEqual([true, false, false, false]);
    expect(['2024-Q1', '2024-Q5', '2024-01'].map((period) => isPeriod('quarter', period))).toEqual([true, false, false]);
    expect(['T+1', 'T+30', 'T+180', 'T+2'].map((period) => isPeriod('after-conference', period))).toEqual([true, true, true, false]);
  });
  it('cover their days', () => {
    expect([daysOf('2024-02'), daysOf('2024-Q1'), daysOf('2023-Q4')]).toEqual([
      { from: '2024-02-01', to: '2024-02-29' }, { from: '2024-01-01', to: '2024-03-31' }, { from: '2023-10-01', to: '2023-12-31' },
    ]);
    expect(daysAfterConference('T+30', { from: '2024-01-10', to: '2024-01-11' })).toEqual({ from: '2024-01-10', to: '2024-02-10' });
    expect(() => daysAfterConference('T+2', { from: '2024-01-10', to: '2024-01-11' })).toThrow(RangeError);
  });
  it('follow each other', () => {
    expect([periodBefore('2024-01'), periodBefore('2024-Q1'), yearBefore('2024-02'), yearBefore('2024-Q3')]).toEqual(['2023-12', '2023-Q4', '2023-02', '2023-Q3']);
  });
});

describe('what falls due', () => {
  const monthly = { ...definitions['monthly-brief'], rhythm: 'month' as const };
  it('is a period that was over, but not due yet, when it was put on schedule', () => {
    expect(periodsDue(monthly, '2024-02-02T00:00:00Z', '2024-03-01T00:00:00Z', published).map(({ period }) => period)).toEqual(['2024-01']);
    expect(periodsDue(monthly, '2024-02-07T01:00:00Z', '2024-03-01T00:00:00Z', published)).toEqual([]);
  });
  it('is every period that falls due since, on a working day after it, in its order', () => {
    const due = periodsDue(monthly, '2024-01-15T00:00:00Z', '2024-04-30T00:00:00Z', published);
    expect(due).toEqual([
      { period: '2024-01', dueAt: '2024-02-07T01:00:00.000Z', calendar: 'published' },
      { period: '2024-02', dueAt: '2024-03-07T01:00:00.000Z', calendar: 'published' },
      { period: '2024-03', dueAt: '2024-04-05T01:00:00.000Z', calendar: 'published' },
    ]);
  });
  it('says that it was counted by weekdays where the list of the year is not published', () =>
    expect(periodsDue(monthly, '2024-01-15T00:00:00Z', '2024-02-28T00:00:00Z', weekdays)).toMatchObject([{ calendar: 'weekdays' }]));
  it('is the same however often it was looked in between', () => fc.assert(fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), (a, b) => {
    const at = (days: number): string => new Date(Date.UTC(2022, 0, 1) + days * 86_400_000).toISOString();
    const [from, between, to] = [at(0), at(Math.min(a, b)), at(Math.max(a, b))];
    const once = periodsDue(monthly, from, to, published);
    const twice = [...periodsDue(monthly, from, between, published), ...once.filter(({ dueAt }) => dueAt > between)];
    expect(twice).toEqual(once);
    expect(once.map(({ dueAt }) => dueAt)).toEqual(once.map(({ dueAt }) => dueAt).toSorted());
  })));
  it('is a follow-up the working day after its day, and none from before it was put on schedule', () => {
    const held = { from: '2024-01-11', to: '2024-01-11' };
    expect(followUpsDue(definitions.conference, held, '2024-01-01T00:00:00Z', '2024-12-31T00:00:00Z', published).map(({ period, dueAt }) => [period, dueAt])).toEqual([
      ['T+1', '2024-01-12T01:00:00.000Z'], ['T+30', '2024-02-12T01:00:00.000Z'], ['T+180', '2024-07-09T01:00:00.000Z'],
    ]);
    expect(followUpsDue(definitions.conference, held, '2024-02-20T00:00:00Z', '2024-12-31T00:00:00Z', published).map(({ period }) => period)).toEqual(['T+180']);
  });
});
