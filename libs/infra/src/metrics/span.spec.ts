import fc from 'fast-check';
import { edtfInterval, periodOf } from '@entente/domain/kernel/period';
import { lastDayOf, MONTHS_MAX, monthsBetween, spanOf, upTo } from './span.js';

/** Whether the totals of a period belong to a span, as the statement asks it. */
const whole = (span: ReturnType<typeof spanOf>, period: string): boolean => {
  const [from, to] = period.length === 4 ? span.years : span.months;
  return period >= from && period <= to;
};

describe('a span of dates', () => {
  it('of a whole month takes the totals of that month and cuts none', () => {
    const span = spanOf('2024-02', '2024-02');
    expect(span).toMatchObject({ from: '2024-02-01', to: '2024-02-29', months: ['2024-02', '2024-02'], cut: [] });
    expect(['2024-01', '2024-02', '2024-03', '2024'].filter((period) => whole(span, period))).toEqual(['2024-02']);
  });

  it('of whole years takes the totals of those years too: what is dated by the year alone lies in them', () => {
    const span = spanOf('2022', '2023');
    expect(span).toMatchObject({ from: '2022-01-01', to: '2023-12-31', cut: [] });
    expect(['2021', '2022', '2023', '2024', '2021-12', '2022-01', '2023-12', '2024-01'].filter((period) => whole(span, period)))
      .toEqual(['2022', '2023', '2022-01', '2023-12']);
  });

  it('of a part of a year leaves out what is dated by that year alone', () => {
    const span = spanOf('2022-02', '2024-11');
    expect(['2021', '2022', '2023', '2024'].filter((period) => whole(span, period))).toEqual(['2023']);
  });

  it('takes a month that is cut at an end from the entries, and not from the totals', () => {
    const span = spanOf('2024-01-11', '2024-03-10');
    expect(span.cut).toEqual(['2024-01', '2024-03']);
    expect(['2023-12', '2024-01', '2024-02', '2024-03', '2024-04'].filter((period) => whole(span, period))).toEqual(['2024-02']);
  });

  it('within one month has that month cut, once, and no whole one', () => {
    const span = spanOf('2024-01-11', '2024-01-20');
    expect(span.cut).toEqual(['2024-01']);
    expect(['2023-12', '2024-01', '2024-02'].filter((period) => whole(span, period))).toEqual([]);
  });

  it('that is open at a side reaches to the end of time there', () => {
    expect(whole(spanOf(undefined, '2024-01'), '0001-01')).toBe(true);
    expect(whole(spanOf('2024-01', undefined), '9999-12')).toBe(true);
    expect(spanOf(undefined, undefined)).toMatchObject({ from: '0001-01-01', to: '9999-12-31', cut: [] });
  });

  it('up to a day holds all that has begun, and so the year and the month of that day', () => {
    const span = upTo('2024-05-15');
    expect(span).toMatchObject({ to: '2024-05-15', cut: ['2024-05'], begun: true });
    expect(['2023', '2024', '2025', '2024-04', '2024-05'].filter((period) => whole(span, period))).toEqual(['2023', '2024', '2024-04']);
    expect(whole(upTo('2024-05-31'), '2024-05')).toBe(true);
  });

  it('refuses approximate ends', () => expect(() => spanOf('2024~', undefined)).toThrow(RangeError));

  it('takes every dated thing exactly once: from the totals of its period, or from the entries of a cut month', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const month = fc.tuple(fc.integer({ min: 2019, max: 2022 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${two(m)}`);
    const day = fc.tuple(month, fc.integer({ min: 1, max: 31 })).map(([m, d]) => (`${m}-${two(d)}` > lastDayOf(m) ? lastDayOf(m) : `${m}-${two(d)}`));
    const date = fc.oneof(day, day, month, month.map((each) => each.slice(0, 4)));
    fc.assert(fc.property(fc.option(date, { nil: undefined }), fc.option(date, { nil: undefined }), date, (from, to, on) => {
      const span = spanOf(from, to);
      fc.pre(span.from <= span.to);
      const covers = edtfInterval(on);
      const inside = covers.from >= span.from && covers.to <= span.to;
      const period = periodOf(on);
      const fromTotals = whole(span, period);
      const fromEntries = span.cut.includes(period) && inside;
      expect(Number(fromTotals) + Number(fromEntries)).toBe(inside ? 1 : 0);
    }), { numRuns: 5_000 });
  });
});

describe('months', () => {
  it('end on their last day, in leap years too', () =>
    expect(['2023-02', '2024-02', '1900-02', '2000-02', '2024-04', '2024-12'].map(lastDayOf)).toEqual([
      '2023-02-28', '2024-02-29', '1900-02-28', '2000-02-29', '2024-04-30', '2024-12-31',
    ]));

  it('between two dates are both included, across years', () => {
    expect(monthsBetween('2023-11-15', '2024-02-01')).toEqual(['2023-11', '2023-12', '2024-01', '2024-02']);
    expect(monthsBetween('2024-02-01', '2024-01-31')).toEqual([]);
  });

  it('are at most a hundred years, and one more to tell that there were', () => expect(monthsBetween('0001-01-01', '9999-12-31')).toHaveLength(MONTHS_MAX + 1));
});
