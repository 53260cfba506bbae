import type { Due } from '@entente/domain/kernel/calendar';
import type { Words } from '@entente/domain/kernel/refusal';
import type pg from 'pg';
import { canonical } from '../event-log/canonical.js';
import type { Asked } from './job.js';

/** A pool in the api's role, or what asks by one: a statement with its values gives rows. */
export type Asking = pg.Pool | (<Row>(sql: string, values: unknown[]) => Promise<readonly Row[]>);

const rowsOf = async <Row extends object>(asking: Asking, sql: string, values: unknown[]): Promise<readonly Row[]> =>
  typeof asking === 'function' ? asking<Row>(sql, values) : (await asking.query<Row>(sql, values)).rows;

export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/**
 * Asks for the run of a job with parameters for a period, which is made once it is due. One that is there already stays as
 * it is, unless it failed or was cancelled: then it waits to be made again, in its place and under its id.
 * @param dueAt RFC 3339 instant; of a period that also falls due by schedule, when it does, so that it is made in its turn.
 */
export const askRun = async (
  asking: Asking,
  { job, parameters, period, dueAt, asked }: Readonly<{ job: string; parameters: object; period: string; dueAt: string; asked: Asked }>,
): Promise<Readonly<{ id: string; isNew: boolean; state: RunState }>> => {
  const [row] = await rowsOf<{ id: string; isNew: boolean; state: RunState }>(asking, 'select run as id, is_new as "isNew", now_state as state from jobs.ask($1, $2, $3, $4, $5)', [
    job, canonical(parameters), period, dueAt, JSON.stringify(asked),
  ]);
  if (!row) throw new Error(`The ledger answered nothing about ${job} for ${period}; see whether all migrations have run.`);
  return row;
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Cancels a run: one that waits at once, and one that is running when it next says how far it is; what is finished stays
 * as it is. Answers how the run stands then, `running` where it is still to end; undefined where there is no such run.
 */
export const cancelRun = async (asking: Asking, id: string, by: Asked): Promise<RunState | undefined> => {
  if (!UUID.test(id)) return undefined;
  const [row] = await rowsOf<{ state: RunState | null }>(asking, 'select jobs.cancel($1, $2) as state', [id, JSON.stringify(by)]);
  return row?.state ?? undefined;
};

/** A run as the ledger has it. Instants are RFC 3339 in UTC. */
export type RunRecord = Readonly<{
  id: string; job: string; parameters: Readonly<Record<string, unknown>>; period: string; state: RunState; dueAt: string; calendar: Due['calendar'] | null;
  /** Whole percent, and what is being done, of the newest attempt. */
  percent: number | null; doing: Words | null;
  attempts: number; losses: number; asked: Asked | null; cancelledBy: Asked | null;
  startedAt: string | null; retryAt: string | null; finishedAt: string | null;
  position: number | null; result: Readonly<Record<string, unknown>> | null; error: string | null;
}>;

type Times = Readonly<{ dueAt: Date }> & Readonly<Record<'startedAt' | 'retryAt' | 'finishedAt', Date | null>>;
type Row = Omit<RunRecord, 'parameters' | keyof Times> & Readonly<{ parameters: string }> & Times;

/** The run of an id; undefined where there is none. */
export const runById = async (asking: Asking, id: string): Promise<RunRecord | undefined> => {
  if (!UUID.test(id)) return undefined;
  const [row] = await rowsOf<Row>(asking,
    `select id, job, parameters, period, state, due_at as "dueAt", calendar, percent, doing, attempts, losses, asked, cancelled_by as "cancelledBy", started_at as "startedAt",
            retry_at as "retryAt", finished_at as "finishedAt", position::float8 as position, result, error from jobs.runs where id = $1`, [id]);
  return row && {
    ...row, parameters: JSON.parse(row.parameters) as RunRecord['parameters'], dueAt: row.dueAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null, retryAt: row.retryAt?.toISOString() ?? null, finishedAt: row.finishedAt?.toISOString() ?? null,
  };
};
