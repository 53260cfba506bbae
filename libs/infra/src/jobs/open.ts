import type pg from 'pg';
import type { Job } from './job.js';
import type { Series } from './ledger.js';

/** Jobs whose parameters are not known beforehand: what is open of them stands in the ledger. */
export type OpenJobs = Readonly<{
  /** How the names of the jobs begin. */
  prefix: string | readonly string[];
  /** What is done in a run of a job with these parameters; undefined where this worker does not know the job. */
  jobFor: (job: string, parameters: Readonly<Record<string, unknown>>) => Job['run'] | undefined;
}>;

/** The series of such jobs of which a run is due and not finished; that of the oldest run first. */
export const openSeries = async (pool: pg.Pool, { prefix }: OpenJobs, now: string): Promise<readonly Series[]> => {
  const { rows } = await pool.query<Series>({
    name: 'jobs-open',
    text: `select job, parameters from jobs.runs
            where state in ('waiting', 'running') and due_at <= $1 and exists (select from unnest($2::text[]) as p(prefix) where starts_with(job, prefix))
            group by job, parameters order by min(due_at), job, parameters`,
    values: [now, [prefix].flat()],
  });
  return rows;
};

/** Parameters that a job does not take are an error of that run, and keep no other from being made. */
export const runFor = ({ jobFor }: OpenJobs, { job, parameters }: Series): Job['run'] | undefined => {
  try {
    return jobFor(job, JSON.parse(parameters) as Readonly<Record<string, unknown>>);
  } catch (error) {
    return () => Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
};
