import type { Due } from '@entente/domain/kernel/calendar';
import type { Words } from '@entente/domain/kernel/refusal';
import { canonical } from '../event-log/canonical.js';
import type { Series } from './ledger.js';
import { checkSchedule, type Schedule } from './schedule.js';

/** What a job throws where its time has not come: the run is tried again later, however often that was. */
export class TooEarly extends Error {
  override readonly name = 'TooEarly';
}

/** Who asked for something, and when (RFC 3339 instant in UTC). */
export type Asked = Readonly<{ organisation: string; principal: string; role: string; region: string; at: string }>;

/** What a job is told of the run that it makes. */
export type Run = Readonly<{
  /** UUID of the run, the same at every attempt. */
  id: string;
  period: string;
  /** RFC 3339 instant in UTC. */
  dueAt: string;
  /** By which calendar its working day was counted; null where the schedule names none. */
  calendar: Due['calendar'] | null;
  /** Who asked for it; null where it fell due by schedule. */
  asked: Asked | null;
  /** RFC 3339 instant in UTC: when this attempt began, by the clock of the worker. */
  now: string;
  /** Of this attempt, and of no other. */
  token: string;
  /** Whether the run is still this worker's and not to be cancelled: to be asked before something is done outside that cannot be done twice. */
  isStill: () => Promise<boolean>;
  /**
   * Says how far the run is, and with what it is busy. Written at most twice a second; of what comes faster, the newest is written a moment later.
   * @throws Cancelled where the run is to be cancelled, and Lost where it is another worker's by now: to be let through.
   */
  progress: (percent: number, doing: Words) => Promise<void>;
}>;

/**
 * What is done once for each period. It may be begun more than once, where a worker was lost or an attempt failed, so what
 * it does must be the same when it is done again. What it answers is kept in the ledger; a `position` of it stands there in
 * a column of its own.
 */
export type Job = Readonly<{ name: string; parameters?: object; schedule: Schedule; run: (run: Run) => Promise<object> }>;

/** What falls due by schedule, without what is done then. */
export type Scheduled = Omit<Job, 'run'>;

export const seriesOf = ({ name, parameters = {} }: Pick<Job, 'name' | 'parameters'>): Series => ({ job: name, parameters: canonical(parameters) });

/**
 * Sees that all jobs can be run and that no two are the same.
 * @throws RangeError where a schedule cannot be kept, or a name with its parameters comes twice.
 */
export const checkJobs = (jobs: readonly Scheduled[]): void => {
  const known = new Set<string>();
  for (const job of jobs) {
    checkSchedule(job.schedule);
    const name = canonical(seriesOf(job));
    if (known.has(name)) throw new RangeError(`There are two jobs ${name}; give each a name or parameters of its own.`);
    known.add(name);
  }
};
