import type pg from 'pg';

/** A run as the ledger has it; instants are milliseconds since 1970. */
export type LedgerRun = Readonly<{
  id: string; job: string; parameters: string; period: string; state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  dueAt: number; finishedAt: number | null; attempts: number; losses: number;
  asked: Readonly<{ principal: string; at: string; request?: string }> | null; cancelAsked: boolean;
  result: Readonly<Record<string, unknown>> | null; error: string | null;
}>;

/** A data set as it is kept, and the digest of its bytes. */
export type StoredSet = Readonly<{ sha256: string; bytes: Buffer }>;
/** A file as it is kept; `digest` is that of its bytes, and `sha256` what is said of it. */
export type StoredFile = Readonly<{ of: string; name: string; sha256: string; size: number; digest: string }>;

export type StoredReports = Readonly<{ runs: readonly LedgerRun[]; sets: readonly StoredSet[]; files: readonly StoredFile[] }>;

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
const RUNS = `select id, job, parameters, period, state, ${millis('due_at')} as "dueAt", ${millis('finished_at')} as "finishedAt", attempts, losses, asked, cancel_asked as "cancelAsked", result, error
  from jobs.runs where job ~ '^(report|draft|verify|release)/' order by due_at, id`;
const FILES = `select of, name, sha256, length(bytes) as size, encode(sha256(bytes), 'hex') as digest from reports.files`;
const OPEN = `select (select count(*) from jobs.runs where job ~ '^(report|draft|verify|release)/' and state in ('waiting', 'running'))::int as runs,
  ((select position from reports.watched) < (select position from log.head)) as behind`;
/** Nobody waits half a minute for a worker that died, nor minutes for what failed to be tried again: that time is taken as passed. */
const PATIENCE = `update jobs.runs set
    heartbeat_at = case when heartbeat_at < now() - interval '12 seconds' then heartbeat_at - interval '2 minutes' else heartbeat_at end,
    retry_at = case when retry_at > now() then now() else retry_at end
  where state in ('waiting', 'running')`;

const rowsOf = async <Row extends pg.QueryResultRow>(client: pg.ClientBase, sql: string): Promise<readonly Row[]> => (await client.query<Row>(sql)).rows;

/** The ledger of reports and their archive, as the owner of the database. */
export const readReports = async (client: pg.ClientBase): Promise<StoredReports> => ({
  runs: await rowsOf<LedgerRun>(client, RUNS), sets: await rowsOf<StoredSet>(client, 'select sha256, bytes from reports.sets'), files: await rowsOf<StoredFile>(client, FILES),
});

/** Whether no run of a report is open any more, and everything has been looked at that may change an issue; until then, time passes for the ledger. */
export const reportsAtRest = async (client: pg.ClientBase): Promise<boolean> => {
  const [open] = await rowsOf<{ runs: number; behind: boolean }>(client, OPEN);
  if (open?.runs === 0 && !open.behind) return true;
  await client.query(PATIENCE);
  return false;
};
