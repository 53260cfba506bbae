import { setTimeout as sleep } from 'node:timers/promises';
import { Global, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ReadsLedger } from '@entente/infra/access/reads';
import { SteadyClient } from '@entente/infra/database/pools';
import { Doorbell, QueuedDoorbell } from '@entente/infra/doorbell/doorbell';
import { queueBackendOf } from '@entente/infra/doorbell/queue';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { DataSource } from 'typeorm';
import { NodeKeys } from './access/node-keys.js';
import { Principals } from './access/principals.js';
import { ProcessMetrics } from './health/process-metrics.js';
import { Commands } from './http/commands.js';
import { AsOfResolver } from './reading/as-of.js';
import { Node } from './reading/node.js';
import { ReadersProgress } from './reading/progress.js';
import { ReadModel } from './reading/read-model.js';
import { settingsOf } from './settings.js';
import { Directories } from './territory/directories.js';

const settings = () => settingsOf(process.env);
const RECONNECT_MS = 500;

/** What every slice stands on: the log and its lanes, the doorbell, the questions to the read side. */
@Global()
@Module({
  imports: [
    CqrsModule.forRoot(),
    TypeOrmModule.forRootAsync({
      useFactory: () => ({
        type: 'postgres' as const,
        url: settings().databaseUrl,
        extra: { options: '-c role=entente_query -c jit=off -c statement_timeout=30000', max: 12, connectionTimeoutMillis: 5_000, query_timeout: 35_000, keepAlive: true, Client: SteadyClient },
        applicationName: 'entente-query',
        // The api answers for its health itself, so it starts without the database and says so.
        manualInitialization: true,
        entities: [],
      }),
    }),
  ],
  providers: [
    ReadersProgress, ReadModel, AsOfResolver, Node, Principals, Commands, ProcessMetrics,
    { provide: NodeKeys, inject: [DataSource], useFactory: (database: DataSource) => new NodeKeys(database, settings().nodeKey) },
    { provide: ReadsLedger, inject: [DataSource], useFactory: (database: DataSource) => new ReadsLedger(database) },
    { provide: Directories, inject: [EventLog], useFactory: (log: EventLog) => new Directories(log, settings().confirmationWorkingDays) },
    {
      provide: Doorbell,
      useFactory: () => new QueuedDoorbell(queueBackendOf(process.env, settings().databaseUrl), readers.map(({ name }) => name)),
    },
    {
      provide: EventLog,
      inject: [ProcessMetrics],
      useFactory: (figures: ProcessMetrics) => new PostgresEventLog({ databaseUrl: settings().databaseUrl, types: eventTypes, onGroup: figures.onGroup }),
    },
    { provide: Lanes, inject: [EventLog], useFactory: (log: EventLog) => new Lanes(log) },
  ],
  exports: [Directories, ReadsLedger, ReadersProgress, ReadModel, AsOfResolver, Node, NodeKeys, Principals, Commands, ProcessMetrics, Doorbell, EventLog, Lanes, CqrsModule],
})
export class FoundationModule implements OnModuleInit, OnApplicationShutdown {
  private closing = false;

  constructor(
    private readonly database: DataSource,
    private readonly log: EventLog,
    @Inject(Doorbell) private readonly doorbell: Doorbell,
  ) {}

  /** A database that is away is waited for in the background; meanwhile the api is alive, not ready, and says so. */
  async onModuleInit(): Promise<void> {
    const connect = async (): Promise<void> => {
      if (!this.database.isInitialized && !this.closing) await this.database.initialize();
    };
    await connect().catch(async () => {
      void (async () => {
        while (!this.closing && !this.database.isInitialized) {
          await sleep(RECONNECT_MS);
          await connect().catch(() => undefined);
        }
      })();
    });
  }

  /** Requests have been answered by now; what the log accepted is written before its pool closes. */
  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.log.close();
    await this.doorbell.close();
  }
}
