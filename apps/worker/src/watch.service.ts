import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { poolAs } from '@entente/infra/database/pools';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { eventTypes } from '@entente/infra/reading/readers';
import { lookAtIssues } from '@entente/infra/reports/watching';
import { logger } from './logger.js';
import { everyMsOf, Looking } from './looking.js';
import { settingsOf } from './settings.js';

/** Tells of published reports what they would say otherwise now: looks every half minute at what came in, one worker at a time. */
@Injectable()
export class WatchService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly databaseUrl = settingsOf(process.env).databaseUrl;
  private readonly everyMs = everyMsOf(process.env, 'REPORT_WATCH_EVERY_MS', { everyMs: 30_000, words: 'half a minute', leastMs: 100 });
  private readonly pool = poolAs(this.databaseUrl, 'entente_worker', 3);
  private readonly log = new PostgresEventLog({ databaseUrl: this.databaseUrl, types: eventTypes });
  private readonly lanes = new Lanes(this.log);
  private looking: Looking | undefined;

  onApplicationBootstrap(): void {
    this.looking = new Looking(this.everyMs, () => this.look(), ({ message }) => logger.warn({ error: message }, 'cannot look at what has become of published reports; trying again later'));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.looking?.close();
    await this.log.close();
    await this.pool.end();
  }

  /** What cannot be done now, because the database is away or a journal is behind, is done the next time. */
  private async look(): Promise<void> {
    const watched = await lookAtIssues({ pool: this.pool, log: this.log, lanes: this.lanes });
    if (watched && watched.faults.length > 0) logger.warn({ faults: watched.faults }, 'cannot tell once more what was published');
    if (watched && watched.superseded > 0) logger.info(watched, 'published reports would say something else now');
  }
}
