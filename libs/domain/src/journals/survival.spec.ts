import { survivalOf, type Duration } from './survival.js';

const reached = (days: number): Duration => ({ days, reached: true });
const waiting = (days: number): Duration => ({ days, reached: false });

describe('the time until something comes about', () => {
  it('is that of those for which it has come about, where it has for all', () =>
    expect(survivalOf([reached(30), reached(10), reached(20), reached(40)])).toEqual({
      observed: 4, reached: 4, censored: 0, medianDays: 20, quartileDays: 10,
      curve: [
        { days: 10, atRisk: 4, reached: 1, share: '0.250000' }, { days: 20, atRisk: 3, reached: 1, share: '0.500000' },
        { days: 30, atRisk: 2, reached: 1, share: '0.750000' }, { days: 40, atRisk: 1, reached: 1, share: '1.000000' },
      ],
    }));

  // The remission times in weeks of the 21 patients with 6-MP, the textbook case of Kaplan and Meier's estimator.
  it('counts those that still wait as long as they were watched', () => {
    const { curve, medianDays, observed, censored } = survivalOf([
      ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(reached), ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(waiting),
    ]);
    expect([observed, censored, medianDays]).toEqual([21, 12, 23]);
    expect(curve.map(({ days, atRisk, reached: n, share }) => `${days}: ${n}/${atRisk} ${share}`)).toEqual([
      '6: 3/21 0.142857', '7: 1/17 0.193277', '10: 1/15 0.247059', '13: 1/12 0.309804', '16: 1/11 0.372549', '22: 1/7 0.462185', '23: 1/6 0.551821',
    ]);
  });

  it('has no median while less than half have come to it', () =>
    expect(survivalOf([reached(5), waiting(100), waiting(100)])).toMatchObject({ medianDays: null, quartileDays: 5 }));

  it('says nothing of nobody', () => expect(survivalOf([])).toEqual({ observed: 0, reached: 0, censored: 0, medianDays: null, quartileDays: null, curve: [] }));

  it('takes one that ended on the day of another for still watched on it', () =>
    expect(survivalOf([reached(10), waiting(10)]).curve).toEqual([{ days: 10, atRisk: 2, reached: 1, share: '0.500000' }]));
});
