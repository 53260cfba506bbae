import { randomBytes } from 'node:crypto';
import { accessSync, constants, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { isRunning, startChild, stopProcess, waitUntil, type ProcessMark } from './child.js';
import { makeFolder } from './folder.js';
import { freePort } from './free-port.js';
import { answersPing, checkRedis } from './redis-client.js';

export type QueueBackend = Readonly<{
  kind: 'redis' | 'postgres';
  url: string;
  /** For people: what it is and where. */
  label: string;
  pid?: number;
  mark?: ProcessMark;
  stop: () => Promise<void>;
}>;

export type QueueOptions = Readonly<{
  dataDir: string;
  redisUrl?: string | undefined;
  databaseUrl: string;
  /** The address that a server from PATH had before, so that a new one takes its place. */
  formerUrl?: string | undefined;
  progress?: (line: string) => void;
}>;

const nothingToStop = async (): Promise<void> => undefined;

/** The given Redis, else one that is started from PATH, else the database: the queue holds no fact, so any of them will do. */
export const startQueueBackend = async ({ dataDir, redisUrl, databaseUrl, formerUrl, progress = () => undefined }: QueueOptions): Promise<QueueBackend> => {
  await stopLeftRedis(dataDir);
  if (redisUrl) {
    const { place, warning } = await checkRedis(redisUrl);
    if (warning) progress(warning);
    return { kind: 'redis', url: redisUrl, label: `Redis at ${place} (REDIS_URL)`, stop: nothingToStop };
  }
  const command = redisOnPath();
  if (command) {
    try {
      return await startRedis(command, dataDir, formerUrl);
    } catch (error) {
      progress(`${(error as Error).message} The queue goes to Postgres instead.`);
    }
  }
  return { kind: 'postgres', url: databaseUrl, label: 'in Postgres (no REDIS_URL, and no redis-server or valkey-server on PATH)', stop: nothingToStop };
};

/** The path of a Redis server on this machine, if it has one. */
export const redisOnPath = (path = process.env['PATH'] ?? ''): string | undefined => {
  const places = ['redis-server', 'valkey-server'].flatMap((name) => path.split(delimiter).filter(Boolean).map((dir) => join(dir, name)));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
};

/** Starts a Redis that keeps nothing on disk and is reachable only from this machine, with a password. */
export const startRedis = async (command: string, dataDir: string, formerUrl?: string): Promise<QueueBackend> => {
  makeFolder(dataDir, 0o700);
  const dir = realpathSync(dataDir);
  const former = formerUrl === undefined ? undefined : new URL(formerUrl);
  const port = former ? Number(former.port) : await freePort();
  const password = former?.password ?? randomBytes(24).toString('base64url');
  const config = join(dir, 'redis.conf');
  const lines = [
    'bind 127.0.0.1', `port ${port}`, `requirepass ${password}`, 'daemonize no',
    'appendonly no', 'save ""', 'maxmemory-policy noeviction', `dir ${JSON.stringify(dir)}`,
  ];
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  const child = await startChild({ command, args: [config], logFile: join(dir, 'redis.log') });
  child.process.unref();
  const { mark } = child;
  if (mark) writeFileSync(markFile(dir), JSON.stringify(mark), { mode: 0o600 });
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await child.stop();
    rmSync(markFile(dir), { force: true });
  };
  let answers = false;
  await waitUntil(async () => (answers = await answersPing(url)) || mark === undefined || !isRunning(mark), 10_000, 50);
  if (answers) return { kind: 'redis', url, label: `${command.split('/').at(-1)} on 127.0.0.1:${port}`, pid: child.pid, ...(mark ? { mark } : {}), stop };
  await stop();
  throw new Error(`${command} did not start; its reasons are in ${join(dir, 'redis.log')}.`);
};

const markFile = (dataDir: string): string => join(dataDir, 'redis.json');

/** Ends the Redis that an earlier, killed start left behind; its content is worth nothing. */
export const stopLeftRedis = async (dataDir: string): Promise<void> => {
  try {
    await stopProcess(JSON.parse(readFileSync(markFile(dataDir), 'utf8')) as ProcessMark);
  } catch {
    // No file, or a half-written one: nothing that could be found again was started.
  }
  rmSync(markFile(dataDir), { force: true });
};
