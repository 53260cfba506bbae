import type pg from 'pg';
import { canonical } from '../event-log/canonical.js';
import { beat, enter, fail, finish, giveUpLost, type Held, type Pace, readSeries, type Series, take } from './ledger.js';
import { catchesUp, checkSchedule, dueBetween, newestDue, type Schedule } from './schedule.js';

/** What a job is told of the run that it makes. */
export type Run = Readonly<{
  period: string;
  /** RFC 3339 instant in UTC: when this attempt began, by the clock of the worker. */
  now: string;
  /** Of this attempt, and of no other. */
  token: string;
  /** Whether the run is still this worker's: to be asked before something is done outside that cannot be done twice. */
  isStill: () => Promise<boolean>;
}>;

/**
 * What is done once for each period. It may be begun more than once, where a worker was lost or an attempt failed, so what
 * it does must be the same when it is done again. What it answers is kept in the ledger; a `position` of it stands there in
 * a column of its own.
 */
export type Job = Readonly<{ name: string; parameters?: object; schedule: Schedule; run: (run: Run) => Promise<object> }>;

export type RunnerOptions = Readonly<{
  pool: pg.Pool;
  jobs: readonly Job[];
  now?: () => number;
  say: (level: 'info' | 'warn', message: string, details: object) => void;
  pace?: Partial<Pace>;
  /** Where it is aborted, the run that is being made is finished and no other is begun. */
  signal?: AbortSignal;
}>;

/** An attempt and how it ended; `lost` where another had taken the run over. */
export type Attempt = Readonly<{ job: string; parameters: string; period: string; outcome: 'done' | 'waiting' | 'failed' | 'lost' }>;

/** Eight attempts, over a quarter of an hour. */
const USUAL_PACE: Pace = { beatMs: 5_000, staleMs: 30_000, backoffMs: 10_000, backoffMsMax: 300_000, attemptsMax: 8 };
/** How many missed periods of a job are entered, and how many of its runs are made, at one look. */
const AT_ONCE_MAX = 31;

const seriesOf = ({ name, parameters = {} }: Job): Series => ({ job: name, parameters: canonical(parameters) });

/**
 * Sees that all jobs can be run and that no two are the same.
 * @throws RangeError where a schedule cannot be kept, or a name with its parameters comes twice.
 */
export const checkJobs = (jobs: readonly Job[]): void => {
  const known = new Set<string>();
  for (const job of jobs) {
    checkSchedule(job.schedule);
    const name = canonical(seriesOf(job));
    if (known.has(name)) throw new RangeError(`There are two jobs ${name}; give each a name or parameters of its own.`);
    known.add(name);
  }
};

/**
 * One look at all jobs, one after the other: enters in the ledger what has fallen due, and makes the runs that nobody else
 * makes, the oldest first. Safe in many workers at once, and with clocks that jump: each period is finished once.
 */
export const runDue = async (options: RunnerOptions): Promise<readonly Attempt[]> => {
  const { pool, jobs, now = Date.now, signal } = options;
  const pace = { ...USUAL_PACE, ...options.pace };
  const attempts: Attempt[] = [];
  for (const job of jobs) {
    if (signal?.aborted) break;
    const series = seriesOf(job);
    await enterDue(pool, job.schedule, series, instant(now));
    for (const period of await giveUpLost(pool, series, pace)) options.say('warn', 'a run has failed, because its workers were lost', { ...series, period });
    for (let n = 0; n < AT_ONCE_MAX && !signal?.aborted; n += 1) {
      const held = await take(pool, series, instant(now), pace);
      if (!held) break;
      const attempt = { ...series, period: held.period, outcome: await make(options, pace, job, held) };
      attempts.push(attempt);
      if (attempt.outcome === 'lost') options.say('warn', 'a run was taken over by another worker', attempt);
    }
  }
  return attempts;
};

const instant = (now: () => number): string => new Date(now()).toISOString();

/** A job begins with the newest period at its first look. One that does not catch up has one open run at most. */
const enterDue = async (pool: pg.Pool, schedule: Schedule, series: Series, now: string): Promise<void> => {
  const { newest, isOpen } = await readSeries(pool, series, now);
  const isOnlyNewest = newest === undefined || !catchesUp(schedule);
  if (isOnlyNewest && isOpen) return;
  const slots = isOnlyNewest ? [newestDue(schedule, now)] : dueBetween(schedule, newest, now, AT_ONCE_MAX);
  if (slots.length > 0) await enter(pool, series, slots);
};

/** Makes one attempt, outside any transaction, with a sign of life now and then. What it answers counts only if the run is still held. */
const make = async ({ pool, now = Date.now, say }: RunnerOptions, pace: Pace, job: Job, held: Held): Promise<Attempt['outcome']> => {
  // A sign that could not be given is followed by the next one; who was silent for too long is told when it finishes.
  const beating = setInterval(() => void beat(pool, held).catch(() => undefined), pace.beatMs);
  try {
    let result: object;
    let text: string;
    try {
      result = await job.run({ period: held.period, now: instant(now), token: held.token, isStill: () => beat(pool, held) });
      text = canonical(result);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const outcome = await fail(pool, held, message, pace);
      say('warn', outcome === 'failed' ? 'a run has failed for good' : 'an attempt at a run has failed', { job: held.job, parameters: held.parameters, period: held.period, attempt: held.attempts, error: message });
      return outcome ?? 'lost';
    }
    return (await finish(pool, held, text, positionIn(result))) ? 'done' : 'lost';
  } finally {
    clearInterval(beating);
  }
};

const positionIn = (result: object): number | null => {
  const position = (result as { position?: unknown }).position;
  return typeof position === 'number' && Number.isSafeInteger(position) ? position : null;
};
