import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { poolAs } from '@entente/infra/database/pools';
import { Follower } from '@entente/infra/doorbell/follower';
import { queueBackendOf } from '@entente/infra/doorbell/queue';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { logger } from './logger.js';
import { settingsOf } from './settings.js';

const RETRY_MS = 1_000;

/** Rings in, rows out: follows the log with every view and journal of the catalogue. */
@Injectable()
export class ReadersService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly databaseUrl = settingsOf(process.env).databaseUrl;
  private readonly pool = poolAs(this.databaseUrl, 'entente_worker', readers.length * 2 + 4);
  private follower: Follower | undefined;
  private closing = false;
  private started: Promise<void> = Promise.resolve();

  onApplicationBootstrap(): void {
    this.started = this.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.started;
    await this.follower?.close();
    await this.pool.end();
  }

  /** A database that is away at the start is waited for, as it is later on. */
  private async start(): Promise<void> {
    while (!this.closing && !this.follower) {
      try {
        this.follower = await Follower.start({
          pool: this.pool,
          types: eventTypes,
          readers,
          backend: queueBackendOf(process.env, this.databaseUrl),
          say: (level, message, details) => logger[level](details, message),
        });
        logger.info({ readers: readers.map(({ name, version }) => `${name}@${version}`) }, 'following the log');
      } catch (error) {
        logger.warn({ error: (error as Error).message }, 'cannot follow the log yet; trying again');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
