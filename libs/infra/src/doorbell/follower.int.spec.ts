import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { beginRebuild, follow, readBuilds, verifyReader } from '../reading/builds.js';
import type { Reader } from '../reading/reader.js';
import { eventTypes, readers } from '../reading/readers.js';
import { activeBuild, buildsOf, metricsReader, type Node, openNode, signingsReader } from '../reading/reading.samples.js';
import { startRedis, stopLeftRedis } from '../services/redis.js';
import { QueuedDoorbell } from './doorbell.js';
import { Follower, type FollowerOptions } from './follower.js';
import type { QueueBackend } from './queue.js';

const server = process.env['TEST_REDIS_SERVER'];
const skipped = server ? '' : ' (skipped: no redis-server)';

/** A queue, and what can befall it. */
type Queue = Readonly<{ backend: QueueBackend; lose: () => Promise<void>; close: () => Promise<void> }>;
type RunningRedis = Awaited<ReturnType<typeof startRedis>>;

const inPostgres = async (node: Node): Promise<Queue> => ({
  backend: { kind: 'postgres', url: node.url },
  lose: async () => {
    const tables = await node.rows<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'queue' and tablename not like '%migration%'`);
    expect(tables.length).toBeGreaterThan(0);
    // A statement of the queue may take the same tables in another order; then it is tried again.
    for (let tries = 0; ; tries += 1) {
      const error = await node.rows(`truncate ${tables.map(({ name }) => name).join(', ')}`).then(() => null, (each: Error & { code?: string }) => each);
      if (!error) return;
      if (error.code !== '40P01' || tries > 5) throw error;
    }
  },
  close: async () => undefined,
});

const folders: string[] = [];
const redisHere = async (): Promise<RunningRedis & { dir: string }> => {
  const dir = mkdtempSync(join(tmpdir(), 'entente-doorbell-'));
  folders.push(dir);
  return { ...(await startRedis(server ?? '', dir)), dir };
};
afterAll(async () => {
  for (const folder of folders) {
    await stopLeftRedis(folder);
    rmSync(folder, { recursive: true, force: true });
  }
});

const inRedis = async (): Promise<Queue> => {
  const running = await redisHere();
  return {
    backend: { kind: 'redis', url: running.url },
    lose: async () => {
      const client = new Redis(running.url);
      await client.flushall();
      client.disconnect();
    },
    close: running.stop,
  };
};

/** Longer than any test: a follower with it lives by its rings alone. */
const NEVER_MS = 600_000;

const until = async (what: () => Promise<boolean>, msMax = 10_000): Promise<number> => {
  const began = Date.now();
  while (!(await what())) {
    if (Date.now() - began > msMax) throw new Error(`It did not come true within ${msMax} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return Date.now() - began;
};

const caughtUp = async (node: Node): Promise<boolean> => {
  const { head, builds } = await readBuilds(node.worker);
  return readers.every(({ name }) => builds.some(({ reader, active, position }) => reader === name && active && position === head));
};

const sound = async (node: Node): Promise<void> => {
  for (const reader of readers) expect((await verifyReader(node.worker, eventTypes, reader)).differences).toEqual([]);
};

describe.each<[string, (node: Node) => Promise<Queue>, boolean]>([
  ['Postgres', inPostgres, true],
  [`Redis${skipped}`, inRedis, Boolean(server)],
])('the doorbell in %s', (_, openQueue, here) => {
  // Not every machine has a Redis server; the queue then lives in Postgres.
  const test = here ? it : it.skip;
  let node: Node;
  let queue: Queue;
  const open: { close: () => Promise<void> }[] = [];
  const said: string[] = [];
  beforeEach(async () => {
    if (!here) return;
    node = await openNode();
    queue = await openQueue(node);
  });
  afterEach(async () => {
    if (!here) return;
    for (const each of open.splice(0).reverse()) await each.close();
    said.length = 0;
    await queue.close();
    await node.close();
  });
  const following = async (tickMs: number, more: Partial<FollowerOptions> = {}): Promise<void> => {
    open.push(await Follower.start({
      pool: node.worker, types: eventTypes, readers, backend: queue.backend, tickMs, say: (level, message) => said.push(`${level}: ${message}`), ...more,
    }));
  };
  const bell = (): QueuedDoorbell => {
    const each = new QueuedDoorbell(queue.backend, readers.map(({ name }) => name));
    open.push(each);
    return each;
  };
  /** A bell whose connection stands. */
  const ready = async (): Promise<QueuedDoorbell> => {
    const each = bell();
    await until(async () => each.ringNow([]).then(() => each.depth()).then((depth) => depth !== undefined, () => false));
    return each;
  };

  test('brings all readers up at one ring, without a tick', async () => {
    await following(NEVER_MS);
    const door = await ready();
    await node.grow(30);
    door.ring();
    await until(() => caughtUp(node));
    await sound(node);
  });

  test('rung at every append keeps them up, and a ring that comes while one is answered is not lost', async () => {
    await following(NEVER_MS);
    const door = await ready();
    for (let n = 0; n < 60; n += 1) {
      await node.grow(1);
      door.ring();
      if (n % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await until(() => caughtUp(node));
    await sound(node);
  });

  test('rung twice, by two processes at once, does everything once', async () => {
    await following(NEVER_MS);
    await following(NEVER_MS);
    const doors = [await ready(), await ready()];
    await node.grow(30);
    await Promise.all([...doors, ...doors].map((door) => door.ringNow(readers.map(({ name }) => name))));
    await until(() => caughtUp(node));
    await sound(node);
  });

  test('never rung costs a tick', async () => {
    await following(100);
    await node.grow(30);
    await until(() => caughtUp(node));
    await sound(node);
  });

  test('that loses all its rings again and again costs a tick', async () => {
    await following(100);
    const door = await ready();
    for (let n = 0; n < 6; n += 1) {
      await node.grow(10);
      door.ring();
      await queue.lose();
    }
    await until(() => caughtUp(node));
    await sound(node);
  });

  test('keeps no backlog: however often it is rung while nobody listens, few rings wait', async () => {
    const door = await ready();
    for (let n = 0; n < 20; n += 1) await door.ringNow(readers.map(({ name }) => name));
    expect(await door.depth()).toBeLessThanOrEqual(2 * readers.length);
    await node.grow(5);
    await following(NEVER_MS);
    await until(() => caughtUp(node));
    expect(await door.depth()).toBe(0);
  });

  test('brings a rebuild to its end and switches to it, while the log grows', async () => {
    await node.grow(60);
    await following(100);
    await until(() => caughtUp(node));
    const old = await activeBuild(node.worker, metricsReader);
    const fresh = await beginRebuild(node.worker, metricsReader);
    await until(async () => {
      await node.grow(2);
      return (await activeBuild(node.worker, metricsReader)).build === fresh;
    });
    expect(fresh).toBeGreaterThan(old.build);
    await until(() => caughtUp(node));
    await sound(node);
  });

  test('says that a reader has stopped, and the others go on', async () => {
    const poisoned: Reader = { ...metricsReader, apply: async (client, build, facts) => {
      if (facts.some(({ position }) => position === 8)) throw new Error('This fact cannot be folded.');
      await metricsReader.apply(client, build, facts);
    } };
    await following(100, { readers: [signingsReader, poisoned] });
    await node.grow(20);
    await until(async () => said.some((line) => line === 'warn: a reader has stopped at a fact that it cannot fold'));
    await until(async () => (await activeBuild(node.worker, signingsReader)).position === (await readBuilds(node.worker)).head);
    expect(await activeBuild(node.worker, metricsReader)).toMatchObject({ position: 7, stopped: { position: 8, cause: 'This fact cannot be folded.' } });

    await node.rows('update log.checkpoints set stopped = null');
    await open.pop()?.close();
    await following(100);
    await until(() => caughtUp(node));
    await sound(node);
  });

  test('comes through under backends of the worker that are killed', async () => {
    await following(50);
    for (let n = 0; n < 25; n += 1) {
      await node.grow(6);
      await node.rows(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'entente_worker' and datname = current_database()`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await until(() => caughtUp(node));
    expect((await readBuilds(node.worker)).builds.every(({ stopped }) => stopped === null)).toBe(true);
    await sound(node);
  });

  test('lets two workers that start at once make one build a reader', async () => {
    await Promise.all([following(100), following(100)]);
    for (const reader of readers) expect(await buildsOf(node.worker, reader)).toHaveLength(1);
  });
});

describe('a follower whose Redis is killed', () => {
  // Not every machine has a Redis server to be killed.
  const test = server ? it : it.skip;
  let node: Node;
  let redis: Awaited<ReturnType<typeof redisHere>>;
  let follower: Follower | undefined;
  let closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    if (!server) return;
    node = await openNode();
    redis = await redisHere();
    follower = await Follower.start({
      pool: node.worker, types: eventTypes, readers, backend: { kind: 'redis', url: redis.url }, tickMs: 200, say: () => undefined,
    });
    closing = [];
  });
  afterEach(async () => {
    if (!server) return;
    for (const close of closing) await close();
    await follower?.close();
    await redis.stop();
    await node.close();
  });
  const kill = async (): Promise<void> => {
    process.kill(redis.pid ?? 0, 'SIGKILL');
    await until(() => new Promise<boolean>((resolve) => {
      const probe = new Redis(redis.url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
      probe.on('error', () => undefined);
      probe.connect().then(() => resolve(false), () => resolve(true)).finally(() => probe.disconnect());
    }));
  };

  test(`catches up by the tick while it is away, and by rings once it is back${skipped}`, async () => {
    const door = new QueuedDoorbell({ kind: 'redis', url: redis.url }, readers.map(({ name }) => name));
    closing.push(() => door.close());
    await node.grow(20);
    door.ring();
    await until(() => caughtUp(node));

    await kill();
    for (let n = 0; n < 3; n += 1) {
      await node.grow(10);
      door.ring();
      expect(await until(() => caughtUp(node))).toBeLessThan(8_000);
    }
    expect(await door.depth()).toBeUndefined();

    redis = { ...(await startRedis(server ?? '', redis.dir, redis.url)), dir: redis.dir };
    await until(async () => (await door.depth()) !== undefined, 20_000);
    await node.grow(10);
    door.ring();
    await until(() => caughtUp(node));
    await sound(node);
  });

  test(`is told of a ring that is lost, and does not wait for it${skipped}`, async () => {
    const lost: string[] = [];
    const door = new QueuedDoorbell({ kind: 'redis', url: redis.url }, ['signings'], (error) => lost.push(error.message));
    closing.push(() => door.close());
    await until(async () => (await door.depth()) !== undefined);
    await kill();
    door.ring();
    await until(async () => lost.length > 0, 5_000);
  });

  test(`can be closed while it is away${skipped}`, async () => {
    await kill();
    await Promise.race([
      follower?.close(),
      new Promise((_, reject) => setTimeout(() => reject(new Error('It did not close within 10 s.')), 10_000).unref()),
    ]);
    follower = undefined;
  });
});

describe('a follower without a queue that works', () => {
  it('follows the log all the same', async () => {
    const node = await openNode();
    const follower = await Follower.start({
      pool: node.worker, types: eventTypes, readers, backend: { kind: 'redis', url: 'redis://127.0.0.1:1' }, tickMs: 100, say: () => undefined,
    });
    await node.grow(20);
    await until(() => caughtUp(node));
    await follow(node.worker, eventTypes, metricsReader);
    await sound(node);
    await Promise.race([
      follower.close(),
      new Promise((_, reject) => setTimeout(() => reject(new Error('It did not close within 10 s.')), 10_000).unref()),
    ]);
    await node.close();
  });
});
