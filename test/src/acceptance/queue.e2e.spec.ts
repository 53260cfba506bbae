import { waitUntil } from '@entente/infra/services/child';
import { once } from '@entente/infra/services/test-database';
import pg from 'pg';
import type { Accepted } from '../support/http.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { submitted } from '../support/road.js';
import { testRedis, type TestRedis } from '../support/redis.js';
import { CHENGDU, plain } from '../support/samples.js';

/** With the ring a fact is read in some tens of milliseconds; without it, when the tick of a second comes. */
const RING_MS_MAX = 600;
/** Two ticks of patience with the queue, one without it, and some room. */
const TICKS_MS_MAX = 8_000;

const submit = (node: TestNode): Promise<Accepted> => submitted(node, CHENGDU, plain());

/** How long it takes until the metric holds a command: several times, the shortest first. */
const waitsMs = async (node: TestNode): Promise<readonly number[]> => {
  const took: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    const { position } = await submit(node);
    const since = performance.now();
    await isCounted(node, position);
    took.push(performance.now() - since);
  }
  return took.toSorted((a, b) => a - b);
};

const isCounted = async (node: TestNode, position: number): Promise<void> => {
  const counted = await waitUntil(async () => {
    const { status, body } = await node.get<MetricBody>(`/v1/metrics/signings.submitted?minPosition=${position}`);
    return status === 200 && body.asOf.position >= position;
  }, TICKS_MS_MAX);
  if (!counted) throw new Error(`Position ${position} is not counted after ${TICKS_MS_MAX} ms.`);
};

const ringsAgain = (node: TestNode): Promise<boolean> => waitUntil(async () => ((await waitsMs(node))[3] as number) < RING_MS_MAX, 20_000);
/** A reader whose rings are held back is served by the tick, in turns at once and late. */
const ringsSteadily = (node: TestNode): Promise<boolean> => waitUntil(async () => ((await waitsMs(node)).at(-1) as number) < RING_MS_MAX, 20_000);

const waiting = async (node: TestNode): Promise<boolean> => /^entente_queue_waiting \d+$/m.test((await node.get<string>('/metrics')).body);

describe('the queue in Postgres', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', workers: 2 });
  });
  afterAll(() => node?.stop());

  it('rings the readers, so that a command is counted at once', async () => {
    await submit(node);
    expect(await ringsAgain(node)).toBe(true);
    expect(await waiting(node)).toBe(true);
  });

  it('rings again within seconds when workers die in the middle of their work', async () => {
    await workersDieAtWork(node);
    expect(await ringsSteadily(node)).toBe(true);
  });

  it('costs latency only when all of its tables are emptied', async () => {
    const emptied = `do $$ declare names text; begin
      select string_agg(format('%I.%I', schemaname, tablename), ', ') into names from pg_tables where schemaname = 'queue' and tablename <> 'migration';
      execute 'truncate ' || names; end $$`;
    // A statement of the queue may hold the same tables in another order (40P01); then it is tried again.
    expect(await waitUntil(() => once(node.databaseUrl, emptied).then(() => true, () => false), 10_000)).toBe(true);
    const { position } = await submit(node);
    await isCounted(node, position);
    expect(await ringsAgain(node)).toBe(true);
  });
});

const server = process.env['TEST_REDIS_SERVER'];

/** Workers are killed while they wait for a table in the middle of a batch, and started again. */
const workersDieAtWork = async (node: TestNode): Promise<void> => {
  const owner = new pg.Client({ connectionString: node.databaseUrl });
  await owner.connect();
  try {
    const { rows: [at] } = await owner.query<{ build: number }>(`select build from log.checkpoints where reader = 'signing-metrics' and active`);
    await owner.query(`begin; lock table read.signing_metrics_totals_b${at?.build}`);
    await submit(node);
    const atWork = `select from pg_locks join pg_database d on d.oid = database where datname = current_database() and not granted`;
    expect(await waitUntil(async () => ((await owner.query(atWork)).rowCount ?? 0) > 0, 10_000)).toBe(true);
    for (const worker of node.workers) await node.kill9(worker);
  } finally {
    await owner.end();
  }
  for (const worker of node.workers) await node.restart(worker);
};

describe('the queue in Redis', () => {
  if (!server) {
    // Its own server is started for the test, and this machine has none.
    it.skip('is not tried: there is no redis-server or valkey-server on PATH', () => undefined);
    return;
  }
  let redis: TestRedis | undefined;
  let node: TestNode;
  beforeAll(async () => {
    redis = await testRedis(server);
    await redis.start();
    node = await startNode({ queue: { redisUrl: redis.url }, workers: 2 });
  });
  afterAll(async () => {
    await node?.stop();
    await redis?.kill9();
  });

  it('rings the readers, so that a command is counted at once', async () => {
    await submit(node);
    expect(await ringsAgain(node)).toBe(true);
    expect(await waiting(node)).toBe(true);
  });

  it('rings again within seconds when workers die in the middle of their work', async () => {
    await workersDieAtWork(node);
    expect(await ringsSteadily(node)).toBe(true);
  });

  it('costs latency only when it is flushed', async () => {
    await submit(node);
    await redis?.flush();
    const { position } = await submit(node);
    await isCounted(node, position);
    expect(await ringsAgain(node)).toBe(true);
  });

  it('costs latency only when it is away, and rings again when it is back', async () => {
    await redis?.kill9();
    for (let n = 0; n < 3; n += 1) {
      const since = performance.now();
      const { position } = await submit(node);
      expect(performance.now() - since).toBeLessThan(2_000);
      await isCounted(node, position);
    }
    expect((await node.get('/health/ready')).status).toBe(200);
    expect((await node.get('/metrics')).status).toBe(200);
    await redis?.start();
    expect(await ringsAgain(node)).toBe(true);
    expect(await waiting(node)).toBe(true);
  });

  it('lets the processes stop in time though it is away', async () => {
    await redis?.kill9();
    await submit(node);
    for (const each of [...node.apis, ...node.workers]) expect([each.name, (await each.end('SIGTERM')).ms < 10_000]).toEqual([each.name, true]);
  });
});
