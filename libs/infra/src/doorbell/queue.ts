import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, type Processor, Queue, runMigrations, withBackend, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Where the queue lives: in Redis, or in a schema of its own in Postgres. It holds no fact either way. */
export type QueueBackend = Readonly<{ kind: 'redis'; url: string }> | Readonly<{ kind: 'postgres'; url: string }>;

/** REDIS_URL if it is set, else BullMQ's backend in the database itself. */
export const queueBackendOf = (env: Readonly<Record<string, string | undefined>>, databaseUrl: string): QueueBackend =>
  env['REDIS_URL'] ? { kind: 'redis', url: env['REDIS_URL'] } : { kind: 'postgres', url: databaseUrl };

const SCHEMA = 'queue';

const postgresConnection = (url: string, max: number) => ({
  connectionString: url, schema: SCHEMA, max, options: '-c role=entente_queue', keepAlive: true, application_name: 'entente-queue',
});

/** Brings the queue's own tables up to date, for its own role; only the Postgres backend has any. */
export const migrateQueue = async (databaseUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`create schema if not exists ${SCHEMA}`);
    await client.query(`set search_path to ${SCHEMA}`);
    await runMigrations(client as never, SCHEMA);
    // BullMQ makes a sequence for every queue when the first job comes, so its role may create here.
    await client.query(
      `grant usage, create on schema ${SCHEMA} to entente_queue; grant all on all tables in schema ${SCHEMA} to entente_queue;
       grant all on all sequences in schema ${SCHEMA} to entente_queue; grant execute on all functions in schema ${SCHEMA} to entente_queue`,
    );
  } finally {
    await client.end();
  }
};

const completed = { removeOnComplete: true, removeOnFail: { count: 100 } };

const FAREWELL_MS_MAX = 5_000;

/** BullMQ waits for a Redis that is away without end; the end of the process must not. A job that is cut off is rung again. */
const patiently = async (farewell: Promise<void>): Promise<void> => {
  const enough = new AbortController();
  await Promise.race([farewell.catch(() => undefined), sleep(FAREWELL_MS_MAX, undefined, { signal: enough.signal }).catch(() => undefined)]);
  enough.abort();
};

/** A producer fails fast: a ring that cannot be delivered is lost, and the tick makes up for it. */
export const openQueue = (backend: QueueBackend, name: string): { queue: Queue; close: () => Promise<void> } => {
  if (backend.kind === 'postgres') {
    const queue = new (withBackend(createPostgresBackend).Queue)(name, {
      connection: postgresConnection(backend.url, 2), defaultJobOptions: completed,
    });
    queue.on('error', () => undefined);
    return { queue: queue as unknown as Queue, close: () => patiently(queue.close()) };
  }
  const connection = new Redis(backend.url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, protocol: 2 });
  connection.on('error', () => undefined);
  // A check of the version would be the first command, sent before the connection stands, and its failure would be the answer to every later one.
  const queue = new Queue(name, { connection, defaultJobOptions: completed, skipWaitingForReady: true, skipVersionCheck: true });
  queue.on('error', () => undefined);
  return {
    queue,
    close: async () => {
      await patiently(queue.close());
      connection.disconnect();
    },
  };
};

/**
 * A worker that dies leaves its job to itself, and as long as the queue takes it for alive, deduplication holds back every
 * ring for that reader: it is taken for dead after seconds, and not after BullMQ's half minute.
 */
const alive = { lockDuration: 5_000, stalledInterval: 2_000 };

/** A consumer waits for its queue to come back, however long that takes. */
export const openWorker = (
  backend: QueueBackend, name: string, processor: Processor, concurrency: number, onError: (error: Error) => void,
): { close: () => Promise<void> } => {
  if (backend.kind === 'postgres') {
    const worker = new (withBackend(createPostgresBackend).Worker)(name, processor, {
      connection: postgresConnection(backend.url, 4), concurrency, ...alive,
    });
    worker.on('error', onError);
    return { close: () => patiently(worker.close()) };
  }
  const connection = new Redis(backend.url, { maxRetriesPerRequest: null, protocol: 2 });
  connection.on('error', onError);
  const worker = new Worker(name, processor, { connection, concurrency, ...alive });
  worker.on('error', onError);
  return {
    close: async () => {
      await patiently(worker.close(connection.status !== 'ready'));
      connection.disconnect();
    },
  };
};
