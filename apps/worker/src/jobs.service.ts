import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { poolAs } from '@entente/infra/database/pools';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { checkJobs, type Job } from '@entente/infra/jobs/runner';
import { Ticker } from '@entente/infra/jobs/ticker';
import { eventTypes } from '@entente/infra/reading/readers';
import { jobsOf } from './jobs.js';
import { logger } from './logger.js';
import { settingsOf } from './settings.js';

const USUAL_EVERY_MS = 5_000;
const EVERY_MS_MAX = 86_400_000;

/** How often it is looked whether something is due, in milliseconds. */
export const jobsEveryMsOf = (env: NodeJS.ProcessEnv): number => {
  const text = env['JOBS_EVERY_MS'];
  if (!text) return USUAL_EVERY_MS;
  const ms = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  if (ms >= 10 && ms <= EVERY_MS_MAX) return ms;
  throw new Error(`JOBS_EVERY_MS is "${text}": set it to milliseconds from 10 to ${EVERY_MS_MAX}, or leave it out for five seconds.`);
};

/** Does what is scheduled: looks at the ledger at the start and then every few seconds, beside all other workers. */
@Injectable()
export class JobsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly databaseUrl = settingsOf(process.env).databaseUrl;
  private readonly everyMs = jobsEveryMsOf(process.env);
  /** Apart from the pool that jobs work with, so that what they hold keeps nobody from a sign of life. */
  private readonly ledger = poolAs(this.databaseUrl, 'entente_worker', 2);
  private readonly pool = poolAs(this.databaseUrl, 'entente_worker', 4);
  private readonly log = new PostgresEventLog({ databaseUrl: this.databaseUrl, types: eventTypes });
  private readonly jobs: readonly Job[] = jobsOf({ pool: this.pool, log: this.log, lanes: new Lanes(this.log) });
  private ticker: Ticker | undefined;

  onApplicationBootstrap(): void {
    checkJobs(this.jobs);
    this.ticker = new Ticker({ pool: this.ledger, jobs: this.jobs, everyMs: this.everyMs, say: (level, message, details) => logger[level](details, message) });
  }

  /** The runs that are being made are finished first. */
  async onApplicationShutdown(): Promise<void> {
    await this.ticker?.close();
    await this.log.close();
    await this.ledger.end();
    await this.pool.end();
  }
}
