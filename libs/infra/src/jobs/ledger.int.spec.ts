import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { poolAs } from '../database/pools.js';
import { waitUntil } from '../services/child.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { door, jobThat, lookAt, PACE, rowsOf } from './jobs.samples.js';
import type { Attempt, Job } from './runner.js';
import { Ticker } from './ticker.js';

const AT = '2024-06-30T10:00:00';
const DENIED = { code: '42501' };

/** A worker of its own, as it is built, which begins a run and never ends it; it gives signs of life until it is killed. */
const PROGRAM = `
  import { poolAs } from '@entente/infra/database/pools';
  import { runDue } from '@entente/infra/jobs/runner';
  const { DATABASE_URL, JOB } = process.env;
  const run = () => new Promise(() => process.stdout.write('begun'));
  await runDue({ pool: poolAs(DATABASE_URL, 'entente_worker', 2), jobs: [{ name: JOB, schedule: { every: 'day', at: '02:00' }, run }], now: () => Date.parse('${AT}+08:00'), say: () => undefined, pace: { beatMs: 50 } });
`;

describe('the ledger of what is scheduled', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let owner: pg.Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = poolAs(database.url, 'entente_worker', 4);
    owner = new pg.Pool({ connectionString: database.url, max: 2 });
    owner.on('error', () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await owner.end();
    await database.drop();
  });

  /** Looks until a run is made. */
  const madeBy = async (job: Job, staleMs: number): Promise<readonly Attempt[]> => {
    let made: readonly Attempt[] = [];
    await waitUntil(async () => (made = await lookAt(pool, AT, job, { pace: { staleMs } })).length > 0, 20_000);
    return made;
  };

  describe('of a worker that is gone in the middle of a run', () => {
    let child: ChildProcess | undefined;
    afterEach(() => child?.kill('SIGKILL'));

    it('gives the run to another once it is killed, and not before', async () => {
      const job = jobThat(async () => ({ by: 'another' }));
      child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { env: { ...process.env, DATABASE_URL: database.url, JOB: job.name }, stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout!, 'data');
      const until = performance.now() + 3_000;
      while (performance.now() < until) {
        expect(await lookAt(pool, AT, job, { pace: { staleMs: 2_000 } })).toEqual([]);
        await sleep(100);
      }
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await madeBy(job, 2_000)).toMatchObject([{ period: '2024-06-30', outcome: 'done' }]);
      expect(await rowsOf(pool, job)).toMatchObject([{ state: 'done', attempts: 1, losses: 1, result: { by: 'another' } }]);
    });

    it.each<[string, () => object]>([
      ['answers', () => ({ by: 'the late one' })],
      ['fails', () => { throw new Error('Too late.'); }],
    ])('lets nothing be changed by one that was silent for too long and then %s', async (_, end) => {
      const [begun, wakes] = [door(), door()];
      let [isStill, wasStill] = [true, false];
      const late = jobThat(async (run) => {
        wasStill = await run.isStill();
        begun.open();
        await wakes.opened;
        isStill = await run.isStill();
        return end();
      });
      const another: Job = { ...late, run: async () => ({ by: 'another' }) };
      const warned: string[] = [];
      // It gives no sign of life, as one whose process stands still.
      const first = lookAt(pool, AT, late, { pace: { beatMs: 3_600_000 }, say: (_level, message) => void warned.push(message) });
      await begun.opened;
      expect(await madeBy(another, 200)).toMatchObject([{ period: '2024-06-30', outcome: 'done' }]);
      const before = await rowsOf(pool, late);
      expect(before).toMatchObject([{ state: 'done', attempts: 1, losses: 1, result: { by: 'another' }, error: null }]);
      wakes.open();
      expect((await first).map(({ outcome }) => outcome)).toEqual(['lost']);
      expect([wasStill, isStill]).toEqual([true, false]);
      expect(warned).toContain('a run was taken over by another worker');
      expect(await rowsOf(pool, late)).toEqual(before);
    });

    it('lets nothing be written by one whose run another is still making', async () => {
      const [begun, wakes, taken, ends] = [door(), door(), door(), door()];
      const late = jobThat(async () => {
        begun.open();
        await wakes.opened;
        return { by: 'the late one' };
      });
      const another: Job = { ...late, run: async () => {
        taken.open();
        await ends.opened;
        return { by: 'another' };
      } };
      const first = lookAt(pool, AT, late, { pace: { beatMs: 3_600_000 } });
      await begun.opened;
      const second = madeBy(another, 200);
      await taken.opened;
      wakes.open();
      expect((await first).map(({ outcome }) => outcome)).toEqual(['lost']);
      expect(await rowsOf(pool, late)).toMatchObject([{ state: 'running', attempts: 1, losses: 1, result: null }]);
      ends.open();
      expect(await second).toMatchObject([{ outcome: 'done' }]);
      expect(await rowsOf(pool, late)).toMatchObject([{ state: 'done', result: { by: 'another' } }]);
    });

    it('has failed where workers were lost as often as may be, and later periods go on', async () => {
      const ends = door<object>();
      const job = jobThat(async ({ period }) => (period === '2024-06-29' ? ends.opened : {}));
      await lookAt(pool, '2024-06-28T10:00:00', job);
      const given: string[] = [];
      const lost: Promise<readonly Attempt[]>[] = [];
      for (let n = 1; n <= PACE.lossesMax; n += 1) {
        lost.push(lookAt(pool, AT, job, { pace: { staleMs: 150, beatMs: 3_600_000 } }));
        expect(await waitUntil(async () => {
          const row = (await rowsOf(pool, job))[1];
          return row?.state === 'running' && row.losses === n - 1;
        }, 10_000)).toBe(true);
        await sleep(200);
      }
      const made = await lookAt(pool, AT, job, { pace: { staleMs: 150 }, say: (_level, message) => void given.push(message) });
      expect(made).toMatchObject([{ period: '2024-06-30', outcome: 'done' }]);
      expect(given).toEqual(['a run has failed, because its workers were lost']);
      expect((await rowsOf(pool, job))[1]).toMatchObject({ state: 'failed', attempts: 1, losses: PACE.lossesMax, error: expect.stringMatching(/^The worker that ran it was lost/), result: null });
      ends.open({});
      expect((await Promise.all(lost)).flat().filter(({ period }) => period === '2024-06-29').map(({ outcome }) => outcome)).toEqual(['lost', 'lost', 'lost']);
      expect((await rowsOf(pool, job))[1]).toMatchObject({ state: 'failed', result: null });
    });
  });

  describe('of workers that are lost again and again', () => {
    const PATIENT = { staleMs: 30_000, lossBackoffMs: 1_000, lossBackoffMsMax: 60_000, lossesMax: 40, attemptsMax: 8 };
    const silentFor = async (job: Job, ms: number, losses: number, more = ''): Promise<void> => void await owner.query(
      `update jobs.runs set state = 'running', token = gen_random_uuid(), retry_at = null, losses = $2, heartbeat_at = now() - make_interval(secs => $3 / 1000.0) ${more} where job = $1`, [job.name, losses, ms]);
    const isTaken = async (job: Job): Promise<boolean> => (await lookAt(pool, AT, job, { pace: PATIENT })).length > 0;

    it.each([[0, 0], [1, 1_000], [2, 2_000], [5, 16_000], [7, 60_000], [38, 60_000]])('leaves, after %p, %p ms beyond the silence', async (losses, waitMs) => {
      const job = jobThat(async () => Promise.reject(new Error('No.')));
      await lookAt(pool, AT, job);
      await silentFor(job, 30_000 + waitMs - 700, losses);
      expect(await isTaken(job)).toBe(false);
      await silentFor(job, 30_000 + waitMs + 10, losses);
      expect(await isTaken(job)).toBe(true);
      // Its second attempt took over from a worker that was lost, and that one had not failed.
      expect(await rowsOf(pool, job)).toMatchObject([{ state: 'waiting', attempts: 1, losses: losses + 1 }]);
    });

    it('gives up at the fortieth, however few attempts failed, and at the eighth attempt that failed, however few were lost', async () => {
      const [killing, failing] = [jobThat(async () => Promise.reject(new Error('No.'))), jobThat(async () => Promise.reject(new Error('No.')))];
      for (const job of [killing, failing]) await lookAt(pool, AT, job);
      await silentFor(killing, 91_000, 39);
      expect(await isTaken(killing)).toBe(false);
      expect(await rowsOf(pool, killing)).toMatchObject([{ state: 'failed', attempts: 1, losses: 40, error: expect.stringMatching(/^The worker/) }]);
      await silentFor(failing, 91_000, 38, ', attempts = 8');
      expect(await isTaken(failing)).toBe(true);
      expect(await rowsOf(pool, failing)).toMatchObject([{ state: 'failed', attempts: 8, losses: 39, error: 'No.' }]);
    });
  });

  describe('for whoever writes in it', () => {
    it('lets no finished run be changed, and none be taken out, even by its owner', async () => {
      const [done, failed] = [jobThat(), jobThat(async () => Promise.reject(new Error('No.')))];
      await lookAt(pool, AT, done);
      await lookAt(pool, AT, failed, { pace: { attemptsMax: 1 } });
      const before = [...await rowsOf(pool, done), ...await rowsOf(pool, failed)];
      expect(before.map(({ state }) => state)).toEqual(['done', 'failed']);
      for (const who of [owner, pool]) {
        for (const { name } of [done, failed]) {
          for (const change of [`state = 'waiting', finished_at = null, result = null, token = null`, `result = '{}'`, 'attempts = 0', 'heartbeat_at = now()']) {
            await expect(who.query(`update jobs.runs set ${change} where job = $1`, [name])).rejects.toMatchObject(DENIED);
          }
        }
        for (const sql of ['delete from jobs.runs', 'truncate jobs.runs cascade']) await expect(who.query(sql)).rejects.toMatchObject(DENIED);
      }
      expect([...await rowsOf(pool, done), ...await rowsOf(pool, failed)]).toEqual(before);
    });

    it('lets a worker change neither what a run is nor when it is due, nor who asked for what', async () => {
      for (const change of [`job = 'other'`, `asked = '{}'`, 'cancel_asked = true', `cancelled_by = '{}'`, 'id = gen_random_uuid()', `parameters = '{"a":1}'`, `period = '2099-01-01'`, 'due_at = now()']) await expect(pool.query(`update jobs.runs set ${change}`)).rejects.toMatchObject(DENIED);
      for (const sql of [`insert into jobs.runs (job, parameters, period, due_at) values ('j', '{}', 'p', now())`, `select jobs.set_back(gen_random_uuid(), null, now(), null)`, `select jobs.ask('j', '{}', 'p', now(), '{}')`, `select jobs.cancel(gen_random_uuid(), '{}')`, 'delete from jobs.schedules']) await expect(pool.query(sql)).rejects.toMatchObject(DENIED);
    });

    it('can be listed by the role of the api, without tokens, and by no other', async () => {
      const job = jobThat(async () => ({ firms: 66 }));
      await lookAt(pool, AT, job);
      const query = poolAs(database.url, 'entente_query', 1);
      expect((await query.query('select period, state, result from jobs.runs where job = $1', [job.name])).rows).toEqual([{ period: '2024-06-30', state: 'done', result: { firms: 66 } }]);
      for (const sql of ['select token from jobs.runs', `update jobs.runs set state = 'waiting'`, `insert into jobs.runs (job, parameters, period, due_at) values ('j', '{}', 'p', now())`, 'update jobs.runs set cancel_asked = true', 'select * from jobs.schedules']) await expect(query.query(sql)).rejects.toMatchObject(DENIED);
      await query.end();
      for (const role of ['entente_decide', 'entente_queue'] as const) {
        const other = poolAs(database.url, role, 1);
        for (const sql of ['select job from jobs.runs', `select jobs.enter('j', '{}', '{p}', '{2024-06-30}', '{null}')`, `select jobs.ask('j', '{}', 'p', now(), '{}')`, `select jobs.cancel(gen_random_uuid(), '{}')`]) await expect(other.query(sql)).rejects.toMatchObject(DENIED);
        await other.end();
      }
    });
  });

  describe('with a ticker', () => {
    const now = () => Date.parse(`${AT}+08:00`);

    it('is looked at again and again, and one job that takes long holds up no other', async () => {
      const ends = door();
      let time = now();
      const long = jobThat(async () => {
        await ends.opened;
        return {};
      });
      const short = jobThat(undefined, { schedule: { every: 'minutes', minutes: 1 } });
      const ticker = new Ticker({ pool, jobs: [long, short], everyMs: 10, now: () => (time += 1_000), say: () => undefined, pace: PACE });
      expect(await waitUntil(() => short.periods.length >= 3, 20_000)).toBe(true);
      expect((await rowsOf(pool, long)).map(({ state }) => state)).toEqual(['running']);
      const closing = ticker.close();
      ends.open();
      await closing;
      expect((await rowsOf(pool, long)).map(({ state }) => state)).toEqual(['done']);
      const made = short.periods.length;
      await sleep(100);
      expect(short.periods).toHaveLength(made);
      expect(short.periods).toEqual([...new Set(short.periods)]);
    });

    it('is waited for while the database is away', async () => {
      const warned: string[] = [];
      const away = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/nothing' });
      let isAway = true;
      const ledger = { query: (...parameters: Parameters<pg.Pool['query']>) => (isAway ? away : pool).query(...parameters) } as unknown as pg.Pool;
      const job = jobThat();
      const ticker = new Ticker({ pool: ledger, jobs: [job], everyMs: 10, now, say: (_level, message) => void warned.push(message), pace: PACE });
      expect(await waitUntil(() => warned.length >= 2, 20_000)).toBe(true);
      isAway = false;
      expect(await waitUntil(async () => (await rowsOf(pool, job))[0]?.state === 'done', 20_000)).toBe(true);
      await ticker.close();
      await away.end();
      expect(new Set(warned)).toEqual(new Set(['cannot look at what is scheduled; trying again']));
    });
  });
});
