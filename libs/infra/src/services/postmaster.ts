import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { markOf, type ProcessMark } from './child.js';

/** What a running Postgres says of itself in the first lines of postmaster.pid. */
export type Postmaster = Readonly<{ mark: ProcessMark; port: number; ready: boolean }>;

/** The Postgres that works on this data directory; undefined when none does, whatever a stale file says. */
export const postmasterOf = (dataDir: string): Postmaster | undefined => {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const mark = markOf(pid);
  if (!mark || !isPostgresOf(pid, dataDir)) return undefined;
  return { mark, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
};

/** The number in a stale file may belong to anybody by now, so the process must name our data directory itself. */
const isPostgresOf = (pid: number, dataDir: string): boolean => {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(dataDir);
  } catch {
    return false;
  }
};
