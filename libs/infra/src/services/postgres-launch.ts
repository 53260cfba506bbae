import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { isRunning, startChild, stopProcess, waitUntil, type ProcessMark } from './child.js';
import { freePort } from './free-port.js';
import { initCluster, reachableBinaries, storeCredentials, storedCredentials, type Credentials } from './postgres-cluster.js';
import { giveTo, type RunAs } from './postgres-user.js';
import { postmasterOf } from './postmaster.js';

export type Started = Readonly<{ mark: ProcessMark; credentials: Credentials }>;

export type Launch = Readonly<{
  dataDir: string;
  user: RunAs;
  port: number | undefined;
  forTests: boolean;
  progress: (line: string) => void;
}>;

const startMsMax = 60_000;
const passwordLost = (dataDir: string): string =>
  `The password of the database in ${dataDir} is lost with ${join(dirname(dataDir), 'postgres.json')}: bring that file back, or begin anew with "npm start -- --fresh".`;

/** A Postgres that outlived its parent is as good as a new one once it is ready; one that never becomes ready is ended. */
export const adopt = async (dataDir: string): Promise<Started | undefined> => {
  const left = postmasterOf(dataDir);
  if (!left) return undefined;
  await waitUntil(() => !isRunning(left.mark) || postmasterOf(dataDir)?.ready === true, startMsMax);
  const now = postmasterOf(dataDir);
  const credentials = storedCredentials(dataDir);
  if (now?.ready && credentials) return { mark: now.mark, credentials: { ...credentials, port: now.port } };
  await stopProcess(left.mark, { signal: 'SIGQUIT' });
  return undefined;
};

export const launch = async (options: Launch): Promise<Started> => {
  const { dataDir, user, port, progress } = options;
  const home = reachableBinaries(dataDir, user);
  if (!existsSync(dataDir)) {
    progress('making a new database cluster');
    await initCluster(home, dataDir, user);
  }
  giveTo(user, dataDir);
  const stored = storedCredentials(dataDir);
  if (!stored) throw new Error(passwordLost(dataDir));
  // What is left of a cluster that was killed needs a moment to notice and end; until then its memory is in use.
  const deadline = performance.now() + 10_000;
  for (;;) {
    const credentials = { ...stored, port: port ?? (await freePort(stored.port)) };
    const outcome = await launchOnce(home, credentials, options);
    if ('mark' in outcome) {
      storeCredentials(dataDir, credentials);
      return { mark: outcome.mark, credentials };
    }
    const passing = /shared memory|lock file|Address already in use/.test(outcome.failure) && port === undefined;
    if (!passing || performance.now() > deadline) throw new Error(`PostgreSQL did not start on ${dataDir}: ${reasonIn(outcome.failure)}`);
  }
};

const launchOnce = async (home: string, { port }: Credentials, { dataDir, user, forTests }: Launch): Promise<{ mark: ProcessMark } | { failure: string }> => {
  // A stale file with a number that now belongs to another process of the same user would stop Postgres from starting.
  if (!postmasterOf(dataDir)) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
  const logFile = join(dirname(dataDir), 'postgres.log');
  const logged = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  const child = await startChild({
    command: join(home, 'bin', 'postgres'),
    args: ['-D', dataDir, '-p', String(port), ...Object.entries(settings(forTests)).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    logFile,
    cwd: '/',
    // The messages are read below, so they must be in English.
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    ...(user.uid === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  child.process.unref();
  const { mark } = child;
  const ready = mark !== undefined && (await waitUntil(() => !isRunning(mark) || postmasterOf(dataDir)?.ready === true, startMsMax)) && isRunning(mark);
  if (ready) return { mark };
  await child.stop('SIGQUIT');
  return { failure: readFileSync(logFile).subarray(logged).toString('utf8') };
};

const settings = (forTests: boolean): Record<string, string> => ({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  ...(forTests ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
});

const reasonIn = (log: string): string => {
  const lines = log.trim().split('\n');
  const said = lines.filter((line) => /FATAL|DETAIL/.test(line)).map((line) => line.replace(/^.*(FATAL|DETAIL):\s*/, ''));
  return said.slice(0, 2).join('; ') || lines.at(-1) || 'it said nothing; see postgres.log beside the data';
};
