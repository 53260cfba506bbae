import { createHash } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { makeFolder } from '@entente/infra/services/folder';
import { closedFolder, runAs } from '@entente/infra/services/postgres-user';

/** tools/dist/start/settings.js lies three folders below the repository. */
export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

export type Settings = Readonly<{
  port: number;
  host: string;
  dataDir: string;
  clusterDir: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  fresh: boolean;
  record: boolean;
  demo: boolean;
}>;

export const readSettings = (args: readonly string[], env: NodeJS.ProcessEnv): Settings => {
  const unknown = args.find((arg) => arg !== '--fresh' && arg !== '--no-record' && arg !== '--demo');
  if (unknown !== undefined) throw new Error(`"${unknown}" is not known here: npm start takes "-- --fresh" (begin anew), "-- --no-record" (load no opening record) and "-- --demo" (add an invented pact, alliance, joint initiative and credit).`);
  const port = Number(env['PORT'] || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT is "${env['PORT']}": set it to a number from 1 to 65535, or leave it out for 3000.`);
  const databaseUrl = env['DATABASE_URL'] || undefined;
  const fresh = args.includes('--fresh');
  if (fresh && databaseUrl) throw new Error('--fresh empties only the embedded database: unset DATABASE_URL, or empty the database that it names yourself and leave --fresh out.');
  const dataDir = resolve(repository, env['DATA_DIR'] || '.data');
  return {
    port,
    host: env['HOST'] || '127.0.0.1',
    dataDir,
    clusterDir: clusterDirOf(dataDir, Boolean(env['DATA_DIR'])),
    databaseUrl,
    redisUrl: env['REDIS_URL'] || undefined,
    fresh,
    record: !args.includes('--no-record'),
    demo: args.includes('--demo'),
  };
};

/**
 * Postgres may not run as root, and root's own folders are often closed to everybody else. Where nobody chose the
 * folder, the cluster then lies where such data belong on a server; where somebody did, he is told.
 */
const clusterDirOf = (dataDir: string, chosen: boolean): string => {
  const usual = join(dataDir, 'postgres', 'data');
  if (chosen || closedFolder(runAs(usual), dataDir) === undefined) return usual;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  return join('/var/lib/entente', name, 'data');
};

export const ensureWritable = (dataDir: string): void => {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    makeFolder(join(dataDir, 'logs'));
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be written (${(error as NodeJS.ErrnoException).code}): make it writable, or choose another with DATA_DIR=<folder>.`);
  }
};
