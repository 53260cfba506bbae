import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, waitUntil } from '@entente/infra/services/child';
import { type RunningPostgres, startPostgres } from '@entente/infra/services/postgres';
import pg from 'pg';

/** A Postgres that writes before it acknowledges, and that is killed and comes back on the same data. */
export type Database = Readonly<{
  /** Where it is now; it may come back on another port. */
  url: () => string;
  port: () => number;
  /** Ends the server by a signal and waits until it is gone. */
  end: (signal: 'SIGKILL' | 'SIGQUIT') => Promise<void>;
  /** Starts it unless it runs; tries again while it cannot, as on a full disk. */
  ensure: () => Promise<void>;
  /** What the server wrote of itself, over all its starts. */
  log: () => string;
  /** One statement as the owner, past the ways of the processes. */
  run: (sql: string, values?: unknown[]) => Promise<void>;
  stop: () => Promise<void>;
}>;

const START_TRIES_MAX = 20;

export const startDatabase = async (dataDir: string): Promise<Database> => {
  let server: RunningPostgres = await startPostgres({ dataDir });
  let starting: Promise<void> | undefined;
  let closed = false;
  const started = async (tries = 1): Promise<void> => {
    if (closed || isRunning(server.mark)) return;
    try {
      server = await startPostgres({ dataDir });
    } catch (error) {
      if (tries >= START_TRIES_MAX) throw error;
      await sleep(300);
      await started(tries + 1);
    }
  };
  return {
    url: () => server.url,
    port: () => server.port,
    end: async (signal) => {
      const { mark } = server;
      if (isRunning(mark)) process.kill(mark.pid, signal);
      await waitUntil(() => !isRunning(mark), 10_000);
    },
    ensure: () => (starting ??= started().finally(() => (starting = undefined))),
    log: () => readFileSync(join(dirname(dataDir), 'postgres.log'), 'utf8'),
    run: async (sql, values = []) => {
      const client = new pg.Client({ connectionString: server.url, connectionTimeoutMillis: 2_000 });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query(sql, values);
      } finally {
        await client.end().catch(() => undefined);
      }
    },
    stop: async () => {
      closed = true;
      await starting?.catch(() => undefined);
      await server.stop('immediate');
    },
  };
};
