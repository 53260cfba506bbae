import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { readBuilds } from '../reading/builds.js';
import { tableOf } from '../reading/reader.js';

/** Short, because a worker that is told to end waits for what it has begun; a run that gives up is tried again. */
const WAIT_MS_MAX = 10_000;
const POLL_MS = 25;

/** The newest position of the log. */
export const headOf = async (pool: pg.Pool): Promise<number> => (await readBuilds(pool)).head;

/**
 * The table of a reader's active build, once that has read up to a position.
 * @throws Error where it has stopped, or does not get there in time.
 */
export const tableUpTo = async (pool: pg.Pool, reader: string, part: string, position: number): Promise<string> => {
  const until = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const active = (await readBuilds(pool)).builds.find((build) => build.reader === reader && build.active);
    if (active && active.position >= position) return tableOf(reader, part, active.build);
    if (active?.stopped) throw new Error(`The reader ${reader} has stopped before position ${active.stopped.position}: ${active.stopped.cause}`);
    if (performance.now() > until) throw new Error(`The reader ${reader} has not read up to position ${position} yet.`);
    await sleep(POLL_MS);
  }
};
