import { type AttemptOptions, makeAttempt, type Outcome } from './attempt.js';
import { enterDue } from './entering.js';
import { type Job, seriesOf } from './job.js';
import { endLost, type Pace, type Series, take } from './ledger.js';
import { type OpenJobs, openSeries, runFor } from './open.js';

export { type Asked, checkJobs, type Job, type Run, type Scheduled } from './job.js';

export type LookOptions = AttemptOptions & Readonly<{
  pace?: Partial<Pace>;
  /** Where it is aborted, the run that is being made is finished and no other is begun. */
  signal?: AbortSignal;
}>;
export type RunnerOptions = LookOptions & Readonly<{ jobs: readonly Job[] }>;

/** An attempt and how it ended. */
export type Attempt = Series & Readonly<{ period: string; outcome: Outcome }>;

/** Eight attempts that fail, over a quarter of an hour; 40 workers that are lost, over an hour. */
const USUAL_PACE: Pace = {
  beatMs: 5_000, staleMs: 30_000, backoffMs: 10_000, backoffMsMax: 300_000, attemptsMax: 8, lossBackoffMs: 1_000, lossBackoffMsMax: 60_000, lossesMax: 40,
};
/** How many runs of a series are made at one look. */
const AT_ONCE_MAX = 31;

const instant = ({ now = Date.now }: LookOptions): string => new Date(now()).toISOString();

/**
 * One look at all jobs, one after the other: enters in the ledger what has fallen due, and makes the runs that nobody else
 * makes, the oldest first. Safe in many workers at once, and with clocks that jump: each period is done once.
 */
export const runDue = async (options: RunnerOptions): Promise<readonly Attempt[]> => {
  const attempts: Attempt[] = [];
  for (const job of options.jobs) {
    if (options.signal?.aborted) break;
    await enterDue(options.pool, job, instant(options));
    attempts.push(...await runSeries(options, seriesOf(job), job.run, AT_ONCE_MAX));
  }
  return attempts;
};

/**
 * One look at all runs in the ledger that are due, of the jobs of some names, whether by schedule or because somebody asked:
 * the oldest run of each series, series after series in the order in which they are due, and again until nothing is left
 * that nobody else makes. What is not done here for want of knowing the job is left to a worker that knows it.
 */
export const runOpen = async (options: LookOptions, open: OpenJobs): Promise<readonly Attempt[]> => {
  const attempts: Attempt[] = [];
  for (let n = 0; n < AT_ONCE_MAX; n += 1) {
    const before = attempts.length;
    for (const series of await openSeries(options.pool, open, instant(options))) {
      const run = runFor(open, series);
      if (run) attempts.push(...await runSeries(options, series, run, 1));
    }
    if (attempts.length === before) break;
  }
  return attempts;
};

/** Makes the runs of one series that are due, the oldest first and no more than so many. */
const runSeries = async (options: LookOptions, series: Series, run: Job['run'], most: number): Promise<readonly Attempt[]> => {
  const pace = { ...USUAL_PACE, ...options.pace };
  const attempts: Attempt[] = [];
  for (const { period, state } of options.signal?.aborted ? [] : await endLost(options.pool, series, pace)) {
    options.say('warn', state === 'failed' ? 'a run has failed, because its workers were lost' : 'a run was cancelled, after its worker was lost', { ...series, period });
  }
  while (attempts.length < most && !options.signal?.aborted) {
    const held = await take(options.pool, series, instant(options), pace);
    if (!held) break;
    const attempt = { ...series, period: held.period, outcome: await makeAttempt(options, pace, run, held) };
    attempts.push(attempt);
    if (attempt.outcome === 'lost') options.say('warn', 'a run was taken over by another worker', attempt);
  }
  return attempts;
};
