import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '@entente/domain/kernel/refusal';
import type pg from 'pg';
import { poolAs } from '../database/pools.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { clock, door, jobThat, lookAt, PACE, rowsOf } from './jobs.samples.js';
import { TooEarly } from './job.js';
import { checkJobs, type Job, runDue } from './runner.js';

describe('what is done on schedule', () => {
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

  const statesOf = async (job: Job) => (await rowsOf(pool, job)).map(({ period, state }) => `${period} ${state}`);
  const outcomes = async (at: string, job: Job, more: Parameters<typeof lookAt>[3] = {}) => (await lookAt(pool, at, job, more)).map(({ period, outcome }) => `${period} ${outcome}`);

  it('begins with the newest period and is told of it; what it answers is kept', async () => {
    let told: object = {};
    const job = jobThat(async (run) => {
      told = { ...run, still: await run.isStill() };
      return { firms: 66, position: 4_711 };
    });
    expect(await outcomes('2024-06-30T10:00:00', job)).toEqual(['2024-06-30 done']);
    const [row, ...more] = await rowsOf(pool, job);
    expect(more).toEqual([]);
    expect(told).toMatchObject({ period: '2024-06-30', now: '2024-06-30T02:00:00.000Z', token: row?.token, still: true });
    expect(row).toMatchObject({ state: 'done', attempts: 1, result: { firms: 66, position: 4_711 }, position: '4711', error: null, due_at: new Date('2024-06-29T18:00:00.000Z') });
    expect(row?.finished_at).toBeInstanceOf(Date);
    expect(await outcomes('2024-06-30T23:59:59', job)).toEqual([]);
  });

  it('is caught up with after three days, in order', async () => {
    const job = jobThat();
    await lookAt(pool, '2024-02-27T10:00:00', job);
    expect(await outcomes('2024-03-01T02:00:00', job)).toEqual(['2024-02-28 done', '2024-02-29 done', '2024-03-01 done']);
    expect(job.periods).toEqual(['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01']);
  });

  it('is caught up with a month of days at a look, and leaves none out', async () => {
    const job = jobThat();
    await lookAt(pool, '2024-01-01T10:00:00', job);
    const looks: number[] = [];
    for (let made = 1; made > 0; ) looks.push((made = (await outcomes('2024-03-10T10:00:00', job)).length));
    expect(looks).toEqual([31, 31, 7, 0]);
    expect([job.periods.length, job.periods[0], job.periods.at(-1)]).toEqual([70, '2024-01-01', '2024-03-10']);
    expect(job.periods).toEqual([...new Set(job.periods)].sort());
  });

  it('has one series for each set of parameters, however they are written', async () => {
    const [one, same, other] = [{ region: '510100', by: 'month' }, { by: 'month', region: '510100' }, { region: '500000' }].map((parameters) => jobThat(undefined, { name: 'brief', parameters }));
    for (const job of [one, same, other]) await lookAt(pool, '2024-06-30T10:00:00', job!);
    expect([one, same, other].map((job) => job?.periods.length)).toEqual([1, 0, 1]);
    expect(() => checkJobs([one!, other!])).not.toThrow();
    expect(() => checkJobs([one!, same!])).toThrow('There are two jobs');
    expect(() => checkJobs([jobThat(undefined, { schedule: { every: 'day', at: '2:00' } })])).toThrow(RangeError);
  });

  describe('with many workers at once', () => {
    it('is done once for each period, one after the other', async () => {
      const workers = Array.from({ length: 6 }, () => poolAs(database.url, 'entente_worker', 2));
      let [running, most] = [0, 0];
      const job = jobThat(async () => {
        most = Math.max(most, (running += 1));
        await sleep(3);
        running -= 1;
        return {};
      });
      await lookAt(pool, '2024-01-01T10:00:00', job);
      const made: string[] = [];
      // Their clocks differ by hours.
      const look = async (worker: pg.Pool, n: number) => {
        for (let round = 0; round < 12; round += 1) made.push(...(await lookAt(worker, `2024-01-20T${String(4 + n).padStart(2, '0')}:00:00`, job)).map(({ period, outcome }) => `${period} ${outcome}`));
      };
      await Promise.all(workers.map(look));
      const periods = Array.from({ length: 20 }, (_, n) => `2024-01-${String(n + 1).padStart(2, '0')}`);
      expect(job.periods).toEqual(periods);
      expect(made.sort()).toEqual(periods.slice(1).map((period) => `${period} done`));
      expect(most).toBe(1);
      expect((await rowsOf(pool, job)).map(({ attempts }) => attempts)).toEqual(periods.map(() => 1));
      await Promise.all(workers.map((worker) => worker.end()));
    });

    it('begins once, though all look for the first time', async () => {
      const job = jobThat();
      const made = await Promise.all(Array.from({ length: 8 }, () => lookAt(pool, '2024-06-30T10:00:00', job)));
      expect(made.flat()).toHaveLength(1);
      expect(job.periods).toEqual(['2024-06-30']);
    });

    it('does not begin a later period while an earlier one is being made', async () => {
      const [begun, finish] = [door(), door()];
      const job = jobThat(async ({ period }) => {
        if (period === '2024-06-29') {
          begun.open();
          await finish.opened;
        }
        return {};
      });
      await lookAt(pool, '2024-06-28T10:00:00', job);
      const first = lookAt(pool, '2024-06-30T10:00:00', job);
      await begun.opened;
      expect(await outcomes('2024-06-30T10:00:00', job)).toEqual([]);
      expect(await statesOf(job)).toEqual(['2024-06-28 done', '2024-06-29 running', '2024-06-30 waiting']);
      finish.open();
      expect((await first).map(({ period }) => period)).toEqual(['2024-06-29', '2024-06-30']);
    });
  });

  describe('with a clock that jumps', () => {
    it('back, is done for no period twice and begins again where it was', async () => {
      const job = jobThat();
      await lookAt(pool, '2024-06-28T10:00:00', job);
      await lookAt(pool, '2024-06-30T10:00:00', job);
      for (const at of ['2024-06-30T01:00:00', '2024-06-27T10:00:00', '1970-01-02T00:00:00', '2024-06-30T10:00:00']) expect(await outcomes(at, job)).toEqual([]);
      expect(await outcomes('2024-07-01T02:00:00', job)).toEqual(['2024-07-01 done']);
      expect(job.periods).toEqual(['2024-06-28', '2024-06-29', '2024-06-30', '2024-07-01']);
    });

    it('between two workers, ahead and behind, is done for no period twice', async () => {
      const job = jobThat();
      for (const at of ['2024-06-28T10:00:00', '2024-07-02T10:00:00', '2024-06-29T10:00:00', '2024-07-03T10:00:00', '2024-06-30T10:00:00']) await lookAt(pool, at, job);
      expect(job.periods).toEqual(['2024-06-28', '2024-06-29', '2024-06-30', '2024-07-01', '2024-07-02', '2024-07-03']);
    });

    it('forward and back, goes on with what only wants the newest', async () => {
      const job = jobThat(undefined, { schedule: { every: 'minutes', minutes: 5 } });
      expect(await outcomes('2024-06-30T14:07:00', job)).toEqual(['2024-06-30T14:05+08:00 done']);
      expect(await outcomes('2031-06-30T14:21:00', job)).toEqual(['2031-06-30T14:20+08:00 done']);
      expect(await outcomes('2024-06-30T14:08:00', job)).toEqual([]);
      expect(await outcomes('2024-06-30T14:59:00', job)).toEqual(['2024-06-30T14:55+08:00 done']);
      expect(job.periods).toHaveLength(3);
    });

    it('forward and back, leaves what was not done there until it is due', async () => {
      let fails = true;
      const job = jobThat(async () => {
        if (fails) throw new Error('The clock is wrong.');
        return {};
      }, { schedule: { every: 'minutes', minutes: 5 } });
      expect(await outcomes('2031-06-30T14:21:00', job)).toEqual(['2031-06-30T14:20+08:00 waiting']);
      await pool.query('update jobs.runs set retry_at = now() where job = $1', [job.name]);
      fails = false;
      expect(await outcomes('2024-06-30T14:21:00', job)).toEqual(['2024-06-30T14:20+08:00 done']);
      expect(await statesOf(job)).toEqual(['2024-06-30T14:20+08:00 done', '2031-06-30T14:20+08:00 waiting']);
    });

    it('of the database, waits for no time that lies too far ahead', async () => {
      const job = jobThat(async () => Promise.reject(new Error('No.')));
      await lookAt(pool, '2024-06-30T10:00:00', job);
      await pool.query(`update jobs.runs set retry_at = now() + interval '1 year' where job = $1`, [job.name]);
      expect(await outcomes('2024-06-30T10:00:00', job)).toEqual(['2024-06-30 waiting']);
      await pool.query(`update jobs.runs set state = 'running', token = gen_random_uuid(), heartbeat_at = now() + interval '1 year', retry_at = null where job = $1`, [job.name]);
      expect(await outcomes('2024-06-30T10:00:00', job)).toEqual(['2024-06-30 waiting']);
      expect(await rowsOf(pool, job)).toMatchObject([{ attempts: 2, losses: 1 }]);
    });
  });

  describe('where it fails', () => {
    it('is not tried again where a rule refused it, and is never given up where it only came too early', async () => {
      const refused = jobThat(async () => Promise.reject(new Refusal('report/unknown', { en: 'There is no such report.', zh: '没有该报表。' })));
      expect(await outcomes('2024-06-30T10:00:00', refused)).toEqual(['2024-06-30 failed']);
      const early = jobThat(async () => Promise.reject(new TooEarly('It is not time yet.')));
      for (let n = 0; n <= PACE.attemptsMax; n += 1) {
        expect(await outcomes('2024-06-30T10:00:00', early)).toEqual(['2024-06-30 waiting']);
        await pool.query(`update jobs.runs set retry_at = now() - interval '1 millisecond' where job = $1`, [early.name]);
      }
      expect(await rowsOf(pool, early)).toMatchObject([{ attempts: 0 }]);
    });

    it('is tried again ever later, then has failed, visibly, and later periods go on', async () => {
      const warned: string[] = [];
      const job = jobThat(async ({ period }) => {
        if (period === '2024-06-29') throw new Error(`No quota\0of ${period}.`);
        return {};
      });
      const say = (_: string, message: string) => void warned.push(message);
      const waited = async () => {
        const row = (await rowsOf(pool, job))[1];
        await pool.query(`update jobs.runs set retry_at = now() - interval '1 millisecond' where job = $1 and state = 'waiting' and retry_at is not null`, [job.name]);
        return [row?.state, row?.attempts, row?.error, row!.retry_at!.getTime() - row!.heartbeat_at!.getTime()];
      };
      await lookAt(pool, '2024-06-28T10:00:00', job);
      expect(await outcomes('2024-06-30T10:00:00', job, { say })).toEqual(['2024-06-29 waiting']);
      // It is not yet time to try again, and nothing goes before it.
      expect(await outcomes('2024-06-30T10:00:00', job, { say })).toEqual([]);
      expect(await waited()).toEqual(['waiting', 1, 'No quota of 2024-06-29.', 10_000]);
      expect(await outcomes('2024-06-30T10:00:00', job, { say })).toEqual(['2024-06-29 waiting']);
      expect(await waited()).toEqual(['waiting', 2, 'No quota of 2024-06-29.', 20_000]);
      expect(await outcomes('2024-06-30T10:00:00', job, { say })).toEqual(['2024-06-29 failed', '2024-06-30 done']);
      expect((await rowsOf(pool, job))[1]).toMatchObject({ state: 'failed', attempts: 3, error: 'No quota of 2024-06-29.', result: null, retry_at: null, finished_at: expect.any(Date) });
      expect(warned).toEqual(['an attempt at a run has failed', 'an attempt at a run has failed', 'a run has failed for good']);
      expect(await outcomes('2024-06-30T10:00:00', job)).toEqual([]);
    });

    it('waits no longer than the longest wait', async () => {
      const job = jobThat(async () => Promise.reject(new Error('No.')));
      await lookAt(pool, '2024-06-30T10:00:00', job, { pace: { backoffMsMax: 4_000 } });
      const [row] = await rowsOf(pool, job);
      expect(row!.retry_at!.getTime() - row!.heartbeat_at!.getTime()).toBe(4_000);
    });

    it('has succeeded when a later attempt does', async () => {
      let tries = 0;
      const job = jobThat(async () => {
        if ((tries += 1) < 2) throw new Error('Not yet.');
        return { tries };
      });
      expect(await outcomes('2024-06-30T10:00:00', job, { pace: { backoffMs: 0 } })).toEqual(['2024-06-30 waiting', '2024-06-30 done']);
      expect((await rowsOf(pool, job))[0]).toMatchObject({ state: 'done', attempts: 2, result: { tries: 2 }, error: null });
    });

    it.each<[string, () => Promise<object>]>([
      ['that cannot be kept', async () => ({ name: 'a\0b' })],
      ['that is no JSON', async () => ({ n: 1n })],
    ])('by an answer %s, it has failed like any other', async (_, run) => {
      const job = jobThat(run);
      expect(await outcomes('2024-06-30T10:00:00', job)).toEqual(['2024-06-30 waiting']);
      expect((await rowsOf(pool, job))[0]?.error).toMatch(/^The (text|value) at /);
    });

    it('keeps one open run of what only wants the newest, and goes on with the newest after it', async () => {
      let fails = true;
      const job = jobThat(async () => {
        if (fails) throw new Error('No.');
        return {};
      }, { schedule: { every: 'minutes', minutes: 1 } });
      for (const [minute, state] of [['00', 'waiting'], ['01', 'waiting'], ['02', 'failed']]) {
        expect(await outcomes(`2024-06-30T14:${minute}:30`, job)).toEqual([`2024-06-30T14:00+08:00 ${state}`]);
        await pool.query(`update jobs.runs set retry_at = now() where job = $1 and state = 'waiting'`, [job.name]);
      }
      expect(await statesOf(job)).toEqual(['2024-06-30T14:00+08:00 failed']);
      fails = false;
      expect(await outcomes('2024-06-30T14:09:30', job)).toEqual(['2024-06-30T14:09+08:00 done']);
    });
  });

  it('begins no run once it is told to stop, and finishes the one that it makes', async () => {
    const stopping = new AbortController();
    const job = jobThat(async ({ period }) => {
      if (period === '2024-06-29') stopping.abort();
      return {};
    });
    await lookAt(pool, '2024-06-28T10:00:00', job);
    expect(await outcomes('2024-06-30T10:00:00', job, { signal: stopping.signal })).toEqual(['2024-06-29 done']);
    expect(await statesOf(job)).toEqual(['2024-06-28 done', '2024-06-29 done', '2024-06-30 waiting']);
  });

  it('goes through all jobs at one look', async () => {
    const jobs = [jobThat(), jobThat(async () => Promise.reject(new Error('No.'))), jobThat(undefined, { schedule: { every: 'month', day: 31, at: '09:00' } })];
    const made = await runDue({ pool, jobs, now: clock('2024-02-29T09:00:00'), say: () => undefined, pace: PACE });
    expect(made.map(({ period, outcome }) => `${period} ${outcome}`)).toEqual(['2024-02-29 done', '2024-02-29 waiting', '2024-02 done']);
  });
});
