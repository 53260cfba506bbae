import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { stopProcess, type ProcessMark } from './child.js';
import { makeFolder } from './folder.js';
import { ensureDatabase, postgresUrl } from './postgres-client.js';
import { adopt, launch } from './postgres-launch.js';
import { closedFolder, runAs, type RunAs } from './postgres-user.js';
import { postmasterOf } from './postmaster.js';
import { abandonedFolders, removeFolder, temporaryFolder } from './temporary-folder.js';

export type PostgresOptions = Readonly<{
  /** Where the cluster lies; it is made when it is missing. Left out for tests: a temporary one, removed on stop. */
  dataDir?: string;
  port?: number;
  forTests?: boolean;
  progress?: (line: string) => void;
}>;

export type RunningPostgres = Readonly<{
  url: string;
  port: number;
  pid: number;
  mark: ProcessMark;
  stop: (mode?: 'fast' | 'immediate') => Promise<void>;
}>;

const database = 'entente';

/** Starts the PostgreSQL that comes with the packages, or joins the one that an earlier, killed start left on the same data. */
export const startPostgres = async ({ dataDir, port, forTests = false, progress = () => undefined }: PostgresOptions): Promise<RunningPostgres> => {
  const temporary = dataDir === undefined ? await cleanTemporaryFolder() : undefined;
  const dir = prepareFolder(dataDir ?? join(temporary ?? '', 'data'));
  const user = runAs(dir);
  refuseClosedFolder(user, dir);
  try {
    const { mark, credentials } = (await adopt(dir)) ?? (await launch({ dataDir: dir, user, port, forTests, progress }));
    const url = postgresUrl({ ...credentials, database });
    await ensureDatabase(postgresUrl({ ...credentials, database: 'postgres' }), database);
    const stop = async (mode: 'fast' | 'immediate' = 'fast'): Promise<void> => {
      await stopProcess(mark, { signal: mode === 'fast' ? 'SIGINT' : 'SIGQUIT', waitMsMax: 30_000 });
      if (temporary) removeFolder(temporary);
    };
    return { url, port: credentials.port, pid: mark.pid, mark, stop };
  } catch (error) {
    await stopLeftPostgres(dir);
    if (temporary) removeFolder(temporary);
    throw error;
  }
};

/** Stops the Postgres that still works on a data directory, whoever started it; does nothing when none does. */
export const stopLeftPostgres = async (dataDir: string): Promise<void> => {
  const left = existsSync(dataDir) ? postmasterOf(realpathSync(dataDir)) : undefined;
  if (left) await stopProcess(left.mark, { signal: 'SIGINT', waitMsMax: 30_000 });
};

/** A test run that was killed leaves a server and its folder; the next one clears them away. */
const cleanTemporaryFolder = async (): Promise<string> => {
  for (const folder of abandonedFolders()) {
    await stopLeftPostgres(join(folder, 'data'));
    removeFolder(folder);
  }
  return temporaryFolder();
};

const prepareFolder = (dataDir: string): string => {
  makeFolder(dirname(dataDir), 0o755);
  return join(realpathSync(dirname(dataDir)), basename(dataDir));
};

const refuseClosedFolder = (user: RunAs, dataDir: string): void => {
  const closed = closedFolder(user, dirname(dataDir));
  if (closed === undefined) return;
  throw new Error(
    `Postgres may not run as root, and the user "${user.name}" that it runs as cannot enter ${closed}: start as an ordinary user, or set DATA_DIR to a folder that everybody may enter.`,
  );
};
