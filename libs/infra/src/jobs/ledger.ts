import type { Words } from '@entente/domain/kernel/refusal';
import type { Due } from '@entente/domain/kernel/calendar';
import type pg from 'pg';
import type { Asked } from './job.js';

/** A job with its parameters as canonical JSON: what has one run for each period. */
export type Series = Readonly<{ job: string; parameters: string }>;

/** A run that is held by a token. `attempts` counts those that failed and this one, and not those whose worker was lost: these are `losses`. */
export type Held = Series & Readonly<{
  id: string; period: string; dueAt: string; calendar: Due['calendar'] | null; asked: Asked | null; token: string; attempts: number; losses: number;
}>;

/** How long a run may be silent, how soon it is tried again, and how often it is tried. */
export type Pace = Readonly<{
  /** How often a worker renews what it holds. */
  beatMs: number;
  /** After how long without that it is taken for lost. */
  staleMs: number;
  /** How long is waited after the first attempt that failed; twice as long after each further one. */
  backoffMs: number;
  backoffMsMax: number;
  attemptsMax: number;
  /** How long is waited, beyond the silence, after the second worker that was lost; twice as long after each further one. */
  lossBackoffMs: number;
  lossBackoffMsMax: number;
  lossesMax: number;
}>;

const ERROR_LENGTH_MAX = 2_000;

/**
 * Held by nobody who still lives. The clock is that of the database for all workers; where it jumped back, a time that lies
 * too far ahead counts as one that has passed, or a run would be waited for until the clock comes there again. Where workers
 * were lost again and again, ever more time is left; what is to be cancelled is not tried again and needs none.
 */
const LOST = `(r.state = 'running' and abs(extract(epoch from now() - r.heartbeat_at)) * 1000
  > $3 + case when r.losses = 0 or r.cancel_asked then 0 else least($4 * power(2::float8, r.losses - 1), $5) end)`;
const TO_BE_TRIED = `(r.state = 'waiting' and (r.retry_at is null or r.retry_at not between now() and now() + make_interval(secs => $7 / 1000.0)))`;
const lossesOf = ({ staleMs, lossBackoffMs, lossBackoffMsMax }: Pace): readonly number[] => [staleMs, lossBackoffMs, lossBackoffMsMax];

export type Ended = Readonly<{ period: string; state: 'failed' | 'cancelled' }>;

/** Ends the runs whose worker was lost, where that happened as often as may be, or where they were to be cancelled. */
export const endLost = async (pool: pg.Pool, { job, parameters }: Series, pace: Pace): Promise<readonly Ended[]> => {
  const { rows } = await pool.query<Ended>({
    name: 'jobs-end-lost',
    text: `update jobs.runs r set state = case when r.cancel_asked then 'cancelled' else 'failed' end, losses = r.losses + 1, finished_at = now(),
                  error = case when not r.cancel_asked then 'The worker that ran it was lost, and it was tried as often as it may be.' end
            where r.job = $1 and r.parameters = $2 and (r.cancel_asked or r.losses + 1 >= $6) and ${LOST} returning r.period, r.state`,
    values: [job, parameters, ...lossesOf(pace), pace.lossesMax],
  });
  return rows;
};

/**
 * Takes the oldest run that is due and not finished, under a fresh token, if it waits to be tried or its worker was lost.
 * None later is taken in its place: the periods of a series are run one after the other.
 */
export const take = async (pool: pg.Pool, { job, parameters }: Series, now: string, pace: Pace): Promise<Held | undefined> => {
  const { rows: [row] } = await pool.query<Omit<Held, keyof Series | 'dueAt'> & Readonly<{ due_at: Date }>>({
    name: 'jobs-take',
    text: `with oldest as (
             select period from jobs.runs where job = $1 and parameters = $2 and state in ('waiting', 'running') and due_at <= $6 order by due_at, period limit 1
           ), free as (
             select r.period from jobs.runs r where r.job = $1 and r.parameters = $2 and r.period = (select period from oldest) and (${LOST} or ${TO_BE_TRIED})
                for update skip locked
           )
           update jobs.runs r set state = 'running', token = gen_random_uuid(), started_at = now(), heartbeat_at = now(), retry_at = null, percent = null, doing = null,
                  attempts = r.attempts + case when r.state = 'running' then 0 else 1 end, losses = r.losses + case when r.state = 'running' then 1 else 0 end
             from free where r.job = $1 and r.parameters = $2 and r.period = free.period
           returning r.id, r.period, r.due_at, r.calendar, r.asked, r.token, r.attempts, r.losses`,
    values: [job, parameters, ...lossesOf(pace), now, pace.backoffMsMax],
  });
  if (!row) return undefined;
  const { due_at, ...run } = row;
  return { job, parameters, ...run, dueAt: due_at.toISOString() };
};

