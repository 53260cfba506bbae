import { expiryJob } from '@entente/infra/credit/expiry';
import { reconciliationJob } from '@entente/infra/credit/reconciliation';
import { snapshotJob } from '@entente/infra/credit/snapshots';
import type { EventLog } from '@entente/infra/event-log/event-log';
import type { Lanes } from '@entente/infra/event-log/lanes';
import type { Job } from '@entente/infra/jobs/runner';
import { keepYearsOf, retentionJob } from '@entente/infra/reports/retention';
import type pg from 'pg';
import { logger } from './logger.js';

/** What jobs work with: the worker's tables, the log and its lanes. */
export type JobNeeds = Readonly<{ pool: pg.Pool; log: EventLog; lanes: Lanes }>;

/** All that is done on schedule. */
export const jobsOf = (needs: JobNeeds): readonly Job[] => [
  expiryJob(needs),
  snapshotJob(needs),
  retentionJob({ pool: needs.pool, keepYears: keepYearsOf(process.env) }),
  reconciliationJob({ ...needs, say: (message, details) => logger.error(details, message) }),
];
