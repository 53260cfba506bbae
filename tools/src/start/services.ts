import { dirname, join } from 'node:path';

import { makeFolder } from '@entente/infra/services/folder';
import { startPostgres } from '@entente/infra/services/postgres';
import { checkPostgres } from '@entente/infra/services/postgres-client';
import { startQueueBackend, type QueueBackend } from '@entente/infra/services/redis';

import type { Role } from './keep.js';
import type { Settings } from './settings.js';

/** A role together with what the others need to know of it once it runs. */
export type Service<Known> = Readonly<{ role: Role; known: () => Known }>;

export type Database = Readonly<{ url: string; label: string }>;

const missing = (name: string) => (): never => {
  throw new Error(`${name} has not been started yet.`);
};

export const databaseService = ({ databaseUrl, clusterDir }: Settings, say: (line: string) => void): Service<Database> => {
  let known: () => Database = missing('Postgres');
  let port: number | undefined;
  const given = async (url: string) => {
    const { version, place } = await checkPostgres(url);
    known = () => ({ url, label: `PostgreSQL ${version} at ${place} (DATABASE_URL)` });
    return { stop: async () => undefined };
  };
  const embedded = async () => {
    makeFolder(dirname(clusterDir), 0o711);
    const running = await startPostgres({ dataDir: clusterDir, ...(port ? { port } : {}), progress: (line) => say(`Postgres: ${line} …`) });
    port = running.port;
    known = () => ({ url: running.url, label: `embedded PostgreSQL on 127.0.0.1:${running.port} (process ${running.pid}), data in ${clusterDir}` });
    return { mark: running.mark, stop: () => running.stop() };
  };
  const logFile = join(dirname(clusterDir), 'postgres.log');
  return { role: { name: 'Postgres', logFile, start: () => (databaseUrl ? given(databaseUrl) : embedded()) }, known: () => known() };
};

export const queueService = ({ redisUrl, dataDir }: Settings, databaseUrl: () => string, say: (line: string) => void): Service<QueueBackend> => {
  let backend: QueueBackend | undefined;
  const start = async () => {
    // A new server takes the address of the one that ended, because the applications know no other.
    const formerUrl = backend?.mark ? backend.url : undefined;
    backend = await startQueueBackend({ dataDir: join(dataDir, 'queue'), redisUrl, databaseUrl: databaseUrl(), formerUrl, progress: say });
    return { mark: backend.mark, stop: backend.stop };
  };
  return { role: { name: 'queue', logFile: join(dataDir, 'queue', 'redis.log'), start }, known: () => backend ?? missing('The queue')() };
};
