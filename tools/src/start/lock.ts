import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isRunning, markOf, type ProcessMark } from '@entente/infra/services/child';

/** One start a data folder: answers how to let go, or throws one sentence when another start is alive. */
export const takeLock = (dataDir: string): (() => void) => {
  const file = join(dataDir, 'start.pid');
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(markOf(process.pid)), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, so nobody ever reads half a lock.
        linkSync(own, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = holderOf(file);
      if (holder && isRunning(holder)) {
        throw new Error(`Entente already runs on ${dataDir} (process ${holder.pid}): stop it with Ctrl-C where it was started, or start this one with another DATA_DIR and PORT.`);
      }
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
};

const holderOf = (file: string): ProcessMark | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
  } catch {
    return undefined;
  }
};
