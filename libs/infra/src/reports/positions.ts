import { setTimeout as sleep } from 'node:timers/promises';
import { closing, CLOSINGS, type ClosingFact, type Closings } from '@entente/domain/reporting/closing';
import { daysOf, definitionOf } from '@entente/domain/reporting/report';
import type pg from 'pg';
import type { EventLog } from '../event-log/event-log.js';
import { TooEarly } from '../jobs/job.js';
import type { Asked } from './data-set.js';

const POLL_MS = 50;
const WAIT_MS_MAX = 2_000;

/** How all months stand: closed at a position, or open. */
export const closingsIn = async (log: Pick<EventLog, 'read'>): Promise<Closings> =>
  ((await log.read(CLOSINGS, 0)).facts as unknown as readonly ClosingFact[]).reduce<Closings>(closing.evolve, closing.initialState);

/**
 * From which position an issue is told, whoever tells it and however often it is tried: the one at which its last month was
 * closed, or else all that was recorded by the instant at which it fell due or was asked for.
 * @throws Error where the database’s clock has not come to that instant, or nothing was recorded by then.
 */
export const positionOf = async ({ pool, log }: Readonly<{ pool: pg.Pool; log: Pick<EventLog, 'read'> }>, { report, period }: Asked, instant: string): Promise<number> => {
  const month = definitionOf(report)?.rhythm === 'after-conference' ? undefined : daysOf(period).to.slice(0, 7);
  const closed = month === undefined ? undefined : (await closingsIn(log))[month]?.position;
  if (closed !== null && closed !== undefined) return closed;
  await reached(pool, instant);
  const { rows: [row] } = await pool.query<{ position: number }>('select reports.position_at($1)::float8 as position', [instant]);
  if (!row || row.position === 0) throw new Error(`Nothing had been recorded by ${instant}; there is nothing to tell.`);
  return row.position;
};

/** The clock of the worker may be ahead of that of the log: until the latter has come there, more may be recorded before it. */
const reached = async (pool: pg.Pool, instant: string): Promise<void> => {
  for (const until = performance.now() + WAIT_MS_MAX; ; await sleep(POLL_MS)) {
    const { rows: [row] } = await pool.query<{ isPast: boolean }>('select clock_timestamp() > $1::timestamptz as "isPast"', [instant]);
    if (row?.isPast) return;
    if (performance.now() > until) throw new TooEarly(`By the clock of the database it is not ${instant} yet; see whether the clocks of its machine and of the worker agree.`);
  }
};

/**
 * Up to where the issues of other periods had been published that an issue told from a position rests on: those of the same report
 * and parameters that were told from no later one. Where several periods are caught up with, they come out later than that.
 */
export const earlierIssues = async ({ pool }: Readonly<{ pool: pg.Pool }>, { report, parameters }: Asked, position: number): Promise<number> => {
  const { rows: [row] } = await pool.query<{ until: number }>(
    `select coalesce(max(position), $1)::float8 as until from log.events
      where stream >= 'report-' and stream < 'report.' and position > $1 and type = 'ReportPublished'
        and data ->> 'report' = $2 and (data -> 'parameters')::jsonb = $3::jsonb and (data -> 'known' ->> 'position')::bigint <= $1`, [position, report, JSON.stringify(parameters)]);
  return row?.until ?? position;
};