const HELD = `job = $1 and parameters = $2 and period = $3 and token = $4 and state = 'running'`;
const keyOf = ({ job, parameters, period, token }: Held): readonly string[] => [job, parameters, period, token];

/** A sign of life; false where the run is another's by now, or finished. */
export const beat = async (pool: pg.Pool, held: Held): Promise<boolean> =>
  (await pool.query({ name: 'jobs-beat', text: `update jobs.runs set heartbeat_at = now() where ${HELD}`, values: [...keyOf(held)] })).rowCount === 1;

/** Whether a run is still held, and not to be cancelled; a sign of life too. */
export const isHeld = async (pool: pg.Pool, held: Held): Promise<boolean> =>
  (await pool.query({ name: 'jobs-held', text: `update jobs.runs set heartbeat_at = now() where ${HELD} and not cancel_asked`, values: [...keyOf(held)] })).rowCount === 1;

export type Standing = 'held' | 'cancelled' | 'lost';

/** Says how far a run is, in whole percent, which is a sign of life too; and learns whether to go on with it. */
export const tell = async (pool: pg.Pool, held: Held, percent: number, doing: Words): Promise<Standing> => {
  const { rows: [row] } = await pool.query<{ cancel_asked: boolean }>({
    name: 'jobs-tell',
    text: `update jobs.runs set heartbeat_at = now(), percent = $5, doing = $6 where ${HELD} returning cancel_asked`,
    values: [...keyOf(held), percent, JSON.stringify(doing)],
  });
  if (!row) return 'lost';
  return row.cancel_asked ? 'cancelled' : 'held';
};

/** Finishes a run with what came of it, though it was to be cancelled meanwhile; false, and nothing is written, where it is another's by now. */
export const finish = async (pool: pg.Pool, held: Held, result: string, position: number | null): Promise<boolean> =>
  (await pool.query(
    `update jobs.runs set state = 'done', finished_at = now(), heartbeat_at = now(), percent = 100, doing = null, result = $5, position = $6, error = null where ${HELD}`,
    [...keyOf(held), result, position])).rowCount === 1;

export type AfterFailure = 'waiting' | 'failed' | 'cancelled';

/** Notes that an attempt failed, which one that came too early does not count as: it waits to be tried again, has failed for good, or is cancelled where that was asked for. Undefined, and nothing is written, where it is another's by now. */
export const fail = async (pool: pg.Pool, held: Held, error: string, { backoffMs, backoffMsMax, attemptsMax }: Pace, isTooEarly = false): Promise<AfterFailure | undefined> => {
  const waitMs = Math.min(backoffMs * 2 ** (held.attempts - 1), backoffMsMax);
  const { rows: [row] } = await pool.query<{ state: AfterFailure }>(
    `update jobs.runs set heartbeat_at = now(), error = case when not cancel_asked then $5 end,
            state = case when cancel_asked then 'cancelled' when $6 then 'failed' else 'waiting' end, token = case when $6 or cancel_asked then token end,
            attempts = attempts - case when $8 then 1 else 0 end, finished_at = case when $6 or cancel_asked then now() end, retry_at = case when not ($6 or cancel_asked) then now() + make_interval(secs => $7 / 1000.0) end
      where ${HELD} returning state`,
    [...keyOf(held), error.replaceAll('\0', ' ').slice(0, ERROR_LENGTH_MAX) || 'It failed and did not say why.', !isTooEarly && held.attempts >= attemptsMax, waitMs, isTooEarly]);
  return row?.state;
};
