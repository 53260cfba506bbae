import { compute, exact, firstDifferences, type Known, knownSeries, monthOnMonth, type Point, type Series } from './index.js';

const revenue: Series = { series: 'software-revenue', definition: 1, basis: 'above-threshold', accumulation: 'period', period: '2024-03' };
const of = (changed: Partial<Series>): Series => ({ ...revenue, ...changed });
const n = (value: string, changed: Partial<Series>): Known => exact(value, 'CNY', of(changed));
const yoy = (now: Known, base: Known) => compute('yoy', { now, base }, { base: 'as-known-now' });

describe('two series', () => {
  const now = n('110', {});
  it.each([
    [{ period: '2023-03' }, undefined],
    [{ period: '2023-02' }, 'different-period'],
    [{ period: '2023-03', series: 'main-business-revenue' }, 'not-comparable'],
    [{ period: '2023-03', definition: 2 }, 'different-definition'],
    [{ period: '2023-03', basis: 'all' }, 'different-basis'],
    [{ period: '2023-03', accumulation: 'ytd' as const }, 'different-accumulation'],
  ])('are compared only if their definitions allow it: %j', (changed, why) => {
    expect(yoy(now, n('100', changed))).toMatchObject(why === undefined ? { value: '10.000000' } : { value: null, why });
  });

  it('are a part and its whole only where one is a part of the other, in the same period', () => {
    const share = (part: Known, whole: Known) => compute('share', { part, whole });
    const services = n('40', { series: 'it-services-revenue' });
    expect(share(services, now)).toMatchObject({ value: '36.363636' });
    expect(share(now, services)).toMatchObject({ why: 'not-comparable' });
    expect(share(services, n('100', { period: '2024-02' }))).toMatchObject({ why: 'different-period' });
    expect(yoy(services, n('100', { period: '2023-03' }))).toMatchObject({ why: 'not-comparable' });
  });

  it('are known by names that stand for one thing each, and by wholes that are known', () => {
    const names = knownSeries.map(({ series }) => series);
    expect(new Set(names).size).toBe(names.length);
    expect(knownSeries.filter(({ partOf }) => partOf !== undefined && !names.includes(partOf))).toEqual([]);
  });

  it('lie a year apart on leap days and over two months as well', () => {
    const point = (period: string) => n('1', { accumulation: 'point', period });
    expect([yoy(point('2024-02-29'), point('2023-02-28')).value, yoy(n('1', { period: '2024-01/2024-02' }), n('1', { period: '2023-01/2023-02' })).value]).toEqual(['0.000000', '0.000000']);
  });
});

describe('the change on the month before', () => {
  const points = (...all: readonly (readonly [string, string])[]): readonly Point[] => all.map(([month, value]) => ({ month, operand: n(value, { accumulation: 'ytd', period: month }) }));
  /** January is not published, as usual; what is here is cumulative. */
  const year = points(['2023-11', '1100'], ['2023-12', '1200'], ['2024-02', '210'], ['2024-03', '310'], ['2024-04', '430']);
  const at = (month: string, all: readonly Point[] = year) => monthOnMonth(all, 'ytd', month);

  it('is not defined on cumulative numbers, but on their first differences', () => {
    const [march, april] = [n('310', { accumulation: 'ytd' }), n('430', { accumulation: 'ytd', period: '2024-04' })];
    expect(compute('mom', { now: april, base: march })).toMatchObject({ value: null, why: 'not-on-cumulative' });
    expect(compute('mom-of-cumulative', { now: n('430', {}), previous: n('310', {}), before: n('210', {}) })).toMatchObject({ why: 'only-on-cumulative' });
    const [last, first] = [n('1200', { accumulation: 'ytd', period: '2023-12' }), n('110', { accumulation: 'ytd', period: '2024-01' })];
    expect(compute('mom-of-cumulative', { now: first, previous: last, before: n('1100', { accumulation: 'ytd', period: '2023-11' }) })).toMatchObject({ why: 'different-period' });
    expect(at('2024-04')).toMatchObject({ formula: 'mom-of-cumulative', value: '20.000000' });
  });

  it('takes January and February together, and compares them with nothing but the same', () => {
    const pieces = firstDifferences(year, 'ytd');
    expect(pieces.map(({ from, to, operand }) => [from, to, operand.value])).toEqual([
      ['2023-01', '2023-11', '1100'], ['2023-12', '2023-12', '100'], ['2024-01', '2024-02', '210'], ['2024-03', '2024-03', '100'], ['2024-04', '2024-04', '120'],
    ]);
    expect([at('2024-02'), at('2024-03'), at('2024-01'), at('2023-11')]).toMatchObject([{ why: 'different-length' }, { why: 'different-length' }, { why: 'missing' }, { why: 'no-base' }]);
    const [before] = firstDifferences(points(['2023-02', '200']), 'ytd');
    expect(yoy(pieces[2]!.operand, before!.operand)).toMatchObject({ value: '5.000000' });
  });

  it('compares January with December, and February with January, where January is published', () => {
    const all = [...year, ...points(['2024-01', '110'])];
    expect([at('2024-01', all), at('2024-02', all)]).toMatchObject([{ formula: 'mom', value: '10.000000' }, { value: '-9.090909' }]);
  });

  it('does not begin anew every year where a series never does', () => {
    const all = year.map(({ month, operand }) => ({ month, operand: { ...(operand as Known), of: of({ accumulation: 'cumulative', period: month }) } })).slice(0, 2);
    expect(firstDifferences(all, 'cumulative').map(({ from, to }) => [from, to])).toEqual([['2023-12', '2023-12']]);
  });

  it('reckons with the bounds of the number between both months once', () => {
    const about = (month: string, value: string, low: string, high: string): Point => ({ month, operand: { value, low, high, precision: 'approximate', unit: 'CNY' } });
    const outcome = at('2024-04', [...points(['2024-02', '210']), about('2024-03', '310', '300', '320'), ...points(['2024-04', '430'])]);
    // At 300 it is 130 after 90, at 320 it is 110 after 110.
    expect(outcome).toMatchObject({ value: '20.000000', low: '0.000000', high: '44.444445' });
  });

  it('is plain on what a month brought', () => {
    const plain = [['2024-02', '100'], ['2024-03', '90'], ['2024-05', '80']].map(([month, value]) => ({ month: month!, operand: n(value!, { period: month! }) }));
    expect([monthOnMonth(plain, 'period', '2024-03'), monthOnMonth(plain, 'period', '2024-05')]).toMatchObject([{ formula: 'mom', value: '-10.000000' }, { why: 'no-base' }]);
  });
});
