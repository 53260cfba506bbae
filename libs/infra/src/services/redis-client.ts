import { setTimeout as sleep } from 'node:timers/promises';

import { Redis } from 'ioredis';

const answerMsMax = 3_000;

/** Asks once and never again: a start wants an answer now, where a running application would wait for Redis to return. */
const asked = async <T>(redisUrl: string, work: (redis: Redis) => Promise<T>): Promise<T> => {
  const redis = new Redis(redisUrl, { lazyConnect: true, connectTimeout: answerMsMax, disconnectTimeout: 0, maxRetriesPerRequest: 0, retryStrategy: () => null });
  let fault: Error | undefined;
  redis.on('error', (error: Error) => { fault = error; });
  const silence = new AbortController();
  // What takes connections and never answers is no Redis, or one that cannot be used.
  const silent = sleep(answerMsMax, undefined, { signal: silence.signal }).then(() => {
    throw new Error(`no answer within ${answerMsMax / 1000} s`);
  });
  try {
    return await Promise.race([redis.connect().then(() => work(redis)), silent]);
  } catch (error) {
    throw fault ?? error;
  } finally {
    silent.catch(() => undefined);
    silence.abort();
    redis.disconnect();
  }
};

export const answersPing = (redisUrl: string): Promise<boolean> =>
  asked(redisUrl, async (redis) => (await redis.ping()) === 'PONG').catch(() => false);

/** Throws one sentence that says what to do when the Redis at this address cannot be used. */
export const checkRedis = async (redisUrl: string): Promise<{ place: string; warning?: string }> => {
  if (!URL.canParse(redisUrl) || !/^rediss?:$/.test(new URL(redisUrl).protocol)) {
    throw new Error('REDIS_URL is not an address of the form redis://:password@host:6379: correct it, or unset it.');
  }
  const { hostname, port } = new URL(redisUrl);
  const place = `${hostname || '127.0.0.1'}:${port || '6379'}`;
  const info = await asked(redisUrl, async (redis) => {
    await redis.ping();
    return redis.info('memory').catch(() => '');
  }).catch((error: Error) => {
    throw new Error(`Redis at ${place} (REDIS_URL) does not answer, "${error.message || error.name}": start it or correct REDIS_URL, or unset it to do without.`);
  });
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
  return policy === undefined || policy === 'noeviction'
    ? { place }
    : { place, warning: `Redis at ${place} evicts keys (maxmemory-policy ${policy}): set it to noeviction, or jobs may come late.` };
};
