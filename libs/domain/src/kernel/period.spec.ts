import {
  dateInShanghai, dayAfter, dayBefore, edtfInterval, endOfDayInShanghai, isEdtf, isInstant, periodOf, rangeOf, toUtcMillis,
} from './period.js';

describe('EDTF period', () => {
  it.each(['2022', '2011-12', '2024-01-11', '2000~', '2011-12~', '2024-02-29~', '2000-02-29'])('accepts %s', (text) => {
    expect(isEdtf(text)).toBe(true);
  });

  it.each([
    '', '22', '0000', '2022-13', '2022-00', '2022-1', '2023-02-29', '1900-02-29', '2024-04-31', '2024-01-00', '2022?',
    '~2022', '2022/2023', '2022-', '2022-01-01T00:00:00Z', '2022\n', '-2022', '２０２２',
  ])('refuses %j', (text) => {
    expect(isEdtf(text)).toBe(false);
    expect(() => edtfInterval(text)).toThrow(RangeError);
    expect(() => periodOf(text)).toThrow(RangeError);
  });

  it.each([
    ['2022', '2022-01-01', '2022-12-31', '2022'],
    ['2000~', '2000-01-01', '2000-12-31', '2000'],
    ['2011-12', '2011-12-01', '2011-12-31', '2011-12'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024-02'],
    ['2023-02~', '2023-02-01', '2023-02-28', '2023-02'],
    ['2024-01-11', '2024-01-11', '2024-01-11', '2024-01'],
  ])('covers with %s the days from %s to %s, in the period %s', (text, from, to, period) => {
    expect(edtfInterval(text)).toEqual({ from, to });
    expect(periodOf(text)).toBe(period);
  });

  it('includes both ends of a range and leaves open what is not asked', () => {
    expect(rangeOf('2022', '2024-02')).toEqual({ from: '2022-01-01', to: '2024-02-29' });
    expect(rangeOf('2024-01-11', '2024-01-11')).toEqual({ from: '2024-01-11', to: '2024-01-11' });
    expect(rangeOf(undefined, '2022')).toEqual({ from: null, to: '2022-12-31' });
    expect(rangeOf(undefined, undefined)).toEqual({ from: null, to: null });
  });

  it('refuses a range with a side that is no date or only about one', () => {
    expect(() => rangeOf('2022-13', undefined)).toThrow(RangeError);
    expect(() => rangeOf(undefined, '')).toThrow(RangeError);
    expect(() => rangeOf('2000~', undefined)).toThrow(RangeError);
  });
});

describe('instant', () => {
  it.each([
    ['2024-01-10T16:00:00.000Z', '2024-01-11'],
    ['2024-01-10T15:59:59.999Z', '2024-01-10'],
    ['2024-01-11T00:00:00+08:00', '2024-01-11'],
    ['2024-01-10T23:59:59.999+08:00', '2024-01-10'],
    ['2024-12-31T23:00:00-05:00', '2025-01-01'],
    ['2024-02-28T16:00:00Z', '2024-02-29'],
    ['2023-02-28T16:00:00Z', '2023-03-01'],
    ['1969-12-31T23:59:59Z', '1970-01-01'],
  ])('puts %s on %s in Shanghai', (instant, date) => {
    expect(dateInShanghai(instant)).toBe(date);
  });

  it.each([
    ['2024-01-11T00:00:00+08:00', '2024-01-10T16:00:00.000Z'],
    ['2024-01-10T16:00:00Z', '2024-01-10T16:00:00.000Z'],
    ['2024-01-10T16:00:00.1Z', '2024-01-10T16:00:00.100Z'],
    ['2024-01-10T16:00:00.1239999Z', '2024-01-10T16:00:00.123Z'],
    ['2024-03-01T00:00:00.5+00:30', '2024-02-29T23:30:00.500Z'],
    ['2024-12-31T20:00:00-08:00', '2025-01-01T04:00:00.000Z'],
  ])('writes %s as %s', (instant, expected) => {
    expect(toUtcMillis(instant)).toBe(expected);
    expect(toUtcMillis(expected)).toBe(expected);
  });

  it.each([
    '', '2024-01-10', '2024-01-10T16:00:00', '2024-01-10 16:00:00Z', '2024-01-10T24:00:00Z', '2024-01-10T16:60:00Z',
    '2024-02-30T00:00:00Z', '2024-01-10T16:00:00+8', '2024-01-10T16:00:00+24:00', '2024-01-10T16:00:00.Z',
    '2024-01-10T16:00Z', '0001-01-01T00:00:00+08:00', '9999-12-31T16:00:00Z', '2024-01-10T16:00:00Z\n',
  ])('refuses %j', (text) => {
    expect(isInstant(text)).toBe(false);
    expect(() => toUtcMillis(text)).toThrow(RangeError);
    expect(() => dateInShanghai(text)).toThrow(RangeError);
  });

  it('ends a civil day a millisecond before the next one begins', () => {
    expect(endOfDayInShanghai('2024-01-10')).toBe('2024-01-10T15:59:59.999Z');
    expect(endOfDayInShanghai('2024-03-01')).toBe('2024-03-01T15:59:59.999Z');
    expect(() => endOfDayInShanghai('2024-01')).toThrow(RangeError);
    expect(() => endOfDayInShanghai('2024-01-10~')).toThrow(RangeError);
  });

  it('knows the day before a day, and that after it leads back', () => {
    for (const [day, before] of [['2024-03-01', '2024-02-29'], ['2023-03-01', '2023-02-28'], ['2024-01-01', '2023-12-31'], ['2024-05-15', '2024-05-14']] as const) {
      expect(dayBefore(day)).toBe(before);
      expect(dayAfter(before)).toBe(day);
    }
    expect(() => dayBefore('2024-05')).toThrow(RangeError);
  });

  it('agrees with the calendar of the platform on every day of 240 years', () => {
    for (let day = Date.UTC(1880, 0, 1); day < Date.UTC(2120, 0, 1); day += 86_400_000) {
      const midnight = new Date(day).toISOString();
      const end = new Date(day + 57_599_999).toISOString();
      const agrees = toUtcMillis(midnight) === midnight && endOfDayInShanghai(midnight.slice(0, 10)) === end;
      if (!agrees) throw new Error(midnight);
    }
  });
});
