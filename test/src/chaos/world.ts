import { migrate } from '@entente/infra/database/migrate';
import { type NodeOptions, startNode, type TestNode } from '../support/node.js';
import type { CrashPoint } from './crash-points.js';
import { type Database, startDatabase } from './database.js';
import type { Door } from './door.js';
import { type RunFolder, runFolder } from './folder.js';
import { type Gate, openGate } from './proxy.js';
import { type QueueServer, startQueueServer } from './redis.js';
import { apis, workers } from './schedule.js';
import { type Supervisor, supervisor } from './supervisor.js';

/** Everything that a run stands on, all of it real and its own. */
export type World = Readonly<{
  folder: RunFolder;
  database: Database;
  redis: QueueServer | undefined;
  node: TestNode;
  door: Door;
  /** The ways of the processes to the database, by their names. */
  gates: ReadonlyMap<string, Gate>;
  supervisor: Supervisor;
  /** How often each crash point was reached. */
  reached: Map<CrashPoint, number>;
  say: (line: string) => void;
  stop: () => Promise<void>;
}>;

export type WorldOptions = Readonly<{
  /** The program to run as Redis; undefined for the queue in Postgres. */
  redisServer: string | undefined;
  wantsDisk: boolean;
  say: (line: string) => void;
}>;

/** A run has minutes, not months: what is due is looked for twice a second, and what has become of published reports every few seconds. */
const REPORTS_OFTEN = { JOBS_EVERY_MS: '500', REPORT_WATCH_EVERY_MS: '5000' };

/** Starts it all, and stops what has been started when something does not start. */
export const startWorld = async ({ redisServer, wantsDisk, say }: WorldOptions): Promise<World> => {
  const undo: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let last = undo.pop(); last; last = undo.pop()) await last();
  };
  try {
    const folder = await runFolder(wantsDisk);
    undo.push(folder.remove);
    const database = await startDatabase(folder.dataDir);
    undo.push(database.stop);
    await migrate(database.url());
    const redis = redisServer === undefined ? undefined : await startQueueServer(redisServer, folder.redisDir);
    if (redis) undo.push(redis.stop);
    const gates = new Map<string, Gate>();
    for (const name of [...apis, ...workers]) gates.set(name, await openGate(database.port));
    undo.push(async () => void (await Promise.all([...gates.values()].map((gate) => gate.close()))));
    const queue: NodeOptions['queue'] = redis ? { redisUrl: redis.url } : 'postgres';
    const addressOf = (name: string): string => Object.assign(new URL(database.url()), { port: String(gates.get(name)?.port) }).href;
    const node = await startNode({ queue, apis: apis.length, workers: workers.length, databaseUrl: database.url(), addressOf, env: REPORTS_OFTEN });
    undo.push(node.stop);
    const watched = supervisor([...node.apis, ...node.workers], say);
    undo.push(watched.stop);
    const door = { urls: node.apis.map(({ url }) => url), keys: node.keys };
    return { folder, database, redis, node, door, gates, supervisor: watched, reached: new Map(), say, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
