import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { poolAs } from '@entente/infra/database/pools';
import { lookOnce } from '@entente/infra/documents/retention';
import { documentStoreOf, unusedDaysOf } from '@entente/infra/documents/settings';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { eventTypes } from '@entente/infra/reading/readers';
import { logger } from './logger.js';
import { everyMsOf, Looking } from './looking.js';
import { settingsOf } from './settings.js';

/** Keeps documents as long as docs/documents.md says: looks at the start and then every hour, one worker at a time. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly databaseUrl = settingsOf(process.env).databaseUrl;
  private readonly everyMs = everyMsOf(process.env, 'DOCUMENT_RETENTION_EVERY_MS', { everyMs: 3_600_000, words: 'an hour', leastMs: 10 });
  private readonly unusedDays = unusedDaysOf(process.env);
  private readonly pool = poolAs(this.databaseUrl, 'entente_worker', 1);
  private readonly log = new PostgresEventLog({ databaseUrl: this.databaseUrl, types: eventTypes });
  private readonly lanes = new Lanes(this.log);
  private readonly store = documentStoreOf(process.env);
  private looking: Looking | undefined;

  onApplicationBootstrap(): void {
    this.looking = new Looking(this.everyMs, () => this.look(), ({ message }) => logger.warn({ error: message }, 'cannot look at what is kept of documents; trying again later'));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.looking?.close();
    await this.log.close();
    await this.pool.end();
  }

  /** What cannot be done now, because the database or the store is away, is done the next time. */
  private async look(): Promise<void> {
    const looked = await lookOnce({ pool: this.pool, log: this.log, lanes: this.lanes, store: await this.store, unusedDays: this.unusedDays });
    if (looked && looked.discarded + looked.removed > 0) logger.info(looked, 'looked at what is kept of documents');
  }
}
