import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startChild } from '@entente/infra/services/child';
import type { QueueBackend } from '@entente/infra/services/redis';

import type { Kept, Role } from './keep.js';
import { repository, type Settings } from './settings.js';

export const logFileOf = ({ dataDir }: Settings, name: string): string => join(dataDir, 'logs', `${name}.log`);

/** The api or the worker as a process of its own, told by its environment where everything is. */
export const application = (name: 'api' | 'worker', settings: Settings, databaseUrl: string, queue: QueueBackend): Role => {
  const main = join(repository, 'apps', name, 'dist', 'main.js');
  if (!existsSync(main)) throw new Error(`The ${name} is not built (${main} is missing): run "npm run build" and look at what it says.`);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    REDIS_URL: queue.kind === 'redis' ? queue.url : undefined,
    PORT: String(settings.port),
    HOST: settings.host,
    DATA_DIR: settings.dataDir,
    PUBLIC_URL: process.env['PUBLIC_URL'] || baseUrlOf(settings),
    DOCUMENTS_DIR: process.env['DOCUMENTS_DIR'] || join(settings.dataDir, 'documents'),
  };
  const logFile = logFileOf(settings, name);
  const start = () => startChild({ command: process.execPath, args: ['--enable-source-maps', main], logFile, cwd: repository, env });
  return { name, logFile, start };
};

export const baseUrlOf = ({ host, port }: Settings): string => `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;

const readyMsMax = 60_000;

/** Waits until the api says that it is ready; throws with its last words when that takes too long or it keeps ending. */
export const waitUntilReady = async (settings: Settings, api: Kept, given: () => boolean): Promise<void> => {
  const deadline = performance.now() + readyMsMax;
  let answer = 'no answer';
  while (!given()) {
    const response = await fetch(`${baseUrlOf(settings)}/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (response?.ok) return;
    if (response) answer = `${response.status} ${(await response.text().catch(() => '')).slice(0, 300)}`;
    const late = performance.now() > deadline;
    if (late || api.restarts() > 1) {
      const why = late ? `was not ready within ${readyMsMax / 1000} s (${answer})` : 'ends as soon as it is started';
      throw new Error(`The api ${why}: see the last lines of ${logFileOf(settings, 'api')}.\n${lastLines(logFileOf(settings, 'api'), 20)}`);
    }
    await sleep(150);
  }
};

const lastLines = (file: string, count: number): string => {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).map((line) => `  | ${line}`).join('\n');
  } catch {
    return '';
  }
};
