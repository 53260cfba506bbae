import type pg from 'pg';
import type { Slot } from './schedule.js';

/** A job with its parameters as canonical JSON: what has one run for each period. */
export type Series = Readonly<{ job: string; parameters: string }>;

/** A run that is held by a token. */
export type Held = Series & Readonly<{ period: string; token: string; attempts: number }>;

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
}>;

const ERROR_LENGTH_MAX = 2_000;

/**
 * Held by nobody who still lives. The clock is that of the database for all workers; where it jumped back, a time that lies
 * too far ahead counts as one that has passed, or a run would be waited for until the clock comes there again.
 */
const LOST = `(r.state = 'running' and abs(extract(epoch from now() - r.heartbeat_at)) * 1000 > $4)`;
const TO_BE_TRIED = `(r.state = 'waiting' and (r.retry_at is null or r.retry_at not between now() and now() + make_interval(secs => $5 / 1000.0)))`;

/** When the newest period of the ledger fell due, and whether one that is due by now is not finished. */
export const readSeries = async (pool: pg.Pool, { job, parameters }: Series, now: string): Promise<Readonly<{ newest: string | undefined; isOpen: boolean }>> => {
  const { rows: [row] } = await pool.query<{ newest: Date | null; open: boolean }>({
    name: 'jobs-series',
    text: `select (select max(due_at) from jobs.runs where job = $1 and parameters = $2) as newest,
                  exists (select from jobs.runs where job = $1 and parameters = $2 and state in ('waiting', 'running') and due_at <= $3) as open`,
    values: [job, parameters, now],
  });
  return { newest: row?.newest?.toISOString(), isOpen: row?.open ?? false };
};

/** Enters periods that are due. One that is there already stays as it is, whoever entered it. */
export const enter = async (pool: pg.Pool, { job, parameters }: Series, slots: readonly Slot[]): Promise<void> => {
  await pool.query(
    `insert into jobs.runs (job, parameters, period, due_at) select $1, $2, s.period, s.due_at from unnest($3::text[], $4::timestamptz[]) as s(period, due_at)
     on conflict do nothing`,
    [job, parameters, slots.map(({ period }) => period), slots.map(({ dueAt }) => dueAt)]);
};

/** Gives up the runs that were tried as often as may be, and whose worker was lost the last time; answers their periods. */
export const giveUpLost = async (pool: pg.Pool, { job, parameters }: Series, { staleMs, attemptsMax }: Pace): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ period: string }>({
    name: 'jobs-give-up',
    text: `update jobs.runs r set state = 'failed', finished_at = now(), error = 'The worker that ran it was lost, and it was tried as often as it may be.'
            where r.job = $1 and r.parameters = $2 and r.attempts >= $3 and ${LOST} returning r.period`,
    values: [job, parameters, attemptsMax, staleMs],
  });
  return rows.map(({ period }) => period);
};

/**
 * Takes the oldest run that is due and not finished, under a fresh token, if it waits to be tried or its worker was lost.
 * None later is taken in its place: the periods of a series are run one after the other.
 */
export const take = async (pool: pg.Pool, { job, parameters }: Series, now: string, { staleMs, backoffMsMax }: Pace): Promise<Held | undefined> => {
  const { rows: [row] } = await pool.query<{ period: string; token: string; attempts: number }>({
    name: 'jobs-take',
    text: `with oldest as (
             select period from jobs.runs where job = $1 and parameters = $2 and state in ('waiting', 'running') and due_at <= $3 order by due_at, period limit 1
           ), free as (
             select r.period from jobs.runs r where r.job = $1 and r.parameters = $2 and r.period = (select period from oldest) and (${LOST} or ${TO_BE_TRIED})
                for update skip locked
           )
           update jobs.runs r set state = 'running', token = gen_random_uuid(), attempts = r.attempts + 1, started_at = now(), heartbeat_at = now(), retry_at = null
             from free where r.job = $1 and r.parameters = $2 and r.period = free.period
           returning r.period, r.token, r.attempts`,
    values: [job, parameters, now, staleMs, backoffMsMax],
  });
  return row && { job, parameters, ...row };
};

const HELD = `job = $1 and parameters = $2 and period = $3 and token = $4 and state = 'running'`;
const keyOf = ({ job, parameters, period, token }: Held): readonly string[] => [job, parameters, period, token];

/** A sign of life; false where the run is another's by now, or finished. */
export const beat = async (pool: pg.Pool, held: Held): Promise<boolean> =>
  (await pool.query({ name: 'jobs-beat', text: `update jobs.runs set heartbeat_at = now() where ${HELD}`, values: [...keyOf(held)] })).rowCount === 1;

/** Finishes a run with what came of it; false, and nothing is written, where it is another's by now. */
export const finish = async (pool: pg.Pool, held: Held, result: string, position: number | null): Promise<boolean> =>
  (await pool.query(
    `update jobs.runs set state = 'done', finished_at = now(), heartbeat_at = now(), result = $5, position = $6, error = null where ${HELD}`,
    [...keyOf(held), result, position])).rowCount === 1;

/** Notes that an attempt failed: it waits to be tried again, or has failed for good. Undefined, and nothing is written, where it is another's by now. */
export const fail = async (pool: pg.Pool, held: Held, error: string, { backoffMs, backoffMsMax, attemptsMax }: Pace): Promise<'waiting' | 'failed' | undefined> => {
  const waitMs = Math.min(backoffMs * 2 ** (held.attempts - 1), backoffMsMax);
  const isOver = held.attempts >= attemptsMax;
  const { rowCount } = await pool.query(
    `update jobs.runs set error = $5, heartbeat_at = now(), state = case when $6 then 'failed' else 'waiting' end, token = case when $6 then token end,
            finished_at = case when $6 then now() end, retry_at = case when not $6 then now() + make_interval(secs => $7 / 1000.0) end
      where ${HELD}`,
    [...keyOf(held), error.replaceAll('\0', ' ').slice(0, ERROR_LENGTH_MAX) || 'It failed and did not say why.', isOver, waitMs]);
  if (rowCount !== 1) return undefined;
  return isOver ? 'failed' : 'waiting';
};
