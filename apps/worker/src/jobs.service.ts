import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { poolAs } from '@entente/infra/database/pools';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { checkJobs, type Job } from '@entente/infra/jobs/runner';
import { Ticker } from '@entente/infra/jobs/ticker';
import { eventTypes } from '@entente/infra/reading/readers';
import { reportJobs } from '@entente/infra/reports/open-jobs';
import { renderApart } from '@entente/infra/reports/render/apart';
import { scheduledReports } from '@entente/infra/reports/schedules';
import { publicUrlOf } from '@entente/infra/reports/settings';
import { jobsOf } from './jobs.js';
import { logger } from './logger.js';
import { everyMsOf } from './looking.js';
import { settingsOf } from './settings.js';

/** Does what is scheduled: looks at the ledger at the start and then every few seconds, beside all other workers. */
@Injectable()
export class JobsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly databaseUrl = settingsOf(process.env).databaseUrl;
  private readonly everyMs = everyMsOf(process.env, 'JOBS_EVERY_MS', { everyMs: 5_000, words: 'five seconds', leastMs: 10 });
  /** Apart from the pool that jobs work with, so that what they hold keeps nobody from a sign of life. */
  private readonly ledger = poolAs(this.databaseUrl, 'entente_worker', 2);
  private readonly pool = poolAs(this.databaseUrl, 'entente_worker', 4);
  private readonly log = new PostgresEventLog({ databaseUrl: this.databaseUrl, types: eventTypes });
  private readonly renderer = renderApart();
  private readonly needs = { pool: this.pool, log: this.log, lanes: new Lanes(this.log), base: publicUrlOf(process.env), render: this.renderer.render };
  private readonly jobs: readonly Job[] = jobsOf(this.needs);
  private ticker: Ticker | undefined;

  onApplicationBootstrap(): void {
    checkJobs(this.jobs);
    this.ticker = new Ticker({
      pool: this.ledger, jobs: this.jobs, everyMs: this.everyMs, say: (level, message, details) => logger[level](details, message),
      open: { ...reportJobs(this.needs), schedules: (now) => scheduledReports(this.needs, now) },
    });
  }

  /** The runs that are being made are finished first. */
  async onApplicationShutdown(): Promise<void> {
    await this.ticker?.close();
    await this.renderer.close();
    await this.log.close();
    await this.ledger.end();
    await this.pool.end();
  }
}
