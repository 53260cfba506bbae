import type pg from 'pg';
import { poolAs } from '../database/pools.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { askRun, cancelRun } from './asking.js';
import { askedAt, jobThat, lookAt, rowsOf } from './jobs.samples.js';
import type { Job } from './runner.js';
import type { Schedule } from './schedule.js';

describe('what has fallen due', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = poolAs(database.url, 'entente_worker', 4);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const outcomes = async (at: string, job: Job) => (await lookAt(pool, at, job)).map(({ period, outcome }) => `${period} ${outcome}`);

  describe('on a working day of the month', () => {
    const fifth: Schedule = { every: 'month', workingDay: 5, at: '09:00' };

    it('is caught up with over a spring festival, in order, whatever the clock did', async () => {
      const job = jobThat(undefined, { schedule: fifth });
      expect(await outcomes('2023-12-31T10:00:00', job)).toEqual(['2023-12 done']);
      // The 4th of February 2024 was a Sunday of work, so that the fifth working day was the 6th, and the 7th of March.
      for (const at of ['2024-01-08T08:59:59', '2023-11-01T10:00:00']) expect(await outcomes(at, job)).toEqual([]);
      expect(await outcomes('2024-03-07T09:00:00', job)).toEqual(['2024-01 done', '2024-02 done', '2024-03 done']);
      expect(await outcomes('2024-01-31T09:00:00', job)).toEqual([]);
      expect((await rowsOf(pool, job)).map(({ due_at, calendar }) => [due_at.toISOString(), calendar])).toEqual([
        ['2023-12-07T01:00:00.000Z', 'published'], ['2024-01-08T01:00:00.000Z', 'published'], ['2024-02-06T01:00:00.000Z', 'published'], ['2024-03-07T01:00:00.000Z', 'published'],
      ]);
    });

    it('of a year whose list is not published is that of weekdays, and says so', async () => {
      const told: unknown[] = [];
      const job = jobThat(async ({ calendar, dueAt }) => (told.push(calendar, dueAt), {}), { schedule: fifth });
      expect(await outcomes('2098-10-07T09:00:00', job)).toEqual(['2098-10 done']);
      expect(told).toEqual(['weekdays', '2098-10-07T01:00:00.000Z']);
    });
  });

  describe('at instants that are given', () => {
    const slots = [['T+180', '2024-09-11'], ['T+1', '2024-03-16'], ['T+30', '2024-04-14']].map(([period, day]) => ({ period: period!, dueAt: `${day}T09:00:00+08:00` }));

    it('is done at each once, all that were missed at the first look too', async () => {
      const job = jobThat(undefined, { schedule: { every: 'given', slots } });
      expect(await outcomes('2024-03-16T08:59:59', job)).toEqual([]);
      expect(await outcomes('2024-05-01T00:00:00', job)).toEqual(['T+1 done', 'T+30 done']);
      for (const at of ['2024-03-20T00:00:00', '2024-09-11T08:59:59']) expect(await outcomes(at, job)).toEqual([]);
      expect(await outcomes('2030-01-01T00:00:00', job)).toEqual(['T+180 done']);
    });

    it('says by which calendar its instant was counted, where that is given too', async () => {
      const job = jobThat(undefined, { schedule: { every: 'given', slots: [{ ...slots[1]!, calendar: 'weekdays' }, slots[2]!] } });
      await lookAt(pool, '2024-05-01T00:00:00', job);
      expect((await rowsOf(pool, job)).map(({ calendar }) => calendar)).toEqual(['weekdays', null]);
    });

    it('is done for one that is given late, though later ones were done', async () => {
      const job = jobThat(undefined, { schedule: { every: 'given', slots } });
      await lookAt(pool, '2024-05-01T00:00:00', job);
      expect(await outcomes('2024-05-01T00:00:00', { ...job, schedule: { every: 'given', slots: [...slots, { period: 'T+7', dueAt: '2024-03-22T09:00:00+08:00' }] } })).toEqual(['T+7 done']);
    });
  });

  it('goes on with its schedule where somebody asked for the newest period, and catches up with what lies between', async () => {
    const query = poolAs(database.url, 'entente_query', 1);
    const job = jobThat();
    await lookAt(pool, '2024-06-26T10:00:00', job);
    await askRun(query, { job: job.name, parameters: {}, period: '2024-06-29', dueAt: '2024-06-29T02:00:00+08:00', asked: askedAt('2024-06-28T01:00:00') });
    await askRun(query, { job: job.name, parameters: {}, period: '2020-01-01', dueAt: '2020-01-01T02:00:00+08:00', asked: askedAt('2024-06-29T01:00:00') });
    await query.end();
    expect(await outcomes('2024-06-30T10:00:00', job)).toEqual(['2020-01-01', '2024-06-27', '2024-06-28', '2024-06-29', '2024-06-30'].map((period) => `${period} done`));
    expect((await rowsOf(pool, job)).map(({ asked }) => asked !== null)).toEqual([true, false, false, false, true, false]);
  });

  describe('after somebody had asked for it', () => {
    const schedule: Schedule = { every: 'given', slots: [{ period: '2098-10', dueAt: '2098-11-07T09:00:00+08:00', calendar: 'weekdays' }] };
    let query: pg.Pool;
    beforeAll(() => (query = poolAs(database.url, 'entente_query', 1)));
    afterAll(() => query.end());
    const ask = ({ name }: Job) => askRun(query, { job: name, parameters: {}, period: '2098-10', dueAt: '2026-11-01T00:00:00Z', asked: askedAt('2026-11-01T00:00:00') });

    it('is done when it falls due where that was cancelled, and may be cancelled for good then', async () => {
      const job = jobThat(async () => Promise.reject(new Error('No.')), { schedule });
      const { id } = await ask(job);
      await cancelRun(query, id, askedAt('2026-11-02T00:00:00'));
      expect(await outcomes('2098-11-07T08:59:59', job)).toEqual([]);
      expect(await outcomes('2098-11-07T09:00:00', job)).toEqual(['2098-10 waiting']);
      expect(await rowsOf(pool, job)).toMatchObject([{ id, asked: null, calendar: 'weekdays', due_at: new Date('2098-11-07T01:00:00Z') }]);
      await cancelRun(query, id, askedAt('2026-11-02T00:00:00'));
      expect(await outcomes('2098-12-01T09:00:00', job)).toEqual([]);
    });

    it('is done where that was asked for too late and cancelled before anybody looked, and once at that', async () => {
      const past: Schedule = { every: 'given', slots: [{ period: '2098-10', dueAt: '2024-11-07T09:00:00+08:00' }] };
      const [cancelled, waiting] = [jobThat(async () => Promise.reject(new Error('No.')), { schedule: past }), jobThat(async ({ asked }) => ({ asked }), { schedule: past })];
      const { id } = await ask(cancelled);
      await cancelRun(query, id, askedAt('2026-11-02T00:00:00'));
      expect(await outcomes('2026-11-03T00:00:00', cancelled)).toEqual(['2098-10 waiting']);
      await cancelRun(query, id, askedAt('2026-11-02T00:00:00'));
      expect(await outcomes('2026-11-03T00:00:00', cancelled)).toEqual([]);
      await ask(waiting);
      expect(await outcomes('2026-11-03T00:00:00', waiting)).toEqual(['2098-10 done']);
      expect(await rowsOf(pool, waiting)).toMatchObject([{ asked: null, result: { asked: null }, due_at: new Date('2024-11-07T01:00:00Z') }]);
    });

    it('is done when it falls due where that had failed', async () => {
      let fails = true;
      const job = jobThat(async () => (fails ? Promise.reject(new Error('No.')) : {}), { schedule });
      await ask(job);
      expect(await lookAt(pool, '2098-11-01T00:00:00', job, { pace: { attemptsMax: 1 } })).toMatchObject([{ outcome: 'failed' }]);
      expect(await outcomes('2098-11-07T08:59:59', job)).toEqual([]);
      fails = false;
      expect(await outcomes('2098-11-07T09:00:00', job)).toEqual(['2098-10 done']);
    });
  });
});
