import type { OpenJobs } from '../jobs/open.js';
import type { Question } from './asking.js';
import { draft, publish, type ReportNeeds } from './making.js';
import { release } from './releasing.js';
import { verify } from './verifying.js';

/** What is done about reports, by the beginnings of the names of the jobs: to publish, to draft, to verify and to release to the public. */
export const REPORT_JOBS = ['report/', 'draft/', 'verify/', 'release/'] as const;

/** What a run of reports does: by schedule, or because somebody asked. */
export const reportJobs = (needs: ReportNeeds): OpenJobs => ({
  prefix: REPORT_JOBS,
  jobFor: (job, parameters) => {
    const [kind, report = ''] = job.split('/');
    switch (kind) {
      case 'report': return (run) => publish(needs, { report, parameters: parameters as Question }, run);
      case 'draft': {
        const { asOf, parameters: question } = parameters as { asOf: number; parameters: Question };
        return (run) => draft(needs, { report, parameters: question, period: run.period }, asOf, run);
      }
      case 'verify': return (run) => verify(needs, (parameters as { issue: string }).issue, run);
      case 'release': return (run) => release(needs, (parameters as { issue: string }).issue, run);
      default: return undefined;
    }
  },
});
