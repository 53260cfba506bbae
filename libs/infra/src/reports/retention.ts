import type pg from 'pg';
import type { Job } from '../jobs/runner.js';

export const USUAL_KEEP_YEARS = 10;
/** Files of drafts are kept for so many days: whoever wants them longer has them. */
const DRAFT_DAYS = 90;

/** How many files were dropped, of issues and of drafts. */
export type Dropped = Readonly<{ issues: number; drafts: number }>;

/**
 * Drops files that were kept long enough: those of issues after some years, those of drafts after 90 days. Data sets and what
 * the log says of them stay, so that files can be made again.
 */
export const retentionJob = ({ pool, keepYears }: Readonly<{ pool: pg.Pool; keepYears: number }>): Job =>
  ({ name: 'report-retention', schedule: { every: 'day', at: '03:30', catchUp: 'newest' }, run: ({ now }) => dropOld(pool, now, keepYears) });

/** @param now by the clock of the worker; where that is ahead of the one by which files are kept, nothing goes before its time. */
export const dropOld = async (pool: pg.Pool, now: string, keepYears: number): Promise<Dropped> => {
  const { rows: [dropped] } = await pool.query<Dropped>(
    `with published as (
       select data ->> 'output' as of from log.events where type in ('ReportPublished', 'ReportReleased')
     ), gone as (
       delete from reports.files f where f.made_at < least($1, now()) - make_interval(days => $3) and (f.made_at < least($1, now()) - make_interval(years => $2) or not exists (select from published p where p.of = f.of))
       returning exists (select from published p where p.of = f.of) as of_issue
     )
     select count(*) filter (where of_issue)::int as issues, count(*) filter (where not of_issue)::int as drafts from gone`, [now, keepYears, DRAFT_DAYS]);
  return dropped ?? { issues: 0, drafts: 0 };
};

/**
 * For how many years files of issues are kept.
 * @throws Error where REPORT_KEEP_YEARS is no number from 1 to 100.
 */
export const keepYearsOf = (env: NodeJS.ProcessEnv): number => {
  const text = env['REPORT_KEEP_YEARS'];
  if (!text) return USUAL_KEEP_YEARS;
  const years = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (years >= 1 && years <= 100) return years;
  throw new Error(`REPORT_KEEP_YEARS is "${text}": set it to whole years from 1 to 100, or leave it out for ${USUAL_KEEP_YEARS}.`);
};
