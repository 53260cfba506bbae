import type pg from 'pg';
import { type Scheduled, seriesOf } from './job.js';
import type { Series } from './ledger.js';
import { catchesUp, dueBetween, givenUntil, newestDue, type Schedule, type Slot } from './schedule.js';

/** How many missed periods of a job are entered at one look. */
const AT_ONCE_MAX = 31;

/**
 * Enters in the ledger what has fallen due by an instant and is not there yet. A job begins with the newest period at its
 * first look, unless its periods are given; one that does not catch up has one open run at most. Safe in many workers at once.
 * @param now RFC 3339 instant in UTC.
 */
export const enterDue = async (pool: pg.Pool, { schedule, ...named }: Scheduled, now: string): Promise<void> => {
  const series = seriesOf(named);
  const { until, isOpen } = await readSeries(pool, series, now);
  if (!catchesUp(schedule) && isOpen) return;
  const slots = slotsFrom(schedule, until, now);
  if (slots.length > 0) await enter(pool, series, slots);
};

const slotsFrom = (schedule: Schedule, until: string | undefined, now: string): readonly Slot[] => {
  // One that is given later may have been due before those that were entered.
  if (schedule.every === 'given' && catchesUp(schedule)) return givenUntil(schedule, now);
  if (until !== undefined && catchesUp(schedule)) return dueBetween(schedule, until, now, AT_ONCE_MAX);
  const newest = newestDue(schedule, now);
  return newest ? [newest] : [];
};

/** Until when periods were entered by schedule, and whether a run that is due by now is not finished. */
const readSeries = async (pool: pg.Pool, { job, parameters }: Series, now: string): Promise<Readonly<{ until: string | undefined; isOpen: boolean }>> => {
  const { rows: [row] } = await pool.query<{ until: Date | null; open: boolean }>({
    name: 'jobs-series',
    text: `select (select entered_until from jobs.schedules where job = $1 and parameters = $2) as until,
                  exists (select from jobs.runs where job = $1 and parameters = $2 and state in ('waiting', 'running') and due_at <= $3) as open`,
    values: [job, parameters, now],
  });
  return { until: row?.until?.toISOString(), isOpen: row?.open ?? false };
};

/** Each period once. A run that is there already, because somebody asked for it, stays as it is, unless it failed or was cancelled, or was asked for late and is not begun. */
const enter = async (pool: pg.Pool, { job, parameters }: Series, slots: readonly Slot[]): Promise<void> => {
  await pool.query('select jobs.enter($1, $2, $3, $4, $5)', [
    job, parameters, slots.map(({ period }) => period), slots.map(({ dueAt }) => dueAt), slots.map(({ calendar }) => calendar ?? null),
  ]);
};
