import { one, overTime } from './over-time.js';

const of = { metric: 'alliances.members', subject: 'a', grade: 'submitted', cohortOn: '2026' } as const;
const figure = (standing: string) => one('310000', 'member', { standing });

describe('entries of a level that is known for every day', () => {
  const between = (from: string, to: string | null) => (day: string) => (from <= day && (to === null || day < to) ? [figure('active')] : []);

  it('tell at each date by how much it moved', () => {
    expect(overTime(of, ['2026-03-01', '2026-01-10', null], between('2026-01-10', '2026-03-01')).map(({ effectiveOn, sign }) => [effectiveOn, sign])).toEqual([['2026-01-10', 1], ['2026-03-01', -1]]);
    expect(overTime(of, ['2026-01-10', '2026-02-01'], between('2026-01-10', null))).toHaveLength(1);
    expect(overTime(of, [], between('2026-01-10', null))).toEqual([]);
    expect(overTime(of, ['2026-01-10', '2026-01-10'], between('2026-01-10', null))).toHaveLength(1);
  });

  it('take effect on the first day of a coarse date, and keep its words', () => {
    expect(overTime(of, ['2026-02', '2026'], between('2026-01-01', '2026-02-01')).map(({ effectiveOn, sign }) => [effectiveOn, sign])).toEqual([['2026', 1], ['2026-02', -1]]);
  });

  it('take the former figures back where they are of another kind', () => {
    const entries = overTime(of, ['2026-01-10', '2026-02-01'], (day) => [figure(day < '2026-02-01' ? 'active' : 'suspended')]);
    expect(entries.map(({ effectiveOn, sign, dims }) => [effectiveOn, sign, dims.standing])).toEqual([['2026-01-10', 1, 'active'], ['2026-02-01', -1, 'active'], ['2026-02-01', 1, 'suspended']]);
  });
});
