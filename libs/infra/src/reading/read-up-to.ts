import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Build, readBuilds } from './builds.js';
import { tableOf } from './reader.js';

/** Short, because a worker that is told to end waits for what it has begun; a run that gives up is tried again. */
const WAIT_MS_MAX = 10_000;
const POLL_MS = 25;

/** The newest position of the log. */
export const headOf = async (pool: pg.Pool): Promise<number> => (await readBuilds(pool)).head;

/**
 * A reader's active build, once that has read up to a position.
 * @throws Error where it has stopped, or does not get there in time.
 */
export const readUpTo = async (pool: pg.Pool, reader: string, position: number): Promise<Build> => {
  const until = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const active = (await readBuilds(pool)).builds.find((build) => build.reader === reader && build.active);
    if (active && active.position >= position) return active;
    if (active?.stopped) throw new Error(`The reader ${reader} has stopped before position ${active.stopped.position}: ${active.stopped.cause}`);
    if (performance.now() > until) throw new Error(`The reader ${reader} has not read up to position ${position} yet.`);
    await sleep(POLL_MS);
  }
};

/** The table of a part of that build. */
export const tableUpTo = async (pool: pg.Pool, reader: string, part: string, position: number): Promise<string> =>
  tableOf(reader, part, (await readUpTo(pool, reader, position)).build);
