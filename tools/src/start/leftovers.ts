import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { isRunning, stopProcess, type ProcessMark } from '@entente/infra/services/child';
import { stopLeftPostgres } from '@entente/infra/services/postgres';

import type { Settings } from './settings.js';

export type RunRecord = Readonly<Record<string, ProcessMark>>;

const fileOf = (dataDir: string): string => join(dataDir, 'run.json');

/** Written at every start of a process, so that a later start can find what a killed one left behind. */
export const writeRunRecord = (dataDir: string, record: RunRecord): void => {
  writeFileSync(`${fileOf(dataDir)}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${fileOf(dataDir)}.new`, fileOf(dataDir));
};

export const readRunRecord = (dataDir: string): RunRecord => {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as RunRecord;
  } catch {
    return {};
  }
};

/**
 * Ends what a killed start left running: first those that write, then the queue. Postgres is left to be joined,
 * unless this start does not use it.
 */
export const stopLeftovers = async ({ dataDir, clusterDir, databaseUrl, fresh }: Settings, say: (line: string) => void): Promise<void> => {
  const left = Object.entries(readRunRecord(dataDir)).filter(([role, mark]) => role !== 'Postgres' && isRunning(mark));
  for (const [role, mark] of left) {
    say(`Ending the ${role} that an earlier start left behind (process ${mark.pid}).`);
    await stopProcess(mark, { waitMsMax: 5_000 });
  }
  if (databaseUrl || fresh) await stopLeftPostgres(clusterDir);
  if (!fresh) return;
  rmSync(dirname(clusterDir), { recursive: true, force: true });
  for (const name of ['queue', 'keys.json', 'demo-keys.json', 'run.json']) rmSync(join(dataDir, name), { recursive: true, force: true });
  say('Beginning anew: the embedded database and the queue are removed.');
};
