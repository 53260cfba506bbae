import type { EventTypes } from '@entente/infra/event-log/event-types';
import { readBuilds, verifyReader } from '@entente/infra/reading/builds';
import type { Reader } from '@entente/infra/reading/reader';
import type pg from 'pg';

/** Every reader stands at the head, none has stopped, and what it holds is what one thread folds of the log from its beginning. */
export const convergence = async (pool: pg.Pool, types: EventTypes, readers: readonly Reader[]): Promise<readonly string[]> => {
  const faults: string[] = [];
  const { head, builds } = await readBuilds(pool);
  for (const reader of readers) {
    const active = builds.find((build) => build.reader === reader.name && build.active);
    if (!active) faults.push(`${reader.name} has no active build.`);
    else if (active.stopped) faults.push(`${reader.name} has stopped at position ${active.stopped.position}: ${active.stopped.cause}`);
    else if (active.position !== head) faults.push(`${reader.name} stands at position ${active.position}, and the log at ${head}.`);
    else faults.push(...(await verifyReader(pool, types, reader)).differences);
  }
  return faults;
};
