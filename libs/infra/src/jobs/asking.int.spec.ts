import type pg from 'pg';
import { poolAs } from '../database/pools.js';
import { waitUntil } from '../services/child.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { askRun, type Asking, cancelRun, runById } from './asking.js';
import { askedAt, door, jobThat, lookAt, PACE, rowsOf } from './jobs.samples.js';
import { Cancelled, Lost } from './progress.js';
import type { Job, Run } from './runner.js';

const AT = '2024-06-30T10:00:00';
const ASKED = askedAt('2024-06-30T01:00:00');
const AGAIN = askedAt('2024-06-30T01:30:00');
const NO_ID = '00000000-0000-4000-8000-000000000000';
const BUSY = { en: 'counting', zh: '统计中' };

describe('a run that somebody asks for', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let query: pg.Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = poolAs(database.url, 'entente_worker', 4);
    query = poolAs(database.url, 'entente_query', 2);
  });
  afterAll(async () => {
    await pool.end();
    await query.end();
    await database.drop();
  });

  const ask = (job: Job, asked = ASKED, asking: Asking = query) => askRun(asking, { job: job.name, parameters: job.parameters ?? {}, period: '2020-05', dueAt: '2020-06-05T09:00:00+08:00', asked });
  /** A look at a job whose own schedule never comes. */
  const look = async (job: Job, more: Parameters<typeof lookAt>[3] = {}) => (await lookAt(pool, AT, { ...job, schedule: { every: 'given', slots: [] } }, more)).map(({ period, outcome }) => `${period} ${outcome}`);

  it('is there once, however often and by whomever it is asked for, and is told who asked', async () => {
    let told: Run | undefined;
    const job = jobThat(async (run) => {
      told = run;
      return { firms: 66, position: 12 };
    }, { parameters: { region: '510100' } });
    const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => ask(job, n % 2 === 0 ? ASKED : AGAIN, n < 3 ? query : async (sql, values) => (await query.query(sql, values)).rows as never)));
    const { id } = answers[0]!;
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(answers.map((answer) => [answer.id, answer.state])).toEqual(answers.map(() => [id, 'waiting']));
    expect(await look(job)).toEqual(['2020-05 done']);
    expect(told).toMatchObject({ id, period: '2020-05', dueAt: '2020-06-05T01:00:00.000Z', calendar: null, asked: { organisation: ASKED.organisation, principal: 'officer-7' } });
    expect(await ask(job, askedAt('2024-07-01T00:00:00'))).toEqual({ id, isNew: false, state: 'done' });
    expect(await look(job)).toEqual([]);
    expect(await runById(query, id)).toEqual({
      id, job: job.name, parameters: { region: '510100' }, period: '2020-05', state: 'done', dueAt: '2020-06-05T01:00:00.000Z', calendar: null, percent: 100, doing: null, attempts: 1, losses: 0,
      asked: told?.asked, cancelledBy: null, startedAt: expect.any(String), retryAt: null, finishedAt: expect.any(String), position: 12, result: { firms: 66, position: 12 }, error: null,
    });
    for (const none of [NO_ID, 'no id']) expect([await runById(query, none), await cancelRun(query, none, ASKED)]).toEqual([undefined, undefined]);
  });

  it('waits until it is due', async () => {
    const job = jobThat();
    await askRun(query, { job: job.name, parameters: {}, period: 'later', dueAt: '2024-06-30T10:00:01+08:00', asked: ASKED });
    expect(await look(job)).toEqual([]);
  });

  it('that failed is made again in its place, as often as one that is new, and the same question twice sets nothing back', async () => {
    let fails = true;
    const job = jobThat(async ({ progress }) => {
      await progress(40, BUSY);
      if (fails) throw new Error('No disk.');
      return {};
    });
    const { id } = await ask(job);
    expect(await look(job, { pace: { attemptsMax: 1 } })).toEqual(['2020-05 failed']);
    expect(await runById(query, id)).toMatchObject({ state: 'failed', percent: 40, doing: BUSY, error: 'No disk.' });
    expect(await ask(job)).toEqual({ id, isNew: false, state: 'failed' });
    expect(await ask(job, AGAIN)).toEqual({ id, isNew: false, state: 'waiting' });
    expect(await runById(query, id)).toMatchObject({ state: 'waiting', percent: null, doing: null, error: null, attempts: 0, losses: 0, asked: AGAIN, startedAt: null, finishedAt: null });
    fails = false;
    expect(await look(job)).toEqual(['2020-05 done']);
  });

  it('says by whom it is asked for, or there is none', async () => {
    await expect(query.query(`select jobs.ask('nobody', '{}', 'p', now(), null)`)).rejects.toMatchObject({ code: '22004' });
    await expect(query.query(`select jobs.ask('nobody', '{}', 'p', now(), '"me"')`)).rejects.toMatchObject({ code: '23514' });
    expect(await rowsOf(pool, { name: 'nobody' })).toEqual([]);
  });

  describe('and cancels', () => {
    it('while it waits, is cancelled at once, stands, and may be asked for again', async () => {
      const job = jobThat(async () => Promise.reject(new Error('No.')));
      const { id } = await ask(job);
      expect(await look(job)).toEqual(['2020-05 waiting']);
      expect(await cancelRun(query, id, AGAIN)).toBe('cancelled');
      expect(await cancelRun(query, id, ASKED)).toBe('cancelled');
      expect(await runById(query, id)).toMatchObject({ state: 'cancelled', cancelledBy: AGAIN, error: null, result: null, retryAt: null, finishedAt: expect.any(String) });
      expect(await look(job)).toEqual([]);
      for (const change of [`state = 'waiting', finished_at = null`, `state = 'waiting', finished_at = null, attempts = 0, losses = 0`]) {
        await expect(pool.query(`update jobs.runs set ${change} where id = $1`, [id])).rejects.toMatchObject({ code: '42501' });
      }
      expect(await ask(job, AGAIN)).toEqual({ id, isNew: false, state: 'waiting' });
      expect(await runById(query, id)).toMatchObject({ state: 'waiting', cancelledBy: null, attempts: 0 });
    });

    it.each<[string, (error: unknown) => Promise<object>]>([
      ['lets through that it is', (error) => Promise.reject(error as Error)], ['fails of something else then', () => Promise.reject(new Error('Half done.'))],
    ])('while it is running, is cancelled when its worker next says how far it is, and %s', async (_, end) => {
      const [begun, asked] = [door(), door()];
      let thrown: unknown;
      const job = jobThat(async ({ progress }) => {
        await progress(10, BUSY);
        begun.open();
        await asked.opened;
        await waitUntil(() => progress(20, BUSY).then(() => false, (error: unknown) => (thrown = error) !== undefined), 5_000);
        return end(thrown);
      });
      const { id } = await ask(job);
      const making = look(job);
      await begun.opened;
      expect(await runById(query, id)).toMatchObject({ state: 'running', percent: 10, doing: BUSY });
      expect(await cancelRun(query, id, AGAIN)).toBe('running');
      expect(await runById(query, id)).toMatchObject({ state: 'running', cancelledBy: AGAIN });
      asked.open();
      expect(await making).toEqual(['2020-05 cancelled']);
      expect(thrown).toBeInstanceOf(Cancelled);
      expect(await runById(query, id)).toMatchObject({ state: 'cancelled', percent: 20, cancelledBy: AGAIN, error: null, result: null });
      expect(await look(job)).toEqual([]);
    });

    it('too late, is done', async () => {
      const [begun, asked] = [door(), door()];
      const job = jobThat(async () => {
        begun.open();
        await asked.opened;
        return {};
      });
      const { id } = await ask(job);
      const making = look(job);
      await begun.opened;
      await cancelRun(query, id, AGAIN);
      asked.open();
      expect(await making).toEqual(['2020-05 done']);
      expect([await cancelRun(query, id, AGAIN), (await ask(job, AGAIN)).state]).toEqual(['done', 'done']);
    });

    it('while its worker is lost, is not taken over but cancelled', async () => {
      const [begun, wakes] = [door(), door()];
      let ended: unknown;
      const job = jobThat(async ({ progress }) => {
        begun.open();
        await wakes.opened;
        await progress(90, BUSY).catch((error: unknown) => (ended = error));
        return {};
      });
      const { id } = await ask(job);
      const late = look(job, { pace: { beatMs: 3_600_000 } });
      await begun.opened;
      await cancelRun(query, id, AGAIN);
      // However often that happened before, nobody need wait for it.
      await pool.query('update jobs.runs set losses = 1 where id = $1', [id]);
      expect(await look(job)).toEqual([]);
      expect(await waitUntil(async () => {
        await look(job, { pace: { staleMs: 50, lossBackoffMs: 3_600_000, lossBackoffMsMax: 3_600_000 } });
        return (await rowsOf(pool, job))[0]?.state === 'cancelled';
      }, 5_000)).toBe(true);
      wakes.open();
      expect(await late).toEqual(['2020-05 lost']);
      expect(ended).toBeInstanceOf(Lost);
      expect(job.periods).toEqual(['2020-05']);
      expect(await runById(query, id)).toMatchObject({ state: 'cancelled', losses: 2, percent: null });
    });
  });

  it('says how far it is at most twice a second, the newest of what comes faster, and in whole percent', async () => {
    const written: (number | null)[] = [];
    let writes = 0;
    const counting = { query: (...parameters: Parameters<pg.Pool['query']>) => {
      writes += (parameters[0] as { name?: string }).name === 'jobs-tell' ? 1 : 0;
      return pool.query(...parameters);
    } } as unknown as pg.Pool;
    const job = jobThat(async ({ progress }) => {
      for (const percent of [-3, 12.4, 55, 101]) {
        await progress(percent, BUSY);
        written.push((await rowsOf(pool, job))[0]!.percent);
      }
      expect(await waitUntil(async () => (await rowsOf(pool, job))[0]?.percent === 100, 5_000)).toBe(true);
      expect(writes).toBe(2);
      // What is not yet written when it ends is not written any more.
      await progress(50, BUSY);
      return {};
    });
    await ask(job);
    expect((await lookAt(counting, AT, { ...job, schedule: { every: 'given', slots: [] } }, { pace: PACE })).map(({ outcome }) => outcome)).toEqual(['done']);
    expect(written).toEqual([0, 0, 0, 0]);
    expect((await rowsOf(pool, job))[0]).toMatchObject({ state: 'done', percent: 100, doing: null });
  });

  it('is made though how far it is cannot be written', async () => {
    const broken = { query: (...parameters: Parameters<pg.Pool['query']>) =>
      ((parameters[0] as { name?: string }).name === 'jobs-tell' ? Promise.reject(new Error('away')) : pool.query(...parameters)) } as unknown as pg.Pool;
    const job = jobThat(async ({ progress }) => {
      await progress(10, BUSY);
      return {};
    });
    expect((await lookAt(broken, AT, job)).map(({ outcome }) => outcome)).toEqual(['done']);
  });
});
