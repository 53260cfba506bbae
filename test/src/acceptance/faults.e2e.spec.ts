import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '@entente/infra/services/child';
import type { Program } from '../support/program.js';
import { differencesToAFreshFold } from '../support/fold.js';
import { brokenPromises, type Load, type Sent, startLoad } from '../support/load.js';
import { startNode, type TestNode } from '../support/node.js';

const CLIENTS = 5;
const LOAD_MS = 800;

// Processes are started again while others work, which takes its time on a small machine.
jest.setTimeout(150_000);

/** Processes are killed in the middle of their work; nothing that was acknowledged is lost, and nothing counts twice. */
describe('under load', () => {
  let node: TestNode;
  let load: Load | undefined;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2, workers: 2 });
  });
  afterEach(async () => {
    await load?.stop().catch(() => undefined);
    for (const each of [...node.apis, ...node.workers]) if (!each.runs()) await node.restart(each);
  });
  afterAll(() => node?.stop());

  /** Load for a while, and for as long as it takes a busy machine to acknowledge more than so many commands. */
  const underLoad = async (going: Load, count: number): Promise<void> => {
    await sleep(LOAD_MS);
    expect(await waitUntil(() => going.acknowledged() > count, 30_000)).toBe(true);
  };
  /** Load for a while, the fault in its middle, and load for a while again. */
  const through = async (fault: () => Promise<void>): Promise<readonly Sent[]> => {
    load = startLoad(node, CLIENTS);
    await underLoad(load, CLIENTS);
    const before = load.acknowledged();
    await fault();
    await underLoad(load, before);
    return load.stop();
  };
  const kept = async (sent: readonly Sent[]): Promise<void> => {
    expect(await brokenPromises(node, sent)).toEqual([]);
    expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]);
  };

  it('an api that is killed loses nothing that it acknowledged, and what it did not answer can be repeated', async () => {
    const sent = await through(async () => {
      const [api] = node.apis as [Program];
      expect(await node.kill9(api)).toMatchObject({ signal: 'SIGKILL' });
      await sleep(300);
      await node.restart(api);
    });
    expect(sent.some(({ receipt }) => receipt === null)).toBe(true);
    await kept(sent);
  });

  it('workers that are killed leave every metric as a fresh fold of the log gives it', async () => {
    const sent = await through(async () => {
      const [one, two] = node.workers as [Program, Program];
      await node.kill9(one);
      await sleep(300);
      await node.kill9(two);
      await node.restart(one);
      await sleep(300);
      await node.restart(two);
    });
    expect(sent.every(({ receipt }) => receipt !== null)).toBe(true);
    await kept(sent);
  });

  it('an api that is told to stop finishes what it accepted and is gone within ten seconds', async () => {
    const sent = await through(async () => {
      const [, api] = node.apis as [Program, Program];
      const { ms, signal, code } = await api.end('SIGTERM');
      expect([code ?? signal, ms < 10_000]).toEqual(['SIGTERM', true]);
      await sleep(300);
      await node.restart(api);
    });
    await kept(sent);
  });

  it('a worker that is told to stop is gone within ten seconds and leaves no gap', async () => {
    const sent = await through(async () => {
      const [one] = node.workers as [Program];
      const { ms } = await one.end('SIGTERM');
      expect(ms).toBeLessThan(10_000);
      await node.restart(one);
    });
    await kept(sent);
  });
});
