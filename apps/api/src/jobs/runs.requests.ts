import { z } from 'zod';
import { cursorSchema, filterSchema, limitSchema } from '../http/paging.js';

const STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

export const runsQuery = z.strictObject({
  job: filterSchema(60).describe('Only runs of this job, such as credit-snapshots.'),
  period: filterSchema(40).describe('Only runs for this period: a day, a month or a minute, as the job’s schedule names it.'),
  state: z.enum(STATES).optional().describe('Only runs in this state: waiting to be tried, running, done, failed for good, or cancelled.'),
  limit: limitSchema(50, 500), cursor: cursorSchema,
});
export type RunsQuery = z.infer<typeof runsQuery>;

export const runQuery = z.strictObject({ parameters: filterSchema(2_000).describe('Of a job that is run with several parameters, which: as canonical JSON; none, where it is left out.') });
export type RunQuery = z.infer<typeof runQuery>;

/** Of whoever asked, the body and its role. */
const asked = z.object({ by: z.object({ organisation: z.string(), role: z.string() }), at: z.string() }).nullable();

const run = {
  id: z.string(), job: z.string(), parameters: z.record(z.string(), z.unknown()), period: z.string(), state: z.enum(STATES), dueAt: z.string(),
  calendar: z.enum(['published', 'weekdays']).nullable().describe('Of a job that is due on a working day: whether the State Council’s list of that year was known, or Mondays to Fridays were counted.'),
  percent: z.int().nullable().describe('How far the newest attempt is, if it says so.'), doing: z.string().nullable().describe('What the newest attempt is doing, or was doing when it ended, in the language asked for.'),
  attempts: z.int().describe('How often it was tried, without those whose worker was lost.'), losses: z.int().describe('How many workers were lost while they ran it.'),
  startedAt: z.string().nullable(), retryAt: z.string().nullable().describe('After an attempt that failed: when it is tried again.'), finishedAt: z.string().nullable(),
  asked: asked.describe('Who asked for it; null where it fell due by schedule alone.'), cancelled: asked.describe('Who asked for it to be cancelled. One that is running ends when it next says how far it is, and may be done before.'),
  position: z.int().nullable().describe('Where in the log the run stood, if it says so.'), error: z.string().nullable().describe('Why the newest attempt failed; null once the run is done.'),
};

/** A run of what is scheduled. */
export const listedRun = z.object(run).meta({ id: 'ListedRun' });
/** With what came of it, which each job says in its own form; docs/credit.md tells those of credit. */
export const runDocument = z.object({ ...run, result: z.record(z.string(), z.unknown()).nullable() }).meta({ id: 'Run' });
