import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isRunning } from './child.js';
import { freePort } from './free-port.js';
import { answersPing } from './redis-client.js';
import { redisOnPath, startQueueBackend, startRedis, stopLeftRedis } from './redis.js';

const databaseUrl = 'postgres://127.0.0.1:1/entente';
const server = process.env['TEST_REDIS_SERVER'] ?? redisOnPath();
// Not every machine has a Redis server; the queue then lives in Postgres.
const whereRedisIs = server ? it : it.skip;

describe('the queue backend', () => {
  let dataDir: string;
  beforeEach(() => { dataDir = mkdtempSync(join(tmpdir(), 'entente-queue-')); });
  afterEach(async () => {
    await stopLeftRedis(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('says in one sentence when the given Redis does not answer', async () => {
    const redisUrl = `redis://127.0.0.1:${await freePort()}`;
    await expect(startQueueBackend({ dataDir, redisUrl, databaseUrl })).rejects.toThrow(/^Redis at 127\.0\.0\.1:\d+ \(REDIS_URL\) does not answer/);
  });

  it('does not wait long for something that takes connections and never answers', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const redisUrl = `redis://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    await expect(startQueueBackend({ dataDir, redisUrl, databaseUrl })).rejects.toThrow(/no answer within 3 s/);
    mute.close();
  });

  it('refuses an address that is none', async () => {
    await expect(startQueueBackend({ dataDir, redisUrl: 'localhost', databaseUrl })).rejects.toThrow(/REDIS_URL is not an address/);
  });

  it('falls back on Postgres where there is no Redis server', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = dataDir;
    try {
      expect(await startQueueBackend({ dataDir, databaseUrl })).toMatchObject({ kind: 'postgres', url: databaseUrl });
    } finally {
      process.env['PATH'] = path;
    }
  });

  whereRedisIs('starts a server of its own and leaves nothing on stop', async () => {
    const queue = await startRedis(server ?? '', dataDir);
    expect(await answersPing(queue.url)).toBe(true);
    expect(await answersPing(queue.url.replace(/:[^:@]+@/, ':wrong@'))).toBe(false);
    await queue.stop();
    expect(queue.mark && isRunning(queue.mark)).toBe(false);
    expect(existsSync(join(dataDir, 'dump.rdb'))).toBe(false);
  });

  whereRedisIs('ends the server that a killed start left behind', async () => {
    const left = await startRedis(server ?? '', dataDir);
    await stopLeftRedis(dataDir);
    expect(left.mark && isRunning(left.mark)).toBe(false);
  });
});
