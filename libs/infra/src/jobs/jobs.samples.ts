import type pg from 'pg';
import type { Pace } from './ledger.js';
import type { OpenJobs } from './open.js';
import { type Asked, type Attempt, type Job, type LookOptions, runDue, type RunnerOptions, runOpen } from './runner.js';
import type { Schedule } from './schedule.js';

export const DAILY: Schedule = { every: 'day', at: '02:00' };
/** Nobody is taken for lost within a test, unless the test says so. */
export const PACE: Pace = { beatMs: 1_000, staleMs: 60_000, backoffMs: 10_000, backoffMsMax: 60_000, attemptsMax: 3, lossBackoffMs: 0, lossBackoffMsMax: 60_000, lossesMax: 3 };

let unique = 0;
/** A job with a series of its own, which does what it is told to and keeps what it was asked for. */
export const jobThat = (run: Job['run'] = async () => ({}), more: Partial<Job> = {}): Job & Readonly<{ periods: string[] }> => {
  const periods: string[] = [];
  return {
    name: `job-${(unique += 1)}`, schedule: DAILY, periods, ...more,
    run: (told) => {
      periods.push(told.period);
      return run(told);
    },
  };
};

/** Who asks; at another time he asks again. */
export const askedAt = (at: string): Asked => ({ organisation: '019a0c00-0000-7000-8000-000000000001', principal: 'officer-7', role: 'officer', region: '510100', at: `${at}.000Z` });

/** A time of day in Shanghai, as a worker's clock shows it. */
export const clock = (text: string): (() => number) => () => Date.parse(`${text}+08:00`);

/** One look at a job at a time of day in Shanghai. */
export const lookAt = (pool: pg.Pool, at: string, job: Job, more: Partial<RunnerOptions> = {}): Promise<readonly Attempt[]> =>
  runDue({ pool, jobs: [job], now: clock(at), say: () => undefined, ...more, pace: { ...PACE, ...more.pace } });

/** One look at what is open of the jobs of some names, at a time of day in Shanghai. */
export const lookAtOpen = (pool: pg.Pool, at: string, open: OpenJobs, more: Partial<LookOptions> = {}): Promise<readonly Attempt[]> =>
  runOpen({ pool, now: clock(at), say: () => undefined, ...more, pace: { ...PACE, ...more.pace } }, open);

export type RunRow = Readonly<{
  id: string; period: string; state: string; token: string | null; attempts: number; losses: number; percent: number | null; doing: object | null; asked: object | null; calendar: string | null; error: string | null; result: object | null; position: string | null;
  due_at: Date; started_at: Date | null; heartbeat_at: Date | null; retry_at: Date | null; finished_at: Date | null;
}>;

/** What the ledger says of a job. */
export const rowsOf = async (pool: pg.Pool, { name }: Pick<Job, 'name'>): Promise<readonly RunRow[]> =>
  (await pool.query<RunRow>('select * from jobs.runs where job = $1 order by due_at', [name])).rows;

/** A door that somebody waits at until it is opened. */
export const door = <T = void>(): Readonly<{ opened: Promise<T>; open: (value: T) => void }> => {
  let open: (value: T) => void = () => undefined;
  const opened = new Promise<T>((resolve) => (open = resolve));
  return { opened, open };
};
