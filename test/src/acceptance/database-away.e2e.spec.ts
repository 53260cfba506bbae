import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '@entente/infra/database/migrate';
import { waitUntil } from '@entente/infra/services/child';
import { type RunningPostgres, startPostgres } from '@entente/infra/services/postgres';
import { removeFolder, temporaryFolder } from '@entente/infra/services/temporary-folder';
import { once } from '@entente/infra/services/test-database';
import { differencesToAFreshFold } from '../support/fold.js';
import { told } from '../support/http.js';
import { brokenPromises, type Load, startLoad } from '../support/load.js';
import { startNode, type TestNode } from '../support/node.js';

// Processes are started again while others work, which takes its time on a small machine.
jest.setTimeout(150_000);

/** The database is killed and comes back on the same data; the processes of the node stay. */
describe('while the database is away', () => {
  let folder: string;
  let postgres: RunningPostgres;
  let node: TestNode;
  let load: Load | undefined;
  const start = (port?: number): Promise<RunningPostgres> => startPostgres({ dataDir: join(folder, 'data'), forTests: true, ...(port === undefined ? {} : { port }) });
  beforeAll(async () => {
    folder = temporaryFolder();
    postgres = await start();
    await migrate(postgres.url);
    // Tests let Postgres acknowledge before it has written; here it must not, because it is killed.
    await once(postgres.url, 'alter database entente set synchronous_commit to on');
    node = await startNode({ queue: 'postgres', apis: 2, databaseUrl: postgres.url });
  });
  afterAll(async () => {
    await load?.stop().catch(() => undefined);
    await node?.stop();
    await postgres?.stop('immediate');
    removeFolder(folder);
  });

  it('the api says so, and goes on by itself when it is back, with everything that was acknowledged', async () => {
    load = startLoad(node, 12);
    await sleep(1_500);
    await postgres.stop('immediate');
    const seen = await Promise.all([
      node.get('/v1/signings'), node.get('/v1/metrics/signings.count'), node.get('/health/ready'), node.get('/health/live'), node.get('/metrics'),
    ]);
    expect(seen.map(told)).toEqual(['503 service/unavailable', '503 service/unavailable', '503 as application/json; charset=utf-8', '200', '200']);
    expect(seen[0]?.headers.get('retry-after')).toBe('1');
    await sleep(1_000);
    postgres = await start(postgres.port);
    expect(await waitUntil(async () => (await node.get('/health/ready')).status === 200, 10_000)).toBe(true);
    const before = load.acknowledged();
    const { acknowledged } = load;
    expect(await waitUntil(() => acknowledged() > before, 30_000)).toBe(true);
    const sent = await load.stop();
    expect(node.apis.every((api) => api.runs()) && node.workers.every((worker) => worker.runs())).toBe(true);
    expect(await brokenPromises(node, sent)).toEqual([]);
    expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]);
  });
});
