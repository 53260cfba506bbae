import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { poolAs } from '@entente/infra/database/pools';
import { lookOnce } from '@entente/infra/documents/retention';
import { documentStoreOf, unusedDaysOf } from '@entente/infra/documents/settings';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { eventTypes } from '@entente/infra/reading/readers';
import { logger } from './logger.js';
import { settingsOf } from './settings.js';

const USUAL_EVERY_MS = 3_600_000;
const EVERY_MS_MAX = 86_400_000;

/** How often it is looked, in milliseconds. */
export const retentionEveryMsOf = (env: NodeJS.ProcessEnv): number => {
  const text = env['DOCUMENT_RETENTION_EVERY_MS'];
  if (!text) return USUAL_EVERY_MS;
  const ms = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  if (ms >= 10 && ms <= EVERY_MS_MAX) return ms;
  throw new Error(`DOCUMENT_RETENTION_EVERY_MS is "${text}": set it to milliseconds from 10 to ${EVERY_MS_MAX}, or leave it out for an hour.`);
};

/** Keeps documents as long as docs/documents.md says: looks at the start and then every hour, one worker at a time. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly databaseUrl = settingsOf(process.env).databaseUrl;
  private readonly everyMs = retentionEveryMsOf(process.env);
  private readonly unusedDays = unusedDaysOf(process.env);
  private readonly pool = poolAs(this.databaseUrl, 'entente_worker', 1);
  private readonly log = new PostgresEventLog({ databaseUrl: this.databaseUrl, types: eventTypes });
  private readonly lanes = new Lanes(this.log);
  private readonly store = documentStoreOf(process.env);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private closing = false;

  onApplicationBootstrap(): void {
    this.looking = this.look();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearTimeout(this.timer);
    await this.looking;
    await this.log.close();
    await this.pool.end();
  }

  /** What cannot be done now, because the database or the store is away, is done the next time. */
  private async look(): Promise<void> {
    try {
      const looked = await lookOnce({ pool: this.pool, log: this.log, lanes: this.lanes, store: await this.store, unusedDays: this.unusedDays });
      if (looked && looked.discarded + looked.removed > 0) logger.info(looked, 'looked at what is kept of documents');
    } catch (error) {
      logger.warn({ error: (error as Error).message }, 'cannot look at what is kept of documents; trying again later');
    }
    if (!this.closing) this.timer = setTimeout(() => (this.looking = this.look()), this.everyMs);
  }
}
