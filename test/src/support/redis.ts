import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { Redis } from 'ioredis';
import { waitUntil } from '@entente/infra/services/child';
import { freePort } from '@entente/infra/services/free-port';
import { answersPing } from '@entente/infra/services/redis-client';

/** A Redis of the test's own, which keeps nothing, and can be killed and started again on the same address. */
export type TestRedis = Readonly<{
  url: string;
  start: () => Promise<void>;
  kill9: () => Promise<void>;
  flush: () => Promise<void>;
}>;

export const testRedis = async (server: string): Promise<TestRedis> => {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const kill9 = async (): Promise<void> => {
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    child = undefined;
  };
  return {
    url,
    kill9,
    start: async () => {
      const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' };
      child = spawn(server, Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]), { stdio: 'ignore', cwd: '/' });
      if (await waitUntil(() => answersPing(url), 10_000, 50)) return;
      await kill9();
      throw new Error(`${server} does not answer on ${url}.`);
    },
    flush: async () => {
      const redis = new Redis(url);
      await redis.flushall();
      redis.disconnect();
    },
  };
};
