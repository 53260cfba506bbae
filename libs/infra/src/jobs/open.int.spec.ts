import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { poolAs } from '../database/pools.js';
import { waitUntil } from '../services/child.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { askRun } from './asking.js';
import { enterDue } from './entering.js';
import { askedAt, DAILY, lookAtOpen, PACE, rowsOf } from './jobs.samples.js';
import type { OpenJobs } from './open.js';
import type { Run } from './runner.js';
import { Ticker } from './ticker.js';

const AT = '2024-06-30T10:00:00';

describe('runs of series that are not known beforehand', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let query: pg.Pool;
  let unique = 0;
  /** A beginning of names that no other test uses. */
  let prefix: string;
  beforeAll(async () => {
    database = await testDatabase();
    pool = poolAs(database.url, 'entente_worker', 6);
    query = poolAs(database.url, 'entente_query', 2);
  });
  beforeEach(() => (prefix = `report${(unique += 1)}/`));
  afterAll(async () => {
    await pool.end();
    await query.end();
    await database.drop();
  });

  const ask = (name: string, parameters: object, period: string, due = `${period}T02:00:00+08:00`) =>
    askRun(query, { job: `${prefix}${name}`, parameters, period, dueAt: due, asked: askedAt('2024-06-30T00:00:00') });
  /** Takes down what is made, as `name parameters period`. */
  const noting = (run: (told: Run, name: string) => Promise<object> = async () => ({})): OpenJobs & Readonly<{ made: string[] }> => {
    const made: string[] = [];
    return {
      prefix, made,
      jobFor: (job, parameters) => (told) => {
        made.push(`${job.slice(prefix.length)} ${Object.values(parameters).join()} ${told.period}`);
        return run(told, job.slice(prefix.length));
      },
    };
  };
  const look = async (open: OpenJobs, at = AT) => (await lookAtOpen(pool, at, open)).map(({ job, period, outcome }) => `${job.slice(prefix.length)} ${period} ${outcome}`);

  it('are made in the order in which they are due, one of each series after the other, scheduled or asked for', async () => {
    const scheduled = { name: `${prefix}brief`, parameters: { region: '510100' }, schedule: DAILY };
    await enterDue(pool, scheduled, '2024-06-27T03:00:00Z');
    await enterDue(pool, scheduled, '2024-06-29T03:00:00Z');
    await ask('brief', { region: '500000' }, '2024-06-26');
    await ask('brief', { region: '500000' }, '2024-06-30');
    await ask('matrix', { region: 'all' }, '2024-07-01');
    await askRun(query, { job: `other/${prefix}`, parameters: {}, period: 'x', dueAt: '2020-01-01T00:00:00Z', asked: askedAt('2024-06-30T00:00:00') });
    const open = noting();
    await look(open);
    expect(open.made).toEqual(['brief 500000 2024-06-26', 'brief 510100 2024-06-27', 'brief 510100 2024-06-28', 'brief 500000 2024-06-30', 'brief 510100 2024-06-29']);
    expect(await look(open)).toEqual([]);
    expect(await look(open, '2024-07-01T02:00:00')).toEqual(['matrix 2024-07-01 done']);
  });

  it('are made of all names that begin so, and left to others where nobody here knows them', async () => {
    const drafts = prefix.replace('report', 'draft');
    await ask('known', {}, '2024-06-01');
    await ask('unknown', {}, '2024-06-01');
    await askRun(query, { job: `${drafts}known`, parameters: {}, period: 'now', dueAt: '2024-06-02T00:00:00Z', asked: askedAt('2024-06-30T00:00:00') });
    const open: OpenJobs = { prefix: [prefix, drafts], jobFor: (job) => (job.endsWith('/known') ? async () => ({}) : undefined) };
    expect((await lookAtOpen(pool, AT, open)).map(({ job, outcome }) => `${job} ${outcome}`)).toEqual([`${prefix}known done`, `${drafts}known done`]);
    expect((await rowsOf(pool, { name: `${prefix}unknown` })).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(['waiting 0']);
  });

  it('fail each by itself, and parameters that a job does not take are such a failure', async () => {
    await ask('bad', {}, '2024-06-01');
    await ask('worse', {}, '2024-06-02');
    await ask('good', {}, '2024-06-03');
    const open: OpenJobs = { prefix, jobFor: (job) => {
      if (job.endsWith('bad')) throw new RangeError('No region is named.');
      return job.endsWith('worse') ? () => Promise.reject(new Error('No.')) : async () => ({});
    } };
    expect(await look(open)).toEqual(['bad 2024-06-01 waiting', 'worse 2024-06-02 waiting', 'good 2024-06-03 done']);
    expect((await rowsOf(pool, { name: `${prefix}bad` }))[0]).toMatchObject({ error: 'No region is named.' });
  });

  it('are each made once by many workers beside each other, and those of one series one after the other', async () => {
    const running = new Map<string, number>();
    let [most, atOnce] = [0, 0];
    const open = noting(async (_, name) => {
      running.set(name, (running.get(name) ?? 0) + 1);
      most = Math.max(most, running.get(name)!);
      atOnce = Math.max(atOnce, [...running.values()].reduce((sum, n) => sum + n, 0));
      await sleep(5);
      running.set(name, running.get(name)! - 1);
      return {};
    });
    for (const name of ['a', 'b', 'c', 'd']) {
      const scheduled = { name: `${prefix}${name}`, schedule: DAILY };
      await enterDue(pool, scheduled, '2024-06-20T03:00:00Z');
      await Promise.all(Array.from({ length: 5 }, () => enterDue(pool, scheduled, '2024-06-29T03:00:00Z')));
    }
    const workers = Array.from({ length: 4 }, () => poolAs(database.url, 'entente_worker', 2));
    await Promise.all(workers.map(async (worker) => {
      for (let n = 0; n < 15; n += 1) await lookAtOpen(worker, AT, open);
    }));
    expect(open.made).toHaveLength(40);
    expect(new Set(open.made).size).toBe(40);
    for (const name of ['a', 'b', 'c', 'd']) {
      const periods = open.made.filter((made) => made.startsWith(`${name} `));
      expect(periods).toEqual(periods.toSorted());
    }
    expect([most, atOnce > 1]).toEqual([1, true]);
    await Promise.all(workers.map((worker) => worker.end()));
  });

  it('are finished where they were begun, and none is begun, once it is told to stop', async () => {
    const stopping = new AbortController();
    for (const name of ['a', 'b']) await ask(name, {}, '2024-06-01');
    const open = noting(async () => {
      stopping.abort();
      return {};
    });
    await lookAtOpen(pool, AT, open, { signal: stopping.signal });
    expect(open.made).toEqual(['a  2024-06-01']);
  });

  describe('with a ticker', () => {
    const ticking = (open: ConstructorParameters<typeof Ticker>[0]['open'], everyMs: number, say = (_level: string, _message: string, _details: object): void => undefined) =>
      new Ticker({ pool, jobs: [], everyMs, now: () => Date.parse(`${AT}+08:00`), say, pace: PACE, ...(open && { open }) });

    it('are entered by schedule and made, though one schedule cannot be read', async () => {
      const open = noting();
      const warned: object[] = [];
      let isAway = true;
      await ask('asked', {}, '2024-06-01');
      const ticker = ticking({ ...open, schedules: async () => {
        if (isAway) throw new Error('away');
        return [{ name: `${prefix}brief`, schedule: DAILY }];
      } }, 10, (_level, _message, details) => void warned.push(details));
      expect(await waitUntil(() => open.made.length === 1 && warned.length > 0, 10_000)).toBe(true);
      isAway = false;
      expect(await waitUntil(async () => (await rowsOf(pool, { name: `${prefix}brief` }))[0]?.state === 'done', 10_000)).toBe(true);
      await ticker.close();
      expect(open.made).toEqual(['asked  2024-06-01', 'brief  2024-06-30']);
      expect(warned[0]).toEqual({ job: 'schedules', error: 'away' });
    });
  });
});
