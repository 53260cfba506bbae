import { isRunning, waitUntil } from '@entente/infra/services/child';
import { startRedis } from '@entente/infra/services/redis';
import { Redis } from 'ioredis';

/** A Redis of the run's own, which keeps its address whatever befalls it. */
export type QueueServer = Readonly<{
  url: string;
  flush: () => Promise<void>;
  signal: (signal: NodeJS.Signals) => void;
  up: () => Promise<void>;
  /** Waits until it is gone. */
  down: () => Promise<void>;
  stop: () => Promise<void>;
}>;

export const startQueueServer = async (command: string, dataDir: string): Promise<QueueServer> => {
  let server = await startRedis(command, dataDir);
  const { url } = server;
  let closed = false;
  const runs = (): boolean => server.mark !== undefined && isRunning(server.mark);
  const signal = (name: NodeJS.Signals): void => {
    if (runs() && server.pid !== undefined) process.kill(server.pid, name);
  };
  const down = async (): Promise<void> => {
    signal('SIGKILL');
    await waitUntil(() => !runs(), 5_000);
  };
  return {
    url, signal,
    up: async () => {
      if (!closed && !runs()) server = await startRedis(command, dataDir, url);
    },
    down,
    stop: async () => {
      closed = true;
      await down();
    },
    flush: async () => {
      const redis = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
      redis.on('error', () => undefined);
      try {
        await redis.flushall();
      } finally {
        redis.disconnect();
      }
    },
  };
};
